"""Which lines of a grid are shown: those at the top, one line that sums up the others, and the totals at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from loipr.datasets.dataset import PERIOD
from loipr.datasets.figures import rounded
from loipr.datasets.totals import WORDS
from loipr.tables.grid import NO_ROW, Grid, Heading, added, numbers, refuse_mixed, refuse_overlap
from loipr.tables.query import Query, TableError
from loipr.wording.periods import overlapping


class Cell(NamedTuple):
    """A cell: its printed text, its number, the letters of its footnotes, and for words the text in the file."""

    text: str
    number: Decimal | None = None
    mark: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one line, and the row of the dataset that each comes from."""

    cells: tuple[Cell, ...]
    rows: tuple[int, ...]
    is_total: bool = False
    is_sum: bool = False  #: Whether its figures were computed here from other lines.


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The heads and the lines that are shown."""

    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]


def arrange(query: Query, grid: Grid) -> Arrangement:
    """Return the lines of *grid* that *query* shows.

    :raises TableError: when *query* asks for a sum that cannot be computed or would be untrue.
    """
    counted = counted_lines(grid)
    # A single line called Other comes last. Several belong to several groups, and stay in their places.
    remainders = [line for line in counted if line in grid.remainders]
    last = remainders if len(remainders) == 1 else []
    listed = [line for line in counted if line not in last]
    shown, rest = listed[: query.top], listed[query.top or len(listed) :]
    if len(grid.totals) > 1:
        shown = sorted([*shown, *grid.totals])
    lines = [_line(query, grid, line) for line in (shown if rest else [*shown, *last])]
    if rest and query.other:
        _refuse_rest(grid, counted)
        lines.append(_sum(query, grid, [*rest, *last], "other", query.other))
    if len(grid.totals) == 1:
        lines += [_line(query, grid, line) for line in grid.totals]
    elif query.total_row and not grid.totals:
        is_cut = rest and not query.other
        lines.append(_sum(query, grid, counted, "total", f"Total of all {len(counted)}" if is_cut else "Total"))
    return Arrangement(grid.headings, tuple(lines))


def counted_lines(grid: Grid) -> list[int]:
    """Return the lines that are not totals of other lines."""
    return [line for line in range(len(grid.texts[0])) if line not in grid.totals]


def _line(query: Query, grid: Grid, line: int) -> Line:
    cells = []
    is_total = line in grid.totals
    for heading, column in zip(grid.headings, grid.texts, strict=True):
        text = column[line]
        if heading.is_figure:
            cells.append(_figure(Decimal(text) if text else None, heading, query))
        elif is_total and text in WORDS:
            cells.append(Cell("Total"))
        else:
            cells.append(Cell(text))
    return Line(tuple(cells), tuple(column[line] for column in grid.rows), is_total)


def _figure(value: Decimal | None, heading: Heading, query: Query) -> Cell:
    return figure_cell(value, None if heading.is_whole else query.decimals)


def figure_cell(value: Decimal | None, decimals: int | None = None, *, signed: bool = False) -> Cell:
    """Return *value* with a comma for thousands, rounded to *decimals*; *signed*: with + before a positive number."""
    if value is None:
        return Cell("")
    shown = value if decimals is None else rounded(value, decimals)
    # A number that is rounded to zero has no sign.
    shown = shown or shown.copy_abs()
    text = f"{shown:+,}" if signed and shown else f"{shown:,}"
    return Cell(text.replace("-", "\N{MINUS SIGN}"), value)


def _sum(query: Query, grid: Grid, lines: Sequence[int], option: str, label: str) -> Line:
    if grid.label is None:
        raise TableError("invalid-table", f":{option}: needs a column of words in which its name can stand")
    refuse_overlap(_overlaps(query, grid, lines), option)
    cells = []
    for number, (heading, column) in enumerate(zip(grid.headings, grid.texts, strict=True)):
        if heading.is_figure:
            refuse_mixed(heading.units, option)
            cells.append(_figure(added(numbers(column[line] for line in lines)), heading, query))
        else:
            cells.append(Cell(label if number == grid.label else ""))
    if all(cell.number is None for cell in cells):
        raise TableError(
            "invalid-table",
            f":{option}: cannot be computed: in every column a figure is missing; leave the rows without one out with "
            ":where:, or delete the option",
        )
    return Line(tuple(cells), (NO_ROW,) * len(cells), option == "total", is_sum=True)


def _refuse_rest(grid: Grid, counted: Sequence[int]) -> None:
    """Refuse a line for the others when the total differs from the sum of all lines.

    :raises TableError: in this case; the message gives both numbers.
    """
    for total in grid.totals if len(grid.totals) == 1 else ():
        for heading, column in zip(grid.headings, grid.texts, strict=True):
            listed = added(numbers(column[line] for line in counted)) if heading.is_figure and column[total] else None
            if listed is not None and listed != Decimal(column[total]):
                raise TableError(
                    "invalid-table",
                    f":other: the total of {heading.title} is {Decimal(column[total]):,}, and the rows add up to "
                    f"{listed:,}; add a row for the rest to the dataset, or delete the option",
                )


def _overlaps(query: Query, grid: Grid, lines: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield the overlapping periods of lines whose keys are otherwise the same."""
    if query.pivot is not None:
        if query.pivot.rows.name == PERIOD:
            yield from overlapping(grid.texts[0][line] for line in lines)
    elif PERIOD in query.dataset.key:
        rest = [query.dataset.cells[name] for name in query.dataset.key if name != PERIOD]
        keys: dict[str, set[tuple[str, ...]]] = {}
        for row in (grid.rows[0][line] for line in lines):
            keys.setdefault(query.dataset.cells[PERIOD][row], set()).add(tuple(cells[row] for cells in rest))
        yield from (pair for pair in overlapping(keys) if keys[pair[0]] & keys[pair[1]])
