"""How old the newest figure of a dataset is: by its period or its cut-off, at most the date of reference."""

from __future__ import annotations

import datetime

import pytest

from loipr.datasets.freshness import newest_date, stale_since
from support.changes import DESCRIPTOR, PLACEMENTS
from support.project import Project

HEAD = "period,total,women,as_of,source,adopted,reason\n"


@pytest.mark.parametrize(
    ("rows", "newest"),
    [
        ("2023,1,,2024-01,S01,yes,\n2022,1,,2023-01,S01,yes,\n", "2023-12-31"),
        # The year has not ended at the cut-off.
        ("2024,1,,2024-09-30,S01,yes,\n", "2024-09-30"),
        # A figure for a day after the date of reference is a forecast or a mistake.
        ("2024,1,,2025-01,S01,yes,\n2026,1,,2026-12,S01,yes,\n", "2024-12-31"),
        ("2025-07-31,1,,,S01,yes,\n", "2025-07-31"),
        ("2025-08-01,1,,,S01,yes,\n", None),
        # Only adopted figures.
        ("2022,1,,2023-01,S01,yes,\n2024,1,,2025-01,S01,no,doubtful\n", "2022-12-31"),
    ],
)
def test_the_day_of_the_newest_figure(project: Project, rows: str, newest: str | None) -> None:
    project.write(PLACEMENTS, HEAD + rows)
    found = newest_date(project.load().datasets["placements"], datetime.date(2025, 7, 31))
    assert found == (datetime.date.fromisoformat(newest) if newest else None)


@pytest.mark.parametrize(
    ("months", "reference", "since"),
    [
        ("6", "2025-06-30", None),
        ("6", "2025-07-01", "2025-06-30"),
        ("0", "2025-07-01", "2024-12-31"),
        ("null", "2035-07-01", None),
    ],
)
def test_since_when_a_dataset_is_out_of_date(project: Project, months: str, reference: str, since: str | None) -> None:
    if months != "null":
        project.replace(DESCRIPTOR, '"owner": "MOL",', f'"owner": "MOL", "good_for_months": {months},')
    found = stale_since(project.load().datasets["placements"], datetime.date.fromisoformat(reference))
    assert found == (datetime.date.fromisoformat(since) if since else None)
