"""Observations: single cells of a dataset, named as ``placements_by_year[2024].total``, with their source and basis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from loipr.datasets.dataset import SOURCE, Column, Dataset, split_sources
from loipr.files.places import NotedRule, Place
from loipr.wording.languages import _, ngettext
from loipr.wording.sentences import did_you_mean, listed, nearest


@dataclass(frozen=True, slots=True)
class Observation:
    """One cell with its dataset, row and column, which tell its source, cut-off and basis."""

    dataset: Dataset
    row: int
    column: Column
    value: str

    @property
    def place(self) -> Place:
        names = [column.name for column in self.dataset.columns]
        return Place(self.dataset.path, self.row + 2, names.index(self.column.name) + 1)

    @property
    def amount(self) -> Decimal:
        """The cell as a number; only for a column of figures."""
        return Decimal(self.value)

    def other(self, column: str) -> str:
        """Return the text of another *column* in the same row; empty when the dataset has no such column."""
        cells = self.dataset.cells.get(column)
        return cells[self.row] if cells is not None else ""

    @property
    def key(self) -> tuple[str, ...]:
        return self.dataset.key_of(self.row)

    @property
    def reference(self) -> str:
        """The name that an author writes for it: ``placements_by_year[2024].total``."""
        return f"{self.dataset.name}[{', '.join(self.key)}].{self.column.name}"

    @property
    def sources(self) -> tuple[str, ...]:
        """The citation keys of the row."""
        return split_sources(self.other(SOURCE))


_REFERENCE = re.compile(r"\s*(\w+)\s*\[([^\[\]]*)\]\s*\.\s*(\w+)\s*", re.ASCII)


class ObservationError(ValueError):
    """A reference to an observation that does not exist; ``rule`` is the id of the rule it breaks."""

    def __init__(self, rule: NotedRule, message: str):
        super().__init__(message)
        self.rule = rule
        self.message = message


def observe(reference: str, datasets: Mapping[str, Dataset]) -> Observation:
    """Return the observation that *reference* names: ``dataset[key, key].column``.

    A key may be followed by ``column=value`` to name an observation that was not adopted.

    :raises ObservationError: when there is no such observation; the message says which part of the reference is wrong.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ObservationError(
            "malformed-value",
            _(
                "“{reference}” names no observation; write dataset[key].column, as placements_by_year[2024].total"
            ).format(reference=reference),
        )
    name, keys, column_name = match.groups()
    dataset = datasets.get(name)
    if dataset is None:
        raise ObservationError(
            "unknown-dataset",
            _("there is no dataset {name}{hint}").format(name=name, hint=did_you_mean(name, datasets)),
        )
    row = _find_row(dataset, [part.strip() for part in keys.split(",")])
    column = dataset.column(column_name)
    if column is None:
        names = [column.name for column in dataset.columns]
        raise ObservationError(
            "unknown-column",
            _("{name} has no column {column_name} (it has {names}){hint}").format(
                name=name, column_name=column_name, names=listed(names), hint=did_you_mean(column_name, names)
            ),
        )
    value = dataset.cells[column_name][row]
    if value == "":
        filled = [column.name for column in dataset.figures if dataset.cells[column.name][row]]
        hint = _("; this row has {filled}").format(filled=listed(filled)) if filled else ""
        raise ObservationError(
            "unknown-observation",
            _("{reference} is empty in row {row}{hint}").format(reference=reference.strip(), row=row + 2, hint=hint),
        )
    return Observation(dataset, row, column, value)


def _key_of(dataset: Dataset, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the key that *parts* name. One cell of the key may be several parts, because it holds a comma."""
    found = dataset.keys_by_text.get(", ".join(parts), []) if len(parts) > len(dataset.key) else []
    return found[0] if len(found) == 1 else parts


def _find_row(dataset: Dataset, parts: list[str]) -> int:
    key = _key_of(dataset, tuple(part for part in parts if "=" not in part))
    shown = f"{dataset.name}[{', '.join(key)}]"
    if len(key) != len(dataset.key):
        raise ObservationError(
            "unknown-observation",
            ngettext(
                "{shown}: the key of {name} is [{key}], {parts} part separated by commas",
                "{shown}: the key of {name} is [{key}], {parts} parts separated by commas",
                len(dataset.key),
            ).format(shown=shown, name=dataset.name, key=", ".join(dataset.key), parts=len(dataset.key)),
        )
    rows = dataset.rows_by_key.get(key)
    if not rows:
        known = {", ".join(known): known for known in dataset.rows_by_key}
        hint = nearest(", ".join(key), known)
        suggestion = _("; did you mean {name}[{hint}]?").format(name=dataset.name, hint=hint) if hint else ""
        raise ObservationError(
            "unknown-observation", _("there is no row {shown}{suggestion}").format(shown=shown, suggestion=suggestion)
        )
    for part in parts:
        if "=" not in part:
            continue
        column, _sign, value = (piece.strip() for piece in part.partition("="))
        if column not in dataset.cells:
            raise ObservationError(
                "unknown-column", _("{name} has no column {column}").format(name=dataset.name, column=column)
            )
        rows = [row for row in rows if dataset.cells[column][row] == value]
        if not rows:
            raise ObservationError(
                "unknown-observation",
                _("no row of {shown} has {column} {value}").format(shown=shown, column=column, value=value),
            )
    selected = len(parts) > len(key)
    if not selected and not dataset.is_adopted(rows[0]):
        raise ObservationError(
            "unknown-observation",
            _("no observation of {shown} is adopted; name one by its source, as [{key}, source=DT01]").format(
                shown=shown, key=", ".join(key)
            ),
        )
    return rows[0]
