"""Tables drawn from datasets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from loipr.datasets.dataset import PATH, Dataset
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.markup.column_widths import GAP, LINE, SHORT, Width, room_of_mark, shares, width_of
from loipr.markup.no_break_spaces import tied_in_cell
from loipr.markup.nodes import dataset_download, fault, footnote_mark, full_dataset, not_available, notes_below
from loipr.markup.references import cross_reference
from loipr.markup.report_of_build import note_data, report_of
from loipr.tables.grid import Heading
from loipr.tables.query import OPTIONS, Query, TableError, read_query
from loipr.tables.rows import Cell
from loipr.tables.table import NOT_AVAILABLE, Table, explanations, select, without_empty_columns
from loipr.wording.phrases import notes_head, sources_head

#: A table that needs at least this percentage of the line takes the whole line.
_NEARLY_FULL = 90
#: Letters on a screen are so many times wider than in print, measured by the line.
_ON_SCREEN = 1.25
#: A telephone shows about so many letters on a line. A wider table scrolls there, and its first column stays in sight.
_NARROW_SCREEN = 44


class DataTableDirective(SphinxDirective):
    """``:::{data-table} placements_by_destination`` with the options of :mod:`loipr.tables.query`.

    The body of the directive is printed under the table as notes.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = dict.fromkeys(OPTIONS, directives.unchanged)
    is_chart = False

    def run(self) -> list[nodes.Node]:
        note_data(self.env, PATH)
        try:
            query = read_query(self.arguments[0], self.options, report_of(self.env).datasets, is_chart=self.is_chart)
            table = select(query) if self.is_chart else without_empty_columns(select(query))
            foot = table_foot(self, table, query.dataset, self.parse_content_to_nodes())
            shown = self.show(query, table, foot)
        except TableError:
            return [nodes.paragraph("", "", fault(self.arguments[0]))]
        note_data(self.env, query.dataset.path)
        return [*shown, *([foot] if foot.children else [])]

    def show(self, query: Query, table: Table, foot: notes_below) -> list[nodes.Node]:
        """Return what stands above the *foot* (sources and notes); it may take parts out of the *foot*."""
        node = table_node(table)
        self.name_it(node, "table")
        return [column_specification(node), node]

    def name_it(self, node: nodes.Element, kind: str) -> None:
        """Give *node* its place in the source, an id that no other page has, and the name that the author gave."""
        number = self.env.new_serialno(f"loipr-{kind}") + 1
        node["ids"].append(nodes.make_id(f"{self.env.docname}-{kind}-{number}"))
        self.set_source_info(node)
        self.add_name(node)


def table_node(table: Table, cells: Sequence[Sequence[Sequence[nodes.Node]]] | None = None) -> nodes.table:
    """Return *table* as a node; *cells*, if given, are the contents of the body's rows instead of the plain text."""
    headings = table.headings
    if cells is None:
        cells = [[_content(cell, number in table.totals) for cell in row] for number, row in enumerate(table.rows)]
    rooms = [max((_letters_of_mark(row[number]) for row in cells), default=0) for number in range(len(headings))]
    widths = _widths(headings, [["".join(map(_words, content)) for content in row] for row in cells], rooms)
    sizes = shares(widths)
    group = nodes.tgroup(cols=len(headings))
    columns = [nodes.colspec(colwidth=size) for size in sizes]
    if all(row[0].text for row in table.rows):
        # The first column says what the others are about.
        columns[0]["stub"] = 1
    group += columns
    heads = (
        _entry(heading, [nodes.Text(heading.text)], room=room) for heading, room in zip(headings, rooms, strict=True)
    )
    head = nodes.thead("", nodes.row("", *heads))
    body = nodes.tbody()
    for number, contents in enumerate(cells):
        line = nodes.row("", classes=["loipr-total"] if number in table.totals else [])
        for heading, content, room in zip(headings, contents, rooms, strict=True):
            shown = content or ([not_available("", NOT_AVAILABLE)] if heading.is_figure else [])
            line += _entry(heading, shown, is_short=len("".join(map(_words, content))) <= SHORT, room=room)
        body += line
    group += [head, body]
    node = nodes.table("", nodes.title("", table.caption), group, align="left")
    node["classes"] += ["loipr-table", "longtable", "colwidths-given"]
    node["needed"] = [width.needed for width in widths]
    node["label"] = table.caption
    if sum(node["needed"]) > _NARROW_SCREEN and node["needed"][0] * 3 <= _NARROW_SCREEN:
        node["classes"].append("loipr-wide")
    if sum(width.claimed for width in widths) * _ON_SCREEN > LINE:
        node["classes"].append("loipr-full")
    if (on_screen := round(sum(sizes) * _ON_SCREEN)) < _NEARLY_FULL:
        node["width"] = f"{on_screen}%"
    return node


def _letters_of_mark(content: Sequence[nodes.Node]) -> int:
    """Return how many letters stand after the words of a cell, as the mark of its notes."""
    return sum(len(node["letters"]) for node in content if isinstance(node, footnote_mark))


def _words(node: nodes.Node) -> str:
    """Return the words of *node* as they will be printed: a citation stands in brackets."""
    is_citation = isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite"
    return f"[{node.astext()}]" if is_citation else node.astext()


def _widths(headings: Sequence[Heading], texts: Sequence[Sequence[str]], rooms: Sequence[int]) -> list[Width]:
    """Measure the columns: figures are near the words on their left, and have a gap before words on their right.

    *rooms* are the letters of the widest mark of a note in each column.
    """
    found = []
    for number, heading in enumerate(headings):
        before_figures = any(after.is_figure for after in headings[number + 1 : number + 2])
        before_words = any(not after.is_figure for after in headings[number + 1 : number + 2])
        found.append(
            width_of(
                heading.text,
                [row[number] for row in texts],
                is_beside_figures=before_figures and not heading.is_figure,
                gap=(GAP if before_words and heading.is_figure else 0) + room_of_mark(rooms[number]),
            )
        )
    return found


def word_table(
    heads: Sequence[str],
    texts: Sequence[Sequence[str]],
    cells: Sequence[Sequence[Sequence[nodes.Node]]] | None = None,
) -> nodes.table:
    """Return a table of words without a caption; *cells*, if given, are its contents instead of the plain *texts*."""
    headings = tuple(Heading(head, "", is_figure=False) for head in heads)
    node = table_node(Table("", headings, tuple(tuple(Cell(text) for text in line) for line in texts)), cells)
    del node[0]
    return node


def _content(cell: Cell, is_total: bool) -> list[nodes.Node]:
    if not cell.text:
        return []
    words = tied_in_cell(cell.text)
    content: list[nodes.Node] = [nodes.strong("", words) if is_total else nodes.Text(words)]
    return [*content, footnote_mark(letters=cell.mark)] if cell.mark else content


def _entry(heading: Heading, content: Sequence[nodes.Node], *, is_short: bool = False, room: int = 0) -> nodes.entry:
    """Return a cell; *room* is the number of letters of the widest mark in its column, which stands beside figures."""
    entry = nodes.entry("", classes=["loipr-figure"] if heading.is_figure else [])
    if room:
        entry["room"] = room
    if is_short:
        entry["classes"].append("loipr-short")
    if content:
        entry += nodes.paragraph("", "", *content)
    return entry


def column_specification(table: nodes.table) -> addnodes.tabular_col_spec:
    """Return the LaTeX specification of the columns of *table*: their shares of the line, figures aligned right."""
    columns = []
    gaps = gaps_of(table)
    for spec, entry, gap in zip(table.findall(nodes.colspec), _heads(table), gaps, strict=True):
        side = "left" if _is_figure(entry) else "right"
        space = rf"!{{\hspace{{{gap / LINE:.3f}\linewidth}}}}" if gap else ""
        size = round((spec["colwidth"] - gap) * 10)
        columns.append(rf">{{\ragged{side}\arraybackslash}}\X{{{size}}}{{{LINE * 10}}}{space}")
    return addnodes.tabular_col_spec(spec="".join(columns))


def gaps_of(table: nodes.table) -> list[float]:
    """Return the space on the right of each column of *table*, in hundredths of the line.

    It keeps figures from words on their right, and has room for the widest mark of a note beside a figure.
    """
    heads = _heads(table)
    following = [*map(_is_figure, heads[1:]), True]
    return [
        (GAP if _is_figure(entry) and not is_before_figure else 0) + room_of_mark(entry.get("room", 0))
        for entry, is_before_figure in zip(heads, following, strict=True)
    ]


def _heads(table: nodes.table) -> list[nodes.entry]:
    return [entry for entry in next(table.findall(nodes.row)).children if isinstance(entry, nodes.entry)]


def _is_figure(entry: nodes.entry) -> bool:
    return "loipr-figure" in entry["classes"]


def table_foot(
    directive: SphinxDirective,
    table: Table,
    dataset: Dataset,
    more: Sequence[nodes.Node] = (),
    *,
    is_part: bool = True,
) -> notes_below:
    """Return what stands under a table: its sources as citations, its notes, *more*, and the notes on single figures.

    *is_part* adds a reference to the whole dataset. On the site, readers can also download the dataset's file.
    """
    line = nodes.paragraph(classes=["loipr-source"])
    if table.sources:
        line += nodes.emphasis("", f"{sources_head(len(table.sources))} ")
        line += citations(directive, table.sources)
        line += nodes.Text(". ")
    if is_part:
        words = nodes.inline("", "Full dataset")
        link = cross_reference(directive.env.docname, "dataset", dataset.name, words)
        line += full_dataset("", "", link, nodes.Text(". "), dataset=dataset.name)
    line += dataset_download(path=dataset.path, dataset=dataset.name)
    foot = notes_below("", line)
    notes = [*table.notes, *explanations(table)]
    if notes:
        foot += nodes.paragraph("", "", nodes.emphasis("", f"{notes_head(len(notes))} "), nodes.Text(" ".join(notes)))
    foot += more
    for letter, said in table.footnotes:
        foot += nodes.paragraph("", "", nodes.superscript("", letter), nodes.Text(f" {said}"))
    return foot


def citations(directive: SphinxDirective, keys: Sequence[str]) -> list[nodes.Node]:
    """Return citations of *keys*, with commas between them; a key that the bibliography lacks stays plain text."""
    note_data(directive.env, BIBLIOGRAPHY)
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
