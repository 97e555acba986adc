"""Rules about what the datasets lack: newer figures, and figures broken down as the Committee asks."""

from __future__ import annotations

from loipr.datasets.dataset import AS_OF, PERIOD
from loipr.datasets.freshness import newest_date, stale_since
from loipr.files.places import Place
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.periods import parse_period
from loipr.wording.sentences import listed

#: A period may belong to a target or a plan, and these may reach so many days ahead. A cut-off is never in the future.
_THREE_YEARS = 3 * 366


@rule(Severity.WARNING)
def stale_dataset(report: Report) -> Findings:
    """The newest figure of a dataset is still good at the report's date of reference (`good_for_months`).

    The date of reference stands in `conf.py`, so that the same source makes the same findings on whatever day.

    Bad: figures to 2022 that are good for 18 months, in a report on the state of affairs at 31 July 2025.

    Good: a row for 2024, or a longer time in the descriptor where such figures come out more rarely.
    """
    reference = report.settings.reference_date
    for dataset in report.datasets.values():
        end = stale_since(dataset, reference)
        newest = newest_date(dataset, reference) if end is not None else None
        if end is not None and newest is not None:
            yield (
                dataset.place,
                _(
                    "the newest figure of {name} is of {newest} and was good until {end}; {owner} should "
                    "supply a newer one"
                ).format(name=dataset.name, newest=newest, end=end, owner=dataset.owner or _("its owner")),
            )


@rule(Severity.WARNING)
def late_cut_off(report: Report) -> Findings:
    """No figure has a cut-off after the report's date of reference, or a period that ends years after it.

    It may be a mistyped year. If it is right, it tells of more than the report does: accept it, with the reason.

    Bad: `as_of` is `2052-01`, in a report on the state of affairs at 31 July 2025.

    Good: `2025-01`
    """
    day = report.settings.reference_date
    for dataset in report.datasets.values():
        for number, column in enumerate(dataset.columns, 1):
            if column.name not in (PERIOD, AS_OF):
                continue
            cells = dataset.cells[column.name]
            for cell in dict.fromkeys(cells):
                period = parse_period(cell)
                begins_late = column.name == AS_OF and period is not None and period.first > day
                if begins_late or (period is not None and (period.last - day).days > _THREE_YEARS):
                    shown = _("{name} is {cell}, after the report's date of reference ({day})").format(
                        name=column.name, cell=cell, day=day
                    )
                    yield (
                        Place(dataset.path, cells.index(cell) + 2, number),
                        _("{shown}; is the year mistyped?").format(shown=shown),
                    )


@rule(Severity.WARNING)
def early_cut_off(report: Report) -> Findings:
    """No figure has a cut-off before its period begins: it would tell of days that nobody had seen.

    Bad: a row of the period `2025`, with `as_of` 2024-12.

    Good: the period `2024`, or `as_of` 2025-12.
    """
    for dataset in report.datasets.values():
        if PERIOD not in dataset.cells or AS_OF not in dataset.cells:
            continue
        number = list(dataset.cells).index(AS_OF) + 1
        for row, (cell, taken) in enumerate(zip(dataset.cells[PERIOD], dataset.cells[AS_OF], strict=True)):
            period, cut_off = parse_period(cell), parse_period(taken)
            if period is not None and cut_off is not None and cut_off.last < period.first:
                message = f"as_of is {taken}, before the period {cell} begins; is one of the two mistyped?"
                yield Place(dataset.path, row + 2, number), message


@rule(Severity.GAP)
def missing_disaggregation(report: Report) -> Findings:
    """Figures are broken down by all that the Committee asks for (`disaggregation` in the descriptor).

    Bad: deaths abroad without sex and age.

    Good: the columns `male` and `female`, and `"disaggregation": {"has": ["sex"], …}`.
    """
    for dataset in report.datasets.values():
        missing = [name for name in dataset.asked_by if name not in dataset.broken_down_by]
        if missing:
            owner = dataset.owner or _("its owner")
            yield (
                dataset.place,
                _("{name} is not broken down by {missing}; {owner} should supply it").format(
                    name=dataset.name, missing=listed(missing, "or"), owner=owner
                ),
            )
