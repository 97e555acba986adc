"""Files that nobody should send: a clear answer, every mark told, and no page harmed."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from loipr.editions.word.elements import full_name, text_element, w
from support.drafts import FILE, PAGE, TEXT, bring, changed, marking_of, restore
from support.marking import Marking
from support.project import Project

THIRD = "The third paragraph"


def counts(project: Project, marking: Marking) -> dict[str, int]:
    """Return the counts of the answer, and check that it tells every mark and every difference once."""
    status, told = bring(project, marking, options=("--format", "json"))
    found = json.loads(told)
    (file,) = found["files"]
    assert status == 0
    told_of = sum(one["marks"] + one["untracked"] for one in found["changes"])
    assert told_of == len(file["marks"]) + len(file["untracked"])
    assert found["counts"]["written"] + found["counts"]["listed"] == told_of
    return found["counts"]  # type: ignore[no-any-return]


def test_all_text_in_one_paragraph(project: Project, marking: Marking) -> None:
    body = marking.roots["word/document.xml"][0]
    texts = [one.text or "" for one in body.iter(full_name("t"))]
    body[:] = [w("p", w("r", text_element("t", " ".join(texts))))]
    counts(project, marking)
    status, told = bring(project, marking)
    assert status == 0
    assert "nothing is tracked in it, and its text is not as it was sent" in told
    # Nothing of it can be placed, but for the notes, which have their own part.
    assert ":::{gap} MOL" in project.read(PAGE)


def test_all_text_twice(project: Project, marking: Marking) -> None:
    marking.reword(marking.with_text(THIRD), "short", "long")
    body = marking.roots["word/document.xml"][0]
    body[:] = [*body, *copy.deepcopy(list(body))]
    counts(project, marking)
    status, told = bring(project, marking)
    assert status == 0
    assert "stands in the file several times, as if the text was copied" in told
    lines = project.read(PAGE).split("\n")
    assert "The third paragraph is long." in lines


def test_changes_that_were_accepted(project: Project, marking: Marking) -> None:
    paragraph = marking.with_text(THIRD)
    next(paragraph.iter(full_name("t"))).text = "The third paragraph is long."
    status, told = bring(project, marking)
    assert status == 0
    assert "(no name): 1 untracked difference" in told.splitlines()
    assert changed(project) == ["-The third paragraph is short.", "+The third paragraph is long."]


def test_other_styles(project: Project, marking: Marking) -> None:
    for style in marking.roots["word/document.xml"].iter(full_name("pStyle")):
        style.set(full_name("val"), "Other")
    marking.reword(marking.with_text(THIRD), "short", "long")
    assert bring(project, marking)[0] == 0
    assert changed(project) == ["-The third paragraph is short.", "+The third paragraph is long."]


def test_a_page_that_the_file_makes_up(project: Project, marking: Marking) -> None:
    """What the file says of itself is not trusted: only pages of the report are written."""
    record = marking.parts["customXml/item1.xml"]
    for path in (b"../outside.md", b"docs/guides/contribute.md", b"conf.py", b"/etc/passwd"):
        marking.parts["customXml/item1.xml"] = record.replace(PAGE.encode(), path)
        marking.roots["word/document.xml"] = marking_of(project).roots["word/document.xml"]
        marking.marks.clear()
        marking.reword(marking.with_text(THIRD), "short", "long")
        status, told = bring(project, marking)
        assert (status, told.splitlines()[-1]) == (0, "Nothing was written.")


def test_words_that_the_file_makes_up(project: Project, marking: Marking) -> None:
    """What was sent must be what the page prints; otherwise nothing is written there."""
    record = marking.parts["customXml/item1.xml"]
    marking.parts["customXml/item1.xml"] = record.replace(b"third paragraph is short", b"third paragraph is made up")
    status, told = bring(project, marking)
    assert (status, told.splitlines()[-1]) == (0, "Nothing was written.")
    assert "cannot be told letter by letter from what was sent" in told


def test_ten_thousand_marks(project: Project, marking: Marking, tmp_path: Path) -> None:
    project.write(PAGE, TEXT + "".join(f"\n{'word ' * 40}{number}.\n" for number in range(250)))
    assert project.run("build", "docx")[0] == 0
    marking = marking_of(project)
    paragraphs = [one for one in marking.candidates() if len("".join(one.itertext())) > 150]
    for paragraph in paragraphs:
        run = next(one for one in paragraph if one.tag == full_name("r"))
        words = (run.find(full_name("t")).text or "").split()  # type: ignore[union-attr]
        place = list(paragraph).index(run)
        pieces = [w("r", text_element("t", f"{word} ")) for word in words]
        paragraph[place : place + 1] = pieces
        for piece in pieces[:40]:
            marking.put_before(paragraph, piece, "x ")
    assert len(marking.marks) >= 10_000
    assert counts(project, marking) == {"written": len(marking.marks), "listed": 0, "left_aside": 0}
    restore(project)
    assert project.run("build", "docx")[0] == 0


def bomb(content: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/header9.xml", b"<w>" + b" " * 300_000_000 + b"</w>")
    return stream.getvalue()


def kept_apart(content: bytes) -> bytes:
    """Return the file with a part of its text as another file within it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(b"<w:body>", b"<w:body><w:altChunk/>"))
    return stream.getvalue()


BAD: dict[str, Callable[[bytes], bytes]] = {
    "half a file": lambda content: content[: len(content) // 2],
    "no file": lambda content: b"",
    "a password": lambda content: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000,
    "a bomb": bomb,
    "text in another file": kept_apart,
}


@pytest.mark.parametrize("name", BAD)
def test_bad(project: Project, name: str) -> None:
    (project.root / "marked.docx").write_bytes(BAD[name]((project.root / FILE).read_bytes()))
    status, told = project.run("import", "marked.docx", "--yes")
    assert status == 1
    assert told.startswith("marked.docx: ")
    assert "Nothing was written" in told
    assert changed(project) == []
