"""The four editions of a report say the same: words, numbers, tables, notes, links and headings, in the same order.

Each is read as its readers do (:mod:`website`, :mod:`tagged`, :mod:`word`, :mod:`printed`) into one form
(:class:`flat.Flat`), and compared letter by letter. All that may differ is named here, with its reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from everything import write_everything
from flat import Flat, first_difference
from loipr.__main__ import main
from loipr.catalog.report import Report
from loipr.editions.stamps import target_of
from printed import Printed
from project import make_project, needs_print
from tagged import Tagged
from website import Website
from word import Word

pytestmark = needs_print

#: The reader of PDFs takes a full stop beside Arabic for a part of it, and puts it on its other side.
ARABIC = (r"\.?([\u0600-\u06ff]+)\.?", r"\1")
#: LaTeX's PDF has no structure, and divides words at the end of a line.
MARKS = "[-\u2010#‖|]"


@dataclass
class Editions:
    """The four editions of a report, as their readers have them."""

    site: Flat
    accessible: Flat
    word: Flat
    latex: Flat
    heads: set[str]  #: The words of the heads of all tables.


def read(report: Report, *, start: str, end: str = "") -> Editions:
    """Read the editions in ``_build``; of the site, the pages from *start* to *end* (without it)."""
    files = {
        edition: target_of(report.root, edition, report.settings.symbol)
        for edition in ("html", "pdf", "accessible", "docx")
    }
    tagged = Tagged(files["accessible"])
    names = sorted(spelt_out(report))
    site, accessible, word, latex = (
        plain(one, names)
        for one in (
            Website(files["html"].parent, start, end).found,
            tagged.found,
            Word(files["docx"]).flat(),
            Printed(files["pdf"]).found,
        )
    )
    return Editions(site, accessible, word, latex, tagged.heads)


def spelt_out(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the names, with their abbreviations, that a page of the site and the printed report spell out at first."""
    for institution in report.institutions.by_id.values():
        yield institution.name, institution.id
    for treaty in report.treaties.by_abbreviation.values():
        yield treaty.title, treaty.abbreviation


def plain(found: Flat, names: Iterable[tuple[str, str]]) -> Flat:
    found = found.replaced(*ARABIC)
    for name, short in names:
        words = re.sub(r"\s+", "", f"{name}({short})".replace("'", "’"))
        if words in found.text:
            found = found.replaced(re.escape(words), re.sub(r"\s+", "", short))
    return found


def without_sources(word: Flat) -> Flat:
    """Return the report without the notes on where its figures come from: on the site this opens under them."""
    ends = [*word.begins[1:], len(word.text)]
    blocks = zip(word.begins, ends, strict=True)
    return word.edited([(start, end, "") for start, end in blocks if word.text.startswith("Figures:", start)])


def without_page_breaks(latex: Flat, wanted: Flat, heads: set[str]) -> Flat:
    """Return LaTeX's text without what it repeats where a table goes on on the next page: caption and head."""
    edits: list[tuple[int, int, str]] = []
    dropped = 0
    for page in re.finditer(r"(continuesonnextpage)?¶(?:Table\d+–continuedfrompreviouspage)?", latex.text):
        here = page.start() - dropped
        repeated = [
            head
            for head in heads
            if head and latex.text.startswith(head, page.end()) and not wanted.text.startswith(head, here)
        ]
        end = page.end() + max(map(len, repeated), default=0)
        edits.append((page.start(), end, ""))
        dropped += end - page.start()
    return latex.edited(edits)


def links(found: Flat, begins: list[int]) -> list[tuple[str, object]]:
    """Return the links: their words, and the number of the paragraph, heading or row that each leads to.

    In Word a reference to a paragraph is a field, and its number alone the link. From LaTeX's PDF a sign after a link
    is read together with it.
    """
    return [
        (
            re.sub(r"^.*paragraph(?=\d)", "", words).rstrip(";,.:"),
            bisect_right(begins, target) if isinstance(target, int) else target,
        )
        for words, target in found.resolved()
    ]


def after_marks(found: Flat) -> Flat:
    """Return the same with places after the marks of a heading or row, not before them."""
    places = {
        name: at + len(re.match(r"[#‖|]*", found.text[at : at + 9])[0])  # type: ignore[index]
        for name, at in found.places.items()
    }
    return replace(found, places=places)


def compare(editions: Editions) -> None:
    word = editions.word
    assert first_difference(editions.accessible, word) == ""
    assert links(editions.accessible, word.begins) == links(word, word.begins)
    assert editions.accessible.pictures == word.pictures

    shown = without_sources(word)
    assert first_difference(editions.site, shown) == ""
    assert links(editions.site, shown.begins) == links(shown, shown.begins)
    assert editions.site.pictures == shown.pictures

    words = word.replaced(MARKS)
    latex = without_page_breaks(
        editions.latex.replaced(MARKS), words, {re.sub(MARKS, "", one) for one in editions.heads}
    )
    assert first_difference(latex, words) == ""
    assert links(latex, words.begins) == links(words, words.begins)


def test_the_small_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes, lists, links, wide and long tables, names of the world, charts, gaps, and long paragraphs."""
    project = make_project(tmp_path)
    write_everything(project)
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 0
    editions = read(project.load(), start="index.html")
    # The heading of the page that only lists the contents: the title stands there in print.
    editions.site = editions.site.replaced(r"\A#*Report")
    compare(editions)
