"""A dataset as a workbook for readers."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from loipr.exchange.workbooks.dataset_file import make_dataset_file
from support.project import Project
from support.workbook import DESCRIPTOR, PLACEMENTS


def sheets(project: Project, name: str = "placements") -> Any:
    report = project.load()
    content = make_dataset_file(report.datasets[name], report.bibliography, report.settings.reference_date)
    assert content == make_dataset_file(report.datasets[name], report.bibliography, report.settings.reference_date)
    return load_workbook(io.BytesIO(content))


def test_figures_are_numbers_and_the_rest_is_text(project: Project) -> None:
    data = sheets(project)["DATA"]
    assert [[cell.value for cell in row] for row in data] == [
        ["period", "total", "women", "as_of", "source", "adopted", "reason"],
        ["2022", 200761, 122147, "2023-03", "S01", "yes", None],
        ["2023", 274965, 167863, "2024-01", "S01", "yes", "breakdowns rest on it"],
        ["2023", 297108, None, "2025-02", "S02", "no", "restated later"],
        ["2024", 297434, None, "2025-01", "S01;S02", "yes", None],
    ]
    assert data["A2"].number_format == "@"
    assert sheets(project, "money")["DATA"]["C2"].value == 9.71


def test_a_number_with_more_digits_than_a_workbook_keeps_is_text(project: Project) -> None:
    project.replace(PLACEMENTS, "200761", "12345678901234567")
    assert sheets(project)["DATA"]["B2"].value == "12345678901234567"


def test_no_cell_is_a_formula(project: Project) -> None:
    project.replace(PLACEMENTS, "restated later", "=1+1")
    project.replace("data/references.bib", "title = {Annual data}", "title = {=1+1}")
    book = sheets(project)
    assert book["DATA"]["G4"].value == "=1+1"
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def test_a_text_that_no_cell_holds_says_that_it_is_cut(project: Project) -> None:
    project.replace(PLACEMENTS, "restated later", "x" * 40_000)
    text = sheets(project)["DATA"]["G4"].value
    assert len(text) == 32_767
    assert text.endswith("x … (cut here: the CSV file has the whole text)")


def test_where_it_comes_from(project: Project) -> None:
    more = '"owner": "MOL",\n      "licenses": [{"name": "CC-BY-4.0", "title": "Attribution 4.0"}],\n'
    more += '      "changes": [{"date": "2025-08-01", "what": "restated"}],'
    project.replace(DESCRIPTOR, '"owner": "MOL",', more)
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheets(project)["PROVENANCE"]]
    assert rows == [
        ["Dataset", "placements"],
        ["Title", "Placements"],
        ["Description", "Workers placed"],
        ["Answered for by", "MOL"],
        ["Terms", "Attribution 4.0"],
        [],
        ["Column", "Title", "Unit", "Type"],
        ["period", "Period", "string"],
        ["total", "Total", "persons", "integer"],
        ["women", "Women", "persons", "integer"],
        ["as_of", "As of", "string"],
        ["source", "Source", "string"],
        ["adopted", "Adopted", "boolean"],
        ["reason", "Reason", "string"],
        [],
        ["Source", "Title", "Publisher", "Date", "Address"],
        ["S01", "Annual data", "Statistics Office", "2025", "https://example.org/a_b%20c"],
        ["S02", "Press report", "A newspaper", "2024"],
        [],
        ["Changed on", "What"],
        ["2025-08-01", "restated"],
    ]
