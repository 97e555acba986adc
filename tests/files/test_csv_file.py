"""CSV: a well-formed file is read unchanged, all others are refused with row and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.files.characters import deceptions
from loipr.files.csv_file import load_csv, replace_cells, write_row
from loipr.files.letters_of_print import piled_marks, unprinted
from loipr.files.places import Problem

QUOTE = "put the whole cell in quotes and double the quotes within it"
#: What a cell may hold: no line break, no NUL, and no space alone.
CELLS = st.text(st.characters(max_codepoint=0x52F, exclude_categories=["Cc"]), min_size=1, max_size=20).filter(
    lambda cell: cell.strip() and not [*deceptions(cell, is_table=True), *unprinted(cell), *piled_marks(cell)]
)


def read(folder: Path, content: str | bytes, columns: list[str]) -> tuple[list[list[str]] | None, list[str]]:
    """Return the cells of a file with *content*, row by row (None: refused), and the findings."""
    (folder / "t.csv").write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    problems: list[Problem] = []
    found = load_csv(folder, "t.csv", columns, problems)
    cells = None if found is None else [list(row) for row in zip(*found.values(), strict=True)]
    return cells, [f"{one.place}: {one.rule}: {one.message}" for one in problems]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\n1,2", [["1", "2"]]),
        ('a,b\n"x, y","say ""yes"""\n', [["x, y", 'say "yes"']]),
        ('a,b\n"",2\n', [["", "2"]]),
        ('"a","b"\n1,2\n', [["1", "2"]]),
        ("a,b\n007,1e5\n", [["007", "1e5"]]),
        ("a,b\nNA,null\n", [["NA", "null"]]),
        ("a,b\n x ,true\n", [[" x ", "true"]]),
        ("a,b\nTürkiye,#1\n", [["Türkiye", "#1"]]),
    ],
)
def test_cells_are_the_text_of_the_file(tmp_path: Path, text: str, cells: list[list[str]]) -> None:
    assert read(tmp_path, text, ["a", "b"]) == (cells, [])


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        ("", ["t.csv:1: malformed-csv: the file is empty; its first row names the columns"]),
        ("a,b\n", ["t.csv:1: malformed-csv: the file has a header but no rows"]),
        ("a\n1\n", ["t.csv:1: malformed-csv: the column b is missing"]),
        (
            "a,c\n1,2\n",
            [
                "t.csv:1: malformed-csv: the column b is missing",
                "t.csv:1:2: malformed-csv: the column c is not in the schema",
            ],
        ),
        ("a,,b\n1,2,3\n", ["t.csv:1:2: malformed-csv: this column has no name"]),
        ("a,b,a\n1,2,3\n", ["t.csv:1:3: malformed-csv: the column a is there twice"]),
        ("b,a\n1,2\n", ["t.csv:1: malformed-csv: the columns are in another order than in the schema (a, b)"]),
        ("A, b\n1,2\n", ["t.csv:1: malformed-csv: the first row is not written as the schema has it; write a,b"]),
        ("a,b\n1,2\na,b\n", ["t.csv:3: malformed-csv: this row repeats the names of the columns; delete it"]),
        (
            "a,b\r1,2\r",
            [
                "t.csv:1: malformed-csv: the lines end as on old Macintosh computers (CR); save the file with Unix line "
                "ends (LF)"
            ],
        ),
        ("a,b\n1\n", ["t.csv:2: malformed-csv: the row has 1 cells, but the header names 2 columns"]),
        (
            "a,b\n1,2,\n",
            ["t.csv:2: malformed-csv: the row has 3 cells, but the header names 2 columns"],
        ),
        ("a,b\n1,2,3\n", ["t.csv:2: malformed-csv: the row has 3 cells, but the header names 2 columns"]),
        ("a,b\n\n1,2\n  \n", [f"t.csv:{n}: malformed-csv: this row is empty; delete it" for n in (2, 4)]),
        (
            'a,b\n,\n1,2\n\n,\n"",\n',
            [
                "t.csv:2: malformed-csv: this row is empty; delete it",
                "t.csv:4: malformed-csv: rows 4 to 6 are empty; delete them",
            ],
        ),
        ('a,b\n1,2"\n', [f"t.csv:2:2: malformed-csv: a stray quotation mark in b; {QUOTE}"]),
        ('a,b\n1,"2\n', [f"t.csv:2:2: malformed-csv: a stray quotation mark in b; {QUOTE}"]),
        ('a,b\n"1"x,2\n', [f"t.csv:2:1: malformed-csv: a stray quotation mark in a; {QUOTE}"]),
        ('a,b\n1, "2"\n', [f"t.csv:2:2: malformed-csv: a stray quotation mark in b; {QUOTE}"]),
        ('a,b\n1,2,3"\n', [f"t.csv:2:3: malformed-csv: a stray quotation mark in column 3; {QUOTE}"]),
        (
            'a,b\n"1\n2",3\n',
            [f"t.csv:{n}:{c}: malformed-csv: a stray quotation mark in a; {QUOTE}" for n, c in [(2, 1), (3, 1)]],
        ),
        (
            b"a,b\n1,caf\xe9\n",
            [
                "t.csv:2:6: unreadable-file: byte 0xe9 is not UTF-8; save the file as UTF-8 "
                "(in a spreadsheet: “CSV UTF-8”)"
            ],
        ),
        (
            "a,b\n1,2\n3,\x1f4\n",
            ["t.csv:3: malformed-csv: character 3 of the row is a tab or a control character; delete it"],
        ),
        (b"a,b\n1,\0\n", ["t.csv:2: unreadable-file: the file holds a NUL character, so it is not text"]),
    ],
)
def test_what_is_not_plain_is_refused(tmp_path: Path, content: str | bytes, findings: list[str]) -> None:
    assert read(tmp_path, content, ["a", "b"]) == (None, findings)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([("a", "b", "c"), *rows])
    found = read(tmp_path_factory.getbasetemp(), stream.getvalue(), ["a", "b", "c"])
    assert found == ([list(row) for row in rows], [])


@given(content=st.binary(max_size=60) | st.text(alphabet='a,b"\n\r \ufeff1', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    cells, findings = read(tmp_path_factory.getbasetemp(), content, ["a", "b"])
    assert (cells is None) == bool(findings)
    if cells is not None:
        assert len(cells) == content.decode().rstrip("\n").count("\n")


@given(row=st.lists(CELLS, min_size=1, max_size=4), data=st.data())
def test_a_cell_is_replaced_and_the_others_stay_as_they_are_written(row: list[str], data: st.DataObject) -> None:
    written = [
        f'"{cell.replace(chr(34), chr(34) * 2)}"' if data.draw(st.booleans()) else write_row([cell]) for cell in row
    ]
    position = data.draw(st.integers(0, len(row) - 1))
    new = data.draw(CELLS)
    expected = [*written[:position], write_row([new]), *written[position + 1 :]]
    assert replace_cells(",".join(written), {position: new}) == ",".join(expected)
    assert next(csv.reader([write_row(row)])) == row
