"""The answers on the sheet “Asked of you” of a returned workbook, and what else was typed there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from loipr.exchange.workbooks.cell_text import CellError, words_of
from loipr.exchange.workbooks.places import of_cell_at, of_row
from loipr.exchange.workbooks.remarks import Sent, typed_on
from loipr.exchange.workbooks.sheet_layout import ANSWER, CODE, FIRST_TASK, REMARK, SOURCE
from loipr.wording.languages import _

_OPEN = (ANSWER, SOURCE, REMARK)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an institution wrote beside a task: the *code* of the task, and the three texts, which may be empty.

    ``row`` is the row of the sheet, and ``asked`` are the words about the task as sent out, by column.
    """

    code: str
    row: int
    asked: tuple[str, ...]
    text: str
    source: str
    remark: str

    def cell(self, column: int) -> str:
        """Return the name of its cell in *column* (from 0)."""
        return f"{get_column_letter(column + 1)}{self.row}"


def read_answers(
    rows: Iterator[tuple[int, tuple[Any, ...]]],
    sent: Sent,
    faults: list[tuple[str, str]],
    beside: list[tuple[str, str]],
) -> Iterator[Answer]:
    """Yield what was written beside each task that was *sent* out, in whatever order the *rows* are now.

    Cells that cannot be read are added to *faults*, and all other texts that differ from what was sent to *beside*:
    each with its cell.
    """
    by_code = {cells[CODE]: cells for number, cells in sent.items() if number >= FIRST_TASK and len(cells) > CODE}
    rows_of: dict[str, int] = {}
    for number, cells in rows:
        code = str(cells[CODE].value).strip() if len(cells) > CODE else ""
        if code not in by_code:
            beside += typed_on(iter([(number, cells)]), sent)
            continue
        if code in rows_of:
            message = _("the row repeats row {other}; keep one of the two").format(other=rows_of[code])
            faults.append((of_row(number), message))
        rows_of.setdefault(code, number)
        asked = by_code[code]
        beside += typed_on(iter([(number, cells)]), {number: asked}, passed=_OPEN)
        texts = []
        for position in _OPEN:
            try:
                texts.append(words_of(cells[position]))
            except CellError as error:
                faults.append((of_cell_at(position + 1, number), error.message))
                texts.append("")
        if any(texts):
            yield Answer(code, number, tuple(asked), *texts)
