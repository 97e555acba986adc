"""Formulas in the data: refused in tables, and no formula in any workbook or table that is handed over.

Stands for the class of what a spreadsheet runs when it opens a table: formulas in cells, names and titles.
"""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pytest

from support.changes import DESCRIPTOR, PLACEMENTS
from support.project import FILES, Project

HINT = "a spreadsheet takes this as a formula; begin with a letter, a digit or a quotation mark, also after a semicolon"
CALL = "cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "begin", [*"=+-@＝＋－＠", " =", "\u00a0=", "  @", "x;=", "x; =", "x;+", "a; b; @", "x;-", "x; -1+"]
)
def test_a_cell_is_no_formula(project: Project, begin: str) -> None:
    project.replace(PLACEMENTS, "restated later", f"{begin}{CALL}")
    assert project.findings() == [f"{PLACEMENTS}:4:7: error[formula-cell]: reason is “{begin}{CALL}”; {HINT}"]


@pytest.mark.parametrize("begin", ["\t=", "\x0b=", "\x00="])
def test_a_mark_before_it_does_not_hide_it(project: Project, begin: str) -> None:
    project.replace(PLACEMENTS, "restated later", f"{begin}{CALL}")
    (found,) = project.findings()
    assert found.startswith((f"{PLACEMENTS}:4: error[malformed-csv]", f"{PLACEMENTS}:4: error[unreadable-file]"))


@pytest.mark.parametrize("text", ["a = b", "restated; -0.16% on 2022", "a;b", "S01;S02", "x@example.org", "“-5”"])
def test_other_texts_are_no_formulas(project: Project, text: str) -> None:
    project.replace(PLACEMENTS, "restated later", text)
    assert project.findings() == []


def test_a_key_and_a_quoted_cell_are_no_formulas(project: Project) -> None:
    project.write("data/datasets/money.csv", 'period,measure,value\n=1+1,"=HYPERLINK(""https://x"",""y"")",-9.71\n')
    assert [one.partition(" is ")[0] for one in project.findings()] == [
        "data/datasets/money.csv:2:1: error[formula-cell]: period",
        "data/datasets/money.csv:2:1: error[invalid-cell]: period",
        "data/datasets/money.csv:2:2: error[formula-cell]: measure",
    ]


def test_a_column_has_no_such_name(project: Project) -> None:
    name = "=1+1"
    project.replace(DESCRIPTOR, '"name": "measure"', f'"name": "{name}"')
    project.replace(DESCRIPTOR, '["period", "measure"]', f'["period", "{name}"]')
    project.replace(DESCRIPTOR, '["period", "measure"]', f'["period", "{name}"]')
    assert project.findings() == [
        f"{DESCRIPTOR}:32: error[invalid-data]: `name` is `=1+1`; a column needs a name of letters, digits and _"
    ]


def test_nothing_handed_over_holds_a_formula(project: Project) -> None:
    """Titles, units, sources and institutions are no cells of a table, and so they may begin like formulas."""
    describe = json.loads(FILES[DESCRIPTOR])
    placements = describe["resources"][0]
    placements |= {"title": f"={CALL}", "description": f"@{CALL}", "licenses": [{"title": f"+{CALL}"}]}
    for column in placements["schema"]["fields"]:
        column |= {"title": f"={CALL}", "unit": f"-{CALL}", "description": f"={CALL}"}
    project.write(DESCRIPTOR, json.dumps(describe))
    for old in ("Annual data", "Statistics Office", "Press report"):
        project.replace("data/references.bib", old, f"={CALL}")
    project.replace("data/institutions.yaml", "Ministry of Labour", f'"={CALL}"')
    project.replace("data/lists-of-issues/cmw-c-xxx-qpr-1.yaml", "Asks for figures.", f'"={CALL}"')
    project.append("docs/replies/q02-recruitment.md", f"\n:::{{gap}} MOL\n={CALL}\n:::\n")
    project.build()
    assert project.run("export")[0] == 0
    files = [*(project.root / "out/html/_data").glob("*.xlsx"), *(project.root / "_build/workbooks").glob("*.xlsx")]
    assert len(files) == 4
    for file in files:
        content = file.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                assert not name.startswith(("xl/externalLinks", "xl/vba", "xl/connections"))
                assert b'TargetMode="External"' not in package.read(name)
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
