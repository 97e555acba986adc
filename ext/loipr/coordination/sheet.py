"""A sheet: rows that the site shows as a table and offers as CSV and as a workbook, with the same content."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from loipr.wording.dates import in_words

#: Stands between the values of a cell that has several of a choice.
SEVERAL = "; "


class Is(StrEnum):
    """The kind of cells in a column."""

    WORDS = "words"
    CHOICE = "choice"  #: one of few values, by which readers filter the rows
    NUMBER = "number"
    DAY = "day"
    DUE = "due"  #: a day by which something must be done


class On(StrEnum):
    """Where a column stands."""

    BOTH = "both"
    PAGE = "page"  #: on the page alone: it says for readers what the files have in several columns
    FILE = "file"  #: in the files alone: there is more room


class Column(NamedTuple):
    """A column: its head, the kind of its cells, the full words for a short head, the target of its link, its place."""

    head: str
    kind: Is = Is.WORDS
    full: str = ""
    address: str = ""
    on: On = On.BOTH


class Cell(NamedTuple):
    """A cell: its text, and the target of its link on the site (``page#anchor``, without the ending of the page).

    ``value`` is for sorting, if that does not go by the text. ``full`` are the words for a text that is a sign.
    ``links`` are the parts of a cell with several links, each with its address. ``anchor`` is the id of the cell on its
    page. ``look`` is a class of the style sheet for the ``looked`` words at the end of the text, and never says more.
    """

    text: str = ""
    address: str = ""
    value: int | datetime.date | None = None
    full: str = ""
    links: tuple[tuple[str, str], ...] = ()
    anchor: str = ""
    look: str = ""
    looked: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name; ``footing`` rows hold totals."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footing: tuple[tuple[Cell, ...], ...] = ()
    is_grid: bool = False  #: Whether its cells hold signs, under heads that stand upright.

    def on(self, place: On) -> Sheet:
        """Return the sheet with the columns that stand on *place*: the page, or the files."""
        kept = [at for at, column in enumerate(self.columns) if column.on in (place, On.BOTH)]
        if len(kept) == len(self.columns):
            return self

        def part(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
            return tuple(row[at] for at in kept)

        columns = tuple(self.columns[at] for at in kept)
        return replace(self, columns=columns, rows=tuple(map(part, self.rows)), footing=tuple(map(part, self.footing)))


def number(value: int, *, blank: bool = True) -> Cell:
    """Return a cell with a number; zero is left blank, unless *blank* is false."""
    return Cell(f"{value:,}" if value or not blank else "", value=value)


def day(value: datetime.date | None, unknown: str = "") -> Cell:
    """Return a cell with a day, or with the word *unknown* when it is None."""
    return Cell(in_words(value), value=value) if value is not None else Cell(unknown)


def as_csv(sheet: Sheet) -> bytes:
    """Return *sheet* as CSV, with days as 2025-07-31 and plain numbers; a spreadsheet reads no cell as a formula."""
    sheet, stream = sheet.on(On.FILE), io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_safe(column.full or column.head) for column in sheet.columns)
    for row in (*sheet.rows, *sheet.footing):
        writer.writerow(_safe(plain(cell)) for cell in row)
    return stream.getvalue().encode()


def plain(cell: Cell) -> str:
    """Return the text of a cell for programs."""
    return cell.text if cell.value is None else str(cell.value)


def _safe(text: str) -> str:
    """Return *text*, with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def several(links: Iterable[tuple[str, str]]) -> Cell:
    """Return a cell with several words, each with its address."""
    links = tuple(links)
    return Cell(", ".join(text for text, _ in links), links=links)
