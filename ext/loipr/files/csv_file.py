"""Reads a CSV file as text, and reports the row and column of each fault in its form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from loipr.files.csv_shape import other_shape
from loipr.files.places import Fix, Place, Problem
from loipr.files.reading import read_text
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean, nearest

# A field of RFC 4180, by the character that separates fields: in quotes, with quotes in it doubled; or without quotes.
_FIELDS = {mark: re.compile(rf'("(?:[^"]|"")*"|[^"{mark}]*)({re.escape(mark)}|$)') for mark in ",;\t|"}
#: Characters that a reader does not see and a workbook cannot hold. The end of a line is not one of them.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")
#: A spreadsheet runs a text as a formula when the text begins with one of the first two. A formula calls others by the
#: third.
_SIGNS, _MINUS, _CALLS = tuple("=+@＝＋＠"), tuple("-－"), "|!("
#: The texts of each column.
Cells = Mapping[str, tuple[str, ...]]


def load_csv(root: Path, path: str, columns: list[str], problems: list[Problem]) -> Cells | None:
    """Return the texts of each column of ``root/path``, or None after adding its faults to *problems*.

    *columns* are the names that the schema gives. The row with index i is line i + 2 of the file: a cell holds no line
    break.
    """
    text = read_text(root, path, problems)
    return None if text is None else parse_csv(text, path, columns, problems)


def parse_csv(text: str, path: str, columns: list[str], problems: list[Problem]) -> Cells | None:
    """Return the cells of *text*, the content of the file at *path*, in the same way as :func:`load_csv`."""
    found = list(_faults(text, path, columns))
    if found:
        problems.extend(found)
        return None
    rows = [_cells(line)[0] for line in text.removesuffix("\n").split("\n")[1:]]
    return dict(zip(columns, zip(*rows, strict=True), strict=True))


def _faults(text: str, path: str, columns: list[str]) -> Iterator[Problem]:
    def fault(message: str, line: int, column: int = 0, fix: Fix | None = None) -> Problem:
        return Problem("malformed-csv", Place(path, line, column), message, fix)

    if text.startswith("\ufeff"):
        mark = Fix(Place(path, 1), "\ufeff", "")
        yield fault(_("the file begins with a byte order mark; save it as UTF-8 without one"), 1, 1, mark)
        return
    if "\r" in text:
        first = text[: text.index("\r")].count("\n") + 1
        fix = Fix(Place(path), "\r\n", "\n") if text.count("\r") == text.count("\r\n") else None
        where = "Windows (CR LF)"
        if "\n" not in text:
            fix, where = Fix(Place(path), "\r", "\n"), "old Macintosh computers (CR)"
        yield fault(
            _("the lines end as on {where}; save the file with Unix line ends (LF)").format(where=where), first, fix=fix
        )
        return
    shape = other_shape(text, columns, _separated_by, write_row)
    if shape is not None:
        fix = Fix(Place(path), text, shape.mended) if shape.mended is not None else None
        yield fault(shape.message, shape.line, fix=fix)
        return
    unseen = CONTROL.search(text)
    if unseen is not None:
        first = text.count("\n", 0, unseen.start()) + 1
        position = unseen.start() - text.rfind("\n", 0, unseen.start())
        yield fault(
            _("character {position} of the row is a tab or a control character; delete it").format(position=position),
            first,
        )
        return
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if not lines:
        yield fault(_("the file is empty; its first row names the columns"), 1)
        return
    if len(lines) == 1:
        yield fault(_("the file has a header but no rows"), 1)
        return
    header, stray = _split(lines[0])
    if stray:
        yield fault(_("a stray quotation mark in the name of column {stray}").format(stray=stray), 1, stray)
        return
    if header != columns and (order := _order(header, columns)) is not None:
        yield _rearranged(text, lines, columns, order, path)
        return
    if header != columns:
        yield from (fault(message, 1, column) for message, column in header_faults(header, columns))
        return
    yield from _empty_rows(lines, fault, path, ends=text.endswith("\n"))
    for number, line in enumerate(lines, 1):
        if _is_empty(line):
            continue
        cells, stray = _cells(line)
        if stray:
            yield fault(
                _(
                    "a stray quotation mark in {column_name}; put the whole cell in quotes and double the "
                    "quotes within it"
                ).format(column_name=_column_name(header, stray)),
                number,
                stray,
            )
            continue
        if cells == header and number > 1:
            fix = Fix(Place(path, number), f"{line}\n", "")
            yield fault(_("this row repeats the names of the columns; delete it"), number, fix=fix)
        elif len(cells) != len(header):
            yield fault(
                _("the row has {count} cells, but the header names {count2} columns").format(
                    count=len(cells), count2=len(header)
                ),
                number,
            )


def _order(header: list[str], columns: list[str]) -> list[int] | None:
    """Return where each of *columns* is in *header*; None if they differ by more than capitals, blanks and quotes."""
    plain = [re.sub(r"\s+", "_", name.strip(" \u00a0'\"“”‘’").casefold()) for name in header]
    wanted = [name.casefold() for name in columns]
    if len(set(plain)) < len(plain) or sorted(plain) != sorted(wanted):
        return None
    return [plain.index(name) for name in wanted]


def _rearranged(text: str, lines: list[str], columns: list[str], order: list[int], path: str) -> Problem:
    """Return the problem with names of columns that are written in another way or order; its fix writes them right."""
    rows = [_cells(line) for line in lines[1:]]
    if order == sorted(order):
        message = _("the first row is not written as the schema has it; write {names}").format(names=",".join(columns))
        fix: Fix | None = Fix(Place(path, 1), lines[0], write_row(columns))
    else:
        message = _("the columns are in another order than in the schema ({names})").format(names=", ".join(columns))
        is_whole = all(not stray and len(cells) == len(columns) for cells, stray in rows)
        moved = (
            [write_row(columns), *(write_row(cells[place] for place in order) for cells, _ in rows)] if is_whole else []
        )
        fix = Fix(Place(path), text, "\n".join(moved) + "\n") if is_whole else None
    return Problem("malformed-csv", Place(path, 1), message, fix)


def _is_empty(line: str) -> bool:
    return not line.strip(' ,\t"')


def _empty_rows(lines: list[str], fault: Callable[..., Problem], path: str, *, ends: bool) -> Iterator[Problem]:
    """Yield a problem for each run of rows without any text."""
    number = 0
    for is_empty, run in groupby(lines, _is_empty):
        rows = list(run)
        first, number = number + 1, number + len(rows)
        if is_empty:
            written = "\n".join(rows) + ("\n" if number < len(lines) or ends else "")
            message = (
                _("this row is empty; delete it")
                if len(rows) == 1
                else _("rows {first} to {number} are empty; delete them").format(first=first, number=number)
            )
            yield fault(message, first, fix=Fix(Place(path, first), written, ""))


def header_faults(header: list[str], columns: list[str]) -> Iterator[tuple[str, int]]:
    """Compare the *header* of a file with the *columns* of its schema.

    Yield each message with the number of the column it concerns, from 1; 0 when it concerns no single column.
    """
    meant = {nearest(name, columns) for name in header if name not in columns}
    for name in columns:
        if name not in header and name not in meant:
            yield _("the column {name} is missing").format(name=name), 0
    for position, name in enumerate(header, 1):
        if name in header[: position - 1]:
            yield _("the column {name} is there twice").format(name=name), position
        elif not name.strip():
            yield _("this column has no name"), position
        elif name not in columns:
            yield (
                _("the column {name} is not in the schema{hint}").format(name=name, hint=did_you_mean(name, columns)),
                position,
            )
    if sorted(header) == sorted(columns):
        yield _("the columns are in another order than in the schema ({names})").format(names=", ".join(columns)), 0


def _cells(line: str) -> tuple[list[str], int]:
    """Return the same as :func:`_split`, but faster for a row without quotes."""
    return _split(line) if '"' in line else (line.split(","), 0)


def _split(line: str) -> tuple[list[str], int]:
    """Return the cells of a row, and the number of the first cell with wrong quotation marks, or 0."""
    cells: list[str] = []
    for written in _written_cells(line):
        if written is None:
            return cells, len(cells) + 1
        cells.append(_unquoted(written))
    return cells, 0


def _separated_by(line: str, mark: str) -> list[str] | None:
    """Return the cells of a row that *mark* separates; None when the quotation marks of a cell are wrong."""
    cells = []
    for written in _written_cells(line, mark) if '"' in line else line.split(mark):
        if written is None:
            return None
        cells.append(_unquoted(written))
    return cells


def _unquoted(written: str) -> str:
    return written[1:-1].replace('""', '"') if written.startswith('"') else written


def _written_cells(line: str, mark: str = ",") -> Iterator[str | None]:
    """Yield the cells of a row as written, with their quotes. A cell with wrong quotes is None, and the last."""
    position, comma = 0, mark
    while comma:
        match = _FIELDS[mark].match(line, position)
        if match is None:
            yield None
            return
        position, comma = match.end(), match[2]
        yield match[1]


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run *cell*, or a part of it, as a formula, from a CSV file or a workbook.

    Where numbers have decimal commas, as in Indonesia, a spreadsheet reads the text after a semicolon as another cell.
    A minus after “; ” begins a number or a remark, unless more of a formula follows.
    """
    first, *others = cell.split(";")
    return first.lstrip().startswith(_SIGNS + _MINUS) or any(
        part.lstrip().startswith(_SIGNS)
        or part.startswith(_MINUS)
        or (part.lstrip().startswith(_MINUS) and any(sign in part for sign in _CALLS))
        for part in others
    )


def write_row(cells: Iterable[str]) -> str:
    """Return the line of a row; cells that need quotes have them."""
    return ",".join(_quoted(cell) for cell in cells)


def replace_cells(line: str, cells: Mapping[int, str]) -> str:
    """Return *line* with new *cells* at some positions, from 0; all others stay as written."""
    return ",".join(
        _quoted(cells[position]) if position in cells else written or ""
        for position, written in enumerate(_written_cells(line))
    )


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "," in cell or '"' in cell else cell


def _column_name(header: list[str], column: int) -> str:
    return header[column - 1] if column <= len(header) else f"column {column}"
