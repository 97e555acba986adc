"""A workbook to write: nothing in it can be a formula or a link out, and the same content makes the same bytes."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from loipr.datasets.dataset import NUMBER_FORMS, Column

#: Longer texts are cut by spreadsheets without a word.
LONGEST_TEXT = 32_767
#: Of longer numbers a spreadsheet keeps only so many digits.
_MOST_DIGITS = 15
LOCKED, HEADING, FAINT, WANTED = "#E7EBEF", "#1F4E79", "#6B7785", "#FFF2CC"
#: What a reader may do on a protected sheet.
ALLOWED = {"format_columns": True, "format_rows": True}
#: The number of the format “Text”, by which every spreadsheet knows it.
_TEXT = 49
_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that remembers the texts written to it: by row and column, both from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[int, dict[int, str]] = {}

    def write_string(self, row: int, column: int, text: str, style: Format | None = None) -> int:
        self.texts.setdefault(row, {})[column] = text
        return int(super().write_string(row, column, text, style))

    def write_url(self, row: int, column: int, url: str, style: Format | None = None, text: str | None = None) -> int:
        self.texts.setdefault(row, {})[column] = text or url
        return int(super().write_url(row, column, url, style, text))


class Book:
    """A workbook that is written into a stream, with the styles that its sheets share."""

    def __init__(self, stream: BinaryIO, title: str, date: datetime.date):
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(stream, options)
        moment = datetime.datetime.combine(date, datetime.time())
        self._book.set_properties({"title": title, "created": moment})
        self._styles: dict[tuple[tuple[str, object], ...], Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet, which prints on pages that are as wide as it."""
        sheet = self._book.add_worksheet(name, _Sheet)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def style(self, **properties: object) -> Format:
        """Return the style with those properties, in XlsxWriter's words."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            self._styles[key] = self._book.add_format({**_FONT, **properties})
        return self._styles[key]

    def text(self, **properties: object) -> Format:
        """Return a style for text, which stays text also when it is edited."""
        return self.style(num_format=_TEXT, **properties)

    def heading(self, **properties: object) -> Format:
        return self.text(bold=True, font_color="#FFFFFF", bg_color=HEADING, text_wrap=True, border=1, **properties)

    def texts(self) -> Iterator[tuple[str, int, list[str]]]:
        """Yield the rows that hold texts: the sheet, their number there, and the texts with their blanks between."""
        for sheet in self._book.worksheets():
            for row, cells in sorted(sheet.texts.items()):
                yield sheet.name, row + 1, [cells.get(column, "") for column in range(max(cells) + 1)]

    def close(self) -> None:
        self._book.close()


def row_height(texts: Iterable[tuple[str, float]], most: int = 30) -> float:
    """Return how high a row must be for *texts* to be read, each wrapped to its width; at most *most* lines.

    Spreadsheets differ in whether they fit the rows of a file that they did not write.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return 15.0 * min(lines, most) + 1


def _lines(text: str, width: float) -> int:
    if len(text) <= width:
        return 1
    return len(textwrap.wrap(text[: LONGEST_TEXT // 10], max(int(width * 0.98), 1)))


def write_cell(sheet: Worksheet, row: int, position: int, text: str, column: Column, style: Format) -> None:
    """Write a cell of a dataset: a figure as a number, all else as text."""
    number = number_of(text) if column.is_figure else None
    if number is not None:
        sheet.write_number(row, position, number, style)
    elif text:
        sheet.write_string(row, position, text, style)
    else:
        sheet.write_blank(row, position, None, style)


def number_of(text: str) -> float | None:
    """Return the number that *text* is; None when it is none, or has more digits than a workbook keeps."""
    if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    if not NUMBER_FORMS["number"].fullmatch(text):
        return None
    number = float(text)
    return number if Decimal(f"{number:.{_MOST_DIGITS}G}") == Decimal(text) else None


def number_format(text: str, column: Column) -> str:
    """Return the form in which a workbook shows a figure: with as many decimals as the file has."""
    if column.type == "integer":
        return "#,##0"
    decimals = len(text.partition(".")[2])
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0" if text else "General"
