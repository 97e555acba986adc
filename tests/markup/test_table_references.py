"""Tables and figures that pages refer to by name: one number each, on the site and in print, and a link to it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from support.pictures import PNG
from support.project import Project
from support.word import Word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RECRUITMENT = "docs/replies/q02-recruitment.md"
NAMED = """
See {table}`placements`, {table}`Wages` and {table}`the-map`. {table}`Figure since-2022` and {table}`Table sums` are below.

:::{data-chart} placements
:name: since-2022
:columns: period, total
:where: period = 2022 | 2024
:::

:::{data-table} money
:name: sums
:::

:::{list-table} Wages by year
:name: wages

* - 2023
  - 2024
:::

:::{figure} map.png
:name: the-map
:alt: A map

The regions
:::
"""


@pytest.fixture
def report(project: Project) -> Project:
    """The small report with the page of its data and a guide, which print does not have, and references by name."""
    project.write("docs/replies/map.png", PNG)
    project.append(RECRUITMENT, NAMED)
    project.write("docs/report.md", project.read("docs/index.md"))
    project.write("docs/index.md", "# Site\n\n:::{toctree}\nguides/how\nreport\ndata/placements\ndata/money\n:::\n")
    project.write("docs/guides/how.md", "# How\n\n:::{data-table} placements\n:columns: period, total\n:::\n")
    for name in ("placements", "money"):
        project.write(f"docs/data/{name}.md", f"# Of {name}\n\n:::{{dataset}} {name}\n:::\n")
    return project


def captions(project: Project, name: str) -> list[str]:
    page = BeautifulSoup(project.page(name), "html.parser")
    shown = page.select("caption:has(.caption-number, .caption-text), figcaption p")
    return [one.get_text().removesuffix("#").split(" (")[0] for one in shown]


def links(project: Project, name: str) -> list[tuple[str, str]]:
    page = BeautifulSoup(project.page(name), "html.parser")
    found = [
        link for link in page.select("article a") if link.get_text().startswith(("table", "Table", "figure", "Figure"))
    ]
    return [(link.get_text(), str(link["href"])) for link in found]


def enclosed(word: Word, name: str) -> str:
    """Return the words that the bookmark *name* encloses."""
    for paragraph in word.body.iter(f"{W}p"):
        words, open_id = "", None
        for one in paragraph.iter():
            if one.tag == f"{W}bookmarkStart" and one.get(f"{W}name") == name:
                open_id = one.get(f"{W}id")
            elif one.tag == f"{W}bookmarkEnd" and one.get(f"{W}id") == open_id:
                return words
            elif one.tag == f"{W}t" and open_id is not None:
                words += one.text or ""
    return ""


def test_a_table_has_one_number_and_what_print_lacks_has_none(report: Project) -> None:
    assert report.build("-n", "-W") == ""
    assert captions(report, "replies/q02-recruitment") == [
        "Figure 1. Placements",
        "Table 1 Money",
        "Table 2 Wages by year",
        "Figure 2. The regions",
    ]
    assert captions(report, "replies/q03-statistics") == ["Table 3 Placements by year"]
    assert captions(report, "annex") == ["Table 4 Placements", "Table 5 Money"]
    assert captions(report, "data/placements") == ["Table 4 Placements"]
    assert captions(report, "data/money") == ["Table 5 Money"]
    assert captions(report, "guides/how") == ["Placements"]


def test_a_reference_prints_the_number_of_the_day(report: Project) -> None:
    assert report.build("-n", "-W") == ""
    wanted = [
        ("table\N{NO-BREAK SPACE}4", "../annex.html#dataset-placements-table"),
        ("table\N{NO-BREAK SPACE}2", "#wages"),
        ("figure\N{NO-BREAK SPACE}2", "#the-map"),
        ("Figure\N{NO-BREAK SPACE}1", "#replies-q02-recruitment-chart-1"),
        ("Table\N{NO-BREAK SPACE}1", "#replies-q02-recruitment-table-1"),
    ]
    assert links(report, "replies/q02-recruitment") == wanted
    report.replace("docs/replies/q01-laws.md", "# Laws\n", "# Laws\n\n:::{data-table} money\n:::\n")
    assert report.build("-n", "-W") == ""
    assert [words for words, _ in links(report, "replies/q02-recruitment")] == [
        "table\N{NO-BREAK SPACE}5",
        "table\N{NO-BREAK SPACE}3",
        "figure\N{NO-BREAK SPACE}2",
        "Figure\N{NO-BREAK SPACE}1",
        "Table\N{NO-BREAK SPACE}2",
    ]


def test_in_word_a_reference_repeats_the_number_that_word_counts(report: Project) -> None:
    assert report.run("build", "docx")[0] == 0
    word = Word(next((report.root / "_build/docx").glob("*.docx")))
    codes = ["".join(one.itertext()).strip() for one in word.body.iter() if one.tag.endswith("}instrText")]
    references = [code.split()[1] for code in codes if code.startswith("REF ") and r"\r" not in code]
    assert references == [
        *("dataset_placements_table", "wages", "the_map"),
        *("replies_q02_recruitment_chart_1", "replies_q02_recruitment_table_1"),
        # “Full table: annex, table 4”, below a chart and two tables, and among the sources of a page.
        *("dataset_placements_table", "dataset_money_table", "dataset_placements_table", "dataset_placements_table"),
    ]
    assert {name: enclosed(word, name) for name in dict.fromkeys(references)} == {
        "dataset_placements_table": "4",
        "wages": "2",
        "the_map": "2",
        "replies_q02_recruitment_chart_1": "1",
        "replies_q02_recruitment_table_1": "1",
        "dataset_money_table": "5",
    }
    assert "Seetable4,table2andfigure2.Figure1andTable1arebelow." in word.flat().text


def test_the_fault_of_a_dataset_is_told_once_and_not_at_its_references(report: Project) -> None:
    report.replace("data/datasets/placements.csv", "200761", "0200761")
    report.replace(RECRUITMENT, "See {table}`placements`", "See {table}`placements` and {table}`placments`")
    assert report.build() == (
        "data/datasets/placements.csv:2:2: WARNING: total is “0200761”; a figure does not begin with 0: a digit is lost or "
        "too many; write it in full [loipr.invalid-cell]\n"
        f"{RECRUITMENT}:13: WARNING: no table or figure has the name placments; did you mean placements? "
        "[loipr.unknown-table]\n"
    )
