"""The pages that tell what changed, and how far the report was: what they show, and that nothing else enters them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from support.changes import CALENDAR, LAWS, PLACEMENTS, RECRUITMENT
from support.history import commit, git
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
PAGES = {
    "index": "# Coordination\n\n:::{institution-list}\n:::\n\n:::{toctree}\nchanges\nreadiness\n:::\n",
    "changes": "# What changed\n\n:::{change-list}\n:::\n",
    "readiness": "# Readiness\n\n:::{readiness}\n:::\n",
}
PLAN = """\
coordinator: MFA
milestones:
- {id: data-in, title: Data in, date: 2025-06-03}
- {id: filing, title: Filing, date: 2025-07-31}
"""


def add_pages(project: Project) -> None:
    for name, text in PAGES.items():
        project.write(f"docs/coordination/{name}.md", text)
    project.replace("docs/index.md", "\nannex\n", "\nannex\ncoordination/index\n")
    project.write(CALENDAR, PLAN)


def shown(project: Project, page: str) -> tuple[list[str], list[list[str]]]:
    """Return the paragraphs and the rows of a page for coordinators."""
    whole = BeautifulSoup(project.page(f"coordination/{page}"), "html.parser")
    found = whole.find("article")
    assert isinstance(found, Tag)
    text = [one.get_text(" ", strip=True) for one in found.find_all("p", class_=False)]
    rows = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")]
    return text, rows


def test_what_changed_since_the_last_milestone(kept: Project) -> None:
    add_pages(kept)
    commit(kept, 2)
    kept.replace(LAWS, "status: draft", "status: contributed")
    kept.replace(PLACEMENTS, "2022,200761", "2022,200762")
    commit(kept, 4)
    kept.append(RECRUITMENT, "\n:::{gap} MOL, MFA\nFigures by sex, n<m.\n:::\n")
    assert kept.build("-W") == ""
    heads = ["Question", "Institution", "Kind", "What changed"]
    assert shown(kept, "changes") == (
        [
            "What changed since 3 June 2025 (Data in): 1 reply changed status, 1 gap was opened and 1 cell of a dataset "
            "changed."
        ],
        [
            heads,
            ["1", "MFA", "status", "the status was draft, and is contributed"],
            ["2", "MOL , MFA", "gap opened", "gap opened: Figures by sex, n<m."],
            ["2 , 3", "MOL", "figure", "placements[2022].total was 200,761, and is 200,762"],
        ],
    )
    page = kept.page("coordination/changes")
    assert 'href="../replies/q02-recruitment.html#q02-recruitment-gap-1"' in page
    assert (kept.root / "out/html/_coordination/changes.csv").read_text().splitlines()[1:2] == [
        '1,MFA,status,"the status was draft, and is contributed"'
    ]
    # A later milestone: the page is written again although no page changed.
    kept.replace(CALENDAR, "date: 2025-06-03", "date: 2025-06-05")
    git(kept, "commit", "-q", "-m", "x", CALENDAR, date="2025-06-06 12:00:00 +0700")
    assert kept.build("-W") == ""
    assert shown(kept, "changes")[0] == ["What changed since 5 June 2025 (Data in): 1 gap was opened."]


def test_how_far_the_report_was(kept: Project) -> None:
    add_pages(kept)
    commit(kept, 2)
    kept.replace(LAWS, "status: draft", "status: contributed")
    commit(kept, 4)
    assert kept.build("-W") == ""
    text, rows = shown(kept, "readiness")
    # The captions of the pictures.
    assert text == [
        *("Replies: draft", "Replies: contributed", "Replies: reviewed", "Replies: cleared"),
        *("Gaps in the text", "Words written"),
    ]
    assert rows == [
        ["Day", "Draft", "Contributed", "Reviewed", "Cleared", "Gaps in the text", "Words"],
        ["4 June 2025", "0", "1", "1", "1", "0", "43"],
        ["1 June 2025", "1", "0", "1", "1", "0", "43"],
    ]
    pictures = BeautifulSoup(kept.page("coordination/readiness"), "html.parser").find_all("div", class_="loipr-picture")
    assert [one["aria-label"] for one in pictures][:2] == [
        "Replies: draft: 1 on 1 June 2025, 0 on 4 June 2025; the table below has all",
        "Replies: contributed: 0 on 1 June 2025, 1 on 4 June 2025; the table below has all",
    ]
    assert len(pictures) == 6


def test_without_git(project: Project) -> None:
    add_pages(project)
    assert project.build("-W") == ""
    why = "the project is no git repository."
    assert shown(project, "changes") == ([f"What changed is not known: {why}"], [])
    text, rows = shown(project, "readiness")
    assert text == [f"How far the report was before is not known: {why}"]
    assert rows[1:] == [["now", "1", "0", "1", "1", "0", "43"]]


def test_a_shallow_clone(kept: Project, tmp_path: Path) -> None:
    add_pages(kept)
    commit(kept, 4)
    clone = Project(tmp_path / "clone")
    git(kept, "clone", "-q", "--depth", "1", kept.root.as_uri(), str(clone.root))
    assert clone.build("-W") == ""
    why = "this copy of the project holds only its last revisions (a shallow clone)."
    assert shown(clone, "changes")[0] == [
        f"What changed since 29 May 2025, in the last 7 days up to the last revision is not known: {why}"
    ]
    assert shown(clone, "readiness")[0] == [f"How far the report was before is not known: {why}"]


def test_many_changes_of_one_dataset_are_one_row(kept: Project) -> None:
    add_pages(kept)
    commit(kept, 2)
    rows = "".join(f"{year},total,1\n" for year in range(1950, 2000))
    kept.append("data/datasets/money.csv", rows)
    commit(kept, 4)
    assert kept.build("-W") == ""
    assert shown(kept, "changes")[1][1:] == [["", "", "row", "money: 50 rows of datasets came or went."]]
