"""How tables are divided: which rows stay on one page, and how a table that is too wide becomes several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from loipr.markup import column_widths
from loipr.markup.column_widths import LINE, UPRIGHT

#: A table of fewer rows stays whole, unless it has more lines than the second number: it would leave half a page empty.
_FEW_ROWS, _SHORT = 15, 30
#: Of a longer table, so many rows stay together at its start and at its end, unless they have more lines than the
#: second number: what does not fit on a page would be lost at its foot.
_KEPT_ROWS, _MOST_KEPT = 3, 25
#: The width of the text in hundredths of the line of a table, which fills the frame of the page; and the same on a
#: turned page, whose frame is wider.
_TEXT, _TURNED_TEXT = 76, 84


def is_beyond_text(size: int, *, is_turned: bool = False) -> bool:
    """Whether a table of this *size*, in hundredths of the line, is wider than the text above and below it."""
    return size > (_TURNED_TEXT if is_turned else _TEXT)


def is_short(heights: Sequence[int]) -> bool:
    """Whether the rows of a table, of these *heights* in lines, are so few that they stay on one page."""
    return len(heights) < _FEW_ROWS and sum(heights) <= _SHORT


def kept_rows(heights: Sequence[int]) -> list[bool]:
    """Return for each row of a table, with these *heights* in lines, whether the next row must be on the same page."""
    last = len(heights) - _KEPT_ROWS
    begins, ends = (sum(some) <= _MOST_KEPT for some in (heights[:_KEPT_ROWS], heights[max(0, last) :]))
    return [
        is_short(heights) or (begins and row < _KEPT_ROWS - 1) or (ends and row >= last) for row in range(len(heights))
    ]


def first_rows(heights: Sequence[int]) -> Sequence[int]:
    """Return the heights of the rows that must be on the page where the table begins."""
    return heights[: [*kept_rows(heights), False].index(False) + 1]


def parts(table: nodes.table, needed: Sequence[float]) -> Iterator[nodes.table]:
    """Yield tables with as many columns of *table* as fit on an upright page; each begins with the first column.

    *needed* says how much each column needs, in hundredths of the line.
    """
    group = [0]
    for column in range(1, len(needed)):
        if len(group) > 1 and sum(needed[one] for one in group) + needed[column] > UPRIGHT:
            yield _with_columns(table, group, needed)
            group = [0]
        group.append(column)
    yield _with_columns(table, group, needed)


def _with_columns(table: nodes.table, columns: Sequence[int], needed: Sequence[float]) -> nodes.table:
    part = table.deepcopy()
    if len(columns) > 1 and columns[1] > 1:
        part["ids"] = []
        part.children = [child for child in part.children if not isinstance(child, nodes.title)]
        # The first part has the notes of the heads, which stand before the rows.
        body = next(part.findall(nodes.tbody))
        body.children = [child for child in body.children if isinstance(child, nodes.row)]
    specs = list(part.findall(nodes.colspec))
    for row in part.findall(nodes.row):
        row.children = [row.children[column] for column in columns]
    line = max(LINE, sum(needed[column] for column in columns))
    for column in columns:
        specs[column]["colwidth"] = int(needed[column] * LINE / line)
    group = next(part.findall(nodes.tgroup))
    group["cols"] = len(columns)
    group.children = [*(specs[column] for column in columns), *(one for one in group.children if one not in specs)]
    return part


def let_codes_break(table: nodes.table) -> None:
    """Let long words in the cells of *table* break after slashes, as was assumed when its columns were measured."""
    for entry in table.findall(nodes.entry):
        for text in list(entry.findall(nodes.Text)):
            if (changed := column_widths.breakable(text)) != text:
                text.parent.replace(text, nodes.Text(changed))


def lines(entry: nodes.Node, size: int) -> int:
    """Return how many lines the cell *entry* takes in a column of *size* (in hundredths of the line)."""
    return column_widths.lines(entry.astext(), size)
