"""The cells that a query selects, before anything is computed from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loipr.datasets.dataset import Column, Dataset
from loipr.datasets.figures import UNIT, unit_in_print
from loipr.datasets.totals import REMAINDERS, may_be_added, total_rows
from loipr.tables.query import Query, TableError
from loipr.wording.sentences import listed

#: The number for a cell that comes from no row of the dataset.
NO_ROW = -1


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; figures stand to the right."""

    title: str
    unit: str
    is_figure: bool
    name: str = ""  #: Its name in options: the name of the column, or the head of a pivot.
    role: str = ""  #: ``total`` of other columns, ``computed`` from them, ``target`` of one, or empty.
    is_whole: bool = False  #: Whether its figures are whole numbers.
    units: tuple[str, ...] = ()  #: The units of its figures; different units are not added up.

    @property
    def text(self) -> str:
        """The printed head, with its unit."""
        return f"{self.title} ({self.unit})" if self.unit and not says(self.title, self.unit) else self.title


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by column, as the text of the file, and the row of the dataset that each comes from."""

    headings: tuple[Heading, ...]
    texts: tuple[Sequence[str], ...]
    rows: tuple[Sequence[int], ...]
    totals: frozenset[int]  #: The lines that are totals of other lines.
    remainders: frozenset[int]  #: The lines for everything not listed.

    @property
    def label(self) -> int | None:
        """The position of the first column of words, which names the lines; None when there is none."""
        return next((number for number, heading in enumerate(self.headings) if not heading.is_figure), None)

    def ordered(self, lines: Sequence[int]) -> Grid:
        """Return the grid with only *lines*, in this order."""
        return replace(
            self,
            texts=tuple([column[line] for line in lines] for column in self.texts),
            rows=tuple([column[line] for line in lines] for column in self.rows),
            totals=frozenset(new for new, line in enumerate(lines) if line in self.totals),
            remainders=frozenset(new for new, line in enumerate(lines) if line in self.remainders),
        )


def says(text: str, unit: str) -> bool:
    """Whether *text* already names *unit*."""
    return re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", text, re.IGNORECASE) is not None


def numbers(texts: Iterable[str]) -> list[Decimal | None]:
    """Return the numbers in the cells of a column; None for an empty cell."""
    return [Decimal(text) if text else None for text in texts]


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum; None when a value is missing, because a sum without it would be untrue."""
    total = Decimal(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total


def matching(query: Query) -> list[int]:
    """Return the rows of the dataset that *query* selects.

    :raises TableError: when it selects no row.
    """
    dataset = query.dataset
    rows = [row for row in dataset.rows if query.all_observations or dataset.is_adopted(row)]
    for condition in query.where:
        cells, values = dataset.cells[condition.column], frozenset(condition.values)
        rows = [row for row in rows if (cells[row] in values) == condition.is_wanted]
    if not rows:
        raise TableError("invalid-table", f"no row of {dataset.name} is left to show")
    return rows


def plain(query: Query, rows: list[int]) -> Grid:
    """Return the *rows* unchanged, but sorted. In a table of all observations, no row counts as a total."""
    for name, ascending in reversed(query.sort):
        rows = _sorted(query.dataset, rows, name, ascending=ascending)
    shows_unit = any(column.name == UNIT for column in query.columns)
    totals: set[int] = set()
    remainders: set[int] = set()
    if not query.all_observations:
        totals = set().union(*total_rows(query.dataset, rows).values())
        for name in query.dataset.key:
            remainders.update(row for row in rows if query.dataset.cells[name][row] in REMAINDERS)
    return Grid(
        headings=tuple(heading_of(column, query.dataset, rows, shows_unit=shows_unit) for column in query.columns),
        texts=tuple([query.dataset.cells[column.name][row] for row in rows] for column in query.columns),
        rows=tuple(rows for _ in query.columns),
        totals=frozenset(line for line, row in enumerate(rows) if row in totals),
        remainders=frozenset(line for line, row in enumerate(rows) if row in remainders),
    )


def _sorted(dataset: Dataset, rows: list[int], name: str, *, ascending: bool) -> list[int]:
    """Sort *rows* by a column, figures by value. Equal cells keep their order, and empty cells come last."""
    cells, is_figure = dataset.cells[name], name in {column.name for column in dataset.figures}
    filled = [row for row in rows if cells[row]]
    filled.sort(key=lambda row: Decimal(cells[row]) if is_figure else cells[row], reverse=not ascending)
    return filled + [row for row in rows if not cells[row]]


def heading_of(column: Column, dataset: Dataset, rows: Sequence[int], *, shows_unit: bool) -> Heading:
    """Return the head of *column* over *rows*. A unit that has its own column is not repeated in the head."""
    units = _units(column, dataset, rows)
    return Heading(
        title=column.title,
        unit="" if shows_unit or len(units) != 1 else unit_in_print(dataset, units[0]),
        is_figure=column.is_figure,
        name=column.name,
        is_whole=column.type == "integer",
        units=units,
    )


def _units(column: Column, dataset: Dataset, rows: Sequence[int]) -> tuple[str, ...]:
    if column.unit or not column.is_figure or UNIT not in dataset.cells:
        return (column.unit,) if column.unit and column.is_figure else ()
    return tuple(unit for unit in dict.fromkeys(dataset.cells[UNIT][row] for row in rows) if unit)


def refuse_mixed(units: Sequence[str], option: str) -> None:
    """Refuse to add up figures in several *units*, or in a unit that cannot be added up.

    :raises TableError: in these cases; the message names the *option* that asks for the sum.
    """
    if len(units) > 1:
        raise TableError("invalid-table", f":{option}: would add {listed(units)}; keep one of them with :where:")
    for unit in units:
        if not may_be_added(unit):
            raise TableError(
                "invalid-table", f":{option}: would add figures in {unit}, which cannot be added up; delete the option"
            )


def refuse_overlap(pairs: Iterator[tuple[str, str]], option: str) -> None:
    """Refuse to add up overlapping periods: their figures would count the same time twice.

    :raises TableError: when *pairs* holds such periods; the message names the *option* that asks for the sum.
    """
    for first, second in pairs:
        raise TableError(
            "invalid-table", f":{option}: would count the same time twice ({first}, {second}); keep one with :where:"
        )
