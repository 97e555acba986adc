"""Who is to be reminded of what: the debts of each institution, the most overdue first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from loipr.coordination.tasks import Task, tasks_of
from loipr.facts.institutions import Institution
from loipr.report import Report
from loipr.wording.languages import Message, _, ngettext


class Alert(StrEnum):
    """How near the due day of a task is; the first is the most urgent."""

    OVERDUE = "overdue"
    WITHIN_7 = "7"
    WITHIN_14 = "14"
    WITHIN_21 = "21"
    LATER = "later"
    UNDATED = "undated"


#: The names of the levels, as heads of lists.
LEVELS: Mapping[Alert, Message] = {
    Alert.OVERDUE: _("Overdue"),
    Alert.WITHIN_7: _("Due within 7 days"),
    Alert.WITHIN_14: _("Due within 14 days"),
    Alert.WITHIN_21: _("Due within 21 days"),
    Alert.LATER: _("Due in more than 21 days"),
    Alert.UNDATED: _("Without a due day"),
}
_DAYS = {Alert.WITHIN_7: 7, Alert.WITHIN_14: 14, Alert.WITHIN_21: 21}


@dataclass(frozen=True, slots=True)
class Debt:
    """What an ``institution`` owes on the day ``today``: its tasks, the most urgent first."""

    institution: Institution
    tasks: tuple[Task, ...]
    today: datetime.date

    @property
    def alert(self) -> Alert:
        """The level of the most urgent task."""
        return alert_of(self.tasks[0], self.today)

    @property
    def overdue(self) -> int:
        """How many tasks are overdue."""
        return sum(alert_of(task, self.today) == Alert.OVERDUE for task in self.tasks)

    def by_level(self) -> Iterator[tuple[Alert, list[Task]]]:
        """Yield the tasks of each level."""
        for level, tasks in groupby(self.tasks, lambda task: alert_of(task, self.today)):
            yield level, list(tasks)


def debts(report: Report, today: datetime.date) -> tuple[Debt, ...]:
    """Return the debts of every institution that owes something, the most overdue first.

    The earliest due day decides; then the number of overdue tasks, the number of all, and the name.
    """
    owed: dict[str, list[Task]] = {}
    for task in sorted(tasks_of(report), key=_due):
        owed.setdefault(task.owner, []).append(task)
    found = [
        Debt(institution, tuple(tasks), today)
        for name, tasks in owed.items()
        if (institution := report.institutions.find(name)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (_due(one.tasks[0]), -one.overdue, -len(one.tasks), one.institution.id)))


def _due(task: Task) -> datetime.date:
    return task.due or datetime.date.max


def days_left(task: Task, today: datetime.date) -> int | None:
    """Return how many days are left for *task*, negative when it is overdue; None when it has no due day."""
    return (task.due - today).days if task.due is not None else None


def alert_of(task: Task, today: datetime.date) -> Alert:
    """Return how urgent *task* is."""
    left = days_left(task, today)
    if left is None:
        return Alert.UNDATED
    if left < 0:
        return Alert.OVERDUE
    return next((level for level, days in _DAYS.items() if left <= days), Alert.LATER)


def time_left(task: Task, today: datetime.date) -> Message:
    """Return in words how many days are left for *task*, or how many days it is overdue."""
    left = days_left(task, today)
    if left is None:
        return _("no due day")
    if left == 0:
        return _("due today")
    if left > 0:
        return ngettext("{days:,} day left", "{days:,} days left", left).format(days=left)
    return ngettext("{days:,} day overdue", "{days:,} days overdue", -left).format(days=-left)
