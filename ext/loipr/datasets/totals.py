"""Which figures may be added up: figures with a suitable unit, but not totals of other rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from loipr.datasets.dataset import PERIOD, Dataset, RowSum

#: The words in a key that make its row a total, unless the descriptor declares another word (``sums``).
WORDS = frozenset({"TOTAL", "Total", "total", "all", "All", "JUMLAH", "Jumlah", "jumlah"})
#: The names of a row that holds everything not listed.
REMAINDERS = frozenset({"OTHER", "Other", "other", "Others", "others"})


#: Units of figures that must not be added up: the rate of ten States is not the sum of their rates.
_RATES = re.compile(
    r"%|\b(?:per|per ?cents?|percentages?|persen|rates?|ratios?|index|indices|shares?|averages?|means?|medians?|ranks?"
    r"|scores?|years of age)\b",
    re.IGNORECASE,
)
#: Smaller whole numbers may be the sum of others by chance.
_TELLING = 1000


def may_be_added(unit: str) -> bool:
    """Whether figures of *unit* may be added up: persons may, per cent and US$ per month may not."""
    return _RATES.search(unit) is None


def total_rows(dataset: Dataset, rows: Sequence[int]) -> dict[str, set[int]]:
    """Return for each column of the key the rows among *rows* that are totals of others along this column."""
    found = _marked_totals(dataset, rows)
    for name, total in unmarked_totals(dataset, rows, found):
        found[name].add(total)
    return found


def _marked_totals(dataset: Dataset, rows: Sequence[int]) -> dict[str, set[int]]:
    """Return the totals that the descriptor declares, or that have a word for a total in their key."""
    found: dict[str, set[int]] = {name: set() for name in dataset.key}
    for one in dataset.sums:
        if isinstance(one, RowSum) and one.column in found:
            cells, parts = dataset.cells[one.column], frozenset(one.parts)
            totals = [row for row in rows if cells[row] == one.total]
            others = (row for row in rows if (cells[row] in parts if parts else cells[row] != one.total))
            rest = [name for name in dataset.key if name != one.column]
            found[one.column].update(_beside(dataset, totals, others, rest))
    for pattern, totals in _by_words(dataset, rows).items():
        if pattern:
            others = (row for row in rows if not _words(dataset, row))
            rest = [name for name in dataset.key if name not in pattern]
            beside = _beside(dataset, totals, others, rest)
            for name in pattern:
                found[name].update(beside)
    return found


def unmarked_totals(
    dataset: Dataset, rows: Sequence[int], known: Mapping[str, set[int]] | None = None
) -> Iterator[tuple[str, int]]:
    """Yield each column of the key with the one of *rows* that is the sum of all rows beside it, under any name.

    Rows beside it differ from it only in this column of the key; there are two or more of them. The *known* totals,
    which are marked as totals, are left out. Each column has figures in all these rows or in none, and small figures do
    not count.
    """
    marked = set().union(*(_marked_totals(dataset, rows) if known is None else known).values())
    others = [row for row in rows if row not in marked]
    for name in dataset.key:
        rest = [dataset.cells[one] for one in dataset.key if one != name]
        groups: dict[tuple[str, ...], list[int]] = {}
        for row in others if name != PERIOD else ():
            groups.setdefault(tuple(cells[row] for cells in rest), []).append(row)
        for same in groups.values():
            total = _sum_of_others(dataset, same) if len(same) > 2 else None
            if total is not None:
                yield name, total


def _sum_of_others(dataset: Dataset, rows: Sequence[int]) -> int | None:
    """Return the one of *rows* that is the sum of the others in every column that may be added up, or None."""
    found: int | None = None
    for column in dataset.figures:
        texts = [dataset.cells[column.name][row] for row in rows]
        if not any(texts) or not may_be_added(column.unit):
            continue
        if not all(texts):
            return None
        values = [Decimal(text) for text in texts]
        half = sum(values) / 2
        whole = [row for row, value in zip(rows, values, strict=True) if value == half]
        if len(whole) != 1 or (half < _TELLING and half % 1 == 0) or found not in (None, whole[0]):
            return None
        found = whole[0]
    return found


def _words(dataset: Dataset, row: int) -> tuple[str, ...]:
    """Return the columns of the key in which *row* has a word for a total."""
    return tuple(name for name in dataset.key if dataset.cells[name][row] in WORDS)


def _by_words(dataset: Dataset, rows: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
    if not any(WORDS.intersection(dataset.cells[name]) for name in dataset.key):
        return {}
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        groups.setdefault(_words(dataset, row), []).append(row)
    return groups


def _beside(dataset: Dataset, totals: Sequence[int], others: Iterable[int], rest: Sequence[str]) -> list[int]:
    """Return those of *totals* for which one of *others* has the same cells in the columns *rest*."""
    if not totals:
        return []

    def key(row: int) -> tuple[str, ...]:
        return tuple(dataset.cells[name][row] for name in rest)

    known = {key(row) for row in others}
    return [row for row in totals if key(row) in known]
