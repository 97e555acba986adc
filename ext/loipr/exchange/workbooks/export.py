"""One workbook for an institution: what is asked of it, with room for answers, and its datasets to fill in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from loipr.coordination.tasks import tasks_of
from loipr.datasets.dataset import Dataset
from loipr.exchange.workbooks.asked_sheet import write_asked
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
    QUESTIONS,
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
from loipr.wording.breakdowns import breakdown
from loipr.wording.languages import _
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
    tasks = [task for task in tasks_of(report) if task.owner == institution.id]
    stream = io.BytesIO()
    settings = report.settings
    book = Book(stream, f"{settings.symbol}: {institution.id}", settings.reference_date, settings.letter_languages)
    write_readme(book.sheet(README), book, institution, settings, by_sheet, is_asked=bool(tasks))
    write_asked(book.sheet(ASKED), book, tasks, report)
    _write_table(book, QUESTIONS, _QUESTIONS_HEADS, _question_rows(requests_to(institution, report), book))
    if datasets:
        _write_table(book, MISSING, _MISSING_HEADS, _missing_rows(by_sheet, book, report))
    for name, dataset in by_sheet.items():
        write_form(book, book.sheet(name), dataset, len(report.bibliography.sources))
    if datasets:
        _write_table(book, SOURCES, _SOURCES_HEADS, _source_rows(report.bibliography))
    _write_record(book, institution, datasets, names)
    book.close()
    return stream.getvalue()


_Heads = Mapping[str, int]
_WHERE = _("Where")
#: The largest number of links on a sheet.
_MOST_LINKS = 65_000
#: The heads of the tables that are for reading only, with the widths of their columns.
_QUESTIONS_HEADS: _Heads = {
    _("Question"): 12, _("Item"): 9, _("The question"): 80, _("Your part"): 18, _("Status"): 16, _("File"): 42
}  # fmt: skip
_MISSING_HEADS: _Heads = {_("Kind"): 20, _("Of"): 50, _("What is asked of you"): 80, _WHERE: 40}
_SOURCES_HEADS: _Heads = {_("Key"): 10, _("Title"): 80, _("Publisher"): 30, _("Date"): 14}


def _write_table(book: Book, name: str, heads: _Heads, rows: Iterator[tuple[str, ...]]) -> None:
    """Add a sheet for reading. Under the head “Where”, a text with # before it is a link to a cell of the workbook."""
    sheet = book.sheet(name)
    where = list(heads).index(_WHERE) if _WHERE in heads else None
    for position, (head, width) in enumerate(heads.items()):
        sheet.write_string(0, position, book.say(head, " / "), book.heading())
        sheet.set_column(position, position, width)
    for number, cells in enumerate(rows, 1):
        # Questions are in bold, their items are not.
        style = book.text(text_wrap=True, bold=bool(cells[0]) and name == QUESTIONS)
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


def _question_rows(requests: list[Request], book: Book) -> Iterator[tuple[str, ...]]:
    for request in requests:
        question, page = request.question, request.page
        yield (
            str(question.number) if question else "–",
            "",
            f"{request.subject}. {question.wording}" if question else request.subject,
            book.say(request.part),
            book.say(request.status),
            page.path if page else "",
        )
        for item in question.walk() if question and request.part != NAMED else ():
            yield "", item.label, item.wording, "", "", ""


def _missing_rows(datasets: Mapping[str, Dataset], book: Book, report: Report) -> Iterator[tuple[str, ...]]:
    stale_figures, too_whole, missing = map(book.say, (_("out of date"), _("not broken down"), _("missing figure")))
    for sheet, dataset in datasets.items():
        below = f"#'{sheet}'!{xl_rowcol_to_cell(len(dataset.rows) + FIRST_ROW - 1, 0)}"
        stale, lacking = staleness(dataset, report.settings.reference_date), breakdowns(dataset)
        if stale:
            yield stale_figures, dataset.title, book.say(stale), below
        if lacking:
            yield (
                too_whole,
                dataset.title,
                book.say(_("Figures by {kinds}.").format(kinds=listed(map(breakdown, lacking)))),
                below,
            )
        positions = {column.name: position for position, column in enumerate(dataset.columns)}
        for lack in empty_figures(dataset):
            cell = xl_rowcol_to_cell(lack.row + FIRST_ROW - 1, positions[lack.columns[0].name])
            wanted = ", ".join(
                f"{column.title} ({column.unit})" if column.unit else column.title for column in lack.columns
            )
            yield missing, row_name(dataset, lack.row), wanted, f"#'{sheet}'!{cell}"


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
