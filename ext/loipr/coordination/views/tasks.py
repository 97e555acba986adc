"""Tasks as a sheet: all tasks, or the tasks of one institution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loipr.coordination.counts import in_sum
from loipr.coordination.meetings import group_by_question
from loipr.coordination.sheet import Cell, Column, Is, Sheet, day
from loipr.coordination.tasks import CALLED, Task, history_of
from loipr.coordination.views.block import Block, Sources
from loipr.facts.calendar import TaskKind
from loipr.wording.dates import in_words
from loipr.wording.sentences import listed


def all_tasks(sources: Sources, _: str) -> Iterator[Block]:
    """Yield every task."""
    yield in_sum(sources.tasks)
    yield _sheet(sources, "Tasks", sources.tasks)
    yield from _unknown_days(sources)


def tasks_of_one(sources: Sources, name: str) -> Iterator[Block]:
    """Yield the tasks of one institution."""
    owed = sources.tasks_by_owner.get(name, [])
    yield _sum(name, owed)
    if owed:
        yield _sheet(sources, f"Tasks of {name}", owed, of_one=True)
        yield from _unknown_days(sources)


def _sum(name: str, owed: Sequence[Task]) -> str:
    if not owed:
        return f"{name} owes nothing to the report."
    kinds = Counter(task.kind for task in owed)
    said = listed(f"{count} {CALLED[kind][count != 1]}" for kind in TaskKind if (count := kinds[kind]))
    earliest = min((task.due for task in owed if task.due), default=None)
    return f"{said}.{f' The first are due on {in_words(earliest)}.' if earliest else ''}"


def _sheet(sources: Sources, title: str, tasks: Sequence[Task], *, of_one: bool = False) -> Sheet:
    groups = group_by_question(sources.report)
    columns = (
        Column("Question"),
        *([Column("Group", Is.CHOICE)] if groups else []),
        *([] if of_one else [Column("Institution", Is.CHOICE)]),
        Column("Kind", Is.CHOICE),
        Column("What is owed"),
        Column("Due", Is.DUE),
        Column("First there", Is.DAY),
        Column("Changed", Is.DAY, "Last changed"),
    )
    rows = (
        (
            _subject(sources, task),
            *([Cell(groups.get(task.question or 0, ""))] if groups else []),
            *([] if of_one else [sources.institution(task.owner)]),
            Cell(CALLED[task.kind][0]),
            Cell(f"{task.words}{f' (with {listed(task.others)})' if task.others else ''}"),
            day(task.due),
            day(task.since, "unknown"),
            day(task.changed, "unknown"),
        )
        for task in tasks
    )
    return Sheet("tasks", title, columns, tuple(rows))


def _subject(sources: Sources, task: Task) -> Cell:
    """Return the subject of a task: a question with its item, a recommendation, a dataset, or another page."""
    if task.question is not None:
        return Cell(f"{task.question} {task.item}".rstrip(), task.address, task.question)
    page = sources.report.pages_by_docname.get(task.docname)
    return Cell(task.recommendation or task.dataset or (page.title if page else task.place.path), task.address)


def _unknown_days(sources: Sources) -> Iterator[Block]:
    unknown = history_of(sources.report).unknown
    if unknown:
        yield f"Since when a task is there, and when it last changed, is not known: {unknown}."
