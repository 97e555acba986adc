"""The page of recommendations: tables, files, links to it and from it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from openpyxl import load_workbook

from support.browser import needs_browser, opened, served
from support.changes import RECRUITMENT, REGISTER
from support.project import Project, make_project
from support.recommended import recommend
from support.views import add_views


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("recommended"))
    add_views(project)
    recommend(project)
    project.append(
        RECRUITMENT, "\nSee {recommendation}`CO/1 3`, {recommendation}`CO/1 2` and {recommendation}`CO/2 1`.\n"
    )
    assert project.build("-W") == ""
    return project


def table(project: Project, name: str) -> Tag:
    found = BeautifulSoup(project.page("coordination/recommendations"), "html.parser").find(
        "table", {"data-view": name}
    )
    assert isinstance(found, Tag)
    return found


def rows(found: Tag) -> list[list[str]]:
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")]


def test_what_is_done_about_each(built: Project) -> None:
    assert rows(table(built, "register"))[:2] == [
        [
            *("Recommendation", "Subject", "Lead", "Status", "Due", "What is done", "Evidence", "Persons", "Follow-up"),
        ],
        [
            *("CO/1 3 (a)", "Mills & ovens: Mend them", "MOL", "under way", "1 October 2025"),
            *("Mills are mended each spring, n<m.", "question 3 , Placements, paragraph spring"),
            *("documented nationals abroad; undocumented nationals abroad", "asked by 1 October 2025"),
        ],
    ]
    links = [link["href"] for link in table(built, "register").select("tbody tr:first-child a")]
    assert links == [
        *("institutions/mol.html", "../replies/q03-statistics.html", "../replies/q01-laws.html"),
    ]


def test_the_trace_leads_from_one_cycle_to_the_next(built: Project) -> None:
    found = table(built, "trace").find_all("tr")[3]
    assert [link["href"] for link in found.find_all("a")] == [
        *("#recommendation-co-1-4", "../replies/q01-laws.html", "#recommendation-co-2-1"),
    ]


def test_the_files_have_every_row(built: Project) -> None:
    folder = built.root / "out/html/_coordination"
    for name, count in (("register", 5), ("trace", 5)):
        lines = list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"))))
        sheet = load_workbook(folder / f"{name}.xlsx").active
        assert sheet is not None
        found = [["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row] for row in sheet.values]
        assert found == [list(lines[0]), *(list(line.values()) for line in lines)]
        assert len(lines) == count


def test_references_lead_to_the_register_and_else_to_the_annex(built: Project) -> None:
    page = BeautifulSoup(built.page("replies/q02-recruitment"), "html.parser")
    assert [link["href"] for link in page.select("article a.loipr-recommendation")] == [
        "../convention.html#co-1-paragraph-2",
        "../coordination/recommendations.html#recommendation-co-1-3-b",
        "../coordination/recommendations.html#recommendation-co-1-3-a",
        "../convention.html#co-1-paragraph-2",
        "../coordination/recommendations.html#recommendation-co-2-1",
    ]
    there = [cell["id"] for cell in table(built, "register").select("th[id]")]
    assert there == [f"recommendation-{name}" for name in ("co-1-3-a", "co-1-3-b", "co-1-4", "co-1-5", "co-2-1")]


def test_what_is_not_accepted_is_no_task_and_what_is_due_is_one(built: Project) -> None:
    page = BeautifulSoup(built.page("coordination/tasks"), "html.parser")
    found = [row for row in rows(page.select_one("#tasks") or page) if row[0].startswith("CO/")]
    assert [row[:5] for row in found] == [
        [
            "CO/1 3 (a)",
            "MOL",
            "recommendation to be carried out",
            "CO/1 3 (a): Mills & ovens: Mend them.",
            "1 October 2025",
        ],
        ["CO/1 5", "MFA", "recommendation without a reply", "No reply takes up CO/1 5: Lanterns.", ""],
        ["CO/2 1", "MOL", "recommendation to be carried out", "CO/2 1: Bridges and ferries.", "30 June 2027"],
    ]
    assert "recommendations.html#recommendation-co-1-5" in str(page)
    assert "1 gap: 1 recommendation that no reply takes up." in built.page("index")


def test_without_the_page_references_lead_to_the_annex(project: Project) -> None:
    recommend(project)
    assert project.build("-W") == ""
    assert "convention.html#co-1-paragraph-3" in project.page("replies/q02-recruitment")


def test_a_changed_register_changes_its_page_and_what_refers_to_it(project: Project) -> None:
    add_views(project)
    recommend(project)
    assert project.build("-W") == ""
    project.replace(REGISTER, "- id: CO/1 3 (b)\n", "- id: CO/1 3\n")
    project.replace(REGISTER, "Mills are mended each spring, n<m.", "Mills are mended each autumn.")
    assert project.build("-W") == ""
    assert "each autumn" in project.page("coordination/recommendations")
    assert "recommendations.html#recommendation-co-1-3" in project.page("replies/q02-recruitment")
    clean = project.build("-W", "-E", out="clean")
    assert clean == ""
    for page in ("coordination/recommendations", "replies/q02-recruitment", "coordination/tasks"):
        assert project.page(page) == project.page(page, "clean")


def test_print_has_no_register(project: Project) -> None:
    add_views(project)
    recommend(project)
    assert project.build("-W", builder="docx") == ""


@needs_browser
def test_a_row_with_several_groups_is_found_by_each(project: Project, tmp_path: Path) -> None:
    add_views(project)
    recommend(project)
    project.append(REGISTER, "- {id: CO/1 1, status: not started}\n")
    assert project.build("-W") == ""

    def shown(query: str) -> tuple[list[str], list[str]]:
        page, _, _ = opened(f"{address}/coordination/recommendations.html?{query}", tmp_path)
        soup = BeautifulSoup(page, "html.parser")
        found = [row.select("th")[0].get_text() for row in soup.select("#register tbody tr:not([hidden])")]
        return found, [option.get_text() for option in soup.select("#register-persons option")]

    with served(project.root / "out/html") as address:
        found, options = shown("register.persons=undocumented+nationals+abroad")
        assert found == ["CO/1 3 (a)"]
        assert options == [
            "all",
            "documented foreigners",
            "documented nationals abroad",
            "undocumented nationals abroad",
        ]
        assert shown("register.status=not+started&register.lead=MOL")[0] == ["CO/2 1"]
        assert shown("register.due=2026-01-01&register.words=mend")[0] == ["CO/1 3 (a)"]
