"""A returned workbook: its changes are shown, checked and written, and nothing else changes."""

from __future__ import annotations

import builtins
import datetime
import errno
import io
import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from loipr.exchange.workbooks.export import make_workbook
from loipr.exchange.workbooks.importing import import_workbook
from loipr.exchange.workbooks.reading import read_workbook
from loipr.facts.settings import Settings
from loipr.report import Report, load_report
from support.project import REPOSITORY, Project
from support.workbook import DESCRIPTOR, PLACEMENTS, brought_back, cells, edited, exported, files_of

SHOWN = "placements[2023].total: 274965 -> 274966 (cell B4)"
ASKED = (
    "Is that meant? A figure that was published stays on record: the right one goes into a new row, with “yes” in the "
    "column adopted, and the old row gets “no”, both with the reason. To be confirmed:"
)
DONE = f"Written: {PLACEMENTS}; noted in {DESCRIPTOR}"


def corrected(project: Project) -> Path:
    return edited(project, cells(B4=274966))


@pytest.fixture(scope="module")
def shipped() -> Report:
    return load_report(REPOSITORY, Settings.read(REPOSITORY))


def test_the_workbook_of_every_institution_comes_back_without_loss(
    shipped: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the real data: no change is found, and every cell that was sent out is there."""
    present = [one for one in shipped.institutions.by_id.values() if not one.is_former]
    seen = set()
    for institution in present:
        file = tmp_path / "sent.xlsx"
        file.write_bytes(make_workbook(institution, shipped))
        status = import_workbook(file, shipped, date=datetime.date.min, agreed=lambda _: pytest.fail("it would write"))
        assert (status, capsys.readouterr().out) == (0, "sent.xlsx: no changes\n"), institution.id
        book = read_workbook(file, shipped.datasets)
        assert (book.institution, book.answers, book.faults, book.beside) == (institution.id, (), (), ())
        for one in book.datasets:
            assert [list(row) for row in one.sent] == one.dataset.frame.values.tolist()
            assert len(one.rows) == len(one.sent)
            seen.add(one.dataset.name)
    assert len(present) == 46
    assert seen == set(shipped.datasets)


def test_one_cell(project: Project) -> None:
    before = files_of(project)
    file = corrected(project)
    assert brought_back(project, file, "--yes", "--overwrite", "--date", "2025-08-01") == (
        0,
        [SHOWN, f"{PLACEMENTS}: 1 cell changed", DONE],
    )
    after = files_of(project)
    assert [path for path in before if before[path] != after[path]] == [DESCRIPTOR, PLACEMENTS]
    assert after[PLACEMENTS] == before[PLACEMENTS].replace(b"2023,274965,", b"2023,274966,")
    added = b""",
      "changes": [
        {"date": "2025-08-01", "what": "MOL's workbook: 1 cell changed"}
      ]"""
    assert after[DESCRIPTOR].replace(added, b"") == before[DESCRIPTOR]
    assert project.load().datasets["placements"].changes[0].what == "MOL's workbook: 1 cell changed"
    assert brought_back(project, file) == (0, ["MOL.xlsx: no changes"])


def test_only_what_was_changed_is_written_anew(project: Project) -> None:
    """Needless quotes stay in unchanged lines and cells; so does the missing end of the last line."""
    table = (
        "period,total,women,as_of,source,adopted,reason\n"
        '"2022",200761,122147,2023-03,S01,yes,\n'
        '2023,274965,"167863",2024-01,"S01",yes,"breakdowns rest on it, ""all"" of them"\n'
        '2023,297108,,2025-02,S02,no,"restated later"\n'
        "2024,297434,,2025-01,S01;S02,yes,"
    )
    project.write(PLACEMENTS, table)

    def edit(sheet: Any) -> None:
        sheet["B4"] = 274966
        sheet["G5"] = 'restated, on "another" basis'
        sheet["C6"] = 200000
        sheet.append(["2025", 1, None, " 2025-06 ", "S01", "yes"])

    status, lines = brought_back(project, edited(project, edit), "--yes", "--overwrite")
    assert lines == [
        SHOWN,
        'placements[2023, source=S02].reason: restated later -> restated, on "another" basis (cell G5)',
        "placements[2024].women: (empty) -> 200000 (cell C6)",
        "placements: new row: period 2025; total 1; as_of 2025-06; source S01; adopted yes (row 7)",
        f"{PLACEMENTS}: 3 cells changed and 1 row added",
        DONE,
    ]
    assert status == 0
    assert (project.root / PLACEMENTS).read_text(encoding="utf-8") == (
        "period,total,women,as_of,source,adopted,reason\n"
        '"2022",200761,122147,2023-03,S01,yes,\n'
        '2023,274966,"167863",2024-01,"S01",yes,"breakdowns rest on it, ""all"" of them"\n'
        '2023,297108,,2025-02,S02,no,"restated, on ""another"" basis"\n'
        "2024,297434,200000,2025-01,S01;S02,yes,\n"
        "2025,1,,2025-06,S01,yes,"
    )


def test_rows_that_come_and_go(project: Project) -> None:
    """A row inserted between two has the same place in the file; otherwise the order of the sheet does not matter."""

    def edit(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        first, second, aside, last = rows
        new = ["2021", 5, None, None, "S01", "yes", None]
        for number, row in enumerate([last, first, new, second], 3):
            for position, value in enumerate(row, 1):
                sheet.cell(number, position).value = value
        sheet.delete_rows(7)
        assert aside[0] == "2023"

    status, lines = brought_back(project, edited(project, edit), "--yes", "--overwrite")
    assert lines == [
        "placements: new row: period 2021; total 5; source S01; adopted yes (row 5)",
        "placements[2023, source=S02]: removed row",
        f"{PLACEMENTS}: 1 row added and 1 row removed",
        DONE,
    ]
    assert (project.root / PLACEMENTS).read_text(encoding="utf-8").splitlines() == [
        "period,total,women,as_of,source,adopted,reason",
        "2022,200761,122147,2023-03,S01,yes,",
        "2021,5,,,S01,yes,",
        "2023,274965,167863,2024-01,S01,yes,breakdowns rest on it",
        "2024,297434,,2025-01,S01;S02,yes,",
    ]
    assert status == 0


def test_a_row_that_a_page_prints_cannot_go(project: Project) -> None:
    before = files_of(project)
    status, lines = brought_back(project, edited(project, lambda sheet: sheet.delete_rows(3)), "--yes", "--overwrite")
    assert (status, lines) == (
        1,
        [
            "placements[2022]: removed row",
            "With these changes the report would have errors that it has not now:",
            "docs/replies/q02-recruitment.md:10: there is no row placements[2022]; did you mean placements[2024]?",
            "Nothing was written.",
        ],
    )
    assert files_of(project) == before


def test_what_changed_here_meanwhile_stays(project: Project) -> None:
    """The coordinator changes another cell of the row, and another row, and adds one: the workbook undoes nothing."""
    file = corrected(project)
    project.replace(PLACEMENTS, "breakdowns rest on it", "all breakdowns rest on it")
    project.replace(PLACEMENTS, "2022,200761,", "2022,200762,")
    project.append(PLACEMENTS, "2025,7,,,S02,yes,\n")
    before = files_of(project)[PLACEMENTS]
    status, lines = brought_back(project, file, "--yes", "--overwrite")
    assert (status, lines) == (0, [SHOWN, f"{PLACEMENTS}: 1 cell changed", DONE])
    assert files_of(project)[PLACEMENTS] == before.replace(b"274965", b"274966")


def test_where_both_sides_changed_one_cell_people_decide(project: Project) -> None:
    file = corrected(project)
    project.replace(PLACEMENTS, "2023,274965,", "2023,274900,")
    before = files_of(project)
    assert brought_back(project, file, "--yes", "--overwrite") == (
        1,
        [
            'MOL.xlsx sheet "placements" cell B4: it was sent out as 274965, is 274900 in the data by now, and 274966 '
            "here; ask who is right",
            "Nothing was written.",
        ],
    )
    assert files_of(project) == before


def test_both_sides_made_the_same_change(project: Project) -> None:
    file = corrected(project)
    project.replace(PLACEMENTS, "2023,274965,", "2023,274966,")
    assert brought_back(project, file, "--yes", "--overwrite") == (0, ["MOL.xlsx: no changes"])


@pytest.mark.parametrize(
    ("edit", "here", "said"),
    [
        (
            lambda sheet: sheet.delete_rows(5),
            ("restated later", "restated"),
            ': the row placements[2023, source=S02] is gone here, but was changed in the data meanwhile; ask who is right',
        ),
        (
            cells(G5="restated"),
            ("2023,297108,,2025-02,S02,no,restated later\n", ""),
            " row 5: this row was changed, but the data has it no more; ask the coordinator (period 2023; total 297108; as_of 2025-02; source S02; adopted no; reason restated)",
        ),
        (
            lambda sheet: sheet.append(["2025", 8, None, None, "S01", "yes", None]),
            ("2024,297434", "2025,9,,,S01,yes,\n2024,297434"),
            " cell B7: the row is new on both sides, is 9 in the data by now, and 8 here; ask who is right",
        ),
    ],
)  # fmt: skip
def test_rows_that_both_sides_changed(
    project: Project, edit: Callable[[Any], object], here: tuple[str, str], said: str
) -> None:
    file = edited(project, edit)
    project.replace(PLACEMENTS, *here)
    before = files_of(project)
    assert brought_back(project, file, "--yes", "--overwrite") == (
        1,
        [f'MOL.xlsx sheet "placements"{said}', "Nothing was written."],
    )
    assert files_of(project) == before


def test_a_row_that_is_gone_on_both_sides(project: Project) -> None:
    file = edited(project, lambda sheet: sheet.delete_rows(5))
    project.replace(PLACEMENTS, "2023,297108,,2025-02,S02,no,restated later\n", "")
    assert brought_back(project, file) == (0, ["MOL.xlsx: no changes"])


def test_a_date_that_can_only_be_one_day_is_taken(project: Project) -> None:
    def edit(sheet: Any) -> None:
        for name, day, form in [
            ("D3", datetime.date(2023, 3, 31), "mm-dd-yy"),
            ("D4", datetime.date(2024, 1, 2), "yyyy-mm-dd"),
            ("D5", datetime.date(2025, 2, 3), 'd" de "mmmm" de "yyyy'),
            ("D6", datetime.date(2025, 5, 5), "dd/mm/yyyy"),
        ]:
            sheet[name] = day
            sheet[name].number_format = form

    assert brought_back(project, edited(project, edit))[1][:4] == [
        "placements[2022].as_of: 2023-03 -> 2023-03-31 (cell D3)",
        "placements[2023].as_of: 2024-01 -> 2024-01-02 (cell D4)",
        "placements[2023, source=S02].as_of: 2025-02 -> 2025-02-03 (cell D5)",
        "placements[2024].as_of: 2025-01 -> 2025-05-05 (cell D6)",
    ]


def test_numbers_and_answers_in_the_words_of_the_spreadsheet(project: Project) -> None:
    """A number as text, a year as a number, and true or false are read by their meaning."""
    edit = cells(B4="274965", C3=122147.0, A3=2022, F3=True, F5=False)
    assert brought_back(project, edited(project, edit)) == (0, ["MOL.xlsx: no changes"])


def test_a_sign_that_the_cell_only_shows_is_no_percentage(project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet["B3"] = 200762
        sheet["B3"].number_format = '0 "%"'

    status, lines = brought_back(project, edited(project, edit))
    assert (status, lines[0]) == (0, "placements[2022].total: 200761 -> 200762 (cell B3)")


def test_an_error_that_was_there_before_is_no_reason(project: Project) -> None:
    project.append("docs/replies/q02-recruitment.md", "{article}`94`\n")
    project.replace(PLACEMENTS, "2024,297434,", "2021,1,,,S09,yes,\n2024,297434,")
    status, lines = brought_back(project, corrected(project), "--yes", "--overwrite")
    assert (status, lines[-1]) == (0, DONE)


def test_without_yes_nothing_is_written_where_nobody_can_answer(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    before = files_of(project)
    assert brought_back(project, corrected(project)) == (
        0,
        [
            SHOWN,
            f"{PLACEMENTS}: 1 cell changed",
            ASKED,
            f"{SHOWN}: a published figure is written over",
            "Nothing was written; add --yes --overwrite to write these changes.",
        ],
    )
    assert files_of(project) == before


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("Yes ", True), ("", False), ("n", False)])
def test_who_can_answer_is_asked(project: Project, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked: list[str] = []
    monkeypatch.setattr(sys, "stdin", Terminal())

    def reply(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr(builtins, "input", reply)
    before = files_of(project)
    status, lines = brought_back(project, corrected(project))
    assert (status, asked) == (0, ["Write these changes? [y/N] "])
    assert lines[-1] == (DONE if written else "Nothing was written.")
    assert (files_of(project) == before) is not written


def test_a_disk_that_is_full(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second file cannot be written: the first stays as it was, and no temporary file is left."""
    file = corrected(project)
    before = files_of(project)
    write = Path.write_bytes

    def fail_at_the_descriptor(path: Path, content: bytes) -> int:
        if "datapackage" in path.name:
            raise OSError(errno.ENOSPC, "No space left on device", path.name)
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail_at_the_descriptor)
    assert brought_back(project, file, "--yes", "--overwrite") == (
        1,
        [
            SHOWN,
            f"{PLACEMENTS}: 1 cell changed",
            ".datapackage.json.new: this cannot be written: No space left on device",
            "Nothing was written.",
        ],
    )
    monkeypatch.undo()
    assert files_of(project) == before


def test_a_new_warning_is_shown(project: Project) -> None:
    """A new figure is found where the prose has it typed by hand; that is not a reason to refuse."""
    project.append("docs/replies/q02-recruitment.md", "\nIn 2025 there were 301,234 placements.\n")
    status, lines = brought_back(
        project,
        edited(project, lambda sheet: sheet.append(["2025", 301234, None, None, "S01", "yes"])),
        "--yes",
        "--overwrite",
    )
    assert status == 0
    assert lines[1:] == [
        "Worth a look: docs/replies/q02-recruitment.md:13: “301,234” is typed by hand, and a dataset has it; write "
        "{value}`placements[2025].total`",
        f"{PLACEMENTS}: 1 row added",
        DONE,
    ]


@pytest.mark.parametrize(
    ("new", "how"),
    [
        (274966, "is written over"),
        (2749650, "is written over"),
        (2749651, "moves by more than a factor of 10"),
        (27496, "moves by more than a factor of 10"),
        (0, "moves by more than a factor of 10"),
        (None, "goes"),
    ],
)
def test_a_published_figure_is_a_question(project: Project, new: int | None, how: str) -> None:
    """Consent to new content is not consent to change it."""
    before = files_of(project)
    project.replace("docs/replies/q03-statistics.md", ":total:\n", "")
    project.replace("docs/replies/q02-recruitment.md", "{value}`placements[2023].total`", "some")
    project.replace(
        "docs/replies/q02-recruitment.md", "{share}`placements[2023].women of placements[2023].total`", "all"
    )
    project.replace(
        "docs/replies/q02-recruitment.md", "{change}`placements[2022].total to placements[2023].total`", "more"
    )
    file = edited(project, cells(B4=new))
    status, lines = brought_back(project, file, "--yes")
    shown = f"placements[2023].total: 274965 -> {'(empty)' if new is None else new} (cell B4)"
    assert status == 0
    assert lines[-3:] == [
        ASKED,
        f"{shown}: a published figure {how}",
        "Nothing was written; add --yes --overwrite to write these changes.",
    ]
    assert files_of(project) == before
    assert brought_back(project, file, "--yes", "--overwrite")[1][-1] == DONE


def test_what_is_new_is_no_question(project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet["C6"] = 200000
        sheet["G5"] = "restated a year later"
        sheet.append(["2025", 100000, None, "2025-06", "S01", "yes"])

    assert brought_back(project, edited(project, edit), "--yes")[1][-1] == DONE


@pytest.mark.parametrize(("total", "asked"), [(20077, False), (20076, True), (2974340, False), (2974341, True)])
def test_a_new_figure_far_from_all_others_is_a_question(project: Project, total: int, asked: bool) -> None:
    file = edited(project, lambda sheet: sheet.append(["2025", total, None, "2025-06", "S01", "yes"]))
    status, lines = brought_back(project, file, "--yes")
    told = (
        f"placements: total of the new row is {total} (cell B7): more than a factor of 10 from all figures of other "
        "periods (200761 to 297434)"
    )
    assert status == 0
    assert (told in lines, lines[-1] == DONE) == (asked, not asked)


def test_a_row_that_goes_takes_its_figures_along(project: Project) -> None:
    status, lines = brought_back(project, edited(project, lambda sheet: sheet.delete_rows(5)), "--yes")
    assert (status, lines[-2]) == (0, "placements[2023, source=S02]: its figures go with the row")


def test_a_figure_is_corrected_by_its_own_source(project: Project) -> None:
    """As in the guide: a new row, and the old one set aside; both have the same key."""

    def edit(sheet: Any) -> None:
        sheet["F3"], sheet["G3"] = "no", "mistyped by the office"
        sheet.append(["2022", 200762, 122147, "2023-03", "S01", "yes", "corrected by the office"])

    status, lines = brought_back(project, edited(project, edit), "--yes")
    assert lines == [
        "placements[2022].adopted: yes -> no (cell F3)",
        "placements[2022].reason: (empty) -> mistyped by the office (cell G3)",
        "placements: new row: period 2022; total 200762; women 122147; as_of 2023-03; source S01; adopted yes; reason "
        "corrected by the office (row 7)",
        f"{PLACEMENTS}: 2 cells changed and 1 row added",
        DONE,
    ]
    assert status == 0
    assert project.findings() == []
    assert brought_back(project, edited(project, cells(B7=200763)))[1][0] == (
        "placements[2022].total: 200762 -> 200763 (cell B7)"
    )
    assert brought_back(project, edited(project, cells(C3=1)))[1][0] == (
        "placements[2022, adopted=no].women: 122147 -> 1 (cell C3)"
    )


@pytest.mark.parametrize(
    ("value", "text"), [(16.6 - 0.9, "15.7"), (0.1 + 0.2, "0.3"), (1.1 * 3, "3.3"), (14.22, "14.22"), (1e15 / 3, "333333333333333")]
)  # fmt: skip
def test_a_computed_number_is_what_the_spreadsheet_shows(project: Project, value: float, text: str) -> None:
    project.replace(DESCRIPTOR, '"key": ["period", "measure"],', '"key": ["period", "measure"], "owner": "MOL",')
    project.write("data/datasets/money.csv", f"period,measure,value\n2022,total,9.71\n2023,total,{text}\n")
    assert brought_back(project, edited(project, cells(C4=value), "money")) == (0, ["MOL.xlsx: no changes"])


NOT_TAKEN = "Not taken over; write it where it belongs (a source in data/references.bib, a remark in the column note):"


def test_what_is_said_beside_the_tables_is_named(project: Project) -> None:
    file = exported(project)
    book = load_workbook(file)
    book["placements"]["B4"].comment = Comment("Please check\nwith the office", "MOL")
    book["placements"]["I1"] = "see our letter"
    book["Sources"]["A4"], book["Sources"]["B4"] = "S03", "Letter of May"
    book["Your questions"]["G3"] = "We have no such agency."
    book["Read me"]["C2"] = "sent on 1 June"
    book["Your questions"]["E2"] = None
    book.save(file)
    place = "MOL.xlsx sheet"
    assert brought_back(project, file) == (
        0,
        [
            NOT_TAKEN,
            f'{place} "Read me" cell C2: “sent on 1 June” was typed here',
            f'{place} "Your questions" cell E2: “draft” is empty here',
            f'{place} "Your questions" cell G3: “We have no such agency.” was typed here',
            f'{place} "placements" cell B4: a note says “Please check with the office”',
            f'{place} "placements" cell I1: “see our letter” was typed here',
            f'{place} "Sources" cell A4: “S03” was typed here',
            f'{place} "Sources" cell B4: “Letter of May” was typed here',
            "MOL.xlsx: no changes of the report",
        ],
    )


def test_changes_are_taken_over_beside_a_note(project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet["C6"] = 200000
        sheet["C6"].comment = Comment("by phone", "MOL")

    status, lines = brought_back(project, edited(project, edit), "--yes")
    assert (status, lines[1:3]) == (0, [NOT_TAKEN, 'MOL.xlsx sheet "placements" cell C6: a note says “by phone”'])
    assert lines[-1] == DONE


def test_the_history_has_the_newest_change_first(project: Project) -> None:
    brought_back(project, corrected(project), "--yes", "--overwrite", "--date", "2025-08-01")
    brought_back(project, edited(project, cells(B4=274967)), "--yes", "--overwrite", "--date", "2025-08-02")
    resource = json.loads((project.root / DESCRIPTOR).read_text(encoding="utf-8"))["resources"][0]
    assert [change["date"] for change in resource["changes"]] == ["2025-08-02", "2025-08-01"]


CELLS = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff"),
        max_size=30,
    )
    .map(lambda text: " ".join(unicodedata.normalize("NFC", text).split()))
    .filter(lambda text: not text.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")))
)
NUMBERS = st.integers(-(10**30), 10**30).map(str) | st.sampled_from(["", "-0", "12345678901234567890"])


@given(rows=st.lists(st.tuples(CELLS, NUMBERS, CELLS), min_size=1, max_size=6, unique_by=lambda row: row[0].strip()))
@hypothesis_settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_and_number_comes_back_the_same(project: Project, rows: list[tuple[str, str, str]]) -> None:
    table = "period,total,women,as_of,source,adopted,reason\n"
    for number, (reason, total, source) in enumerate(rows):
        quoted = ['"{}"'.format(text.replace('"', '""')) for text in (source, reason)]
        table += f"{2000 + number},{total},,,{quoted[0]},yes,{quoted[1]}\n"
    project.write(PLACEMENTS, table)
    report = project.load()
    file = project.root / "MOL.xlsx"
    institution = report.institutions.find("MOL")
    assert institution is not None
    file.write_bytes(make_workbook(institution, report))
    assert brought_back(project, file) == (0, ["MOL.xlsx: no changes"])
    assert len(load_workbook(file)["placements"]["A"]) == len(rows) + 2
