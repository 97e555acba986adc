"""How far the report was, day by day."""

from __future__ import annotations

import datetime
import shutil

import pytest

from loipr.coordination.counts import gaps_of
from loipr.coordination.history import Change, History, Revision
from loipr.coordination.page_state import PageState, scan
from loipr.coordination.readiness import Moment, course_of, moments_of
from loipr.coordination.tasks import tasks_of
from loipr.facts.calendar import TaskKind
from support.changes import LAWS, RECRUITMENT
from support.history import commit, day
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
GAP = "\n:::{gap} MOL, MFA\nFigures by sex.\n:::\n"


def told(project: Project) -> list[tuple[datetime.date | None, tuple[int, ...], int, int]]:
    return [(one.day, tuple(one.replies.values()), one.gaps, one.words) for one in course_of(project.load()).moments]


def test_each_day_has_the_sums_at_its_end(kept: Project) -> None:
    first = (day(1), (1, 0, 1, 1), 0, 43)
    assert told(kept) == [first]
    kept.append(RECRUITMENT, GAP)
    commit(kept, 2)
    kept.replace(LAWS, "status: draft", "status: contributed")
    commit(kept, 2)
    kept.append("data/references.bib", "\n")
    commit(kept, 3)
    kept.append(LAWS, "\nFour words more now.\n")
    commit(kept, 4)
    second, fourth = (day(2), (0, 1, 1, 1), 1, 43), (day(4), (0, 1, 1, 1), 1, 47)
    assert told(kept) == [first, second, fourth]
    # A page that moves takes its words with it; a template is no page; what is not committed has no day.
    (kept.root / LAWS).rename(kept.root / "docs/replies/q01-law.md")
    kept.write("docs/replies/_template.md", GAP)
    commit(kept, 5)
    assert told(kept) == [first, second, fourth]
    (kept.root / RECRUITMENT).unlink()
    assert told(kept) == [first, second, fourth, (None, (0, 1, 0, 1), 0, 22)]


def test_the_last_gaps_are_those_that_are_counted_elsewhere(kept: Project) -> None:
    kept.append(RECRUITMENT, GAP)
    kept.append("docs/annex.md", GAP)
    commit(kept, 2)
    report = kept.load()
    assert course_of(report).moments[-1].gaps == gaps_of(tasks_of(report))[TaskKind.GAP] == 2


def test_without_a_history_only_the_present_is_known(project: Project) -> None:
    assert told(project) == [(None, (1, 0, 1, 1), 0, 43)]


@pytest.mark.parametrize(
    ("days", "step", "number"), [(60, "day", 60), (61, "week", 9), (500, "month", 17), (4000, "year", 11)]
)
def test_a_long_history_is_told_in_longer_steps(days: int, step: str, number: int) -> None:
    first = datetime.date(2025, 1, 1)
    revisions = [
        Revision(str(at), first + datetime.timedelta(at), (Change(LAWS, "", False, PageState("draft", (), at)),))
        for at in range(days)
    ]
    course = moments_of(History(revisions))
    assert (course.step, len(course.moments)) == (step, number)
    assert course.moments[-1] == Moment(
        revisions[-1].day, {"draft": 1, "contributed": 0, "reviewed": 0, "cleared": 0}, 0, days - 1
    )


def test_a_revision_dated_before_the_last_one_counts_on_the_day_of_that_one() -> None:
    revisions = [
        Revision(str(words), day(number), (Change(LAWS, "", False, PageState("draft", (), words)),))
        for number, words in ((2, 10), (1, 20), (3, 30))
    ]
    assert [(one.day, one.words) for one in moments_of(History(revisions)).moments] == [(day(2), 20), (day(3), 30)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("---\nquestion: 1\nstatus: draft\n---\n\n# Two words\n\nThree more, here.\n", 5),
        ("One {value}`placements[2023].total` three {article}`33 (1)`.", 6),
        ("% accept rule: a reason\n\n(name)=\nOne.\n\n:::{reply} (a)\nTwo.\n:::\n", 2),
        ("One.\n\n:::{gap} MOL\n:due: 2025-01-01\n\nNot counted.\n:::\n\nTwo – three.", 3),
        ("::::{gap} MOL\nNot.\n\n:::{gap} MFA\nNor this.\n:::\n\nNor that.\n::::\nOne.", 1),
        (":::{gap} MOL\nUp to the end.", 0),
    ],
)
def test_the_words_that_are_written(text: str, words: int) -> None:
    assert scan(text).words == words
