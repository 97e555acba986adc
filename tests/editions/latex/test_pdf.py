"""The PDF: its text, its metadata, and the same bytes each time; without TeX, the tests are skipped."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import string
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from loipr.editions.latex import latex
from loipr.editions.latex.run_xelatex import make_pdf
from loipr.editions.making.programs import run_program
from support.project import Project, needs_tex

SPECIAL = r"Backslash \\ and & % $ # _ { } ~ ^ in Yogyakarta, Türkiye, Côte d'Ivoire"


@needs_tex
def test_the_pdf(project: Project) -> None:
    project.append("docs/replies/q02-recruitment.md", f"\n{SPECIAL}\n")
    project.replace("data/datasets/placements.csv", "restated later", "restated & 100% { later }_#")
    pdf = project.root / "_build/pdf/CMW-C-XXX-1.pdf"
    status, said = project.run("build", "pdf")
    assert (status, said.splitlines()[-1]) == (0, "pdf: _build/pdf/CMW-C-XXX-1.pdf")
    first = pdf.read_bytes()
    shutil.rmtree(project.root / "_build")
    assert project.run("build", "pdf")[0] == 0
    assert pdf.read_bytes() == first

    reader = PdfReader(pdf)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == (
        "Report for tests",
        "CMW/C/XXX/1, in reply to CMW/C/XXX/QPR/1",
    )
    front = reader.pages[0].extract_text()
    assert "A report for tests." in front
    assert "Draft" in front
    assert all("Draft" in page.extract_text() for page in reader.pages)
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Reply to paragraph 1 of the list of issues: Laws" in words
    assert "Ministry of Foreign Affairs (MFA)" in words
    assert "In 2023 there were 274,965 placements, 61.0 per cent of them" in words
    assert "Türkiye, Côte d’Ivoire" in words
    assert "restated & 100% { later }_#" in words
    titles = [entry.title for entry in reader.outline if isinstance(entry, Destination)]
    assert "III. The Convention" in titles
    assert any(page.annotations for page in reader.pages)


def test_heads_of_rows_look_like_other_cells(project: Project) -> None:
    assert project.build(builder="latex") == ""
    text = (project.root / "out/latex/CMW-C-XXX-1.tex").read_text(encoding="utf-8")
    heads = re.findall(r"\\sphinxstyletheadfamily\s+\\sphinxAtStartPar\s+(\w[\w ]*)", text)
    assert {"Period", "Total"} <= set(heads)
    assert not {"2022", "2023", "2024"} & set(heads)


@needs_tex
def test_captions_of_typed_tables_stand_at_the_left_as_those_of_datasets(project: Project) -> None:
    typed = "| Body | What it keeps |\n|---|---|\n| MFA | Nationals abroad and their cases, by State, kind and year |"
    project.append("docs/replies/q03-statistics.md", f"\n:::{{table}} Bodies that keep data\n{typed}\n:::\n")
    assert project.run("build", "pdf")[0] == 0
    places: dict[str, float] = {}

    def note_place(text: str, _cm: list[float], place: list[float], *_: object) -> None:
        for words in ("Placements by year", "Bodies that keep data"):
            if words in text:
                places[words] = place[4]

    for page in PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages:
        page.extract_text(visitor_text=note_place)
    left, typed_left = places["Placements by year"], places["Bodies that keep data"]
    # In a table of a dataset, the words of a cell begin a little inside the cell.
    assert abs(left - typed_left) < 10


@needs_tex
def test_the_official_pdf_is_no_draft(project: Project) -> None:
    project.clear()
    assert project.run("build", "pdf", "--official")[0] == 0
    reader = PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf")
    assert not any("Draft" in page.extract_text() for page in reader.pages)


@needs_tex
@pytest.mark.parametrize(("heading", "runs"), [("\\section{%s}", 2), (" \\section{%s}", 3)])
def test_contents_of_three_pages_cost_no_run_of_latex(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heading: str, runs: int
) -> None:
    """The contents are guessed from the headings; a heading that is not seen costs one run, and the pages are right."""
    titles = [f"Number {number} \\& 5\\% of a\\_b \\textbf{{bold}}" for number in range(60)]
    body = "\n\n".join(f"{heading % title}\n\\clearpage" for title in titles)
    (tmp_path / "it.tex").write_text(
        f"\\documentclass{{article}}\n\\begin{{document}}\n\\tableofcontents\\clearpage\n{body}\n\\end{{document}}\n"
    )
    commands: list[list[str]] = []

    def counted(command: list[str], **options: Any) -> Any:
        commands.append(command)
        return run_program(command, **options)

    monkeypatch.setattr("loipr.editions.latex.run_xelatex.run_program", counted)
    reader = PdfReader(make_pdf(tmp_path, "it", 0))
    assert [(command[0], "-no-pdf" in command) for command in commands] == [
        ("xelatex", number == 0) for number in range(runs)
    ]
    contents = " ".join("".join(page.extract_text() for page in reader.pages[:3]).split())
    assert "60 Number 59 & 5% of a_b bold 63" in contents
    assert len(reader.pages) == 63


def ask_all_letters(project: Project) -> None:
    """Give question 1 the items (a) to (z), each with a reply and a gap, over several pages."""
    items = "".join(f"    - label: ({letter})\n      summary: About {letter}.\n" for letter in string.ascii_lowercase)
    lists = (project.root / "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml").read_text(encoding="utf-8")
    before, _, rest = lists.partition("    items:\n")
    project.write(
        "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml",
        f"{before}    items:\n{items}  - number: 2{rest.partition('  - number: 2')[2]}",
    )
    replies = "".join(
        f"\n::::{{reply}} ({letter})\n{'Some words. ' * (25 + 11 * (number % 3))}\n\n:::{{gap}} MFA\nMore.\n:::\n::::\n"
        for number, letter in enumerate(string.ascii_lowercase)
    )
    page = (project.root / "docs/replies/q01-laws.md").read_text(encoding="utf-8")
    project.write("docs/replies/q01-laws.md", page.partition(":::{reply}")[0] + replies)
    project.replace(
        "docs/replies/q02-recruitment.md", "See {question}`1 (a)`", "See {question}`1 (a)`, {question}`1 (b)`"
    )


@needs_tex
def test_the_layout_of_the_pdf(project: Project) -> None:
    ask_all_letters(project)
    project.replace(
        "docs/replies/q03-statistics.md",
        "# Statistics\n",
        "# Statistics\n\nSee {question}`2`.\n\n:::{data-chart} placements\n:columns: period, total\n:where: period = 2022\n:::\n",
    )
    # One address has no sign at which it could break, and one has many.
    project.replace("data/references.bib", "https://example.org/a_b%20c", f"https://example.org/{'0aB' * 60}")
    project.replace(
        "data/references.bib", "  year = {2024}", f"  year = {{2024}},\n  url = {{https://example.org/{'-slug' * 40}}}"
    )
    assert project.run("build", "html", "pdf")[0] == 0
    pages = [page.extract_text() for page in PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages]
    last_lines = [page.rstrip().splitlines()[-2].strip() for page in pages]
    assert len(pages) > 8
    heading = re.compile(r"(\([a-z]\)|Information not available|Reply to|[AB]\. )")
    assert [line for line in last_lines if heading.match(line)] == []
    words = " ".join(" ".join(pages).split())
    assert "See paragraph 1 (a) of the list of issues, paragraph 1 (b) and CMW/C/XXX/CO/1, para. 2." in words
    assert "See paragraph 2 of the list of issues." in words
    # The table of the chart has no caption, so it takes no number.
    site = (project.root / "_build/html/replies/q03-statistics.html").read_text(encoding="utf-8")
    assert 'caption-number">Table 1 </span><span class="caption-text">Placements by year' in site
    assert "Table 1 Placements by year" in words
    log = (project.root / "_build/.workshop/latex/CMW-C-XXX-1.log").read_text(encoding="utf-8", errors="replace")
    assert re.findall(r"Overfull .* in paragraph.*", log) == []


def ask_questions(project: Project, count: int) -> None:
    """Make the list ask *count* questions with three items; the replies have different lengths."""
    lists = "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml"
    summary = "Asks for what is done, " + "by whom, and what it has brought, " * 14
    for number in range(4, count + 1):
        items = "".join(f"    - label: ({letter})\n      summary: Item {letter}{number}.\n" for letter in "abc")
        project.append(
            lists,
            f"  - number: {number}\n    subject: Thing {number}\n    slug: thing\n    standing: known\n"
            f'    provisions: "84"\n    lead: MFA\n    summary: {summary}\n    items:\n{items}',
        )
        project.write(
            f"docs/replies/q{number:02}-thing.md",
            f"---\nquestion: {number}\nstatus: draft\nlead: MFA\n---\n\n# Thing {number}\n\n"
            f":::{{reply}} (a), (b), (c)\nSome words{' and some more' * (97 * number % 310)}.\n:::\n",
        )
    project.replace(lists, "number_of_questions: 3", f"number_of_questions: {count}")


@needs_tex
def test_a_question_goes_on_on_the_next_page(project: Project) -> None:
    """A long one may break between its items, and never before its provisions; its heading keeps three lines."""
    ask_questions(project, 40)
    assert project.run("build", "pdf")[0] == 0
    pages = [page.extract_text() for page in PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages]
    asked = [page.splitlines() for page in pages if "Some words and" in page]
    assert len(asked) > 12
    bodies = [[line.strip() for line in lines[2:-1]] for lines in asked]
    assert min(map(len, bodies[1:-1])) >= 40
    assert [body[0] for body in bodies if re.search("Item [abc]", body[0])] != []
    assert [body for body in bodies if body[0].startswith(("Provisions", "Status", "Lead"))] == []
    for body in bodies:
        headings = [number for number, line in enumerate(body) if line.startswith("Reply to paragraph")]
        assert [number for number in headings if len(body) - number < 4] == []


@needs_tex
def test_a_question_may_be_longer_than_a_page(project: Project) -> None:
    project.replace(
        "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml", "Asks for the agencies.", f"Asks for all. {'It asks more. ' * 900}"
    )
    assert project.run("build", "pdf")[0] == 0
    log = (project.root / "_build/.workshop/latex/CMW-C-XXX-1.log").read_text(encoding="utf-8", errors="replace")
    assert [line for line in log.splitlines() if line.startswith("Overfull \\vbox")] == []
    pages = [page.extract_text() for page in PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages]
    assert sum("It asks more" in page for page in pages) == 3


@needs_tex
def test_figures_are_black_and_sources_stand_beside_their_labels(project: Project) -> None:
    project.replace("data/references.bib", "@misc{S02", "@misc{WW02")
    project.replace("data/datasets/placements.csv", "2023,297108,,2025-02,S02", "2023,297108,,2025-02,WW02")
    project.replace("data/datasets/placements.csv", "S01;S02", "S01;WW02")
    assert project.run("build", "pdf")[0] == 0
    source = project.read("_build/.workshop/latex/CMW-C-XXX-1.tex")
    assert "\\reportfigure{{\\hyperref[" in source
    assert "\\begin{sphinxthebibliography}{\\shortstack{S01\\\\WW02}}" in source
    reader = PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf")
    (page,) = (page for page in reader.pages if "placements, 61.0" in page.extract_text())
    colours: dict[str, str] = {}
    colour = ""

    def note(operator: bytes, operands: Any, *_: object) -> None:
        nonlocal colour
        colour = " ".join(map(str, operands)) if operator in (b"rg", b"g") else colour

    def keep(words: str, *_: object) -> None:
        colours.setdefault(words.strip(), colour)

    page.extract_text(visitor_operand_before=note, visitor_text=keep)
    figures, links = ("274,965", "61.0 per cent", "of 37.0 per cent"), ("CMW/C/XXX/CO/1,", "para. 2", "S01")
    assert [colours[one] for one in figures] == ["0"] * 3
    assert [colours[one] for one in links] == ["0.04 0.3 0.48"] * 3
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Annual data. 2025. https://example.org/a_b%20c [WW02] A newspaper. Press report. 2024." in words


@needs_tex
def test_when_latex_fails_the_page_and_line_are_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test makes a fault in the machinery: the visitor of the number writes a command that does not exist."""
    monkeypatch.setattr(latex, "SOURCE_MARK", r"\nosuchcommand% from ")
    status, said = project.run("build", "pdf")
    assert status == 1
    assert re.sub(r"l\.\d+", "l.0", said.splitlines()[-1]) == (
        r"pdf: not built: LaTeX failed: ! Undefined control sequence. (l.0 \reportnumber{1}\nosuchcommand); "
        "this is in or after the paragraph at docs/replies/q01-laws.md:11"
    )


@needs_tex
def test_pages_are_filled_before_tables_and_annexes_begin_one(project: Project) -> None:
    """A short table without room moves to the next page as a whole; it leaves no more room empty than it needs."""
    project.append(
        "docs/replies/q02-recruitment.md",
        "".join(
            f"\nPart {part}. {'Some more words. ' * (23 * part % 83)}\n\n:::{{data-table}} placements\n:::\n"
            for part in range(40)
        ),
    )
    assert project.run("build", "pdf")[0] == 0
    pages = [page.extract_text() for page in PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages]
    with_tables = [page for page in pages if "Part " in page and "Article " not in page and "Contents" not in page]
    assert len(with_tables) > 10
    # A full page has 53 lines; a table takes nine.
    assert min(len(page.splitlines()) for page in with_tables[1:]) >= 44
    assert [page for page in pages if "continues on next page" in page] == []
    (annex,) = (page for page in pages if re.search(r"^Annex$", page, re.MULTILINE) and "Contents" not in page)
    assert annex.splitlines()[2] == "Annex"


def add_regions(project: Project, rows: int) -> None:
    """Add a dataset with so many *rows* to the small report, and show it under each of 30 headings of a page."""
    package = json.loads((project.root / "data/datapackage.json").read_text(encoding="utf-8"))
    fields = [
        {"name": "region", "type": "string", "title": "Region"},
        {"name": "workers", "type": "integer", "title": "Workers", "unit": "persons"},
        {"name": "law", "type": "string", "title": "Law"},
    ]
    package["resources"].append(
        {
            "name": "regions",
            "path": "datasets/regions.csv",
            "title": "Regions",
            "key": ["region"],
            "schema": {"fields": fields, "primaryKey": ["region"]},
        }
    )
    project.write("data/datapackage.json", json.dumps(package))
    lines = "".join(f"Region {number:03},{1000 + number},\n" for number in range(rows - 1))
    project.write("data/datasets/regions.csv", f"region,workers,law\n{lines}Region of a law,,42/B/PK/04/2024/01\n")
    parts = "".join(
        f"\n{'Some more words. ' * (37 * part % 83)}\n\n## Part {part}\n\nIts regions.\n\n:::{{data-table}} regions\n:::\n"
        for part in range(30)
    )
    project.append("docs/replies/q02-recruitment.md", parts)


@needs_tex
def test_a_table_of_some_rows_breaks_rather_than_leave_pages_empty(project: Project) -> None:
    """It begins with its heading and three rows, ends with three rows, and says that it continues."""
    add_regions(project, rows=16)
    assert project.run("build", "pdf")[0] == 0
    pages = [page.extract_text() for page in PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages]
    tables = [page for page in pages if "Region 0" in page and "Contents" not in page]
    rows = [re.findall(r"^Region (?:\d{3}|of a law)", page, re.MULTILINE) for page in tables]
    broken = [page for page in tables if "continues on next page" in page]
    assert len(broken) > 3
    # A full page has 53 lines; a heading with all that must stay with it takes fourteen.
    assert min(len(page.splitlines()) for page in tables[:-1]) >= 38
    for page, next_page in itertools.pairwise(tables):
        if page in broken:
            before = page.rpartition("Its regions.")[2]
            assert before.count("Region 0") >= 3
            after, head, body = next_page.partition(" (continued)\n")
            assert re.fullmatch(r".*\nTable \d+", after, re.DOTALL)
            assert head
            assert len(re.findall(r"^Region ", body.partition("Two dots")[0], re.MULTILINE)) >= 3 + 1
    # The annex shows them once more.
    assert sum(map(len, rows)) == 31 * 16


@needs_tex
def test_words_stand_apart_from_figures_and_long_codes_break(project: Project) -> None:
    add_regions(project, rows=3)
    assert project.run("build", "pdf")[0] == 0
    tex = (project.root / "_build/.workshop/latex/CMW-C-XXX-1.tex").read_text(encoding="utf-8")
    assert re.search(
        r"\\raggedleft\\arraybackslash\}\\X\{\d+\}\{1000\}!\{\\hspace\{0\.013\\linewidth\}\}>\{\\raggedright", tex
    )
    assert "42/\u200bB/\u200bPK/\u200b04/\u200b2024/\u200b01" in tex
    log = (project.root / "_build/.workshop/latex/CMW-C-XXX-1.log").read_text(encoding="utf-8", errors="replace")
    assert re.findall(r"Overfull .hbox \((?:[1-9]\d+|[5-9])\.\d+pt.*", log) == []


@needs_tex
def test_words_in_the_cells_of_tables_are_not_divided(project: Project) -> None:
    """Justified lines in a narrow column would be full of holes and hyphens."""
    words = "Administrative coordination of international protection"
    row = f"| {' | '.join([words] * 5)} |\n"
    project.append("docs/replies/q02-recruitment.md", f"\n| A | B | C | D | E |\n|--|--|--|--|--|\n{row * 3}")
    assert project.run("build", "pdf")[0] == 0
    pages = [page.extract_text() for page in PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages]
    lines = [
        line for page in pages for line in page.splitlines() if re.search("Administrative|coordin|protection", line)
    ]
    assert len(lines) > 20
    assert [line for line in lines if line.endswith(("-", "\u2010"))] == []


@needs_tex
def test_no_word_of_high_rows_is_lost(project: Project) -> None:
    """Rows that are kept together, or a cell in a narrow column, could be higher than the page, and words were lost."""
    words = [f"Word{number}" for number in range(700)]
    cells = [" ".join(words), *(" ".join(f"Row{row}of{number}" for number in range(150)) for row in range(5))]
    rows = "".join(f"{2020 + row},total,{cell},9.71\n" for row, cell in enumerate(cells))
    project.replace(
        "data/datapackage.json", '{"name": "value"', '{"name": "remark", "type": "string"}, {"name": "value"'
    )
    project.write("data/datasets/money.csv", f"period,measure,remark,value\n{rows}")
    project.append("docs/replies/q02-recruitment.md", "\n:::{data-table} money\n:columns: period, remark\n:::\n")
    assert project.run("build", "pdf")[0] == 0
    text = " ".join(page.extract_text() for page in PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages)
    found = Counter(re.findall(r"\b(?:Word|Row\dof)\d+\b", text))
    assert [word for cell in cells for word in cell.split() if found[word] != 2] == []
