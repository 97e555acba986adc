"""Pivots: one column of a dataset at the side, one at the top, and the figures within."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from loipr.datasets.dataset import PERIOD, Dataset
from loipr.datasets.figures import UNIT, format_cell
from loipr.datasets.totals import REMAINDERS, total_rows
from loipr.tables.grid import NO_ROW, Grid, Heading, added, heading_of, numbers, refuse_mixed, refuse_overlap
from loipr.tables.query import Pivot, Query, TableError
from loipr.wording.periods import overlapping
from loipr.wording.sentences import did_you_mean, listed

#: The name of the sums of rows in ``:sort:``, ``:share:`` and ``:change:``.
TOTAL = "total"


def pivoted(query: Query, pivot: Pivot, rows: list[int]) -> Grid:
    """Return the figures of *rows* with one of their columns at the side and one at the top.

    :raises TableError: when a cell would have two figures, or an option names something that does not exist.
    """
    side, top, figures = (query.dataset.cells[column.name] for column in (pivot.rows, pivot.heads, pivot.figure))
    found = _places(rows, side, top, pivot)
    totals = total_rows(query.dataset, rows)
    at_side = {side[row] for row in totals.get(pivot.rows.name, ())}
    at_top = {top[row] for row in totals.get(pivot.heads.name, ())}
    labels = list(dict.fromkeys(side[row] for row in rows))
    names = _ordered_heads(query.heads, pivot, list(dict.fromkeys(top[row] for row in rows)))
    names.sort(key=lambda name: name in at_top)
    columns = [[found.get((label, name), NO_ROW) for label in labels] for name in names]
    heads = (
        _head(query.dataset, name, pivot, column, is_total=name in at_top)
        for name, column in zip(names, columns, strict=True)
    )
    grid = Grid(
        headings=(Heading(pivot.rows.title, "", is_figure=False, name=pivot.rows.name), *heads),
        texts=(labels, *(["" if row == NO_ROW else figures[row] for row in column] for column in columns)),
        rows=([NO_ROW] * len(labels), *columns),
        totals=frozenset(line for line, label in enumerate(labels) if label in at_side),
        remainders=frozenset(line for line, label in enumerate(labels) if label in REMAINDERS),
    )
    if query.total_column and not at_top:
        grid = _with_total_column(grid, pivot)
    return grid.ordered(_sorted_lines(grid, query, pivot)) if query.sort else grid


def _places(rows: Sequence[int], side: Sequence[str], top: Sequence[str], pivot: Pivot) -> dict[tuple[str, str], int]:
    """Return the row of each cell, by the values at its side and at its top."""
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        if found.setdefault((side[row], top[row]), row) != row:
            raise TableError(
                "invalid-table",
                f":pivot: {pivot.rows.name} and {pivot.heads.name} do not single out one row each: there are several "
                f"for {side[row]} and {top[row]}; add a :where:",
            )
    return found


def _head(dataset: Dataset, name: str, pivot: Pivot, column: Sequence[int], *, is_total: bool) -> Heading:
    rows = [row for row in column if row != NO_ROW]
    heading = heading_of(pivot.figure, dataset, rows, shows_unit=pivot.heads.name == UNIT)
    return replace(heading, title=format_cell(name, pivot.heads), name=name, role="total" if is_total else "")


def _ordered_heads(order: str, pivot: Pivot, names: list[str]) -> list[str]:
    if order in ("", "asc", "desc"):
        return sorted(names, reverse=order == "desc") if order else names
    wanted = [name.strip() for name in order.split("|")]
    for name in wanted:
        if name not in names:
            hint = did_you_mean(name, names)
            raise TableError("invalid-table", f":heads: {pivot.heads.name} is {listed(names, 'or')}, not {name}{hint}")
    if len(set(wanted)) < len(wanted):
        raise TableError("invalid-table", ":heads: names a head twice")
    left = [name for name in names if name not in wanted]
    if left:
        raise TableError(
            "invalid-table", f":heads: leaves out {listed(left)}; name every head, or leave it out with :where:"
        )
    return wanted


def _total_column(grid: Grid) -> tuple[tuple[str, ...], list[Decimal | None]]:
    """Return the units of all heads together, and the sum of each line."""
    parts = [number for number, head in enumerate(grid.headings) if head.is_figure and head.role != "total"]
    units = tuple(dict.fromkeys(unit for number in parts for unit in grid.headings[number].units))
    lines = zip(*(numbers(grid.texts[number]) for number in parts), strict=True)
    return units, [added(line) for line in lines]


def _with_total_column(grid: Grid, pivot: Pivot) -> Grid:
    units, sums = _total_column(grid)
    refuse_mixed(units, "total: column")
    if pivot.heads.name == PERIOD:
        refuse_overlap(overlapping(heading.name for heading in grid.headings[1:]), "total: column")
    first = grid.headings[1]
    return replace(
        grid,
        headings=(*grid.headings, replace(first, title="Total", name=TOTAL, role="total", units=units)),
        texts=(*grid.texts, ["" if value is None else str(value) for value in sums]),
        rows=(*grid.rows, [NO_ROW] * len(sums)),
    )


def _sorted_lines(grid: Grid, query: Query, pivot: Pivot) -> list[int]:
    """Return the lines in the order of ``:sort:``; lines without the figure come last."""
    lines = list(range(len(grid.texts[0])))
    for name, ascending in reversed(query.sort):
        values = _sort_values(grid, name, pivot)
        known = sorted(
            (line for line in lines if values[line] is not None), key=values.__getitem__, reverse=not ascending
        )
        lines = [*known, *(line for line in lines if values[line] is None)]
    return lines


def _sort_values(grid: Grid, name: str, pivot: Pivot) -> Sequence[Any]:
    if name == pivot.rows.name:
        return grid.texts[0]
    for number, heading in enumerate(grid.headings[1:], 1):
        if name == heading.name:
            return numbers(grid.texts[number])
    if name == TOTAL:
        return _total_column(grid)[1]
    if name == pivot.heads.name:
        raise TableError("invalid-table", f":sort: orders the rows; the order of {name}, at the top, is for :heads:")
    heads = [heading.name for heading in grid.headings[1:]]
    known = [pivot.rows.name, *heads, *(() if TOTAL in heads else (TOTAL,))]
    hint = did_you_mean(name, known)
    raise TableError("invalid-table", f":sort: “{name}” is none of {listed(known)}{hint}")
