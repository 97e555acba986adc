"""A Word edition that came back: as many marks are read as were made, and each untracked change is found."""

from __future__ import annotations

import datetime
import io
import random
import re
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from loipr.cli.main import main
from loipr.editions.word.elements import full_name, text_element, w
from loipr.exchange.word_edition.came_back import read_came_back
from loipr.exchange.word_edition.paragraphs import TRACKED, Reading, before
from loipr.facts.settings import Settings
from loipr.revisions.untracked import untracked
from support.changes import LAWS, PLACEMENTS, RECRUITMENT
from support.everything import write_everything
from support.history import put_under_git
from support.marking import Marking
from support.project import make_project

SETTINGS = Settings("CMW/C/XXX/1", "CMW/C/XXX/QPR/1", "ICRMW", datetime.date(2025, 7, 31), title="A report")
_MARK = re.compile(rf"<w:(?:{'|'.join(sorted(TRACKED))})[ />]".encode())
#: What may be done to a paragraph, each by the name of the method.
DEEDS = (
    *("insert", "delete", "make_bold", "restyle", "split", "add_paragraph", "delete_paragraph"),
    *("comment", "overwrite", "put", "remove"),
)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Word edition of a report with a bit of everything."""
    project = make_project(tmp_path_factory.mktemp("edition"))
    write_everything(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "docx"]) == 0
    return project.root / "_build/docx/CMW-C-XXX-1.docx"


def counted(content: bytes) -> int:
    """Return how many tracked changes stand in a file, counted in its text, without reading its structure."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(len(_MARK.findall(archive.read(name))) for name in archive.namelist() if name.endswith(".xml"))


def test_what_went_out_comes_back_without_a_mark(edition: Path) -> None:
    came = read_came_back(edition.read_bytes())
    assert (came.marks, came.comments, came.doubled, untracked(came)) == ((), (), (), [])


@pytest.mark.parametrize("seed", range(8))
def test_marks_in_are_marks_reported(edition: Path, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311
    marking = Marking(edition)
    # A paragraph that stays as it is stands between two that are marked.
    for paragraph in marking.candidates()[choose.randrange(4) :: 4]:
        deed = choose.choice(DEEDS)
        marking.author = choose.choice(["Ministry of Labour", "BP2MI", ""])
        if deed == "comment":
            marking.comment(paragraph, choose.choice(["Why?", "Is this right?"]))
        elif deed in ("remove", "put", "add_paragraph") and "Table" in paragraph[0][0].get(full_name("val"), ""):
            continue
        elif deed:
            getattr(marking, deed)(paragraph)
    content = marking.content()
    came = read_came_back(content)
    assert Counter((one.kind, one.author) for one in came.marks) == Counter(marking.marks)
    assert len(came.marks) == counted(content)
    assert Counter((one.author, one.text) for one in came.comments) == Counter(marking.comments)
    found = Counter((str(one.kind), one.block.name if one.block else "") for one in untracked(came))
    assert found == Counter(marking.changes)


WORDS = {full_name(tag) for tag in ("pPr", "bookmarkStart", "r", "bookmarkEnd")}


def test_the_marks_of_a_redline_are_all_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path)
    put_under_git(project)
    project.append(RECRUITMENT, "\n- An item with *odd* words.\n\n| A | B |\n|---|---|\n| c | d |\n")
    project.replace(LAWS, "Laws give", "Acts give")
    project.replace(PLACEMENTS, "2023,274965", "2023,274966")
    monkeypatch.chdir(project.root)
    assert main(["redline", "main", "--format", "docx"]) == 0
    content = (project.root / "_build/redline/CMW-C-XXX-1.docx").read_bytes()
    reading = Reading()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        reading.read("word/document.xml", fromstring(archive.read("word/document.xml")))  # noqa: S314
    assert len(reading.marks) == counted(content)
    # To reject all of them gives the text as it was.
    was = [one.text for one in before(reading.paragraphs)]
    assert any(text.startswith("Laws give effect") for text in was)
    assert not any("odd" in text for text in was)


def test_a_paragraph_that_moved_with_tracking_moved_once(edition: Path) -> None:
    marking = Marking(edition)
    # The last paragraph of words alone, from the end of the text to its beginning.
    body = list(marking.roots["word/document.xml"][0])
    moved = [one for one in marking.candidates() if one in body and {child.tag for child in one} == WORDS][-1]
    marking.move_behind(moved, marking.with_text("Agreements were made by MFA and MOL."))
    came = read_came_back(marking.content())
    assert [mark.kind for mark in came.marks] == [
        *("paragraph moved here", "moved here", "paragraph moved away", "moved away"),
    ]
    assert untracked(came) == []


def test_a_paragraph_that_moved_without_tracking(edition: Path) -> None:
    marking = Marking(edition)
    body = marking.roots["word/document.xml"][0]
    moved = marking.with_text("Agreements were made by MFA and MOL.")
    body.remove(moved)
    place = list(body).index(marking.with_text("Question 1. Asks for the laws."))
    body.insert(place, moved)
    (found,) = untracked(read_came_back(marking.content()))
    assert (found.kind, found.now) == ("moved", "Agreements were made by MFA and MOL.")


@pytest.mark.parametrize(("kind", "now"), [("page", None), ("textWrapping", "Agree ments were made by MFA and MOL.")])
def test_a_break_of_the_page_is_no_text(edition: Path, kind: str, now: str | None) -> None:
    """LibreOffice puts one where a paragraph begins a page. A break of the line is text."""
    marking = Marking(edition)
    paragraph = marking.with_text("Agreements were made by MFA and MOL.")
    run = next(paragraph.iter(full_name("r")))
    run[-1].text = "Agree"
    place = list(paragraph).index(run) + 1
    paragraph[place:place] = [w("r", w("br", type=kind)), w("r", text_element("t", "ments were made by "))]
    assert [one.now for one in untracked(read_came_back(marking.content()))] == ([now] if now else [])


def test_rows(edition: Path) -> None:
    marking = Marking(edition)
    table = list(marking.roots["word/document.xml"].iter(full_name("tbl")))[2]
    rows = [one for one in table if one.tag.endswith("}tr")]
    marking.add_row(rows[1])
    marking.delete_row(rows[2])
    came = read_came_back(marking.content())
    assert Counter((one.kind, one.author) for one in came.marks) == Counter(marking.marks)
    assert untracked(came) == []


def test_without_bookmarks_what_was_sent_is_still_found(edition: Path) -> None:
    """As when a program drops the bookmarks."""
    marking = Marking(edition)
    marking.overwrite(marking.with_text("Agreements were made by MFA and MOL."), "Agreements")
    content = marking.content()
    marking.parts["word/document.xml"] = re.sub(rb"<w:bookmark[^>]*>", b"", marking.parts["word/document.xml"])
    marking.roots["word/document.xml"] = fromstring(marking.parts["word/document.xml"])  # noqa: S314
    assert content != marking.content()
    (found,) = untracked(read_came_back(marking.content()))
    assert (found.kind, found.was) == ("changed", "Agreements were made by MFA and MOL.")
