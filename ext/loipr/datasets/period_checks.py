"""Checks that each period of a dataset is written in one way, and that no part of a period exceeds the whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from loipr.datasets.dataset import PERIOD, Dataset
from loipr.datasets.totals import may_be_added
from loipr.files.places import Place
from loipr.wording.periods import Period, exact_period

#: The figure of a day or a month may be a stock at that time, which may exceed what came within a year. In days.
MOMENT = 31


def spelling_faults(dataset: Dataset) -> Iterator[tuple[Place, str]]:
    """Yield each further way of writing a period: tables and sums would take it for another period."""
    if PERIOD not in dataset.cells:
        return
    cells = dataset.cells[PERIOD]
    first: dict[Period, str] = {}
    for text in dict.fromkeys(cells):
        period = exact_period(text)
        if period is not None and first.setdefault(period, text) != text:
            other = cells.index(first[period]) + 2
            column = list(dataset.cells).index(PERIOD) + 1
            message = f"{text} is the period that row {other} writes as {first[period]}; write it so here too"
            yield Place(dataset.path, cells.index(text) + 2, column), message


def part_faults(dataset: Dataset) -> Iterator[tuple[Place, str]]:
    """Yield each figure of a part of a period that is larger than the figure of the whole, when all else is equal."""
    for rows in _alike(dataset):
        known = sorted(rows, key=lambda one: (one[0].first, -one[0].days))
        for position, column in enumerate(dataset.columns, 1):
            if column.is_figure and may_be_added(column.unit):
                cells, periods = dataset.cells[column.name], dataset.cells[PERIOD]
                for part, whole in _parts(known):
                    if cells[part] and cells[whole] and Decimal(cells[part]) > Decimal(cells[whole]):
                        yield (
                            Place(dataset.path, part + 2, position),
                            f"{column.name} of {periods[part]} is {Decimal(cells[part]):,}, more than of "
                            f"{periods[whole]} ({Decimal(cells[whole]):,} in row {whole + 2}), which it is a part of",
                        )


def _parts(known: list[tuple[Period, int]]) -> Iterator[tuple[int, int]]:
    """Yield the row of each period within another, and the row of the other; *known* is sorted by first day."""
    begun: list[tuple[Period, int]] = []
    for period, row in known:
        begun = [one for one in begun if one[0].last >= period.first]
        if period.days > MOMENT:
            yield from ((row, whole) for over, whole in begun if over.last >= period.last and over != period)
        begun.append((period, row))


def _alike(dataset: Dataset) -> list[list[tuple[Period, int]]]:
    """Return the adopted rows with their periods, in groups that have the same basis and the same rest of the key."""
    if PERIOD not in dataset.key:
        return []
    rest = [dataset.cells[name] for name in dataset.key if name != PERIOD]
    groups: dict[tuple[str, ...], list[tuple[Period, int]]] = {}
    for rows in dataset.rows_by_key.values():
        row = rows[0]
        period = exact_period(dataset.cells[PERIOD][row]) if dataset.is_adopted(row) else None
        if period is not None:
            groups.setdefault((dataset.basis(row), *(cells[row] for cells in rest)), []).append((period, row))
    return list(groups.values())
