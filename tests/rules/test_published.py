"""What became of figures that were published: a change of the small report under git, and the whole list of findings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.changes import DESCRIPTOR, MONEY, PLACEMENTS, RECRUITMENT, Change, add, both, remove, swap, write
from support.history import commit, git
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
MEND = (
    "unless it was a slip that nobody has read yet, put the old figure back, set its row aside (`adopted` no, with the "
    "reason), and add a row for the new one"
)
GONE = "if that is not meant, put the rows back"


CASES: list[tuple[Change, list[str]]] = [
    (
        swap(PLACEMENTS, "297434", "297500"),
        [
            f"{PLACEMENTS}:5:2: warning[overwritten-figure]: placements[2024].total was 297,434 and is 297,500 now: a "
            f"published figure is written over; {MEND}",
        ],
    ),
    (
        swap(PLACEMENTS, "2024,297434,,", "2024,2974340,,"),
        [
            f"{PLACEMENTS}:5:2: warning[overwritten-figure]: placements[2024].total was 297,434 and is 2,974,340 now: a "
            f"published figure is written over; {MEND}",
        ],
    ),
    (
        swap(PLACEMENTS, "2024,297434,,", "2024,29743400,,"),
        [
            f"{PLACEMENTS}:5:2: warning[overwritten-figure]: placements[2024].total was 297,434 and is 29,743,400 now: a "
            f"published figure moves by more than a factor of 10; {MEND}",
        ],
    ),
    (
        swap(PLACEMENTS, "297108,,2025-02,S02,no", ",,2025-02,S02,no"),
        [
            f"{PLACEMENTS}:4:2: warning[overwritten-figure]: placements[2023].total was 297,108 and is empty now: a "
            f"published figure goes; {MEND}",
        ],
    ),
    (
        swap(MONEY, "14.22", "15"),
        [
            f"{MONEY}:3:3: warning[overwritten-figure]: money[2023, total].value was 14.22 and is 15 now: a published "
            "figure is written over; unless it was a slip that nobody has read yet, tell of it under `changes` of money in "
            f"{DESCRIPTOR}",
        ],
    ),
    (
        swap(PLACEMENTS, "2023,297108,,2025-02,S02,no,restated later\n2024,297434,,2025-01,S01;S02,yes,\n", ""),
        [
            f"{PLACEMENTS}: warning[overwritten-figure]: published figures of placements are gone with their rows: [2023] "
            f"and [2024]; {GONE}, set aside (`adopted` no, with the reason)",
        ],
    ),
    # Its source was mended together with the figure.
    (
        swap(PLACEMENTS, "297434,,2025-01,S01;S02", "297500,,2025-02,S02"),
        [
            f"{PLACEMENTS}:5:2: warning[overwritten-figure]: placements[2024].total was 297,434 and is 297,500 now: a "
            f"published figure is written over; {MEND}",
        ],
    ),
    (
        swap(MONEY, "2022,total,9.71\n2023,total,14.22\n", "2022,Total,9.71\n2023,Total,14.22\n"),
        [
            f"{MONEY}: warning[overwritten-figure]: published figures of money are gone with their rows: [2022, total] and "
            f"[2023, total]; {GONE}",
        ],
    ),
    # As the guide says: the old row is set aside, and one of the same source and day is added.
    (swap(PLACEMENTS, "S01;S02,yes,", "S01;S02,no,restated\n2024,297500,,2025-01,S01;S02,yes,restated"), []),
    # The figures are the same, written or ordered in another way, with another source, day or reason.
    (
        both(
            swap(PLACEMENTS, "2022,200761,122147,2023-03,S01,yes,\n", ""),
            add(PLACEMENTS, "2022,200761,122147,2023-04,S02,yes,seen again\n"),
            swap(MONEY, "14.22", "14.220"),
        ),
        [],
    ),
    (add(PLACEMENTS, "2025,300000,,2025-07,S01,yes,\n"), []),
    # A new figure far from all others; one of another kind, and one where only one other is known.
    (
        both(
            add(PLACEMENTS, "2025,29743,22148,2025-07,S01,yes,\n2021,20076,12214,2025-07,S01,yes,\n"),
            add(MONEY, "2024,total,142.3\n2024,North,0.1\n"),
        ),
        [
            f"{MONEY}:4:3: warning[far-figure]: money[2024, total].value is 142.3, more than a factor of 10 from all figures "
            "of other periods (9.71 to 14.22); is that meant?",
            f"{PLACEMENTS}:7:2: warning[far-figure]: placements[2021].total is 20,076, more than a factor of 10 from all "
            "figures of other periods (200,761 to 297,434); is that meant?",
            f"{PLACEMENTS}:7:3: warning[far-figure]: placements[2021].women is 12,214, more than a factor of 10 from all "
            "figures of other periods (122,147 to 167,863); is that meant?",
        ],
    ),
    (add(RECRUITMENT, "\nMore text.\n"), []),
]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_a_published_figure_that_is_lost_is_asked_about(kept: Project, change: Change, expected: list[str]) -> None:
    change(kept)
    assert kept.findings() == expected


def test_the_main_branch_of_the_host_is_what_counts(kept: Project, tmp_path: Path) -> None:
    (clone := Project(tmp_path / "clone")).root.mkdir()
    git(kept, "clone", "-q", str(kept.root), str(clone.root))
    git(clone, "checkout", "-q", "-b", "mended")
    clone.replace(PLACEMENTS, "297434", "297500")
    commit(clone, 2)
    (found,) = clone.findings()
    assert found.startswith(f"{PLACEMENTS}:5:2: warning[overwritten-figure]: placements[2024].total was 297,434 and")
    git(clone, "push", "-q", "origin", "mended:other")
    git(kept, "merge", "-q", "other")
    git(clone, "fetch", "-q")
    assert clone.findings() == kept.findings() == []


@pytest.mark.parametrize(
    "earlier",
    [
        remove(PLACEMENTS),
        write(PLACEMENTS, b"period;total\r\n2022;\xff\n"),
        swap(PLACEMENTS, "period,total", "year,total"),
        swap(PLACEMENTS, "274965", "about 27"),
    ],
)
def test_what_git_has_may_be_anything(project: Project, earlier: Change) -> None:
    text = project.read(PLACEMENTS)
    earlier(project)
    git(project, "init", "-q", "-b", "main")
    commit(project, 1)
    project.write(PLACEMENTS, text)
    assert project.findings() == []


def test_without_a_revision_nothing_is_said(project: Project) -> None:
    git(project, "init", "-q", "-b", "main")
    assert project.findings() == []
