"""``loipr meeting``: what it is asked for, and what it refuses. What it makes is in tests/editions/meeting."""

from __future__ import annotations

import pytest

from loipr.cli.main import main
from support.changes import MEETING, RECRUITMENT
from support.project import Project

MET = """\
date: 2025-06-12 to 2025-06-13
what: A meeting.
source: [S01]
groups:
- {name: A, questions: [1, 3]}
- {name: B, questions: []}
"""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["2025-06-11"],
            "no meeting of 2025-06-11 is in data/meetings (there are 2024-01 and 2025-06-12); did you mean 2025-06-12?",
        ),
        (["2025-06-12", "--questions", "3-40"], "the list of issues has no question 4 (it has 1 to 3)"),
        (["2025-06-12", "--group", "C"], "there is no group C (there are A and B)"),
        (["2025-06-12", "--group", "B"], f"group B has no questions; write them into {MEETING}"),
        (["2024-01", "--group", "A"], "there is no group A (no meeting until then has formed any)"),
    ],
)
def test_what_is_not_there_is_named(project: Project, arguments: list[str], message: str) -> None:
    project.write(MEETING, MET)
    project.write("data/meetings/2024-01.yaml", "date: 2024-01\nwhat: A meeting.\nsource: [S01]\n")
    assert project.run("meeting", *arguments) == (2, f"loipr: {message}\n")


def test_a_report_without_meetings_says_so(project: Project) -> None:
    said = "loipr: no meeting of 2025-06-12 is in data/meetings (there is none)\n"
    assert project.run("meeting", "2025-06-12") == (2, said)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--questions", "3-1", "“3-1” names no questions; write their numbers, as 13-20 or 1,4,13-20"),
        ("--today", "2025-06-31", "“2025-06-31” is no day; write it as 2025-07-18"),
    ],
)
def test_an_option_that_is_not_understood_is_explained(
    capsys: pytest.CaptureFixture[str], option: str, value: str, message: str
) -> None:
    with pytest.raises(SystemExit):
        main(["meeting", "2025-06-12", option, value])
    assert capsys.readouterr().err.endswith(f"loipr meeting: error: argument {option}: {message}\n")


def test_a_later_meeting_has_the_groups_of_an_earlier_one(project: Project) -> None:
    project.write(MEETING, MET)
    project.write("data/meetings/2025-07-22.yaml", "date: 2025-07-22\nwhat: A meeting.\nsource: [S01]\n")
    status, said = project.run("meeting", "2025-07-22", "--group", "A", "--format", "docx")
    assert (status, said.splitlines()[-1]) == (0, "docx: _build/meeting/2025-07-22/questions-1_3.docx")


def test_a_report_with_errors_gets_no_papers(project: Project) -> None:
    project.write(MEETING, MET)
    project.append(RECRUITMENT, "\n{article}`94`\n")
    status, said = project.run("meeting", "2025-06-13")
    assert status == 1
    assert said.endswith("Nothing was built: the report has errors, which are told above.\n")
    assert not (project.root / "_build/meeting").exists()
