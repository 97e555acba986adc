"""Columns of targets beside the figures: the first target and the last, and how much of each was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loipr.datasets.dataset import PERIOD, Aim, Dataset, Target
from loipr.tables.grid import NO_ROW, Heading
from loipr.tables.query import Query, TableError
from loipr.tables.rows import Arrangement, Cell, Line, figure_cell
from loipr.wording.period_words import in_words
from loipr.wording.periods import parse_period

#: The role of a column of targets.
TARGET = "target"
_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Aimed:
    """A table with columns of targets, the targets that it shows, and the notes on them."""

    table: Arrangement
    targets: tuple[Target, ...] = ()
    notes: tuple[str, ...] = ()


def with_targets(query: Query, table: Arrangement) -> Aimed:
    """Add columns of targets after each column of figures that has targets.

    :raises TableError: when no figure has a target, or the table is a pivot.
    """
    if query.pivot is not None:
        raise TableError("invalid-table", ":targets: stand beside the figures of a dataset; leave :pivot: out")
    aimed: dict[int, list[tuple[Target, ...]]] = {}
    for number, heading in enumerate(table.headings):
        if heading.is_figure and not heading.role:
            found = [targets_of_row(query.dataset, heading.name, line.rows[number]) for line in table.lines]
            if any(found):
                aimed[number] = found
    if not aimed:
        raise TableError(
            "invalid-table",
            ":targets: none is on record for these figures; leave it out, or show the periods that have one",
        )
    is_clear = sum(heading.is_figure and heading.role != "computed" for heading in table.headings) == 1
    longer = table
    for number in sorted(aimed, reverse=True):
        longer = _inserted(query, longer, number, aimed[number], is_clear=is_clear)
    shown = tuple(dict.fromkeys(target for found in aimed.values() for targets in found for target in targets))
    return Aimed(longer, shown, tuple(_notes(query.dataset, table.lines, aimed)))


def targets_of_row(dataset: Dataset, figure: str, row: int) -> tuple[Target, ...]:
    """Return the targets of the shortest period that contains the period of *row*, the oldest target first."""
    period = parse_period(dataset.cells[PERIOD][row]) if row != NO_ROW and PERIOD in dataset.cells else None
    if period is None:
        return ()
    around = {}
    for aim in dataset.aims:
        if aim.figure == figure and _meets(dataset, aim, row):
            whole = parse_period(aim.targets[0].period)
            if whole is not None and whole.first <= period.first and period.last <= whole.last:
                around[whole.days] = aim.targets
    return around[min(around)] if around else ()


def _meets(dataset: Dataset, aim: Aim, row: int) -> bool:
    return all(name in dataset.cells and dataset.cells[name][row] == value for name, value in aim.where)


def _inserted(
    query: Query, table: Arrangement, after: int, aimed: Sequence[tuple[Target, ...]], *, is_clear: bool
) -> Arrangement:
    """Return *table* with the targets of column *after* next to it: two for each line if a target was replaced."""
    figure = table.headings[after]
    is_replaced = any(len(targets) > 1 for targets in aimed)
    columns = (("First target", 0), ("Last target", -1)) if is_replaced else (("Target", -1),)
    headings: list[Heading] = []
    for title, _ in columns:
        titles = (title, f"Of the {title.lower()}, per cent")
        target, reached = titles if is_clear else (f"{figure.title}: {words[0].lower()}{words[1:]}" for words in titles)
        headings.append(replace(figure, title=target, role=TARGET))
        headings.append(Heading(reached, "", is_figure=True, role="computed"))
    lines = []
    for line, targets in zip(table.lines, aimed, strict=True):
        cells: list[Cell] = []
        for _, place in columns:
            cells += _cells(query, figure, line.cells[after].number, targets[place].value if targets else None)
        lines.append(_longer(line, after, cells))
    return Arrangement((*table.headings[: after + 1], *headings, *table.headings[after + 1 :]), tuple(lines))


def _cells(query: Query, heading: Heading, value: Decimal | None, target: Decimal | None) -> Iterator[Cell]:
    yield figure_cell(target, None if heading.is_whole else query.decimals)
    reached = value / target * 100 if value is not None and target else None
    yield figure_cell(reached, _DECIMALS if query.decimals is None else query.decimals)


def _longer(line: Line, after: int, cells: Sequence[Cell]) -> Line:
    rows = (*line.rows[: after + 1], *(NO_ROW for _ in cells), *line.rows[after + 1 :])
    return replace(line, cells=(*line.cells[: after + 1], *cells, *line.cells[after + 1 :]), rows=rows)


def _notes(dataset: Dataset, lines: Sequence[Line], aimed: dict[int, list[tuple[Target, ...]]]) -> Iterator[str]:
    """Yield when the targets were set, and a warning when a figure covers only a part of its target's period."""
    for targets in dict.fromkeys(targets for found in aimed.values() for targets in found if targets):
        told = [f"{target.value:,}, set {_when(target)}" for target in targets]
        yield f"Target{'s' if len(told) > 1 else ''} of {in_words(targets[0].period)}: {'; '.join(told)}."
    periods = {
        (dataset.cells[PERIOD][line.rows[number]], targets[0].period)
        for number, found in aimed.items()
        for line, targets in zip(lines, found, strict=True)
        if targets
    }
    if any(parse_period(own) != parse_period(whole) for own, whole in periods):
        yield "A figure of a part of the period is told beside the target of the whole."


def _when(target: Target) -> str:
    day = parse_period(target.set_on)
    return f"{'on' if day is not None and day.days == 1 else 'in'} {in_words(target.set_on)}"
