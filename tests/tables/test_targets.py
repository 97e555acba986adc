"""Figures beside their targets: the first target and the last, in a table and in its chart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from loipr.datasets.dataset import Dataset
from loipr.tables.chart import chart_of
from loipr.tables.chart_words import in_words
from loipr.tables.query import TableError, read_query
from loipr.tables.table import Table, select
from support.changes import PLACEMENTS
from support.measured import TARGETS, measure
from support.project import make_project

#: Figures for a part of a year, and for a half.
MORE = "2024 to 15 Dec,286422,,2024-12-15,S02,yes,\n2024 H2,150000,,2025-01,S02,yes,\n2019-2023,9,,,S02,yes,\n"


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Dataset]:
    project = make_project(tmp_path_factory.mktemp("targets"))
    measure(project)
    project.append(PLACEMENTS, MORE)
    project.append(TARGETS, "placed,2024 H2,100000,persons,the ministry,2024-06,,S02\n")
    return project.load().datasets


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_the_first_target_and_the_last_stand_side_by_side(datasets: Mapping[str, Dataset]) -> None:
    options = {"columns": "period, total", "where": "period = 2023 | 2024 | 2024 to 15 Dec", "targets": ""}
    table = select(read_query("placements", options, datasets))
    assert [heading.text for heading in table.headings] == [
        *("Period", "Total", "First target", "Of the first target, per cent"),
        *("Last target", "Of the last target, per cent"),
    ]
    assert texts(table) == [
        ["2023", "274,965", "", "", "", ""],
        ["2024", "297,434", "425,000", "70.0", "259,144", "114.8"],
        ["1 January to 15 December 2024", "286,422", "425,000", "67.4", "259,144", "110.5"],
    ]
    assert table.notes == (
        "Targets of 2024: 425,000, set on 1 December 2023; 259,144, set on 18 December 2024.",
        "A figure of a part of the period is told beside the target of the whole.",
    )
    assert table.sources == ("S01", "S02")


def test_one_target_has_one_column_and_the_shortest_period_counts(datasets: Mapping[str, Dataset]) -> None:
    options = {"columns": "period, total", "where": "period = 2024 H2", "targets": ""}
    table = select(read_query("placements", options, datasets))
    assert [heading.text for heading in table.headings] == ["Period", "Total", "Target", "Of the target, per cent"]
    assert texts(table) == [["July–December 2024", "150,000", "100,000", "150.0"]]
    assert table.notes == ("Target of July–December 2024: 100,000, set in June 2024.",)


def test_among_other_figures_the_target_names_its_own(datasets: Mapping[str, Dataset]) -> None:
    options = {"where": "period = 2023 | 2024", "targets": "", "total": ""}
    table = select(read_query("placements", options, datasets))
    assert [heading.text for heading in table.headings] == [
        *("Period", "Total", "Total: first target", "Total: of the first target, per cent"),
        *("Total: last target", "Total: of the last target, per cent", "Women"),
    ]
    assert texts(table)[-1] == ["Total", "572,399", "", "", "", "", ""]


@pytest.mark.parametrize("kind", ["bar", "line", "small-multiples"])
def test_a_chart_has_the_targets_of_its_table(datasets: Mapping[str, Dataset], kind: str) -> None:
    options = {"columns": "period, total", "where": "period = 2022 | 2023 | 2024", "targets": "", "kind": kind}
    query = read_query("placements", options, datasets, is_chart=True)
    table = select(query)
    chart = chart_of(query, table)
    column = {heading.title: number for number, heading in enumerate(table.headings)}
    for one in (*chart.series, *chart.targets):
        assert list(one.texts) == [row[column[one.name]].text for row in table.rows]
    assert in_words(chart, "Placements").endswith(
        ": 297,434. First target: 425,000 (2024). Last target: 259,144 (2024)."
    )


def test_targets_follow_their_figures_into_the_order_of_time(datasets: Mapping[str, Dataset]) -> None:
    options = {
        "columns": "period, total",
        "where": "period = 2022 | 2023 | 2024",
        "sort": "total desc",
        "targets": "",
        "kind": "line",
    }
    query = read_query("placements", options, datasets, is_chart=True)
    chart = chart_of(query, select(query))
    assert chart.labels == ("2022", "2023", "2024")
    assert [one.texts for one in chart.targets] == [("", "", "425,000"), ("", "", "259,144")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"columns": "period, total", "where": "period = 2022"},
            ":targets: none is on record for these figures; leave it out, or show the periods that have one",
        ),
        (
            {"columns": "period, total", "targets": "first"},
            ":targets: is “first”; write it alone, with nothing after it",
        ),
        (
            {"pivot": "source, period, total", "where": "adopted = yes; period != 2024"},
            ":targets: stand beside the figures of a dataset; leave :pivot: out",
        ),
        (
            {"columns": "period, total, women", "kind": "stacked"},
            ":targets: stand beside whole figures; use :kind: bar or line",
        ),
    ],
)
def test_what_has_no_target_is_told_in_words(
    datasets: Mapping[str, Dataset], options: Mapping[str, str], message: str
) -> None:
    with pytest.raises(TableError) as caught:
        select(read_query("placements", {"targets": "", **options}, datasets, is_chart="kind" in options))
    assert caught.value.message == message
