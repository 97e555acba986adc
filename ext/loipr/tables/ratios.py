"""Columns computed from others, in per cent: shares of a total, and changes over time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from loipr.datasets.dataset import Dataset
from loipr.tables.grid import NO_ROW, Grid, Heading, added, numbers, refuse_mixed
from loipr.tables.query import Query, TableError
from loipr.tables.rows import Arrangement, Cell, Line, counted_lines, figure_cell
from loipr.wording.periods import Period, exact_period
from loipr.wording.sentences import did_you_mean, listed

_DECIMALS = 1
_Item = TypeVar("_Item")


def with_share(query: Query, grid: Grid, table: Arrangement) -> Arrangement:
    """Add the column that ``:share:`` asks for: the share of the total of a column, or of another column.

    :raises TableError: when the option names no column of figures, or the total is not known.
    """
    part, whole = _positions(query.share or "", " of ", "share", table.headings)
    if whole is not None:
        _refuse_unlike_units(table.headings, part, whole, "share")
        title = f"{table.headings[part].title} as share of {_in_a_sentence(table.headings[whole].title)}, per cent"
        return _inserted(query, table, part, title, lambda line: _ratio(line.cells[part], line.cells[whole].number))
    total = _total(grid, part)
    title = _title(table.headings, part, "share of total, per cent")
    return _inserted(query, table, part, title, lambda line: _ratio(line.cells[part], total))


def with_change(query: Query, table: Arrangement) -> Arrangement:
    """Add the column that ``:change:`` asks for: from one head to another, or from each period to the next.

    :raises TableError: when the option names no column of figures, or the figures cannot be compared.
    """
    first, second = _positions(query.change or "", " to ", "change", table.headings)
    if second is None:
        return _change_over_lines(query, table, first)
    if query.pivot is None:
        raise TableError("invalid-table", ":change: from one column to another needs a :pivot:; name one column")
    _refuse_unlike_units(table.headings, first, second, "change")
    names = [table.headings[number].name for number in (first, second)]
    _refuse_unlike_periods(*names)
    drawn = [line for line in table.lines if not line.is_sum]
    is_even = all(_alike(query.dataset, line.rows[first], line.rows[second]) for line in drawn)

    def grown(line: Line) -> Decimal | None:
        is_alike = is_even if line.is_sum else _alike(query.dataset, line.rows[first], line.rows[second])
        return _growth(line.cells[first], line.cells[second]) if is_alike else None

    if not any(grown(line) is not None for line in drawn):
        raise TableError("invalid-table", f":change: {names[0]} and {names[1]} have nothing counted on one basis")
    titles = [table.headings[number].title for number in (first, second)]
    title = f"Change from {titles[0]} to {titles[1]}, per cent"
    return _inserted(query, table, second, title, grown, signed=True)


def _positions(text: str, word: str, option: str, headings: Sequence[Heading]) -> tuple[int, int | None]:
    """Return the positions of the columns that *text* names: one (and None), or two with *word* between them."""
    known = {
        heading.name: number
        for number, heading in enumerate(headings)
        if heading.is_figure and heading.role != "computed"
    }
    if not text and len(known) == 1:
        return next(iter(known.values())), None
    if text in known:
        return known[text], None
    pieces = text.split(word)
    for number in range(1, len(pieces)):
        first, second = (word.join(part).strip() for part in (pieces[:number], pieces[number:]))
        if first in known and second in known:
            return known[first], known[second]
    said = f"is “{text}”" if text else "does not say of what"
    hint = did_you_mean(text, known)
    names = listed(known, "or")
    raise TableError(
        "invalid-table",
        f":{option}: {said}; name a column of figures ({names}), or two with “{word.strip()}” between{hint}",
    )


def _total(grid: Grid, part: int) -> Decimal:
    heading = grid.headings[part]
    refuse_mixed(heading.units, "share")
    if len(grid.totals) > 1:
        raise TableError("invalid-table", f":share: there are {len(grid.totals)} totals; keep one with :where:")
    lines = sorted(grid.totals) or counted_lines(grid)
    total = added(numbers(grid.texts[part][line] for line in lines))
    if not total:
        missing = next((grid.texts[grid.label or 0][line] for line in lines if not grid.texts[part][line]), None)
        why = f"{missing} has no figure for {heading.title}" if missing is not None else "the total is zero"
        raise TableError("invalid-table", f":share: the total is not known: {why}; leave it out with :where:")
    return total


def _ratio(part: Cell, whole: Decimal | None) -> Decimal | None:
    return part.number / whole * 100 if part.number is not None and whole else None


def _growth(first: Cell, second: Cell) -> Decimal | None:
    if not first.number or second.number is None:
        return None
    return (second.number - first.number) / abs(first.number) * 100


def _inserted(
    query: Query,
    table: Arrangement,
    after: int,
    title: str,
    compute: Callable[[Line], Decimal | None],
    *,
    signed: bool = False,
) -> Arrangement:
    """Return *table* with one more column after column *after*; *compute* gives its value for each line."""
    decimals = _DECIMALS if query.decimals is None else query.decimals
    heading = Heading(title, "", is_figure=True, role="computed")

    def longer(line: Line) -> Line:
        cell = figure_cell(compute(line), decimals, signed=signed)
        return replace(line, cells=_put(line.cells, after, cell), rows=_put(line.rows, after, NO_ROW))

    return Arrangement(_put(table.headings, after, heading), tuple(longer(line) for line in table.lines))


def _put(items: tuple[_Item, ...], after: int, item: _Item) -> tuple[_Item, ...]:
    return (*items[: after + 1], item, *items[after + 1 :])


def _title(headings: Sequence[Heading], number: int, words: str) -> str:
    """Return the head of a column computed from column *number*; it names that column if there are several."""
    is_clear = headings[number].role == "total" or sum(heading.is_figure for heading in headings) == 1
    return words.capitalize() if is_clear else f"{headings[number].title}: {words}"


def _in_a_sentence(title: str) -> str:
    return "total" if title == "Total" else title


def _refuse_unlike_units(headings: Sequence[Heading], first: int, second: int, option: str) -> None:
    units = tuple(dict.fromkeys((*headings[first].units, *headings[second].units)))
    if len(units) > 1:
        raise TableError("invalid-table", f":{option}: would compare {listed(units)}")


def _refuse_unlike_periods(first: str, second: str) -> None:
    periods = exact_period(first), exact_period(second)
    if periods[0] is not None and periods[1] is not None and not periods[0].is_like(periods[1]):
        raise TableError("invalid-table", f":change: {first} and {second} do not have the same length")


def _change_over_lines(query: Query, table: Arrangement, number: int) -> Arrangement:
    """Return *table* with the change of each period from the period directly before, with the same length and basis.

    The cell is empty when there is no such period.
    """
    lines = [line for line in table.lines if not line.is_total and not line.is_sum]
    periods = _periods(table.headings, lines)
    if periods is None:
        raise TableError("invalid-table", ":change: compares each row with the period before: the rows must be periods")
    if len(set(periods)) < len(periods):
        raise TableError("invalid-table", ":change: there are two rows for one period; keep one with :where:")
    ended: dict[datetime.date, list[tuple[Period, Line]]] = {}
    for period, line in zip(periods, lines, strict=True):
        ended.setdefault(period.last, []).append((period, line))
    grown = {
        line: _growth(earlier.cells[number], line.cells[number])
        for period, line in zip(periods, lines, strict=True)
        for before, earlier in ended.get(period.first - datetime.timedelta(days=1), ())
        if before.is_like(period) and _alike(query.dataset, earlier.rows[number], line.rows[number])
    }
    if all(value is None for value in grown.values()):
        raise TableError(
            "invalid-table", ":change: no two periods follow one another, are of one length and counted on one basis"
        )
    title = _title(table.headings, number, f"change on the {_word(periods)} before, per cent")
    return _inserted(query, table, number, title, grown.get, signed=True)


def _periods(headings: Sequence[Heading], lines: Sequence[Line]) -> list[Period] | None:
    """Return the period of each line, from the first column of words that holds only periods; None if there is none."""
    for number, heading in enumerate(headings):
        if not heading.is_figure:
            periods = [exact_period(line.cells[number].text) for line in lines]
            if all(periods):
                return [period for period in periods if period is not None]
    return None


def _word(periods: Sequence[Period]) -> str:
    return "year" if all(period.is_year for period in periods) else "period"


def _alike(dataset: Dataset, first: int, second: int) -> bool:
    """Whether two rows have the same basis; a missing row is not comparable, and an unknown basis fits every other."""
    return NO_ROW not in (first, second) and len({dataset.basis(first), dataset.basis(second)} - {""}) < 2
