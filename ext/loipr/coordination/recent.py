"""What changed lately: since the last day that the data name, as far as git goes back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from loipr.coordination.change import Changes
from loipr.coordination.changed import changes_between
from loipr.coordination.past_report import commit_before, past_report
from loipr.datasets.once import once
from loipr.files.git import GitError
from loipr.files.past_files import SHALLOW, MainRevision, is_shallow, main_line
from loipr.report import Report
from loipr.wording.dates import in_words

#: Where the data name no day within the history, so many days before its last revision are told.
_DAYS = 7


class Recent(NamedTuple):
    """The changes ``since`` something, in words; None when they cannot be known: then ``since`` says why."""

    since: str
    changes: Changes | None


@once
def recent_changes(report: Report) -> Recent:
    """Return what changed since the last milestone or meeting before the last revision, or in the last days before it.

    The answer follows from the report and git alone: on another day it is the same.
    """
    try:
        line = main_line(report.root)
        if not line:
            return Recent("What changed is not known: git has no revision yet.", None)
        revision, words = _chosen(report, line)
        if revision is None:
            why = SHALLOW if is_shallow(report.root) else "git has no earlier revision"
            return Recent(f"What changed {words} is not known: {why}.", None)
        with past_report(report.root, revision.commit, report.settings) as past:
            return Recent(f"What changed {words}:", changes_between(past, report))
    except GitError as error:
        return Recent(f"What changed is not known: {error}.", None)


def changes_since(report: Report, day: datetime.date, name: str) -> Recent:
    """Return what changed since *day*, which has a *name* in words: that of a meeting, for example."""
    words = f"since {in_words(day)} ({name})"
    try:
        with past_report(report.root, commit_before(report.root, day), report.settings) as past:
            return Recent(f"What changed {words}:", changes_between(past, report))
    except GitError as error:
        return Recent(f"What changed {words} is not known: {error}.", None)


def _chosen(report: Report, line: list[MainRevision]) -> tuple[MainRevision | None, str]:
    """Return the revision to compare with, if git has it, and the time since then in words."""
    last = line[0].day
    for day, name in sorted(_named_days(report), reverse=True):
        found = next((one for one in line if one.day < day), None)
        if day <= last and found is not None:
            return found, f"since {in_words(day)} ({name})"
    begin = last - datetime.timedelta(days=_DAYS - 1)
    words = f"since {in_words(begin)}, in the last {_DAYS} days up to the last revision"
    found = next((one for one in line if one.day < begin), None)
    if found is None and not is_shallow(report.root) and len(line) > 1:
        return line[-1], f"since the first revision, of {in_words(line[-1].day)}"
    return found, words


def _named_days(report: Report) -> Iterator[tuple[datetime.date, str]]:
    for one in report.calendar.milestones:
        if one.day is not None:
            yield one.day, one.title
    for meeting in report.meetings:
        yield meeting.first, "meeting"
