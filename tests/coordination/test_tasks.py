"""The tasks that follow from a report: each has one institution and one due day."""

from __future__ import annotations

from collections import Counter

import pytest

from loipr.coordination.counts import in_sum
from loipr.coordination.tasks import Task, tasks_of
from loipr.facts.calendar import TaskKind
from loipr.wording.languages import language_of
from support.changes import CALENDAR, DESCRIPTOR, LAWS, LIST, RECRUITMENT
from support.measured import INDICATORS, measure
from support.project import Project

PLAN = """\
coordinator: MFA
deadline: 2025-07-31
milestones:
- {id: data-in, title: Data in, days_before: 20}
- {id: cleared, title: Cleared, date: 2025-07-25}
due: {gap: data-in, reply: cleared, stale: data-in}
"""


def lines(project: Project) -> list[str]:
    """Return each task as one line: its owner, kind, item, due day, place and words."""
    return [
        f"{one.owner}|{one.kind}|{one.question or one.dataset} {one.item}".rstrip()
        + f"|{one.due}|{one.address}|{one.words}"
        for one in tasks_of(project.load())
    ]


def test_a_report_without_a_calendar_has_its_tasks(project: Project) -> None:
    assert lines(project) == [
        "MFA|reply|1|None|replies/q01-laws|The reply is a draft.",
        "MOL|reply|2|None|replies/q02-recruitment|The reply is reviewed, not yet cleared.",
    ]


def test_every_kind(project: Project) -> None:
    project.write(CALENDAR, PLAN)
    project.replace(LIST, "slug: statistics\n    standing: known", "slug: statistics\n    standing: outline")
    project.replace(DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL", "good_for_months": 6,')
    project.append(RECRUITMENT, "\n:::{gap} MinLabour, MFA\nFigures by sex, {article}`33`.\n:::\n")
    project.append(RECRUITMENT, "\n:::{gap} MOL\n:due: 2025-07-01\nMore.\n:::\n")
    project.append("docs/convention.md", "\n:::{gap} MFA\nA text.\n:::\n")
    project.write("docs/parked/q09-ships.md", "---\nquestion: 9\n---\n\n# Ships\n\nTwo ships sail.\n")
    assert lines(project) == [
        "MFA|reply|1|2025-07-25|replies/q01-laws|The reply is a draft.",
        "MOL|reply|2|2025-07-25|replies/q02-recruitment|The reply is reviewed, not yet cleared.",
        "MOL|gap|2|2025-07-11|replies/q02-recruitment#q02-recruitment-gap-1|Figures by sex, article 33.",
        "MFA|gap|2|2025-07-11|replies/q02-recruitment#q02-recruitment-gap-1|Figures by sex, article 33.",
        "MOL|gap|2|2025-07-01|replies/q02-recruitment#q02-recruitment-gap-2|More.",
        "MFA|outline|3|None|replies/q03-statistics|The text of the question is not at hand; the reply follows an outline.",
        "MOL|stale|placements|2025-07-11||Placements: the newest figure is of 31 December 2024 and was good until "
        "30 June 2025.",
        "MFA|gap||2025-07-11|convention#convention-gap-1|A text.",
        "MFA|parked||None||Ships (3 words): its question is gone; use it in other replies, or delete it.",
    ]
    others = {one.owner: one.others for one in tasks_of(project.load()) if one.others}
    assert others == {"MOL": ("MFA",), "MFA": ("MOL",)}


def test_what_the_machinery_says_is_said_in_the_language_of_the_owner(project: Project) -> None:
    """What people wrote, as a gap or the title of a dataset, stays as it is."""
    project.replace(DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL", "good_for_months": 6,')
    project.replace(
        DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL", "disaggregation": {"asked": ["sex", "age", "port"]},'
    )
    project.append(RECRUITMENT, "\n:::{gap} MOL\nFigures by sex.\n:::\n")
    assert [language_of("id").say(one.words) for one in tasks_of(project.load())] == [
        "Jawaban masih berupa draf.",
        "Jawaban sudah ditelaah, tetapi belum disetujui.",
        "Figures by sex.",
        "Placements: angka terbaru per 31 Desember 2024 dan berlaku sampai 30 Juni 2025.",
        "Placements: angka menurut jenis kelamin, usia dan port.",
    ]


def test_what_nobody_measures_is_a_task_of_who_answers_for_it(project: Project) -> None:
    measure(project)
    assert [one for one in lines(project) if "|indicator|" in one] == [
        "MFA|indicator||None||Complaints settled: no value is available."
    ]


def test_a_value_past_its_shelf_life_is_a_task_unless_its_dataset_is_one(project: Project) -> None:
    measure(project)
    project.replace(INDICATORS, "good_for_months: 12", "good_for_months: 6")
    assert "MOL|indicator||None||Workers placed: the latest value was good until 30 June 2025." in lines(project)
    project.replace(DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL", "good_for_months": 6,')
    assert [one for one in lines(project) if "30 June 2025" in one] == [
        "MOL|stale|placements|None||Placements: the newest figure is of 31 December 2024 and was good until 30 June 2025."
    ]


@pytest.mark.parametrize(
    ("argument", "owners"),
    [
        ("MOL, MFA", ["MOL", "MFA"]),
        ("MOL, MinLabour,, MOL", ["MOL"]),
        ("Nobody, MOL", ["MOL"]),
        ("Nobody", ["MFA"]),  # the lead of the reply
        (",", ["MFA"]),
    ],
)
def test_a_gap_is_a_task_of_each_institution_it_names(project: Project, argument: str, owners: list[str]) -> None:
    project.append(LAWS, f"\n:::{{gap}} {argument}\nA text.\n:::\n")
    assert [one.owner for one in tasks_of(project.load()) if one.kind == TaskKind.GAP] == owners


def test_a_reply_without_a_page_or_a_lead_is_a_task_too(project: Project) -> None:
    project.write(CALENDAR, PLAN)
    (project.root / LAWS).unlink()
    project.replace(RECRUITMENT, "lead: MOL", "lead: Nobody")
    replies = [one for one in tasks_of(project.load()) if one.kind == TaskKind.REPLY]
    assert [(one.owner, one.words) for one in replies] == [
        ("MFA", "The reply has no page yet."),
        ("MFA", "The reply is reviewed, not yet cleared."),
    ]


def test_a_task_is_known_again_wherever_its_page_moves_it(project: Project) -> None:
    def ids(kind: TaskKind) -> list[str]:
        return [one.id for one in tasks_of(project.load()) if one.kind == kind]

    project.append(RECRUITMENT, "\n:::{gap} MOL, MFA\nFigures.\n:::\n")
    before = ids(TaskKind.GAP)
    project.replace(RECRUITMENT, "In 2023", "A new paragraph.\n\nIn 2023")
    assert ids(TaskKind.GAP) == before
    project.replace(RECRUITMENT, "Figures.", "Other figures.")
    assert len({*before, *ids(TaskKind.GAP)}) == 4


def test_the_counts_in_words(project: Project) -> None:
    assert in_sum([]) == "0 gaps."
    project.append(RECRUITMENT, "\n:::{gap} MOL, MFA\nFigures.\n:::\n")
    assert in_sum(tasks_of(project.load())) == "1 gap: 1 in the text. In all 4 tasks of 2 institutions."
    project.replace(LIST, "slug: statistics\n    standing: known", "slug: statistics\n    standing: outline")
    assert in_sum(tasks_of(project.load())) == (
        "2 gaps: 1 in the text and 1 question whose text is not at hand. In all 5 tasks of 2 institutions."
    )


def test_tasks_are_as_many_as_pairs_of_gap_and_institution(project: Project) -> None:
    gaps = "".join(f"\n:::{{gap}} MOL, MFA\nText {number}.\n:::\n" for number in range(50))
    project.append(RECRUITMENT, gaps)
    tasks: tuple[Task, ...] = tasks_of(project.load())
    assert Counter(one.owner for one in tasks if one.kind == TaskKind.GAP) == {"MOL": 50, "MFA": 50}
    assert {one.due for one in tasks} == {None}
