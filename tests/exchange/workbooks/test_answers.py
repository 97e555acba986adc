"""Answers of an institution: they come back into the pages, with their sources, and nothing that was typed is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from loipr.exchange.workbooks.literal import blocks_of
from loipr.exchange.workbooks.reading import read_workbook
from loipr.pages.reader import read_page
from support.project import Project
from support.workbook import brought_back, exported, files_of

RECRUITMENT, ANNEX, BIBLIOGRAPHY = "docs/replies/q02-recruitment.md", "docs/annex.md", "data/references.bib"
SHEET = 'MOL.xlsx sheet "Asked of you"'
NOT_TAKEN = "Not taken over; write it where it belongs (a source in data/references.bib, a remark in the column note):"
FIRST = 8
GAP = "\n:::{gap} MOL\nFees that workers pay.\n:::\n"
SHARED = "\n:::{gap} MFA, MOL\nFees that workers pay.\n:::\n"
ASKS = "The answer of {institution}`MOL` stands above as it came in; make it part of the reply, and delete this gap."


def answered(project: Project, institution: str = "MOL", **cells: str) -> Path:
    """Return the workbook of *institution* with these texts in cells of “Asked of you”, by their names."""
    file = exported(project, institution)
    book = load_workbook(file)
    for name, text in cells.items():
        book["Asked of you"][name] = text
    book.save(file)
    return file


def row_of(project: Project, words: str, institution: str = "MOL") -> int:
    """Return the row of “Asked of you” whose task has these *words*."""
    sheet: Any = load_workbook(exported(project, institution))["Asked of you"]
    return next(row for row in range(FIRST, sheet.max_row + 1) if words in str(sheet.cell(row, 3).value))


def read_pages(project: Project) -> dict[str, str]:
    return {
        file.relative_to(project.root).as_posix(): file.read_bytes().decode()
        for file in sorted((project.root / "docs").rglob("*.md"))
    }


def test_an_answer_takes_the_place_of_the_gap_that_only_this_institution_can_fill(project: Project) -> None:
    project.append(RECRUITMENT, GAP)
    before = project.read(RECRUITMENT)
    row = row_of(project, "Fees")
    file = answered(
        project, **{f"F{row}": "Workers pay no fees.\nAgencies do.", f"G{row}": "S01", f"H{row}": "By phone"}
    )
    assert brought_back(project, file, "--yes") == (
        0,
        [
            f"{RECRUITMENT}:12",
            " ",
            "+{institution}`MOL`: Workers pay no fees.",
            "+",
            "+Agencies do.",
            "+",
            "+Source: {cite}`S01`.",
            "+",
            " :::{gap} MOL",
            "-Fees that workers pay.",
            f"+{ASKS}",
            " :::",
            NOT_TAKEN,
            f"{SHEET} cell H{row}: a remark on question 2: “By phone”",
            f"{RECRUITMENT}: 1 answer put in",
            f"Written: {RECRUITMENT}",
        ],
    )
    block = f"{{institution}}`MOL`: Workers pay no fees.\n\nAgencies do.\n\nSource: {{cite}}`S01`.\n\n:::{{gap}} MOL\n{ASKS}\n:::\n"
    assert project.read(RECRUITMENT) == before.replace(GAP, f"\n{block}")
    assert [one for one in project.findings() if "error" in one or "warning" in one] == []
    assert brought_back(project, file, "--yes")[1] == [
        NOT_TAKEN,
        f"{SHEET} cell H{row}: a remark on question 2: “By phone”",
        f"{SHEET} cell F{row}: this is in {RECRUITMENT} already",
        "MOL.xlsx: no changes of the report",
    ]


def test_who_else_is_named_in_the_gap_stays_there(project: Project) -> None:
    project.append(RECRUITMENT, SHARED.replace("MFA, MOL\n", "MFA, MOL\n:due: 2025-07-18\n"))
    row = row_of(project, "Fees")
    assert brought_back(project, answered(project, **{f"F{row}": "None."}), "--yes")[0] == 0
    assert project.read(RECRUITMENT).endswith(
        f"\n{{institution}}`MOL`: None.\n\n:::{{gap}} MOL\n{ASKS}\n:::\n\n"
        ":::{gap} MFA\n:due: 2025-07-18\nFees that workers pay.\n:::\n"
    )


def test_two_answers_to_one_gap_are_shown_together_and_become_one_question(project: Project) -> None:
    project.append(RECRUITMENT, SHARED)
    mol, mfa = row_of(project, "Fees"), row_of(project, "Fees", "MFA")
    second = answered(project, "MFA", **{f"F{mfa}": "Missions know of fees."})
    assert brought_back(project, answered(project, **{f"F{mol}": "None.\nTruly none."}), "--yes")[0] == 0
    status, lines = brought_back(project, second, "--yes")
    assert (status, lines[:4]) == (
        0,
        [
            f'MFA.xlsx sheet "Asked of you" cell F{mfa}: others have answered this gap before; an editor makes one reply '
            "of all answers:",
            "{institution}`MOL`: None.",
            "Truly none.",
            f"{RECRUITMENT}:16",
        ],
    )
    assert project.read(RECRUITMENT).endswith(
        "\n{institution}`MOL`: None.\n\nTruly none.\n\n{institution}`MFA`: Missions know of fees.\n\n:::{gap} MOL\n"
        "The answers of {institution}`MOL` and {institution}`MFA` stand above as they came in; make one reply of them, "
        "and delete this gap.\n:::\n"
    )


def test_a_new_source_goes_into_the_bibliography(project: Project) -> None:
    project.append(RECRUITMENT, GAP)
    before = project.read(BIBLIOGRAPHY)
    row = row_of(project, "Fees")
    source = "S02; Laporan biaya & jasa 2024, 5 %, https://example.org/a_b.pdf;\nannual DATA"
    file = answered(project, **{f"F{row}": "None.", f"G{row}": source})
    status, lines = brought_back(project, file, "--yes")
    assert (status, lines[-1]) == (0, f"Written: {RECRUITMENT} and {BIBLIOGRAPHY}")
    entry = (
        "@misc{MOL2024,\n  title = {{Laporan biaya \\& jasa 2024, 5 \\%}},\n  author = {{MOL}},\n  year = {2024},\n"
        "  url = {https://example.org/a_b.pdf}\n}\n"
    )
    assert project.read(BIBLIOGRAPHY) == f"{before}\n{entry}"
    assert "Sources: {cite}`S02,MOL2024,S01`." in project.read(RECRUITMENT)
    assert project.load().bibliography.sources["MOL2024"].title == "Laporan biaya & jasa 2024, 5 %"
    assert project.findings()[:-1] == []


def test_sources_of_one_year_have_different_keys(project: Project) -> None:
    project.append(RECRUITMENT, GAP + GAP.replace("Fees", "Costs"))
    project.append(BIBLIOGRAPHY, "\n@misc{mol2025,\n  title = {X},\n  author = {{Y}},\n  year = {2025}\n}\n")
    first, second = row_of(project, "Fees"), row_of(project, "Costs")
    cells = {f"F{first}": "None.", f"G{first}": "A letter", f"F{second}": "Some.", f"G{second}": "A letter\nA talk"}
    assert brought_back(project, answered(project, **cells), "--yes", "--date", "2025-07-01")[0] == 0
    text = project.read(RECRUITMENT)
    assert re.findall("{cite}`(MOL.*)`", text) == ["MOL2025b", "MOL2025b,MOL2025c"]


def test_a_source_that_no_entry_can_hold_is_refused_at_its_cell(project: Project) -> None:
    project.append(RECRUITMENT, GAP)
    row, before = row_of(project, "Fees"), files_of(project) | read_pages(project)
    file = answered(project, **{f"F{row}": "None.", f"G{row}": "A {letter"})
    said = [f"{SHEET} cell G{row}: a source holds no “{{”; write it in plain words", "Nothing was written."]
    assert brought_back(project, file, "--yes") == (1, said)
    assert files_of(project) | read_pages(project) == before


def test_typed_figures_of_an_answer_are_named_by_the_check(project: Project) -> None:
    """The source stands in a sentence of its own, so that no figure counts as cited."""
    project.append(RECRUITMENT, GAP)
    row = row_of(project, "Fees")
    file = answered(project, **{f"F{row}": "In 2024 the office refused 1234 agencies.", f"G{row}": "S01"})
    status, lines = brought_back(project, file, "--yes")
    finding = "“1234” is typed by hand; put {cite}`…` with its source after it, or {value}`…`"
    assert (status, [line for line in lines if "typed by hand" in line]) == (
        0,
        [f"Worth a look: {SHEET} cell F{row}: {finding}"],
    )
    assert f"{RECRUITMENT}:13: warning[typed-figure]: {finding}" in project.findings()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("Fees that workers pay.", "Fees that employers pay."), "nothing is asked of the institution in these words any more"),
        (("\n:::{gap} MOL\nFees that workers pay.\n:::\n", ""), "nothing is asked of the institution in these words any more"),
        (("{gap} MOL", "{gap} MFA"), "nothing is asked of the institution in these words any more"),
        (("\n:::{gap} MOL\nFees that workers pay.\n:::\n", "\n> :::{gap} MOL\n> Fees that workers pay.\n> :::\n"),
         "the gap stands within a quotation or a list; write the answer there by hand"),
    ],
)  # fmt: skip
def test_an_answer_whose_gap_is_not_there_any_more_is_told_in_full(
    project: Project, change: tuple[str, str], why: str
) -> None:
    project.append(RECRUITMENT, GAP)
    row = row_of(project, "Fees")
    file = answered(project, **{f"F{row}": "None at all.", f"G{row}": "A letter"})
    project.replace(RECRUITMENT, *change)
    before = read_pages(project)
    assert brought_back(project, file, "--yes") == (
        0,
        [
            NOT_TAKEN,
            f"{SHEET} cell F{row}: the answer to question 2 is not put into a page ({why}): “None at all.”",
            f"{SHEET} cell G{row}: the source of that answer: “A letter”",
            "MOL.xlsx: no changes of the report",
        ],
    )
    assert read_pages(project) == before


def test_an_answer_that_is_no_text_of_a_page_is_told_with_its_place(project: Project) -> None:
    row = row_of(project, "not yet cleared")
    file = answered(project, **{f"F{row}": "Cleared.\nSigned", "G5": "beside", f"G{row + 1}": "S01"})
    assert brought_back(project, file, "--yes")[1] == [
        NOT_TAKEN,
        f"{SHEET} cell G5: “beside” was typed here",
        f"{SHEET} cell G{row + 1}: “S01” was typed here",
        f"{SHEET} cell F{row}: the answer to question 2 is not put into a page (the reply is in {RECRUITMENT}:3): "
        "“Cleared.\\nSigned”",
        "MOL.xlsx: no changes of the report",
    ]


def test_a_source_without_an_answer_is_told(project: Project) -> None:
    project.append(RECRUITMENT, GAP)
    row = row_of(project, "Fees")
    assert brought_back(project, answered(project, **{f"G{row}": "A letter"}))[1][1] == (
        f"{SHEET} cell G{row}: a source without an answer to question 2: “A letter”"
    )


def test_rows_may_be_sorted_but_not_repeated(project: Project) -> None:
    project.append(RECRUITMENT, GAP)
    file = exported(project)
    book = load_workbook(file)
    sheet: Any = book["Asked of you"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST, max_col=9)]
    assert len(rows) == 2
    rows[0][5] = rows[1][5] = "Yes."
    for number, row in enumerate([rows[1], rows[0], rows[0]], FIRST + 3):
        for position, value in enumerate(row, 1):
            sheet.cell(number, position).value = value
    sheet.delete_rows(FIRST, 3)
    book.save(file)
    status, lines = brought_back(project, file, "--yes")
    assert status == 1
    assert lines[-2:] == [f"{SHEET} row 10: the row repeats row 9; keep one of the two", "Nothing was written."]


def test_a_reply_that_was_cleared_is_a_draft_again(project: Project) -> None:
    project.append("docs/replies/q03-statistics.md", GAP)
    row = row_of(project, "Fees")
    status, lines = brought_back(project, answered(project, **{f"F{row}": "None."}), "--yes")
    path = "docs/replies/q03-statistics.md"
    assert (status, lines[-3:-1]) == (
        0,
        [f"{path}: it was cleared, and is a draft again; clear it again when it is right", f"{path}: 1 answer put in"],
    )
    assert "status: draft\n" in project.read(path)


def test_line_ends_and_indents_of_the_page_stay(project: Project) -> None:
    gap = "- One of the fees:\n\n  ::::{gap} MOL\n  Fees that workers pay.\n  ::::\n"
    project.write(RECRUITMENT, f"{project.read(RECRUITMENT)}\n{gap}".replace("\n", "\r\n"))
    row = row_of(project, "Fees")
    assert brought_back(project, answered(project, **{f"F{row}": "None."}), "--yes")[0] == 0
    text = project.read(RECRUITMENT)
    assert text.count("\r\n") == text.count("\n")
    assert text.endswith(
        f"fees:\r\n\r\n  {{institution}}`MOL`: None.\r\n\r\n  ::::{{gap}} MOL\r\n  {ASKS}\r\n  ::::\r\n"
    )


def test_markup_that_a_page_would_show_is_refused_at_its_cell(project: Project) -> None:
    project.append(RECRUITMENT, GAP)
    row, before = row_of(project, "Fees"), read_pages(project)
    status, lines = brought_back(
        project, answered(project, **{f"F{row}": "See {value}`money[2022, total].value`."}), "--yes"
    )
    assert status == 1
    assert [line for line in lines if line.startswith(SHEET)] == [
        f"{SHEET} cell F{row}: “{{value}}`money[2022, total].value`” is no markup here, and would be printed as it is; "
        "write it on its page, without backslashes",
    ]
    assert read_pages(project) == before


SIGNS = st.lists(
    st.sampled_from([*"\\`*_[]{}<>&;#%:=-+~|()!$^'\"/.01 aé\n", "{value}`x`", "```", ":::", "{gap}", "[a](b)", "![x](y)"])
    | st.sampled_from(["&amp;", "https://a.b", "(a)=", "1. ", "- ", "***", "---", "+++", "~~~", "| a | b |", "[^1]", "<br>"])
    | st.sampled_from(["% accept typed-figure: no", "\u00a0", "$$", "\\\n", "  \n", "\t", "• ", "[^1]: x", "<http://a.b>"]),
    max_size=25,
).map("".join)  # fmt: skip
BULLET = re.compile(r"^[-–—•*]\s+(?=\S)")


def lines_of(text: str) -> list[str]:
    """Return the lines of *text* that hold something, without their bullets."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [BULLET.sub("", line, count=1) for line in lines if line]


@given(SIGNS)
@hypothesis_settings(max_examples=150, deadline=None)
def test_no_text_becomes_markup(text: str) -> None:
    problems: list[Any] = []
    written = "\n\n".join(blocks_of(text))
    page = read_page(f"# Page\n\n{written}\n", ANNEX, problems)
    printed = [prose.text for prose in page.prose if not prose.heading]
    # One line with a bullet and a figure is no list.
    assert [line.removeprefix("- ") for line in printed] == [line.removeprefix("- ") for line in lines_of(text)]
    assert (page.roles, page.directives, page.links, problems) == ((), (), (), [])


def rewritten(file: Path) -> Path:
    """Rewrite a workbook as other programs do: texts in the cells, no shared texts, no styles, other names of parts."""
    book = load_workbook(file)
    parts: dict[str, str] = {}
    escape: Mapping[int, str] = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
    for number, sheet in enumerate(book.worksheets, 1):
        rows = []
        for row in sheet.iter_rows():
            cells = [
                f'<c r="{cell.coordinate}"><v>{cell.value}</v></c>'
                if isinstance(cell.value, int | float)
                else f'<c r="{cell.coordinate}" t="inlineStr"><is><t xml:space="preserve">'
                f"{str(cell.value).translate(escape)}</t></is></c>"
                for cell in row
                if cell.value is not None
            ]
            rows.append(f'<row r="{row[0].row}">{"".join(cells)}</row>')
        parts[f"xl/worksheets/page{number}.xml"] = (
            '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
        )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = [sheet.title for sheet in book.worksheets]
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
        + "</sheets></workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{packages}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/page{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        + "</Relationships>"
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/page{n}.xml" ContentType="{kinds}.worksheet+xml"/>'
            for n in range(1, len(names) + 1)
        )
        + "</Types>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    file.write_bytes(stream.getvalue())
    return file


def test_a_workbook_that_another_program_saved_is_read_as_well(project: Project) -> None:
    project.append(RECRUITMENT, GAP)
    row = row_of(project, "Fees")
    cells = {f"F{row}": "Biaya < 5 & jasa:\n- paspor\n- visa", f"G{row}": "Surat 2024", f"H{row}": "Mohon dicek"}
    file = rewritten(answered(project, **cells))
    (answer,) = read_workbook(file, project.load().datasets).answers
    assert (answer.text, answer.source, answer.remark) == tuple(cells.values())
    status, lines = brought_back(project, file, "--yes")
    assert (status, lines[-1]) == (0, f"Written: {RECRUITMENT} and {BIBLIOGRAPHY}")
    assert "{institution}`MOL`: Biaya \\< 5 & jasa:\n\n- paspor\n- visa\n\nSource: {cite}`MOL2024`." in project.read(
        RECRUITMENT
    )


def test_the_answer_is_in_the_language_of_the_reader(project: Project) -> None:
    project.append(RECRUITMENT, GAP)
    row = row_of(project, "Fees")
    file = answered(project, **{f"F{row}": "Tidak ada.", f"H{row}": "Mohon dicek"})
    lembar = f'MOL.xlsx lembar "Asked of you" sel H{row}'
    said = [f"{lembar}: catatan tentang pertanyaan 2: “Mohon dicek”", f"{RECRUITMENT}: 1 jawaban dimasukkan"]
    assert brought_back(project, file, "--language", "id")[1][-3:] == [
        *said,
        "Tidak ada yang ditulis; tambahkan --yes untuk menulis perubahan ini.",
    ]
    project.replace("conf.py", "loipr_notice", 'loipr_working_language = "id"\nloipr_notice')
    assert brought_back(project, file, "--yes")[1][-3:] == [*said, f"Telah ditulis: {RECRUITMENT}"]


WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=4, max_size=9).map(lambda word: f"q{word}q")


@given(
    typed=st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(1, 14), st.integers(1, 12)), WORDS, min_size=1, max_size=6
    )
)
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_was_typed_anywhere_is_passed_over(
    project: Project, typed: dict[tuple[int, int, int], str]
) -> None:
    """Words in any cells of any sheets: each is in the answer, whether it is taken over, told or refused."""
    if GAP not in project.read(RECRUITMENT):
        project.append(RECRUITMENT, GAP)
    file = exported(project)
    book = load_workbook(file)
    sheets = [sheet for sheet in book.worksheets if sheet.title != "Record"]
    for (sheet, row, column), word in typed.items():
        sheets[sheet % len(sheets)].cell(row, column).value = word
    book.save(file)
    said = "\n".join(brought_back(project, file)[1])
    assert [word for word in typed.values() if word not in said] == []
