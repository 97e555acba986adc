"""Figures that were published: what became of each when its dataset changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loipr.datasets.dataset import NUMBER_FORMS, PERIOD, Column, Dataset
from loipr.files.csv_file import Cells
from loipr.wording.languages import _

#: A figure that moves by a larger factor is probably a slip.
FAR = 10


@dataclass(frozen=True, slots=True)
class LostFigure:
    """A figure that its dataset no longer holds: its key and column, its value, and the row that stands there now.

    Without such a row, ``row`` is None.
    """

    key: tuple[str, ...]
    column: Column
    value: str
    row: int | None


def lost_figures(dataset: Dataset, before: Cells) -> Iterator[LostFigure]:
    """Yield each figure of *before*, the cells of *dataset* at another time, that none of its rows holds any more.

    A figure that was set aside stays in a row of its own, and is not lost.
    """
    if not set(dataset.key) <= before.keys():
        return
    names = dataset.primary_key if set(dataset.primary_key) <= before.keys() else dataset.key
    then, now = _rows_by(before, names), _rows_by(dataset.cells, names)
    new = {row for key, rows in now.items() if key not in then for row in rows}
    for row, key in enumerate(zip(*(before[name] for name in dataset.key), strict=True)):
        same = now.get(tuple(before[name][row] for name in names))
        if same is None:
            # Its source or its day may have been mended.
            same = [one for one in dataset.rows_by_key.get(key, ()) if one in new]
        for column in dataset.figures:
            value = before[column.name][row] if column.name in before else ""
            if NUMBER_FORMS["number"].fullmatch(value) and not _holds(dataset.cells[column.name], same, value):
                yield LostFigure(key, column, value, same[0] if same else None)


def far_figures(dataset: Dataset, before: Cells) -> Iterator[tuple[int, Column, Decimal, Decimal]]:
    """Yield each figure of a new row that is far from those of other periods in *before*, the cells of another time.

    Each comes as its row and column, with the smallest and the largest of those figures; there are two or more of them.
    """
    if PERIOD not in dataset.key or not set(dataset.key) <= before.keys():
        return
    rest = [name for name in dataset.key if name != PERIOD]
    then = _rows_by(before, dataset.key)
    known = _rows_by(before, rest)
    new = [row for key, rows in dataset.rows_by_key.items() if key not in then for row in rows]
    for row in new:
        same = known.get(tuple(dataset.cells[name][row] for name in rest), [])
        for column in dataset.figures:
            there = [before[column.name][one] for one in same] if column.name in before else []
            said = [abs(Decimal(value)) for value in there if NUMBER_FORMS["number"].fullmatch(value)]
            value = dataset.cells[column.name][row]
            if len(said) > 1 and value and not min(said) <= abs(Decimal(value)) * FAR <= max(said) * FAR**2:
                yield row, column, min(said), max(said)


def _rows_by(cells: Mapping[str, tuple[str, ...]], names: Sequence[str]) -> Mapping[tuple[str, ...], list[int]]:
    """Return the rows by their cells in the columns *names*; without names, all rows have the same key."""
    found: dict[tuple[str, ...], list[int]] = {}
    for row in range(len(next(iter(cells.values()), ()))):
        found.setdefault(tuple(cells[name][row] for name in names), []).append(row)
    return found


def _holds(cells: Sequence[str], rows: Sequence[int], value: str) -> bool:
    return any(cells[row] == value or (cells[row] and Decimal(cells[row]) == Decimal(value)) for row in rows)


def how_it_moved(old: str, new: str) -> str:
    """Return the words for what happens to the published figure *old* where *new* stands in its place."""
    if not NUMBER_FORMS["number"].fullmatch(new):
        return _("a published figure is written over") if new else _("a published figure goes")
    before, after = abs(Decimal(old)), abs(Decimal(new))
    if min(before, after) * FAR < max(before, after):
        return _("a published figure moves by more than a factor of {factor}").format(factor=FAR)
    return _("a published figure is written over")
