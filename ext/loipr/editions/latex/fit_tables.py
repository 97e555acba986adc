"""Tables on paper: a table that is too wide is turned or divided, and no row is higher than a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.editions.shared.table_parts import let_codes_break, lines, parts
from loipr.markup import column_widths
from loipr.markup.column_widths import TURNED, UPRIGHT
from loipr.markup.nodes import notes_below
from loipr.markup.tables import column_specification

#: The most lines that a cell may have, because LaTeX does not break a row across pages.
_MOST_LINES = 55


class FitTables(SphinxPostTransform):
    """Makes every table fit the page."""

    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "needed" in table:
                _fit(table)


def _fit(table: nodes.table) -> None:
    body = next(table.findall(nodes.tbody))
    for spec in table.findall(nodes.colspec):
        # Only heads of columns may look like heads.
        spec.attributes.pop("stub", None)
    sizes = [spec["colwidth"] for spec in table.findall(nodes.colspec)]
    # The notes of the heads stand before the rows.
    notes = [node for node in body.children if not isinstance(node, nodes.row)]
    rows = [part for row in body.children if isinstance(row, nodes.row) for part in _divided(row, sizes)]
    body.clear()
    body += [*notes, *rows]
    let_codes_break(table)
    parent = table.parent
    place = parent.index(table)
    first = place - 1 if place and isinstance(parent[place - 1], addnodes.tabular_col_spec) else place
    foot = [node for node in parent[place + 1 : place + 2] if isinstance(node, notes_below)]
    del parent[first : place + 1 + len(foot)]
    parent.insert(first, list(_laid_out(table, foot)))


def _laid_out(table: nodes.table, foot: list[notes_below]) -> Iterator[nodes.Node]:
    """Yield *table*, in several parts if it is too wide, and its notes; each part after its column specification."""
    needed = sum(table["needed"])
    if UPRIGHT < needed <= TURNED:
        yield _tex(r"\begin{reportturned}")
    for part in parts(table, table["needed"]) if needed > TURNED else [table]:
        yield from (column_specification(part), part)
    yield from foot
    if UPRIGHT < needed <= TURNED:
        yield _tex(r"\end{reportturned}")


def _tex(text: str) -> nodes.raw:
    return nodes.raw("", f"\n{text}\n", format="latex")


def _divided(row: nodes.row, sizes: Sequence[int]) -> list[nodes.row]:
    """Return *row*; or several rows if a cell is higher than a page: what does not fit goes to the next row."""
    if all(lines(entry, size) <= _MOST_LINES for entry, size in zip(row.children, sizes, strict=True)):
        return [row]
    texts = [_pieces(entry.astext(), size) for entry, size in zip(row.children, sizes, strict=True)]
    rows = []
    for number in range(max(len(pieces) for pieces in texts)):
        part = row.deepcopy()
        for entry, pieces in zip(part.children, texts, strict=True):
            assert isinstance(entry, nodes.entry)
            if len(pieces) > 1 or number:
                entry.clear()
                entry += [nodes.paragraph("", piece) for piece in pieces[number : number + 1]]
        rows.append(part)
    return rows


def _pieces(text: str, size: int) -> list[str]:
    """Return *text* in pieces, none of which is higher than a page in a column of *size* (hundredths of the line)."""
    letters = size * _MOST_LINES
    pieces = textwrap.wrap(text, letters)
    while any(column_widths.lines(piece, size) > _MOST_LINES for piece in pieces):
        letters = letters * 3 // 4
        pieces = textwrap.wrap(text, letters)
    return pieces
