"""How far the report was, day by day: replies by status, open gaps and written words, from the history in one pass."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from loipr.coordination.history import Change, History
from loipr.coordination.page_state import PageState, scan
from loipr.coordination.tasks import history_of
from loipr.datasets.once import once
from loipr.files.reading import read_text
from loipr.pages.page import FOLDER, PARKED, REPLIES, STATUSES
from loipr.report import Report

#: A table has at most so many rows; a longer history is told by week, by month or by year.
_MOST = 60


class Moment(NamedTuple):
    """How far the report was at the end of a day; ``day`` is None for changes that are not committed yet."""

    day: datetime.date | None
    replies: Mapping[str, int]  #: How many replies have each status.
    gaps: int
    words: int


class Course(NamedTuple):
    """The report over time, the oldest moment first, each the last one of its ``step``: day, week, month or year."""

    step: str
    moments: tuple[Moment, ...]


_STEPS: Mapping[str, Callable[[datetime.date], Hashable]] = {
    "day": lambda day: day,
    "week": lambda day: day.isocalendar()[:2],
    "month": lambda day: (day.year, day.month),
    "year": lambda day: day.year,
}


@once
def course_of(report: Report) -> Course:
    """Return how far the report was over time; only the present, when the history is not known."""
    course = moments_of(history_of(report))
    present = _present(report)
    if course.moments and course.moments[-1][1:] == present[1:]:
        return course
    return course._replace(moments=(*course.moments, present))


def moments_of(history: History) -> Course:
    """Return how far the report was at each revision, thinned to few enough steps."""
    return _thinned(list(_moments(history)))


def _thinned(moments: Sequence[Moment]) -> Course:
    """Return the last moment of each step, in the smallest step that gives few enough of them."""
    for step, part_of in _STEPS.items():
        last = {part_of(one.day): one for one in moments if one.day is not None}
        course = Course(step, tuple(last.values()))
        if len(course.moments) <= _MOST:
            break
    return course


class _Sums:
    """The sums over all pages, which each change of a page corrects."""

    def __init__(self) -> None:
        self._pages: dict[str, PageState] = {}
        self._replies: Counter[str] = Counter()
        self._gaps = self._words = 0

    def set(self, path: str, state: PageState | None) -> None:
        """Give the page at *path* a new *state*; None takes it away."""
        for sign, one in ((-1, self._pages.pop(path, None)), (1, state)):
            if one is None:
                continue
            self._gaps += sign * len(one.gaps)
            if path.startswith(f"{REPLIES}/"):
                self._words += sign * one.words
                self._replies[one.status] += sign
        if state is not None:
            self._pages[path] = state

    def at(self, day: datetime.date | None) -> Moment:
        """Return the sums as they are at the end of *day*."""
        return Moment(day, {one: self._replies[one] for one in STATUSES}, self._gaps, self._words)


def _moments(history: History) -> Iterator[Moment]:
    """Yield a moment for each day on which a sum changed."""
    sums, last = _Sums(), None
    for day, changes in _days(history):
        for change in changes:
            if change.before:
                sums.set(change.before, None)
            if _counts(change.path):
                sums.set(change.path, change.state)
        moment = sums.at(day)
        if last is None or moment[1:] != last[1:]:
            yield moment
            last = moment


def _days(history: History) -> Iterator[tuple[datetime.date, Sequence[Change]]]:
    """Yield each day with its changes; a revision that is dated before the one before it counts on that one's day."""
    day, changes = None, list[Change]()
    for revision in history.revisions:
        if day is not None and revision.day > day:
            yield day, changes
            changes = []
        day = max(day, revision.day) if day is not None else revision.day
        changes.extend(revision.changes)
    if day is not None:
        yield day, changes


def _counts(path: str) -> bool:
    """Whether the file at *path* is a page of the report or about it: no template, no parked text, no dataset."""
    parts = path.split("/")
    hidden = any(part.startswith((".", "_")) for part in parts)
    return path.startswith(f"{FOLDER}/") and path.endswith(".md") and not hidden and not path.startswith(f"{PARKED}/")


def _present(report: Report) -> Moment:
    sums = _Sums()
    for page in report.pages:
        sums.set(page.path, scan(read_text(report.root, page.path, []) or ""))
    return sums.at(None)
