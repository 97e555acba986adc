"""The register of recommendations: what follows from it, and the trace over the cycles."""

from __future__ import annotations

import pytest

from loipr.coordination.register import answers, questions_by_recommendation, subject_of
from loipr.coordination.sheet import Sheet, as_csv
from loipr.coordination.tasks import tasks_of
from loipr.coordination.views import views_of
from loipr.facts.calendar import TaskKind
from loipr.facts.concluding_observations import parse_recommendation
from support.changes import CALENDAR, LIST, RECRUITMENT, REGISTER
from support.project import Project
from support.recommended import recommend


def sheet(project: Project, view: str) -> Sheet:
    (found,) = views_of(project.load()).sheets(view)
    return found


def test_the_small_register_is_without_fault_but_for_what_nobody_answers(project: Project) -> None:
    recommend(project)
    assert project.findings() == [
        f"{REGISTER}:18: gap[unanswered-recommendation]: no reply takes up CO/1 5; refer to it as "
        "{recommendation}`CO/1 5` where it is answered"
    ]


def test_subjects(project: Project) -> None:
    recommend(project)
    report = project.load()
    assert {entry.id: subject_of(entry, report) for entry in report.register.entries.values()} == {
        "CO/1 3 (a)": "Mills & ovens: Mend them",
        "CO/1 3 (b)": "A count of mills",
        "CO/1 4": "Bridges",
        "CO/1 5": "Lanterns",
        "CO/2 1": "Bridges and ferries",
    }


def test_the_trace(project: Project) -> None:
    recommend(project)
    assert as_csv(sheet(project, "recommendation-trace")).decode().splitlines()[1:] == [
        "CO/1 3 (a),Mills & ovens: Mend them,,1,3,,taken up",
        "CO/1 3 (b),A count of mills,,1,2,,taken up",
        "CO/1 4,Bridges,,1,,CO/2 1,superseded",
        "CO/1 5,Lanterns,,1,,,no reply",
        "CO/2 1,Bridges and ferries,CO/1 4,,,,after the report",
    ]


def test_what_is_done_about_each(project: Project) -> None:
    recommend(project)
    assert as_csv(sheet(project, "recommendations")).decode().splitlines()[1:] == [
        'CO/1 3 (a),CO/1,Mills & ovens: Mend them,MOL,MFA,under way,2025-10-01,"Mills are mended each spring, n<m.",'
        '"question 3, Placements, paragraph spring",,documented nationals abroad; undocumented nationals abroad,64 and 65,'
        "asked by 1 October 2025",
        "CO/1 3 (b),CO/1,A count of mills,MFA,,done,2025-10-01,,question 2,,documented foreigners,66,asked by 1 October 2025",
        "CO/1 4,CO/1,Bridges,nobody named,,superseded,,,,,,,",
        "CO/1 5,CO/1,Lanterns,MFA,,not accepted,,Lanterns are for the harbour.,,,,,",
        "CO/2 1,CO/2,Bridges and ferries,MOL,,not started,2027-06-30,,,,,,",
    ]


def test_tasks_where_something_is_due_or_unanswered(project: Project) -> None:
    recommend(project)
    project.write(
        CALENDAR,
        "coordinator: MFA\nmilestones:\n- {id: text-in, title: Text in, date: 2025-07-01}\ndue: {unanswered: text-in}\n",
    )
    kinds = (TaskKind.RECOMMENDATION, TaskKind.UNANSWERED)
    found = [one for one in tasks_of(project.load()) if one.kind in kinds]
    assert [(str(one.kind), one.owner, str(one.due), one.recommendation, one.words) for one in found] == [
        ("recommendation", "MOL", "2025-10-01", "CO/1 3 (a)", "CO/1 3 (a): Mills & ovens: Mend them."),
        ("unanswered", "MFA", "2025-07-01", "CO/1 5", "No reply takes up CO/1 5: Lanterns."),
        ("recommendation", "MOL", "2027-06-30", "CO/2 1", "CO/2 1: Bridges and ferries."),
    ]


@pytest.mark.parametrize(
    ("text", "taken_up"),
    [
        ("CO/1 3", {"CO/1 3 (a)": (2, 3), "CO/1 3 (b)": (2,), "CO/1 4": ()}),
        ("CO/1 3 (a)", {"CO/1 3 (a)": (2, 3), "CO/1 3 (b)": (2,), "CO/1 4": ()}),
        ("CO/1 4 (a)", {"CO/1 3 (a)": (3,), "CO/1 3 (b)": (2,), "CO/1 4": ()}),
        ("CO/1 4", {"CO/1 3 (a)": (3,), "CO/1 3 (b)": (2,), "CO/1 4": (2,)}),
    ],
)
def test_a_reply_takes_up_what_it_names_and_the_letters_of_a_whole_paragraph(
    project: Project, text: str, taken_up: dict[str, tuple[int, ...]]
) -> None:
    recommend(project)
    project.append(RECRUITMENT, f"\n{{recommendation}}`{text}`\n")
    found = project.load().replies_by_recommendation
    assert {name: found[name] for name in taken_up} == taken_up


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("(CMW/C/XXX/CO/1, paras. 3 and 4–5)", {"CO/1 3 (a)", "CO/1 3 (b)", "CO/1 4", "CO/1 5"}),
        ("(CMW/C/XXX/CO/1, para. 4), of the last 5 years", {"CO/1 4"}),
        ("(CMW/C/XXX/CO/1, paras. 3 (a), 5)", {"CO/1 3 (a)", "CO/1 3 (b)", "CO/1 5"}),
        ("(CMW/C/XXX/CO/1) and paragraph 4", set()),
        ("(CMW/C/XXX/CO/12, para. 4)", set()),
        ("CMW/C/XXX/CO/1, para. 1-999", {"CO/1 3 (a)", "CO/1 3 (b)", "CO/1 4", "CO/1 5"}),
    ],
)
def test_the_text_of_a_question_names_what_it_asks_about(project: Project, text: str, asked: set[str]) -> None:
    recommend(project)
    project.replace(LIST, "(CMW/C/XXX/CO/1, paras. 3 and 4–5)", text)
    found = questions_by_recommendation(project.load())
    assert {name for name, questions in found.items() if questions} == asked


def test_the_register_names_a_question_that_the_text_names_too(project: Project) -> None:
    recommend(project)
    project.replace(REGISTER, "- id: CO/1 4\n", "- id: CO/1 4\n  questions: [1 (a), 2]\n")
    assert questions_by_recommendation(project.load())["CO/1 4"] == ("1 (a)", "2")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CO/1 3", "CO/1 3 (a)"),
        ("CO/1 3 (b)", "CO/1 3 (b)"),
        ("CO/1 3 (c)", None),
        ("CO/1 4 (a)", "CO/1 4"),
        ("CO/1 6", None),
    ],
)
def test_which_entry_a_reference_leads_to(project: Project, text: str, found: str | None) -> None:
    recommend(project)
    wanted = parse_recommendation(text)
    assert wanted is not None
    entry = project.load().register.find(wanted)
    assert (entry.id if entry else None) == found


def test_an_empty_register_says_so(project: Project) -> None:
    report = project.load()
    assert views_of(report).blocks("recommendations") == ("No recommendation is on record in data/register.yaml.",)
    assert views_of(report).blocks("recommendation-trace") == ()
    assert answers(report) == {}


def test_what_an_incomplete_document_lacks_is_said(project: Project) -> None:
    recommend(project)
    project.replace("data/concluding-observations/co-2.yaml", "complete: true", "complete: false")
    said = [one for one in views_of(project.load()).blocks("recommendations") if isinstance(one, str)]
    assert said == [
        "5 on record: 1 not started, 1 under way, 1 done, 1 not accepted and 1 superseded.",
        "Of CMW/C/XXX/CO/2 the paragraphs 1 are on record; what it recommends in others is missing here.",
    ]
