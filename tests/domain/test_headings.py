"""The labels of headings: they follow the order of the contents, and all editions show them."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup
from pypdf import PdfReader

from loipr.wording.labels import heading_label, typed_label
from support.project import Project, needs_print
from support.word import Word


def text_of(found: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(one.get_text().removesuffix("#").split()) for one in found.select(selector)]


def headings(project: Project, name: str) -> list[str]:
    """Return the headings of a page of the site."""
    return text_of(BeautifulSoup(project.page(name), "html.parser"), ", ".join(f"article h{n}" for n in range(1, 7)))


def widen(project: Project) -> None:
    """Add an introduction with parts to the small report, and a page above its sections."""
    project.write(
        "docs/introduction.md",
        "# Introduction\n\nSome.\n\n## Scope\n\nSome.\n\n## Method\n\n### Sources\n\n### Limits\n",
    )
    project.write("docs/replies.md", "# Replies\n\n:::{toctree}\n\nsections/a\nsections/b\n:::\n")
    project.replace("docs/index.md", "\nsections/a\nsections/b\n", "\nintroduction\nreplies\n")
    project.append("docs/replies/q02-recruitment.md", "\n## Agencies\n\nSome.\n\n## Costs\n\nSome.\n")


def test_each_level_has_its_labels() -> None:
    assert [heading_label(level, 1) for level in range(1, 8)] == ["I.", "A.", "1.", "(a)", "(i)", "a.", "a."]
    assert [heading_label(level, 28) for level in range(1, 7)] == ["XXVIII.", "BB.", "28.", "(bb)", "(xxviii)", "bb."]


def test_a_typed_label_is_told_from_a_word() -> None:
    assert [typed_label(f"{label} Laws") for label in ("I.", "IV.", "A.", "3.", "(a)", "Section II.")] == [
        *("I. ", "IV. ", "A. ", "3. ", "(a) ", "Section II. ")
    ]
    for words in (
        "Laws",
        "2024",
        "U.S. law",
        "2.5 million",
        "Part I",
        "In. short",
        "(Draft) law",
        "A law",
        "2025. A year",
    ):
        assert typed_label(words) == ""


def test_labels_are_counted_through_the_contents(project: Project) -> None:
    widen(project)
    assert project.build("-n", "-W") == ""
    assert headings(project, "introduction") == [
        *("I. Introduction", "A. Scope", "B. Method", "1. Sources", "2. Limits")
    ]
    assert headings(project, "replies") == ["II. Replies"]
    assert headings(project, "sections/a") == ["A. General information"]
    assert headings(project, "sections/b") == ["B. Articles"]
    assert headings(project, "replies/q02-recruitment") == [
        *("Reply to paragraph 2 of the list of issues: Recruitment", "Agencies", "Costs")
    ]
    assert headings(project, "convention")[0] == "III. The Convention"
    # Annexes have their own names, and the first page is not part of the report.
    assert headings(project, "annex")[0] == "Annex"
    assert headings(project, "index") == ["Report"]


def test_contents_navigation_and_neighbours_show_them(project: Project) -> None:
    widen(project)
    project.build()
    page = BeautifulSoup(project.page("introduction"), "html.parser")
    assert text_of(page, ".loipr-nav a")[1:5] == ["I. Introduction", "II. Replies", "III. The Convention", "Annex"]
    assert text_of(page, ".prev-next-title")[-1] == "II. Replies"
    contents = BeautifulSoup(project.page("replies"), "html.parser")
    assert text_of(contents, "article .toctree-l1 > a") == ["A. General information", "B. Articles"]


def test_they_follow_when_a_part_moves(project: Project) -> None:
    widen(project)
    assert project.build("-n", "-W", "-j4") == ""
    project.replace("docs/index.md", "\nintroduction\nreplies\n", "\nreplies\nintroduction\n")
    project.replace("docs/replies.md", "sections/a\nsections/b\n", "sections/b\nsections/a\n")
    assert project.build("-n", "-W") == ""
    assert headings(project, "introduction")[:2] == ["II. Introduction", "A. Scope"]
    assert headings(project, "sections/a") == ["B. General information"]
    again = {name: project.page(name) for name in ("introduction", "replies", "sections/a", "sections/b", "index")}
    assert project.build("-n", "-W", out="clean") == ""
    assert {name: project.page(name, "clean") for name in again} == again


@needs_print
def test_print_has_the_same(project: Project) -> None:
    widen(project)
    assert project.run("build", "pdf", "accessible", "docx")[0] == 0
    labelled = [
        "I. Introduction",
        "A. Scope",
        "B. Method",
        "1. Sources",
        "2. Limits",
        "II. Replies",
        "A. General information",
    ]
    for name in ("CMW-C-XXX-1", "CMW-C-XXX-1-accessible"):
        found = [str(one["/Title"]) for one in _outline(PdfReader(project.root / f"_build/pdf/{name}.pdf").outline)]
        assert [title for title in found if title in labelled] == labelled
    word = Word(project.root / "_build/docx/CMW-C-XXX-1.docx")
    found = ["".join(block.itertext()) for block in word.body if word.style(block).startswith("Heading")]
    assert [heading for heading in found if heading in labelled] == labelled


@needs_print
def test_headings_look_as_the_un_sets_them(project: Project) -> None:
    """They have 14, 12 and 10 points and are bold; the level below (a) is italic, and the next one plain (F13)."""
    marks = ("#", "##", "###", "####", "#####", "######")
    levels = "\n\n".join(f"{mark} Heading{len(mark)}\n\nSome." for mark in marks)
    project.write("docs/introduction.md", f"{levels}\n")
    project.replace("docs/index.md", "\nsections/a\n", "\nintroduction\nsections/a\n")
    assert project.run("build", "pdf", "accessible", "docx")[0] == 0
    wanted = {1: ("Bold", 14), 2: ("Bold", 12), 3: ("Bold", 10), 4: ("Bold", 10), 5: ("Italic", 10), 6: ("", 10)}
    for name in ("CMW-C-XXX-1", "CMW-C-XXX-1-accessible"):
        assert _looks(PdfReader(project.root / f"_build/pdf/{name}.pdf")) == wanted
    word = Word(project.root / "_build/docx/CMW-C-XXX-1.docx")
    found = ["".join(block.itertext()) for block in word.body if word.style(block) in ("Heading5", "Heading6")]
    assert found == ["(i) Heading5", "a. Heading6"]


def _looks(reader: PdfReader) -> dict[int, tuple[str, int]]:
    """Return the face and the size of a heading of each level: the last one, because the contents come before it."""
    found: dict[int, tuple[str, int]] = {}

    def note(text: str, matrix: Any, line: list[float], font: Any, size: float) -> None:
        if font and "Heading" in text and (level := re.search(r"Heading(\d)", text)):
            scale = abs(line[0] * matrix[0]) * size
            face = re.search("Bold|Italic", str(font["/BaseFont"]))
            found[int(level[1])] = (face[0] if face else "", round(scale))

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    return found


def _outline(entries: list[Any]) -> list[Any]:
    return [one for entry in entries for one in (_outline(entry) if isinstance(entry, list) else [entry])]
