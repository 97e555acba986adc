"""The pages for those who run the process: what they show, where they lead, and that no printed edition has them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from openpyxl import load_workbook

from support.browser import USUAL, needs_browser, opened, served
from support.changes import CALENDAR, DESCRIPTOR, LAWS, LIST, RECRUITMENT
from support.project import Project, make_project
from support.views import add_views

PLAN = """\
coordinator: MFA
note: A plan for tests.
milestones:
- {id: data-in, title: Data in, vernacular: Data masuk, days_before: 20, what: "Figures, all of them."}
- {id: filing, title: Filing, days_before: 0, reached: 2025-07-30}
due: {gap: data-in, breakdown: data-in, reply: filing}
events:
- {date: 2024-03, what: A meeting of < 20 & > 5., institutions: [LABOFF, MFA], others: the press, source: [S01]}
- {date: 2025-01-10 to 2025-01-12, what: Another., source: [S02], confidence: inferred}
"""
OUTLINE = "The text of the question is not at hand; the reply follows an outline."
IN_ALL = (
    "4 gaps: 2 in the text, 1 question whose text is not at hand and 1 dataset to be broken down further. In all 7 tasks "
    "of 2 institutions."
)


def prepare(project: Project) -> Project:
    """Add the pages for those who run the process to the small report, and a task of each kind."""
    add_views(project)
    project.write(CALENDAR, PLAN)
    project.replace(LIST, "dated: 2025-01-10", "dated: 2025-01-10\ndeadline: 2025-07-31")
    project.replace(LIST, "slug: recruitment\n    standing: known", "slug: recruitment\n    standing: outline")
    project.replace(
        DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL", "disaggregation": {"has": ["sex"], "asked": ["sex", "age"]},'
    )
    project.append(RECRUITMENT, "\n:::{gap} MOL, MFA\nFigures by sex, n<m.\n:::\n")
    project.replace(LAWS, ":::{reply} (a)\n", ":::{gap} MFA\n:due: 2025-07-01\nThe bill.\n:::\n\n:::{reply} (a)\n")
    return project


@pytest.fixture
def run(project: Project) -> Project:
    """The prepared report, for tests that change it."""
    return prepare(project)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The prepared report with its site, for tests that only look at it."""
    project = prepare(make_project(tmp_path_factory.mktemp("built")))
    assert project.build("-W") == ""
    return project


def table(project: Project, page: str, name: str) -> Tag:
    found = BeautifulSoup(project.page(f"coordination/{page}"), "html.parser").find("table", {"data-view": name})
    assert isinstance(found, Tag)
    return found


def rows(found: Tag) -> list[list[str]]:
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")]


def test_all_tasks(built: Project) -> None:
    found = table(built, "tasks", "tasks")
    unknown = ["unknown", "unknown"]
    assert rows(found) == [
        ["Question", "Institution", "Kind", "What is owed", "Due", "First there", "Changed"],
        ["1", "MFA", "reply to be cleared", "The reply is a draft.", "31 July 2025", *unknown],
        ["1", "MFA", "gap", "The bill.", "1 July 2025", *unknown],
        ["2", "MFA", "text of a question", OUTLINE, "", *unknown],
        ["2", "MOL", "reply to be cleared", "The reply is reviewed, not yet cleared.", "31 July 2025", *unknown],
        ["2", "MOL", "gap", "Figures by sex, n<m. (with MFA)", "11 July 2025", *unknown],
        ["2", "MFA", "gap", "Figures by sex, n<m. (with MOL)", "11 July 2025", *unknown],
        ["placements", "MOL", "breakdown missing", "Placements: figures by age.", "11 July 2025", *unknown],
    ]  # fmt: skip
    assert [link["href"] for link in found.select("tbody tr:nth-child(5) a")] == [
        "../replies/q02-recruitment.html#q02-recruitment-gap-1",
        "institutions/mol.html",
    ]
    assert 'id="q02-recruitment-gap-1"' in built.page("replies/q02-recruitment")
    said = built.page("coordination/tasks")
    assert f"<p>{IN_ALL}</p>" in said
    assert "is not known: the project is no git repository.</p>" in said


def test_one_count_everywhere(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built.root)
    summary = json.loads(built.run("check", "--format", "json")[1])["summary"]
    assert (summary["gaps"], summary["tasks"]) == (4, 7)
    assert IN_ALL in built.page("index")
    assert IN_ALL in built.page("coordination/institutions")
    assert len(rows(table(built, "tasks", "tasks"))) - 1 == 7
    owed = [len(rows(table(built, f"institutions/{name}", "tasks"))) - 1 for name in ("mfa", "mol")]
    assert owed == [4, 3]
    *_, total = rows(table(built, "institutions", "institutions"))
    assert total == ["All", "", "3", "1", "3", "2", "", "1", "", "1", "", "", "7", ""]
    assert rows(table(built, "matrix", "matrix"))[-2][-1] == "3"  # gaps, for each institution that must fill them
    lines = list(csv.DictReader(io.StringIO((built.root / "out/html/_coordination/tasks.csv").read_text("utf-8"))))
    assert len(lines) == 7


def test_an_institution_has_a_page_and_its_name_leads_there(built: Project) -> None:
    assert 'href="../coordination/institutions/mol.html" title="Ministry of Labour"' in built.page("replies/q01-laws")
    assert 'href="../abbreviations.html#abbreviation-mol"' not in built.page("replies/q01-laws")
    page = BeautifulSoup(built.page("coordination/institutions/mol"), "html.parser")
    assert [head.get_text() for head in page.select("article h1, article h2")] == [
        *("MOL#", "What it owes#", "Its questions#", "Its datasets#")
    ]
    assert "1 gap, 1 reply to be cleared and 1 breakdown missing. The first are due on 11 July 2025." in page.get_text()
    assert rows(table(built, "institutions/mol", "questions")) == [
        ["Question", "Subject", "Part", "Status", "Gaps", "Came in"],
        ["1", "Laws", "contributes", "draft", "", "not yet"],
        ["2", "Recruitment", "leads", "reviewed", "1", "not yet"],
        ["3", "Statistics", "leads", "cleared", "", "yes"],
    ]
    assert "MOL leads in 2 and contributes in 1. Its part came in for 1 of 3." in page.get_text()
    assert rows(table(built, "institutions/mol", "datasets")) == [
        ["Dataset", "Newest figure", "Out of date since", "Breakdowns missing"],
        ["Placements", "31 December 2024", "", "age"],
    ]


def test_no_file_names_the_folder_of_the_project(built: Project) -> None:
    """The same report makes the same site in every folder. The made pages lie elsewhere than those that people write."""
    site = built.root / "out/html"
    folder = str(built.root).encode()
    assert [file for file in site.rglob("*") if file.is_file() and folder in file.read_bytes()] == []


def test_no_pencil_leads_to_a_page_that_nobody_writes(run: Project) -> None:
    address = "https://github.com/o/r"
    options = {"repository_url": address, "use_edit_page_button": True, "path_to_docs": "docs"}
    run.append("conf.py", f"html_theme_options = {options!r}\n")
    assert run.build("-W") == ""
    assert f"{address}/edit/main/docs/coordination/tasks.md" in run.page("coordination/tasks")
    assert f"{address}/edit" not in run.page("coordination/institutions/mol")


def test_the_calendar(built: Project) -> None:
    assert rows(table(built, "calendar", "plan")) == [
        ["No.", "Day", "Milestone", "Bahasa Indonesia", "What is done then", "Tasks", "Reached"],
        ["1", "11 July 2025", "Data in", "Data masuk", "Figures, all of them.", "3", ""],
        ["2", "31 July 2025", "Filing", "", "", "2", "30 July 2025"],
    ]
    # Days are left until a milestone that is not reached, and to no other.
    assert len(table(built, "calendar", "plan").select(".loipr-left")) == 1
    assert rows(table(built, "calendar", "record")) == [
        ["No.", "When", "What", "Who", "Source"],
        ["1", "March 2024", "A meeting of < 20 & > 5.", "LABOFF, MFA , the press", "S01"],
        ["2", "10–12 January 2025", "Another. (Inferred.)", "", "S02"],
    ]
    made = (built.root / "out/html/_coordination/calendar.ics").read_text("utf-8")
    assert re.findall(r"^(?:DTSTART|SUMMARY).*$", made.replace("\r", ""), re.MULTILINE) == [
        *("DTSTART;VALUE=DATE:20250711", "SUMMARY:CMW/C/XXX/1: Data in"),
        *("DTSTART;VALUE=DATE:20250731", "SUMMARY:CMW/C/XXX/1: Filing"),
    ]
    assert built.page("coordination/calendar").count("<svg") == 4


def test_the_matrix(built: Project) -> None:
    assert rows(table(built, "matrix", "matrix")) == [
        ["No.", "Question", "MFA", "MOL", "Gaps"],
        ["1", "Laws", "L 1 leads, 1 gap", "C contributes", "1"],
        ["2", "Recruitment", "1 is named, 1 gap", "L 1 leads, 1 gap", "2"],
        ["3", "Statistics", "", "L ✓ leads, came in", ""],
        ["", "Open gaps", "2", "1", "3"],
        ["", "Parts that came in", "", "1", "1"],
    ]
    assert "Institutions without a part in any question: none." in built.page("coordination/matrix")
    book = load_workbook(built.root / "out/html/_coordination/matrix.xlsx")
    assert [[cell.value for cell in row] for row in book["matrix"].iter_rows()] == [
        ["No.", "Question", "MFA", "MOL", "Open gaps, for each institution"],
        [1, "Laws", "L 1", "C", 1],
        [2, "Recruitment", "1", "L 1", 2],
        [3, "Statistics", None, "L ✓", None],
        [None, "Open gaps", 2, 1, 3],
        [None, "Parts that came in", None, 1, 1],
    ]
    assert (book["matrix"].freeze_panes, book["matrix"].auto_filter.ref) == ("C2", "A1:E4")


def test_articles(built: Project) -> None:
    found = {row[0]: row[2:] for row in rows(table(built, "articles", "articles"))}
    assert found["33"] == ["", "1", "cited, not asked"]
    assert found["84"] == ["1", "", "asked, not cited"]
    assert found["1"] == ["", "", "neither"]
    assert rows(table(built, "articles", "questions"))[1:] == [
        *(["1", "Laws", "", "84", "33"], ["2", "Recruitment", "", "", ""], ["3", "Statistics", "", "", ""])
    ]
    assert "<p>Replies cite 1 of the 93 articles of the treaty; 92 are cited by none: 1, 2," in built.page(
        "coordination/articles"
    )


def test_what_changes_is_written_again_and_nothing_else(run: Project) -> None:
    assert run.build("-W") == ""
    site = run.root / "out/html"

    def moments() -> dict[str, int]:
        return {
            file.relative_to(site).as_posix(): file.stat().st_mtime_ns
            for file in site.rglob("*.html")
            if file.name != "search.html"
        }

    before = moments()
    assert run.build("-W") == ""
    assert moments() == before
    run.replace(LAWS, "The bill.", "The bill of 2025.")
    assert run.build("-W") == ""
    written = {page for page, moment in moments().items() if before.get(page) != moment}
    assert written & {f"coordination/{name}.html" for name in ("tasks", "institutions/mfa", "institutions/mol")} == {
        "coordination/tasks.html",
        "coordination/institutions/mfa.html",
    }
    assert "The bill of 2025." in run.page("coordination/institutions/mfa")
    # One institution is added, and one is removed.
    run.append("data/institutions.yaml", "- id: Tax Office\n  name: The Tax Office\n")
    assert run.build("-W") == ""
    assert "The Tax Office" in run.page("coordination/institutions/tax-office")
    assert "institutions/tax-office.html" in run.page("coordination/institutions")
    run.replace("data/institutions.yaml", "- id: Tax Office\n  name: The Tax Office\n", "")
    assert run.build("-W") == ""
    assert not (site / "coordination/institutions/tax-office.html").exists()


def test_any_number_of_processes_makes_the_same_site(run: Project) -> None:
    for out, processes in (("one", "1"), ("four", "4")):
        assert run.build("-W", "-j", processes, out=out) == ""

    def content(out: str) -> dict[str, bytes]:
        site = run.root / out / "html"
        folders = (site / "coordination", site / "_coordination")
        return {
            file.relative_to(site).as_posix(): file.read_bytes()
            for folder in folders
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }

    assert content("one") == content("four")
    assert sorted(name for name in content("one") if name.startswith("_")) == [
        f"_coordination/{name}"
        for name in (
            *("articles.csv", "articles.xlsx", "calendar.ics", "institutions.csv", "institutions.xlsx"),
            *("matrix.csv", "matrix.xlsx", "plan.csv", "plan.xlsx", "questions.csv", "questions.xlsx"),
            *("record.csv", "record.xlsx", "tasks-mfa.csv", "tasks-mol.csv", "tasks.csv", "tasks.xlsx"),
        )
    ]


def test_no_cell_of_a_file_is_a_formula(run: Project) -> None:
    run.append(RECRUITMENT, "\n:::{gap} MFA\n=1+1 @x\n:::\n")
    assert run.build("-W") == ""
    folder = run.root / "out/html/_coordination"
    assert "'=1+1 @x" in (folder / "tasks.csv").read_text("utf-8")
    with zipfile.ZipFile(folder / "tasks.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_no_edition_holds_these_pages(run: Project, tmp_path: Path) -> None:
    assert run.build("-W", builder="docx") == ""
    (made,) = (run.root / "out/docx").glob("*.docx")
    with zipfile.ZipFile(made) as document:
        text = re.sub(r"<[^>]+>", "", document.read("word/document.xml").decode())
    assert "Laws give effect to" in text
    assert "Who owes what" not in text
    assert "What it owes" not in text
    assert run.run("words")[1] == run.run("words")[1]


def test_a_report_without_these_pages_has_no_pages_of_institutions(project: Project) -> None:
    assert project.build("-W") == ""
    assert not (project.root / "out/html/coordination").exists()
    assert not (project.root / "out/html/_coordination").exists()


def test_names_that_look_alike_have_pages_of_their_own(run: Project) -> None:
    run.append(
        "data/institutions.yaml", "- {id: M-O-L, name: Third}\n- {id: m o l, name: Fourth}\n- {id: 部, name: Fifth}\n"
    )
    assert run.build("-W") == ""
    made = sorted(file.stem for file in (run.root / "out/html/coordination/institutions").iterdir())
    assert made == ["institution", "m-o-l", "m-o-l-2", "mfa", "mol"]


def test_a_calendar_and_a_report_with_nothing_in_them(project: Project) -> None:
    add_views(project)
    project.clear()
    assert project.build("-W") == ""
    assert "No milestone is set." in project.page("coordination/calendar")
    assert "Nothing is on record." in project.page("coordination/calendar")
    assert "MOL owes nothing to the report." in project.page("coordination/institutions/mol")
    assert rows(table(project, "tasks", "tasks"))[1:] == []


@needs_browser
def test_the_script_picks_sorts_and_counts_days_as_the_address_says(run: Project, tmp_path: Path) -> None:
    assert run.build("-W") == ""

    def shown(query: str) -> tuple[list[list[str]], str]:
        page, said, _ = opened(f"{address}/coordination/tasks.html?{query}", tmp_path)
        assert [one for one in said if not one.startswith(USUAL)] == []
        soup = BeautifulSoup(page, "html.parser")
        found = soup.select("#tasks tbody tr:not([hidden])")
        count = soup.select_one(".loipr-count")
        assert count is not None
        return [
            [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in found
        ], count.get_text()

    with served(run.root / "out/html") as address:
        picked, count = shown("today=2025-07-10&tasks.institution=MFA&tasks.sort=-due")
        assert count == "4 of 7 rows"
        assert [(row[0], row[4]) for row in picked] == [
            ("1", "31 July 2025 21 days left"),
            ("2", "11 July 2025 1 day left"),
            ("1", "1 July 2025 overdue by 9 days"),
            ("2", ""),  # a task without a day is last
        ]
        picked, count = shown("today=2025-07-11&tasks.due=2025-07-11&tasks.words=figures+sex&tasks.sort=institution")
        assert count == "2 of 7 rows"
        assert [(row[1], row[4]) for row in picked] == [("MFA", "11 July 2025 today"), ("MOL", "11 July 2025 today")]
        picked, count = shown("tasks.kind=nothing&today=x&tasks.sort=%3Cscript%3E")
        assert (len(picked), count) == (7, "7 rows")


@needs_browser
def test_a_long_name_of_a_dataset_takes_lines_and_pushes_nothing_out(built: Project, tmp_path: Path) -> None:
    """The page measures its first column itself, and tells its width as its title."""
    site = tmp_path / "site"
    shutil.copytree(built.root / "out/html", site)
    page = BeautifulSoup(built.page("coordination/tasks"), "html.parser")
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert page.body is not None
    policy.extract()
    name = page.select_one("#tasks tbody th a")
    assert name is not None
    assert name.parent is not None
    del name.parent["class"]  # a long name is not said to be short
    name.string = "placements_of_workers_by_province_of_origin_and_destination"
    measure = page.new_tag("script")
    measure.string = 'onload = () => { document.title = document.querySelector("#tasks tbody th").offsetWidth }'
    page.body.append(measure)
    (site / "coordination/measured.html").write_text(str(page), encoding="utf-8")
    with served(site) as address:
        seen, _, _ = opened(f"{address}/coordination/measured.html", tmp_path)
    title = BeautifulSoup(seen, "html.parser").title
    assert title is not None
    assert int(title.get_text()) < 150  # in one line, the name alone has more than 400


def test_no_page_has_two_places_of_one_name(shipped: Path) -> None:
    """A heading and the table below it may be called the same."""
    twice = {}
    for page in sorted(shipped.rglob("*.html")):
        places = Counter(re.findall(r'<[^>]*\sid="([^"]+)"', page.read_text("utf-8")))
        if found := [place for place, count in places.items() if count > 1]:
            twice[page.relative_to(shipped).as_posix()] = found
    assert twice == {}
