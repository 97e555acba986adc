"""How old figures are."""

from __future__ import annotations

import datetime

import pytest

from loipr.catalog.freshness import good_until, last_day, latest_cutoff
from project import Project


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024", "2024-12-31"),
        ("2024-02", "2024-02-29"),
        ("2024-07-31", "2024-07-31"),
        ("2020 to 2023-07-03", "2023-07-03"),
        ("2020-2024", "2024-12-31"),
        ("2024 Jan-Oct", "2024-10-31"),
        ("2025 to 1 Nov", "2025-11-30"),
        ("2025 (three waves)", "2025-12-31"),
        ("2024-13", None),
        ("the last decade", None),
        ("", None),
    ],
)
def test_the_last_day_of_a_period(text: str, day: str | None) -> None:
    assert last_day(text) == (datetime.date.fromisoformat(day) if day else None)


def test_the_cut_off_counts_and_where_there_is_none_the_period(project: Project) -> None:
    project.append("data/datasets/placements.csv", "2026,1,,2027,S02,no,set aside\n2025 Jan-Mar,1,,,S01,yes,\n")
    datasets = project.load().datasets
    assert latest_cutoff(datasets["placements"]) == datetime.date(2025, 3, 31)
    assert latest_cutoff(datasets["money"]) == datetime.date(2023, 12, 31)


@pytest.mark.parametrize(
    ("months", "day"), [(0, "2025-01-31"), (1, "2025-02-28"), (12, "2026-01-31"), (13, "2026-02-28")]
)
def test_how_long_figures_are_good(project: Project, months: int, day: str) -> None:
    project.replace("data/datapackage.json", '"owner": "MOL",', f'"owner": "MOL", "good_for_months": {months},')
    datasets = project.load().datasets
    assert good_until(datasets["placements"]) == datetime.date.fromisoformat(day)
    assert good_until(datasets["money"]) is None
