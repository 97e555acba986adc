"""The ages of the figures, by institution, at the report's date of reference."""

from __future__ import annotations

import datetime

import pytest

from loipr.coordination.freshness import ages, indicator_ages, whole_months
from loipr.coordination.sheet import as_csv
from loipr.coordination.views import views_of
from support.changes import DESCRIPTOR
from support.measured import INDICATORS, measure
from support.project import Project


def test_what_runs_out_first_stands_first_in_its_institution(project: Project) -> None:
    project.replace(DESCRIPTOR, '"owner": "MOL",', '"owner": "MinLabour", "good_for_months": 6,')
    project.replace(DESCRIPTOR, '"title": "Money",', '"title": "Money", "owner": "MOL", "good_for_months": 12,')
    found = [(one.owner, one.dataset, one.months, str(one.standing), one.uses) for one in ages(project.load())]
    # Both end with a year: 2024 and 2023. The date of reference is 31 July 2025.
    assert found == [("MOL", "money", 19, "out of date", 0), ("MOL", "placements", 7, "out of date", 2)]


def test_an_indicator_that_nobody_measures_stands_first(project: Project) -> None:
    measure(project)
    project.replace(INDICATORS, "good_for_months: 12", "good_for_months: 6")
    found = [
        (one.owner, one.title, one.months, one.good_for, str(one.standing)) for one in indicator_ages(project.load())
    ]
    assert found == [
        ("MFA", "Complaints settled", None, None, "not available"),
        ("MOL", "Workers placed", 7, 6, "out of date"),
        ("MOL", "Women placed", 19, None, "as long as nothing newer is known"),
    ]


def test_the_rows_as_a_file(project: Project) -> None:
    (sheet,) = views_of(project.load()).sheets("freshness")
    assert as_csv(sheet).decode() == (
        "Institution,Dataset or indicator,Kind,Newest figure,Age in whole months at the date of reference,For how many months a figure is "
        "good,Good until,Standing,Replies that draw from it\n"
        "MOL,Placements,dataset,2024-12-31,7,,,as long as nothing newer is known,2\n"
        "nobody named,Money,dataset,2023-12-31,19,,,as long as nothing newer is known,0\n"
    )


@pytest.mark.parametrize(
    ("day", "until", "months"),
    [("2024-12-31", "2025-07-31", 7), ("2025-01-31", "2025-02-28", 1), ("2025-01-15", "2025-02-14", 0)],
)
def test_months_are_whole(day: str, until: str, months: int) -> None:
    assert whole_months(datetime.date.fromisoformat(day), datetime.date.fromisoformat(until)) == months
