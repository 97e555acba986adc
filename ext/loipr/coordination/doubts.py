"""The figures of a page that are in doubt: out of date, not the same in all sources, or not verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from loipr.coordination.used_figures import used_figures
from loipr.datasets.dataset import CONFIDENCE, SOURCE, Dataset
from loipr.datasets.figures import format_cell, printed_key
from loipr.datasets.freshness import newest_date, stale_since
from loipr.pages.page import Page
from loipr.report import Report
from loipr.wording.dates import in_words

#: The value of the column ``confidence`` for a figure that nobody has verified.
_UNVERIFIED = "unverified"


class Reason(StrEnum):
    """Why a figure is in doubt."""

    STALE = "out of date"
    DISAGREEING = "sources disagree"
    UNVERIFIED = "not verified"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure in doubt: its dataset, which of its figures (empty: all), the reason, and more about it in words."""

    dataset: Dataset
    figure: str
    reason: Reason
    words: str


def doubts_of(page: Page, report: Report) -> tuple[Doubt, ...]:
    """Return what is in doubt on *page*: first whole datasets, then single figures, as the page uses them."""
    return tuple(dict.fromkeys(_doubts(page, report)))


def _doubts(page: Page, report: Report) -> Iterator[Doubt]:
    for name in sorted(page.datasets):
        dataset = report.datasets.get(name)
        if dataset is not None:
            yield from _stale(dataset, report)
    for (name, row), columns in used_figures(page, report).items():
        yield from _of_row(report.datasets[name], row, columns)


def _stale(dataset: Dataset, report: Report) -> Iterator[Doubt]:
    reference = report.settings.reference_date
    newest, end = newest_date(dataset, reference), stale_since(dataset, reference)
    if newest is not None and end is not None:
        words = f"The newest figure is of {in_words(newest)} and was good until {in_words(end)}."
        yield Doubt(dataset, "", Reason.STALE, words)


def _of_row(dataset: Dataset, row: int, columns: list[str]) -> Iterator[Doubt]:
    figure = ", ".join(printed_key(dataset, row))
    rows = dataset.rows_by_key[dataset.key_of(row)]
    for name in columns:
        column = dataset.column(name)
        if column is None or len({dataset.cells[name][one] for one in rows} - {""}) < 2:
            continue
        told = (
            f"{format_cell(dataset.cells[name][one], column)} ({_source(dataset, one)}"
            f"{'' if dataset.is_adopted(one) else ', set aside'})"
            for one in rows
            if dataset.cells[name][one]
        )
        yield Doubt(dataset, figure, Reason.DISAGREEING, f"{column.title}: {'; '.join(told)}.")
    if CONFIDENCE in dataset.cells and dataset.cells[CONFIDENCE][row] == _UNVERIFIED:
        yield Doubt(dataset, figure, Reason.UNVERIFIED, f"Source: {_source(dataset, row)}.")


def _source(dataset: Dataset, row: int) -> str:
    return (dataset.cells[SOURCE][row] if SOURCE in dataset.cells else "").replace(";", ", ") or "no source"
