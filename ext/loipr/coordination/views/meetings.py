"""The meetings: all of them, the groups with how far their replies are, the decisions, and the consultations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loipr.coordination.meetings import decisions_of, due_of, group_by_question, present_groups
from loipr.coordination.sheet import Cell, Column, Is, Sheet, day, number, several
from loipr.coordination.views.block import Block, Sources
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.facts.meetings import FOLDER, Consultation, Decision, Meeting
from loipr.pages.page import docname_of
from loipr.wording.dates import in_words as day_in_words
from loipr.wording.period_words import in_words
from loipr.wording.sentences import listed

_SOURCES = docname_of("docs/annexes/bibliography.md")
_TASKS = docname_of("docs/coordination/tasks.md")
_UNKNOWN = "not on record"
#: The statuses of replies that are ready, the best one first.
_READY = ("cleared", "reviewed")


def meetings(sources: Sources, _: str) -> Iterator[Block]:
    """Yield every meeting, the last one first."""
    report = sources.report
    if not report.meetings:
        yield f"No meeting is on record; each has a file of its own in {FOLDER}."
        return
    columns = (
        Column("When", Is.DAY),
        Column("Place"),
        Column("What"),
        Column("Present"),
        Column("Outcome", full="Groups, decisions and consultations"),
        Column("Source"),
    )
    rows = tuple(_meeting(sources, one) for one in reversed(report.meetings))
    yield Sheet("meetings", "Meetings", columns, rows)


def _meeting(sources: Sources, one: Meeting) -> tuple[Cell, ...]:
    event = one.event
    who = [_linked(sources, name) for name in event.institutions]
    inferred = " (Inferred.)" if event.is_inferred else ""
    note = f" {one.note}" if one.note else ""
    done = sum(decision.done is not None for decision in one.decisions)
    counts = (
        (len(one.groups), "group"),
        (len(one.decisions) - done, "open decision"),
        (done, "decision done"),
        (len(one.consultations), "consultation"),
    )
    return (
        Cell(in_words(event.when), value=event.period.first),
        Cell(one.venue or _UNKNOWN),
        Cell(f"{event.what}{inferred}{note}"),
        several([*who, (event.others, "")] if event.others else who) if who or event.others else Cell(_UNKNOWN),
        Cell(", ".join(f"{count} {_several(words, count)}" for count, words in counts if count)),
        several((key, _SOURCES) for key in event.sources),
    )


def _several(words: str, count: int) -> str:
    """Return *words* for so many: the first noun of “decision done” gets an s, and else the last."""
    if count == 1:
        return words
    return words.replace("decision done", "decisions done") if words.endswith("done") else f"{words}s"


def groups(sources: Sources, _: str) -> Iterator[Block]:
    """Yield the groups, with the replies of each by their status: those that are ready come first."""
    report = sources.report
    found = present_groups(report)
    if not found:
        yield f"Which group works on which questions is not on record; it stands in `groups` of a meeting in {FOLDER}."
        return
    if any(group.is_proposed for group in found):
        names = listed(group.name for group in found if group.is_proposed)
        yield f"No source tells which questions these groups have; this edition proposes them: {names}."
    left = [str(one) for one in sorted(report.questions) if one not in group_by_question(report)]
    if left:
        yield f"Questions that no group has: {listed(left)}."
    has_lead = any(group.lead for group in found)
    columns = (
        Column("Group"),
        Column("Subject"),
        *([Column("Lead")] if has_lead else []),
        *(Column(status.capitalize(), full=f"Questions whose reply is {status}") for status in _READY),
        Column("Not yet", full="Questions whose reply is not reviewed yet"),
        Column("Tasks", Is.NUMBER, "Open tasks in these questions"),
    )
    tasks = Counter(group_by_question(report).get(task.question or 0, "") for task in sources.tasks)
    rows = []
    for group in found:
        by_status: dict[str, list[int]] = {}
        for one in group.questions:
            page = report.pages_by_question.get(one)
            by_status.setdefault(page.status if page and page.status in _READY else "", []).append(one)
        row = (
            Cell(group.name, f"{_TASKS}?tasks.group={group.name}"),
            Cell(group.subject),
            *([sources.institution(group.lead) if group.lead else Cell(_UNKNOWN)] if has_lead else []),
            *(_questions(sources, by_status.get(status, [])) for status in (*_READY, "")),
            number(tasks[group.name]),
        )
        rows.append(row)
    yield Sheet("groups", "Groups", columns, tuple(rows))


def _questions(sources: Sources, numbers: Sequence[int]) -> Cell:
    return several((str(one), sources.question_page(one)) for one in numbers) if numbers else Cell("none")


def decisions(sources: Sources, _: str) -> Iterator[Block]:
    """Yield the decisions of all meetings, open and done."""
    found = list(decisions_of(sources.report))
    if not found:
        yield "No decision is on record."
        return
    done = sum(one.done is not None for _, one in found)
    yield f"{len(found) - done} open, {done} done."
    columns = (
        Column("Meeting", Is.DAY),
        Column("Who", Is.CHOICE),
        Column("What"),
        Column("With"),
        Column("Question", Is.NUMBER),
        Column("By", Is.DUE),
        Column("State", Is.CHOICE),
        Column("Done on", Is.DAY),
    )
    yield Sheet("decisions", "Decisions", columns, tuple(_decision(sources, *pair) for pair in found))


def _decision(sources: Sources, meeting: Meeting, one: Decision) -> tuple[Cell, ...]:
    reference = parse_question_reference(one.question)
    due = due_of(meeting, one, sources.report)
    return (
        Cell(in_words(meeting.event.when), value=meeting.first),
        sources.institution(one.who),
        Cell(one.what),
        several(_linked(sources, name) for name in one.others),
        Cell(one.question, sources.question_page(reference[0]), reference[0]) if reference else Cell(),
        # What is done has no days left.
        day(due, _UNKNOWN) if one.done is None else Cell(day_in_words(one.by) if one.by else ""),
        Cell("open" if one.done is None else "done"),
        day(one.done),
    )


def consultations(sources: Sources, _: str) -> Iterator[Block]:
    """Yield who was heard, on what, and where it was taken up."""
    found = [(meeting, one) for meeting in sources.report.meetings for one in meeting.consultations]
    if not found:
        yield "No consultation is on record."
        return
    columns = (Column("When", Is.DAY), Column("Who was heard"), Column("On what"), Column("Taken up"))
    rows = (
        (
            Cell(in_words(meeting.event.when), value=meeting.first),
            several(_linked(sources, name) for name in one.heard),
            Cell(one.on),
            several(_taken_up(sources, one)) if one.is_taken_up else Cell(one.reason or "nowhere"),
        )
        for meeting, one in found
    )
    yield Sheet("consultations", "Consultations", columns, tuple(rows))


def _taken_up(sources: Sources, one: Consultation) -> Iterator[tuple[str, str]]:
    for text in one.questions:
        reference = parse_question_reference(text)
        yield f"question {text}", sources.question_page(reference[0]) if reference else ""
    for name in one.paragraphs:
        target = sources.report.paragraph_names.get(name)
        yield f"paragraph {name}", f"{docname_of(target.place.path)}#{name}" if target else ""
    for text in one.recommendations:
        yield text, ""


def _linked(sources: Sources, name: str) -> tuple[str, str]:
    """Return a name, and the page of the institution that it names; empty for others."""
    return name, sources.institution_page(name)
