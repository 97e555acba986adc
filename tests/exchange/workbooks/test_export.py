"""The exported workbook: the requests, what is missing, and the datasets to fill in."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from loipr.coordination.tasks import tasks_of
from loipr.exchange.workbooks.export import make_workbook
from loipr.facts.settings import Settings
from loipr.report import Report, load_report
from support.project import REPOSITORY, Project
from support.workbook import DESCRIPTOR, PLACEMENTS, exported

GAP = "\n::::{reply} (a)\n:::{gap} MOL, MFA\nWages by {article}`25`, of {institution}`MOL`,\nsince 2020 {cite}`S01`.\n:::\n::::\n"


@pytest.fixture(scope="module")
def shipped() -> Report:
    return load_report(REPOSITORY, Settings.read(REPOSITORY))


def texts(sheet: Any) -> list[tuple[object, ...]]:
    """Return the rows of a sheet, without the empty cells at their ends."""
    rows = []
    for row in sheet.iter_rows(values_only=True):
        filled = [value if value is not None else "" for value in row]
        while filled and filled[-1] == "":
            filled.pop()
        rows.append(tuple(filled))
    return rows


def test_what_is_asked(project: Project) -> None:
    """A row for each task: its question, kind and words, and three cells for the institution."""
    project.replace(
        "docs/replies/q01-laws.md", ":::{reply} (a)\nLaws give effect to {article}`33 (1) (a)` {cite}`S01`.\n:::\n", GAP
    )
    project.append("docs/annex.md", "\n:::{gap} MOL\n:due: 2025-06-30\nA glossary.\n:::\n")
    project.replace("conf.py", "loipr_notice", 'loipr_coordinator_address = "report@example.org"\nloipr_notice')
    sheet: Any = load_workbook(exported(project))["Asked of you"]
    codes = [task.id for task in tasks_of(project.load()) if task.owner == "MOL"]
    assert texts(sheet) == [
        ("Asked of you",),
        ("Write into the yellow cells: your answer, where it is from, and what you want to tell the coordinator.",),
        (
            "A source is its title, publisher and year, with its address if it has one, or a key of the report, as DT01.",
        ),
        ("Send the whole workbook to report@example.org.",),
        (),
        (),
        (
            *("Question", "Kind", "What is asked of you", "The question", "Due"),
            *("Your answer", "Source of the answer", "Your remark", "Code"),
        ),
        (
            *(
                "1 (a)",
                "gap",
                "Wages by article 25, of MOL, since 2020 [S01].\nalso asked of: MFA",
                "Laws. Laws adopted.",
            ),
            *("", "", "", "", codes[0]),
        ),
        (
            "2",
            "reply to be cleared",
            "The reply is reviewed, not yet cleared.\n"
            "Read the reply on the review website. Say that it may be submitted, or what must change.",
            *("Recruitment. Asks for the agencies.", "", "", "", "", codes[1]),
        ),
        ("–", "gap", "A glossary.", "Annex", "30 June 2025", "", "", "", codes[2]),
    ]
    assert sheet.protection.sheet
    open_cells = {cell.coordinate for row in sheet["A1:J12"] for cell in row if not cell.protection.locked}
    assert open_cells == {f"{column}{row}" for column in "FGH" for row in (8, 9, 10)}


def test_who_is_asked_nothing_is_told_so(project: Project) -> None:
    project.clear()
    rows = texts(load_workbook(exported(project, "MFA"))["Asked of you"])
    assert rows[-1] == ("Nothing is asked of you at present.",)


def test_the_questions_in_which_an_institution_has_a_part(project: Project) -> None:
    project.append("docs/annex.md", "\n:::{gap} MOL\nA glossary.\n:::\n")
    assert texts(load_workbook(exported(project))["Your questions"]) == [
        ("Question", "Item", "The question", "Your part", "Status", "File"),
        ("1", "", "Laws. Asks for the laws.", "contributes", "draft", "docs/replies/q01-laws.md"),
        ("", "(a)", "Laws adopted."),
        ("", "(b)", "Agreements."),
        ("", "(b) (i)", "Their scope."),
        ("", "(b) (ii)", "Their results."),
        ("2", "", "Recruitment. Asks for the agencies.", "leads", "reviewed", "docs/replies/q02-recruitment.md"),
        ("3", "", "Statistics. Asks for figures.", "leads", "cleared", "docs/replies/q03-statistics.md"),
        ("–", "", "Annex", "is named in a gap", "", "docs/annex.md"),
    ]


def test_every_institution_is_asked_for_every_task_of_its_own(shipped: Report) -> None:
    """On the real data: as many rows as tasks, each in both languages where the machinery words it."""
    owed = Counter(task.owner for task in tasks_of(shipped))
    present = [one for one in shipped.institutions.by_id.values() if not one.is_former]
    for institution in present:
        book = load_workbook(io.BytesIO(make_workbook(institution, shipped)), read_only=True)
        rows = texts(book["Asked of you"])
        tasks = [row for row in rows[7:] if len(row) == 9]
        assert len(tasks) == owed[institution.id], institution.id
        said = " ".join(
            str(cell) for sheet in ("Read me", "Asked of you") for row in texts(book[sheet]) for cell in row
        )
        is_owing = institution.id in owed
        assert ("nothing is asked of" in said.lower(), "tidak ada yang diminta" in said) == (not is_owing, not is_owing)
        assert all("\n" in str(row[1]) for row in tasks)
    assert sum(owed[one.id] for one in present) == len(tasks_of(shipped)) > 400


def test_who_is_only_concerned(project: Project) -> None:
    """The list of issues names the concerned institutions and, if no page names the lead, also the lead."""
    path = "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml"
    project.replace(
        path, "    summary: Asks for the agencies.", "    summary: Asks for the agencies.\n    concerned: [MFA]"
    )
    (project.root / "docs/replies/q01-laws.md").unlink()
    rows = texts(load_workbook(exported(project, "MFA"))["Your questions"])
    assert [row[3:5] for row in rows[1:] if row[0]] == [("leads", "no page yet"), ("is concerned", "reviewed")]


def test_what_is_missing(project: Project) -> None:
    project.replace(
        DESCRIPTOR,
        '"owner": "MOL",',
        '"owner": "MOL",\n      "good_for_months": 5,\n      "disaggregation": {"has": ["sex"], "asked": ["sex", "age", "sector"]},',
    )
    assert texts(load_workbook(exported(project))["Missing or stale"]) == [
        ("Kind", "Of", "What is asked of you", "Where"),
        (
            "out of date",
            "Placements",
            "Newer figures: the newest is of 31 December 2024, and was good until 31 May 2025.",
            "'placements'!A7",
        ),
        ("not broken down", "Placements", "Figures by age and sector.", "'placements'!A7"),
        ("missing figure", "placements[2024]", "Women (persons)", "'placements'!C6"),
    ]


def test_the_sheet_of_a_dataset(project: Project) -> None:
    sheet: Any = load_workbook(exported(project))["placements"]
    assert texts(sheet) == [
        ("Period", "Total (persons)", "Women (persons)", "As of", "Source", "Adopted", "Reason"),
        ("period", "total", "women", "as_of", "source", "adopted", "reason"),
        ("2022", 200761, 122147, "2023-03", "S01", "yes"),
        ("2023", 274965, 167863, "2024-01", "S01", "yes", "breakdowns rest on it"),
        ("2023", 297108, "", "2025-02", "S02", "no", "restated later"),
        ("2024", 297434, "", "2025-01", "S01;S02", "yes"),
    ]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.freeze_panes == "B3"
    locked = {cell.coordinate for row in sheet["A1:G7"] for cell in row if cell.protection.locked}
    heads = {f"{letter}{row}" for letter in "ABCDEFG" for row in (1, 2)}
    # The columns themselves are open, so that a row below the last one can be filled in.
    new = {f"{letter}7" for letter in "ABCDEFG"}
    assert locked - new == heads | {f"{letter}{row}" for letter in "AE" for row in (3, 4, 5, 6)}
    columns = [one for one in sheet.column_dimensions.values() if one.customWidth]
    assert not any(one.protection.locked for one in columns)
    assert sum(one.max - one.min + 1 for one in columns) == 7
    wanted = {cell.coordinate for row in sheet["A3:G6"] for cell in row if cell.fill.fgColor.rgb == "FFFFF2CC"}
    assert wanted == {"C6"}
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.errorStyle) for rule in sheet.data_validations.dataValidation
    }
    assert rules == {
        "B3:B1048576": ("whole", "-1000000000000000", None),
        "C3:C1048576": ("whole", "-1000000000000000", None),
        "D3:D1048576": (None, None, None),
        "E3:E1048576": ("list", "Sources!$A$2:$A$3", "information"),
        "F3:F1048576": ("list", '"yes,no"', None),
    }
    assert {sheet[f"{letter}3"].number_format for letter in "ADEFG"} == {"@"}
    assert sheet["B3"].number_format == "#,##0"


def test_a_spreadsheet_refuses_what_the_check_would(project: Project) -> None:
    old = '"title": "Total", "unit": "persons"'
    project.replace("data/datapackage.json", old, f'{old}, "constraints": {{"minimum": 0, "maximum": 900000}}')
    sheet = load_workbook(exported(project))["placements"]
    (rule,) = (one for one in sheet.data_validations.dataValidation if str(one.sqref) == "B3:B1048576")
    assert (rule.formula1, rule.formula2) == ("0", "900000")


def test_an_institution_without_datasets(project: Project) -> None:
    file = exported(project, "MFA")
    book = load_workbook(file)
    assert book.sheetnames == ["Read me", "Asked of you", "Your questions", "Record"]
    assert book["Record"].sheet_state == "veryHidden"
    words = " ".join(str(row[0]) for row in texts(book["Read me"]) if row)
    assert "Ministry of Foreign Affairs (MFA)" in words
    assert "“Asked of you”: all that is still open for MFA" in words
    assert "How to fill in figures" not in words
    assert project.run("import", str(file)) == (0, "MFA.xlsx: no changes\n")


def test_all_institutions(project: Project) -> None:
    assert project.run("export", "--out", "sent") == (0, "sent/MFA.xlsx\nsent/MOL.xlsx\n")
    assert sorted(file.name for file in (project.root / "sent").iterdir()) == ["MFA.xlsx", "MOL.xlsx"]


def test_a_name_is_no_way_out_of_the_folder(project: Project) -> None:
    project.append(
        "data/institutions.yaml", "- id: ../MOL\n  name: One\n- id: A B/C\n  name: Two\n- id: A B.C\n  name: Three\n"
    )
    status, said = project.run("export")
    assert (status, said.splitlines()) == (
        0,
        [f"_build/workbooks/{name}.xlsx" for name in ("MFA", "MOL", "MOL-2", "A-B-C", "A-B.C")],
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("MOF", "loipr: there is no institution MOF; did you mean MOL? (they stand in data/institutions.yaml)\n"),
        ("LABOFF", "loipr: LABOFF is now MOL\n"),
    ],
)
def test_an_institution_that_there_is_not(project: Project, name: str, said: str) -> None:
    assert project.run("export", "--institution", name) == (2, said)
    assert not (project.root / "_build").exists()


def test_an_alias_will_do(project: Project) -> None:
    assert project.run("export", "--institution", "MinLabour") == (0, "_build/workbooks/MOL.xlsx\n")


def test_data_that_cannot_be_read(project: Project) -> None:
    project.replace(PLACEMENTS, "200761", "many")
    said = "loipr: nothing was written: run `check` and mend what keeps placements from being read\n"
    assert project.run("export") == (1, said)
    assert project.run("import", "MOL.xlsx") == (
        1,
        "loipr: run `check` first and mend what keeps placements from being read\n",
    )


def test_a_row_that_no_workbook_holds(project: Project) -> None:
    project.replace(PLACEMENTS, "restated later", "x" * 40_000)
    said = f"loipr: nothing was written: {PLACEMENTS}:4: a workbook holds no row of more than 32,767 characters\n"
    assert project.run("export", "--institution", "MOL") == (1, said)


def test_the_same_data_makes_the_same_bytes(project: Project) -> None:
    first = exported(project).read_bytes()
    assert exported(project).read_bytes() == first


def test_nothing_in_it_can_be_a_formula_or_a_link_out(project: Project) -> None:
    for path in ("data/references.bib", "docs/annex.md"):
        project.append(path, "\n")
    project.replace("data/references.bib", "title = {Annual data}", "title = {=cmd|' /C calc'!A0}")
    project.append("docs/annex.md", ':::{gap} MOL\n=HYPERLINK("https://example.org")\n:::\n')
    project.append("docs/annex.md", ":::{gap} MOL\nhttps://example.org\n:::\n")
    file = exported(project)
    book = load_workbook(file)
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(file) as package:
        outside = [name for name in package.namelist() if name.endswith(".rels") and b"External" in package.read(name)]
    assert outside == []


def test_two_long_names_of_datasets(project: Project) -> None:
    """The name of a sheet has at most 31 characters; the import still knows which sheet is which."""
    text = (project.root / DESCRIPTOR).read_text(encoding="utf-8")
    long = "a_name_that_is_longer_than_a_sheet_may_have"
    project.write(
        DESCRIPTOR,
        text.replace('"name": "placements"', f'"name": "{long}_1"').replace(
            '"name": "money"', f'"name": "{long}_2",\n      "owner": "MOL"'
        ),
    )
    file = exported(project)
    book = load_workbook(file)
    assert book.sheetnames[4:6] == ["a_name_that_is_longer_than_a_sh", "a_name_that_is_longer_than 2"]
    assert book["a_name_that_is_longer_than 2"]["C3"].value == 9.71
    assert project.run("import", str(file)) == (0, "MOL.xlsx: no changes\n")


def test_the_folder_is_made_and_the_last_workbook_replaced(project: Project) -> None:
    file: Path = exported(project)
    file.write_bytes(b"old")
    assert len(exported(project).read_bytes()) > 5_000
    assert [one.name for one in file.parent.iterdir()] == ["MOL.xlsx"]


def test_a_folder_that_is_a_file(project: Project) -> None:
    assert project.run("export", "--out", "conf.py") == (2, "loipr: conf.py cannot be written: File exists\n")
