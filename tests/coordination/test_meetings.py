"""What follows from meetings: groups, tasks from decisions, and their days."""

from __future__ import annotations

from loipr.coordination.meetings import group_by_question, meeting_before
from loipr.coordination.tasks import dated_tasks, tasks_of
from loipr.facts.calendar import TaskKind
from support.changes import CALENDAR, MEETING
from support.project import Project

MET = "what: A meeting.\nsource: [S01]\n"
PLAN = """\
coordinator: MFA
deadline: 2025-07-31
milestones:
- {id: data-in, title: Data in, days_before: 20}
due: {decision: data-in}
"""


def tasks(project: Project) -> list[str]:
    """Return each decision that is a task, as one line: who, with whom, question, day due, address and words."""
    return [
        f"{one.owner}|{', '.join(one.others)}|{one.question or ''} {one.item}".rstrip()
        + f"|{one.due}|{one.address}|{one.words}"
        for one in tasks_of(project.load())
        if one.kind == TaskKind.DECISION
    ]


def test_a_decision_is_a_task_of_one_institution_until_it_is_done(project: Project) -> None:
    project.write(CALENDAR, PLAN)
    project.write(
        MEETING,
        f"date: 2025-06-12\n{MET}decisions:\n- {{what: Bring figures., who: MinLabour, with: [MFA], question: 1 (a)}}\n"
        "- {what: Write to all., who: MFA, by: 2025-06-20}\n- {what: Done., who: MFA, done: 2025-06-20}\n",
    )
    project.write("data/meetings/2025-11.yaml", f"date: 2025-11\n{MET}decisions:\n- {{what: Answer., who: MFA}}\n")
    assert tasks(project) == [
        "MOL|MFA|1 (a)|2025-07-11|replies/q01-laws|Bring figures.",
        "MFA|||2025-06-20||Write to all.",
        # The calendar's day was over when this was decided.
        "MFA|||None||Answer.",
    ]
    assert {str(one.since) for one in dated_tasks(project.load()) if one.kind == TaskKind.DECISION} == {
        "2025-06-12",
        "2025-11-01",
    }
    project.replace(MEETING, "by: 2025-06-20}", "by: 2025-06-20, done: 2025-06-19}")
    assert tasks(project)[1:] == ["MFA|||None||Answer."]


def test_groups_hold_until_a_later_meeting_forms_others(project: Project) -> None:
    assert group_by_question(project.load()) == {}
    groups = "groups:\n- {name: A, questions: 1-2}\n- {name: B, questions: 3}\n"
    project.write(MEETING, f"date: 2025-06-12\n{MET}{groups}")
    project.write("data/meetings/2025-07-22.yaml", f"date: 2025-07-22\n{MET}")
    assert group_by_question(project.load()) == {1: "A", 2: "A", 3: "B"}
    project.write("data/meetings/2025-07-22.yaml", f"date: 2025-07-22\n{MET}groups:\n- {{name: C, questions: [1]}}\n")
    assert group_by_question(project.load()) == {1: "C"}


def test_meetings_are_in_the_order_of_time(project: Project) -> None:
    for name in ("2025-11", "2025-06-30", "2022-01-05"):
        project.write(f"data/meetings/{name}.yaml", f"date: {name}\n{MET}")
    project.write(MEETING, f"date: 2025-06-12 to 2025-06-13\n{MET}")
    report = project.load()
    assert [one.id for one in report.meetings] == ["2022-01-05", "2025-06-12", "2025-06-30", "2025-11"]
    assert [one and one.id for one in (meeting_before(meeting, report) for meeting in report.meetings)] == [
        *(None, "2022-01-05", "2025-06-12", "2025-06-30")
    ]
    assert [one.when for one in report.events] == ["2022-01-05", "2025-06-12 to 2025-06-13", "2025-06-30", "2025-11"]
