"""The four editions of a report say the same: words, numbers, tables, notes, links and headings, in the same order.

Each is read as its readers do (:mod:`website`, :mod:`tagged`, :mod:`word`, :mod:`printed`) into one form
(:class:`flat.Flat`), and compared letter by letter. All that may differ is named here, with its reason.
"""

from __future__ import annotations

import re
import shutil
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from operator import itemgetter
from pathlib import Path

import pytest

from loipr.cli.main import main
from loipr.editions.edition import EDITIONS
from loipr.facts.settings import Settings
from loipr.report import Report, load_report
from support.everything import write_everything
from support.flat import Flat, first_difference
from support.printed import Printed
from support.project import REPOSITORY, make_project, needs_print
from support.tagged import Tagged
from support.website import Website
from support.word import Word

pytestmark = needs_print

#: The reader of PDFs takes a full stop beside Arabic for a part of it, and puts it on its other side.
ARABIC = (r"\.?([\u0600-\u06ff]+)\.?", r"\1")
#: Begins, in print, what tells where the figures of a page come from.
NOTES = "Sourcesofthefigures:"
#: LaTeX's PDF has no structure, and divides words at the end of a line.
MARKS = "[-\u2010#‖|]"


@dataclass
class Editions:
    """The four editions of a report, as their readers have them."""

    site: Flat
    accessible: Flat
    word: Flat
    latex: Flat
    heads: set[str]  #: The words of the heads of all tables, without hyphens.


def read(report: Report, *, start: str, end: str = "") -> Editions:
    """Read the editions in ``_build``; of the site, the pages from *start* to *end* (without it)."""
    files = {name: edition.target(report.root, report.settings.symbol) for name, edition in EDITIONS.items()}
    tagged = Tagged(files["accessible"])
    names = sorted(spelt_out(report))
    whole = (Website(files["html"].parent, start, end).found, tagged.found, Word(files["docx"]).flat())
    site, accessible, word = (plain(one, names) for one in whole)
    # Without hyphens: names may be divided.
    latex = plain(
        Printed(files["pdf"]).found.replaced(MARKS), [(re.sub(MARKS, "", name), short) for name, short in names]
    )
    return Editions(site, accessible, word, latex, {re.sub(MARKS, "", head) for head in tagged.heads})


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


def as_on_the_site(word: Flat) -> Flat:
    """Return the report without the notes on where its figures come from: on the site this opens under them.

    They end with their page, before the next heading. The whole of a dataset, for which print names a table, has a page
    of its own on the site.
    """
    edits = []
    for number, start in enumerate(word.begins):
        if word.text.startswith(NOTES, start):
            following = (other for other in word.begins[number + 1 :] if word.text.startswith("#", other))
            edits.append((start, next(following, len(word.text)), ""))
    return word.edited(edits).replaced(r"Fulltable:(annex[IVX]*,)?table\d+", "Fulldataset")


def without_page_breaks(latex: Flat, wanted: Flat, heads: set[str]) -> Flat:
    """Return LaTeX's text without what it repeats where a table goes on on the next page: caption and head."""
    edits: list[tuple[int, int, str]] = []
    dropped = 0
    for page in re.finditer(r"(continuesonnextpage)?¶(?:Table\d+\(continued\))?", latex.text):
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


def without_links_in_headings(word: Flat) -> Flat:
    """Return the report with headings whose words lead nowhere: LaTeX moves them to contents and bookmarks."""

    def is_in_heading(begin: int) -> bool:
        return word.text.startswith("#", word.begins[bisect_right(word.begins, begin) - 1])

    kept = [one for one in zip(word.links, word.link_begins, strict=True) if not is_in_heading(one[1])]
    return replace(word, links=[link for link, _ in kept], link_begins=[begin for _, begin in kept])


def links(found: Flat, begins: list[int]) -> list[tuple[str, object]]:
    """Return the links: their words, and the number of the paragraph, heading or row that each leads to.

    In Word a reference to a paragraph is a field, and its number alone the link.
    """
    return [
        (
            re.sub(r"^.*paragraph(?=\d)", "", words),
            bisect_right(begins, target) if isinstance(target, int) else target,
        )
        for words, target in found.resolved()
    ]


def in_annexes(site: Flat) -> Flat:
    """Return the site with links to the page of a dataset or institution leading to its place in an annex, as in print."""
    by_name = {target[1]: place for target, place in site.places.items() if isinstance(target, tuple)}
    targets = {target for _, target in site.links if isinstance(target, tuple) and target[1].startswith("data-")}
    moved = {target: by_name[f"dataset-{target[1].removeprefix('data-')}"] for target in targets}
    for target in {target for _, target in site.links if isinstance(target, tuple)}:
        if target[0].startswith("coordination/institutions/"):
            moved[target] = by_name[f"abbreviation-{Path(target[0]).stem}"]
    return replace(site, places=site.places | moved)


def compare(editions: Editions) -> None:
    word = editions.word
    assert first_difference(editions.accessible, word) == ""
    assert links(editions.accessible, word.begins) == links(word, word.begins)
    assert editions.accessible.pictures == word.pictures

    shown = as_on_the_site(word)
    assert first_difference(editions.site, shown) == ""
    assert links(in_annexes(editions.site), shown.begins) == links(shown, shown.begins)
    assert editions.site.pictures == shown.pictures

    words = without_links_in_headings(word).replaced(MARKS)
    latex = without_page_breaks(editions.latex, words, editions.heads)
    assert first_difference(latex, words) == ""
    pairs = zip_longest(first_links(latex, words.begins), first_links(words, words.begins), fillvalue=("", None))
    assert [(one, other) for one, other in pairs if one[1] != other[1] or not one[0].startswith(other[0])] == []


def first_links(found: Flat, begins: list[int]) -> Iterator[tuple[str, object]]:
    """Yield of links that follow one another to the same place the first.

    LaTeX's PDF may draw what stands after a link, and the next one, in one go with it: they are read together.
    """
    for _, same in groupby(links(found, begins), key=itemgetter(1)):
        yield next(same)


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


def test_the_report_that_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("docs", "data"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "conf.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 0
    report = load_report(tmp_path, Settings.read(tmp_path))
    compare(read(report, start="introduction.html", end="data/index.html"))
