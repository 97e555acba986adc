"""A CSV file as text: is it well formed, and if not, in which row and column?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from loipr.catalog.source import Place, Problem, read_text

# A field of RFC 4180: in quotes, with quotes doubled, or without any quote.
_FIELD = re.compile(r'(?:"(?:[^"]|"")*"|[^",]*)(?:,|$)')


def load_csv(root: Path, path: str, problems: list[Problem]) -> pd.DataFrame | None:
    """Return the cells of ``root/path`` as text, one column a name of its header, or None after noting why not.

    The row with index i of the frame stands in line i + 2 of the file: a cell holds no line break.
    """
    text = read_text(root, path, problems)
    if text is None:
        return None
    found = list(_faults(text, path))
    if found:
        problems.extend(found)
        return None
    frame: pd.DataFrame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, na_filter=False)
    return frame


def _faults(text: str, path: str) -> Iterator[Problem]:
    def fault(message: str, line: int, column: int = 0) -> Problem:
        return Problem("malformed-csv", Place(path, line, column), message)

    if text.startswith("\ufeff"):
        yield fault("the file begins with a byte order mark; save it as UTF-8 without one", 1, 1)
        return
    if "\r" in text:
        first = text[: text.index("\r")].count("\n") + 1
        yield fault("the lines end as on Windows (CR LF); save the file with Unix line ends (LF)", first)
        return
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if not lines:
        yield fault("the file is empty; its first row names the columns", 1)
        return
    if len(lines) == 1:
        yield fault("the file has a header but no rows", 1)
        return
    header = next(csv.reader([lines[0]]), [])
    for number, line in enumerate(lines, 1):
        if not line.strip():
            yield fault("this row is empty; delete it", number)
            continue
        stray = _stray_quote(line) if '"' in line else 0
        if stray:
            yield fault(
                f"a stray quotation mark in {_column_name(header, stray)}; put the whole cell in quotes and double "
                "the quotes within it",
                number,
                stray,
            )
            continue
        cells = len(next(csv.reader([line]))) if '"' in line else line.count(",") + 1
        if cells != len(header):
            yield fault(f"the row has {cells} cells, but the header names {len(header)} columns", number)
    for position, name in enumerate(header, 1):
        if name in header[: position - 1]:
            yield fault(f"the column {name} stands twice", 1, position)


def _stray_quote(line: str) -> int:
    """Return the column of the first field that is not well quoted, or 0."""
    position, column = 0, 0
    while position <= len(line):
        column += 1
        match = _FIELD.match(line, position)
        if match is None:
            return column
        if match.end() == len(line) and not match.group().endswith(","):
            return 0
        position = match.end()
    return 0


def _column_name(header: list[str], column: int) -> str:
    return header[column - 1] if column <= len(header) else f"column {column}"
