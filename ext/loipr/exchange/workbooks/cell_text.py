"""Reads a cell of a workbook as the text of a CSV file; a cell that may mean two things is refused."""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock

from loipr.datasets.dataset import Column
from loipr.files.csv_file import CONTROL
from loipr.wording.languages import _

#: The form in which Excel writes characters that XML cannot hold.
_ESCAPED = re.compile(r"_x00[01][0-9A-Fa-f]_")
STRUCK = _("this is struck through; clear the cell if it no longer holds, or take the line away")
#: A number with one mark, which means thousands in one language and decimals in another.
_TWO_NUMBERS = re.compile(r"(-?[1-9]\d{0,2})([.,])(\d{3})")
#: A spreadsheet keeps so many digits; further ones come from its arithmetic.
_DIGITS = 15
#: The parts of a number format that are not its pattern: texts, colours, literal characters.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class CellError(ValueError):
    """A cell that cannot be read as a text or a number; the message says what to write instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


#: The end of a line as some spreadsheets write it.
_LINE_END = re.compile(r"_x000D_\n|\r\n?|\n")
_WORDS = Column(name="", title="", type="string", unit="", required=False, options=(), pattern="", example="")


def words_of(cell: Any) -> str:
    """Return the text of a cell for words, which may have several lines.

    :raises CellError: as :func:`text_of`, but not for line breaks.
    """
    if not isinstance(cell.value, str | CellRichText) or cell.data_type in ("f", "e"):
        return text_of(cell, _WORDS)
    if _is_struck(cell):
        raise CellError(STRUCK)
    lines = [" ".join(line.split()) for line in _LINE_END.split(str(cell.value))]
    if any(CONTROL.search(line) or _ESCAPED.search(line) for line in lines):
        raise CellError(_("this holds a character that nobody sees; type the text again"))
    return "\n".join(lines).strip()


def text_of(cell: Any, column: Column) -> str:
    """Return the text of a cell in *column*: plain figures, and a date with one possible meaning as ISO 8601.

    :raises CellError: for formulas, errors, dates with two meanings, percentages, line breaks.
    """
    value = cell.value
    if value is None:
        return ""
    if _is_struck(cell):
        raise CellError(STRUCK)
    if isinstance(value, CellRichText):
        value = str(value)
    if cell.data_type == "f":
        raise CellError(_("this is a formula; put its value in (copy, then paste special, values)"))
    if cell.data_type == "e":
        message = _("this is an error of the spreadsheet ({value}); write the value, or leave the cell empty")
        raise CellError(message.format(value=value))
    if isinstance(value, bool):
        return _of_boolean(value, column)
    if isinstance(value, int | float):
        return _of_number(value, cell.number_format)
    if isinstance(value, datetime.date):
        return _of_date(value, cell.number_format, column)
    if not isinstance(value, str):
        raise CellError(_("this is a time; write it as text"))
    if CONTROL.search(value) or _ESCAPED.search(value) or "\n" in value:
        raise CellError(_("this holds a line break or a tab; write it on one line"))
    two = _TWO_NUMBERS.fullmatch(value.strip()) if column.is_figure else None
    if two is not None:
        message = _("this text may be the number {one} or {other}; format the cell as a number and write it again")
        raise CellError(message.format(one=f"{two[1]}{two[3]}", other=f"{two[1]}.{two[3]}"))
    return value


def _is_struck(cell: Any) -> bool:
    """Whether the cell, or a piece of its text, is struck through."""
    if isinstance(cell.value, CellRichText):
        return any(isinstance(one, TextBlock) and one.font.strike for one in cell.value)
    font = cell.font if cell.has_style else None
    return bool(font is not None and font.strike)


def _of_boolean(value: bool, column: Column) -> str:
    if column.type == "boolean":
        return "yes" if value else "no"
    return str(value).upper()


def _of_number(value: float, form: str) -> str:
    if not math.isfinite(value):
        raise CellError(_("this number is too large for a workbook"))
    plain = _plain(Decimal(f"{value:.{_DIGITS}G}"))
    if "%" in _LITERAL.sub("", form):
        shown = _plain(Decimal(plain) * 100)
        message = _("this is {shown} % as the spreadsheet keeps it, {plain}; format it as a number and write {shown}")
        raise CellError(message.format(shown=shown, plain=plain))
    return plain


def _plain(number: Decimal) -> str:
    """Return *number* without an exponent and without needless zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_date(value: datetime.date, form: str, column: Column) -> str:
    if column.is_figure:
        raise CellError(_("the spreadsheet has made a date of this; format the cell as a number and write it again"))
    pattern = _LITERAL.sub("", form).lower()
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        raise CellError(_("this is a date with a time; write the day as text, as 2024-07-31"))
    if not ("y" in pattern and "m" in pattern and "d" in pattern):
        message = _(
            "the spreadsheet has made a date of this, and does not show all of it; format the cell as text and write "
            "it again, as {month} or {day}"
        )
        raise CellError(message.format(month=f"{value:%Y-%m}", day=f"{value:%Y-%m-%d}"))
    clear = "mmm" in pattern or pattern.lstrip().startswith("y") or value.day > 12 or value.day == value.month
    if not clear:
        other = value.replace(month=value.day, day=value.month)
        message = _("this date may be {one} or {other}; write it as text, {one_written} or {other_written}")
        raise CellError(
            message.format(
                one=datetime.date(*value.timetuple()[:3]),
                other=datetime.date(*other.timetuple()[:3]),
                one_written=f"{value:%Y-%m-%d}",
                other_written=f"{other:%Y-%m-%d}",
            )
        )
    return f"{value:%Y-%m-%d}"
