"""Who is to be reminded of what, and in which order."""

from __future__ import annotations

import datetime

import pytest

from loipr.coordination.chasing import Alert, alert_of, debts, time_left
from loipr.coordination.tasks import Task
from loipr.facts.calendar import TaskKind
from loipr.files.places import Place
from loipr.wording.languages import language_of
from support.changes import CALENDAR, LAWS, RECRUITMENT
from support.project import Project

TODAY = datetime.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("days", "alert", "english", "indonesian"),
    [
        (None, Alert.UNDATED, "no due day", "tanpa tenggat"),
        (-1000, Alert.OVERDUE, "1,000 days overdue", "terlambat 1.000 hari"),
        (-1, Alert.OVERDUE, "1 day overdue", "terlambat 1 hari"),
        (0, Alert.WITHIN_7, "due today", "jatuh tempo hari ini"),
        (1, Alert.WITHIN_7, "1 day left", "1 hari lagi"),
        (7, Alert.WITHIN_7, "7 days left", "7 hari lagi"),
        (8, Alert.WITHIN_14, "8 days left", "8 hari lagi"),
        (14, Alert.WITHIN_14, "14 days left", "14 hari lagi"),
        (15, Alert.WITHIN_21, "15 days left", "15 hari lagi"),
        (21, Alert.WITHIN_21, "21 days left", "21 hari lagi"),
        (22, Alert.LATER, "22 days left", "22 hari lagi"),
    ],
)
def test_how_urgent_a_task_is(days: int | None, alert: Alert, english: str, indonesian: str) -> None:
    due = None if days is None else TODAY + datetime.timedelta(days=days)
    task = Task(TaskKind.GAP, "MOL", "", Place("docs/a.md"), due=due)
    assert alert_of(task, TODAY) == alert
    said = time_left(task, TODAY)
    assert (said, language_of("id").say(said)) == (english, indonesian)


@pytest.mark.parametrize("due", [datetime.date.min, datetime.date.max])
@pytest.mark.parametrize("today", [datetime.date.min, datetime.date.max])
def test_any_day_is_told(due: datetime.date, today: datetime.date) -> None:
    assert time_left(Task(TaskKind.GAP, "MOL", "", Place("docs/a.md"), due=due), today)


def owed(project: Project, today: datetime.date) -> list[tuple[str, str, int, list[str]]]:
    return [
        (one.institution.id, one.alert, one.overdue, [f"{task.due} {task.words}" for task in one.tasks])
        for one in debts(project.load(), today)
    ]


def test_the_most_overdue_comes_first(project: Project) -> None:
    project.write(
        CALENDAR, "coordinator: MFA\nmilestones:\n- {id: in, title: In, date: 2025-07-11}\ndue: {reply: in}\n"
    )
    project.append(LAWS, "\n:::{gap} MFA\nLater.\n:::\n")
    project.append(RECRUITMENT, "\n:::{gap} MOL\n:due: 2025-06-20\nSooner.\n:::\n")
    reply, reviewed = "The reply is a draft.", "The reply is reviewed, not yet cleared."
    assert owed(project, TODAY) == [
        ("MOL", "overdue", 1, ["2025-06-20 Sooner.", f"2025-07-11 {reviewed}"]),
        ("MFA", "14", 0, [f"2025-07-11 {reply}", "None Later."]),
    ]
    # Of two with the same earliest day, the one that owes more comes first.
    project.append(LAWS, "\n:::{gap} MFA\n:due: 2025-06-20\nA text.\n:::\n")
    assert [(name, overdue) for name, _, overdue, _ in owed(project, TODAY)] == [("MFA", 1), ("MOL", 1)]


def test_nothing_is_owed(project: Project) -> None:
    project.clear()
    assert owed(project, TODAY) == []
