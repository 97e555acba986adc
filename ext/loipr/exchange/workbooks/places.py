"""Places in a workbook, in words that a person can follow, and messages about them."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from loipr.wording.languages import Message, _


def of_cell(name: str) -> Message:
    """Return the words for the cell *name*, as ``B4``."""
    return _("cell {name}").format(name=name)


def of_cell_at(column: int, row: int) -> Message:
    """Return the words for the cell in *column* and *row*, both from 1."""
    return of_cell(f"{get_column_letter(column)}{row}")


def of_row(number: int) -> Message:
    """Return the words for the row with this *number*, from 1."""
    return _("row {number}").format(number=number)


def of_sheet(file: str, sheet: str, where: str = "") -> Message:
    """Return the words for a place on a *sheet* of *file*; *where* is the cell or row, or empty for the whole sheet."""
    place = _('{file} sheet "{sheet}" {where}') if where else _('{file} sheet "{sheet}"')
    return place.format(file=file, sheet=sheet, where=where)


def told(place: str, message: str) -> Message:
    """Return *message* with its *place* before it."""
    return _("{place}: {message}").format(place=place, message=message)
