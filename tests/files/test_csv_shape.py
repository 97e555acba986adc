"""A table in another shape than the project's CSV files: reported in one line, and corrected if that is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.files.csv_file import parse_csv, write_row
from loipr.files.places import Problem
from support.changes import PLACEMENTS
from support.project import FILES, Project

PLAIN = FILES[PLACEMENTS]
NAMES = PLAIN.partition("\n")[0]
ROWS = [line.split(",") for line in PLAIN.splitlines()]
SAVE = "save the file with commas (in a spreadsheet: “CSV UTF-8”)"
PUT = ", or let `check --fix` put them"


def joined(mark: str, rows: list[list[str]]) -> str:
    return "".join(mark.join(f'"{cell}"' if mark in cell else cell for cell in row) + "\n" for row in rows)


def framed(left: int, right: int) -> str:
    return "".join(f"{',' * left}{line}{',' * right}\n" for line in PLAIN.splitlines())


MENDED = [
    (joined(";", ROWS), "1", f"the cells are separated by semicolons; {SAVE}{PUT}"),
    (joined("\t", ROWS), "1", f"the cells are separated by tabs; {SAVE}{PUT}"),
    (joined("|", ROWS), "1", f"the cells are separated by bars; {SAVE}{PUT}"),
    ("sep=,\n" + PLAIN, "1", "the row “sep=,” is only for Excel; delete it"),
    (framed(0, 2), "1", "two columns at the right are empty; delete them"),
    (framed(1, 0), "1", "one column at the left is empty; delete it"),
    (framed(2, 10), "1", "two columns at the left and 10 columns at the right are empty; delete them"),
    ("\n,,\n" + PLAIN, "1", "the names of the columns are in row 3, and nothing above them; delete what is above: the first row must have the names"),
    ("".join(f'"{line}"\n' for line in PLAIN.splitlines()), "1", "each row is in quotes as a whole, and so in one cell; delete the outer quotes"),
    (PLAIN.replace("period,total,women,as_of", "Period, TOTAL ,'women',As of"), "1", f"the first row is not written as the schema has it; write {NAMES}"),
    (joined(",", [[*row[1:], row[0]] for row in ROWS]), "1", f"the columns are in another order than in the schema ({NAMES.replace(',', ', ')})"),
    (PLAIN.replace("2024,", f"{NAMES}\n2024,"), "5", "this row repeats the names of the columns; delete it"),
    (PLAIN.replace("\n", "\r"), "1", "the lines end as on old Macintosh computers (CR); save the file with Unix line ends (LF)"),
    (PLAIN + ",,,,,,\n,,,,,,\n", "6", "rows 6 to 7 are empty; delete them"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message"), MENDED)
def test_it_is_named_in_one_line_and_mended(project: Project, text: str, line: str, message: str) -> None:
    project.write(PLACEMENTS, text)
    assert project.findings() == [f"{PLACEMENTS}:{line}: error[malformed-csv]: {message}"]
    assert project.run("check", "--fix")[0] == 0
    assert project.read(PLACEMENTS) == PLAIN


def test_all_of_it_at_once_is_mended(project: Project) -> None:
    """Excel in Indonesia saves a table with a byte order mark, semicolons, an empty column and empty rows below."""
    rows = [[*row, ""] for row in ROWS] + [[""] * 8] * 3
    project.write(PLACEMENTS, "\ufeffsep=;\r\n" + joined(";", rows).replace("\n", "\r\n"))
    assert project.run("check", "--fix")[0] == 0
    assert project.read(PLACEMENTS) == PLAIN


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (joined(";", [*ROWS[:2], [*ROWS[2], "x"]]), "1", f"the cells are separated by semicolons; {SAVE}"),
        ("Table 1;;;;;;\n" + joined(";", ROWS), "2", f"the cells are separated by semicolons; {SAVE}{PUT}"),
        ("Placements by year,,,,,,\n,,,,,,\n" + PLAIN, "1", "the names of the columns are in row 3, and a title (“Placements by year”) above them; delete what is above: the first row must have the names"),
        (PLAIN.replace(",", " "), "1", "the commas between the cells are missing; save the table again, as “CSV UTF-8”"),
        (PLAIN.replace(",", ""), "1", "the commas between the cells are missing; save the table again, as “CSV UTF-8”"),
        (framed(0, 1).replace("restated later,", "restated later,see below"), "4", "“see below” is in a column without a name; move it into one that has a name"),
        (framed(1, 0).replace(",2024", "new,2024"), "5", "“new” is in a column without a name; move it into one that has a name"),
    ],
)  # fmt: skip
def test_what_is_not_certain_stays_as_it_is(project: Project, text: str, line: str, message: str) -> None:
    project.write(PLACEMENTS, text)
    assert project.findings() == [f"{PLACEMENTS}:{line}: error[malformed-csv]: {message}"]
    if PUT not in message:
        project.run("check", "--fix")
        assert project.read(PLACEMENTS) == text


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=6)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL).filter(any), min_size=1, max_size=4), mark=st.sampled_from(";\t|"))
def test_no_cell_is_lost_when_a_file_is_mended(rows: list[tuple[str, str, str]], mark: str) -> None:
    table = [("aa", "bb", "cc"), *rows]
    written = "".join(
        mark.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if mark in cell or '"' in cell else cell for cell in row)
        + "\n"
        for row in table
    )
    problems: list[Problem] = []
    assert parse_csv(written, "t.csv", ["aa", "bb", "cc"], problems) is None
    (fault,) = problems
    assert fault.fix is not None
    assert fault.fix.new == "".join(f"{write_row(row)}\n" for row in table)
