"""Wrong files of officials and attackers in place of a workbook: a plain message, and nothing is written."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from support.project import Project
from support.workbook import brought_back, cells, edited, exported, files_of, repacked, sheet_part

Edit = Callable[[Any], object]
NAME = "MOL.xlsx"
SHEET = f'{NAME} sheet "placements"'
LOST = f"{NAME}: its record of what was sent out is missing or damaged; export the workbook again and fill in that one"
STAY = "; the names in this row stay as they were sent out"
AS_XLSX = "save it as “Excel Workbook (.xlsx)”"


def format_as(cell: str, value: object, form: str) -> Edit:
    def edit(sheet: Any) -> None:
        sheet[cell] = value
        sheet[cell].number_format = form

    return edit


def new_row(*values: object) -> Edit:
    return lambda sheet: sheet.append(values)


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[4].hidden = True


def hide_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def hide_sheet(sheet: Any) -> None:
    sheet.sheet_state = "hidden"


def add_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("placement")


def add_notes(sheet: Any) -> None:
    sheet.parent.create_sheet("Notes")


def rename_sheet(sheet: Any) -> None:
    sheet.title = "Placements of 2024"


def delete_sheet(sheet: Any) -> None:
    sheet.parent.remove(sheet)


def delete_record(sheet: Any) -> None:
    sheet.parent.remove(sheet.parent["Record"])


def break_record(sheet: Any) -> None:
    sheet.parent["Record"]["B3"] = '["2022"'


def strike(sheet: Any) -> None:
    sheet["B3"].font = Font(strike=True)
    sheet["G4"] = CellRichText("breakdowns ", TextBlock(InlineFont(strike=True), "rest"), " on it")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        pytest.param(cells(B2="totals"), [
            f"{SHEET} cell B2: the column totals is not in the schema; did you mean total?{STAY}",
        ], id="a renamed column"),
        pytest.param(lambda sheet: sheet.delete_cols(3), [
            f"{SHEET} row 2: the column women is missing{STAY}",
        ], id="a column that is gone"),
        pytest.param(lambda sheet: sheet.insert_cols(3), [
            f"{SHEET} cell C2: a column without a name{STAY}",
        ], id="a column that was put in between"),
        pytest.param(cells(H2="comment", H3="see there"), [
            "Not taken over; write it where it belongs (a source in data/references.bib, a remark in the column note):",
            f"{SHEET} cell H3: “see there” was typed here",
            f"{SHEET} cell H2: the column comment is not in the schema; did you mean women?{STAY}",
        ], id="a column too many"),
        pytest.param(cells(I5="see there"), [
            f"{SHEET} cell I5: “see there” stands beside the table; move it into a column of the table, as the note",
        ], id="a remark beside the table"),
        pytest.param(lambda sheet: sheet.delete_rows(1), [
            f"{SHEET} row 2: the names of the columns are missing (period, total, women, as_of, source, adopted, reason)",
        ], id="a heading that is gone"),
        pytest.param(cells(B3="1.234", C3=" 12,345"), [
            f"{SHEET} cell B3: this text may be the number 1234 or 1.234; format the cell as a number and write it again",
            f"{SHEET} cell C3: this text may be the number 12345 or 12.345; format the cell as a number and write it again",
        ], id="a text that may be two numbers"),
        pytest.param(strike, [
            f"{SHEET} cell G4: this is struck through; clear the cell if it no longer holds, or take the line away",
            f"{SHEET} cell B3: this is struck through; clear the cell if it no longer holds, or take the line away",
        ], id="struck cells"),
        pytest.param(cells(B3="1.234,5"), [
            f"{SHEET} cell B3: total is “1.234,5”; write a whole number, without separators or words, as 274965",
        ], id="a number in another style"),
        pytest.param(cells(B3="n/a"), [
            f"{SHEET} cell B3: total is “n/a”; write a whole number, without separators or words, as 274965",
        ], id="n/a"),
        pytest.param(cells(B3=200761.5), [
            f"{SHEET} cell B3: total is “200761.5”; write a whole number, without separators or words, as 274965",
        ], id="half a person"),
        pytest.param(format_as("B3", 0.05, "0%"), [
            f"{SHEET} cell B3: this is 5 % as the spreadsheet keeps it, 0.05; format it as a number and write 5",
        ], id="a percentage"),
        pytest.param(format_as("B3", datetime.date(2024, 3, 4), "yyyy-mm-dd"), [
            f"{SHEET} cell B3: the spreadsheet has made a date of this; format the cell as a number and write it again",
        ], id="a date in a column of figures"),
        pytest.param(format_as("D3", datetime.date(2024, 3, 4), "mm-dd-yy"), [
            f"{SHEET} cell D3: this date may be 4 March 2024 or 3 April 2024; write it as text, 2024-03-04 or 2024-04-03",
        ], id="a date that may be two"),
        pytest.param(format_as("D3", datetime.date(2024, 3, 12), "dd/mm/yyyy"), [
            f"{SHEET} cell D3: this date may be 12 March 2024 or 3 December 2024; write it as text, 2024-03-12 or 2024-12-03",
        ], id="the 12th day may be a month"),
        pytest.param(format_as("D3", datetime.date(2024, 3, 1), "mmm-yy"), [
            f"{SHEET} cell D3: the spreadsheet has made a date of this, and does not show all of it; format the cell as "
            "text and write it again, as 2024-03 or 2024-03-01",
        ], id="a month that became a day"),
        pytest.param(format_as("D3", datetime.datetime(2024, 3, 31, 8, 30), "yyyy-mm-dd hh:mm"), [
            f"{SHEET} cell D3: this is a date with a time; write the day as text, as 2024-07-31",
        ], id="a date with a time"),
        pytest.param(format_as("D3", datetime.time(8, 30), "hh:mm"), [
            f"{SHEET} cell D3: this is a time; write it as text",
        ], id="a time"),
        pytest.param(cells(B3="=C3*2"), [
            f"{SHEET} cell B3: this is a formula; put its value in (copy, then paste special, values)",
        ], id="a formula"),
        pytest.param(cells(B3="#REF!"), [
            f"{SHEET} cell B3: this is an error of the spreadsheet (#REF!); write the value, or leave the cell empty",
        ], id="an error"),
        pytest.param(cells(G3="two\nlines"), [
            f"{SHEET} cell G3: this holds a line break or a tab; write it on one line",
        ], id="a line break"),
        pytest.param(cells(G3="@SUM(1)"), [
            f"{SHEET} cell G3: reason is “@SUM(1)”; a spreadsheet takes this as a formula; begin with a letter, a digit "
            "or a quotation mark, also after a semicolon",
        ], id="a text that is a formula elsewhere"),
        pytest.param(cells(F3="maybe"), [
            f"{SHEET} cell F3: adopted is “maybe”; write yes or no",
        ], id="an answer that is not on the list"),
        pytest.param(cells(F5="yes"), [
            f"{SHEET} cell A5: placements[2023] has 2 adopted observations (rows 3 and 4); mark all but one as `no` "
            "(rows of data/datasets/placements.csv)",
        ], id="two adopted observations"),
        pytest.param(cells(E3="S09"), [
            f"{SHEET} cell E3: the bibliography has no entry S09; did you mean S02? (they stand in data/references.bib)",
        ], id="an unknown source"),
        pytest.param(new_row("2025", 5), [
            f"{SHEET} cell F7: adopted: this cell may not be empty",
        ], id="a new row that is half filled"),
        pytest.param(new_row(None, 5, None, None, "S01", "yes"), [
            f"{SHEET} cell A7: the row is new, and does not say its period; fill it in, or clear the row",
        ], id="a new row without a key"),
        pytest.param(new_row("2022", 5, None, None, "S01", "yes"), [
            f"{SHEET} row 7: the row repeats the key of row 3; keep one of the two",
        ], id="a key that stands twice"),
        pytest.param(lambda sheet: sheet.delete_rows(4, 3), [
            f"{SHEET}: 3 of the 4 rows are gone; send back the whole of it",
        ], id="a sheet of which half is gone"),
        pytest.param(lambda sheet: sheet.delete_rows(3, 4), [
            f"{SHEET}: 4 of the 4 rows are gone; send back the whole of it",
        ], id="a sheet without rows"),
        pytest.param(lambda sheet: sheet.merge_cells("B3:C3"), [
            f"{SHEET} cells B3:C3: these cells are merged; unmerge them, and fill in each",
        ], id="merged cells"),
        pytest.param(hide_row, [
            f"{SHEET} row 4: the row is hidden; show it (clear the filter), so that it was seen",
        ], id="a hidden row"),
        pytest.param(hide_column, [
            f"{SHEET} column C: the column is hidden; show it, so that it was seen",
        ], id="a hidden column"),
        pytest.param(hide_sheet, [
            f"{SHEET}: the sheet is hidden; show it, so that what it holds was seen",
        ], id="a hidden sheet"),
        pytest.param(add_sheet, [
            f'{NAME} sheet "placement": there was no such sheet when it was sent out; did you mean placements?',
        ], id="a sheet too many"),
        pytest.param(add_notes, [
            f'{NAME} sheet "Notes": there was no such sheet when it was sent out; move what it says to a sheet that was '
            "sent, and delete it",
        ], id="a sheet with notes"),
        pytest.param(rename_sheet, [
            f'{NAME} sheet "Placements of 2024": there was no such sheet when it was sent out; did you mean placements?',
            f"{SHEET}: the sheet is missing; send back the whole workbook",
        ], id="a renamed sheet"),
        pytest.param(delete_sheet, [
            f"{SHEET}: the sheet is missing; send back the whole workbook",
        ], id="a sheet that is gone"),
        pytest.param(delete_record, [
            LOST,
        ], id="no record"),
        pytest.param(break_record, [
            LOST,
        ], id="a broken record"),
    ],
)  # fmt: skip
def test_what_is_not_right_on_a_sheet(project: Project, edit: Edit, said: list[str]) -> None:
    before = files_of(project)
    file = edited(project, edit)
    status, lines = brought_back(project, file, "--yes", "--overwrite")
    changes = [line for line in lines if " -> " in line or ": new row:" in line or line.endswith("removed row")]
    head = "With these changes the report would have errors that it has not now:"
    assert [line for line in lines if line not in (*changes, head)] == [*said, "Nothing was written."]
    assert status == 1
    assert files_of(project) == before


def written(name: str, content: bytes | str) -> Callable[[Project], Path]:
    def make(project: Project) -> Path:
        project.write(name, content)
        return project.root / name

    return make


def with_part(name: str, part: bytes | Callable[[bytes], bytes]) -> Callable[[Project], Path]:
    return lambda project: repacked(exported(project), {name: part})


def in_sheet(old: bytes, new: bytes) -> Callable[[Project], Path]:
    """Change bytes of the sheet itself, where no program would write them."""

    def make(project: Project) -> Path:
        file = exported(project)

        def change(content: bytes) -> bytes:
            assert old in content
            return content.replace(old, new, 1)

        return repacked(file, {sheet_part(file, "placements"): change})

    return make


def renamed(ending: str) -> Callable[[Project], Path]:
    return lambda project: exported(project).rename(project.root / f"MOL{ending}")


def encrypted_parts(project: Project) -> Path:
    """Set the flag of encryption on every part, in both places where the archive has it."""
    file = exported(project)
    content = bytearray(file.read_bytes())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        position = content.find(mark)
        while position >= 0:
            content[position + offset] |= 1
            position = content.find(mark, position + 1)
    file.write_bytes(content)
    return file


def a_lie_about_the_size(project: Project) -> Path:
    """Make a part of 300 MB that has 3 bytes according to the archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/bomb.xml", "w") as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    content = stream.getvalue().replace((300_000_000).to_bytes(4, "little"), (3).to_bytes(4, "little"))
    return written(NAME, content)(project)


def a_bomb(project: Project) -> Path:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/bomb.xml", "w") as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    return written(NAME, stream.getvalue())(project)


def too_many_parts(project: Project) -> Path:
    return repacked(exported(project), {f"xl/media/{number}.png": b"" for number in range(1_001)})


def too_many_cells(project: Project) -> Path:
    return in_sheet(b"</sheetData>", b'<row r="9">' + b"<c/>" * 15_000_001 + b"</row></sheetData>")(project)


DAMAGED = f"{NAME}: it is no Excel workbook, or it is damaged; {AS_XLSX}"
UNREADABLE = f"{NAME}: it cannot be read as an Excel workbook; {AS_XLSX}"
MACROS = f"{NAME}: it holds macros or other programs; {AS_XLSX}, which drops them"
OUTSIDE = f"{NAME}: it draws on other files; put the values in instead (Data, Edit Links, Break Link)"
TOO_FULL = "delete the empty formatted rows below the data, and whatever does not belong to it"
LOCKED = (
    f"{NAME}: it is protected by a password, or in the old format of Excel (.xls); open it, take the password away "
    f"(File, Info, Protect Workbook), and {AS_XLSX}"
)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbb">]><sst>&b;</sst>'


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(written(NAME, b""), DAMAGED, id="an empty file"),
        pytest.param(written(NAME, "period,total\n2024,5\n"), DAMAGED, id="a table under another name"),
        pytest.param(written(NAME, b"PK\x03\x04" + b"\0" * 500), DAMAGED, id="the beginning of an archive"),
        pytest.param(written(NAME, bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600), LOCKED, id="a password"),
        pytest.param(encrypted_parts, f"{NAME}: it is protected by a password; save it without one", id="locked parts"),
        pytest.param(written(NAME, b"\0" * 100_000_000), f"{NAME}: it is larger than 20 MB; delete pictures from it, and {TOO_FULL}", id="100 MB"),
        pytest.param(a_bomb, f"{NAME}: its contents are larger than 200 MB; {TOO_FULL}", id="a bomb"),
        pytest.param(a_lie_about_the_size, DAMAGED, id="a lie about the size"),
        pytest.param(too_many_parts, f"{NAME}: it is not packed as an Excel workbook is; {AS_XLSX}", id="a thousand parts"),
        pytest.param(too_many_cells, f"{NAME}: its sheets have too many cells; {TOO_FULL}", id="millions of cells"),
        pytest.param(with_part("xl/vbaProject.bin", b"macro"), MACROS, id="macros"),
        pytest.param(with_part("xl/macrosheets/sheet1.xml", b"<a/>"), MACROS, id="old macros"),
        pytest.param(with_part("xl/embeddings/oleObject1.bin", b"x"), MACROS, id="an embedded program"),
        pytest.param(with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), OUTSIDE, id="links to other files"),
        pytest.param(with_part("xl/connections.xml", b"<a/>"), OUTSIDE, id="a query"),
        pytest.param(with_part("xl/sharedStrings.xml", ENTITIES), f"{NAME}: its part 'xl/sharedStrings.xml' declares entities, which no workbook needs", id="entities"),
        pytest.param(with_part("xl/sharedStrings.xml", lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")), f"{NAME}: its part 'xl/sharedStrings.xml' is not in UTF-8; {AS_XLSX}", id="another encoding"),
        pytest.param(with_part("xl/workbook.xml", b"<workbook/>"), LOST, id="a workbook without sheets"),
        pytest.param(with_part("xl/styles.xml", b"<styleSheet"), UNREADABLE, id="XML that breaks off"),
        pytest.param(in_sheet(b"<sheetData>", b"<sheetData><row r='x'></row>"), UNREADABLE, id="a row with no number"),
        pytest.param(in_sheet(b"</sheetData>", b"</sheetData><mergeCells><mergeCell ref='A8:XFD1048576'/></mergeCells>"), f"{SHEET} cells A8:XFD1048576: these cells are merged; unmerge them, and fill in each", id="all cells merged"),
        pytest.param(in_sheet(b"<v>200761</v>", b"<v>1E999</v>"), f"{SHEET} cell B3: this number is too large for a workbook", id="a number beyond measure"),
        pytest.param(in_sheet(b"<v>200761</v>", b"<v>" + b"9" * 5000 + b"</v>"), UNREADABLE, id="a number without end"),
        pytest.param(in_sheet(b'<c r="B3"', b'<c r="ZZZZ3"'), UNREADABLE, id="a column that no sheet has"),
        pytest.param(renamed(".xlsm"), f"MOL.xlsm: this is a workbook with macros; {AS_XLSX}, which drops them. Nothing was written.", id="the ending of macros"),
        pytest.param(renamed(".xls"), f"MOL.xls: this is a workbook in the old format of Excel; {AS_XLSX}. Nothing was written.", id="the old ending"),
        pytest.param(renamed(".csv"), "MOL.csv: this is one table without its workbook; fill in the workbook that was sent out, and send that. Nothing was written.", id="a table"),
        pytest.param(renamed(".docm"), "MOL.docm: this is a Word file with macros; save it as “Word Document (.docx)”, which drops them. Nothing was written.", id="a document with macros"),
        pytest.param(renamed(".pdf"), "MOL.pdf: this is no Excel workbook (.xlsx). Nothing was written.", id="another ending"),
        pytest.param(lambda project: project.root / NAME, f"{NAME}: there is no such file", id="no file"),
        pytest.param(lambda project: (project.root / "data").rename(project.root / NAME), f"{NAME}: it is not a file", id="a folder"),
    ],
)  # fmt: skip
def test_what_is_no_workbook(project: Project, make: Callable[[Project], Path], said: str) -> None:
    file = make(project)
    before = files_of(project)
    status, lines = brought_back(project, file, "--yes", "--overwrite")
    assert [line for line in lines if line != "Nothing was written."] == [said]
    assert status == 1
    assert files_of(project) == before


@pytest.mark.parametrize("row", [1_048_577, 99_999_999_999])
def test_a_row_that_no_sheet_has_is_not_waited_for(project: Project, row: int) -> None:
    more = f"<row r='{row}'><c r='B{row}'><v>1</v></c></row></sheetData>"
    file = in_sheet(b"</sheetData>", more.encode())(project)
    assert brought_back(project, file) == (0, [f"{NAME}: no changes"])


def test_thousands_of_empty_formatted_rows_are_no_fault(project: Project) -> None:
    def paint(sheet: Any) -> None:
        for row in range(7, 5_007):
            for column in range(1, 8):
                sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")

    assert brought_back(project, edited(project, paint)) == (0, [f"{NAME}: no changes"])


def test_many_faults_are_counted(project: Project) -> None:
    def spoil(sheet: Any) -> None:
        for row in range(7, 107):
            sheet.cell(row, 2).value = "=1+1"

    status, lines = brought_back(project, edited(project, spoil), "--yes", "--overwrite")
    assert (status, len(lines)) == (1, 42)
    assert lines[39:] == [
        f"{SHEET} cell B46: this is a formula; put its value in (copy, then paste special, values)",
        "… and 60 more",
        "Nothing was written.",
    ]


@given(data=st.data())
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_end_in_a_traceback(project: Project, data: st.DataObject) -> None:
    """A workbook with a changed piece in a part is accepted or refused, and nothing is written."""
    file = exported(project)
    before = files_of(project)
    with zipfile.ZipFile(file) as archive:
        part = data.draw(st.sampled_from(sorted(archive.namelist())))
        content = archive.read(part)
    start = data.draw(st.integers(0, len(content)))
    piece = data.draw(
        st.binary(max_size=12) | st.sampled_from([b"<", b">", b"/>", b"&#0;", b"-1", b"99999999", b"nan"])
    )
    end = start + data.draw(st.integers(0, 20))
    repacked(file, {part: content[:start] + piece + content[end:]})
    status, lines = brought_back(project, file)
    assert status in (0, 1)
    assert lines
    assert files_of(project) == before
