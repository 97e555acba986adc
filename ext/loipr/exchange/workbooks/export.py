"""One workbook for an institution: the requests to it, what is missing, and its datasets to fill in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from loipr.datasets.dataset import Dataset
from loipr.exchange.workbooks.book import ALLOWED, LONGEST_TEXT, Book, row_height
from loipr.exchange.workbooks.entry_sheet import write_form
from loipr.exchange.workbooks.missing_figures import breakdowns, empty_figures, staleness
from loipr.exchange.workbooks.readme import write_readme
from loipr.exchange.workbooks.requests import NAMED, Request, requests_to
from loipr.exchange.workbooks.sheet_layout import (
    ASKED,
    FIRST_ROW,
    FORMAT,
    MISSING,
    NAMES_ROW,
    OF_A_SHEET,
    README,
    RECORD,
    SOURCES,
    row_name,
    rows_of,
    sheet_names,
)
from loipr.facts.bibliography import Bibliography
from loipr.facts.institutions import Institution
from loipr.report import Report
from loipr.wording.sentences import listed


class ExportError(ValueError):
    """A workbook cannot hold its content; the message is for the person who asked for the workbook."""


def datasets_of(institution: Institution, report: Report) -> list[Dataset]:
    """Return the datasets for which *institution* is responsible, in the order of the descriptor."""
    return [dataset for dataset in report.datasets.values() if report.institutions.find(dataset.owner) is institution]


def make_workbook(institution: Institution, report: Report) -> bytes:
    """Return the file of the workbook for *institution*.

    :raises ExportError: when a row of its datasets is too long for a workbook.
    """
    datasets = datasets_of(institution, report)
    names = sheet_names(dataset.name for dataset in datasets)
    by_sheet = {names[dataset.name]: dataset for dataset in datasets}
    requests = requests_to(institution, report)
    stream = io.BytesIO()
    book = Book(stream, f"{report.settings.symbol}: {institution.id}", report.settings.reference_date)
    write_readme(book.sheet(README), book, institution, report.settings, by_sheet)
    _write_table(book, ASKED, _ASKED_HEADS, _asked_rows(requests))
    _write_table(book, MISSING, _MISSING_HEADS, _missing_rows(requests, by_sheet, report))
    for name, dataset in by_sheet.items():
        write_form(book, book.sheet(name), dataset, len(report.bibliography.sources))
    if datasets:
        _write_table(book, SOURCES, _SOURCES_HEADS, _source_rows(report.bibliography))
    _write_record(book, institution, datasets, names)
    book.close()
    return stream.getvalue()


_Heads = Mapping[str, int]
_WHERE = "Where"
#: The largest number of links on a sheet.
_MOST_LINKS = 65_000
#: The heads of the tables that are for reading only, with the widths of their columns.
_ASKED_HEADS: _Heads = {
    "Question": 9, "Item": 9, "What is asked": 60, "Your part": 16, "Status": 13, "Gap for you to fill": 60, "File": 42
}  # fmt: skip
_MISSING_HEADS: _Heads = {"What": 18, "Of": 50, "What is wanted": 80, _WHERE: 40}
_SOURCES_HEADS: _Heads = {"Key": 10, "Title": 80, "Publisher": 30, "Date": 14}


def _write_table(book: Book, name: str, heads: _Heads, rows: Iterator[tuple[str, ...]]) -> None:
    """Add a sheet for reading. Under the head “Where”, a text with # before it is a link to a cell of the workbook."""
    sheet = book.sheet(name)
    where = list(heads).index(_WHERE) if _WHERE in heads else None
    for position, (head, width) in enumerate(heads.items()):
        sheet.write_string(0, position, head, book.heading())
        sheet.set_column(position, position, width)
    for number, cells in enumerate(rows, 1):
        # Questions are in bold, their items and gaps are not.
        style = book.text(text_wrap=True, bold=bool(cells[0]) and name == ASKED)
        sheet.set_row(number, row_height(zip(cells, heads.values(), strict=True)))
        for position, text in enumerate(cells):
            if text.startswith("#") and position == where and number <= _MOST_LINKS:
                link = book.text(font_color="#0563C1", underline=1)
                sheet.write_url(number, position, f"internal:{text[1:]}", link, text[1:])
            elif text:
                sheet.write_string(number, position, text[:LONGEST_TEXT], style)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", ALLOWED)


def _asked_rows(requests: list[Request]) -> Iterator[tuple[str, ...]]:
    for request in requests:
        question, page = request.question, request.page
        yield (
            str(question.number) if question else "–",
            "",
            f"{request.subject}. {question.wording}" if question else request.subject,
            request.part,
            request.status,
            "",
            page.path if page else "",
        )
        items = {item.label: item.wording for item in question.walk()} if question else {}
        for label in ["", *items]:
            gaps = [gap for gap in request.gaps if gap.item == label or (not label and gap.item not in items)]
            # Only the first gap of an item has the words of the item beside it.
            asked = items.get(label, "")
            for gap in gaps:
                others = f" (with {listed(gap.others)})" if gap.others else ""
                yield "", label, asked, "", "", f"{gap.words}{others}", str(gap.place)
                asked = ""
            if label and not gaps and request.part != NAMED:
                yield "", label, asked, "", "", "", ""


def _missing_rows(
    requests: list[Request], datasets: Mapping[str, Dataset], report: Report
) -> Iterator[tuple[str, ...]]:
    for sheet, dataset in datasets.items():
        below = f"#'{sheet}'!{xl_rowcol_to_cell(len(dataset.frame) + FIRST_ROW - 1, 0)}"
        stale, lacking = staleness(dataset, report.settings.reference_date), breakdowns(dataset)
        if stale:
            yield "out of date", dataset.title, f"Newer figures: {stale}.", below
        if lacking:
            yield "not broken down", dataset.title, f"Figures by {listed(lacking)}.", below
        positions = {column.name: position for position, column in enumerate(dataset.columns)}
        for lack in empty_figures(dataset):
            cell = xl_rowcol_to_cell(lack.row + FIRST_ROW - 1, positions[lack.columns[0].name])
            wanted = listed(
                f"{column.title} ({column.unit})" if column.unit else column.title for column in lack.columns
            )
            yield "missing figure", row_name(dataset, lack.row), wanted, f"#'{sheet}'!{cell}"
    for request in requests:
        for gap in request.gaps:
            number = f"Question {request.question.number}" if request.question else request.subject
            yield "gap in a reply", f"{number} {gap.item}".strip(), gap.words, str(gap.place)


def _source_rows(bibliography: Bibliography) -> Iterator[tuple[str, ...]]:
    for source in bibliography.sources.values():
        yield source.key, source.title, source.publisher, source.date


def _write_record(book: Book, institution: Institution, datasets: list[Dataset], names: Mapping[str, str]) -> None:
    """Record what is sent out, so that changes by the institution can be told from later changes in the data."""
    shown = list(book.texts())
    sheet = book.sheet(RECORD)
    sheet.write_string(0, 0, FORMAT)
    sheet.write_string(0, 1, institution.id)
    row = 1
    for dataset in datasets:
        for cells in ([column.name for column in dataset.columns], *rows_of(dataset)):
            text = json.dumps(cells)
            if len(text) > LONGEST_TEXT:
                place = f"{dataset.path}:{row}"
                raise ExportError(f"{place}: a workbook holds no row of more than {LONGEST_TEXT:,} characters")
            sheet.write_string(row, 0, dataset.name)
            sheet.write_string(row, 1, text)
            row += 1
    for name, number, texts in shown:
        if name not in names.values() or number < NAMES_ROW:
            text = json.dumps([str(number), *texts])
            # A row that is too long for the record is not compared.
            sheet.write_string(row, 0, f"{OF_A_SHEET}{name}")
            sheet.write_string(row, 1, text if len(text) <= LONGEST_TEXT else json.dumps([str(number)]))
            row += 1
    sheet.very_hidden()
    sheet.protect()
