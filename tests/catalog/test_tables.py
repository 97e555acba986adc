"""What a table shows of a dataset: rows chosen, put in order, cut, turned and summed up."""

from __future__ import annotations

import pytest

from loipr.catalog.tables import TableError, read_query, select
from project import Project

MORE = "2021,,80,2022-01,S01,yes,\n2020,1200,,2021-01,S01,yes,\n"


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        (
            {"sort": "total"},
            [("2020", "1,200"), ("2022", "200,761"), ("2023", "274,965"), ("2024", "297,434"), ("2021", "")],
        ),
        (
            {"sort": "total desc"},
            [("2024", "297,434"), ("2023", "274,965"), ("2022", "200,761"), ("2020", "1,200"), ("2021", "")],
        ),
        ({"sort": "as_of desc, total", "top": "2"}, [("2024", "297,434"), ("2023", "274,965")]),
        ({"where": "period = 2023 | 2024"}, [("2023", "274,965"), ("2024", "297,434")]),
        ({"where": "period != 2023; period != 2024", "top": "1"}, [("2022", "200,761")]),
        ({"where": "period = 2023", "observations": "all"}, [("2023", "274,965"), ("2023", "297,108")]),
    ],
)
def test_rows(project: Project, options: dict[str, str], rows: list[tuple[str, str]]) -> None:
    project.append("data/datasets/placements.csv", MORE)
    table = select(read_query("placements", {"columns": "period, total", **options}, project.load().datasets))
    assert list(table.rows) == rows


def test_a_pivot(project: Project) -> None:
    project.append("data/datasets/money.csv", "2023,fees,0.5\n")
    datasets = project.load().datasets
    table = select(read_query("money", {"pivot": "period, measure, value", "total": ""}, datasets))
    assert [heading.title for heading in table.headings] == ["Period", "total", "fees"]
    assert table.rows == (("2022", "9.71", ""), ("2023", "14.22", "0.5"))
    assert table.total == ("Total", "23.93", "")
    with pytest.raises(TableError, match="period and period do not single out one row each"):
        select(read_query("money", {"pivot": "period, period, value"}, datasets))


def test_sources_and_notes_are_those_of_the_rows_shown(project: Project) -> None:
    project.replace("data/datapackage.json", '"owner": "MOL",', '"owner": "MOL", "disaggregation": {"asked": ["age"]},')
    datasets = project.load().datasets
    table = select(read_query("placements", {"where": "period = 2024"}, datasets))
    assert (table.sources, table.notes) == (("S01", "S02"), ("Not broken down by age.",))
    table = select(read_query("placements", {"where": "period = 2023"}, datasets))
    assert (table.sources, table.notes) == (("S01",), ("2023: breakdowns rest on it.", "Not broken down by age."))
