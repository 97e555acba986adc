"""A table that a spreadsheet saved in another shape than a CSV file has here: told as what it is, in one finding.

It may be separated by semicolons, as Excel does it in Indonesia, have a title above or empty columns at its edges. The
file as it should be is offered where nothing can be lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from loipr.wording.sentences import on_one_line, shortened

#: The names of the columns stand in one of the first rows.
_FIRST_ROWS = 12
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_FOR_EXCEL = re.compile(r"sep=.?", re.IGNORECASE)
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_Split = Callable[[str, str], list[str] | None]


class Shape(NamedTuple):
    """What is otherwise: in which row, how to say it, and the text as it should be, if that is certain."""

    line: int
    message: str
    mended: str | None


def other_shape(
    text: str, columns: Sequence[str], split: _Split, write: Callable[[Sequence[str]], str]
) -> Shape | None:
    """Return in what shape *text* is, when that is another than a header with the *columns* and rows below it.

    *split* returns the cells of a line, given what separates them, and None of a line that is not well quoted; *write*
    returns the line of a row.
    """
    lines = text.removesuffix("\n").split("\n")
    if split(lines[0], ",") == list(columns):
        return None
    if _FOR_EXCEL.fullmatch(lines[0]):
        return Shape(1, f"the row “{on_one_line(lines[0])}” is for Excel alone; delete it", _joined(lines[1:]))
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
        """Return how many of the columns *line* names."""
        return len({cell.strip() for cell in self.split(line, separator) or ()} & set(self.columns))

    def separated(self) -> Shape | None:
        """Whether the cells stand between other marks than commas."""
        first = self.lines[:_FIRST_ROWS]
        most = max(self.names_in(line, ",") for line in first)
        for mark, name in _SEPARATORS.items():
            named = [self.names_in(line, mark) for line in first]
            if max(named) > max(most, 1):
                rows = [self.split(line, mark) for line in self.lines]
                known = [row for row in rows if row is not None]
                is_even = len(known) == len(rows) and len({len(row) for row in known}) == 1
                message = (
                    f"the cells are separated by {name}; save the file with commas (in a spreadsheet: “CSV UTF-8”)"
                )
                advice = ", or let `check --fix` put them" if is_even else ""
                return Shape(named.index(max(named)) + 1, message + advice, self._written(known) if is_even else None)
        return None

    def quoted(self) -> Shape | None:
        """Whether each row stands in one cell, as a table does that was opened in one column and saved again."""
        rows = [self.split(line, ",") for line in self.lines]
        inner = [row[0] for row in rows if row is not None and len(row) == 1]
        if not inner or not self.names_in(inner[0], ",") > 1:
            return None
        message = "each row stands in quotes as a whole, and so in one cell; take the outer quotes away"
        is_certain = len(inner) == len(rows) and all(self._fits(self.split(line, ",")) for line in inner)
        return Shape(1, message, _joined(inner) if is_certain else None)

    def unseparated(self) -> Shape | None:
        """Whether the commas are missing."""
        words = self.lines[0].split()
        if len(self.columns) > 1 and (words == self.columns or words == ["".join(self.columns)]):
            return Shape(1, "the commas between the cells are missing; save the table again, as “CSV UTF-8”", None)
        return None

    def below_others(self) -> Shape | None:
        """Whether a title or empty rows stand above the names of the columns."""
        for number, line in enumerate(self.lines[:_FIRST_ROWS]):
            cells = self.split(line, ",")
            if number and cells is not None and _without_edges(cells) == self.columns:
                above = [one.strip(" ,") for one in self.lines[:number]]
                title = next((one for one in above if one), "")
                what = f"a title (“{_shown(title)}”)" if title else "nothing"
                message = (
                    f"the names of the columns stand in row {number + 1}, and {what} above them; delete what is above: "
                    "the first row is that of the names"
                )
                return Shape(1, message, None if title else _joined(self.lines[number:]))
        return None

    def at_the_edges(self) -> Shape | None:
        """Whether there are columns without a name at the edges."""
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
                    number, f"“{text}” stands in a column without a name; move it into one that has a name", None
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
    """Return the cells of *row* at its edges."""
    return [*row[:left], *row[len(row) - right :]] if right else list(row[:left])


def _counted(count: int, what: str) -> str:
    number = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return f"{number} {what}{'' if count == 1 else 's'}"


def _shown(text: str) -> str:
    return on_one_line(shortened(text))
