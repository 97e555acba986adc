"""What a dataset lacks: figures, newer ones, and figures broken down as the Committee asks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from loipr.datasets.dataset import Column, Dataset
from loipr.datasets.freshness import newest_date, stale_since


@dataclass(frozen=True, slots=True)
class EmptyFigures:
    """The figures that a row lacks."""

    row: int
    columns: tuple[Column, ...]


def empty_figures(dataset: Dataset) -> Iterator[EmptyFigures]:
    """Yield the rows whose figures are not all there; a row that was set aside lacks nothing."""
    lacking: dict[int, list[Column]] = {}
    for column in dataset.figures:
        cells = dataset.frame[column.name]
        for row in cells.index[cells == ""].tolist():
            lacking.setdefault(row, []).append(column)
    for row in sorted(lacking):
        if dataset.is_adopted(row):
            yield EmptyFigures(row, tuple(lacking[row]))


def staleness(dataset: Dataset, reference: datetime.date) -> str:
    """Say since when the newest figures of *dataset* are too old on the day *reference*; empty when they are not."""
    newest, end = newest_date(dataset, reference), stale_since(dataset, reference)
    return f"the newest is of {newest}, and was good until {end}" if end is not None else ""


def breakdowns(dataset: Dataset) -> list[str]:
    """Return what the Committee asks the figures to be broken down by, and they are not."""
    return [name for name in dataset.asked_by if name not in dataset.broken_down_by]
