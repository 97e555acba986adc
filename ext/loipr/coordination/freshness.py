"""How old the figures are, and how long they are good, by institution, at the report's date of reference."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from loipr.coordination.scorecard import Score, scores
from loipr.datasets.dataset import Dataset
from loipr.datasets.freshness import good_until, newest_date
from loipr.datasets.once import once
from loipr.report import Report


class Standing(StrEnum):
    """Whether the newest figure is still good."""

    MISSING = "not available"
    PAST = "out of date"
    GOOD = "good"
    LASTING = "as long as nothing newer is known"
    UNDATED = "not dated"


@dataclass(frozen=True, slots=True)
class Age:
    """The age of the newest figure of a dataset or an indicator; ``owner`` is the institution responsible for it.

    ``months`` is the age in whole months, and ``good_for`` the age up to which it is good. ``uses`` counts the replies
    that use it.
    """

    owner: str
    title: str
    dataset: str  #: The name of the dataset; empty for an indicator without a dataset.
    newest: datetime.date | None
    months: int | None
    good_for: int | None
    good_until: datetime.date | None
    standing: Standing
    uses: int = 0


@once
def ages(report: Report) -> tuple[Age, ...]:
    """Return every dataset, by institution and then by how soon it is out of date; those without an owner come last."""
    uses = Counter(name for page in report.pages_by_question.values() for name in page.datasets)
    return _in_order(_of_dataset(dataset, report, uses[dataset.name]) for dataset in report.datasets.values())


@once
def indicator_ages(report: Report) -> tuple[Age, ...]:
    """Return every indicator in the same order; those that nobody measures come first within their institution."""
    return _in_order(_of_indicator(score, report) for score in scores(report))


def _in_order(found: Iterable[Age]) -> tuple[Age, ...]:
    def place(one: Age) -> tuple[bool, str, bool, datetime.date]:
        end = one.good_until or datetime.date.max
        return not one.owner, one.owner.casefold(), one.standing != Standing.MISSING, end

    return tuple(sorted(found, key=place))


def _of_dataset(dataset: Dataset, report: Report, uses: int) -> Age:
    reference = report.settings.reference_date
    newest, good_for = newest_date(dataset, reference), dataset.good_for_months
    end = good_until(newest, good_for) if newest and good_for is not None else None
    months = whole_months(newest, reference) if newest is not None else None
    owner = _owner(dataset.owner, report)
    return Age(
        owner, dataset.title, dataset.name, newest, months, good_for, end, _standing(newest, end, reference), uses
    )


def _of_indicator(score: Score, report: Report) -> Age:
    one, latest, reference = score.indicator, score.latest, report.settings.reference_date
    newest = latest.period.last if latest is not None and latest.period is not None else None
    months = max(0, whole_months(newest, reference)) if newest is not None else None
    of_dataset = score.dataset.good_for_months if score.dataset is not None else None
    good_for = one.good_for_months if one.good_for_months is not None else of_dataset
    end = latest.good_until if latest is not None else None
    standing = _standing(newest, end, reference) if latest is not None else Standing.MISSING
    name = score.dataset.name if score.dataset is not None else ""
    return Age(_owner(one.owner, report), one.name, name, newest, months, good_for, end, standing)


def _owner(name: str, report: Report) -> str:
    found = report.institutions.find(name)
    return found.id if found else name


def _standing(newest: datetime.date | None, end: datetime.date | None, reference: datetime.date) -> Standing:
    if newest is None:
        return Standing.UNDATED
    if end is None:
        return Standing.LASTING
    return Standing.PAST if end < reference else Standing.GOOD


def whole_months(day: datetime.date, until: datetime.date) -> int:
    """Return how many whole months lie between two days; a month that begins on the 31st is whole on the 30th."""
    months = (until.year - day.year) * 12 + until.month - day.month
    return months - (good_until(day, months) > until)
