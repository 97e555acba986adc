"""What a table or chart shows of a dataset: a query of plain options, never an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from loipr.catalog.datasets import ADOPTED, PROVENANCE, REASON, SOURCE, Column, Dataset, split_sources
from loipr.catalog.figures import format_cell
from loipr.catalog.source import did_you_mean, listed

#: The options of a table; a chart has those and its kind.
OPTIONS = ("caption", "columns", "where", "sort", "top", "total", "pivot", "observations", "kind", "name")
KINDS = ("bar", "line")
_CONDITION = re.compile(r"\s*(\w+)\s*(=|!=)\s*(.*?)\s*", re.ASCII)


class TableError(ValueError):
    """A query that cannot be answered; ``rule`` is the id of the rule it breaks."""

    def __init__(self, rule: str, message: str):
        super().__init__(message)
        self.rule = rule
        self.message = message


@dataclass(frozen=True, slots=True)
class Query:
    """The options of a table, checked against its dataset."""

    dataset: Dataset
    columns: tuple[Column, ...]
    where: tuple[tuple[str, bool, tuple[str, ...]], ...]
    sort: tuple[tuple[str, bool], ...]
    top: int | None
    total: bool
    pivot: tuple[str, str, str] | None
    all_observations: bool
    caption: str
    kind: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; figures stand to the right."""

    title: str
    unit: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be printed: cells as text, the sources of its rows, and what to know of them."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None
    sources: tuple[str, ...]
    notes: tuple[str, ...]


def read_query(name: str, options: Mapping[str, str], datasets: Mapping[str, Dataset]) -> Query:
    """Check the options of a table or chart.

    :raises TableError: naming the option that is wrong and what it may be.
    """
    dataset = datasets.get(name)
    if dataset is None:
        raise TableError("unknown-dataset", f"there is no dataset {name}{did_you_mean(name, datasets)}")
    for option in options:
        if option not in OPTIONS:
            hint = did_you_mean(option, OPTIONS)
            raise TableError("invalid-table", f"there is no option :{option}: (there are {listed(OPTIONS)}){hint}")
    all_observations = options.get("observations", "adopted") == "all"
    if options.get("observations", "adopted") not in ("all", "adopted"):
        raise TableError("invalid-table", ":observations: is all or adopted")
    kind = options.get("kind", "bar")
    if kind not in KINDS:
        raise TableError("invalid-table", f":kind: is {listed(KINDS, 'or')}")
    top = options.get("top")
    if top is not None and not re.fullmatch(r"[1-9]\d{0,3}", top):
        raise TableError("invalid-table", f":top: is “{top}”; write a whole number")
    return Query(
        dataset=dataset,
        columns=_read_columns(options.get("columns"), dataset, all_observations),
        where=tuple(_read_condition(part, dataset) for part in _parts(options.get("where"), ";")),
        sort=tuple(_read_sort(part, dataset) for part in _parts(options.get("sort"), ",")),
        top=int(top) if top else None,
        total="total" in options,
        pivot=_read_pivot(options.get("pivot"), dataset),
        all_observations=all_observations,
        caption=options.get("caption") or dataset.title,
        kind=kind,
    )


def _parts(text: str | None, separator: str) -> list[str]:
    return [part.strip() for part in (text or "").split(separator) if part.strip()]


def _column(name: str, dataset: Dataset) -> Column:
    column = dataset.column(name)
    if column is None:
        names = [column.name for column in dataset.columns]
        hint = did_you_mean(name, names)
        raise TableError("unknown-column", f"{dataset.name} has no column {name} (it has {listed(names)}){hint}")
    return column


def _read_columns(text: str | None, dataset: Dataset, all_observations: bool) -> tuple[Column, ...]:
    if text:
        return tuple(_column(name, dataset) for name in _parts(text, ","))
    shown = [column for column in dataset.columns if column.name not in PROVENANCE]
    if all_observations:
        shown += [column for column in dataset.columns if column.name in (SOURCE, ADOPTED, REASON)]
    return tuple(shown)


def _read_condition(text: str, dataset: Dataset) -> tuple[str, bool, tuple[str, ...]]:
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise TableError(
            "invalid-table", f":where: “{text}”; write column = value, with `;` between several, `|` for or"
        )
    name, operator, values = match.groups()
    _column(name, dataset)
    wanted = tuple(value.strip() for value in values.split("|"))
    known = set(dataset.cells[name])
    for value in wanted:
        if value not in known:
            hint = did_you_mean(value, known)
            raise TableError("unknown-observation", f"no row of {dataset.name} has {name} = {value}{hint}")
    return name, operator == "=", wanted


def _read_sort(text: str, dataset: Dataset) -> tuple[str, bool]:
    name, _, direction = text.partition(" ")
    _column(name, dataset)
    if direction.strip() not in ("", "asc", "desc"):
        raise TableError("invalid-table", f":sort: “{text}”; write a column, with asc or desc after it")
    return name, direction.strip() != "desc"


def _read_pivot(text: str | None, dataset: Dataset) -> tuple[str, str, str] | None:
    if not text:
        return None
    names = _parts(text, ",")
    if len(names) != 3:
        raise TableError("invalid-table", ":pivot: needs three columns: of the rows, of the heads, and of the figures")
    for name in names:
        _column(name, dataset)
    return names[0], names[1], names[2]


@cache
def select(query: Query) -> Table:
    """Return the table that *query* asks for.

    :raises TableError: when no row is left, or a cell of a pivot would have two figures.
    """
    dataset = query.dataset
    rows = [row for row in dataset.rows if query.all_observations or dataset.is_adopted(row)]
    for name, wanted, values in query.where:
        rows = [row for row in rows if (dataset.cells[name][row] in values) == wanted]
    if not rows:
        raise TableError("invalid-table", f"no row of {dataset.name} is left to show")
    for name, ascending in reversed(query.sort):
        rows = _sorted(rows, dataset, name, ascending=ascending)
    rows = rows[: query.top]
    headings, cells = _pivoted(query, rows) if query.pivot else _plain(query, rows)
    return Table(
        caption=query.caption,
        headings=headings,
        rows=tuple(tuple(text for text, _ in row) for row in cells),
        total=_total(headings, cells) if query.total else None,
        sources=_sources(dataset, rows),
        notes=(*_notes(query, rows), *_missing_breakdown(dataset)),
    )


def _sorted(rows: list[int], dataset: Dataset, name: str, *, ascending: bool) -> list[int]:
    """Sort *rows* by a column, figures by their value; what is equal stays in order, and what is empty comes last."""
    column, cells = _column(name, dataset), dataset.cells[name]
    if not column.is_figure:
        return sorted(rows, key=lambda row: cells[row], reverse=not ascending)
    filled = sorted((row for row in rows if cells[row]), key=lambda row: Decimal(cells[row]), reverse=not ascending)
    return filled + [row for row in rows if not cells[row]]


_Cells = list[list[tuple[str, Decimal | None]]]


def _cell(value: str, column: Column) -> tuple[str, Decimal | None]:
    return format_cell(value, column), Decimal(value) if column.is_figure and value else None


def _plain(query: Query, rows: list[int]) -> tuple[tuple[Heading, ...], _Cells]:
    headings = tuple(Heading(column.title, column.unit, column.is_figure) for column in query.columns)
    shown = [(column, query.dataset.cells[column.name]) for column in query.columns]
    return headings, [[_cell(cells[row], column) for column, cells in shown] for row in rows]


def _pivoted(query: Query, rows: list[int]) -> tuple[tuple[Heading, ...], _Cells]:
    assert query.pivot is not None
    side, heads, figure = (_column(name, query.dataset) for name in query.pivot)
    beside, above, values = (query.dataset.cells[name] for name in query.pivot)
    found = {(beside[row], above[row]): values[row] for row in rows}
    if len(found) < len(rows):
        names = f"{side.name} and {heads.name}"
        raise TableError("invalid-table", f":pivot: {names} do not single out one row each; add a :where:")
    names_above = list(dict.fromkeys(above[row] for row in rows))
    headings = (Heading(side.title, "", False), *(Heading(name, figure.unit, True) for name in names_above))
    cells = [
        [(name, None), *(_cell(found.get((name, head), ""), figure) for head in names_above)]
        for name in dict.fromkeys(beside[row] for row in rows)
    ]
    return headings, cells


def _total(headings: tuple[Heading, ...], cells: _Cells) -> tuple[str, ...]:
    total = ["Total"]
    for number, heading in enumerate(headings[1:], 1):
        values = [row[number][1] for row in cells]
        known = [value for value in values if value is not None]
        # A sum with holes in it would be untrue: better none.
        total.append(f"{sum(known):,}" if heading.is_figure and len(known) == len(values) else "")
    return tuple(total)


def _sources(dataset: Dataset, rows: list[int]) -> tuple[str, ...]:
    cells = dataset.cells.get(SOURCE)
    return tuple(dict.fromkeys(key for row in rows for key in split_sources(cells[row]))) if cells is not None else ()


def _missing_breakdown(dataset: Dataset) -> Iterator[str]:
    """Yield in a sentence by what the Committee asks for the figures to be broken down, and they are not."""
    missing = [name for name in dataset.asked_by if name not in dataset.broken_down_by]
    if missing:
        yield f"Not broken down by {listed(missing, 'or')}."


def _notes(query: Query, rows: list[int]) -> tuple[str, ...]:
    """Return one line for each row shown whose figure was chosen among others."""
    dataset = query.dataset
    if query.all_observations or not {ADOPTED, REASON} <= dataset.cells.keys():
        return ()
    reasons = dataset.cells[REASON]
    return tuple(f"{', '.join(dataset.key_of(row))}: {reasons[row]}." for row in rows if reasons[row])
