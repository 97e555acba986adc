"""What a chart draws from a table, when it refuses, and what it says to people who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from loipr.datasets.dataset import Dataset
from loipr.tables.chart import Chart, Series, chart_of
from loipr.tables.chart_words import comparison, in_words
from loipr.tables.query import TableError, read_query
from loipr.tables.table import select
from support.project import Project, make_project

SERIES = """\
period,total,women,as_of,source,adopted,reason
2016,50,40,,S01,yes,
2019,70,30,,S01,yes,
2020,20,,,S01,yes,
2021,30,10,,S01,yes,
2022,100,60,,S01,yes,
2024 Jan-Oct,90,,,S01,yes,
2023-05,4,,,S01,yes,
"""
YEARS = "period = 2016 | 2019 | 2020 | 2021 | 2022"
MONEY = """\
period,measure,value
2022,net,-9.71
2023,net,14.22
2022,gross,10
2023,gross,20
"""


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Dataset]:
    project = make_project(tmp_path_factory.mktemp("charts"))
    project.write("data/datasets/placements.csv", SERIES)
    project.write("data/datasets/money.csv", MONEY)
    return project.load().datasets


def chart(datasets: Mapping[str, Dataset], name: str = "placements", **options: str) -> tuple[Chart, str]:
    query = read_query(name, options, datasets, is_chart=True)
    table = select(query)
    drawn = chart_of(query, table)
    return drawn, in_words(drawn, table.caption)


def texts(drawn: Chart) -> dict[str, tuple[str, ...]]:
    return {one.name: one.texts for one in drawn.series}


def test_bars_have_a_place_for_the_years_between(datasets: Mapping[str, Dataset]) -> None:
    drawn, words = chart(datasets, columns="period, total", where=YEARS)
    assert drawn.labels == ("2016", "2017", "2018", "2019", "2020", "2021", "2022")
    assert texts(drawn) == {"Total": ("50", "", "", "70", "20", "30", "100")}
    assert words == (
        "Bar chart. Placements (persons). From 50 in 2016 to 100 in 2022 (the highest); the lowest 20 in 2020; no figure "
        "for 2017 and 2018. The table below has all figures."
    )


def test_a_line_joins_years_that_follow_one_another(datasets: Mapping[str, Dataset]) -> None:
    drawn, words = chart(datasets, columns="period, total, women", where=YEARS, kind="line", sort="total")
    assert drawn.labels == ("2016", "2019", "2020", "2021", "2022")
    assert drawn.times == (2016, 2019, 2020, 2021, 2022)
    assert drawn.joined == (False, False, True, True, True)
    assert texts(drawn) == {"Total": ("50", "70", "20", "30", "100"), "Women": ("40", "30", "", "10", "60")}
    assert words == (
        "Line chart. Placements (persons). Total: from 50 in 2016 to 100 in 2022 (the highest); the lowest 20 in 2020. "
        "Women: from 40 in 2016 to 60 in 2022 (the highest); the lowest 10 in 2021; no figure for 2020. The table below "
        "has all figures."
    )


def test_months_and_days_have_their_times(project: Project) -> None:
    rows = "2024-01,1,,,S01,yes,\n2024-02,2,,,S01,yes,\n2024-04,3,,,S01,yes,\n2023-03-01,4,,,S01,yes,\n2024-09-01,5,,,S01,yes,\n"
    project.write("data/datasets/placements.csv", SERIES.split("\n")[0] + "\n" + rows)
    datasets = project.load().datasets
    months, _ = chart(datasets, columns="period, total", where="period = 2024-04 | 2024-02 | 2024-01", kind="line")
    assert (months.labels, months.joined) == (("January 2024", "February 2024", "April 2024"), (False, True, False))
    assert [round(time, 2) for time in months.times] == [2024.04, 2024.12, 2024.29]
    days, _ = chart(datasets, columns="period, total", where="period = 2023-03-01 | 2024-09-01", kind="line")
    assert days.joined == (False, True)


def test_few_figures_are_told_one_by_one(datasets: Mapping[str, Dataset]) -> None:
    one, words = chart(datasets, columns="period, total, women", where="period = 2020")
    assert (one.labels, words) == (("2020",), "Bar chart. Placements (persons). 2020: Total 20, Women no figure.")
    _, words = chart(datasets, "money", pivot="measure, period, value", kind="bar")
    assert words == "Bar chart. Money (USD bn). net: 2022 \N{MINUS SIGN}9.71, 2023 14.22; gross: 2022 10, 2023 20."


def compared(datasets: Mapping[str, Dataset], name: str = "placements", **options: str) -> str:
    return comparison(chart(datasets, name, **options)[0])


def test_a_comparison_is_said_with_the_last_figures_that_all_have(datasets: Mapping[str, Dataset]) -> None:
    both = "period, total, women"
    assert compared(datasets, columns=both, where=YEARS) == "The figure compares Total and Women: 100 and 60 in 2022."
    assert compared(datasets, columns=both, where="period = 2020") == "The figure compares Total and Women."
    # One series is compared with nothing, nor are figures of different kinds.
    assert compared(datasets, columns="period, total", where=YEARS) == ""
    assert (
        compared(datasets, "money", pivot="period, measure, value", kind="bar", where="period = 2022 | 2023")
        == "The figure compares net and gross: 14.22 and 20 in 2023."
    )


def test_a_result_is_compared_with_its_own_targets() -> None:
    drawn = Chart(
        "bar",
        ("2024", "2025"),
        (_one("Placed", 70, 90), _one("Trained", 5, 6)),
        is_over_time=True,
        targets=(_one("First target", None, 100, of="Placed"), _one("Last target", None, 80, of="Placed")),
    )
    assert comparison(drawn) == "The figure compares Placed, First target and Last target: 90, 100 and 80 in 2025."


def _one(name: str, *values: int | None, of: str = "") -> Series:
    numbers = tuple(None if value is None else Decimal(value) for value in values)
    return Series(name, "", numbers, tuple("" if value is None else str(value) for value in values), of or name)


def test_kinds_are_told_apart_and_ranges_named(datasets: Mapping[str, Dataset]) -> None:
    _, words = chart(datasets, columns="period, total", where="period = 2016 | 2021 | 2022 | 2023-05 | 2024 Jan-Oct")
    assert words.startswith(
        "Bar chart. Placements (persons). From 50 in 2016 to 4 in May 2023 (the lowest); the highest"
    )
    drawn, words = chart(datasets, columns="period, total, women", where=YEARS, kind="small-multiples")
    assert (drawn.times != (), words.partition(".")[0]) == (True, "Small charts")
    mixed, _ = chart(datasets, columns="period, total", kind="small-multiples")
    assert mixed.times == ()


def test_time_runs_along_the_labels(datasets: Mapping[str, Dataset]) -> None:
    drawn, _ = chart(datasets, "money", pivot="measure, period, value", kind="line")
    assert (drawn.labels, texts(drawn)) == (
        ("2022", "2023"),
        {"net": ("\N{MINUS SIGN}9.71", "14.22"), "gross": ("10", "20")},
    )


def test_a_stack_has_the_parts_alone(project: Project) -> None:
    sums = '"owner": "MOL", "sums": [{"total": "total", "parts": ["women", "men"]}],'
    project.replace("data/datapackage.json", '"owner": "MOL",', sums)
    field = '{"name": "women", "type": "integer", "title": "Women", "unit": "persons"},'
    project.replace(
        "data/datapackage.json", field, field + field.replace("omen", "en").replace("Wen", "Men").replace("wen", "men")
    )
    project.write(
        "data/datasets/placements.csv",
        "period,total,women,men,as_of,source,adopted,reason\n2022,10,4,6,,S01,yes,\n2023,11,5,,,S01,yes,\n",
    )
    drawn, _ = chart(project.load().datasets, columns="period, total, women, men", kind="stacked")
    assert texts(drawn) == {"Women": ("4", "5"), "Men": ("6", "")}


def test_totals_and_computed_columns_are_not_drawn(datasets: Mapping[str, Dataset]) -> None:
    drawn, _ = chart(datasets, columns="period, total", where=YEARS, total="", share="", top="2", other="Rest")
    assert (drawn.labels, texts(drawn)) == (("2016", "2019", "Rest"), {"Total": ("50", "70", "150")})


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("placements", {"columns": "total"}, ":columns: a chart needs a column of words, as period, that names its rows"),
    ("placements", {"columns": "period, source"}, "there is no figure to draw; name a column of figures"),
    ("placements", {"columns": "period, women", "where": "period = 2020"}, "there is no figure to draw; name a column of figures"),
    ("money", {"columns": "period, value"}, "two rows are called 2022; tell them apart by :columns: or :where:"),
    ("placements", {"columns": "period, total", "kind": "line"}, ":kind: line joins periods of one length: 2016 and 2024 Jan-Oct do not have the same length; leave it out with :where:, or use :kind: bar"),
    ("money", {"columns": "measure, value", "where": "period = 2022", "kind": "line"}, ":kind: line joins periods of one length: “net” is no period; leave it out with :where:, or use :kind: bar"),
    ("placements", {"columns": "period, total", "where": YEARS, "kind": "stacked"}, ":kind: stacked needs two or more columns of figures, the parts"),
    ("money", {"pivot": "period, measure, value", "kind": "stacked"}, ":kind: stacked cannot show negative figures; use :kind: bar"),
    ("placements", {"columns": "period, total", "kind": "pie"}, ":kind: is “pie”; it may be bar, line, stacked or small-multiples"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options", "message"), WRONG)
def test_a_chart_that_would_mislead_is_refused(
    datasets: Mapping[str, Dataset], name: str, options: dict[str, str], message: str
) -> None:
    with pytest.raises(TableError) as caught:
        chart(datasets, name, **options)
    assert caught.value.message == message


def test_a_chart_that_nobody_could_read_is_refused(project: Project) -> None:
    rows = [f"{period},{measure},1\n" for period in range(2000, 2021) for measure in "ABCDEFG"]
    project.write("data/datasets/money.csv", "period,measure,value\n" + "".join(rows))
    datasets = project.load().datasets
    pivot = {"pivot": "period, measure, value"}
    # What is wrong, or the number of series.
    expected: list[tuple[dict[str, str], str | int]] = [
        (pivot, "nobody can tell 7 series in one chart apart; show 6 at most, or use :kind: small-multiples"),
        ({**pivot, "where": "measure = A | B"}, "the chart would have 42 bars below one another; 40 fit on a page: show fewer, as with :top: and :other:"),
        ({**pivot, "where": "measure = A | B; period != 2000"}, 2),
        ({"pivot": "measure, period, value", "kind": "small-multiples", "where": "measure != B"}, 6),
        ({"columns": "period, measure, value", "kind": "small-multiples"}, "the chart would have 147 bars below one another; 40 fit on a page: show fewer, as with :top: and :other:"),
    ]  # fmt: skip
    for options, message in expected:
        if isinstance(message, int):
            assert len(chart(datasets, "money", **options)[0].series) == message
            continue
        with pytest.raises(TableError) as caught:
            chart(datasets, "money", **options)
        assert caught.value.message == message


def test_check_finds_what_the_build_would_not_draw(project: Project) -> None:
    project.append("docs/replies/q02-recruitment.md", "\n:::{data-chart} placements\n:columns: total\n:::\n")
    assert project.findings() == [
        "docs/replies/q02-recruitment.md:13: error[invalid-table]: :columns: a chart needs a column of words, as period, "
        "that names its rows"
    ]
