"""The notes below a printed page, which say where its figures come from, and the notes below a printed table."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.cli.main import main
from support.project import Project, make_project
from support.word import Word

DAY = "2021,1,,2022-01-31,S02;S01,yes,\n"
MORE = """
{value}`money[2023, total].value`, {value}`placements[2021].total`

:::{data-table} placements
:columns: period, total

What the author says.
:::
"""


def paragraphs(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paragraphs of the Word edition, without spaces."""
    monkeypatch.chdir(project.root)
    assert main(["build", "docx"]) == 0
    (file,) = (project.root / "_build/docx").glob("*.docx")
    found = Word(file).flat()
    ends = [*found.begins[1:], len(found.text)]
    return [found.text[start:end] for start, end in zip(found.begins, ends, strict=True)]


def after(told: list[str], first: str) -> list[str]:
    """Return the rest of the paragraph that begins with *first*, and the paragraphs after it up to a heading."""
    start = next(number for number, one in enumerate(told) if one.startswith(first))
    end = next((number for number, one in enumerate(told[start:], start) if one.startswith("#")), len(told))
    return told[start:end]


def test_below_a_page_and_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path)
    project.append("data/datasets/placements.csv", DAY)
    project.replace("data/datapackage.json", '"owner": "MOL",', '"owner": "MOL", "disaggregation": {"asked": ["sex"]},')
    project.append("docs/replies/q02-recruitment.md", MORE)
    told = paragraphs(project, monkeypatch)
    # There is a paragraph for each dataset; in it, figures from the same place are together.
    assert after(told, "Sourcesofthefigures:") == [
        "Sourcesofthefigures:Placements(annex,table3):2023–asofJanuary2024[S01].2022–asofMarch2023[S01]."
        "2021–asof31January2022[S01,S02].",
        "Money(annex,table4):2023–nosource.",
    ]
    # The source, the notes on the whole table, and the notes on single figures.
    assert after(told, "Sources:[S01],[S02].") == [
        "Sources:[S01],[S02].Fulltable:annex,table3.",
        "Note:Notbrokendownbysex.",
        "Whattheauthorsays.",
        "aChosenamongfiguresthatdisagree:breakdownsrestonit.",
        "Sourcesofthefigures:Placements(annex,table3):2023–asofJanuary2024[S01].2022–asofMarch2023[S01]."
        "2021–asof31January2022[S01,S02].",
        "Money(annex,table4):2023–nosource.",
    ]


def test_an_annex_is_named_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path)
    (tmp_path / "docs/annex.md").unlink()
    project.write("docs/annexes/data.md", "# Annex II. Data\n\n:::{dataset-annex}\n:::\n")
    project.replace("docs/index.md", "\nannex\n", "\nannexes/data\n")
    told = paragraphs(project, monkeypatch)
    assert after(told, "Sourcesofthefigures:")[0].startswith("Sourcesofthefigures:Placements(annexII,table2):2023–")
    assert after(told, "Sources:[S01]")[0] == "Sources:[S01],[S02].Fulltable:annexII,table2."


def test_without_a_list_of_sources_they_are_named_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path)
    (tmp_path / "docs/sources.md").unlink()
    project.replace("docs/index.md", "\nsources\n", "\n")
    project.replace("docs/replies/q01-laws.md", " {cite}`S01`", "")
    project.write(
        "docs/replies/q03-statistics.md",
        "---\nquestion: 3\nstatus: cleared\nlead: MOL\n---\n\n# Statistics\n\nNothing is counted.\n",
    )
    (tmp_path / "docs/annex.md").unlink()
    project.replace("docs/index.md", "\nannex\n", "\n")
    told = paragraphs(project, monkeypatch)
    assert after(told, "Sourcesofthefigures:") == [
        "Sourcesofthefigures:Placements:2023–asofJanuary2024[S01].2022–asofMarch2023[S01]."
    ]


def test_without_an_annex_nothing_leads_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path)
    (tmp_path / "docs/annex.md").unlink()
    project.replace("docs/index.md", "\nannex\n", "\n")
    project.replace("data/datasets/money.csv", "2023,total,14.22", "2023,total,14.22\n2024-02,total,1")
    project.append("docs/replies/q03-statistics.md", "\n:::{data-table} money\n:::\n")
    told = paragraphs(project, monkeypatch)
    assert after(told, "Sourcesofthefigures:")[0].startswith("Sourcesofthefigures:Placements:2023–asof")
    assert "Sources:[S01],[S02]." in told
    # A table without a source and without an annex has nothing below it.
    assert told[told.index("‖|February2024|total|1") + 1].startswith("#")
