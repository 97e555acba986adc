"""What changed between two revisions of the small report: every kind of change, and nothing besides."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loipr.coordination.changed import changes_between
from loipr.coordination.past_report import commit_before, past_report
from loipr.coordination.recent import changes_since, recent_changes
from loipr.files.git import GitError
from support.changes import (
    DESCRIPTOR,
    LAWS,
    LIST,
    MONEY,
    PLACEMENTS,
    RECRUITMENT,
    Change,
    add,
    both,
    remove,
    swap,
    write,
)
from support.history import commit, day, git
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
GAP = "\n:::{gap} MOL\nFigures by sex.\n:::\n"


def told(project: Project, change: Change, first: Change | None = None) -> list[str]:
    """Return where each change belongs and its words, after *change* of the small report, to which *first* was done."""
    if first is not None:
        first(project)
    before = project.load()
    change(project)
    return [f"{one.place}: {one.words}" for one in changes_between(before, project.load()).all]


CASES = [
    ("nothing", lambda _: None, []),
    ("a line more between two blocks", swap(LAWS, "\n\n# Laws", "\n\n\n# Laws"), []),
    ("lines broken elsewhere", swap(RECRUITMENT, "2023 there", "2023\nthere"), []),
    ("status", swap(LAWS, "status: draft", "status: cleared"), ["Question 1: the status was draft, and is cleared"]),
    (
        "lead and contributors",
        swap(LAWS, "lead: MFA\ncontributors: [MOL]", "lead: MOL"),
        ["Question 1: the lead was MFA, and is MOL", "Question 1: the list of contributors is gone: MOL"],
    ),
    ("title", swap(LAWS, "# Laws", "# Acts"), ["Question 1: the title was Laws, and is Acts"]),
    ("text", swap(LAWS, "Laws give", "New laws give"), ["Question 1: the text changed: 35 words, now 36 words"]),
    ("a reference", swap(LAWS, "33 (1) (a)", "33 (1) (b)"), ["Question 1: the text changed: 35 words, as before"]),
    ("emphasis", swap(LAWS, "Laws give", "*Laws* give"), ["Question 1: the text changed: 35 words, as before"]),
    (
        "an option of a table",
        swap("docs/replies/q03-statistics.md", ":sort: total desc\n", ""),
        ["Question 3: the text changed: 43 words, as before"],
    ),
    ("a gap", add(RECRUITMENT, GAP), ["Question 2: gap opened: Figures by sex."]),
    (
        "the question",
        swap(LIST, "summary: Asks for the agencies.", "summary: Asks for all agencies."),
        ["Question 2: the question was reworded"],
    ),
    ("a page", write("docs/more.md", "# More\n\nText.\n"), ["more: the page is new: More"]),
    ("no page", remove("docs/sources.md"), ["sources: the page is gone: Sources"]),
    ("a guide is no part of the report", write("docs/guides/more.md", "# More\n\nText.\n"), []),
    (
        "a figure and where it is printed",
        swap(PLACEMENTS, "2022,200761", "2022,200762"),
        ["Datasets: placements[2022].total was 200,761, and is 200,762"],
    ),
    (
        "where a figure is from",
        swap(PLACEMENTS, "122147,2023-03,S01", "122147,2023-04,S02"),
        [
            "Datasets: placements[2022].as_of was Mar. 2023, and is Apr. 2023",
            "Datasets: placements[2022].source was S01, and is S02",
        ],
    ),
    (
        "one of two that disagree",
        swap(PLACEMENTS, "2023,297108", "2023,297109"),
        ["Datasets: placements[2023, source=S02].total was 297,108, and is 297,109"],
    ),
    (
        "a row more, one less, and all in another order",
        write(MONEY, "period,measure,value\n2024,total,15\n2023,total,14.22\n"),
        ["Datasets: money[2024, total] is new: Value 15", "Datasets: money[2022, total] is gone: Value 9.71"],
    ),
    (
        "a cell that is emptied",
        swap(MONEY, "2022,total,9.71", "2022,total,"),
        ["Datasets: money[2022, total].value was 9.71, and is (empty)"],
    ),
    (
        "an unreadable table",
        write(MONEY, "period;measure\n"),
        ["Datasets: the dataset money was Money, and is unreadable"],
    ),
    (
        "no dataset",
        both(remove(MONEY), swap(DESCRIPTOR, '"name": "money"', '"name": "cash"')),
        ["Datasets: the dataset cash is new: unreadable", "Datasets: the dataset money is gone: Money"],
    ),
]


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_kind_of_change_is_told_in_words(project: Project, change: Change, words: list[str]) -> None:
    assert told(project, change) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (swap(RECRUITMENT, GAP, ""), ["gap closed: Figures by sex."]),
        (swap(RECRUITMENT, "by sex", "by age"), ["gap reworded: it was “Figures by sex.”, and is “Figures by age.”"]),
        (swap(RECRUITMENT, "In 2023", ":::{gap} MFA\nOne before.\n:::\n\nIn 2023"), ["gap opened: One before."]),
    ],
)
def test_a_gap_is_closed_reworded_or_stays(project: Project, change: Change, words: list[str]) -> None:
    assert told(project, change, add(RECRUITMENT, GAP)) == [f"Question 2: {one}" for one in words]


def test_a_figure_is_a_change_of_each_reply_that_prints_it(project: Project) -> None:
    before = project.load()
    project.replace(PLACEMENTS, "2022,200761", "2022,200762")
    changes = changes_between(before, project.load())
    # Question 2 prints it in its text, question 3 in its table.
    assert [one.questions for one in changes.all] == [(2, 3)]
    assert [one.what for one in changes.of_question(2)] == ["placements[2022].total"]
    assert changes.of_question(1) == ()
    assert changes.in_sum == "1 cell of a dataset changed."


def test_who_is_concerned_and_where_it_stands(project: Project) -> None:
    before = project.load()
    project.append(LAWS, "\n:::{gap} MinLabour, MFA, Nobody\nA gap.\n:::\n")
    project.replace(LAWS, "status: draft", "status: reviewed")
    project.replace(PLACEMENTS, "2022,200761", "2022,200762")
    found = changes_between(before, project.load()).all
    assert [(one.kind, one.owners, one.address) for one in found] == [
        ("status", ("MFA",), "replies/q01-laws"),
        ("gap opened", ("MOL", "MFA"), "replies/q01-laws#q01-laws-gap-1"),
        ("figure", ("MOL",), ""),
    ]


def test_the_report_as_it_was(kept: Project, tmp_path: Path) -> None:
    kept.replace(LAWS, "status: draft", "status: reviewed")
    kept.write("conf.py", kept.read("conf.py") + "open('trace', 'w')\n")
    (kept.root / "docs/link.md").symlink_to("/etc/hostname")
    commit(kept, 2)
    kept.write("conf.py", kept.read("conf.py").replace("open('trace', 'w')\n", ""))
    kept.replace(LAWS, "status: reviewed", "status: cleared")
    present = kept.load()
    with past_report(kept.root, "HEAD", present.settings) as past:
        assert past.pages_by_question[1].status == "reviewed"
        assert past.root != kept.root
        assert not (past.root / "docs/link.md").is_symlink()
        assert past.pages_by_docname.keys() == present.pages_by_docname.keys()
        folder = past.root
    assert not folder.exists()
    assert not (kept.root / "trace").exists()
    assert kept.load().pages_by_question[1].status == "cleared"


def test_the_last_revision_before_a_day(kept: Project) -> None:
    for number in (3, 5):
        kept.append(LAWS, "\nMore.\n")
        commit(kept, number)
    assert commit_before(kept.root, day(5)) == commit_before(kept.root, day(4))
    assert commit_before(kept.root, day(6)) != commit_before(kept.root, day(5))
    with pytest.raises(GitError, match="no revision before 1 June 2025: the first is of 1 June 2025"):
        commit_before(kept.root, day(1))


def test_a_shallow_clone_says_what_it_cannot_see(kept: Project, tmp_path: Path) -> None:
    kept.append(LAWS, "\nMore.\n")
    commit(kept, 2)
    clone = Project(tmp_path / "clone")
    git(kept, "clone", "-q", "--depth", "1", kept.root.as_uri(), str(clone.root))
    with pytest.raises(GitError, match="this copy of the project holds only its last revisions"):
        commit_before(clone.root, day(2))


def test_what_changed_since_a_day(kept: Project) -> None:
    kept.replace(LAWS, "status: draft", "status: reviewed")
    commit(kept, 3)
    kept.append(RECRUITMENT, GAP)
    commit(kept, 5)
    report = kept.load()
    found = {number: changes_since(report, day(number), "meeting") for number in (1, 2, 3, 4, 5, 6)}
    assert found[1].changes is None
    assert found[1].since == (
        "What changed since 1 June 2025 (meeting) is not known: git has no revision before 1 June 2025: the first is of "
        "1 June 2025."
    )
    assert [[change.kind for change in found[at].changes.all] for at in (2, 3, 4, 6)] == [  # type: ignore[union-attr]
        ["status", "gap opened"],
        ["status", "gap opened"],
        ["gap opened"],
        [],
    ]
    assert found[5].since == "What changed since 5 June 2025 (meeting):"


def test_the_last_meeting_is_a_day_to_tell_from(kept: Project) -> None:
    kept.write("data/meetings/2025-06-03.yaml", "date: 2025-06-03\nwhat: A meeting.\nsource: [S01]\n")
    commit(kept, 2)
    kept.replace(LAWS, "status: draft", "status: reviewed")
    commit(kept, 4)
    assert recent_changes(kept.load()).since == "What changed since 3 June 2025 (meeting):"
