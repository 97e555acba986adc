"""The calendar: the plan, and what really happened, each as a timeline and a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loipr.coordination.sheet import Cell, Column, Is, Sheet, day, number, several
from loipr.coordination.views.block import SOURCES_PAGE, Block, Sources, Stretch, Timeline
from loipr.wording.dates import in_words as day_in_words
from loipr.wording.period_words import in_words


def plan(sources: Sources, _: str) -> Iterator[Block]:
    """Yield the milestones, each with the tasks that are due then."""
    calendar = sources.report.calendar
    if calendar.note:
        yield calendar.note
    if not calendar.milestones:
        yield "No milestone is set."
        return
    marks = [
        Stretch(at, one.day, one.day, one.title) for at, one in enumerate(calendar.milestones, 1) if one.day is not None
    ]
    if marks:
        yield Timeline("The plan, day by day", tuple(marks), calendar.deadline, has_words=True)
    owed = Counter(task.due for task in sources.tasks)
    is_bilingual = any(one.vernacular for one in calendar.milestones)
    has_reached = any(one.reached for one in calendar.milestones)
    columns = (
        Column("No.", Is.NUMBER),
        Column("Day", Is.DUE),
        Column("Milestone"),
        *([Column("Bahasa Indonesia")] if is_bilingual else []),
        Column("What is done then"),
        Column("Tasks", Is.NUMBER, "Tasks due on that day"),
        *([Column("Reached", Is.DAY)] if has_reached else []),
    )
    rows = (
        (
            Cell(str(at), value=at),
            # What is reached has no days left.
            day(one.day) if one.reached is None else Cell(day_in_words(one.day) if one.day else ""),
            Cell(one.title),
            *([Cell(one.vernacular)] if is_bilingual else []),
            Cell(one.what),
            number(owed[one.day] if one.day else 0),
            *([day(one.reached)] if has_reached else []),
        )
        for at, one in enumerate(calendar.milestones, 1)
    )
    yield Sheet("plan", "The plan", columns, tuple(rows))


def record(sources: Sources, _: str) -> Iterator[Block]:
    """Yield the events, with those who took part and the sources."""
    events = sources.report.events
    if not events:
        yield "Nothing is on record."
        return
    marks = (Stretch(at, one.period.first, one.period.last, one.what) for at, one in enumerate(events, 1))
    yield Timeline("What happened, year by year", tuple(marks))
    columns = (Column("No.", Is.NUMBER), Column("When", Is.DAY), Column("What"), Column("Who"), Column("Source"))
    rows = []
    for at, one in enumerate(events, 1):
        who = [(name, sources.institution_page(name)) for name in one.institutions]
        row = (
            Cell(str(at), value=at),
            Cell(in_words(one.when), value=one.period.first),
            Cell(f"{one.what}{' (Inferred.)' if one.is_inferred else ''}"),
            several([*who, (one.others, "")] if one.others else who),
            several((key, SOURCES_PAGE) for key in one.sources),
        )
        rows.append(row)
    yield Sheet("record", "What happened", columns, tuple(rows))
