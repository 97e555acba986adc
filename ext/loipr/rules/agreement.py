"""Rules that keep one truth: figures that agree with one another, wherever in the report they stand."""

from __future__ import annotations

from collections.abc import Iterator

from loipr.datasets.dataset import PERIOD, ColumnSum, Dataset, RowSum
from loipr.datasets.figures import COMPUTED, UNIT, observations_of
from loipr.datasets.observations import Observation, ObservationError
from loipr.datasets.period_checks import MOMENT, part_faults, spelling_faults
from loipr.datasets.sum_checks import parts_beyond_totals, same_fact_differences, sum_faults, undeclared_sums, unsettled
from loipr.datasets.totals import WORDS, total_rows
from loipr.pages.page import Page, Role
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.periods import parse_period


@rule(Severity.WARNING)
def sum_mismatch(report: Report) -> Findings:
    """Parts add up to their total, where the descriptor says so under `sums`; no part is larger than a total.

    Bad:

        period,total,male,female
        2023,274965,107102,167683

    Good:

        period,total,male,female
        2023,274965,107102,167863
    """
    for dataset in report.datasets.values():
        yield from sum_faults(dataset)
        yield from parts_beyond_totals(dataset)


@rule(Severity.WARNING)
def undeclared_sum(report: Report) -> Findings:
    """A column or a row that is the sum of others is declared under `sums` in the descriptor.

    Only then is each new row checked against it. A row that is the sum of the others counts in no total of a table,
    whatever it is called.

    Bad:

        period,province,total
        2023,East Java,68069
        2023,Central Java,59009
        2023,Indonesia,127078

    Good: the same, with this in the descriptor:

        "sums": [{"column": "province", "total": "Indonesia", "figures": ["total"]}]
    """
    for dataset in report.datasets.values():
        yield from undeclared_sums(dataset)


@rule(Severity.ERROR)
def two_spellings(report: Report) -> Findings:
    """A dataset writes a period in one way: in two ways it would be two periods, with two adopted figures.

    Bad:

        period,total
        2024,297434
        2024 Jan-Dec,297435

    Good: the period is `2024` in both rows, and one of them is set aside.
    """
    for dataset in report.datasets.values():
        yield from spelling_faults(dataset)


@rule(Severity.WARNING)
def larger_part(report: Report) -> Findings:
    """The figure of a part of a year is no larger than that of the year, where both are counted in one way.

    Bad:

        period,total
        2024,297434
        2024 H1,302160

    Good:

        period,total
        2024,297434
        2024 H1,152160
    """
    for dataset in report.datasets.values():
        yield from part_faults(dataset)


@rule(Severity.WARNING)
def two_values(report: Report) -> Findings:
    """One fact has one value throughout the report.

    Two datasets that hold the same fact agree on it, where the descriptor says so under `same_as`; and a page that
    shows a figure which was set aside shows the adopted one as well.

    Bad:

        A later report gives {value}`placements_by_year[2023, source=DT02].total`.

    This page does not show the adopted figure.

    Good:

        {value}`placements_by_year[2023].total` workers were placed. A later report, on a wider
        basis, gives {value}`placements_by_year[2023, source=DT02].total`.
    """
    for dataset in report.datasets.values():
        yield from same_fact_differences(dataset, report.datasets)
    for page in report.pages:
        shown = [(role, one) for role, observations in _drawn(page, report) for one in observations]
        adopted = {(one.dataset.name, one.key) for _, one in shown if one.dataset.is_adopted(one.row)}
        for role, one in shown:
            other = one.dataset.rows_by_key[one.key][0]
            if one.dataset.is_adopted(other) and (one.dataset.name, one.key) not in adopted:
                yield (
                    role.place,
                    _("this figure was set aside; the page must also show the adopted one: {reference}").format(
                        reference=one.reference
                    ),
                )


def _drawn(page: Page, report: Report) -> Iterator[tuple[Role, tuple[Observation, ...]]]:
    for role in page.roles:
        if role.name in COMPUTED:
            try:
                yield role, observations_of(role.name, role.text, report.datasets)
            except ObservationError:
                continue  # the rules about figures report it


@rule(Severity.WARNING)
def uneven_comparison(report: Report) -> Findings:
    """A share is of the same kind, period and basis as its whole, and no larger; a change is between like periods.

    A part of a year may be a share of the year. What is one part of a total is no share of another. Where the
    descriptor says what datasets count (`counts`), both count the same, and the whole is not of one place or group that
    the part is not of.

    Bad:

        {share}`placements_by_year[2023].female of placements_by_year[2023].male`

        {share}`placements_by_occupation[2023, nurse].total of placements_by_destination[2023, Japan].total`

        {change}`placements_by_year[2023].total to placements_by_year[2025 to 1 Nov].total`

    Good:

        {share}`placements_by_occupation[2023, nurse].total of placements_by_year[2023].total`

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
        return _("this {role} compares {value} with {value2}").format(
            role=role, value=_unit(first) or "a number", value2=_unit(second) or "a number"
        )
    if role == "share" and first.amount > second.amount:
        return _("this share is of a part ({amount:,}) that is larger than its whole ({amount2:,})").format(
            amount=first.amount, amount2=second.amount
        )
    bases = {one.dataset.basis(one.row) for one in observations} - {""}
    if len(bases) > 1 and (first.dataset is second.dataset or _share_bases(first, second)):
        return _("this {role} compares figures on different bases ({names})").format(
            role=role, names="; ".join(sorted(bases))
        )
    kinds = [one.dataset.counts for one in observations]
    if all(kinds) and len(set(kinds)) > 1:
        return _("this {role} compares {kinds} with {kinds2}").format(role=role, kinds=kinds[0], kinds2=kinds[1])
    if role == "share" and _are_parts(first, second):
        return _("this share is of one part ({named}) in another ({named2}); name the total of both").format(
            named=_named(first), named2=_named(second)
        )
    if role == "share" and all(kinds) and (narrow := _narrower(first, second)):
        return _(
            "this share is of {named}, and its whole is of {narrow} alone; name the whole that it is a part of"
        ).format(named=_named(first), narrow=narrow)
    period, other = (parse_period(one.other(PERIOD)) for one in observations)
    if period is None or other is None:
        return None
    if role == "share" and not (other.first <= period.first and period.last <= other.last):
        return _("this share is of {other} in {other2}").format(other=first.other(PERIOD), other2=second.other(PERIOD))
    if role == "change" and max(period.days, other.days) > MOMENT and not period.is_like(other):
        return _("this change compares periods of {days} and {days2} days").format(days=period.days, days2=other.days)
    return None


def _named(one: Observation) -> str:
    return f"{', '.join(one.key)}, {one.column.title}"


def _share_bases(first: Observation, second: Observation) -> bool:
    """Whether the datasets of two figures say in the same words on which basis they count."""
    return all(
        one.dataset.basis(one.row) in {other.dataset.basis(row) for row in other.dataset.rows}
        for one, other in ((first, second), (second, first))
    )


def _narrower(part: Observation, whole: Observation) -> str:
    """Return the place or group that *whole* is of, and *part* is not; empty where the whole has all of its kind."""
    dataset = whole.dataset
    declared = {(one.column, one.total) for one in dataset.sums if isinstance(one, RowSum)}
    wide = {name for name, rows in total_rows(dataset, _adopted(dataset)).items() if whole.row in rows}
    for name in dataset.key:
        cell = whole.other(name)
        is_total = cell in WORDS or (name, cell) in declared or name in wide
        if name not in (PERIOD, UNIT) and not is_total and cell != part.other(name):
            return cell
    return ""


def _adopted(dataset: Dataset) -> list[int]:
    return [row for row in dataset.rows if dataset.is_adopted(row)]


def _are_parts(first: Observation, second: Observation) -> bool:
    """Whether two figures are parts of one total: two columns of a row, or two rows beside a third."""
    dataset = first.dataset
    if dataset is not second.dataset:
        return False
    if first.row == second.row:
        names = {first.column.name, second.column.name}
        return any(isinstance(one, ColumnSum) and names <= set(one.parts) for one in dataset.sums)
    differs = [name for name in dataset.key if first.other(name) != second.other(name)]
    if first.column is not second.column or differs in ([], [PERIOD]) or PERIOD in differs:
        return False
    rest = [name for name in dataset.key if name not in differs]
    beside = [row for row in dataset.rows if all(dataset.cells[name][row] == first.other(name) for name in rest)]
    totals = total_rows(dataset, [row for row in beside if dataset.is_adopted(row)])
    return any(totals[name] and not {first.row, second.row} & totals[name] and _adds(second, name) for name in differs)


def _adds(part: Observation, column: str) -> bool:
    """Whether the descriptor allows *part* as a part of sums along *column*: it names no parts, or names this one."""
    named = [one for one in part.dataset.sums if isinstance(one, RowSum) and one.column == column]
    return all(not one.parts or part.other(column) in one.parts for one in named)


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
            yield (
                place,
                _("none of the {count} observations of {name} is adopted; {owner} should settle it").format(
                    count=len(rows), name=name, owner=owner
                ),
            )
