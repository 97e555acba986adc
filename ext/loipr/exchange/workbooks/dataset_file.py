"""A dataset as a workbook for readers: the rows of the CSV file, and their origin."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

from xlsxwriter.utility import xl_rowcol_to_cell

from loipr.datasets.dataset import SOURCE, Dataset, split_sources
from loipr.exchange.workbooks.book import LONGEST_TEXT, Book, number_format, row_height, write_cell
from loipr.facts.bibliography import Bibliography
from loipr.wording.sentences import listed

DATA, PROVENANCE = "DATA", "PROVENANCE"
_WIDEST = 60
_CUT = " … (cut here: the CSV file has the whole text)"
_WIDTHS = (18, 60, 30, 16, 60)


def make_dataset_file(dataset: Dataset, bibliography: Bibliography, date: datetime.date) -> bytes:
    """Return *dataset* as a workbook with two sheets; *date* is the day of creation that the file states."""
    stream = io.BytesIO()
    book = Book(stream, dataset.title, date)
    _write_data(book, dataset)
    _write_provenance(book, dataset, bibliography)
    book.close()
    return stream.getvalue()


def _write_data(book: Book, dataset: Dataset) -> None:
    sheet = book.sheet(DATA)
    plain = book.text()
    for position, column in enumerate(dataset.columns):
        cells = dataset.cells[column.name]
        sheet.write_string(0, position, column.name, book.heading())
        longest = max((len(cell) for cell in cells), default=0)
        sheet.set_column(position, position, min(max(longest, len(column.name)) + 2, _WIDEST))
        for row, text in enumerate(cells, 1):
            if text:
                style = book.style(num_format=number_format(text, column)) if column.is_figure else plain
                whole = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(_CUT)] + _CUT
                write_cell(sheet, row, position, whole, column, style)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    last = len(dataset.columns) - 1
    sheet.autofilter(0, 0, len(dataset.rows), last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(len(dataset.rows), last)}"})


def _write_provenance(book: Book, dataset: Dataset, bibliography: Bibliography) -> None:
    sheet = book.sheet(PROVENANCE)
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    for row, (is_heading, *cells) in enumerate(_provenance(dataset, bibliography)):
        style = book.heading() if is_heading else book.text(text_wrap=True)
        sheet.set_row(row, row_height(zip(cells, _WIDTHS, strict=False)))
        for position, text in enumerate(cells):
            if text:
                sheet.write_string(row, position, text[:LONGEST_TEXT], style)


def _provenance(dataset: Dataset, bibliography: Bibliography) -> Iterator[tuple[bool, *tuple[str, ...]]]:
    """Yield the rows of the sheet: whether each is a heading, and its texts."""
    yield True, "Dataset", dataset.name
    yield False, "Title", dataset.title
    yield False, "Description", dataset.description
    yield False, "Answered for by", dataset.owner
    yield False, "Terms", listed(dataset.terms)
    yield (False,)
    yield True, "Column", "Title", "Unit", "Type"
    for column in dataset.columns:
        yield False, column.name, column.title, column.unit, column.type
    yield (False,)
    yield True, "Source", "Title", "Publisher", "Date", "Address"
    for key in _keys(dataset):
        source = bibliography.sources.get(key)
        yield (False, key, *((source.title, source.publisher, source.date, source.url) if source else ()))
    if dataset.changes:
        yield (False,)
        yield True, "Changed on", "What"
        for change in dataset.changes:
            yield False, change.date, change.what


def _keys(dataset: Dataset) -> list[str]:
    """Return the keys of the sources, in the order of the rows."""
    cells = dataset.cells.get(SOURCE, ())
    return list(dict.fromkeys(key for cell in cells for key in split_sources(cell)))
