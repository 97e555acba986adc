"""Since when things are as they are, from the history of a small project."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from loipr.coordination.history import Days, History, read_history
from loipr.coordination.page_state import GapState, PageState, scan, state_of
from loipr.coordination.tasks import HISTORY, dated_tasks
from loipr.facts.calendar import TaskKind
from loipr.pages.reader import read_page
from support.changes import LAWS, PLACEMENTS, RECRUITMENT
from support.history import commit, day, git
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
GAP = "\n:::{gap} MOL\nFigures by sex.\n:::\n"


def history(project: Project) -> History:
    return read_history(project.root, project.load().pages)


def test_without_git_nothing_is_known_and_it_is_said(project: Project) -> None:
    found = history(project)
    assert found.unknown == "the project is no git repository"
    assert found.of_file(LAWS) == found.of_status(LAWS) == found.of_gap(LAWS, 1, "MOL") == Days(None, None)
    assert {(one.since, one.changed) for one in dated_tasks(project.load())} == {(None, None)}


def test_of_a_shallow_clone_nothing_is_known_and_it_is_said(kept: Project, tmp_path: Path) -> None:
    kept.append(LAWS, GAP)
    commit(kept, 2)
    clone = Project(tmp_path / "clone")
    git(kept, "clone", "-q", "--depth", "1", kept.root.as_uri(), str(clone.root))
    found = read_history(clone.root, ())
    assert found.unknown == "this copy of the project holds only its last revisions (a shallow clone)"


def test_a_repository_without_a_revision(project: Project) -> None:
    git(project, "init", "-q")
    assert history(project).unknown == "git is not installed, or cannot read the project"


def test_a_gap_keeps_its_first_day_while_its_words_and_its_place_change(kept: Project) -> None:
    kept.append(RECRUITMENT, GAP)
    commit(kept, 2)
    assert history(kept).of_gap(RECRUITMENT, 1, "MOL") == Days(day(2), day(2))
    # Another gap and a paragraph before it: a gap with the same words is the same gap.
    kept.replace(RECRUITMENT, "In 2023", ":::{gap} MFA\nA first one.\n:::\n\nIn 2023")
    commit(kept, 3)
    found = history(kept)
    assert found.of_gap(RECRUITMENT, 1, "MFA") == Days(day(3), day(3))
    assert found.of_gap(RECRUITMENT, 2, "MOL") == Days(day(2), day(2))
    # Other words in the same place.
    kept.replace(RECRUITMENT, "Figures by sex.", "Figures by sex and age.")
    commit(kept, 4)
    assert history(kept).of_gap(RECRUITMENT, 2, "MOL") == Days(day(2), day(4))
    # One more institution.
    kept.replace(RECRUITMENT, ":::{gap} MOL", ":::{gap} MOL, MFA")
    commit(kept, 5)
    found = history(kept)
    assert found.of_gap(RECRUITMENT, 2, "MOL") == Days(day(2), day(5))
    assert found.of_gap(RECRUITMENT, 2, "MFA") == Days(day(5), day(5))
    # Filled, and asked for again.
    kept.replace(RECRUITMENT, ":::{gap} MFA\nA first one.\n:::\n\n", "")
    commit(kept, 6)
    kept.append(RECRUITMENT, "\n:::{gap} MFA\nA first one.\n:::\n")
    commit(kept, 7)
    found = history(kept)
    assert found.of_gap(RECRUITMENT, 1, "MOL") == Days(day(2), day(5))
    assert found.of_gap(RECRUITMENT, 2, "MFA") == Days(day(7), day(7))


def test_what_is_not_committed_has_no_day_yet(kept: Project) -> None:
    kept.append(RECRUITMENT, GAP)
    kept.replace(LAWS, "status: draft", "status: contributed")
    found = history(kept)
    assert found.of_gap(RECRUITMENT, 1, "MOL") == Days(None, None)
    assert found.of_status(LAWS) == Days(day(1), None)
    assert found.of_file(RECRUITMENT) == Days(day(1), day(1))


def test_a_reply_is_open_since_it_was_last_cleared(kept: Project) -> None:
    kept.append(LAWS, "\nMore.\n")
    commit(kept, 2)
    assert history(kept).of_status(LAWS) == Days(day(1), day(1))
    for number, (old, new) in enumerate((("draft", "reviewed"), ("reviewed", "cleared"), ("cleared", "draft")), 3):
        kept.replace(LAWS, f"status: {old}", f"status: {new}")
        commit(kept, number)
        if new == "reviewed":
            assert history(kept).of_status(LAWS) == Days(day(1), day(3))
    assert history(kept).of_status(LAWS) == Days(day(5), day(5))


def test_a_page_that_moves_and_one_that_goes(kept: Project) -> None:
    kept.append(LAWS, GAP)
    commit(kept, 2)
    (kept.root / LAWS).rename(kept.root / "docs/replies/q01-law.md")
    (kept.root / PLACEMENTS).unlink()
    commit(kept, 3)
    found = history(kept)
    assert found.of_gap("docs/replies/q01-law.md", 1, "MOL") == Days(day(2), day(2))
    assert found.of_file(LAWS) == found.of_file(PLACEMENTS) == Days(None, None)


def test_a_merge_counts_on_its_own_day(kept: Project) -> None:
    git(kept, "checkout", "-q", "-b", "branch")
    kept.append(LAWS, GAP)
    commit(kept, 2)
    git(kept, "checkout", "-q", "main")
    kept.append(RECRUITMENT, "\nMore.\n")
    commit(kept, 3)
    git(kept, "merge", "-q", "--no-ff", "-m", "x", "branch", date="2025-06-09 12:00:00 +0700")
    assert history(kept).of_gap(LAWS, 1, "MOL") == Days(day(9), day(9))


def test_it_is_read_again_only_for_what_is_new(kept: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept.root / HISTORY
    kept.append(LAWS, GAP)
    commit(kept, 2)
    whole = read_history(kept.root, (), file)
    kept.append(RECRUITMENT, GAP)
    commit(kept, 3)
    read: list[str] = []

    def counted(text: str) -> PageState:
        read.append(text)
        return scan(text)

    monkeypatch.setattr("loipr.coordination.history.scan", counted)
    again = read_history(kept.root, (), file)
    assert len(read) == 1
    assert again.of_gap(LAWS, 1, "MOL") == whole.of_gap(LAWS, 1, "MOL") == Days(day(2), day(2))
    assert again.of_gap(RECRUITMENT, 1, "MOL") == Days(day(3), day(3))
    assert read_history(kept.root, (), file).revisions == read_history(kept.root, ()).revisions
    # A store that is damaged, or that has revisions that no longer exist, is not used.
    git(kept, "reset", "-q", "--hard", "HEAD~2")
    assert read_history(kept.root, (), file).of_gap(LAWS, 1, "MOL") == Days(None, None)
    for broken in ("", "[]", "{", '{"code": 1}'):
        file.write_text(broken)
        assert read_history(kept.root, (), file).of_file(LAWS) == Days(day(1), day(1))


def test_five_thousand_revisions_are_read_in_under_five_seconds(project: Project) -> None:
    stream = ["blob\nmark :1\ndata 0\n"]
    for number in range(5_000):
        page = f"---\nquestion: 1\nstatus: draft\n---\n\n# Laws\n\n{'Words. ' * 500}\n\n:::{{gap}} MOL\nText {number}.\n:::\n"
        stream.append(
            f"commit refs/heads/main\ncommitter x <x> {1_700_000_000 + number * 3600} +0700\ndata 1\nx\n"
            f"M 644 inline docs/replies/q{number % 50:02}.md\ndata {len(page)}\n{page}\n"
        )
    git(project, "init", "-q", "-b", "main")
    command = ["git", "-C", str(project.root), "fast-import", "--quiet"]
    subprocess.run(command, input="".join(stream).encode(), check=True, capture_output=True)
    start = sum(os.times()[:4])
    found = read_history(project.root, ())
    # Time of the processor, including git's: the machine may be busy.
    assert sum(os.times()[:4]) - start < 5
    assert len(found.revisions) == 5_000
    assert found.of_gap("docs/replies/q49.md", 1, "MOL").changed == datetime.date(2024, 6, 10)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A\n",
        "---\nquestion: 1\nstatus: draft\nlead: MOL\n---\n\n# A\n\n:::{gap} MOL, MFA\nWords {cite}`S01`\nand more.\n:::\n",
        "---\nstatus: draft\nstatus: x\n",
        "::::{reply} (a)\n:::{gap} MOL\n:due: 2025-07-01\n\nWords.\n:::\n::::\n\n:::{gap} MFA\nOutside.\n:::\n",
        "::::{reply} (a) and (b)\n:::{note}\nx\n:::\n:::{gap} MOL\nWords.\n:::\n::::\n",
        "```md\n:::{gap} MOL\nWords.\n:::\n```\n\n```{gap} MOL\nReal.\n```\n",
        "````{code-block} md\n:::{gap} MOL\nWords.\n:::\n````\n",
        ":::::{gap} MOL\nAround.\n:::{gap} MFA\nWithin.\n:::\n:::::\n",
        ":::{gap} MOL\nUp to the end.",
        ":::{gap} MOL\n::::\n\n:::{gap}\n:::\n\n~~~{gap} MFA\nTildes.\n~~~\n",
        "- a list\n\n  :::{gap} MOL\n  In it.\n  :::\n",
        "---\r\nquestion: 1\r\nstatus: draft\r\n---\r\n\r\n:::{gap} MOL\r\nWords.\r\n:::\r\n",
    ],
)
def test_a_page_says_as_much_at_a_glance_as_when_it_is_read(text: str) -> None:
    read = state_of(read_page(text.replace("\r\n", "\n"), "docs/replies/q01.md", []))
    assert scan(text).gaps == read.gaps
    assert scan(text).status == read.status or text.startswith("---\nstatus")


def test_what_is_no_page_says_nothing() -> None:
    assert scan("x" * 100_001) == PageState("", ())
    assert scan(":::{gap} a, b ,, a\n\x00 {x}`y`\n:::") == PageState("", (GapState("", ("a", "b"), "\x00 y"),))


def test_the_days_of_tasks(kept: Project) -> None:
    kept.append(RECRUITMENT, "\n:::{gap} MOL, MFA\nFigures by sex.\n:::\n")
    commit(kept, 2)
    kept.replace(LAWS, "status: draft", "status: contributed")
    commit(kept, 3)
    assert [(one.kind, one.owner, one.since, one.changed) for one in dated_tasks(kept.load())] == [
        (TaskKind.REPLY, "MFA", day(1), day(3)),
        (TaskKind.REPLY, "MOL", day(1), day(1)),
        (TaskKind.GAP, "MOL", day(2), day(2)),
        (TaskKind.GAP, "MFA", day(2), day(2)),
    ]
    assert (kept.root / HISTORY).exists()
