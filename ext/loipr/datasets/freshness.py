"""How old the figures of a dataset are at the report's date of reference."""

from __future__ import annotations

import datetime

from loipr.datasets.dataset import AS_OF, Dataset
from loipr.wording.periods import parse_period

_PERIOD = "period"


def newest_date(dataset: Dataset, until: datetime.date) -> datetime.date | None:
    """Return the newest date of the adopted figures: the last day of the period, or the cut-off if it is earlier.

    Dates after *until* do not count. None when no row tells its date.
    """
    columns = [dataset.cells[name] for name in (_PERIOD, AS_OF) if name in dataset.cells]
    rows = [rows[0] for rows in dataset.rows_by_key.values() if dataset.is_adopted(rows[0])]
    texts = {tuple(cells[row] for cells in columns) for row in rows}
    found = [min(days) for cells in texts if (days := _last_days(cells))]
    return max((day for day in found if day <= until), default=None)


def _last_days(cells: tuple[str, ...]) -> list[datetime.date]:
    periods = (parse_period(cell) for cell in cells if cell)
    return [period.last for period in periods if period is not None]


def good_until(day: datetime.date, months: int) -> datetime.date:
    """Return the last day on which a figure of *day* is good, if it is good for *months* months.

    It is at most the last day that Python can hold.
    """
    month = day.month - 1 + months
    if day.year + (month + 1) // 12 > datetime.MAXYEAR:
        return datetime.date.max
    first = datetime.date(day.year + month // 12, month % 12 + 1, 1)
    after = datetime.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + datetime.timedelta(days=day.day - 1), after - datetime.timedelta(days=1))


def stale_since(dataset: Dataset, reference: datetime.date) -> datetime.date | None:
    """Return the last day on which the newest figure was good, if it is before *reference*; otherwise None."""
    newest = newest_date(dataset, reference) if dataset.good_for_months is not None else None
    if newest is None or dataset.good_for_months is None:
        return None
    end = good_until(newest, dataset.good_for_months)
    return end if end < reference else None
