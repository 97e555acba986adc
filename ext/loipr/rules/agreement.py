"""Rules that keep one truth: figures that agree with one another, wherever in the report they stand."""

from __future__ import annotations

from collections.abc import Iterator

from loipr.datasets.figures import COMPUTED, observations_of
from loipr.datasets.observations import Observation, ObservationError
from loipr.datasets.sum_checks import same_fact_faults, sum_faults, unsettled
from loipr.pages.page import Page, Role
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.periods import parse_period

#: A figure of a day or a month tells how many there were then, whatever its length.
_MOMENT = 31


@rule(Severity.WARNING)
def sum_mismatch(report: Report) -> Findings:
    """Parts add up to their total, where the descriptor of a dataset says so under `sums`.

    Bad:

        period,total,male,female
        2023,274965,107102,167683

    Good:

        period,total,male,female
        2023,274965,107102,167863
    """
    for dataset in report.datasets.values():
        yield from sum_faults(dataset)


@rule(Severity.WARNING)
def two_values(report: Report) -> Findings:
    """One fact has one value throughout the report.

    Two datasets that hold the same fact agree on it, where the descriptor says so under `same_as`; and a page that
    shows a figure which was set aside shows the adopted one as well.

    Bad: `A later report gives {value}`placements_by_year[2023, source=DT02].total`.` on a page without the adopted one.

    Good:

        {value}`placements_by_year[2023].total` workers were placed. A later report, on a wider
        basis, gives {value}`placements_by_year[2023, source=DT02].total`.
    """
    for dataset in report.datasets.values():
        yield from same_fact_faults(dataset, report.datasets)
    for page in report.pages:
        shown = [(role, one) for role, observations in _drawn(page, report) for one in observations]
        adopted = {(one.dataset.name, one.key) for _, one in shown if one.dataset.is_adopted(one.row)}
        for role, one in shown:
            other = one.dataset.rows_by_key[one.key][0]
            if one.dataset.is_adopted(other) and (one.dataset.name, one.key) not in adopted:
                yield role.place, f"this figure was set aside; the page is to show the adopted one too: {one.reference}"


def _drawn(page: Page, report: Report) -> Iterator[tuple[Role, tuple[Observation, ...]]]:
    for role in page.roles:
        if role.name in COMPUTED:
            try:
                yield role, observations_of(role.name, role.text, report.datasets)
            except ObservationError:
                continue  # the rules about figures say what is wrong with it


@rule(Severity.WARNING)
def uneven_comparison(report: Report) -> Findings:
    """A share is of the same kind, period and basis as its whole, and no larger; a change is between like periods.

    Bad:

        {change}`placements_by_year[2023].total to placements_by_year[2025 to 1 Nov].total`

    Good:

        {change}`placements_by_year[2022].total to placements_by_year[2023].total`
    """
    for page in report.pages:
        for role, observations in _drawn(page, report):
            fault = _comparison_fault(role.name, observations) if COMPUTED[role.name] else None
            if fault:
                yield role.place, fault


def _comparison_fault(role: str, observations: tuple[Observation, ...]) -> str | None:
    first, second = observations
    if _unit(first) != _unit(second):
        return f"this {role} compares {_unit(first) or 'a number'} with {_unit(second) or 'a number'}"
    if role == "share" and first.amount > second.amount:
        return f"this share is of a part ({first.amount:,}) that is larger than its whole ({second.amount:,})"
    bases = {one.dataset.basis(one.row) for one in observations} - {""}
    if len(bases) > 1 and first.dataset is second.dataset:
        return f"this {role} compares figures on different bases ({'; '.join(sorted(bases))})"
    periods = [parse_period(one.other("period")) for one in observations]
    if role == "change" and periods[0] is not None and periods[1] is not None:
        days = [period.days for period in periods if period is not None]
        if max(days) > _MOMENT and not periods[0].is_like(periods[1]):
            return f"this change compares periods of {days[0]} and {days[1]} days"
    return None


def _unit(observation: Observation) -> str:
    return observation.other("unit") or observation.column.unit


@rule(Severity.GAP)
def unsettled_observation(report: Report) -> Findings:
    """Of several observations of one fact, one is adopted.

    Bad: two rows of one key, both with `adopted` no: a coordinator has yet to find which one holds.

    Good: one of them with `adopted` yes and the reason.
    """
    for dataset in report.datasets.values():
        for place, rows, name in unsettled(dataset):
            owner = dataset.owner or "the owner of the data"
            yield place, f"none of the {len(rows)} observations of {name} is adopted; {owner} should settle it"
