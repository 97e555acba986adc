"""The datasets: tables of tidy rows, and what describes each table as a whole.

When observations of one key disagree, the column ``adopted`` marks the one that the report uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from loipr.files.places import Place

if TYPE_CHECKING:
    import pandas as pd

#: The descriptor of all datasets; :mod:`loipr.datasets.descriptor` reads it.
PATH = "data/datapackage.json"
ADOPTED, SOURCE, AS_OF, BASIS, REASON, NOTE = "adopted", "source", "as_of", "basis", "reason", "note"
CONFIDENCE = "confidence"
#: The column with the time of a figure, in datasets that have one.
PERIOD = "period"
#: Columns with a time, alone or among other words.
TIMES = (PERIOD, AS_OF, "date")
#: Columns about the origin of an observation, not about its subject.
PROVENANCE = (AS_OF, BASIS, SOURCE, CONFIDENCE, ADOPTED, REASON, NOTE)
#: The forms of figures by type. No figure of a report has nearly so many digits.
NUMBER_FORMS = {
    "integer": re.compile(r"-?\d{1,40}", re.ASCII),
    "number": re.compile(r"-?\d{1,40}(\.\d{1,40})?", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, its heading in print, its type and, for a figure, its unit.

    ``pattern`` is a regular expression for its cells, and ``example`` a cell that matches it, for people who do not
    read patterns. ``labels`` are values, each with the words to print for it. ``bounds`` are the smallest and the
    largest allowed figure, and ``lengths`` the smallest and the largest number of characters of a text; None means no
    limit.
    """

    name: str
    title: str
    type: str
    unit: str
    required: bool
    options: tuple[str, ...]
    pattern: str
    example: str
    labels: tuple[tuple[str, str], ...] = ()
    bounds: tuple[Decimal | None, Decimal | None] = (None, None)
    lengths: tuple[int | None, int | None] = (None, None)
    unique: bool = False

    @property
    def is_figure(self) -> bool:
        return self.type in NUMBER_FORMS

    def label(self, value: str) -> str:
        """Return the words to print for *value*: its label, or the value itself."""
        return next((label for known, label in self.labels if known == value), value)


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """In each row the columns *parts* add up to the column *total*."""

    total: str
    parts: tuple[str, ...]
    exceptions: tuple[tuple[str, str], ...] = ()  #: Keys whose parts do not add up, each with the reason.


@dataclass(frozen=True, slots=True)
class RowSum:
    """In the columns *figures*, rows add up to the row whose *column* is *total*. The rest of their keys is the same.

    The rows are those whose *column* is one of *parts*; without *parts*, all other rows.
    """

    column: str
    total: str
    figures: tuple[str, ...]
    parts: tuple[str, ...] = ()
    exceptions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SameFact:
    """Two observations of the same fact, each as ``dataset[key].column``: *here*, and *there* in another dataset."""

    here: str
    there: str
    place: Place


@dataclass(frozen=True, slots=True)
class Series:
    """The main series over time: the column *figure* along the column *along*, of the rows that meet *where*."""

    along: str
    figure: str
    where: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A target for a *period*: who set it and when, and the day of the target that it replaces, if it replaces one."""

    indicator: str
    period: str
    value: Decimal
    unit: str
    set_by: str
    set_on: str
    replaces: str
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Aim:
    """The *targets* of one period, the oldest first, for the column *figure* of the rows that meet *where*."""

    figure: str
    where: tuple[tuple[str, str], ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed in a dataset, and when (YYYY-MM-DD)."""

    date: str
    what: str


@dataclass(frozen=True, eq=False)
class Dataset:
    """A table; ``cells`` are the texts of the file by column, checked against ``columns``."""

    name: str
    title: str
    description: str
    path: str
    key: tuple[str, ...]
    primary_key: tuple[str, ...]
    owner: str
    columns: tuple[Column, ...]
    cells: Mapping[str, tuple[str, ...]] = field(repr=False)
    place: Place
    #: What its rows count, if all count the same; figures of two datasets are compared only if they agree on it.
    counts: str = ""
    #: How many months after its cut-off a figure is still good; None: always.
    good_for_months: int | None = None
    terms: tuple[str, ...] = ()
    #: The breakdowns of these figures that the Committee asks for, and those that they have.
    asked_by: tuple[str, ...] = ()
    broken_down_by: tuple[str, ...] = ()
    #: The columns of a breakdown, if they have other names than the breakdown itself.
    breakdowns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sums: tuple[ColumnSum | RowSum, ...] = ()
    same_as: tuple[SameFact, ...] = ()
    series: Series | None = None
    changes: tuple[Change, ...] = ()
    #: Columns without a figure in the rows that meet the conditions before them, because there can be none.
    not_applicable: tuple[tuple[tuple[tuple[str, str], ...], tuple[str, ...]], ...] = ()
    #: The targets that were set for its figures.
    aims: tuple[Aim, ...] = ()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The cells as a table of pandas. The rules do without it: loading pandas takes longer than all rules take."""
        import pandas as pd

        return pd.DataFrame(dict(self.cells), dtype=str)

    @property
    def rows(self) -> range:
        """The numbers of all rows, from 0; row 0 is line 2 of the file."""
        return range(len(self.cells[self.columns[0].name]))

    def key_of(self, row: int) -> tuple[str, ...]:
        """Return the key of *row*: its texts in the columns of ``key``."""
        return tuple(self.cells[name][row] for name in self.key)

    def column(self, name: str) -> Column | None:
        """Return the column *name*; None when there is none."""
        return next((column for column in self.columns if column.name == name), None)

    def rows_where(self, where: Iterable[tuple[str, str]]) -> list[int]:
        """Return the rows whose columns have these values; no rows when a column does not exist."""
        conditions = [(self.cells.get(name, ()), value) for name, value in where]
        return [row for row in self.rows if all(cells and cells[row] == value for cells, value in conditions)]

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns that hold numbers."""
        return tuple(column for column in self.columns if column.is_figure)

    @cached_property
    def rows_by_key(self) -> dict[tuple[str, ...], list[int]]:
        """The rows of each key, adopted ones first."""
        rows: dict[tuple[str, ...], list[int]] = {}
        for row, key in enumerate(zip(*(self.cells[name] for name in self.key), strict=True)):
            rows.setdefault(key, []).append(row)
        for same in rows.values():
            if len(same) > 1:
                same.sort(key=lambda row: not self.is_adopted(row))
        return rows

    @cached_property
    def keys_by_text(self) -> dict[str, list[tuple[str, ...]]]:
        """The keys by their written text. A part of a key may hold a comma, as “Hong Kong, China”."""
        keys: dict[str, list[tuple[str, ...]]] = {}
        for key in self.rows_by_key:
            keys.setdefault(", ".join(key), []).append(key)
        return keys

    def is_adopted(self, row: int) -> bool:
        """Whether the report uses *row*: true for all rows when no column says so."""
        return ADOPTED not in self.cells or self.cells[ADOPTED][row] == "yes"

    def applies(self, column: Column, row: int) -> bool:
        """Whether there can be a figure in *column* of *row*."""
        return not any(
            column.name in columns and all(self.cells[name][row] == value for name, value in where)
            for where, columns in self.not_applicable
        )

    def basis(self, row: int) -> str:
        """Return what was counted in *row*, without the remark in brackets after it."""
        return self.cells[BASIS][row].partition("(")[0].strip() if BASIS in self.cells else ""


def split_sources(text: str) -> tuple[str, ...]:
    """Return the citation keys of a source cell: ``DT10;DT11``."""
    return tuple(key for key in (part.strip() for part in text.split(";")) if key)
