"""The marked document as a Word file: to accept every change gives the new revision, to reject every one the old.

The first judge reads the XML as the standard says. The second is pandoc, where it is installed.
"""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loipr.editions.redline.redline_docx import redline_docx
from loipr.editions.word.elements import full_name
from loipr.facts.settings import Settings
from loipr.files.places import Place
from loipr.revisions.block import CELL, Block, Leaf, Piece, joined, words
from loipr.revisions.read_leaves import read_leaves
from loipr.revisions.redline import redline
from support.changes import LAWS, PLACEMENTS, RECRUITMENT, STATISTICS
from support.project import Project

SETTINGS = Settings("CMW/C/XXX/1", "CMW/C/XXX/QPR/1", "ICRMW", datetime.date(2025, 7, 31), title="A report")
COME, GONE = ("ins", "moveTo"), ("del", "moveFrom")


def made(old: list[Leaf], new: list[Leaf]) -> bytes:
    return redline_docx(redline(old, new), ("a", "b"), SETTINGS)


def document(file: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return fromstring(archive.read("word/document.xml"))  # noqa: S314  # it was made here


def judged(file: bytes, *, accept: bool) -> list[str]:
    """Return the text of each paragraph and row that is left when all changes are accepted, or rejected."""
    gone = GONE if accept else COME
    found = []
    for element in document(file)[0]:
        form = element.find(full_name("pPr"))
        style = form.find(full_name("pStyle")) if form is not None else None
        is_between = style is not None and style.get(full_name("val")) == "Between"
        if element.tag == full_name("p") and not is_between and not _is_marked(form, gone):
            found.append(_text(element, gone))
        for row in element.iter(full_name("tr")):
            if not _is_marked(row.find(full_name("trPr")), gone, within=""):
                found.append(" | ".join(_text(cell, gone) for cell in row.iter(full_name("tc"))))
    # No empty paragraph is left of one that came or went.
    assert "" not in found
    return found


def _is_marked(form: Element | None, gone: tuple[str, ...], within: str = "rPr") -> bool:
    place = form.find(full_name(within)) if form is not None and within else form
    return place is not None and any(place.find(full_name(tag)) is not None for tag in gone)


def _text(element: Element, gone: tuple[str, ...]) -> str:
    if element.tag in map(full_name, gone):
        return ""
    if element.tag in (full_name("t"), full_name("delText")):
        return element.text or ""
    if element.tag == full_name("br"):
        return "\n"
    return "".join(_text(child, gone) for child in element)


def wanted(leaves: list[Leaf]) -> list[str]:
    return [block.text for leaf in leaves for block in leaf.blocks]


def leaf(blocks: list[tuple[str, str]]) -> list[Leaf]:
    found = tuple(
        Block(kind, (), _pieces(kind, text), Place("docs/a.md", at)) for at, (kind, text) in enumerate(blocks)
    )
    return [Leaf("docs/a.md", "A", "a", None, (), found)]


def _pieces(kind: str, text: str) -> tuple[Piece, ...]:
    if kind != "row":
        return joined(list(words(text)))
    cells = [piece for cell in text.split(" / ") for piece in (Piece(" | ", CELL), *words(cell))]
    return joined(cells[1:])


_TEXTS = st.lists(st.sampled_from(["law", "courts", "2023", "297,434", "and", "."]), min_size=1, max_size=8).map(
    " ".join
)
_ROWS = st.lists(_TEXTS, min_size=1, max_size=3).map(" / ".join)
_BLOCKS = st.lists(
    st.one_of(st.tuples(st.sampled_from(["paragraph", "item", "heading 2"]), _TEXTS), st.tuples(st.just("row"), _ROWS)),
    max_size=8,
)


@settings(max_examples=300)
@given(_BLOCKS, _BLOCKS)
def test_both_revisions_come_out_of_it(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    file = made(leaf(old), leaf(new))
    assert judged(file, accept=True) == wanted(leaf(new))
    assert judged(file, accept=False) == wanted(leaf(old))


def revised(project: Project) -> tuple[list[Leaf], list[Leaf]]:
    project.append(
        LAWS, "\n- The first item of a list.\n- The second.\n\n| Year | Persons |\n|---|---|\n| 2024 | few |\n"
    )
    old = read_leaves(project.load())
    project.replace(LAWS, "- The first item of a list.\n", "")
    project.replace(LAWS, "| 2024 | few |", "| 2024 | *fewer* |\n| 2025 | none |")
    project.append(RECRUITMENT, "\n- The first item of a list.\n\n## New & <odd>\n")
    project.replace(PLACEMENTS, "2023,274965", "2023,274966")
    project.replace(STATISTICS, "status: cleared", "status: draft")
    return old, read_leaves(project.load())


def test_the_kinds_of_tracked_changes(project: Project) -> None:
    file = made(*revised(project))
    whole = document(file)
    counts = {
        tag: len(list(whole.iter(full_name(tag)))) for tag in (*COME, *GONE, "moveFromRangeStart", "moveToRangeEnd")
    }
    assert all(counts.values())
    numbers = [one.get(full_name("id")) for one in whole.iter() if one.get(full_name("author"))]
    assert len(numbers) == len(set(numbers))
    assert {one.get(full_name("date")) for one in whole.iter(full_name("ins"))} == {"2025-07-31T00:00:00Z"}
    assert not [one for part in whole.iter(full_name("del")) for one in part.iter(full_name("t"))]


def test_the_same_revisions_make_the_same_bytes(project: Project) -> None:
    old, new = revised(project)
    assert made(old, new) == made(old, new)


def test_nothing_changed(project: Project) -> None:
    old, _ = revised(project)
    whole = document(made(old, old))
    assert [one for one in whole.iter() if one.get(full_name("author"))] == []


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_accepts_and_rejects_the_same(project: Project, tmp_path: Path) -> None:
    old, new = revised(project)
    (tmp_path / "a.docx").write_bytes(made(old, new))
    for how, leaves in (("accept", new), ("reject", old)):
        command = [
            "pandoc",
            "-f",
            "docx",
            "-t",
            "plain",
            "--wrap=none",
            f"--track-changes={how}",
            str(tmp_path / "a.docx"),
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        # Pandoc draws lines around cells, and bullets before items; the words alone are compared.
        texts = [block.text for leaf in leaves for block in leaf.blocks]
        assert [one for one in texts if not all(word in said for word in one.replace("|", " ").split())] == []
        assert _letters(said) == _letters("".join(judged(made(old, new), accept=how == "accept")))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
