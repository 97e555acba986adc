"""Disagreeing observations of one fact, side by side, the adopted one first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loipr.datasets.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A key with several observations, and the numbers of their rows, adopted ones first."""

    dataset: Dataset
    key: tuple[str, ...]
    rows: tuple[int, ...]


def disagreements(dataset: Dataset) -> Iterator[Disagreement]:
    """Yield every key of *dataset* with more than one observation, or with one that is set aside."""
    for key, rows in dataset.rows_by_key.items():
        if len(rows) > 1 or not dataset.is_adopted(rows[0]):
            yield Disagreement(dataset, key, tuple(rows))
