"""A document of any structure, written in each format, reads back unchanged."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loipr.exchange.documents.understand import walk
from loipr.exchange.documents.yaml_edit import parse_file, scalar
from loipr.wording.labels import letters, roman
from support.documents import NUMBERING, para, read, word

HEAD = ["CMW/C/XYZ/QPR/2", "10 January 2025", "Original: English"]
TITLE = "List of issues prior to submission of the second periodic report of Examplia"

#: Without “of”: in a text with broken lines, the line after a line that ends in “of” belongs to it.
words = st.sampled_from(
    [
        "lanterns",
        "mills",
        "ovens",
        "bridges",
        "stone",
        "wood",
        "near",
        "the",
        "harbour",
        "in",
        "autumn",
        "under",
        "snow",
    ]
)
phrase = st.lists(words, min_size=1, max_size=40).map(" ".join)
heading = st.lists(words, min_size=1, max_size=6).map(lambda found: " ".join(found).capitalize())
romans = st.lists(phrase, max_size=4)
item = st.tuples(phrase, romans)
paragraph = st.tuples(phrase, st.lists(item, max_size=12))
section = st.tuples(heading, st.lists(paragraph, min_size=1, max_size=4))
structures = st.lists(section, min_size=1, max_size=4)
#: A line of a document: its depth (0 section, 1 paragraph, 2 letter, 3 roman), its number, its words.
Line = tuple[int, str, str]


def lines(structure: list[tuple[str, list[tuple[str, list[tuple[str, list[str]]]]]]]) -> list[Line]:
    found: list[Line] = []
    number = 0
    for index, (title, paragraphs) in enumerate(structure):
        found.append((0, f"{letters(index + 1).upper()}.", title))
        for text, items in paragraphs:
            number += 1
            found.append((1, f"{number}.", f"Please describe {text}{':' if items else '.'}"))
            for place, (words_, below) in enumerate(items):
                found.append((2, f"({letters(place + 1)})", f"Those {words_}{':' if below else ';'}"))
                found += [(3, f"({roman(deep + 1)})", f"Some {text_};") for deep, text_ in enumerate(below)]
    return found


def as_automatic_word(content: list[Line]) -> tuple[str, bytes | str]:
    body = "".join(para(text) for text in (*HEAD, TITLE))
    for depth, _, text in content:
        body += para(text, list_=2) if depth == 0 else para(text, list_=1, level=depth - 1)
    return "list.docx", word(body, {"numbering": NUMBERING})


def as_typed_word(content: list[Line]) -> tuple[str, bytes | str]:
    return "list.docx", word("".join(para(text) for text in (*HEAD, TITLE, *(f"{n}{t}" for _, n, t in content))))


def as_page(content: list[Line]) -> tuple[str, bytes | str]:
    found = "".join(f"<p>{escape(text)}</p>" for text in (*HEAD, TITLE))
    return "list.html", found + "".join(f"<p>{n}&nbsp;{escape(t)}" for _, n, t in content)


def as_broken_page(content: list[Line]) -> tuple[str, bytes | str]:
    found = "".join(f"<p>{escape(text)}</p>" for text in (*HEAD, TITLE))
    return "list.html", found + "<p>" + "<br>\n".join(f"{n}{escape(t)}" for _, n, t in content)


def as_pasted_text(content: list[Line]) -> tuple[str, bytes | str]:
    return "list.txt", "\n\n".join([*HEAD, TITLE, *(f"{n}\t{t}" for _, n, t in content)])


def as_broken_text(content: list[Line]) -> tuple[str, bytes | str]:
    """Return the document as lines of 70 characters, without blank lines."""
    found = [*HEAD, "", TITLE, ""]
    for depth, number, text in content:
        line = "   " * depth + number
        for one in text.split():
            if len(line) + len(one) > 70:
                found.append(line)
                line = one
            else:
                line += f" {one}"
        found.append(line)
    return "list.txt", "\n".join(found)


@pytest.mark.parametrize(
    "write", [as_automatic_word, as_typed_word, as_page, as_broken_page, as_pasted_text, as_broken_text]
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(structure=structures)
def test_reads_back(
    write: Callable[[list[Line]], tuple[str, bytes | str]],
    structure: list[tuple[str, list[tuple[str, list[tuple[str, list[str]]]]]]],
) -> None:
    content = lines(structure)
    with tempfile.TemporaryDirectory() as folder:
        document = read(Path(folder), *write(content))
    found: list[Line] = []
    for one in document.sections:
        label, _, title = one.heading.partition(" ")
        found.append((0, label, title))
        for paragraph_ in one.paragraphs:
            found.append((1, f"{paragraph_.number}.", paragraph_.text))
            found += [(1 + label.count("("), item_.label, item_.text) for label, item_ in walk(paragraph_)]
    assert found == content
    assert document.doubts == ()


@given(st.text())
def test_what_is_written_is_read(text: str) -> None:
    text = " ".join(text.split())
    if text.isprintable():
        assert parse_file(f"a: {scalar(text)}\nb: c\n", "f").root.get("a") == text


@given(st.binary(max_size=300), st.sampled_from([".txt", ".html", ".docx"]))
@settings(max_examples=200)
def test_no_bytes_end_in_a_traceback(content: bytes, ending: str) -> None:
    from loipr.exchange.documents.blocks import DocumentError
    from loipr.exchange.documents.commands import READERS

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"x{ending}"
        file.write_bytes(content)
        try:
            assert all(block.where for block in READERS[ending](file).blocks)
        except DocumentError as error:
            assert str(error)
