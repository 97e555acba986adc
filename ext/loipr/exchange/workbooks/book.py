"""A workbook to write. It never holds formulas or links to other places, and equal content makes equal bytes."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from loipr.datasets.dataset import NUMBER_FORMS, Column
from loipr.wording.languages import ENGLISH, Language

#: Spreadsheets cut longer texts without a warning.
LONGEST_TEXT = 32_767
#: A spreadsheet keeps only so many digits of a number.
_MOST_DIGITS = 15
LOCKED, HEADING, FAINT, WANTED = "#E7EBEF", "#1F4E79", "#6B7785", "#FFF2CC"
#: The actions that a protected sheet allows.
ALLOWED = {"format_columns": True, "format_rows": True}
#: The number of the format “Text” in every spreadsheet.
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
    """A workbook written into a stream, with the styles that its sheets share, in one or several *languages*."""

    def __init__(self, stream: BinaryIO, title: str, date: datetime.date, languages: Sequence[Language] = (ENGLISH,)):
        self.languages = languages
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
        """Add a sheet and return it; its width fits on one printed page."""
        sheet = self._book.add_worksheet(name, _Sheet)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def say(self, text: str, between: str = "\n") -> str:
        """Return *text* in each language of the workbook, once where two are the same."""
        return between.join(dict.fromkeys(language.say(text) for language in self.languages))

    def day(self, day: datetime.date) -> str:
        """Return *day* in words, in each language of the workbook."""
        return "\n".join(dict.fromkeys(language.day(day) for language in self.languages))

    def style(self, **properties: object) -> Format:
        """Return the style with these properties, which have XlsxWriter's names."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            self._styles[key] = self._book.add_format({**_FONT, **properties})
        return self._styles[key]

    def text(self, **properties: object) -> Format:
        """Return a style for text that stays text when somebody edits it."""
        return self.style(num_format=_TEXT, **properties)

    def heading(self, **properties: object) -> Format:
        return self.text(bold=True, font_color="#FFFFFF", bg_color=HEADING, text_wrap=True, border=1, **properties)

    def texts(self) -> Iterator[tuple[str, int, list[str]]]:
        """Yield the rows with texts: the name of the sheet, the number of the row (from 1), the texts of its cells."""
        for sheet in self._book.worksheets():
            for row, cells in sorted(sheet.texts.items()):
                yield sheet.name, row + 1, [cells.get(column, "") for column in range(max(cells) + 1)]

    def close(self) -> None:
        self._book.close()


def row_height(texts: Iterable[tuple[str, float]], most: int = 30) -> float:
    """Return the height of a row that shows *texts*, each wrapped to its width; at most *most* lines.

    Not every spreadsheet adapts the height of rows in files of other programs.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return 15.0 * min(lines, most) + 1


@lru_cache(maxsize=10_000)
def _lines(text: str, width: float) -> int:
    """Return how many lines *text* takes. The same question is in the workbooks of many institutions."""
    parts = text[: LONGEST_TEXT // 10].split("\n")
    return sum(len(textwrap.wrap(part, max(int(width * 0.98), 1))) if len(part) > width else 1 for part in parts)


def write_cell(sheet: Worksheet, row: int, position: int, text: str, column: Column, style: Format) -> None:
    """Write a cell of a dataset: figures as numbers, everything else as text."""
    number = number_of(text) if column.is_figure else None
    if number is not None:
        sheet.write_number(row, position, number, style)
    elif text:
        sheet.write_string(row, position, text, style)
    else:
        sheet.write_blank(row, position, None, style)


def number_of(text: str) -> float | None:
    """Return *text* as a number; None when it is not a number, or has more digits than a workbook keeps."""
    if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    if not NUMBER_FORMS["number"].fullmatch(text):
        return None
    number = float(text)
    return number if Decimal(f"{number:.{_MOST_DIGITS}G}") == Decimal(text) else None


def number_format(text: str, column: Column) -> str:
    """Return the number format for a figure in a workbook: it shows as many decimals as the file has."""
    if column.type == "integer":
        return "#,##0"
    decimals = len(text.partition(".")[2])
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0" if text else "General"
