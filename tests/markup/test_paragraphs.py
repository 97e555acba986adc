"""Numbered paragraphs: their numbers in site and print, their addresses, and references to them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from loipr.markup.nodes import unbroken
from support.pictures import PNG
from support.project import Project, needs_print

INTRODUCTION = """\
# Introduction

The first paragraph.

> A quotation has no number.

- Nor has a list.

The second:

1. lettered
   1. roman
      1. letter
         1. small roman
2. again

:::{note}
Nor has a note.
:::
"""
ANNEX = """\
# Annex I. Notes

The first of the annex. See {paragraph}`scope`.

(method)=
The second of the annex.
"""


@pytest.fixture
def report(project: Project) -> Project:
    """The small report with an introduction, an annex, and paragraphs that refer to one another."""
    project.write("docs/introduction.md", INTRODUCTION)
    project.write("docs/annexes/notes.md", ANNEX)
    project.replace("docs/index.md", "\nsections/a\n", "\nintroduction\nsections/a\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\nannexes/notes\n")
    project.replace(
        "docs/replies/q01-laws.md",
        "{institution}`MOL`.",
        "{institution}`MOL`.\n\nSee {paragraph}`scope` and {paragraph}`method`.",
    )
    project.append("docs/replies/q03-statistics.md", "\nSome.\n\n(scope)=\nThe scope.\n")
    return project


def numbered(project: Project, name: str) -> list[tuple[str, str]]:
    """Return the number and the address of each numbered paragraph of a page; check that each links to itself."""
    found = BeautifulSoup(project.page(name), "html.parser").select("a.loipr-number")
    for link in found:
        paragraph = link.find_parent("p")
        assert paragraph is not None
        ids = [paragraph.get("id"), *(inner.get("id") for inner in paragraph.find_all("span"))]
        assert str(link["href"]).removeprefix("#") in ids
    return [(link.get_text(), str(link["href"])) for link in found]


def test_the_numbers_run_through_the_report(report: Project) -> None:
    assert report.build("-n", "-W") == ""
    assert numbered(report, "introduction") == [
        ("1.", "#paragraph-introduction-1"),
        ("2.", "#paragraph-introduction-2"),
    ]
    assert numbered(report, "replies/q01-laws") == [
        ("3.", "#paragraph-1-a-1"),
        ("4.", "#paragraph-1-b-1"),
        ("5.", "#paragraph-1-b-2"),
    ]
    assert numbered(report, "replies/q02-recruitment") == [("6.", "#paragraph-2-1")]
    assert numbered(report, "replies/q03-statistics") == [("7.", "#paragraph-3-1"), ("8.", "#paragraph-3-2")]
    assert numbered(report, "annexes/notes") == [("1.", "#paragraph-notes-1"), ("2.", "#paragraph-notes-2")]
    assert numbered(report, "index") == []


def test_a_reference_prints_the_number_of_the_day(report: Project) -> None:
    assert report.build("-n", "-W") == ""
    page = BeautifulSoup(report.page("replies/q01-laws"), "html.parser")
    links = [link for link in page.select("article p a:not(.loipr-number)") if "paragraph-" in str(link["href"])]
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("paragraph\N{NO-BREAK SPACE}8", "q03-statistics.html#paragraph-3-2"),
        (unbroken("annex I, paragraph 2"), "../annexes/notes.html#paragraph-notes-2"),
    ]


def test_levels_below_a_paragraph_have_the_labels_of_the_un(report: Project) -> None:
    report.build()
    page = BeautifulSoup(report.page("introduction"), "html.parser")
    assert [" ".join(listing["class"]) for listing in page.select("article ol")] == [
        f"{kind} simple loipr-level-{level}" for level, kind in enumerate(("loweralpha", "lowerroman") * 2, 1)
    ]


@needs_print
def test_print_has_the_same_numbers(report: Project) -> None:
    assert report.run("build", "pdf")[0] == 0
    pages = PdfReader(report.root / "_build/pdf/CMW-C-XXX-1.pdf").pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "1. The first paragraph." in words
    assert "(a) lettered (i) roman a. letter i. small roman (b) again" in words
    assert "See paragraph 8 and annex I, paragraph 2." in words
    assert "8. The scope." in words
    assert "2. The second of the annex." in words


def test_a_picture_alone_has_no_number(project: Project) -> None:
    project.write("docs/map.png", PNG)
    project.write("docs/introduction.md", "# Introduction\n\nOne.\n\n![A map](map.png)\n\nTwo.\n")
    project.replace("docs/index.md", "\nsections/a\n", "\nintroduction\nsections/a\n")
    project.build()
    page = BeautifulSoup(project.page("introduction"), "html.parser")
    assert [one.get_text(strip=True) for one in page.select("article .loipr-number")] == ["1.", "2."]
    assert page.select_one("article p > img") is not None
