"""What is missing in a dataset, or out of date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from loipr.catalog.datasets import Column, Dataset
from loipr.catalog.freshness import good_until, latest_cutoff


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


def staleness(dataset: Dataset, day: datetime.date) -> str:
    """Say since when the latest figures of *dataset* are too old on that *day*; empty when they are not."""
    until, latest = good_until(dataset), latest_cutoff(dataset)
    if until is None or until >= day:
        return ""
    return f"the latest figures count up to {latest}, and were good until {until}"
