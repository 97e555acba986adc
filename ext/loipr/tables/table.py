"""The table that a query asks for, ready to print, with its sources and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loipr.datasets.dataset import SOURCE, Dataset, Target, split_sources
from loipr.datasets.figures import format_cell
from loipr.datasets.once import once
from loipr.tables.cell_notes import with_footnotes
from loipr.tables.grid import NO_ROW, Heading, matching, plain, says
from loipr.tables.pivot import pivoted
from loipr.tables.query import Query
from loipr.tables.ratios import with_change, with_share
from loipr.tables.rows import Cell, Line, arrange
from loipr.tables.targets import Aimed, with_targets
from loipr.wording.sentences import listed

#: Printed for a missing figure, as in the tables of the United Nations.
NOT_AVAILABLE = ".."


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to print: its cells, the sources of its rows, and the notes on them."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: frozenset[int] = frozenset()  #: The rows that are totals of other rows.
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    footnotes: tuple[tuple[str, str], ...] = ()  #: The letters in the cells, each with its words.


def select(query: Query) -> Table:
    """Return the table that *query* asks for.

    It is kept in memory, because the rules, the count of words and each edition need the same tables.

    :raises TableError: when no row is left, a cell of a pivot would have two figures, or *query* asks for a sum, share
        or change that cannot be computed or would be untrue.
    """
    known = _tables(query.dataset)
    if query not in known:
        known[query] = _select(query)
    return known[query]


@once
def _tables(dataset: Dataset) -> dict[Query, Table]:
    """Return the memory of :func:`select`: the tables of *dataset* that were asked for."""
    return {}


def _select(query: Query) -> Table:
    rows = matching(query)
    grid = pivoted(query, query.pivot, rows) if query.pivot is not None else plain(query, rows)
    table = arrange(query, grid)
    if query.change is not None:
        table = with_change(query, table)
    if query.share is not None:
        table = with_share(query, grid, table)
    aimed = with_targets(query, table) if query.targets else Aimed(table)
    table = aimed.table
    lines, footnotes = with_footnotes(query, table.headings, table.lines)
    has_figures = any(heading.is_figure for heading in table.headings)
    is_summed = query.share is not None or any(line.is_sum for line in lines)
    caption, headings = _with_units(query.caption, table.headings)
    return Table(
        caption=caption,
        headings=headings,
        rows=tuple(_in_print(query.dataset, headings, line) for line in lines),
        totals=frozenset(number for number, line in enumerate(lines) if line.is_total),
        sources=_with(_sources(query.dataset, rows if is_summed else _rows(lines)), aimed.targets),
        notes=(*aimed.notes, *(_missing_breakdown(query, lines) if has_figures else ())),
        footnotes=footnotes,
    )


def without_empty_columns(table: Table) -> Table:
    """Return *table* without the columns in which no figure is available; a note names them."""
    figures = [number for number, heading in enumerate(table.headings) if heading.is_figure]
    empty = [number for number in figures if not any(row[number].text for row in table.rows)]
    if not empty or empty == figures:
        return table
    kept = [number for number in range(len(table.headings)) if number not in empty]
    return replace(
        table,
        headings=tuple(table.headings[number] for number in kept),
        rows=tuple(tuple(row[number] for number in kept) for row in table.rows),
        notes=(*table.notes, not_shown([table.headings[number].title for number in empty])),
    )


def not_shown(titles: Sequence[str]) -> str:
    """Return the note on the columns with these *titles*, which have no figure."""
    return f"Not shown, because no figures are available: {listed(titles)}."


def explanations(table: Table) -> Iterator[str]:
    """Yield a sentence for each sign in the cells of *table* that needs an explanation."""
    figures = [number for number, heading in enumerate(table.headings) if heading.is_figure]
    if any(not row[number].text for row in table.rows for number in figures):
        yield f"Two dots ({NOT_AVAILABLE}): not available."


def _with_units(caption: str, headings: tuple[Heading, ...]) -> tuple[str, tuple[Heading, ...]]:
    """Return caption and heads. If all figures have one unit, the caption names it; otherwise the heads do."""
    units = {heading.unit for heading in headings if heading.is_figure and heading.role != "computed"}
    if len(units) != 1:
        return caption, headings
    unit = units.pop()
    shown = f"{caption} ({unit})" if unit and not says(caption, unit) else caption
    return shown, tuple(replace(heading, unit="") for heading in headings)


def _rows(lines: Sequence[Line]) -> list[int]:
    return list(dict.fromkeys(row for line in lines for row in line.rows if row != NO_ROW))


def _sources(dataset: Dataset, rows: Iterable[int]) -> tuple[str, ...]:
    cells = dataset.cells.get(SOURCE)
    return tuple(dict.fromkeys(key for row in rows for key in split_sources(cells[row]))) if cells is not None else ()


def _with(sources: tuple[str, ...], targets: Iterable[Target]) -> tuple[str, ...]:
    """Return *sources* and the sources of *targets*, each once."""
    return tuple(dict.fromkeys((*sources, *(key for target in targets for key in target.sources))))


def _in_print(dataset: Dataset, headings: Sequence[Heading], line: Line) -> tuple[Cell, ...]:
    """Return the cells of *line* with their words in the form of print."""
    cells = []
    for heading, cell in zip(headings, line.cells, strict=True):
        column = dataset.column(heading.name) if not heading.is_figure and not line.is_sum else None
        text = format_cell(cell.text, column) if column is not None else cell.text
        cells.append(cell._replace(text=text, written=cell.text))
    return tuple(cells)


def _missing_breakdown(query: Query, lines: Sequence[Line]) -> Iterator[str]:
    """Yield a sentence with the breakdowns that the Committee asks for and this table does not show."""
    missing = [kind for kind in query.dataset.asked_by if not _is_shown(query, kind, lines)]
    if missing:
        yield f"Not broken down by {listed(missing, 'or')}."


def _is_shown(query: Query, kind: str, lines: Sequence[Line]) -> bool:
    """Whether the figures are broken down by *kind*: in columns, or in rows with *kind* in their key.

    A dataset that says it has the breakdown, but has it neither in columns nor in keys, has it in all rows.
    """
    dataset = query.dataset
    if kind not in dataset.broken_down_by:
        return False
    columns = dict(dataset.breakdowns).get(kind) or ((kind,) if kind in dataset.cells else ())
    if columns:
        pivot = query.pivot
        shown = (pivot.rows, pivot.heads, pivot.figure) if pivot is not None else query.columns
        return any(column.name in columns for column in shown)
    names = [name for name in dataset.key if kind in dataset.cells[name]]
    return not names or any(dataset.cells[name][row] == kind for name in names for row in _rows(lines))
