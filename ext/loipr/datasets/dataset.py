"""The datasets: tables of tidy rows, and what is said of them as a whole.

Where observations of one key disagree, the column ``adopted`` marks the one that the report uses.
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
#: The column that tells the time of a figure, where there is one.
PERIOD = "period"
#: Columns that tell a time, whole or among other words.
TIMES = (PERIOD, AS_OF, "date")
#: Columns that say how an observation came about, not what was observed.
PROVENANCE = (AS_OF, BASIS, SOURCE, CONFIDENCE, ADOPTED, REASON, NOTE)
#: No figure of a report has more digits by far.
NUMBER_FORMS = {
    "integer": re.compile(r"-?\d{1,40}", re.ASCII),
    "number": re.compile(r"-?\d{1,40}(\.\d{1,40})?", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, its heading in print, its type and, for a figure, its unit.

    ``pattern`` is the form of its cells, and ``example`` a cell of that form, for those who read no patterns;
    ``labels`` are values with what is printed for them. ``bounds`` are the least and the most that a figure may be,
    and ``lengths`` how many characters a text has at least and at most; None where nothing is said.
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
        """Return what is printed for *value*: its label, or itself."""
        return next((label for known, label in self.labels if known == value), value)


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """In each row the columns *parts* add up to the column *total*."""

    total: str
    parts: tuple[str, ...]
    exceptions: tuple[tuple[str, str], ...] = ()  #: Keys whose parts do not, each with the reason.


@dataclass(frozen=True, slots=True)
class RowSum:
    """Rows add up, in the columns *figures*, to the row whose *column* is *total* (the rest of the key equal).

    The rows are those whose *column* is one of *parts*, or all the others when none are named.
    """

    column: str
    total: str
    figures: tuple[str, ...]
    parts: tuple[str, ...] = ()
    exceptions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SameFact:
    """Two observations, each as ``dataset[key].column``, that tell the same fact: *here* and in another dataset."""

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
    """What was aimed at in a *period*, by whom and when it was set, and the day of the one it replaces, if any."""

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
    """The *targets* of one period, the first one first, for the column *figure* of the rows that meet *where*."""

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
    """A table; ``cells`` holds the text of the file by column, checked against ``columns``."""

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
    #: How many months after its cut-off a figure is still good; None: for ever.
    good_for_months: int | None = None
    terms: tuple[str, ...] = ()
    #: By what the Committee asks for these figures to be broken down, and by what they are.
    asked_by: tuple[str, ...] = ()
    broken_down_by: tuple[str, ...] = ()
    #: The columns that break the figures down by something, where they have other names.
    breakdowns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sums: tuple[ColumnSum | RowSum, ...] = ()
    same_as: tuple[SameFact, ...] = ()
    series: Series | None = None
    changes: tuple[Change, ...] = ()
    #: The targets that were set for its figures.
    aims: tuple[Aim, ...] = ()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The cells as pandas has them. It takes longer to load than all rules take, and they do without it."""
        import pandas as pd

        return pd.DataFrame(dict(self.cells), dtype=str)

    @property
    def rows(self) -> range:
        return range(len(self.cells[self.columns[0].name]))

    def key_of(self, row: int) -> tuple[str, ...]:
        return tuple(self.cells[name][row] for name in self.key)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def rows_where(self, where: Iterable[tuple[str, str]]) -> list[int]:
        """Return the rows whose columns have these values; none where there is no such column."""
        conditions = [(self.cells.get(name, ()), value) for name, value in where]
        return [row for row in self.rows if all(cells and cells[row] == value for cells, value in conditions)]

    @property
    def figures(self) -> tuple[Column, ...]:
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
        """The keys that are written as each text: a part of one may hold a comma, as “Hong Kong, China” does."""
        keys: dict[str, list[tuple[str, ...]]] = {}
        for key in self.rows_by_key:
            keys.setdefault(", ".join(key), []).append(key)
        return keys

    def is_adopted(self, row: int) -> bool:
        return ADOPTED not in self.cells or self.cells[ADOPTED][row] == "yes"

    def basis(self, row: int) -> str:
        """Return what was counted, without what is said of it in brackets."""
        return self.cells[BASIS][row].partition("(")[0].strip() if BASIS in self.cells else ""


def split_sources(text: str) -> tuple[str, ...]:
    """Return the citation keys of a source cell: ``DT10;DT11``."""
    return tuple(key for key in (part.strip() for part in text.split(";")) if key)
