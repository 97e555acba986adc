"""How tables are divided: which rows stay on one page, and several tables for one that is too wide for any page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from loipr.markup import column_widths
from loipr.markup.column_widths import LINE, UPRIGHT

#: A table of so many lines stays whole; of a longer one so many rows stay together where it begins and ends, unless
#: they have more lines than this: what a page cannot hold is lost at its foot.
_SHORT, _KEPT_ROWS, _MOST_KEPT = 10, 3, 25


def is_short(heights: Sequence[int]) -> bool:
    """Whether what has rows, or paragraphs, of these *heights*, in lines, stays on one page."""
    return sum(heights) <= _SHORT


def kept_rows(heights: Sequence[int]) -> list[bool]:
    """Return of each row of a table with these *heights*, in lines, whether what follows stays on the same page."""
    last = len(heights) - _KEPT_ROWS
    begins, ends = (sum(some) <= _MOST_KEPT for some in (heights[:_KEPT_ROWS], heights[max(0, last) :]))
    return [
        is_short(heights) or (begins and row < _KEPT_ROWS - 1) or (ends and row >= last) for row in range(len(heights))
    ]


def first_rows(heights: Sequence[int]) -> Sequence[int]:
    """Return the heights of the rows that stay on the page where the table begins."""
    return heights[: [*kept_rows(heights), False].index(False) + 1]


def parts(table: nodes.table, needed: Sequence[float]) -> Iterator[nodes.table]:
    """Yield tables with as many columns of *table* as the line holds, each beginning with the first column.

    *needed* says what each column needs of the line.
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
    """Have long words in the cells of *table* break where their columns were measured to."""
    for entry in table.findall(nodes.entry):
        for text in list(entry.findall(nodes.Text)):
            if (changed := column_widths.breakable(text)) != text:
                text.parent.replace(text, nodes.Text(changed))


def lines(entry: nodes.Node, size: int) -> int:
    """Return how many lines a cell takes in a column of that *size*."""
    return column_widths.lines(entry.astext(), size)
