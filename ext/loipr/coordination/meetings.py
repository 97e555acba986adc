"""What follows from the meetings: the groups of today, what was decided and is open, and where a consultation leads."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from loipr.datasets.once import once
from loipr.facts.calendar import TaskKind
from loipr.facts.meetings import Decision, Group, Meeting
from loipr.report import Report


def groups_until(day: datetime.date, report: Report) -> tuple[Group, ...]:
    """Return the groups that hold on *day*: those of the last meeting until then that has formed any."""
    return next((one.groups for one in reversed(report.meetings) if one.groups and one.first <= day), ())


@once
def present_groups(report: Report) -> tuple[Group, ...]:
    """Return the groups of the last meeting that has formed any."""
    return groups_until(datetime.date.max, report)


@once
def group_by_question(report: Report) -> Mapping[int, str]:
    """Return the name of the group of each question that a group works on."""
    found: dict[int, str] = {}
    for group in present_groups(report):
        for number in group.questions:
            found.setdefault(number, group.name)
    return found


def decisions_of(report: Report) -> Iterator[tuple[Meeting, Decision]]:
    """Yield every decision after its meeting, in the order of time."""
    return ((meeting, decision) for meeting in report.meetings for decision in meeting.decisions)


def due_of(meeting: Meeting, decision: Decision, report: Report) -> datetime.date | None:
    """Return the day by which a decision must be carried out: its own, or the calendar's, unless that was over then."""
    usual = report.calendar.due.get(TaskKind.DECISION)
    return decision.by or (usual if usual is not None and usual >= meeting.first else None)


def meeting_before(meeting: Meeting, report: Report) -> Meeting | None:
    """Return the last meeting before *meeting*; None when it is the first on record."""
    return next((one for one in reversed(report.meetings) if one.event.period.last < meeting.first), None)
