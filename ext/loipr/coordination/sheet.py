"""A sheet: rows that the site shows as a table, and that are offered as CSV and as a workbook, the same in each."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from loipr.wording.dates import in_words


class Is(StrEnum):
    """What the cells of a column are."""

    WORDS = "words"
    CHOICE = "choice"  #: one of few values, by which rows are picked out
    NUMBER = "number"
    DAY = "day"
    DUE = "due"  #: a day by which something is to be done


class Column(NamedTuple):
    """A column: its head, what its cells are, what its head says in full, where it is short, and where it leads."""

    head: str
    kind: Is = Is.WORDS
    full: str = ""
    address: str = ""


class Cell(NamedTuple):
    """A cell: what it says, and where on the site that leads (``page#anchor``, without the ending of the page).

    ``value`` is what it is sorted by, where that is not its text; ``full`` are its words, where its text is a sign.
    ``links`` are its parts with an address each, where there are several.
    """

    text: str = ""
    address: str = ""
    value: int | datetime.date | None = None
    full: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table by its name; ``footing`` rows hold totals."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footing: tuple[tuple[Cell, ...], ...] = ()
    is_grid: bool = False  #: Its cells hold signs, and its heads stand upright.


def number(value: int, *, blank: bool = True) -> Cell:
    """Return a cell with a number; nought is left blank, unless *blank* is false."""
    return Cell(f"{value:,}" if value or not blank else "", value=value)


def day(value: datetime.date | None, unknown: str = "") -> Cell:
    """Return a cell with a day, or with the word for one that is not known."""
    return Cell(in_words(value), value=value) if value is not None else Cell(unknown)


def as_csv(sheet: Sheet) -> bytes:
    """Return *sheet* as CSV, with days as 2025-07-31 and plain numbers; no cell is a formula to a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_safe(column.full or column.head) for column in sheet.columns)
    for row in (*sheet.rows, *sheet.footing):
        writer.writerow(_safe(plain(cell)) for cell in row)
    return stream.getvalue().encode()


def plain(cell: Cell) -> str:
    """Return what a program reads in a cell."""
    return cell.text if cell.value is None else str(cell.value)


def _safe(text: str) -> str:
    """Return *text* with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def several(links: Iterable[tuple[str, str]]) -> Cell:
    """Return a cell that lists words, each with its address."""
    links = tuple(links)
    return Cell(", ".join(text for text, _ in links), links=links)
