"""The four editions of a report say the same: words, numbers, tables, notes, links and headings, in the same order.

Each edition is read in the way of its readers (:mod:`website`, :mod:`tagged`, :mod:`word`, :mod:`printed`) into one
form (:class:`flat.Flat`), and compared letter by letter. This module names all that may differ, with the reason.
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
from support.akoma import compared
from support.everything import write_everything
from support.flat import Flat, first_difference
from support.printed import Printed
from support.project import REPOSITORY, make_project, needs_print
from support.tagged import Tagged
from support.website import Website
from support.word import Word

pytestmark = needs_print

#: The library that reads PDFs takes a full stop beside Arabic for a part of it, and puts it on the other side.
ARABIC = (r"\.?([\u0600-\u06ff]+)\.?", r"\1")
#: The start of the notes that say in print where the figures of a page come from.
NOTES = "Sourcesofthefigures:"
#: Where print has a whole dataset; on the site, it has a page of its own.
FULL_TABLE, FULL_DATASET = r"Fulltable:(?:annex[IVX]*,)?table(\d+)", "Fulldataset"
#: Marks that are not compared with LaTeX's PDF, which has no structure and hyphenates words at the end of a line.
MARKS = "[-\u2010#‖|]"


@dataclass
class Editions:
    """The four editions of a report, as they are read."""

    site: Flat
    accessible: Flat
    word: Flat
    latex: Flat
    heads: set[str]  #: The words of the heads of all tables, without hyphens.


def read(report: Report, *, start: str, end: str = "") -> Editions:
    """Read the editions in ``_build``; from the site, the pages from *start* up to *end*, without *end* itself."""
    files = {name: edition.target(report.root, report.settings.symbol) for name, edition in EDITIONS.items()}
    tagged = Tagged(files.pop("accessible"))
    site = Website(files.pop("html").parent, start, end).found
    word = Word(files.pop("docx")).flat()
    latex = Printed(files.pop("pdf")).found.replaced(MARKS)
    assert not files, "a new edition has to be read and compared here as well"
    names = sorted(spelt_out(report))
    # Without hyphens, because names may be hyphenated.
    cut = [(re.sub(MARKS, "", name), short) for name, short in names]
    heads = {re.sub(MARKS, "", head) for head in tagged.heads}
    return Editions(plain(site, names), plain(tagged.found, names), plain(word, names), plain(latex, cut), heads)


def spelt_out(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the names, with their abbreviations, that a page of the site or the printed report spells out at first."""
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
    """Return the report without the notes that say where its figures come from: on the site they open under figures.

    These notes end with their page, before the next heading. Print names a table for a whole dataset; on the site, a
    dataset has its own page.
    """
    edits = []
    for number, start in enumerate(word.begins):
        if word.text.startswith(NOTES, start):
            following = (other for other in word.begins[number + 1 :] if word.text.startswith("#", other))
            edits.append((start, next(following, len(word.text)), ""))
    kept = word.edited(edits)
    full = {match.start(1) for match in re.finditer(FULL_TABLE, kept.text)}
    links = [
        (FULL_DATASET if begin in full else words, target)
        for (words, target), begin in zip(kept.links, kept.link_begins, strict=True)
    ]
    return replace(kept, links=links).replaced(FULL_TABLE, FULL_DATASET)


def without_page_breaks(latex: Flat, wanted: Flat, heads: set[str]) -> Flat:
    """Return LaTeX's text without the captions and heads that it repeats if a table continues on the next page."""
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
    """Return the report without links in headings, as in LaTeX, which copies headings to contents and bookmarks."""

    def is_in_heading(begin: int) -> bool:
        return word.text.startswith("#", word.begins[bisect_right(word.begins, begin) - 1])

    kept = [one for one in zip(word.links, word.link_begins, strict=True) if not is_in_heading(one[1])]
    return replace(word, links=[link for link, _ in kept], link_begins=[begin for _, begin in kept])


def links(found: Flat, begins: list[int]) -> list[tuple[str, object]]:
    """Return the links: their words, and the number of the paragraph, heading or row to which each leads.

    In Word, a reference to a paragraph, table or figure is a field, and only its number is the link.
    """
    return [
        (
            re.sub(r"^.*(?:paragraph|[Tt]able|figure)(?=\d)", "", words),
            bisect_right(begins, target) if isinstance(target, int) else target,
        )
        for words, target in found.resolved()
    ]


def in_annexes(site: Flat) -> Flat:
    """Return the site as if links to the page of a dataset or institution led to its place in an annex, as in print."""
    by_name = {target[1]: place for target, place in site.places.items() if isinstance(target, tuple)}
    targets = {target for _, target in site.links if isinstance(target, tuple) and target[1].startswith("data-")}
    moved = {target: by_name[f"dataset-{target[1].removeprefix('data-')}"] for target in targets}
    for target in {target for _, target in site.links if isinstance(target, tuple)}:
        if target[0].startswith("coordination/institutions/"):
            moved[target] = by_name[f"abbreviation-{Path(target[0]).stem}"]
        if target[0] == "coordination/recommendations.html":
            document, _, paragraph = target[1].removeprefix("recommendation-").rpartition("-")
            moved[target] = by_name[f"{document}-paragraph-{paragraph}"]
    links = [
        (words, by_name[f"{moved_name(target)}-table"] if re.sub(r"\s", "", words) == FULL_DATASET else target)
        for words, target in site.links
    ]
    return replace(site, places=site.places | moved, links=links)


def moved_name(target: object) -> str:
    """Return the id in the annex of the dataset that a link of the site leads to."""
    assert isinstance(target, tuple)
    return re.sub("^data-", "dataset-", target[1])


def compare(editions: Editions) -> None:
    compare_print(editions)
    word = editions.word
    shown = as_on_the_site(word)
    assert first_difference(editions.site, shown) == ""
    assert links(in_annexes(editions.site), shown.begins) == links(shown, shown.begins)
    assert editions.site.pictures == shown.pictures


def compare_print(editions: Editions) -> None:
    word = editions.word
    assert first_difference(editions.accessible, word) == ""
    assert links(editions.accessible, word.begins) == links(word, word.begins)
    assert editions.accessible.pictures == word.pictures
    words = without_links_in_headings(word).replaced(MARKS)
    latex = without_page_breaks(editions.latex, words, editions.heads)
    assert first_difference(latex, words) == ""
    pairs = zip_longest(first_links(latex, words.begins), first_links(words, words.begins), fillvalue=("", None))
    assert [(one, other) for one, other in pairs if one[1] != other[1] or not one[0].startswith(other[0])] == []


def first_links(found: Flat, begins: list[int]) -> Iterator[tuple[str, object]]:
    """Yield the links, but only the first of links to the same place that follow one another.

    LaTeX's PDF may draw a link, the words after it and the next link in one piece, so they are read as one.
    """
    for _, same in groupby(links(found, begins), key=itemgetter(1)):
        yield next(same)


def test_the_small_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has notes, lists, links, wide and long tables, names in many scripts, charts, gaps and long paragraphs."""
    project = make_project(tmp_path)
    write_everything(project)
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 0
    editions = read(project.load(), start="index.html")
    # The heading of the page that only lists the contents; print has the title there.
    editions.site = editions.site.replaced(r"\A#*Report")
    compare(editions)


@pytest.mark.parametrize("form", ["notes", "none"])
def test_official_editions_with_sources_in_another_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    project = make_project(tmp_path)
    write_everything(project)
    project.replace("docs/replies/q03-statistics.md", ":::{gap} MOL\nWhat nobody has counted.\n:::\n", "")
    project.append(
        "docs/replies/q02-recruitment.md", "\n1. first {cite}`S02`\n\n| A {cite}`S01` |\n| --- |\n| B {cite}`S02` |\n"
    )
    project.clear()
    project.append("conf.py", f'\nloipr_sources = "{form}"\n')
    monkeypatch.chdir(tmp_path)
    assert main(["build", *EDITIONS]) == 0
    draft = read(project.load(), start="index.html")
    for edition in EDITIONS:
        assert main(["build", edition, "--official"]) == 0
    editions = read(project.load(), start="index.html")
    compare_print(editions)
    assert editions.word.text != draft.word.text


def test_the_report_that_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("docs", "data"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "conf.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 0
    report = load_report(tmp_path, Settings.read(tmp_path))
    compare(read(report, start="introduction.html", end="data/index.html"))
    compared(tmp_path / "_build/html", start="report.html", end="data/index.html")
