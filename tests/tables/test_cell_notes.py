"""What the table of a whole dataset says about single figures."""

from __future__ import annotations

from pathlib import Path

from loipr.tables.cell_notes import notes_on_figures
from support.project import make_project

ROWS = """\
period,men,women,basis,source,confidence,adopted,reason
2022,5,6,placements,S01,seen,yes,
2023,,7,placements,S01,inferred,yes,the full year
2023,,8,cards issued,S02,seen,no,counted otherwise
2024,9,,,S01,unverified,yes,
"""
DESCRIPTOR = """\
{"name": "test", "resources": [{
  "name": "figures", "path": "datasets/figures.csv", "title": "Figures", "key": ["period"],
  "schema": {"primaryKey": ["period", "source"], "fields": [
    {"name": "period", "type": "string"}, {"name": "men", "type": "integer"}, {"name": "women", "type": "integer"},
    {"name": "basis", "type": "string"}, {"name": "source", "type": "string"},
    {"name": "confidence", "type": "string"}, {"name": "adopted", "type": "boolean"},
    {"name": "reason", "type": "string"}
  ]}
}]}
"""


def test_reasons_doubts_and_what_was_counted(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    project.write("data/datapackage.json", DESCRIPTOR)
    project.write("data/datasets/figures.csv", ROWS)
    dataset = project.load().datasets["figures"]
    # The basis has one note, with a mark at the first figure of each row of that kind.
    assert notes_on_figures(dataset, 4, says_basis=True) == (
        {(0, "men"): "a", (1, "women"): "b, c, a", (2, "women"): "d, e", (3, "men"): "f"},
        (
            ("a", "Counted: placements."),
            ("b", "Chosen among figures that disagree: the full year."),
            ("c", "Inferred, not stated in the source."),
            ("d", "Set aside: counted otherwise."),
            ("e", "Counted: cards issued."),
            ("f", "Not verified."),
        ),
    )
    # A table with a column for it does not repeat it, and a table with two rows says nothing about others.
    assert notes_on_figures(dataset, 2, says_basis=False) == (
        {(1, "women"): "a, b"},
        (("a", "Chosen among figures that disagree: the full year."), ("b", "Inferred, not stated in the source.")),
    )


def test_why_a_row_without_figures_was_chosen_stands_at_its_key(tmp_path: Path) -> None:
    """A note has its mark in the table; after z the letters are doubled."""
    project = make_project(tmp_path)
    project.replace("data/datasets/placements.csv", "2023,297108,,2025-02,", "2023,,,2025-02,")
    rows = "".join(f"{year},1,,2025-01,S01,yes,reason {year}\n" for year in range(1990, 2016))
    project.append("data/datasets/placements.csv", rows)
    marks, reasons = notes_on_figures(project.load().datasets["placements"], 100, says_basis=False)
    assert marks[2, "period"] == "b"
    assert reasons[1] == ("b", "Set aside: restated later.")
    assert [letter for letter, _ in reasons][-3:] == ["z", "aa", "bb"]


def test_a_note_stands_at_the_figure_that_one_of_several_others_disputes(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    project.write("data/datapackage.json", DESCRIPTOR)
    head = ROWS.partition("\n")[0]
    rows = "2023,5,7,,S01,seen,yes,the full year\n2023,5,7,,S02,seen,no,a copy\n2023,5,8,,S03,seen,no,an early count\n"
    project.write("data/datasets/figures.csv", f"{head}\n{rows}")
    marks, _ = notes_on_figures(project.load().datasets["figures"], 3, says_basis=False)
    assert marks == {(0, "women"): "a", (1, "women"): "b", (2, "women"): "c"}
