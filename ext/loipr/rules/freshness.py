"""Rules about what the datasets lack: newer figures, and figures broken down as the Committee asks."""

from __future__ import annotations

from loipr.datasets.freshness import newest_date, stale_since
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.sentences import listed


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
                f"the newest figure of {dataset.name} is of {newest:%-d %B %Y} and was good until {end:%-d %B %Y}; "
                f"{dataset.owner or 'its owner'} should supply a newer one",
            )


@rule(Severity.GAP)
def missing_disaggregation(report: Report) -> Findings:
    """Figures are broken down by all that the Committee asks for (`disaggregation` in the descriptor).

    Bad: deaths abroad without sex and age.

    Good: the columns `male` and `female`, and `"disaggregation": {"has": ["sex"], …}`.
    """
    for dataset in report.datasets.values():
        missing = [name for name in dataset.asked_by if name not in dataset.broken_down_by]
        if missing:
            owner = dataset.owner or "its owner"
            yield (
                dataset.place,
                f"{dataset.name} is not broken down by {listed(missing, 'or')}; {owner} should supply it",
            )
