"""The sheet of a dataset: its rows to check and correct, and room below for new ones."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from loipr.datasets.dataset import AS_OF, SOURCE, Column, Dataset
from loipr.exchange.workbooks.book import ALLOWED, FAINT, LOCKED, WANTED, Book, number_format, row_height, write_cell
from loipr.exchange.workbooks.sheet_layout import FIRST_ROW, NAMES_ROW, SOURCES, rows_of
from loipr.wording.languages import _

_LAST_ROW = 1_048_575
_LARGEST = 10**15
_WIDEST, _MOST_LINES = 44, 6
_BORDER = "#CFD6DC"
#: A workbook cannot hold a longer list of choices.
_LONGEST_LIST = 255


def write_form(book: Book, sheet: Worksheet, dataset: Dataset, number_of_sources: int) -> None:
    """Fill *sheet* with *dataset*: cells that name a row are locked, empty figures are marked, choices are lists."""
    widths = [_width(column, dataset) for column in dataset.columns]
    for position, (column, width) in enumerate(zip(dataset.columns, widths, strict=True)):
        _write_head(book, sheet, position, column)
        # New rows have the style of the column.
        sheet.set_column(position, position, width, _style(book, column, "", locked=False))
        _validate(book, sheet, position, column, number_of_sources)
    for row, cells in enumerate(rows_of(dataset)):
        sheet.set_row(row + FIRST_ROW - 1, row_height(zip(cells, widths, strict=True), _MOST_LINES))
        for position, (text, column) in enumerate(zip(cells, dataset.columns, strict=True)):
            locked = column.name in dataset.primary_key
            wanted = column.is_figure and not text and dataset.is_adopted(row)
            style = _style(book, column, text, locked=locked, colour=LOCKED if locked else WANTED if wanted else "")
            write_cell(sheet, row + FIRST_ROW - 1, position, text, column, style)
    sheet.set_row(0, row_height((_title(column), width) for column, width in zip(dataset.columns, widths, strict=True)))
    leading = next((n for n, column in enumerate(dataset.columns) if column.name not in dataset.key), 0)
    sheet.freeze_panes(FIRST_ROW - 1, min(leading, 2))
    sheet.repeat_rows(0, NAMES_ROW - 1)
    # A year is text here on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(_LAST_ROW, len(dataset.columns) - 1)}"})
    sheet.protect("", ALLOWED)


def _title(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _width(column: Column, dataset: Dataset) -> int:
    longest = max(map(len, dataset.cells[column.name]), default=0)
    return min(max(longest, len(column.name), min(len(_title(column)), 14)) + 2, _WIDEST)


def _write_head(book: Book, sheet: Worksheet, position: int, column: Column) -> None:
    sheet.write_string(0, position, _title(column), book.heading())
    sheet.write_string(NAMES_ROW - 1, position, column.name, book.text(font_color=FAINT, bg_color=LOCKED, bottom=1))


def _style(book: Book, column: Column, text: str, *, locked: bool, colour: str = "") -> Format:
    look: dict[str, object] = {"bg_color": colour, "border": 1, "border_color": _BORDER} if colour else {}
    if column.is_figure:
        return book.style(num_format=number_format(text, column), locked=locked, **look)
    return book.text(text_wrap=True, locked=locked, **look)


def _validate(book: Book, sheet: Worksheet, position: int, column: Column, number_of_sources: int) -> None:
    """Make the spreadsheet offer the values of a column, and refuse at once what the check would refuse."""
    rule: dict[str, object]
    if column.options and sum(map(len, column.options)) + len(column.options) <= _LONGEST_LIST:
        said = _("Choose one of: {options}.").format(options=column.options)
        rule = {"validate": "list", "source": list(column.options), "error_type": "stop"}
    elif column.name == SOURCE and number_of_sources:
        said = _("The key of a source on the sheet {sheet}; several with a semicolon between, as DT01;DT02.").format(
            sheet=SOURCES
        )
        # The list offers single keys; several keys in a cell are also right.
        source = f"={SOURCES}!$A$2:$A${number_of_sources + 1}"
        rule = {"validate": "list", "source": source, "error_type": "information"}
    elif column.is_figure:
        whole = column.type == "integer"
        number = (
            _("A whole number in {unit}; leave the cell empty where unknown.")
            if whole
            else _("A number in {unit}; leave the cell empty where unknown.")
        )
        said = number.format(unit=column.unit or _("figures"))
        rule = {"validate": "integer" if whole else "decimal", "criteria": "between", "error_type": "stop"}
        least, most = column.bounds
        rule |= {"minimum": f"={-_LARGEST if least is None else least}"}
        rule |= {"maximum": f"={_LARGEST if most is None else most}"}
    elif column.name == AS_OF:
        said = _("The day up to which the figures count, as text: 2024-07-31, 2024-07 or 2024.")
        rule = {"validate": "any"}
    else:
        return
    message = book.say(said)[:255]
    rule |= {"input_title": column.title[:32], "input_message": message}
    rule |= {"error_title": column.title[:32], "error_message": message}
    sheet.data_validation(FIRST_ROW - 1, position, _LAST_ROW, position, rule)
