"""Rules about indicators and the targets that are set for them."""

from collections.abc import Iterator

from loipr.datasets.dataset import PERIOD, Dataset
from loipr.datasets.observations import ObservationError, observe
from loipr.datasets.targets import missing_columns, target_faults, targets_of, unknown_indicators
from loipr.facts.indicators import NO_DIRECTION, PATH, Indicator, Observed
from loipr.files.places import Problem
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.tables.query import TableError, check_values, column_of
from loipr.wording.sentences import did_you_mean, listed


def problems_of_indicators(report: Report) -> Iterator[Problem]:
    """Yield a problem when an indicator names a dataset, a column or a row that does not exist."""
    for indicator in report.indicators.by_id.values():
        observed = indicator.observed
        if observed is not None and observed.dataset not in report.unread_datasets:
            try:
                _check_observed(observed, report)
            except TableError as error:
                yield Problem(error.rule, observed.place, error.message)
        if indicator.baseline and not any(name in indicator.baseline for name in report.unread_datasets):
            try:
                observe(indicator.baseline, report.datasets)
            except ObservationError as error:
                yield Problem(error.rule, indicator.places["baseline"], error.message)
    targets = report.indicators.targets
    if targets and targets not in report.datasets and targets not in report.unread_datasets:
        message = f"there is no dataset {targets}{did_you_mean(targets, report.datasets)}"
        yield Problem("unknown-dataset", report.indicators.targets_place, message)


def _check_observed(observed: Observed, report: Report) -> None:
    """Refuse the place of an indicator's values when it does not exist.

    :raises TableError: in this case; the message names the nearest name.
    """
    dataset = report.datasets.get(observed.dataset)
    if dataset is None:
        hint = did_you_mean(observed.dataset, report.datasets)
        raise TableError("unknown-dataset", f"there is no dataset {observed.dataset}{hint}")
    for name in (observed.figure, PERIOD):
        column_of(name, dataset)
    for name, value in observed.where:
        check_values(name, (value,), dataset)
    if not dataset.rows_where(observed.where):
        shown = listed(f"{name} = {value}" for name, value in observed.where)
        raise TableError("unknown-observation", f"no row of {dataset.name} has {shown} together")


def _targets(report: Report) -> Dataset | None:
    dataset = report.datasets.get(report.indicators.targets)
    return dataset if dataset is not None and not missing_columns(dataset) else None


@rule(Severity.ERROR)
def unknown_indicator(report: Report) -> Findings:
    """A target, and the register of recommendations, name an indicator that data/indicators.yaml defines.

    Bad: a target of `placement`, where the indicator is called `placements`.

    Good: `placements,2025,425000,persons,minister,2025-02-25,,TG01,seen,`
    """
    dataset = _targets(report)
    if dataset is not None:
        yield from unknown_indicators(dataset, report.indicators)
    for entry in report.register.entries.values():
        if entry.indicator and entry.indicator not in report.indicators.by_id:
            hint = did_you_mean(entry.indicator, report.indicators.by_id)
            yield entry.places["indicator"], f"there is no indicator {entry.indicator}{hint} (they stand in {PATH})"


@rule(Severity.ERROR)
def untraceable_target(report: Report) -> Findings:
    """Every target says for which period it was set and when, and which earlier one it takes the place of.

    The first target stays on record: what was reached is told against it as well as against the last one.

    Bad:

        indicator,period,value,set_on,replaces
        placements,2025,425000,2025-02-25,
        placements,2025,259144,2025-12-18,

    Good:

        indicator,period,value,set_on,replaces
        placements,2025,425000,2025-02-25,
        placements,2025,259144,2025-12-18,2025-02-25
    """
    dataset = _targets(report)
    if dataset is not None:
        yield from target_faults(dataset, report.indicators)
    held = report.datasets.get(report.indicators.targets)
    if held is not None and dataset is None:
        missing = listed(missing_columns(held))
        yield held.place, f"{held.name} holds the targets ({PATH}) and needs the columns {missing}, value as a number"


@rule(Severity.WARNING)
def unjudged_target(report: Report) -> Findings:
    """An indicator with a target says what is better, more or less, and from which share of the target it is near.

    Without a `direction` and a `threshold` nobody can say whether a target was reached. Where more is no sign of
    success, as with persons deported, the `note` says why.

    Bad: `direction: up`, and no threshold, for an indicator that has a target.

    Good: `direction: up` and `threshold: 90`; or `direction: none` and a `note`.
    """
    dataset = _targets(report)
    held = {one.indicator for one in targets_of(dataset)} if dataset is not None else set()
    for indicator in report.indicators.by_id.values():
        fault = _unjudged(indicator)
        if indicator.id in held and fault:
            yield indicator.place, f"{indicator.id} has a target, {fault}"


def _unjudged(indicator: Indicator) -> str:
    if indicator.direction == NO_DIRECTION:
        return "" if indicator.note else "and more or less of it is not better: say in `note` why"
    return "" if indicator.threshold else "but no `threshold`: write from which share of the target it is near, as 90"
