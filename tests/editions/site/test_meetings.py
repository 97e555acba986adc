"""The page of the meetings: which replies of a group are ready, what was decided, who was heard."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from support.browser import USUAL, needs_browser, opened, served
from support.changes import LAWS, MEETING
from support.project import Project, make_project
from support.views import add_views

PAGE = "# Meetings\n\n:::{meeting-list}\n:::\n"
MET = """\
date: 2025-06-12 to 2025-06-13
place: Town
what: A first meeting of < 20 & > 5.
institutions: [MFA]
others: the unions
source: [S01]
note: The rest is not on record.
groups:
- {name: A, subject: "Laws & fees", questions: 1-2}
- {name: B b, lead: MOL, questions: 3, standing: proposed}
decisions:
- {what: Bring figures., who: MOL, with: [MFA], by: 2025-07-01, question: 1 (a)}
- {what: Write., who: MFA, done: 2025-06-20, by: 2025-06-30}
consultations:
- {heard: [A union, MOL], on: Wages., questions: 1 (a), paragraphs: wages, recommendations: CO/1 2}
- {heard: A union, on: Fees., reason: It is for another report.}
"""


def add_meetings(project: Project) -> Project:
    add_views(project)
    project.write("docs/coordination/meetings.md", PAGE)
    project.replace("docs/coordination/index.md", "\ncalendar\n", "\ncalendar\nmeetings\n")
    project.replace(LAWS, "Laws give", "(wages)=\nLaws give")
    return project


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = add_meetings(make_project(tmp_path_factory.mktemp("meetings")))
    project.write(MEETING, MET)
    project.write("data/meetings/2025-11.yaml", "date: 2025-11\nwhat: A second.\nconfidence: inferred\nsource: [S02]\n")
    assert project.build("-W") == ""
    return project


def table(project: Project, name: str, page: str = "meetings") -> Tag:
    found = BeautifulSoup(project.page(f"coordination/{page}"), "html.parser").find("table", {"data-view": name})
    assert isinstance(found, Tag)
    return found


def rows(found: Tag) -> list[list[str]]:
    return [[cell.get_text().strip() for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")]


def links(found: Tag, row: int) -> list[str]:
    return [str(link["href"]) for link in found.select(f"tbody tr:nth-child({row}) a")]


def test_tasks_with_their_group_take_the_room_of_the_contents_beside_them(built: Project) -> None:
    found = table(built, "tasks", "institutions/mol")
    assert len(found.select("thead th")) == 7
    assert "loipr-broad" in found["class"]


def test_the_groups_with_what_is_ready(built: Project) -> None:
    found = table(built, "groups")
    assert rows(found) == [
        ["Group", "Subject", "Lead", "Cleared", "Reviewed", "Not yet", "Tasks"],
        ["A", "Laws & fees", "not on record", "none", "2", "1", "3"],
        ["B b", "", "MOL", "3", "none", "none", ""],
    ]
    assert links(found, 2) == [
        "tasks.html?tasks.group=B%20b",
        "institutions/mol.html",
        "../replies/q03-statistics.html",
    ]
    said = "No source tells which questions these groups have; this edition proposes them: B b."
    assert said in built.page("coordination/meetings")


def test_the_decisions_and_the_consultations(built: Project) -> None:
    assert rows(table(built, "decisions")) == [
        ["Meeting", "Who", "What", "With", "Question", "By", "State", "Done on"],
        ["12–13 June 2025", "MOL", "Bring figures.", "MFA", "1 (a)", "1 July 2025", "open", ""],
        ["12–13 June 2025", "MFA", "Write.", "", "", "30 June 2025", "done", "20 June 2025"],
    ]
    # Days are left only for what is open.
    assert len(table(built, "decisions").select(".loipr-left")) == 1
    found = table(built, "consultations")
    assert rows(found)[1:] == [
        ["12–13 June 2025", "A union, MOL", "Wages.", "question 1 (a), paragraph wages, CO/1 2"],
        ["12–13 June 2025", "A union", "Fees.", "It is for another report."],
    ]
    target = "../replies/q01-laws.html"
    assert links(found, 1) == ["institutions/mol.html", target, f"{target}#wages"]
    assert 'id="wages"' in built.page("replies/q01-laws")


def test_all_meetings_and_the_record_of_the_calendar(built: Project) -> None:
    assert rows(table(built, "meetings"))[1:] == [
        ["November 2025", "not on record", "A second. (Inferred.)", "not on record", "", "S02"],
        [
            *(
                "12–13 June 2025",
                "Town",
                "A first meeting of < 20 & > 5. The rest is not on record.",
                "MFA, the unions",
            ),
            *("2 groups, 1 open decision, 1 decision done, 2 consultations", "S01"),
        ],
    ]
    assert rows(table(built, "record", "calendar"))[1:] == [
        ["1", "12–13 June 2025", "A first meeting of < 20 & > 5.", "MFA, the unions", "S01"],
        ["2", "November 2025", "A second. (Inferred.)", "", "S02"],
    ]
    lines = list(csv.DictReader(io.StringIO((built.root / "out/html/_coordination/groups.csv").read_text("utf-8"))))
    assert [line["Questions whose reply is reviewed"] for line in lines] == ["2", "none"]


def test_a_decision_is_on_the_lists_of_tasks(built: Project) -> None:
    found = [row for row in rows(table(built, "tasks", "tasks")) if "decision of a meeting" in row]
    assert found == [
        [
            "1 (a)",
            "A",
            "MOL",
            "decision of a meeting",
            "Bring figures. (with MFA)",
            "1 July 2025",
            "12 June 2025",
            "unknown",
        ]
    ]
    assert ["MOL", "Ministry of Labour", "2", "1", "", "1", "", "", "", "", "1", "", "2", "1 July 2025"] in rows(
        table(built, "institutions", "institutions")
    )


def test_a_report_without_meetings_says_so(project: Project) -> None:
    add_meetings(project)
    assert project.build("-W") == ""
    said = project.page("coordination/meetings")
    for words in (
        "Which group works on which questions is not on record; it stands in `groups` of a meeting in data/meetings.",
        "No decision is on record.",
        "No consultation is on record.",
        "No meeting is on record; each has a file of its own in data/meetings.",
    ):
        assert f"<p>{words}</p>" in said
    assert "Group" not in rows(table(project, "tasks", "tasks"))[0]


def test_a_change_of_a_meeting_is_written_to_the_pages(project: Project) -> None:
    add_meetings(project)
    project.write(MEETING, MET)
    assert project.build("-W") == ""
    project.replace(MEETING, "by: 2025-07-01", "done: 2025-07-01")
    assert project.build("-W") == ""
    assert [row[6] for row in rows(table(project, "decisions"))[1:]] == ["done", "done"]
    assert "Bring figures." not in project.page("coordination/tasks")


@needs_browser
def test_the_name_of_a_group_leads_to_its_tasks(built: Project, tmp_path: Path) -> None:
    with served(built.root / "out/html") as address:
        page, said, _ = opened(f"{address}/coordination/{links(table(built, 'groups'), 1)[0]}", tmp_path)
    assert [one for one in said if not one.startswith(USUAL)] == []
    shown = BeautifulSoup(page, "html.parser").select("#tasks tbody tr:not([hidden])")
    assert [row.find_all(["th", "td"])[0].get_text() for row in shown] == ["1 (a)", "1", "2"]
