"""The pages of the scorecard and of the ages of figures: tables, pictures and files with the same rows."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from openpyxl import load_workbook

from support.changes import DESCRIPTOR, PLACEMENTS
from support.measured import INDICATORS, MEASURES, TARGETS, measure
from support.project import Project, make_project

PAGES = {
    "docs/coordination/scorecard.md": "# Scorecard\n\n:::{scorecard}\n:::\n",
    "docs/coordination/freshness.md": "# How old the figures are\n\n:::{freshness}\n:::\n",
}


def make_pages(root: Path) -> Project:
    project = make_project(root)
    measure(project)
    for path, text in PAGES.items():
        project.write(path, text)
    project.replace("docs/index.md", "\nsources\n", "\nsources\ncoordination/scorecard\ncoordination/freshness\n")
    return project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_pages(tmp_path_factory.mktemp("scorecard"))
    assert project.build("-E", "-n") == ""
    return project


def article(project: Project, page: str) -> Tag:
    found = BeautifulSoup(project.page(f"coordination/{page}"), "html.parser").find("article")
    assert isinstance(found, Tag)
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def rows(table: Tag) -> list[list[str]]:
    return [[words(cell) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]


def file_rows(project: Project, name: str) -> list[dict[str, str]]:
    text = (project.root / f"out/html/_coordination/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tables_of_the_scorecard(site: Project) -> None:
    scored, defined = (rows(table) for table in article(site, "scorecard").find_all("table"))
    assert scored == [
        [
            *("Indicator", "Group", "Kind", "Latest value", "Of", "First target", "Last target", "Trend", "Source"),
            "Responsible",
        ],
        [
            *("Workers placed", "Placement", "outcome", "297,434 persons", "2024"),
            "425,000, set 1 December 2023: 70.0 per cent, not reached",
            "259,144, set 18 December 2024: 114.8 per cent, reached",
            *("up from 274,965 (2023), by 8.2 per cent", "S01, S02", "MOL"),
        ],
        [
            *("Women placed", "Placement", "outcome", "167,863 persons", "2023", "none", "none"),
            *("up from 122,147 (2022), by 37.4 per cent", "S01", "MOL"),
        ],
        ["Complaints settled", "Complaints", "process", "not available", "", "", "", "", "", "MFA"],
    ]
    assert defined[1] == [
        *("Workers placed", "Workers placed abroad in a year.", "more", "yearly", "1 (a)", "65 (1)", "10.7", "")
    ]
    assert [head.get_text() for head in article(site, "scorecard").select("h1, h2")] == [
        *("Scorecard#", "Placement#", "What is measured#"),
    ]


def test_the_tables_can_be_picked_from(site: Project) -> None:
    for page, name in (("scorecard", "scores"), ("scorecard", "indicators"), ("freshness", "freshness")):
        assert article(site, page).select_one(f"table[data-view={name}] th[data-kind=choice]") is not None
        assert "coordination.js" in site.page(f"coordination/{page}")


def test_a_verdict_is_never_told_by_its_look_alone(site: Project) -> None:
    looks = {"loipr-reached": "reached", "loipr-near": "near", "loipr-missed": "not reached"}
    found = article(site, "scorecard").select(".loipr-verdict")
    assert [words(one) for one in found] == ["70.0 per cent, not reached", "114.8 per cent, reached"]
    for one in found:
        look = next(name for name in one["class"] if name != "loipr-verdict")
        assert words(one).endswith(f", {looks[look]}")


def test_picture_table_and_file_have_the_same_numbers(site: Project) -> None:
    figure = article(site, "scorecard").select_one("#indicator-placed")
    assert figure is not None
    said = figure.select_one(".loipr-series-words")
    picture = figure.select_one(".loipr-picture")
    assert said is not None
    assert picture is not None
    assert picture["aria-label"] == "Workers placed over time, as told below"
    assert words(said) == (
        "Workers placed; from 2022 (200,761) to 2024 (297,434); the least is 200,761 (2022), the most 297,434 (2024); 1 "
        "observation set aside; nothing after 31 December 2024; target of 2024, set 1 December 2023: 425,000; target of "
        "2024, set 18 December 2024: 259,144; target of 2025, set 28 November 2024: 500,000."
    )
    table = article(site, "scorecard").find("table")
    assert isinstance(table, Tag)
    for shown, row in zip(rows(table)[1:3], file_rows(site, "scores"), strict=False):
        numbers = [row["Latest value"], row["First target"], row["Last target"]]
        assert shown[0] == row["Indicator"]
        assert [re.split("[ :]|, ", cell)[0] for cell in (shown[3], *(cell or "" for cell in shown[5:7]))] == [
            number or "none" for number in numbers
        ]
        for place, cell in (("first", shown[5]), ("last", shown[6])):
            verdict = row[f"Verdict on the {place} target"]
            assert not verdict or cell.endswith(
                f"{row[f'Share of the {place} target reached, per cent']} per cent, {verdict}"
            )


def test_the_ages_of_the_figures(site: Project) -> None:
    found = article(site, "freshness")
    assert (
        "At 31 July 2025, the report’s date of reference, 0 of 3 datasets are out of date, and 0 of 3 indicators are out "
        "of date, and 1 not available."
    ) in words(found)
    (table,) = found.find_all("table")
    for shown, row in zip(rows(table)[1:], file_rows(site, "freshness"), strict=True):
        assert shown[:3] == [row["Institution"], row["Dataset or indicator"], row["Kind"]]
        assert shown[4] == row["Age in whole months at the date of reference"]
    assert rows(table)[4:6] == [
        ["MFA", "Complaints settled", "indicator", "", "", "", "", "not available", ""],
        ["MOL", "Workers placed", "indicator", "31 December 2024", "7", "12", "31 December 2025", "good", ""],
    ]


def test_the_workbooks_have_the_rows_of_the_files(site: Project) -> None:
    for name in ("scores", "freshness"):
        sheet = load_workbook(site.root / f"out/html/_coordination/{name}.xlsx").active
        assert sheet is not None
        found = [["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row] for row in sheet.values]
        assert found[1:] == [list(row.values()) for row in file_rows(site, name)]


def test_the_same_source_makes_the_same_files(site: Project, tmp_path: Path) -> None:
    other = make_pages(tmp_path)
    assert other.build("-E", "-j", "2") == ""
    for name in ("_coordination/scores.csv", "_coordination/scores.xlsx", "_coordination/freshness.xlsx"):
        assert (site.root / "out/html" / name).read_bytes() == (other.root / "out/html" / name).read_bytes()
    for page in ("scorecard", "freshness"):
        assert article(site, page) == article(other, page)


def test_the_pages_follow_the_data(project: Project) -> None:
    make_pages(project.root)
    assert project.build() == ""
    project.replace(TARGETS, "259144,persons,the ministry", "300000,persons,the ministry")
    assert project.build() == ""
    assert "300,000, set 18 December 2024: 99.1 per cent, near" in words(article(project, "scorecard"))
    project.replace(PLACEMENTS, "2024,297434", "2024,350000")
    assert project.build() == ""
    assert "116.7 per cent, reached" in words(article(project, "scorecard"))
    project.replace(DESCRIPTOR, '"owner": "MOL",', '"owner": "MFA",')
    assert project.build() == ""
    assert rows(article(project, "freshness").find_all("table")[0])[1][:2] == ["MFA", "Placements"]


def test_a_report_that_measures_nothing_says_so(project: Project) -> None:
    make_pages(project.root)
    (project.root / INDICATORS).unlink()
    assert project.build("-n") == ""
    assert "Nothing is measured: data/indicators.yaml defines no indicator." in words(article(project, "scorecard"))
    project.write(INDICATORS, MEASURES)
    assert project.build() == ""
    assert "425,000" in words(article(project, "scorecard"))
    assert "Complaints settled" in words(article(project, "freshness"))


def test_a_site_without_the_pages_has_no_such_files(project: Project) -> None:
    measure(project)
    assert project.build() == ""
    assert not (project.root / "out/html/_coordination").exists()
