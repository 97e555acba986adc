"""The papers for a meeting: the same words as PDF and as Word, and what differs from the editions."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader

from loipr.cli.main import main
from support.changes import LAWS, MEETING, PLACEMENTS, RECRUITMENT
from support.history import commit, put_under_git
from support.project import Project, make_project, needs_print
from support.word import Word

LATER = "data/meetings/2025-07-22.yaml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

TITLE = """\
Papers for the meeting of 22 July 2025
Place: Town
Present: MFA and a union
Questions 2–3 of the list of issues CMW/C/XXX/QPR/1
State of 18 July 2025, from which the days left are counted
Draft – not for submission
A report for tests."""
#: What stands below the title, a line for each paragraph, and for each row of a table.
TEXT = """\
The questions at a glance
No. | Question | Lead | Status | Open gaps | In doubt
2 | Recruitment | MOL | reviewed | 1 | 1
3 | Statistics | MOL | cleared | 0 | 1
What changed since 12 June 2025 (meeting): 1 gap was opened and 1 cell of a dataset changed.
Decisions on no single question that are open
Institution | What is open | Due
MOL | Decided: Write to all. | 18 July 2025 (today)
Reply to paragraph 2 of the list of issues: Recruitment
Question 2. Asks for the agencies.
Status: reviewed by the coordinator, not yet cleared
Lead: Ministry of Labour (MOL)
In 2023 there were 274,965 placements, 61.0 per cent of them of women, an increase of 37.0 per cent on 2022. See \
paragraph 1 (a) of the list of issues and CMW/C/XXX/CO/1, para. 2.
Information not available; to be supplied by MOL, MFA
Figures by sex.
Sources of the figures: Placements (annex, table 3): 2023 – as of January 2024 [S01]. 2022 – as of March 2023 [S01].
Open, by institution
Institution | What is open | Due
MFA | Figures by sex. (with MOL) | 20 July 2025 (2 days left)
MOL | Decided: Bring figures. (with MFA) | 17 July 2025 (overdue by 1 day)
MOL | Figures by sex. (with MFA) | 20 July 2025 (2 days left)
Figures in doubt
Dataset | Figure | Doubt | What is known
Placements | 2023 | sources disagree | Total: 274,965 (S01); 297,108 (S02, set aside).
Changed since the last meeting
Gap opened: Figures by sex.
Placements[2022].total was 200,760, and is 200,761.
Decisions
Decision | Who | By when
Reply to paragraph 3 of the list of issues: Statistics
Question 3. Asks for figures.
Status: cleared for submission
Lead: MOL
Table 2 Placements by year (persons)
Period | Total
2024 | 297,434
2023 | 274,965a
2022 | 200,761
Total | 773,160
Sources: [S01], [S02]. Full table: annex, table 3.
a Chosen among figures that disagree: breakdowns rest on it.
Open, by institution
Nothing is open.
Figures in doubt
Dataset | Figure | Doubt | What is known
Placements | 2023 | sources disagree | Total: 274,965 (S01); 297,108 (S02, set aside).
Changed since the last meeting
Placements[2022].total was 200,760, and is 200,761.
Decisions
Decision | Who | By when"""


def prepare(project: Project) -> Project:
    """Put the report under git before the first meeting, and change it after that."""
    project.replace(PLACEMENTS, "2022,200761", "2022,200760")
    # The first table of the report is in a reply that is not among the papers.
    table = ":::{data-table} placements\n:caption: Women\n:columns: period, women\n:::\n\n"
    project.replace(LAWS, ":::{reply} (a)\n", f"{table}:::{{reply}} (a)\n")
    put_under_git(project)
    project.replace(PLACEMENTS, "2022,200760", "2022,200761")
    commit(project, 14)
    project.write(
        MEETING,
        "date: 2025-06-12\nwhat: A meeting.\nsource: [S01]\ndecisions:\n- {what: Write to all., who: MOL, by: 2025-07-18}\n"
        "- {what: Bring figures., who: MOL, with: [MFA], by: 2025-07-17, question: 2}\n"
        "- {what: Done., who: MOL, done: 2025-07-01}\n",
    )
    project.write(
        LATER, "date: 2025-07-22\nplace: Town\nwhat: Another.\ninstitutions: [MFA]\nothers: a union\nsource: [S01]\n"
    )
    project.append(RECRUITMENT, "\n:::{gap} MOL, MFA\n:due: 2025-07-20\nFigures by sex.\n:::\n")
    return project


def made(project: Project, *options: str) -> Path:
    """Make the papers for questions 2 and 3; return their folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["meeting", "2025-07-22", "--questions", "2-3", *options]) == 0
    return project.root / "_build/meeting/2025-07-22"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(prepare(make_project(tmp_path_factory.mktemp("papers"))), "--today", "2025-07-18")


def page_of(folder: Path) -> Tag:
    """Return the body of the page from which the PDF was made."""
    page = folder.parent.parent / ".workshop/meeting-pdf/edition.html"
    body = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").body
    assert body is not None
    return body


def words_of_page(body: Tag) -> str:
    lines = []
    for one in body.find_all(["h1", "h2", "h3", "p", "caption", "tr"]):
        if one.name == "p" and one.find_parent("td"):
            continue
        cells = [cell.get_text().strip() for cell in one.find_all(["th", "td"])]
        lines.append(" | ".join(cells) if one.name == "tr" else one.get_text())
    return plain(lines)


def words_of_word(file: Path) -> str:
    lines = []
    for block in Word(file).body:
        if block.tag == f"{_W}tbl":
            rows = [[text_of(cell) for cell in row.iter(f"{_W}tc")] for row in block.iter(f"{_W}tr")]
            lines += [" | ".join(cells) for cells in rows]
        elif block.tag == f"{_W}p":
            lines.append(text_of(block))
    return plain(lines)


def text_of(block: Element) -> str:
    return "".join(one.text or "" for one in block.iter(f"{_W}t"))


def plain(lines: list[str]) -> str:
    """Return *lines* without what only one form has: empty rows, and the numbers of paragraphs, which Word counts."""
    kept = (" ".join(one.split()) for one in lines if one.strip(" |"))
    return "\n".join(re.sub(r"^\d+\. (?=[A-Z])", "", one) for one in kept)


@needs_print
def test_the_papers_say_what_is_open_and_leave_room(papers: Path) -> None:
    assert words_of_page(page_of(papers)) == f"CMW/C/XXX/1\n{TITLE}\n{TEXT}"


@needs_print
def test_word_has_the_same_words(papers: Path) -> None:
    file = papers / "questions-2-3.docx"
    assert words_of_word(file) == f"{TITLE}\n{TEXT}"
    # Word counts tables itself: it is told where to begin.
    assert rb" SEQ Table \* ARABIC \r 2 " in Word(file).parts["word/document.xml"]


@needs_print
def test_each_question_begins_a_page_and_links_stay_within(papers: Path) -> None:
    body = page_of(papers)
    names = {one["id"] for one in body.find_all(id=True)}
    assert [one["href"] for one in body.select('a[href^="#"]') if one["href"][1:] not in names] == []
    firsts = [page.extract_text().split("\n", 1)[1] for page in PdfReader(papers / "questions-2-3.pdf").pages]
    begun = [number for number, text in enumerate(firsts) if "Reply to paragraph" in text[:120]]
    assert len(begun) == 2


@needs_print
def test_the_same_papers_have_the_same_bytes_and_no_day_of_their_own(papers: Path) -> None:
    project = Project(papers.parent.parent.parent)
    first = {file.name: file.read_bytes() for file in papers.iterdir()}
    made(project, "--today", "2025-07-18")
    assert {file.name: file.read_bytes() for file in papers.iterdir()} == first
    made(project, "--format", "docx")
    said = words_of_word(papers / "questions-2-3.docx")
    assert "MFA | Figures by sex. (with MOL) | 20 July 2025\n" in said
    assert "State of" not in said


def test_what_git_does_not_know_is_said_once(project: Project) -> None:
    prepare(project)
    project.write("data/meetings/2025-05-01.yaml", "date: 2025-05-01\nwhat: First.\nsource: [S01]\n")
    assert main(["meeting", "2025-06-12", "--format", "docx"]) == 0
    said = words_of_word(project.root / "_build/meeting/2025-06-12/questions-1-3.docx")
    assert said.count("What changed since") == 1
    assert (
        "\nWhat changed since 1 May 2025 (meeting) is not known: git has no revision before 1 May 2025: the first is of "
        "1 June 2025.\n"
    ) in said
    assert "Changed since the last meeting" not in said
    assert main(["meeting", "2025-05-01", "--format", "docx", "--questions", "1"]) == 0
    assert "hat changed" not in words_of_word(project.root / "_build/meeting/2025-05-01/questions-1.docx")
