"""What a table shows of a dataset: rows are selected, sorted, cut, pivoted, summed up and explained."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loipr.datasets.dataset import Dataset
from loipr.tables.chart import chart_of
from loipr.tables.chart_words import in_words
from loipr.tables.query import CHART_OPTIONS, KINDS, TableError, read_query
from loipr.tables.rows import figure_cell
from loipr.tables.table import Table, select, without_empty_columns
from support.project import Project

MORE = "2021,,80,2022-01,S01,yes,\n2020,1200,,2021-01,S01,yes,\n"
FLOWS = """\
period,place,total,women,basis,confidence,source,adopted,reason
2022,TOTAL,100,,counted,seen,S01,yes,
2022,Malaysia,40,30,counted,seen,S01,yes,
2022,Italy,10,,counted,seen,S01,yes,
2022,Other,50,,counted,seen,S02,yes,
2023,Malaysia,60,20,counted (again),seen,S01,yes,the later publication
2023,Malaysia,61,20,counted,seen,S02,no,an earlier one
2023,Italy,5,5,counted,inferred,S01,yes,
2023,Qatar,20,1,counted,seen,S02,yes,the later publication
2023,Qatar,21,1,counted,seen,S02,no,an earlier one of the same
2023,Other,15,,counted,seen,S02,yes,
2024,Malaysia,90,45,estimated,unverified,S01,yes,
2024,Italy,0,0,estimated,seen,S01,yes,
2024 Jan-Jun,Malaysia,30,,estimated,seen,S01,yes,
"""
RATES = """\
period,what,value,unit
2022,sent,9.71,USD bn
2023,sent,14.225,USD bn
2022,kept,130.2,Rp trn
2023,kept,,Rp trn
"""


def _resource(name: str, key: list[str], fields: list[tuple[str, str, str]], primary: list[str]) -> dict[str, object]:
    described = [
        {"name": one, "type": type_, "title": one.capitalize(), **({"unit": unit} if unit else {})}
        for one, type_, unit in fields
    ]
    schema = {"fields": described, "primaryKey": primary}
    return {"name": name, "path": f"datasets/{name}.csv", "title": name.capitalize(), "key": key, "schema": schema}


def add_datasets(project: Project) -> None:
    """Give the project the datasets ``flows`` and ``rates``."""
    package = json.loads((project.root / "data/datapackage.json").read_text(encoding="utf-8"))
    fields = [("period", "string", ""), ("place", "string", ""), ("total", "integer", "persons")]
    fields += [("women", "integer", "persons"), ("basis", "string", ""), ("confidence", "string", "")]
    fields += [("source", "string", ""), ("adopted", "boolean", ""), ("reason", "string", "")]
    package["resources"].append(_resource("flows", ["period", "place"], fields, ["period", "place", "source", "total"]))
    fields = [("period", "string", ""), ("what", "string", ""), ("value", "number", ""), ("unit", "string", "")]
    package["resources"].append(_resource("rates", ["period", "what"], fields, ["period", "what"]))
    project.write("data/datapackage.json", json.dumps(package))
    project.write("data/datasets/flows.csv", FLOWS)
    project.write("data/datasets/rates.csv", RATES)


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Dataset]:
    from support.project import make_project

    project = make_project(tmp_path_factory.mktemp("tables"))
    add_datasets(project)
    report = project.load()
    assert report.problems == ()
    return report.datasets


def table(datasets: Mapping[str, Dataset], name: str, **options: str) -> Table:
    return select(read_query(name, options, datasets))


def lines(shown: Table) -> list[list[str]]:
    """Return the table as text: the heads, then the rows, a figure with the letters of its notes."""
    heads = [heading.text for heading in shown.headings]
    return [heads, *([cell.text + (f"^{cell.mark}" if cell.mark else "") for cell in row] for row in shown.rows)]


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
    shown = select(read_query("placements", {"columns": "period, total", **options}, project.load().datasets))
    assert [tuple(cell.text for cell in row) for row in shown.rows] == rows


PIVOT = {"where": "period != 2024 Jan-Jun", "pivot": "place, period, total"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # The total of the data comes last, the rest before it; figures that the sources lack stay empty.
        (
            PIVOT,
            [
                ["Place", "2022", "2023", "2024"],
                ["Malaysia", "40", "60^a", "90^b"],
                ["Italy", "10", "5^c", "0"],
                ["Qatar", "", "20^a", ""],
                ["Other", "50", "15", ""],
                ["Total", "100", "", ""],
            ],
        ),
        (
            {**PIVOT, "heads": "desc", "sort": "2023 desc", "top": "2"},
            [
                ["Place", "2024", "2023", "2022"],
                ["Malaysia", "90^a", "60^b", "40"],
                ["Qatar", "", "20^b", ""],
                ["Total", "", "", "100"],
            ],
        ),
        # The rows left out are summed up with the rest in the data.
        (
            {**PIVOT, "heads": "2024 | 2022 | 2023", "sort": "2022 desc", "top": "1", "other": "All others"},
            [
                ["Place", "2024", "2022", "2023"],
                ["Malaysia", "90^a", "40", "60^b"],
                ["All others", "", "", "40"],
                ["Total", "", "100", ""],
            ],
        ),
        (
            {"pivot": "place, period, total", "where": "period = 2022 | 2023", "total": "both", "sort": "total"},
            [
                ["Place", "2022", "2023", "Total"],
                ["Italy", "10", "5^a", "15"],
                ["Malaysia", "40", "60^b", "100"],
                ["Qatar", "", "20^b", ""],
                ["Other", "50", "15", "65"],
                ["Total", "100", "", ""],
            ],
        ),
        # A sum of all rows; there is none if a figure is missing.
        (
            {"columns": "place, total, women", "where": "period = 2023", "total": ""},
            [
                ["Place", "Total", "Women"],
                ["Malaysia", "60^a", "20"],
                ["Italy", "5^b", "5^b"],
                ["Qatar", "20^a", "1"],
                ["Other", "15", ""],
                ["Total", "100", ""],
            ],
        ),
        (
            {"columns": "place, total", "where": "period = 2023", "sort": "total desc", "top": "1", "total": "row"},
            [["Place", "Total"], ["Malaysia", "60^a"], ["Total of all 4", "100"]],
        ),
        (
            {
                "columns": "place, total",
                "where": "period = 2023",
                "sort": "total desc",
                "top": "2",
                "other": "",
                "share": "",
            },
            [
                ["Place", "Total", "Share of total, per cent"],
                ["Malaysia", "60^a", "60.0"],
                ["Qatar", "20^a", "20.0"],
                ["Other", "20", "20.0"],
            ],
        ),
        # The share is of the total in the data, although fewer rows are shown.
        (
            {
                "columns": "place, total, women",
                "where": "period = 2022; place != Other",
                "share": "total",
                "decimals": "0",
            },
            [
                ["Place", "Total", "Total: share of total, per cent", "Women"],
                ["Malaysia", "40", "40", "30"],
                ["Italy", "10", "10", ""],
                ["Total", "100", "100", ""],
            ],
        ),
        (
            {
                "columns": "period, women, total",
                "where": "place = Malaysia; period = 2022 | 2023",
                "share": "women of total",
            },
            [
                ["Period", "Women", "Women as share of total, per cent", "Total"],
                ["2022", "30", "75.0", "40"],
                ["2023", "20", "33.3", "60^a"],
            ],
        ),
        (
            {**PIVOT, "where": "place = Malaysia | Italy; period = 2022 | 2023", "change": "2022 to 2023", "total": ""},
            [
                ["Place", "2022", "2023", "Change from 2022 to 2023, per cent"],
                ["Malaysia", "40", "60^a", "+50.0"],
                ["Italy", "10", "5^b", "\N{MINUS SIGN}50.0"],
                ["Total", "50", "65", "+30.0"],
            ],
        ),
        # No change is computed between bases, or between a year and a part of a year.
        (
            {"columns": "period, total", "where": "place = Malaysia", "change": "", "sort": "period desc"},
            [
                ["Period", "Total", "Change on the period before, per cent"],
                ["January–June 2024", "30", ""],
                ["2024", "90^a", ""],
                ["2023", "60^b", "+50.0"],
                ["2022", "40", ""],
            ],
        ),
        (
            {"columns": "period, total", "where": "place = Malaysia; period = 2022 | 2023", "change": "total"},
            [["Period", "Total", "Change on the year before, per cent"], ["2022", "40", ""], ["2023", "60^a", "+50.0"]],
        ),
    ],
)
def test_a_table(datasets: Mapping[str, Dataset], options: dict[str, str], expected: list[list[str]]) -> None:
    assert lines(table(datasets, "flows", **options)) == expected


def test_several_totals_stay_with_their_groups(datasets: Mapping[str, Dataset]) -> None:
    shown = table(datasets, "flows", columns="period, place, total", where="place = TOTAL | Malaysia; period = 2022")
    assert (lines(shown)[1:], set(shown.totals)) == ([["2022", "Malaysia", "40"], ["2022", "Total", "100"]], {1})
    alone = table(datasets, "flows", columns="period, total", where="place = TOTAL")
    assert (lines(alone)[1:], len(alone.totals)) == ([["2022", "100"]], 0)


def test_the_parts_of_a_total_are_declared(project: Project) -> None:
    add_datasets(project)
    package = json.loads((project.root / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"][-1]["sums"] = [{"column": "what", "total": "kept", "figures": ["value"], "parts": ["sent"]}]
    project.write("data/datapackage.json", json.dumps(package))
    shown = table(project.load().datasets, "rates", columns="what, value", where="period = 2022")
    assert (lines(shown)[1:], set(shown.totals)) == ([["sent", "9.71"], ["kept", "130.2"]], {1})


def test_units_and_decimals(datasets: Mapping[str, Dataset]) -> None:
    shown = table(datasets, "rates", pivot="period, what, value", decimals="2")
    assert (shown.caption, lines(shown)) == (
        "Rates",
        [["Period", "sent (USD bn)", "kept (Rp trn)"], ["2022", "9.71", "130.20"], ["2023", "14.23", ""]],
    )
    one = table(datasets, "rates", columns="period, value", where="what = sent")
    assert (one.caption, lines(one)[0]) == ("Rates (USD bn)", ["Period", "Value"])
    beside = table(datasets, "rates", columns="period, value, unit", where="what = sent")
    assert (beside.caption, lines(beside)[0]) == ("Rates", ["Period", "Value", "Unit"])
    said = table(datasets, "flows", caption="Persons placed", columns="place, total", where="period = 2023")
    assert said.caption == "Persons placed"


def test_what_stands_for_a_value_is_its_label(project: Project) -> None:
    add_datasets(project)
    package = json.loads((project.root / "data/datapackage.json").read_text(encoding="utf-8"))
    fields = {field["name"]: field for field in package["resources"][-1]["schema"]["fields"]}
    fields["unit"]["categories"] = [
        {"value": "USD bn", "label": "billions of dollars"},
        {"value": "Rp trn", "label": "trillions of rupiah"},
    ]
    fields["what"]["categories"] = [{"value": "sent", "label": "Sent home"}]
    project.write("data/datapackage.json", json.dumps(package))
    assert project.load().problems == ()
    datasets = project.load().datasets
    # Options use the texts of the file; the printed texts do not change the order.
    turned = table(datasets, "rates", pivot="period, what, value", heads="sent | kept")
    assert lines(turned)[0] == ["Period", "Sent home (billions of dollars)", "kept (trillions of rupiah)"]
    plain = table(
        datasets, "rates", columns="what, value, unit", where="period = 2022; what = sent | kept", sort="what"
    )
    assert lines(plain)[1:] == [["kept", "130.2", "trillions of rupiah"], ["Sent home", "9.71", "billions of dollars"]]
    alone = table(datasets, "rates", columns="period, value", where="unit = USD bn")
    assert alone.caption == "Rates (billions of dollars)"


def test_times_are_printed_in_words_and_sorted_as_written(project: Project) -> None:
    project.write(
        "data/datasets/placements.csv",
        "period,total,women,as_of,source,adopted,reason\n2024-09,1,,2025-09-13,S01,yes,\n"
        "2024 to 2024-12-05,2,,2025-01,S01,yes,\n2019-2020,3,,2020,S01,yes,\n2024-04,4,,2025-08,S01,yes,\n",
    )
    datasets = project.load().datasets
    shown = table(datasets, "placements", columns="period, as_of", sort="period")
    assert lines(shown)[1:] == [
        ["2019–2020", "2020"],
        ["1 January to 5 December 2024", "Jan. 2025"],
        ["April 2024", "Aug. 2025"],
        ["September 2024", "13 Sept. 2025"],
    ]
    turned = table(
        datasets, "placements", pivot="as_of, period, total", heads="asc", where="period = 2024-09 | 2024-04"
    )
    assert lines(turned) == [
        ["As of", "April 2024", "September 2024"],
        ["13 Sept. 2025", "", "1"],
        ["Aug. 2025", "4", ""],
    ]


@pytest.mark.parametrize("unit", ["per cent", "%", "US$ per month", "deaths per 100,000", "average days", "index"])
@pytest.mark.parametrize(
    ("option", "options"),
    [
        ("total", {"total": "", "columns": "period, value"}),
        ("share", {"share": "", "columns": "period, value"}),
        ("other", {"top": "1", "other": "", "columns": "period, value"}),
        ("total: column", {"pivot": "measure, period, value", "total": "column"}),
    ],
)
def test_a_unit_says_whether_its_figures_may_be_added(
    project: Project, unit: str, option: str, options: dict[str, str]
) -> None:
    project.replace("data/datapackage.json", '"unit": "USD bn"', f'"unit": "{unit}"')
    with pytest.raises(TableError) as raised:
        table(project.load().datasets, "money", **options)
    assert raised.value.message == (
        f":{option}: would add figures in {unit}, which cannot be added up; delete the option"
    )


TOTALS = "2023,East,680000,,\n2023,West,590000,,\n2023,South,520000,,\n"


def by_place(project: Project, rows: str) -> Mapping[str, Dataset]:
    """Return the datasets; the dataset of money has the *rows* of 2023, as whole numbers by place."""
    project.write("data/datasets/money.csv", "period,measure,value\n" + rows.replace(",,", ""))
    return project.load().datasets


@pytest.mark.parametrize("name", ["Jumlah", "JUMLAH", "Indonesia", "All places"])
def test_a_row_that_is_the_sum_of_the_others_is_not_added_to_them(project: Project, name: str) -> None:
    shown = table(by_place(project, f"{TOTALS}2023,{name},1790000,,\n"), "money", columns="measure, value", total="")
    assert [row[1].text for row in shown.rows] == ["680,000", "590,000", "520,000", "1,790,000"]
    assert shown.totals == {3}


def test_a_row_that_is_no_sum_is_added(project: Project) -> None:
    shown = table(by_place(project, f"{TOTALS}2023,North,1790001,,\n"), "money", columns="measure, value", total="")
    assert [cell.text for cell in shown.rows[-1]] == ["Total", "3,580,001"]


def test_others_are_not_told_where_the_total_has_more(project: Project) -> None:
    datasets = by_place(project, f"{TOTALS}2023,Total,1800000,,\n")
    with pytest.raises(TableError) as raised:
        table(datasets, "money", columns="measure, value", top="1", other="")
    assert raised.value.message == (
        ":other: the total of Value is 1,800,000, and the rows add up to 1,790,000; add a row for the rest to the "
        "dataset, or delete the option"
    )
    datasets = by_place(project, f"{TOTALS}2023,Total,1790000,,\n")
    shown = table(datasets, "money", columns="measure, value", top="1", other="")
    assert lines(shown)[2:] == [["Other", "1,110,000"], ["Total", "1,790,000"]]


def test_notes_are_those_of_the_figures_shown(datasets: Mapping[str, Dataset]) -> None:
    shown = table(datasets, "flows", **PIVOT)
    assert shown.footnotes == (
        ("a", "Chosen among figures that disagree: the later publication."),
        ("b", "Not verified."),
        ("c", "Inferred, not stated in the source."),
    )
    # The figures of women are not disputed.
    women = table(datasets, "flows", columns="place, women", where="period = 2023; place = Malaysia | Qatar")
    assert (lines(women)[1:], women.footnotes) == ([["Malaysia", "20"], ["Qatar", "1"]], ())
    words = table(datasets, "flows", columns="period, place", where="place = Malaysia; period = 2023 | 2024")
    assert (lines(words)[1:], words.footnotes) == (
        [["2023", "Malaysia"], ["2024", "Malaysia^a"]],
        (("a", "Not verified."),),
    )


def test_what_a_table_does_not_break_down_is_told_by_its_columns(project: Project) -> None:
    add_datasets(project)
    package = json.loads((project.root / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"][-2]["disaggregation"] = {
        "asked": ["sex", "age", "place", "Malaysia", "status"],
        "has": ["sex", "place", "Malaysia", "status"],
        "columns": {"sex": ["women"]},
    }
    project.write("data/datapackage.json", json.dumps(package))
    assert project.load().problems == ()
    datasets = project.load().datasets

    def said(**options: str) -> tuple[str, ...]:
        return table(datasets, "flows", where="period = 2024", **options).notes

    assert said(columns="place, total, women") == ("Not broken down by age.",)
    assert said(columns="place, total") == ("Not broken down by sex or age.",)
    assert said(columns="period, women", top="1") == ("Not broken down by age or place.",)
    # In rows with the word in their key; if a dataset has no such row or column, its descriptor decides.
    italy = table(datasets, "flows", where="period = 2024; place = Italy", columns="place, women")
    assert italy.notes == ("Not broken down by age or Malaysia.",)
    assert table(datasets, "flows", pivot="place, period, women", where="period = 2024").notes == (
        "Not broken down by age.",
    )


def test_a_breakdown_by_columns_that_are_not_there(project: Project) -> None:
    project.replace(
        "data/datapackage.json",
        '"owner": "MOL",',
        '"owner": "MOL", "disaggregation": {"has": ["sex"], "columns": {"sex": ["woman"]}},',
    )
    assert [str(problem.message) for problem in project.load().problems] == [
        "there is no column woman (there are period, total, women, as_of, source, adopted and reason); did you mean women?"
    ]


def test_sources_and_notes_are_those_of_the_rows_shown(project: Project) -> None:
    project.replace("data/datapackage.json", '"owner": "MOL",', '"owner": "MOL", "disaggregation": {"asked": ["age"]},')
    datasets = project.load().datasets
    shown = without_empty_columns(table(datasets, "placements", where="period = 2024"))
    assert (shown.sources, shown.notes) == (
        ("S01", "S02"),
        ("Not broken down by age.", "Not shown, because no figures are available: Women."),
    )
    assert [heading.title for heading in shown.headings if heading.is_figure] == ["Total"]
    shown = table(datasets, "placements", where="period = 2023")
    assert (shown.sources, shown.footnotes) == (
        ("S01",),
        (("a", "Chosen among figures that disagree: breakdowns rest on it."),),
    )
    cut = {"columns": "period, total", "sort": "total", "top": "1"}
    assert table(datasets, "placements", **cut).sources == ("S01",)
    assert table(datasets, "placements", **cut, other="").sources == ("S01", "S02")


F, R = "flows", "rates"
WRONG: list[tuple[str, dict[str, str], str]] = [
    (F, {"columm": "total"}, "there is no option :columm: (there are caption, name, columns, where, pivot, heads, sort, top, other, total, share, change, targets, decimals and observations); did you mean columns?"),
    (F, {"kind": "bar"}, ":kind: is an option of data-chart; a data-table does not have it"),
    (F, {"columns": "total, total"}, ":columns: names total twice"),
    (F, {"observations": "some"}, ":observations: is “some”; it may be adopted or all"),
    (F, {"total": "foot"}, ":total: is “foot”; it may be row, column or both"),
    (F, {"total": "column"}, ":total: column needs a :pivot:; write :total: alone for a row of sums"),
    (F, {"heads": "asc"}, ":heads: orders the heads of a :pivot:, which is not there"),
    (F, {"other": ""}, ":other: sums up what :top: leaves out; say how many rows to show, as :top: 10"),
    (F, {"top": "ten"}, ":top: is “ten”; write a whole number, as 10"),
    (F, {"decimals": "two"}, ":decimals: is “two”; write a whole number from 0 to 6"),
    (F, {"observations": "all", "total": ""}, ":total: would count figures that were set aside; leave :observations: all out"),
    (F, {"sort": "total down"}, "flows has no column total down (it has period, place, total, women, basis, confidence, source, adopted and reason); did you mean total?"),
    (F, {"pivot": "place, period"}, ":pivot: needs three columns: of the rows, of the heads, and of the figures"),
    (F, {"pivot": "place, place, total"}, ":pivot: has place both at the side and at the top; name two columns"),
    (F, {"pivot": "place, period, basis"}, ":pivot: basis is text; the third column is that of the figures (total or women)"),
    (F, {**PIVOT, "columns": "total"}, "a :pivot: already says what to show; delete :columns:"),
    (F, {"pivot": "basis, period, total"}, ":pivot: basis and period do not single out one row each: there are several for counted and 2022; add a :where:"),
    (F, {**PIVOT, "heads": "2022 | 2025"}, ":heads: period is 2022, 2023 or 2024, not 2025; did you mean 2024?"),
    (F, {**PIVOT, "heads": "2022 | 2022"}, ":heads: names a head twice"),
    (F, {**PIVOT, "heads": "2022"}, ":heads: leaves out 2023 and 2024; name every head, or leave it out with :where:"),
    (F, {**PIVOT, "sort": "period"}, ":sort: orders the rows; the order of period, at the top, is for :heads:"),
    (F, {**PIVOT, "sort": "2025 desc"}, ":sort: “2025” is none of place, 2022, 2023, 2024 and total; did you mean 2024?"),
    (F, {"where": "period = 2031"}, "no row of flows has period = 2031; did you mean 2023?"),
    (F, {"where": "period"}, ":where: “period”; write column = value, with `;` between several, `|` for or"),
    (F, {"where": "period = 2022; place = Qatar"}, "no row of flows is left to show"),
    (F, {"columns": "total", "where": "period = 2023", "total": ""}, ":total: needs a column of words in which its name can stand"),
    (F, {"columns": "place, women", "where": "period = 2023", "total": ""}, ":total: cannot be computed: in every column a figure is missing; leave the rows without one out with :where:, or delete the option"),
    (F, {"columns": "period, total", "where": "place = Malaysia", "total": ""}, ":total: would count the same time twice (2024, 2024 Jan-Jun); keep one with :where:"),
    (F, {"pivot": "place, period, total", "total": "column"}, ":total: column: would count the same time twice (2024, 2024 Jan-Jun); keep one with :where:"),
    (R, {"columns": "what, value", "where": "period = 2022", "total": ""}, ":total: would add USD bn and Rp trn; keep one of them with :where:"),
    (R, {"pivot": "period, what, value", "total": "column"}, ":total: column: would add USD bn and Rp trn; keep one of them with :where:"),
    (R, {"pivot": "period, what, value", "change": "sent to kept"}, ":change: would compare USD bn and Rp trn"),
    (F, {"columns": "place, total, women", "where": "period = 2023", "share": ""}, ":share: does not say of what; name a column of figures (total or women), or two with “of” between"),
    (F, {"columns": "place, women", "where": "period = 2023", "share": ""}, ":share: the total is not known: Other has no figure for Women; leave it out with :where:"),
    (F, {"columns": "place, women", "where": "place = Italy; period = 2024", "share": ""}, ":share: the total is not known: the total is zero; leave it out with :where:"),
    (F, {"columns": "place, total", "where": "period = 2023", "change": ""}, ":change: compares each row with the period before: the rows must be periods"),
    (F, {"columns": "period, total", "where": "period = 2023", "change": ""}, ":change: there are two rows for one period; keep one with :where:"),
    (F, {"columns": "period, total", "where": "place = Malaysia; period != 2022", "change": ""}, ":change: no two periods follow one another, are of one length and counted on one basis"),
    (F, {"columns": "period, women, total", "where": "place = Malaysia; period != 2022", "change": "women to total"}, ":change: from one column to another needs a :pivot:; name one column"),
    (F, {"pivot": "place, period, total", "change": "2024 to 2024 Jan-Jun"}, ":change: 2024 and 2024 Jan-Jun do not have the same length"),
    (F, {**PIVOT, "change": "2023 to 2024"}, ":change: 2023 and 2024 have nothing counted on one basis"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options", "message"), WRONG)
def test_a_wrong_option_is_told_in_words(
    datasets: Mapping[str, Dataset], name: str, options: dict[str, str], message: str
) -> None:
    with pytest.raises(TableError) as caught:
        table(datasets, name, **options)
    assert caught.value.message == message


_WORDS = [*("period", "place", "total", "women", "basis", "source", "2022", "2023", "2024", "Malaysia", "TOTAL"), ""]
_TEXTS = st.lists(
    st.sampled_from([*_WORDS, " of ", " to ", " | ", ", ", "; ", " = ", " != ", " desc", " asc", "5", "bar"])
)
_OPTIONS = st.dictionaries(st.sampled_from(CHART_OPTIONS), _TEXTS.map("".join), max_size=5)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(options=_OPTIONS, kind=st.sampled_from(KINDS))
def test_whatever_is_asked_is_answered_or_refused(
    datasets: Mapping[str, Dataset], options: dict[str, str], kind: str
) -> None:
    for name in ("flows", "rates"):
        with suppress(TableError):
            query = read_query(name, {**options, "kind": kind}, datasets, is_chart=True)
            shown = select(query)
            assert all(len(row) == len(shown.headings) for row in shown.rows)
            assert in_words(chart_of(query, shown), shown.caption)


def test_a_hundred_thousand_rows(project: Project) -> None:
    """Code whose time grows faster than the rows takes minutes here; the limit is far above the one second it needs."""
    add_datasets(project)
    body = (f"{2000 + row % 20},Place {row // 20},{row},,counted,seen,S01,yes,\n" for row in range(100_000))
    project.write("data/datasets/flows.csv", FLOWS.split("\n")[0] + "\n" + "".join(body))
    datasets = project.load().datasets
    start = time.process_time()
    shown = table(
        datasets, "flows", columns="place, total", where="period = 2019", sort="total desc", top="5", other="", share=""
    )
    wide = table(
        datasets, "flows", pivot="place, period, total", where="period = 2018 | 2019", sort="2019 desc", top="5"
    )
    assert time.process_time() - start < 20
    assert len(shown.rows) == 6
    assert len(wide.rows) == 5


@pytest.mark.parametrize(
    ("number", "plain", "signed"),
    [
        ("3.25", "3.3", "+3.3"),
        ("-3.25", "\N{MINUS SIGN}3.3", "\N{MINUS SIGN}3.3"),
        ("0.04", "0.0", "0.0"),
        ("-0.04", "0.0", "0.0"),
        ("-1234567.89", "\N{MINUS SIGN}1,234,567.9", "\N{MINUS SIGN}1,234,567.9"),
    ],
)
def test_the_sign_of_a_figure(number: str, plain: str, signed: str) -> None:
    assert figure_cell(Decimal(number), 1).text == plain
    assert figure_cell(Decimal(number), 1, signed=True).text == signed


def test_no_change_is_told_between_periods_of_other_lengths(project: Project) -> None:
    project.append("data/datasets/money.csv", "2024 Jan-Jun,total,8\n2024 Jul-Dec,total,9\n")
    query = read_query("money", {"columns": "period, value", "change": ""}, project.load().datasets)
    assert [row[-1].text for row in select(query).rows] == ["", "+46.4", "", "+12.5"]
