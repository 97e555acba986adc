"""The main series of a dataset: its points in time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from loipr.datasets.dataset import Dataset, Series
from loipr.wording.periods import parse_period

_YEAR = range(365, 367)
#: A figure of a longer period, such as five years, is not a point of the series.
_LONGEST = 366


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a series, with its period."""

    label: str
    first: datetime.date
    last: datetime.date
    value: Decimal
    adopted: bool

    @property
    def is_of_a_year(self) -> bool:
        """Whether its period is a whole year, so that a line may join it to other years."""
        return (self.last - self.first).days + 1 in _YEAR


def points_of(dataset: Dataset, series: Series | None) -> tuple[Point, ...]:
    """Return the points of a *series* in the order of time, without figures of no period or of several years."""
    if series is None or not series.along or not series.figure:
        return ()
    labels, values = dataset.cells[series.along], dataset.cells[series.figure]
    found = []
    for row in dataset.rows_where(series.where):
        period = parse_period(labels[row]) if values[row] else None
        if period is not None and period.days <= _LONGEST:
            found.append(Point(labels[row], period.first, period.last, Decimal(values[row]), dataset.is_adopted(row)))
    return tuple(sorted(found, key=lambda point: (point.last, point.first, not point.adopted, point.value)))
