"""Do the figures agree with one another: parts with their total, one dataset with another?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from loipr.datasets.dataset import ColumnSum, Dataset, RowSum
from loipr.datasets.observations import Observation, ObservationError, observe
from loipr.files.places import Place


def sum_faults(dataset: Dataset) -> Iterator[tuple[Place, str]]:
    """Yield each total that is not the sum of its parts, and each declared exception that is none.

    A total is judged when all its parts are there; only adopted observations count.
    """
    for one in dataset.sums:
        found = dict(_column_sums(dataset, one) if isinstance(one, ColumnSum) else _row_sums(dataset, one))
        excepted = {key for key, _ in one.exceptions}
        for key, (total, parts) in found.items():
            added = sum(parts, Decimal(0))
            if total.amount != added and key not in excepted:
                yield (
                    total.place,
                    f"{total.reference} is {total.amount:,}, but its parts add up to {added:,}; mend one of them, or "
                    f"name the key “{key}” with the reason in `except` of its sum in the descriptor",
                )
            elif total.amount == added and key in excepted:
                yield dataset.place, f"the parts of {total.reference} add up: take “{key}” out of `except`"
        for key in sorted(excepted - found.keys()):
            yield dataset.place, f"`except` names “{key}”, which has no total with all its parts"


_Sums = Iterator[tuple[str, tuple[Observation, list[Decimal]]]]


def _adopted_rows(dataset: Dataset) -> list[int]:
    return [rows[0] for rows in dataset.rows_by_key.values() if dataset.is_adopted(rows[0])]


def _cell(dataset: Dataset, row: int, name: str) -> Observation | None:
    column = dataset.column(name)
    value = dataset.cells[name][row]
    return Observation(dataset, row, column, value) if column is not None and value else None


def _column_sums(dataset: Dataset, one: ColumnSum) -> _Sums:
    for row in _adopted_rows(dataset):
        total = _cell(dataset, row, one.total)
        parts = [_cell(dataset, row, name) for name in one.parts]
        if total is not None and all(parts):
            yield ", ".join(total.key), (total, [part.amount for part in parts if part is not None])


def _row_sums(dataset: Dataset, one: RowSum) -> _Sums:
    position = dataset.key.index(one.column) if one.column in dataset.key else -1
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for row in _adopted_rows(dataset) if position >= 0 else ():
        key = dataset.key_of(row)
        groups.setdefault((*key[:position], *key[position + 1 :]), {})[key[position]] = row
    for group, rows in groups.items():
        wanted = one.parts or tuple(name for name in rows if name != one.total)
        if one.total not in rows or not wanted or not set(wanted) <= rows.keys():
            continue
        for figure in one.figures:
            total = _cell(dataset, rows[one.total], figure)
            parts = [_cell(dataset, rows[name], figure) for name in wanted]
            if total is not None and all(parts):
                named = group if len(one.figures) == 1 else (*group, figure)
                yield ", ".join(named), (total, [part.amount for part in parts if part is not None])


def same_fact_faults(dataset: Dataset, datasets: Mapping[str, Dataset]) -> Iterator[tuple[Place, str]]:
    """Yield each figure that another dataset, said to hold the same fact, has otherwise."""
    for fact in dataset.same_as:
        try:
            here, there = observe(fact.here, datasets), observe(fact.there, datasets)
        except ObservationError as error:
            yield fact.place, f"`same_as`: {error.message}"
            continue
        if here.dataset is not dataset or there.dataset is dataset:
            yield fact.place, f"`same_as`: `here` names a figure of {dataset.name}, `there` one of another dataset"
        elif not (here.column.is_figure and there.column.is_figure):
            other = here if there.column.is_figure else there
            yield fact.place, f"`same_as`: {other.reference} is no figure; name a column of figures"
        elif here.amount != there.amount:
            yield (
                here.place,
                f"{here.reference} is {here.amount:,}, but {there.reference} is {there.amount:,}: "
                "one fact has one value; adopt the same, or set one of them aside with the reason",
            )


def unsettled(dataset: Dataset) -> Iterator[tuple[Place, Sequence[int], str]]:
    """Yield each key with several observations of which none is adopted: its place, its rows, and how it is named."""
    for key, rows in dataset.rows_by_key.items():
        if len(rows) > 1 and not dataset.is_adopted(rows[0]):
            yield Place(dataset.path, min(rows) + 2), rows, f"{dataset.name}[{', '.join(key)}]"
