"""Reads a returned workbook as text: no formula is computed, and no link is followed."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils import get_column_letter

from loipr.datasets.dataset import Dataset
from loipr.exchange.workbooks.answers import Answer, read_answers
from loipr.exchange.workbooks.cell_text import STRUCK, CellError, text_of
from loipr.exchange.workbooks.places import of_cell, of_cell_at, of_row, of_sheet, told
from loipr.exchange.workbooks.remarks import notes_on, typed_on
from loipr.exchange.workbooks.sheet_layout import (
    ASKED,
    FIRST_ROW,
    FORMAT,
    MISSING,
    NAMES_ROW,
    OF_A_SHEET,
    QUESTIONS,
    README,
    RECORD,
    SOURCES,
    sheet_names,
)
from loipr.exchange.workbooks.xlsx_zip import WorkbookError, read_package
from loipr.files.csv_file import header_faults
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean

_LAST_ROW = 1_048_576
_LOST_RECORD = _(
    "its record of what was sent out is missing or damaged; export the workbook again and fill in that one"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number there, and its cells in the form of the CSV file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """The returned rows of a dataset, and the rows that were sent out."""

    dataset: Dataset
    sheet: str
    rows: tuple[Row, ...]
    sent: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A returned workbook: the institution that it was sent to, the returned datasets, and the answers to tasks.

    ``faults`` are what is refused, and ``beside`` the texts beside tables and answers: each with its place.
    """

    institution: str
    datasets: tuple[Returned, ...]
    answers: tuple[Answer, ...]
    faults: tuple[str, ...]
    beside: tuple[str, ...]


def read_workbook(file: Path, datasets: Mapping[str, Dataset]) -> Workbook:
    """Return what the workbook *file* holds.

    :raises WorkbookError: when the file as a whole is refused.
    """
    content = read_package(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False, rich_text=True)
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                return _Reader(book, package, file.name, datasets).read()
    except WorkbookError:
        raise
    except Exception:
        # Whatever error the library raises, the reason is the file.
        raise WorkbookError(_("it cannot be read as an Excel workbook; save it as “Excel Workbook (.xlsx)”")) from None


class _Reader:
    """Reads the sheets of a workbook one after the other, and notes what is refused and what stands beside."""

    def __init__(
        self, book: openpyxl.Workbook, package: zipfile.ZipFile, file: str, datasets: Mapping[str, Dataset]
    ) -> None:
        self.book = book
        self.package = package
        self.file = file
        self.datasets = datasets
        self.institution, self.record = _read_record(book)
        self.sent = {name: rows for name, rows in self.record.items() if not name.startswith(OF_A_SHEET)}
        self.names = sheet_names(self.sent)
        self.faults: list[str] = []
        self.beside: list[str] = []

    def read(self) -> Workbook:
        known = {README, ASKED, QUESTIONS, MISSING, SOURCES, RECORD, *self.names.values()}
        for sheet in self.book.sheetnames:
            if sheet not in known:
                meant = did_you_mean(sheet, self.names.values())
                hint = meant or _("; move what it says to a sheet that was sent, and delete it")
                message = _("there was no such sheet when it was sent out{hint}").format(hint=hint)
                self.faults.append(told(of_sheet(self.file, sheet), message))
        returned = tuple(self._datasets())
        answers: list[Answer] = []
        for name in self.book.sheetnames:
            if name != RECORD:
                answers += self._read_beside(name)
        return Workbook(self.institution, returned, tuple(answers), tuple(self.faults), tuple(self.beside))

    def _datasets(self) -> Iterator[Returned]:
        for name, rows in self.sent.items():
            dataset, sheet = self.datasets.get(name), self.names[name]
            place = of_sheet(self.file, sheet)
            if dataset is None:
                message = _("the report has no dataset {name} any more").format(name=name)
                self.faults.append(told(place, message))
            elif sheet not in self.book.sheetnames:
                self.faults.append(told(place, _("the sheet is missing; send back the whole workbook")))
            elif [column.name for column in dataset.columns] != rows[0]:
                message = _("the dataset has other columns by now; export the workbook again")
                self.faults.append(told(place, message))
            else:
                before = len(self.faults)
                reader = _Sheet(self.book, sheet, dataset, self.file, self.faults)
                found = tuple(reader.read())
                if len(self.faults) == before:
                    yield Returned(dataset, sheet, found, tuple(tuple(row) for row in rows[1:]))
                else:
                    self._note_all(sheet, {text.strip() for row in rows for text in row}, reader.refused)

    def _note_all(self, sheet: str, known: Set[str], refused: Set[str]) -> None:
        """Note each text on a sheet that cannot be compared, but not *known* texts, and cells that are *refused*."""
        below = ((number, cells) for number, cells in _rows(self.book[sheet]) if number >= NAMES_ROW)
        for where, message in typed_on(below, {}, known):
            if where not in refused:
                self.beside.append(told(of_sheet(self.file, sheet, where), message))

    def _read_beside(self, name: str) -> Iterator[Answer]:
        """Note what the sheet says beside its table, with the cell; yield the answers on “Asked of you”."""
        sheet: Any = self.book[name]
        found = list(notes_on(self.package, sheet._worksheet_path.lstrip("/")))
        sent = {int(row[0]): row[1:] for row in self.record.get(f"{OF_A_SHEET}{name}", ())}
        columns = {self.names[dataset]: rows[0] for dataset, rows in self.sent.items()}.get(name)
        if name == ASKED:
            faults: list[tuple[str, str]] = []
            yield from read_answers(_rows(sheet), sent, faults, found)
            self.faults += [told(of_sheet(self.file, name, where), message) for where, message in faults]
        elif columns is not None:
            # The titles stand above the names of the columns; somebody may have moved both.
            above = takewhile(lambda row: row[0] < NAMES_ROW, _rows(sheet))
            found += typed_on(above, sent, {"", *columns, *sent.get(1, ())})
        else:
            # A sheet that was not sent out may be a copy of one that was.
            found += typed_on(_rows(sheet), sent, () if sent else self._all_sent())
        self.beside += [told(of_sheet(self.file, name, where), message) for where, message in found]

    def _all_sent(self) -> Set[str]:
        return {" ".join(text.split()) for rows in self.record.values() for row in rows for text in row}


def _read_record(book: openpyxl.Workbook) -> tuple[str, dict[str, list[list[str]]]]:
    """Return the institution and, by dataset or sheet, the rows that were sent out.

    The first row of a dataset are the names of its columns. The rows of a sheet begin with their numbers.
    """
    if RECORD not in book.sheetnames:
        raise WorkbookError(_LOST_RECORD)
    lines = list(_rows(book[RECORD]))
    heads = [_value(cell) for cell in lines[0][1]] if lines else []
    if len(heads) != 2 or heads[0] != FORMAT:
        raise WorkbookError(_LOST_RECORD)
    sent: dict[str, list[list[str]]] = {}
    for _number, cells in lines[1:]:
        name, row = (_value(cell) for cell in cells)
        sent.setdefault(str(name), []).append(_read_list(str(row)))
    for name, rows in sent.items():
        if not name.startswith(OF_A_SHEET) and any(len(row) != len(rows[0]) for row in rows):
            raise WorkbookError(_LOST_RECORD)
    return str(heads[1]), sent


def _read_list(text: str) -> list[str]:
    try:
        cells = json.loads(text)
    except (ValueError, RecursionError):
        cells = None
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise WorkbookError(_LOST_RECORD)
    return cells


def _value(cell: Any) -> object:
    return cell.value


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of *sheet* that are not empty, with their numbers."""
    # A sheet may lie about its size.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_row=_LAST_ROW), 1):
        if any(cell.value is not None for cell in cells):
            yield number, cells


class _Sheet:
    """Reads the sheet of a dataset, and notes each fault with its place."""

    def __init__(self, book: openpyxl.Workbook, name: str, dataset: Dataset, file: str, faults: list[str]):
        self.sheet: Any = book[name]
        self.dataset = dataset
        self.file = file
        self.name = name
        self.faults = faults
        #: The cells and rows with faults.
        self.refused: set[str] = set()

    def refuse(self, where: str, message: str) -> None:
        self.refused.add(where)
        self.faults.append(told(of_sheet(self.file, self.name, where), message))

    def read(self) -> Iterator[Row]:
        if self.sheet.sheet_state != "visible":
            self.refuse("", _("the sheet is hidden; show it, so that what it holds was seen"))
        hidden = self._check_structure()
        rows = _rows(self.sheet)
        names = next((cells for number, cells in rows if number >= NAMES_ROW), ())
        if not self._check_names([_value(cell) for cell in names]):
            return
        for number, cells in rows:
            if number < FIRST_ROW:
                continue
            if number in hidden:
                message = _("the row is hidden; show it (clear the filter), so that it was seen")
                self.refuse(of_row(number), message)
            texts = tuple(self._texts(number, cells))
            if any(texts):
                yield Row(number, texts)

    def _check_names(self, found: list[object]) -> bool:
        """Whether the sheet has the names of the dataset's columns, in their order."""
        while found and found[-1] is None:
            found.pop()
        names = [str(name).strip() if name is not None else "" for name in found]
        expected = [column.name for column in self.dataset.columns]
        if names == expected:
            return True
        if not set(names) & set(expected):
            message = _("the names of the columns are missing ({names})").format(names=tuple(expected))
            self.refuse(of_row(NAMES_ROW), message)
            return False
        for fault, position in header_faults(names, expected):
            where = of_cell_at(position, NAMES_ROW) if position else of_row(NAMES_ROW)
            nameless = position and not names[position - 1]
            what = _("a column without a name") if nameless else fault
            self.refuse(where, _("{what}; the names in this row stay as they were sent out").format(what=what))
        return False

    def _texts(self, number: int, cells: tuple[Any, ...]) -> Iterator[str]:
        columns = self.dataset.columns
        for position, cell in enumerate(cells[: len(columns)]):
            try:
                yield text_of(cell, columns[position])
            except CellError as error:
                self.refuse(of_cell_at(position + 1, number), error.message)
                # Any text, so that the row does not count as empty.
                yield "?"
        yield from [""] * (len(columns) - len(cells))
        for position, cell in enumerate(cells[len(columns) :], len(columns) + 1):
            if cell.value is not None:
                message = _("“{text}” stands beside the table; move it into a column of the table, as the note")
                self.refuse(of_cell_at(position, number), message.format(text=" ".join(str(cell.value).split())))

    def _check_structure(self) -> set[int]:
        """Refuse merged cells, hidden columns and texts that are struck through; return the hidden rows."""
        hidden: set[int] = set()
        place = ""
        with self.sheet._get_source() as stream:
            for event, element in iterparse(stream, events=("start", "end")):
                tag = element.tag.rpartition("}")[2]
                if event == "end":
                    element.clear()
                elif tag == "c":
                    place = str(element.get("r"))
                elif tag == "strike" and element.get("val", "1") not in ("0", "false"):
                    self.refuse(of_cell(place), STRUCK)
                elif tag == "mergeCell":
                    where = _("cells {names}").format(names=element.get("ref"))
                    self.refuse(where, _("these cells are merged; unmerge them, and fill in each"))
                elif tag == "row" and element.get("hidden") in ("1", "true"):
                    hidden.add(int(element.get("r", "0")))
                elif tag == "col" and element.get("hidden") in ("1", "true"):
                    first = int(element.get("min", "1"))
                    if first <= len(self.dataset.columns):
                        where = _("column {name}").format(name=get_column_letter(first))
                        self.refuse(where, _("the column is hidden; show it, so that it was seen"))
        return hidden
