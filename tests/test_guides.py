"""The guides for contributors: what they say to write is accepted, and each exists in Bahasa Indonesia too."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from loipr.facts.settings import Settings
from loipr.report import load_report
from loipr.rules import Severity, check
from support.marking import Marking
from support.project import REPOSITORY, Project
from support.workbook import cells, exported

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
GUIDES = REPOSITORY / "docs/guides"
TRANSLATED = sorted(page.name for page in (GUIDES / "id").glob("*.md") if page.name != "index.md")


@pytest.fixture
def clone(tmp_path: Path) -> Project:
    """The shipped report without its machinery: the files that a contributor opens in the browser."""
    for name in ("docs", "data"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "conf.py", tmp_path)
    return Project(tmp_path)


def problems(clone: Project) -> list[str]:
    found = check(load_report(clone.root, Settings.read(REPOSITORY)))
    return [str(one) for one in found if one.severity != Severity.GAP]


def blocks(page: Path) -> list[str]:
    """Return the fenced blocks of *page*, without their indentation."""
    found = re.findall(r"^( *)```\w+\n(.*?)^\1```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


@pytest.mark.parametrize("folder", [GUIDES, GUIDES / "id"], ids=["en", "id"])
def test_the_figure_of_the_guide_gets_in(clone: Project, folder: Path) -> None:
    table, source, sentence = blocks(folder / "figure.md")
    header, row = table.splitlines()
    path = "data/datasets/placements_by_year.csv"
    assert (clone.root / path).read_text(encoding="utf-8").splitlines()[0] == header
    clone.append(path, f"{row}\n")
    clone.append("data/references.bib", f"\n{source}")
    clone.replace("docs/replies/q04-data.md", ":::{reply} (a)\n", f":::{{reply}} (a)\n{sentence}\n")
    assert problems(clone) == []


def test_a_figure_is_corrected_as_the_guide_tells(clone: Project) -> None:
    path = "data/datasets/placements_by_year.csv"
    old = next(line for line in (clone.root / path).read_text("utf-8").splitlines() if line.startswith("2024,297434"))
    # From the same source, with the same day.
    new = old.replace("297434", "297435").replace("the agency's own full-year system figure", "corrected in 2026")
    assert new != old
    clone.replace(path, f"{old}\n", f"{old}\n{new}\n")
    assert [line.partition(": ")[2].partition(";")[0] for line in problems(clone)] == [
        "error[duplicate-key]: the row repeats the key 2024, 2025-01, placement services completed, 1 January to 31 "
        "December, from SiskoP2MI, DT01 of row 19",
        "error[invalid-table]: two rows are called 2024",
    ]
    set_aside = old.replace(",yes,the agency's own full-year system figure,", ",no,corrected in 2026,")
    assert set_aside != old
    clone.replace(path, old, set_aside)
    assert problems(clone) == []


def test_a_reply_is_edited_as_the_drawing_shows(clone: Project) -> None:
    path = "docs/replies/q25-information.md"
    clone.replace(path, "by province and year; budget", "by province, regency and year; budget")
    assert problems(clone) == []
    clone.replace(path, "{article}`33 (2)`", "{article}`33 (4)`")
    line = (clone.root / path).read_text("utf-8").partition("33 (4)")[0].count("\n") + 1
    assert problems(clone) == [
        f"{path}:{line}: error[unknown-provision]: article 33 has no paragraph 4 (it has 1 to 3); did you mean 33 (3)?"
    ]


def test_a_workbook_comes_back_as_the_readme_shows(clone: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone.root)
    file = exported(clone, "KP2MI")
    book = load_workbook(file)
    sheet = book["placements_by_year"]
    keys = [cell.value for cell in sheet["A"]]
    row, new = keys.index("2024") + 1, max(number for number, key in enumerate(keys, 1) if key) + 1
    given = {"A": "2025 Jan-Jun", "B": 150000, "G": "2025-07", "H": "placements", "I": "DT01", "J": "seen", "K": "yes"}
    cells(**{f"C{row}": 101127}, **{f"{column}{new}": value for column, value in given.items()})(sheet)
    book.save(file)
    shown = re.search(r"\$ tox -e import -- KP2MI\.xlsx --language en\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    status, said = clone.run("import", str(file), "--language", "en")
    assert (status, len(said.splitlines())) == (0, len(shown[1].splitlines()))
    for line, example in zip(said.splitlines(), shown[1].splitlines(), strict=True):
        begin, _, end = example.partition("…")
        assert line.startswith(begin)
        assert line.endswith(end)


@pytest.mark.parametrize("folder", [GUIDES, GUIDES / "id"], ids=["en", "id"])
def test_the_meeting_of_the_guide_is_right(clone: Project, folder: Path) -> None:
    _, meeting = blocks(folder / "meetings.md")
    clone.write("data/meetings/2025-07-28.yaml", meeting)
    assert problems(clone) == []


def send_back(sent: Path) -> None:
    """Write the drafts that two ministries send back: KP2MI.docx and Kemendagri.docx, beside the one that was sent."""
    first, second = Marking(sent), Marking(sent)
    first.author, second.author = "KP2MI", "Kemendagri"
    desk, places = "The Coordination Desk for", "No figure on one-stop"
    first.strike(first.with_text("Fraud about work"), "; the base of the comparison is not stated")
    first.reword(first.with_text(places), "future", "prospective")
    first.reword(first.with_text(desk), "8", "11")
    first.comment(first.with_text(desk), "The names of the villages will be sent by 5 August.")
    second.reword(second.with_text(places), "future", "departing")
    second.rewrite(second.with_text("The villages may be set"), "come", "depart")
    second.comment(second.with_text(places), "Counted since which year?")
    for marking in (first, second):
        marking.write(sent.with_name(f"{marking.author}.docx"))


def test_what_came_back_in_word_is_told_as_the_guide_shows(clone: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone.root)
    assert clone.run("build", "docx", "--questions", "25")[0] == 0
    send_back(clone.root / "_build/docx/CMW-C-IDN-2-questions-25.docx")
    files = [f"_build/docx/{name}.docx" for name in ("KP2MI", "Kemendagri")]
    status, said = clone.run("import", *files)
    assert status == 0
    for folder in (GUIDES, GUIDES / "id"):
        shown = next(block for block in blocks(folder / "word.md") if block.startswith("KP2MI.docx: "))
        # Without git, the answer also says what it is compared with.
        lines = iter(said.splitlines())
        for line in shown.splitlines():
            begin, _, end = line.partition("…")
            assert any(one.startswith(begin) and one.endswith(end) for one in lines), line
    assert clone.run("import", *files, "--yes")[0] == 0
    assert problems(clone) == []


@pytest.mark.parametrize("folder", [GUIDES, GUIDES / "id"], ids=["en", "id"])
def test_the_answer_to_a_comment_is_right(clone: Project, folder: Path) -> None:
    clone.write(
        "data/comments.yaml", next(block for block in blocks(folder / "word.md") if block.startswith("comments:"))
    )
    assert problems(clone) == []


@pytest.mark.parametrize("name", TRANSLATED)
def test_each_guide_in_indonesian_has_its_like_in_english_and_each_leads_to_the_other(name: str) -> None:
    english, indonesian = GUIDES / name, GUIDES / "id" / name
    assert f"](id/{name})" in english.read_text(encoding="utf-8")
    text = indonesian.read_text(encoding="utf-8")
    assert f"](../{name})" in text
    assert f"]({name})" in (GUIDES / "id/index.md").read_text(encoding="utf-8")


def test_the_page_to_copy_from_is_right(clone: Project) -> None:
    text = (clone.root / "docs/replies/_template.md").read_text(encoding="utf-8")
    clone.write("docs/replies/q08-recruitment.md", text)
    found = [line for line in problems(clone) if "unanswered" not in line]
    assert found == []


def test_a_block_with_a_colon_too_few_is_told(clone: Project) -> None:
    path = "docs/replies/q25-information.md"
    clone.replace(path, "::::{reply} (b)", ":::{reply} (b)")
    lines = (clone.root / path).read_text("utf-8").splitlines()
    stray = next(
        number for number, line in enumerate(lines, 1) if line == "::::" and number > lines.index(":::{reply} (b)")
    )
    assert problems(clone)[-1] == (
        f"{path}:{stray}: error[unknown-markup]: these colons close no block, so a block above was closed too early; a block that holds another needs one colon more than it, at both ends: ::::{{reply}} (a)"
    )


def test_a_slip_in_a_row_is_told_in_plain_words_and_once(clone: Project) -> None:
    path = "data/datasets/placements_by_year.csv"
    clone.append(path, "2025 Jan-Jun,150.000,,,,,30 Juni 2025,placements,DT01,seen,yes,,\n")
    line = (clone.root / path).read_text("utf-8").count("\n")
    assert problems(clone) == [
        f"{path}:{line}:2: error[invalid-cell]: total is “150.000”; write a whole number, without separators or words, as 274965",
        f"{path}:{line}:7: error[invalid-cell]: as_of is “30 Juni 2025”; write it as 2025-06-30",
    ]


def test_a_block_without_its_name_in_braces_is_told(clone: Project) -> None:
    path = "docs/replies/q25-information.md"
    clone.append(path, "\n:::gap KP2MI\nFigures.\n:::\n")
    line = (clone.root / path).read_text("utf-8").count("\n") - 2
    assert problems(clone) == [
        f"{path}:{line}: error[text-outside-reply]: this is in no reply; put it into the block of (d), or above the "
        "first reply",
        f"{path}:{line}: error[unknown-markup]: a block has its name in braces; write :::{{gap}} KP2MI",
    ]
