"""Comments of Word files become entries of the data, each once, with their answers, and are tasks until settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.coordination.tasks import dated_tasks
from loipr.facts.calendar import TaskKind
from support.changes import COMMENTS
from support.marking import Marking
from support.project import Project, make_project

AT = '"2026-03-04T05:06:00Z"'
KEPT = f"""\
# What readers say about the report, as Word files brought it. `state: settled` ends a comment. Who answers one adds to
# its `answers`, with `by` and `text`: `loipr build docx --with-comments` sends open comments out again, with answers.
comments:
- by: Ministry of Labour
  at: {AT}
  page: docs/replies/q01-laws.md
  item: (b)
  paragraph: Agreements were made by MFA and MOL.
  text: Since when?
- by: BP2MI
  at: {AT}
  text: A good title.
  answers:
  - by: Ministry of Labour
    at: {AT}
    text: "Yes:\\n indeed [thumbs up sign]"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = make_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert project.run("build", "docx")[0] == 0
    return project


def marked(project: Project) -> Marking:
    """Return the Word edition with two threads."""
    marking = Marking(project.root / "_build/docx/CMW-C-XXX-1.docx")
    marking.comment(marking.with_text("Agreements were made by"), "Since when?")
    marking.author = "BP2MI"
    marking.comment(marking.with_text("Report for tests"), "A good title.")
    marking.author = "Ministry of Labour"
    marking.comment(marking.with_text("Report for tests"), "Yes:\u200b\nindeed \N{THUMBS UP SIGN}", answers=1)
    return marking


def brought_in(project: Project, marking: Marking, *options: str) -> str:
    marking.write(project.root / "marked.docx")
    status, told = project.run("import", "marked.docx", *(options or ("--yes",)))
    assert status == 0
    return told.splitlines()[-1]


def kept(project: Project) -> str:
    return (project.root / COMMENTS).read_text(encoding="utf-8")


def test_comments_are_written_once(project: Project) -> None:
    marking = marked(project)
    assert brought_in(project, marking, "--format", "text") == (
        "Nothing was written; add --yes to write 2 new comments and 1 new answer into data/comments.yaml."
    )
    assert not (project.root / COMMENTS).exists()
    assert brought_in(project, marking) == "data/comments.yaml: 2 new comments and 1 new answer written"
    assert kept(project) == KEPT
    assert brought_in(project, marking) == "Nothing was written."
    assert kept(project) == KEPT
    assert project.findings() == []


def test_an_answer_and_the_end_of_a_thread_are_added_to_it(project: Project) -> None:
    brought_in(project, marked(project))
    marking = marked(project)
    marking.author = "MFA"
    # A program may let an answer answer an answer.
    marking.comment(marking.with_text("Report for tests"), "As we said.", answers=2)
    assert brought_in(project, marking) == "data/comments.yaml: 1 new answer written"
    assert kept(project) == f"{KEPT}  - by: MFA\n    at: {AT}\n    text: As we said.\n"
    marking.settle(0)
    assert brought_in(project, marking) == "data/comments.yaml: 1 settled comment written"
    assert "  text: Since when?\n  state: settled\n" in kept(project)
    marking.settle(0, is_settled=False)
    marking.comment(marking.with_text("Agreements were made by"), "Not yet.", answers=0)
    assert brought_in(project, marking) == "data/comments.yaml: 1 new answer written"
    assert f"  text: Since when?\n  answers:\n  - by: MFA\n    at: {AT}\n    text: Not yet.\n" in kept(project)


def test_an_answer_whose_thread_a_program_lost_is_no_new_comment(project: Project) -> None:
    brought_in(project, marked(project))
    marking = Marking(project.root / "_build/docx/CMW-C-XXX-1.docx")
    marking.comment(marking.with_text("Report for tests"), "Yes:\u200b\nindeed \N{THUMBS UP SIGN}")
    assert brought_in(project, marking) == "Nothing was written."
    marking.author = "MFA"
    marking.comment(marking.with_text("Report for tests"), "As we said.", answers=0)
    assert brought_in(project, marking) == "data/comments.yaml: 1 new answer written"
    assert kept(project) == f"{KEPT}  - by: MFA\n    at: {AT}\n    text: As we said.\n"


def test_answers_in_a_circle_are_all_kept(project: Project) -> None:
    marking = Marking(project.root / "_build/docx/CMW-C-XXX-1.docx")
    laws = marking.with_text("Laws give effect to")
    for number, text in enumerate(["One.", "Two.", "Three."]):
        marking.comment(laws, text, answers=(number + 1) % 3)
    marking.comment(laws, "Itself.", answers=3)
    assert brought_in(project, marking) == "data/comments.yaml: 2 new comments and 2 new answers written"
    assert [line.strip(" -") for line in kept(project).splitlines() if "text: " in line] == [
        *("text: One.", "text: Two.", "text: Three.", "text: Itself."),
    ]


def test_a_comment_is_a_task_until_it_is_settled(project: Project) -> None:
    brought_in(project, marked(project))
    project.write("data/calendar.yaml", "coordinator: MOL\ndeadline: 2025-07-31\nmilestones: []\ndue: {}\n")

    def tasks() -> list[tuple[object, ...]]:
        return [
            (one.owner, one.question, one.item, one.address, str(one.since), str(one.words), str(one.place))
            for one in dated_tasks(project.load())
            if one.kind == TaskKind.COMMENT
        ]

    said = "Ministry of Labour comments: Since when?"
    title = ("MOL", None, "", "", "2026-03-04", "BP2MI comments: A good title.", f"{COMMENTS}:10")
    assert tasks() == [
        ("MFA", 1, "(b)", "replies/q01-laws", "2026-03-04", said, f"{COMMENTS}:4"),
        title,
    ]
    project.replace(COMMENTS, "  text: Since when?", "  text: Since when?\n  state: settled")
    assert tasks() == [(*title[:-1], f"{COMMENTS}:11")]


def test_more_comments_than_a_file_can_hold(project: Project) -> None:
    project.write(COMMENTS, KEPT + f"# {'-' * 97}\n" * 19_993)
    marking = marked(project)
    marking.comment(marking.with_text("Laws give effect to"), "Which ones?")
    assert refused(project, marking) == (
        "loipr: data/comments.yaml would have more than 2 MB; take settled comments out first; nothing was written"
    )


def test_comments_that_cannot_be_read_stay(project: Project) -> None:
    project.write(COMMENTS, b"comments:\n- by: M\xfcller\n")
    assert refused(project, marked(project)) == (
        "loipr: data/comments.yaml:2:8: byte 0xfc is not UTF-8; save the file as UTF-8 (in an editor: “Save as”, with "
        "that encoding); nothing was written"
    )


def refused(project: Project, marking: Marking) -> str:
    """Return the last line of an import that lists the comments, and does not write them."""
    before = (project.root / COMMENTS).read_bytes()
    marking.write(project.root / "marked.docx")
    status, told = project.run("import", "marked.docx", "--yes")
    assert (status, (project.root / COMMENTS).read_bytes()) == (1, before)
    assert "comment 0 on " in told
    return told.splitlines()[-1]
