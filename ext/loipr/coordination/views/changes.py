"""What changed lately, as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from loipr.coordination.change import Changed, Changes
from loipr.coordination.recent import recent_changes
from loipr.coordination.sheet import Cell, Column, Is, Sheet, several
from loipr.coordination.views.block import Block, Sources

#: A dataset with more changes has one row that counts them.
_MANY = 40


def changes(sources: Sources, _: str) -> Iterator[Block]:
    """Yield every change since the last day that the data name."""
    since, found = recent_changes(sources.report)
    if found is None:
        yield since
        return
    yield f"{since} {found.in_sum}"
    if found.all:
        columns = (Column("Question"), Column("Institution"), Column("Kind", Is.CHOICE), Column("What changed"))
        yield Sheet("changes", "What changed", columns, tuple(_rows(sources, found)))


def _rows(sources: Sources, found: Changes) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each change, and one for a dataset with many of them."""
    for dataset, own in groupby(found.all, key=lambda one: one.dataset):
        changes = tuple(own)
        if dataset and len(changes) > _MANY:
            whole = replace(changes[0], questions=Changes(changes).questions)
            yield _row(sources, whole, f"{dataset}: {Changes(changes).in_sum}")
        else:
            yield from (_row(sources, one, one.words) for one in changes)


def _row(sources: Sources, one: Changed, words: str) -> tuple[Cell, ...]:
    page = sources.report.pages_by_docname.get(one.page)
    if one.dataset:
        subject = several((str(number), sources.question_page(number)) for number in one.questions)
    elif one.questions:
        subject = Cell(str(one.questions[0]), one.address, one.questions[0])
    else:
        subject = Cell(page.title if page else one.page, one.address)
    return (
        subject,
        several((name, sources.institution_page(name)) for name in one.owners),
        Cell(one.kind),
        Cell(words, one.page if one.dataset else ""),
    )
