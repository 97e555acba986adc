"""The count of tasks: the first page, `check`, the matrix, workbooks and lists all show this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from loipr.coordination.tasks import Task
from loipr.facts.calendar import TaskKind
from loipr.wording.sentences import listed

#: The words for gaps of each kind, singular and plural: these are all kinds that `check` counts as gaps.
_GAPS = {
    TaskKind.GAP: ("in the text", "in the text"),
    TaskKind.OUTLINE: ("question whose text is not at hand", "questions whose text is not at hand"),
    TaskKind.PARKED: ("parked text", "parked texts"),
    TaskKind.UNANSWERED: ("recommendation that no reply takes up", "recommendations that no reply takes up"),
    TaskKind.BREAKDOWN: ("dataset to be broken down further", "datasets to be broken down further"),
}


def gaps_of(tasks: Iterable[Task]) -> Counter[TaskKind]:
    """Return how many gaps of each kind there are; a gap that several institutions must fill is one gap."""
    found = {(task.kind, task.place) for task in tasks if task.kind in _GAPS}
    return Counter(kind for kind, _ in found)


def in_sum(tasks: Iterable[Task]) -> str:
    """Return in one or two sentences how many gaps there are, and how many tasks of how many institutions."""
    tasks = list(tasks)
    gaps = gaps_of(tasks)
    kinds = listed(f"{gaps[kind]} {words[gaps[kind] != 1]}" for kind, words in _GAPS.items() if gaps[kind])
    owners = {task.owner for task in tasks if task.owner}
    said = f"{_count(gaps.total(), 'gap')}{f': {kinds}' if kinds else ''}."
    if not tasks:
        return said
    return f"{said} In all {_count(len(tasks), 'task')} of {_count(len(owners), 'institution')}."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
