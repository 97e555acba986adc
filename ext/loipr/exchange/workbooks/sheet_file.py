"""Sheets for readers as a workbook, with filters and with heads that stay visible."""

from __future__ import annotations

import datetime
import io

from loipr.coordination.sheet import Cell, Is, On, Sheet
from loipr.exchange.workbooks.book import LONGEST_TEXT, Book, row_height

_WIDTHS = {Is.WORDS: 16, Is.CHOICE: 22, Is.NUMBER: 10, Is.DAY: 16, Is.DUE: 16}
_WIDEST, _GRID = 70, 6
_DAY = "yyyy-mm-dd"


def make_sheet_file(date: datetime.date, *sheets: Sheet) -> bytes:
    """Return *sheets*, whose names differ, as a workbook; *date* is the day of creation that the file states."""
    stream = io.BytesIO()
    book = Book(stream, sheets[0].title, date)
    for sheet in sheets:
        _write(sheet.on(On.FILE), book)
    book.close()
    return stream.getvalue()


def _write(sheet: Sheet, book: Book) -> None:
    page = book.sheet(sheet.name[:31])
    widths = [_width(sheet, position) for position in range(len(sheet.columns))]
    for position, column in enumerate(sheet.columns):
        turned = {"rotation": 90} if widths[position] == _GRID else {}
        head = column.head if turned else column.full or column.head
        page.write_string(0, position, head, book.heading(**turned))
        page.set_column(position, position, widths[position])
    for row, cells in enumerate((*sheet.rows, *sheet.footing), 1):
        is_total = row > len(sheet.rows)
        texts = [cell.text for cell in cells]
        page.set_row(row, row_height(zip(texts, widths, strict=True)))
        for position, cell in enumerate(cells):
            if isinstance(cell.value, datetime.date):
                moment = datetime.datetime.combine(cell.value, datetime.time())
                page.write_datetime(row, position, moment, book.style(num_format=_DAY, align="left"))
            elif cell.value is not None and cell.text in (str(cell.value), f"{cell.value:,}"):
                page.write_number(row, position, cell.value, book.style(num_format="#,##0", bold=is_total))
            elif cell.text:
                page.write_string(row, position, _shown(cell), book.text(text_wrap=True, bold=is_total))
    page.freeze_panes(1, 2 if sheet.is_grid else 1)
    page.repeat_rows(0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _shown(cell: Cell) -> str:
    return cell.text[:LONGEST_TEXT]


def _width(sheet: Sheet, position: int) -> int:
    column = sheet.columns[position]
    longest = max((len(row[position].text) for row in sheet.rows), default=0)
    if sheet.is_grid and column.kind == Is.WORDS and longest <= _GRID:
        return _GRID
    return max(min(longest + 2, _WIDEST), _WIDTHS[column.kind])
