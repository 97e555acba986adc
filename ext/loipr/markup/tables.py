"""Tables drawn from datasets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from loipr.catalog.datasets import PATH, Dataset
from loipr.catalog.tables import OPTIONS, Heading, Query, Table, TableError, read_query, select
from loipr.markup.facts import note_data, report_of
from loipr.markup.nodes import dataset_download, fault
from loipr.markup.references import cross_reference

#: The widest share of a table that one column may take, in hundredths.
_WIDEST = 46
_NARROWEST = 7
#: A cell of so many characters, a date for one, stays on one line.
_SHORT = 12


class DataTableDirective(SphinxDirective):
    """``:::{data-table} placements_by_destination`` with the options of :mod:`loipr.catalog.tables`."""

    required_arguments = 1
    has_content = False
    option_spec = dict.fromkeys(OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        note_data(self.env, PATH)
        try:
            query = read_query(self.arguments[0], self.options, report_of(self.env).datasets)
            table = select(query)
        except TableError:
            return [nodes.paragraph("", "", fault(self.arguments[0]))]
        note_data(self.env, query.dataset.path)
        return [*self.show(query, table), *table_foot(self, table, query.dataset)]

    def show(self, query: Query, table: Table) -> list[nodes.Node]:
        """Return what stands above the line of sources."""
        node = table_node(table)
        node["ids"].append(self.new_id("table"))
        self.set_source_info(node)
        return [column_specification(node), node]

    def new_id(self, kind: str) -> str:
        """Return an id for the next *kind* of thing on this page."""
        number = self.env.new_serialno(f"loipr-{kind}") + 1
        return nodes.make_id(f"{self.env.docname}-{kind}-{number}")


def table_node(table: Table, cells: Sequence[Sequence[Sequence[nodes.Node]]] | None = None) -> nodes.table:
    """Return *table* as a node; *cells*, if given, are the contents of its body in place of the plain text."""
    units = {heading.unit for heading in table.headings if heading.is_figure}
    caption = table.caption
    headings = table.headings
    if len(units) == 1 and units != {""}:
        # One unit for all figures stands in the caption; several stand in the heads.
        caption = f"{caption} ({units.pop()})"
        headings = tuple(replace(heading, unit="") for heading in headings)
    widths = _widths(replace(table, headings=headings))
    group = nodes.tgroup(cols=len(table.headings))
    group += [nodes.colspec(colwidth=width) for width in widths]
    head = nodes.thead("", nodes.row("", *(_head(heading) for heading in headings)))
    body = nodes.tbody()
    for number, row in enumerate(table.rows):
        contents = cells[number] if cells else [[nodes.Text(text)] for text in row]
        pairs = zip(table.headings, contents, strict=True)
        texts = zip(pairs, row, strict=True)
        body += nodes.row("", *(_entry(heading, content, text) for (heading, content), text in texts))
    if table.total:
        pairs_total = zip(table.headings, table.total, strict=True)
        sums = (_entry(heading, [nodes.strong("", text)] if text else [], text) for heading, text in pairs_total)
        body += nodes.row("", *sums, classes=["loipr-total"])
    group += [head, body]
    return nodes.table("", nodes.title("", caption), group, classes=["loipr-table", "longtable", "colwidths-given"])


def _widths(table: Table) -> list[int]:
    """Return the share of each column in hundredths, by the longest word and the usual length of its cells."""
    weights = []
    for number, heading in enumerate(table.headings):
        texts = [row[number] for row in table.rows]
        heads = f"{heading.title} ({heading.unit})" if heading.unit else heading.title
        longest_word = max((len(word) for text in (*texts, heads) for word in text.split()), default=1)
        usual = sorted(len(text) for text in texts)[len(texts) * 9 // 10] if texts else 1
        weights.append(max(longest_word, min(usual, 40), 4))
    total = sum(weights)
    return [min(_WIDEST, max(_NARROWEST, round(100 * weight / total))) for weight in weights]


def _head(heading: Heading) -> nodes.entry:
    paragraph = nodes.paragraph("", heading.title)
    if heading.unit:
        paragraph += nodes.Text(f" ({heading.unit})")
    return nodes.entry("", paragraph, classes=["loipr-figure"] if heading.is_figure else [])


def _entry(heading: Heading, content: Sequence[nodes.Node], text: str) -> nodes.entry:
    entry = nodes.entry("", classes=["loipr-figure"] if heading.is_figure else [])
    if len(text) <= _SHORT:
        entry["classes"].append("loipr-short")
    if content:
        entry += nodes.paragraph("", "", *content)
    return entry


def column_specification(table: nodes.table) -> addnodes.tabular_col_spec:
    """Return what sets the columns of *table* in LaTeX: their shares of the line, figures to the right."""
    columns = []
    head = next(table.findall(nodes.thead))
    for entry, spec in zip(head[0].children, table.findall(nodes.colspec), strict=True):
        assert isinstance(entry, nodes.Element)
        side = (
            r">{\raggedleft\arraybackslash}"
            if "loipr-figure" in entry["classes"]
            else r">{\raggedright\arraybackslash}"
        )
        columns.append(rf"{side}\X{{{spec['colwidth']}}}{{100}}")
    return addnodes.tabular_col_spec(spec="".join(columns))


def table_foot(directive: SphinxDirective, table: Table, dataset: Dataset, *, linked: bool = True) -> list[nodes.Node]:
    """Return what stands under a table: its sources as citations, its notes, and the file to download.

    *linked* adds a reference to the dataset in the annex.
    """
    line = nodes.paragraph(classes=["loipr-source"])
    if table.sources:
        line += nodes.emphasis("", "Source: " if len(table.sources) == 1 else "Sources: ")
        line += citations(directive, table.sources)
        line += nodes.Text(". ")
    if linked:
        text = nodes.inline("", "Full dataset")
        line += [cross_reference(directive.env.docname, "dataset", dataset.name, text), nodes.Text(". ")]
    line += dataset_download(path=dataset.path, dataset=dataset.name)
    notes = nodes.paragraph(classes=["loipr-source"])
    if table.notes:
        notes += [nodes.emphasis("", "Notes: "), nodes.Text(" ".join(table.notes))]
    return [paragraph for paragraph in (line, notes) if paragraph.children]


def citations(directive: SphinxDirective, keys: Sequence[str]) -> list[nodes.Node]:
    """Return citations of *keys*; those that the bibliography has not stay plain text."""
    known = report_of(directive.env).bibliography.sources
    found: list[nodes.Node] = []
    for index, key in enumerate(keys):
        if index:
            found.append(nodes.Text(", "))
        if key in known:
            found.extend(directive.parse_inline(f"{{cite}}`{key}`")[0])
        else:
            found.append(nodes.Text(key))
    return found
