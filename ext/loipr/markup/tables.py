"""Tables drawn from datasets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from loipr.catalog.arrangement import Cell
from loipr.catalog.datasets import PATH, Dataset
from loipr.catalog.grid import Heading
from loipr.catalog.selection import Table, select
from loipr.catalog.tables import OPTIONS, Query, TableError, read_query
from loipr.markup.facts import note_data, report_of
from loipr.markup.nodes import dataset_download, fault, footnote_mark, notes_below
from loipr.markup.references import cross_reference
from loipr.markup.widths import LINE, SHORT, shares, width_of

#: A table that takes almost the whole line takes all of it.
_NEARLY_FULL = 90
#: So many letters stand beside one another on a telephone: a wider table scrolls there, and its first column stays.
_NARROW_SCREEN = 44


class DataTableDirective(SphinxDirective):
    """``:::{data-table} placements_by_destination`` with the options of :mod:`loipr.catalog.tables`.

    What stands in its body is printed under the table as notes.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = dict.fromkeys(OPTIONS, directives.unchanged)
    is_chart = False

    def run(self) -> list[nodes.Node]:
        note_data(self.env, PATH)
        try:
            query = read_query(self.arguments[0], self.options, report_of(self.env).datasets, is_chart=self.is_chart)
            shown = self.show(query, select(query))
        except TableError:
            return [nodes.paragraph("", "", fault(self.arguments[0]))]
        note_data(self.env, query.dataset.path)
        foot = table_foot(self, select(query), query.dataset)
        foot += self.parse_content_to_nodes()
        return [*shown, foot]

    def show(self, query: Query, table: Table) -> list[nodes.Node]:
        """Return what stands above the line of sources."""
        node = table_node(table)
        self.name_it(node, "table")
        return [column_specification(node), node]

    def name_it(self, node: nodes.Element, kind: str) -> None:
        """Give *node* its place in the page, an id that no other page has, and the name the author gave it."""
        number = self.env.new_serialno(f"loipr-{kind}") + 1
        node["ids"].append(nodes.make_id(f"{self.env.docname}-{kind}-{number}"))
        self.set_source_info(node)
        self.add_name(node)


def table_node(table: Table, cells: Sequence[Sequence[Sequence[nodes.Node]]] | None = None) -> nodes.table:
    """Return *table* as a node; *cells*, if given, are the contents of its body in place of the plain text."""
    headings = table.headings
    widths = [
        width_of(heading.text, [row[number].text for row in table.rows]) for number, heading in enumerate(headings)
    ]
    sizes = shares(widths)
    group = nodes.tgroup(cols=len(headings))
    columns = [nodes.colspec(colwidth=size) for size in sizes]
    if all(row[0].text for row in table.rows):
        # It says what the others are about.
        columns[0]["stub"] = 1
    group += columns
    head = nodes.thead("", nodes.row("", *(_entry(heading, [nodes.Text(heading.text)]) for heading in headings)))
    body = nodes.tbody()
    for number, row in enumerate(table.rows):
        contents = cells[number] if cells else [_content(cell, number in table.totals) for cell in row]
        line = nodes.row("", classes=["loipr-total"] if number in table.totals else [])
        for heading, content, cell in zip(headings, contents, row, strict=True):
            line += _entry(heading, content, is_short=len(cell.text) <= SHORT)
        body += line
    group += [head, body]
    node = nodes.table("", nodes.title("", table.caption), group, align="left")
    node["classes"] += ["loipr-table", "longtable", "colwidths-given"]
    node["needed"] = [width.needed for width in widths]
    node["label"] = table.caption
    if sum(node["needed"]) > _NARROW_SCREEN and widths[0].needed * 3 <= _NARROW_SCREEN:
        node["classes"].append("loipr-wide")
    if sum(sizes) < _NEARLY_FULL:
        node["width"] = f"{sum(sizes)}%"
    return node


def word_table(
    heads: Sequence[str],
    texts: Sequence[Sequence[str]],
    cells: Sequence[Sequence[Sequence[nodes.Node]]] | None = None,
) -> nodes.table:
    """Return a table of words, without a caption; *cells*, if given, are its contents in place of the plain *texts*."""
    headings = tuple(Heading(head, "", is_figure=False) for head in heads)
    node = table_node(Table("", headings, tuple(tuple(Cell(text) for text in line) for line in texts)), cells)
    del node[0]
    return node


def _content(cell: Cell, is_total: bool) -> list[nodes.Node]:
    if not cell.text:
        return []
    content: list[nodes.Node] = [nodes.strong("", cell.text) if is_total else nodes.Text(cell.text)]
    return [*content, footnote_mark(letters=cell.mark)] if cell.mark else content


def _entry(heading: Heading, content: Sequence[nodes.Node], *, is_short: bool = False) -> nodes.entry:
    entry = nodes.entry("", classes=["loipr-figure"] if heading.is_figure else [])
    if is_short:
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
        side = "left" if "loipr-figure" in entry["classes"] else "right"
        columns.append(rf">{{\ragged{side}\arraybackslash}}\X{{{spec['colwidth']}}}{{{LINE}}}")
    return addnodes.tabular_col_spec(spec="".join(columns))


def table_foot(directive: SphinxDirective, table: Table, dataset: Dataset, *, linked: bool = True) -> notes_below:
    """Return what stands under a table: its sources as citations, the file to download, and its notes.

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
    foot = notes_below("", line)
    for letter, words in table.footnotes:
        foot += nodes.paragraph("", "", nodes.superscript("", letter), nodes.Text(f" {words}"))
    if table.notes:
        word = "Note: " if len(table.notes) == 1 else "Notes: "
        foot += nodes.paragraph("", "", nodes.emphasis("", word), nodes.Text(" ".join(table.notes)))
    return foot


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
