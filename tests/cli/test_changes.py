"""``loipr changes``: two revisions, or a day, as somebody types them."""

from __future__ import annotations

import json
import shutil

import pytest

from support.changes import LAWS, PLACEMENTS, RECRUITMENT
from support.history import commit, git
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def changed(kept: Project) -> Project:
    """The small report: a status and a figure that was changed on day 3, and a gap that is not committed."""
    git(kept, "tag", "first")
    kept.replace(LAWS, "status: draft", "status: reviewed")
    kept.replace(PLACEMENTS, "2022,200761", "2022,200762")
    commit(kept, 3)
    kept.append(RECRUITMENT, "\n:::{gap} MOL\nFigures by sex.\n:::\n")
    return kept


def test_two_revisions(changed: Project) -> None:
    assert changed.run("changes", "first..main") == (
        0,
        """\
from first to main: 1 reply changed status and 1 cell of a dataset changed.

Question 1
  the status was draft, and is reviewed

Datasets
  placements[2022].total was 200,761, and is 200,762 (printed in the replies to 2, 3)
""",
    )


@pytest.mark.parametrize("arguments", [("first",), ("first..",), ("--since", "2025-06-03"), ("--since=2025-06-02",)])
def test_up_to_the_files_as_they_are_now(changed: Project, arguments: tuple[str, ...]) -> None:
    status, said = changed.run("changes", *arguments)
    assert status == 0
    assert said.split(": ", 1)[0].endswith("to the files as they are now")
    assert said.split("\n")[2:] == [
        "Question 1",
        "  the status was draft, and is reviewed",
        "",
        "Question 2",
        "  gap opened: Figures by sex.",
        "",
        "Datasets",
        "  placements[2022].total was 200,761, and is 200,762 (printed in the replies to 2, 3)",
        "",
    ]


def test_nothing(changed: Project) -> None:
    assert changed.run("changes", "main..main") == (0, "from main to main: Nothing changed.\n")


def test_json(changed: Project) -> None:
    status, said = changed.run("changes", "first..main", "--format", "json")
    assert (status, json.loads(said)) == (
        0,
        {
            "version": 1,
            "from": "first",
            "to": "main",
            "summary": "1 reply changed status and 1 cell of a dataset changed.",
            "changes": [
                {
                    "kind": "status",
                    "what": "the status",
                    "before": "draft",
                    "after": "reviewed",
                    "words": "the status was draft, and is reviewed",
                    "questions": [1],
                    "institutions": ["MFA"],
                    "page": "replies/q01-laws",
                    "dataset": "",
                },
                {
                    "kind": "figure",
                    "what": "placements[2022].total",
                    "before": "200,761",
                    "after": "200,762",
                    "words": "placements[2022].total was 200,761, and is 200,762",
                    "questions": [2, 3],
                    "institutions": ["MOL"],
                    "page": "",
                    "dataset": "placements",
                },
            ],
        },
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("nothing..main",),
            "git has no revision called nothing: write a commit, a branch or a tag; `git log --oneline` lists the commits",
        ),
        (("..main",), "'..main' is not two revisions; write A..B, or A alone"),
        (("first...main",), "'first...main' is not two revisions; write A..B, or A alone"),
        (("--since", "June"), "'June' is not a date; write it as 2025-06-12"),
        (("--since", "2025-06-01"), "git has no revision before 1 June 2025: the first is of 1 June 2025"),
    ],
)
def test_what_cannot_be_compared(changed: Project, arguments: tuple[str, ...], said: str) -> None:
    assert changed.run("changes", *arguments) == (2, f"loipr: {said}\n")


def test_without_git(project: Project) -> None:
    assert project.run("changes", "main") == (2, "loipr: the project is no git repository\n")
