"""The scorecard: each indicator with its latest value, beside the first target and the last, and how it moves.

There is a verdict only if it means something: a higher or a lower value is better, a threshold is set, and the value
is still good. An indicator that nobody measures is not available, which is not a verdict.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from loipr.datasets.dataset import BASIS, PERIOD, SOURCE, Dataset, Series, Target, split_sources
from loipr.datasets.figures import format_cell, per_cent
from loipr.datasets.freshness import good_until
from loipr.datasets.once import once
from loipr.datasets.targets import targets_of, vintages
from loipr.datasets.time_series import Point, points_of
from loipr.facts.indicators import DOWN, KINDS, NO_DIRECTION, Indicator, Observed
from loipr.report import Report
from loipr.wording.dates import in_words as day_in_words
from loipr.wording.period_words import in_words
from loipr.wording.periods import Period, parse_period


class Verdict(StrEnum):
    """How a value compares with a target."""

    REACHED = "reached"
    NEAR = "near"
    MISSED = "not reached"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an indicator: its printed text, its number (None for words), its period, basis and sources."""

    text: str
    number: Decimal | None
    label: str  #: Its period, as written in the dataset.
    period: Period | None
    basis: str
    sources: tuple[str, ...]
    good_until: datetime.date | None  #: None: no limit is set.


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value compared with a target: the share reached, in per cent, and a verdict or the reason for none."""

    target: Target
    share: Decimal | None
    verdict: Verdict | None
    why: str

    @property
    def words(self) -> str:
        """The comparison in words: “67.4 per cent, not reached”."""
        share = per_cent(self.share) if self.share is not None else ""
        return ", ".join(part for part in (share, str(self.verdict or f"no verdict: {self.why}")) if part)


@dataclass(frozen=True, slots=True)
class Score:
    """An indicator with its values and targets.

    ``first`` and ``last`` compare the value with the first and the last target of its period; both are None when there
    is no value or no target. ``others`` are targets of other periods. ``before`` is the value of the same kind before
    ``latest``.
    """

    indicator: Indicator
    dataset: Dataset | None
    points: tuple[Point, ...]
    latest: Value | None
    before: Value | None
    count: int  #: How many values there are.
    first: Comparison | None
    last: Comparison | None
    others: tuple[Target, ...]

    @property
    def is_available(self) -> bool:
        return self.latest is not None

    @property
    def trend(self) -> str:
        """In words, how the latest value moved from the value before it, if both were counted in the same way."""
        if self.latest is None or self.latest.number is None:
            return ""
        if self.before is None or self.before.number is None:
            return "one value" if self.count == 1 else "no earlier value counted alike"
        change = self.latest.number - self.before.number
        moved = "up" if change > 0 else "down"
        if not change:
            return f"unchanged since {in_words(self.before.label)}"
        share = f", by {per_cent(abs(change / self.before.number * 100))}" if self.before.number else ""
        return f"{moved} from {self.before.text} ({in_words(self.before.label)}){share}"


@once
def scores(report: Report) -> tuple[Score, ...]:
    """Return the score of each indicator: by group, in the order of the file, and within a group by kind."""
    groups = list(dict.fromkeys(one.group for one in report.indicators.by_id.values()))
    ordered = sorted(report.indicators.by_id.values(), key=lambda one: (groups.index(one.group), KINDS.index(one.kind)))
    held = report.datasets.get(report.indicators.targets)
    chains: dict[str, list[tuple[Target, ...]]] = {}
    for (name, _), targets in vintages(targets_of(held)).items() if held is not None else ():
        chains.setdefault(name, []).append(targets)
    reference = report.settings.reference_date
    return tuple(_score(one, report.datasets, chains.get(one.id, []), reference) for one in ordered)


def _score(
    indicator: Indicator,
    datasets: Mapping[str, Dataset],
    chains: Sequence[tuple[Target, ...]],
    reference: datetime.date,
) -> Score:
    observed = indicator.observed
    dataset = datasets.get(observed.dataset) if observed is not None else None
    values = list(_values(indicator, observed, dataset)) if observed is not None and dataset is not None else []
    latest = values[-1] if values else None
    chosen = _chosen(latest, chains) if latest is not None else ()
    compared = [_compare(indicator, latest, target, reference) for target in chosen] if latest is not None else []
    return Score(
        indicator=indicator,
        dataset=dataset,
        points=_points(observed, dataset) if observed is not None and dataset is not None else (),
        latest=latest,
        before=next((one for one in reversed(values[:-1]) if latest is not None and _alike(one, latest)), None),
        count=len(values),
        first=compared[0] if compared else None,
        last=compared[-1] if compared else None,
        others=tuple(target for chain in chains if chain != chosen for target in chain),
    )


def _values(indicator: Indicator, observed: Observed, dataset: Dataset) -> Iterator[Value]:
    """Yield the adopted values, the oldest first; values of unknown time come before all others."""
    column, periods = dataset.column(observed.figure), dataset.cells.get(PERIOD)
    if column is None or periods is None:
        return
    months = indicator.good_for_months if indicator.good_for_months is not None else dataset.good_for_months
    found = []
    for row in dataset.rows_where(observed.where):
        cell = dataset.cells[column.name][row]
        if not cell or not dataset.is_adopted(row):
            continue
        period = parse_period(periods[row])
        good = good_until(period.last, months) if period is not None and months is not None else None
        number = Decimal(cell) if column.is_figure else None
        sources = split_sources(dataset.cells[SOURCE][row]) if SOURCE in dataset.cells else ()
        basis = dataset.basis(row) if BASIS in dataset.cells else ""
        found.append(Value(format_cell(cell, column), number, periods[row], period, basis, sources, good))
    yield from sorted(found, key=_age)


def _age(value: Value) -> tuple[datetime.date, int]:
    """Return a sort key: the last day, and then the length, so that the longer of two periods comes last."""
    return (value.period.last, value.period.days) if value.period is not None else (datetime.date.min, 0)


def _points(observed: Observed, dataset: Dataset) -> tuple[Point, ...]:
    column = dataset.column(observed.figure)
    if column is None or not column.is_figure or PERIOD not in dataset.cells:
        return ()
    return points_of(dataset, Series(PERIOD, observed.figure, observed.where))


def _alike(one: Value, other: Value) -> bool:
    """Whether two values have periods of the same length and the same basis."""
    if one.period is None or other.period is None or not one.period.is_like(other.period):
        return False
    return len({one.basis, other.basis} - {""}) < 2


def _chosen(latest: Value, chains: Sequence[tuple[Target, ...]]) -> tuple[Target, ...]:
    """Return the targets of the shortest period that contains the value; else of the next period, else of the last."""
    dated = [(period, chain) for chain in chains if (period := parse_period(chain[0].period)) is not None]
    own = latest.period
    if own is None or not dated:
        return dated[0][1] if dated else ()
    around = [(whole.days, chain) for whole, chain in dated if whole.first <= own.first and own.last <= whole.last]
    if around:
        return min(around, key=lambda pair: pair[0])[1]
    following = [(whole.last, chain) for whole, chain in dated if whole.last >= own.last]
    return min(following, key=lambda pair: pair[0])[1] if following else max(dated, key=lambda pair: pair[0].last)[1]


def _compare(indicator: Indicator, value: Value, target: Target, reference: datetime.date) -> Comparison:
    whole = parse_period(target.period)
    if value.number is None:
        return Comparison(target, None, None, "it is told in words")
    if whole is None or value.period is None or not _is_begun(value.period, whole):
        return Comparison(target, None, None, f"the target is for {in_words(target.period)}")
    share = value.number / target.value * 100 if target.value else None
    why = _no_verdict(indicator, value, reference)
    if why:
        return Comparison(target, share, None, why)
    verdict = _verdict(indicator, value.number, target.value)
    # Before the period has ended, a target not reached yet may be reached, and a limit kept so far may be exceeded.
    is_open = value.period.last < whole.last
    if is_open and (verdict == Verdict.REACHED) == (indicator.direction == DOWN):
        return Comparison(target, share, None, f"{in_words(target.period)} had not ended")
    return Comparison(target, share, verdict, "")


def _is_begun(own: Period, whole: Period) -> bool:
    """Whether *own* is the whole period or its beginning: a value of another part has no share of the target."""
    return own.first == whole.first and own.last <= whole.last


def _no_verdict(indicator: Indicator, value: Value, reference: datetime.date) -> str:
    if indicator.direction == NO_DIRECTION:
        return "neither more nor less is better"
    if indicator.threshold is None:
        return "no threshold is set"
    if value.good_until is None:
        return "its shelf life is not given"
    if value.good_until < reference:
        return f"out of date since {day_in_words(value.good_until)}"
    return ""


def _verdict(indicator: Indicator, value: Decimal, target: Decimal) -> Verdict:
    """Return the verdict on *value*; the indicator must have a direction and a threshold."""
    assert indicator.threshold is not None
    aimed, reached = (value, target) if indicator.direction == DOWN else (target, value)
    if reached >= aimed:
        return Verdict.REACHED
    return Verdict.NEAR if reached * 100 >= aimed * indicator.threshold else Verdict.MISSED
