"""What follows from data stands in controls that say what it is and that Word locks; only in drafts."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from loipr.exchange.word_edition.came_back import read_came_back
from loipr.revisions.untracked import untracked
from support.changes import RECRUITMENT
from support.marking import Marking
from support.project import Project, make_project
from support.word import Word
from support.word_package import check_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILE = "_build/docx/CMW-C-XXX-1.docx"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path)


def built(project: Project, *options: str) -> Word:
    assert project.run("build", "docx", *options)[0] == 0
    return Word(project.root / FILE)


def controls(word: Word, page: str) -> list[tuple[str, str, str]]:
    """Return what each control below the bookmarks of a page says, its tag, and the words in it."""
    return [
        (_value(one, "alias"), _value(one, "tag"), "".join(text.text or "" for text in one.iter(f"{_W}t")))
        for paragraph in word.body.iter(f"{_W}p")
        if any(mark.get(f"{_W}name", "").startswith(f"b_{page}_") for mark in paragraph.iter(f"{_W}bookmarkStart"))
        for one in paragraph.iter(f"{_W}sdt")
    ]


def _value(control: object, tag: str) -> str:
    return str(control.find(f"{_W}sdtPr/{_W}{tag}").get(f"{_W}val"))  # type: ignore[attr-defined]


def test_what_a_control_says(project: Project) -> None:
    project.append(RECRUITMENT, "\n(fees)=\nFees are banned.\n\nSee {paragraph}`fees`.\n")
    word = built(project)
    assert controls(word, "q01_laws") == [
        ("Article 84: Implementing legislation", "article ICRMW 84", "article\xa084"),
        (
            "Article 33: Right to information on Convention rights",
            "article ICRMW 33 (1) (a)",
            "article\xa033\xa0(1)\xa0(a)",
        ),
        ("Statistics Office. Annual data. 2025. https://example.org/a_b%2…", "cite S01", "[S01]"),
        ("Ministry of Foreign Affairs", "institution MFA", "MFA"),
        ("Ministry of Labour", "institution MOL", "MOL"),
    ]
    assert controls(word, "q02_recruitment")[:6] == [
        ("Placements, 2023, S01, as of January 2024", "value placements[2023].total", "274,965"),
        (
            "Placements, 2023, S01, as of January 2024",
            "share placements[2023].women of placements[2023].total",
            "61.0\xa0per\xa0cent",
        ),
        (
            "Placements, 2022, S01, as of March 2023; Placements, 2023, S01,…",
            "change placements[2022].total to placements[2023].total",
            "an increase of 37.0\xa0per\xa0cent",
        ),
        ("Reference to paragraph 1 (a)", "reference paragraph 1 (a)", "paragraph\xa01\xa0(a)"),
        ("Positive aspects", "recommendation CMW/C/XXX/CO/1, para. 2", "CMW/C/XXX/CO/1, para.\xa02"),
        ("Reference to paragraph 4", "reference paragraph 4", "paragraph\xa04"),
    ]
    check_package(word)
    found = list(word.body.iter(f"{_W}sdt"))
    assert {_value(one, "lock") for one in found} == {"contentLocked"}
    assert len({_value(one, "id") for one in found}) == len(found)
    assert max(len(_value(one, name)) for one in found for name in ("alias", "tag")) == 64


def test_the_official_edition_has_none(project: Project) -> None:
    project.clear()
    assert b"<w:sdt>" not in built(project, "--official").parts["word/document.xml"]


def test_what_comes_back_is_read_without_them(project: Project) -> None:
    """As when a program drops them, and keeps what stood in them."""
    built(project)
    marking = Marking(project.root / FILE)
    with_them = read_came_back(marking.content())
    assert b"<w:sdt>" in marking.parts["word/document.xml"]
    text = re.sub(rb"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(?:Content)?>", b"", marking.parts["word/document.xml"])
    without = read_came_back(_with(marking, text))
    assert (without.before, without.spots) == (with_them.before, with_them.spots)
    assert untracked(without) == []


def test_a_control_that_was_struck_with_its_sentence(project: Project) -> None:
    """Word marks the control as well as its words; the words are what counts."""
    built(project)
    marking = Marking(project.root / FILE)
    paragraph = marking.with_text("Laws give effect to")
    control = next(paragraph.iter(f"{_W}sdt"))
    marking.strike(paragraph, "article\xa0")
    author = {f"{_W}author": "MOL", f"{_W}date": "2026-03-04T05:06:00Z"}
    inside = control[1]
    for holder, place, number in ((paragraph, list(paragraph).index(control), "900"), (inside, len(inside), "901")):
        holder.insert(place, Element(f"{_W}customXmlDelRangeStart", {f"{_W}id": number, **author}))
    inside.insert(0, Element(f"{_W}customXmlDelRangeEnd", {f"{_W}id": "900"}))
    paragraph.insert(list(paragraph).index(control) + 1, Element(f"{_W}customXmlDelRangeEnd", {f"{_W}id": "901"}))
    came = read_came_back(marking.content())
    assert [(mark.kind, mark.text) for mark in came.marks] == [("deleted", "article\xa0")]
    assert untracked(came) == []


def _with(marking: Marking, text: bytes) -> bytes:
    marking.parts["word/document.xml"] = text
    marking.roots.pop("word/document.xml")
    return marking.content()
