"""What the printed editions look like: the United Nations' measure, heads, captions, and the question alone."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest
from pypdf import PdfReader

from loipr.cli.main import main
from support.project import Project, make_project, needs_print
from support.word import Word

pytestmark = needs_print
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = "Workers are told before they leave what their work is and what it pays, and where they find help. " * 12
#: The text of a page is between these heights, in points.
_FOOT, _HEAD = 65, 775
PDFS = ("_build/pdf/CMW-C-XXX-1.pdf", "_build/pdf/CMW-C-XXX-1-accessible.pdf")


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The official editions of the small report, with a long paragraph."""
    project = make_project(tmp_path_factory.mktemp("official"))
    project.clear()
    project.append("docs/replies/q02-recruitment.md", f"\n{LONG}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "pdf", "accessible", "docx", "--official"]) == 0
    return project


def pages(project: Project, file: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(project.root / file).pages]


def word_of(project: Project) -> Word:
    return Word(project.root / "_build/docx/CMW-C-XXX-1.docx")


@pytest.mark.parametrize("file", PDFS)
def test_lines_have_the_measure_of_the_united_nations(official: Project, file: str) -> None:
    lines = [line.strip() for page in pages(official, file) for line in page.splitlines()]
    first = next(number for number, line in enumerate(lines) if "Workers are told before" in line)
    # Letters of this text are narrow. Lines of 16 cm had 111 and more.
    assert 84 <= median(map(len, lines[first : first + 10])) <= 98


def test_the_measure_of_word(official: Project) -> None:
    """The page has 11906 twentieths of a point; a line 7370, which is 13 cm."""
    word = word_of(official)
    margins = next(word.body.iter(f"{W}pgMar"))
    style = next(one for one in word.xml("word/styles.xml") if one.get(f"{W}styleId") == "ReportText")
    indent = next(style.iter(f"{W}ind"))
    sides = [int(margins.attrib[f"{W}{side}"]) + int(indent.attrib[f"{W}{side}"]) for side in ("left", "right")]
    assert 11906 - sum(sides) == 7370


@pytest.mark.parametrize("file", PDFS)
def test_symbol_and_page_are_on_the_outer_side(official: Project, file: str) -> None:
    places: list[tuple[bool, bool]] = []
    for number, page in enumerate(PdfReader(official.root / file).pages, 1):
        found: dict[str, float] = {}

        def keep(
            words: str, matrix: list[float], place: list[float], *_: object, found: dict[str, float] = found
        ) -> None:
            height = abs(matrix[3]) * place[5] * (1 if matrix[3] > 0 else -1) + matrix[5]
            if not _FOOT < height < _HEAD:
                found[words.strip()] = matrix[0] * place[4] + matrix[4]

        page.extract_text(visitor_text=keep)
        if number > 1:
            # Half of the width of the page is 297 points.
            places.append((found["CMW/C/XXX/1"] > 297, found[str(number)] > 297))
    assert places == [(number % 2 == 1,) * 2 for number in range(2, len(places) + 2)]


def test_symbol_and_page_of_left_pages_in_word(official: Project) -> None:
    word = word_of(official)
    assert next(word.xml("word/settings.xml").iter(f"{W}evenAndOddHeaders")) is not None

    def shown(part: str) -> str:
        found = (
            one for one in word.xml(part).iter() if one.tag == f"{W}t" or (one.tag == f"{W}tab" and not one.attrib)
        )
        return "".join("→" if one.tag == f"{W}tab" else one.text or "" for one in found)

    assert (shown("word/header.xml"), shown("word/left-header.xml")) == ("→CMW/C/XXX/1", "CMW/C/XXX/1→")
    assert (shown("word/footer.xml"), shown("word/left-footer.xml")) == ("→2", "2→")


@pytest.mark.parametrize("file", PDFS)
def test_the_official_edition_shows_the_question_alone(official: Project, file: str) -> None:
    words = "\n".join(pages(official, file))
    assert "Question 1. Asks for the laws." in words
    assert re.findall(r"^(?:Provisions|Status|Lead|With|Length):", words, re.MULTILINE) == []


def test_word_shows_the_question_alone(official: Project) -> None:
    words = ["".join(one.itertext()) for one in word_of(official).body.iter(f"{W}p")]
    assert "Question 1. Asks for the laws." in words
    assert [one for one in words if re.match("(?:Provisions|Status|Lead|With|Length):", one)] == []


@pytest.mark.parametrize("file", PDFS)
def test_the_number_of_a_table_stands_above_its_title(official: Project, file: str) -> None:
    words = re.sub(" +\n", "\n", "\n".join(pages(official, file)))
    assert "\nTable 1\nPlacements by year (persons)\n" in words


def test_word_flags_heads_and_describes_tables(official: Project) -> None:
    found = [
        [next(table.iter(f"{W}{name}")).attrib for name in ("tblLook", "tblCaption", "tblDescription")]
        for table in word_of(official).body.iter(f"{W}tbl")
        if table.find(f"{W}tblPr/{W}tblCaption") is not None
    ]
    look, _caption, description = next(one for one in found if one[1][f"{W}val"] == "Placements by year (persons)")
    assert (look[f"{W}firstRow"], look[f"{W}firstColumn"]) == ("1", "1")
    assert description[f"{W}val"] == "Columns: Period; Total"


def test_columns_without_figures_are_told_in_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a long table, so is a column with a single figure."""
    project = make_project(tmp_path)
    rows = "".join(f"{year},100{year},,2023-03,S01,yes,\n" for year in range(1985, 2015))
    project.append("data/datasets/placements.csv", rows)
    project.replace("data/datasets/placements.csv", "2022,200761,122147,", "2022,200761,,")
    project.append(
        "docs/replies/q03-statistics.md", "\n:::{data-table} placements\n:where: period = 1990 | 1991\n:::\n"
    )
    monkeypatch.chdir(tmp_path)
    main(["build", "docx"])
    words = [re.sub(r"\s+", " ", "".join(one.itertext())) for one in word_of(project).body.iter(f"{W}p")]
    assert "Note: Not shown, because no figures are available: Women." in words
    assert "Note: Only for 2023: Women 167,863." in words
