"""Rows that are the total of others: they are not added to them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loipr.datasets.dataset import Dataset, RowSum

#: What a part of a key says when its row is a total, where the descriptor declares no other word (``sums``).
WORDS = frozenset({"TOTAL", "Total", "total", "all"})
#: What a row is called that stands for all the rest.
REMAINDERS = frozenset({"OTHER", "Other", "other", "Others", "others"})


def total_rows(dataset: Dataset, rows: Sequence[int]) -> dict[str, set[int]]:
    """Return for each column of the key which of *rows* it makes the total of others of them."""
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


def _words(dataset: Dataset, row: int) -> tuple[str, ...]:
    """Return the columns of the key in which the row has a word for a total."""
    return tuple(name for name in dataset.key if dataset.cells[name][row] in WORDS)


def _by_words(dataset: Dataset, rows: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
    if not any(WORDS.intersection(dataset.cells[name]) for name in dataset.key):
        return {}
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        groups.setdefault(_words(dataset, row), []).append(row)
    return groups


def _beside(dataset: Dataset, totals: Sequence[int], others: Iterable[int], rest: Sequence[str]) -> list[int]:
    """Return which of *totals* have one of *others* beside them that is the same in the columns *rest*."""
    if not totals:
        return []

    def key(row: int) -> tuple[str, ...]:
        return tuple(dataset.cells[name][row] for name in rest)

    known = {key(row) for row in others}
    return [row for row in totals if key(row) in known]
