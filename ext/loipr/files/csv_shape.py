"""Finds a table that a spreadsheet saved in another shape than the project's CSV files have, and reports it once.

Semicolons may separate the cells (Excel does so in Indonesia), a title may stand above the table, or empty columns at
its edges. The corrected file is offered when nothing can be lost by the correction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from loipr.wording.languages import _
from loipr.wording.sentences import on_one_line, shortened

#: The row with the names of the columns is looked for in so many first rows.
_FIRST_ROWS = 12
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_FOR_EXCEL = re.compile(r"sep=.?", re.IGNORECASE)
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_Split = Callable[[str, str], list[str] | None]


class Shape(NamedTuple):
    """What is wrong with the shape: the line, the message, and the corrected text, or None when that is not certain."""

    line: int
    message: str
    mended: str | None


def other_shape(
    text: str, columns: Sequence[str], split: _Split, write: Callable[[Sequence[str]], str]
) -> Shape | None:
    """Return the shape of *text* when it is not a header with the *columns* and rows below it; None when it is.

    *split* takes a line and the character that separates its cells. It returns the cells, or None when the line has
    wrong quotation marks. *write* takes the cells of a row and returns its line.
    """
    lines = text.removesuffix("\n").split("\n")
    if split(lines[0], ",") == list(columns):
        return None
    if _FOR_EXCEL.fullmatch(lines[0]):
        return Shape(
            1,
            _("the row “{text}” is only for Excel; delete it").format(text=on_one_line(lines[0])),
            _joined(lines[1:]),
        )
    table = _Table(lines, columns, split, write)
    return table.separated() or table.quoted() or table.unseparated() or table.below_others() or table.at_the_edges()


class _Table:
    def __init__(
        self, lines: Sequence[str], columns: Sequence[str], split: _Split, write: Callable[[Sequence[str]], str]
    ):
        self.lines = lines
        self.columns = list(columns)
        self.split = split
        self.write = write

    def names_in(self, line: str, separator: str) -> int:
        """Return how many names of columns stand in *line*."""
        return len({cell.strip() for cell in self.split(line, separator) or ()} & set(self.columns))

    def separated(self) -> Shape | None:
        """Return the fault when other characters than commas separate the cells."""
        first = self.lines[:_FIRST_ROWS]
        most = max(self.names_in(line, ",") for line in first)
        for mark, name in _SEPARATORS.items():
            named = [self.names_in(line, mark) for line in first]
            if max(named) > max(most, 1):
                rows = [self.split(line, mark) for line in self.lines]
                known = [row for row in rows if row is not None]
                is_even = len(known) == len(rows) and len({len(row) for row in known}) == 1
                message = _(
                    "the cells are separated by {name}; save the file with commas (in a spreadsheet: “CSV UTF-8”)"
                ).format(name=name)
                advice = _(", or let `check --fix` put them") if is_even else ""
                return Shape(named.index(max(named)) + 1, message + advice, self._written(known) if is_even else None)
        return None

    def quoted(self) -> Shape | None:
        """Return the fault when each row is one cell: a spreadsheet showed the table in one column and saved it so."""
        rows = [self.split(line, ",") for line in self.lines]
        inner = [row[0] for row in rows if row is not None and len(row) == 1]
        if not inner or not self.names_in(inner[0], ",") > 1:
            return None
        message = _("each row is in quotes as a whole, and so in one cell; delete the outer quotes")
        is_certain = len(inner) == len(rows) and all(self._fits(self.split(line, ",")) for line in inner)
        return Shape(1, message, _joined(inner) if is_certain else None)

    def unseparated(self) -> Shape | None:
        """Return the fault when the commas are missing."""
        words = self.lines[0].split()
        if len(self.columns) > 1 and (words == self.columns or words == ["".join(self.columns)]):
            return Shape(1, "the commas between the cells are missing; save the table again, as “CSV UTF-8”", None)
        return None

    def below_others(self) -> Shape | None:
        """Return the fault when a title or empty rows stand above the names of the columns."""
        for number, line in enumerate(self.lines[:_FIRST_ROWS]):
            cells = self.split(line, ",")
            if number and cells is not None and _without_edges(cells) == self.columns:
                above = [one.strip(" ,") for one in self.lines[:number]]
                title = next((one for one in above if one), "")
                what = f"a title (“{_shown(title)}”)" if title else "nothing"
                message = _(
                    "the names of the columns are in row {number}, and {what} above them; delete what is "
                    "above: the first row must have the names"
                ).format(number=number + 1, what=what)
                return Shape(1, message, None if title else _joined(self.lines[number:]))
        return None

    def at_the_edges(self) -> Shape | None:
        """Return the fault when there are columns without a name at the edges."""
        header = self.split(self.lines[0], ",")
        if header is None or _without_edges(header) != self.columns:
            return None
        left = next(position for position, name in enumerate(header) if name.strip())
        right = len(header) - left - len(self.columns)
        rows = [self.split(line, ",") for line in self.lines]
        whole = [row for row in rows if row is not None and len(row) == len(header)]
        for number, row in enumerate(rows, 1):
            stray = _without(row, left, right) if row is not None else []
            if any(cell.strip() for cell in stray):
                text = _shown(next(cell for cell in stray if cell.strip()))
                return Shape(
                    number,
                    _("“{text}” is in a column without a name; move it into one that has a name").format(text=text),
                    None,
                )
        where = " and ".join(
            f"{_counted(count, 'column')} at the {side}" for count, side in ((left, "left"), (right, "right")) if count
        )
        mended = self._written([row[left : len(row) - right] for row in whole]) if len(whole) == len(rows) else None
        return Shape(
            1,
            f"{where} {'is' if left + right == 1 else 'are'} empty; delete {'it' if left + right == 1 else 'them'}",
            mended,
        )

    def _fits(self, row: list[str] | None) -> bool:
        return row is not None and len(row) == len(self.columns)

    def _written(self, rows: Sequence[Sequence[str]]) -> str:
        return _joined([self.write(row) for row in rows])


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def _without_edges(cells: Sequence[str]) -> list[str]:
    filled = [position for position, cell in enumerate(cells) if cell.strip()]
    return list(cells[filled[0] : filled[-1] + 1]) if filled else []


def _without(row: Sequence[str], left: int, right: int) -> list[str]:
    """Return the *left* first and the *right* last cells of *row*."""
    return [*row[:left], *row[len(row) - right :]] if right else list(row[:left])


def _counted(count: int, what: str) -> str:
    number = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return f"{number} {what}{'' if count == 1 else 's'}"


def _shown(text: str) -> str:
    return on_one_line(shortened(text))
