"""What a dataset lacks: figures, newer figures, and breakdowns that the Committee asks for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from loipr.datasets.dataset import Column, Dataset
from loipr.datasets.freshness import newest_date, stale_since
from loipr.wording.languages import _


@dataclass(frozen=True, slots=True)
class EmptyFigures:
    """The figures that a row lacks."""

    row: int
    columns: tuple[Column, ...]


def empty_figures(dataset: Dataset) -> Iterator[EmptyFigures]:
    """Yield the rows with missing figures; rows that were set aside do not count."""
    lacking: dict[int, list[Column]] = {}
    for column in dataset.figures:
        for row, cell in enumerate(dataset.cells[column.name]):
            if not cell:
                lacking.setdefault(row, []).append(column)
    for row in sorted(lacking):
        if dataset.is_adopted(row):
            yield EmptyFigures(row, tuple(lacking[row]))


def staleness(dataset: Dataset, reference: datetime.date) -> str:
    """Return words that say since when the newest figures of *dataset* are too old; empty when they are still good.

    *reference* is the day on which they must be good.
    """
    newest, end = newest_date(dataset, reference), stale_since(dataset, reference)
    if newest is None or end is None:
        return ""
    return _("Newer figures: the newest is of {newest}, and was good until {end}.").format(newest=newest, end=end)


def breakdowns(dataset: Dataset) -> list[str]:
    """Return the breakdowns that the Committee asks for and the dataset does not have."""
    return [name for name in dataset.asked_by if name not in dataset.broken_down_by]
