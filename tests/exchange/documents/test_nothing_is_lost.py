"""Every word of a document is in the summary, in a doubt, or in the masthead."""

from __future__ import annotations

import contextlib
import re
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loipr.exchange.documents.blocks import DocumentError
from loipr.exchange.documents.understand import Document, walk
from support.documents import NUMBERING, level, note_mark, para, read, run, table, word

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
HEAD = ["CMW/C/XYZ/QPR/2", "10 January 2025", "Original: English", "List of issues on the second report of Examplia*"]
BULLETS = (
    '<w:abstractNum w:abstractNumId="9">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
)


def test_topics_without_a_full_stop_are_questions(tmp_path: Path) -> None:
    """Numbered topics, with and without items, even as the last text; a numbered heading stays a heading."""
    text = "\n\n".join(
        [
            *(*HEAD, "A.General matters", "1.Kindly describe the ovens.", "2.Bills on bakers, and their rules"),
            *("(a)Bills;", "(b)Rules.", "3.New guilds, and their aims", "1.Ovens of stone", "4.Kindly count them."),
            *("Section III", "Data and statistics", "5.Number of bakers by sex, age and port"),
        ]
    )
    assert paragraphs(read(tmp_path, "list.txt", text)) == {
        1: "Kindly describe the ovens.",
        2: "Bills on bakers, and their rules (a) Bills; (b) Rules.",
        3: "New guilds, and their aims",
        4: "Kindly count them.",
        5: "Number of bakers by sex, age and port",
    }


def test_a_list_of_topics_alone(tmp_path: Path) -> None:
    text = "\n\n".join([*HEAD, "Topics", "1.Ovens", "2.Mills", "3.Bridges", "4.Harbours"])
    document = read(tmp_path, "list.txt", text)
    assert paragraphs(document) == {1: "Ovens", 2: "Mills", 3: "Bridges", 4: "Harbours"}
    assert document.doubts == ()


def test_bullets_and_cells_stay_with_their_question(tmp_path: Path) -> None:
    body = (
        "".join(map(para, HEAD))
        + para("1. Kindly give figures on:")
        + para("Ovens of stone", list_=9)
        + para("Ovens of clay", list_=9)
        + table((para("Bakers by age"), para("17")))
        + para("2. Kindly describe the mills.")
    )
    document = read(tmp_path, "list.docx", word(body, {"numbering": NUMBERING + BULLETS}))
    assert paragraphs(document) == {
        1: "Kindly give figures on: • Ovens of stone • Ovens of clay Bakers by age 17",
        2: "Kindly describe the mills.",
    }
    assert [str(doubt) for doubt in document.doubts] == [
        "paragraph 8 of the file: “Bakers by age” stands in a table; it was put to what stands before it",
        "paragraph 9 of the file: “17” stands in a table; it was put to what stands before it",
    ]
    page = "".join(f"<p>{one}</p>" for one in HEAD)
    page += "<p>1. Kindly give figures on:</p><ul><li>Ovens of stone</li><li>(a) Mills;</li></ul>"
    assert paragraphs(read(tmp_path, "list.html", page)) == {
        1: "Kindly give figures on: • Ovens of stone (a) Mills;",
    }


def test_numbers_in_lines_and_cells_of_their_own(tmp_path: Path) -> None:
    cells = "".join(map(para, HEAD)) + table((para("1."), para("Kindly bake.")), (para("2."), para("Number of mills")))
    document = read(tmp_path, "list.docx", word(cells))
    assert paragraphs(document) == {1: "Kindly bake.", 2: "Number of mills"}
    assert document.doubts == ()
    page = "".join(f"<p>{one}</p>" for one in HEAD) + "<dl><dt>1.<dd>Kindly bake.<dt>2.<dd>Number of mills</dl>"
    assert paragraphs(read(tmp_path, "list.html", page)) == {1: "Kindly bake.", 2: "Number of mills"}


def test_roman_items_without_letters_above(tmp_path: Path) -> None:
    text = "\n\n".join([*HEAD, "1. Kindly describe:", "(i) Ovens;", "(ii) Mills;", "(iii) Bridges."])
    document = read(tmp_path, "list.txt", text)
    assert paragraphs(document) == {1: "Kindly describe: (i) Ovens; (ii) Mills; (iii) Bridges."}
    assert [doubt.where for doubt in document.doubts] == ["line 11"]


def test_a_point_that_begins_with_a_star_is_no_note_of_a_title_without_one(tmp_path: Path) -> None:
    head = [line.rstrip("*") for line in HEAD]
    [doubt] = read(tmp_path, "list.txt", "\n\n".join([*head, "1. Kindly describe:", "* Bridges"])).doubts
    assert str(doubt) == "note *: a note that nothing in the text refers to was left out: “Bridges”"


def test_what_word_can_hold_and_a_question_cannot(tmp_path: Path) -> None:
    """Equations, signs of symbol fonts, struck and hidden words, drawings, unknown elements, headers of pages."""
    symbols = '<w:rFonts w:ascii="Wingdings"/>'
    body = (
        "".join(map(para, HEAD))
        + para(run("1. Kindly describe the ovens") + f"<m:oMath {M}><m:r><m:t>x plus y</m:t></m:r></m:oMath>")
        + para(run("2. Kindly describe ") + run("the old mills", "<w:strike/>") + run("the mills."))
        + para(run("3. Kindly tick ") + run("abc", symbols) + '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>')
        + para(run("4. Kindly draw.") + "<w:r><w:drawing><x:t xmlns:x='urn:x'>a harbour</x:t></w:drawing></w:r>")
        + "<x:box xmlns:x='urn:x'>words of a box</x:box>"
        + para("B. Heading of nothing", more='<w:outlineLvl w:val="0"/>')
    )
    notes = f'<w:footnote w:id="7">{para("Nobody refers to this.")}</w:footnote>'
    comment = f'<w:comment w:id="1">{para("Is this right?")}</w:comment>'
    content = word(
        body,
        {"footnotes": notes, "comments": comment},
        {"header1": para("Advance version"), "footer1": para("GE.25-00345")},
    )
    assert [str(doubt) for doubt in read(tmp_path, "list.docx", content).doubts] == [
        "paragraph 5 of the file: an equation was left out: “x plus y”",
        "paragraph 6 of the file: what is struck through was left out: “the old mills”",
        "paragraph 7 of the file: a sign of a symbol font was left out: “abc\uf061”",
        "paragraph 8 of the file: a drawing's text was left out: “a harbour”",
        "paragraph 8 of the file: text in an element box was left out: “words of a box”",
        "the head or foot of the pages: text was left out: “Advance version”",
        "the document: a comment was left out: “Is this right?”",
        "paragraph 9 of the file: a heading below which nothing stands was left out: “B. Heading of nothing”",
        "footnote 7: a note that nothing in the text refers to was left out: “Nobody refers to this.”",
    ]


def test_a_part_kept_as_another_file_stops(tmp_path: Path) -> None:
    body = "".join(map(para, HEAD)) + para("1. Kindly describe the ovens.") + '<w:altChunk w:id="r1"/>'
    [doubt] = read(tmp_path, "list.docx", word(body)).doubts
    assert doubt.stops
    assert str(doubt) == (
        "after paragraph 5 of the file: a part of the document is kept as another file within it (altChunk); open it in "
        "Word and save it again"
    )


def test_what_a_page_can_hold_and_a_question_cannot(tmp_path: Path) -> None:
    page = "".join(f"<p>{one}</p>\n" for one in HEAD)
    page += "<p>1. Kindly describe the <s>old</s> ovens <math><mi>x</mi></math>.</p>\n<p hidden>A secret\uf061</p>\n"
    page += "<p>2. Kindly count \uf061 them.</p>"
    assert [str(doubt) for doubt in read(tmp_path, "list.html", page).doubts] == [
        "line 5: what is struck through was left out: “old”",
        "line 5: an equation was left out: “x”",
        "line 6: hidden text was left out: “A secret\uf061”",
        "line 7: a sign that only a symbol font has was left out; look for it in the document",
    ]


def test_the_notes_of_the_title(tmp_path: Path) -> None:
    text = "\n\n".join([*HEAD, "1. Kindly describe the ovens.", "* Adopted in spring.", "* A point of a list."])
    document = read(tmp_path, "list.txt", text)
    assert document.masthead.note_texts == ("Adopted in spring.",)
    assert paragraphs(document) == {1: "Kindly describe the ovens. * A point of a list."}


def paragraphs(document: Document) -> dict[int, str]:
    return {
        one.number: " ".join(" ".join([one.text, *(f"{label} {item.text}" for label, item in walk(one))]).split())
        for one in document.paragraphs
    }


#: The places of a word in a document: in the form of Word, and of a web page.
PLACES: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "sentence": (lambda text: para(f"{text.capitalize()}."), lambda text: f"<p>{text.capitalize()}.</p>"),
    "words": (lambda text: para(text), lambda text: f"<div>{text}</div>"),
    "heading": (
        lambda text: para(text.capitalize(), more='<w:outlineLvl w:val="1"/>'),
        lambda text: f"<h2>{text}</h2>",
    ),
    "letter": (lambda text: para(f"A. {text.capitalize()}"), lambda text: f"<h1>B. {text}</h1>"),
    "bold": (lambda text: para(run(text.capitalize(), "<w:b/>")), lambda text: f"<p><b>{text.capitalize()}</b></p>"),
    "bullet": (lambda text: para(text, list_=9), lambda text: f"<ul><li>{text}</li></ul>"),
    "item": (lambda text: para(text, list_=1, level=1), lambda text: f"<p>(a) {text};</p>"),
    "roman": (lambda text: para(text, list_=1, level=2), lambda text: f"<p>(ii) {text};</p>"),
    "question": (lambda text: para(text, list_=1), lambda text: f"<p>7. {text}</p>"),
    "asked": (lambda text: para(f"Kindly {text}.", list_=1), lambda text: f"<p>8. Kindly {text}.</p>"),
    "cell": (lambda text: table((para(text), para("12"))), lambda text: f"<table><tr><td>{text}<td>12</table>"),
    "struck": (lambda text: para(run(text, "<w:dstrike/>")), lambda text: f"<p><del>{text}</del></p>"),
    "hidden": (lambda text: para(run(text, "<w:vanish/>")), lambda text: f'<p style="display: none">{text}</p>'),
    "symbols": (
        lambda text: para(run(text, '<w:rFonts w:ascii="Symbol"/>')),
        lambda text: f"<svg><text>{text}</text></svg>",
    ),
    "equation": (
        lambda text: f"<w:p><m:oMath {M}><m:r><m:t>{text}</m:t></m:r></m:oMath></w:p>",
        lambda text: f"<p><math><mi>{text}</mi></math></p>",
    ),
    "ruby": (
        lambda text: para(f"<w:r><w:ruby><w:rubyBase>{run(text)}</w:rubyBase></w:ruby></w:r>"),
        lambda text: f"<ruby>{text}</ruby>",
    ),
    "box": (
        lambda text: para(f"<w:r><w:pict><w:txbxContent>{para(text)}</w:txbxContent></w:pict></w:r>"),
        lambda text: f"<noscript>{text}</noscript>",
    ),
    "unknown": (lambda text: f"<x:y xmlns:x='urn:x'><x:z>{text}</x:z></x:y>", lambda text: f"<x-y>{text}</x-y>"),
    "alternative": (
        lambda text: f"<mc:AlternateContent><mc:Choice>{para(text)}</mc:Choice></mc:AlternateContent>",
        lambda text: f"<section><span>{text}</span></section>",
    ),
    "control": (
        lambda text: f"<w:sdt><w:sdtContent>{para(text)}</w:sdtContent></w:sdt>",
        lambda text: f"<textarea>{text}</textarea>",
    ),
    "deleted": (
        lambda text: para(f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'),
        lambda text: f"<p><s>{text}</s></p>",
    ),
    "star": (lambda text: para(f"* {text}"), lambda text: f"<p>* {text}</p>"),
    "nested": (lambda text: f"<w:p><w:p>{run(text)}</w:p></w:p>", lambda text: f"<p><p>{text}"),
}
parts = st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=14)


@pytest.mark.parametrize("form", ["docx", "html", "txt"])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kinds=parts)
def test_every_word_is_somewhere(form: str, kinds: list[str]) -> None:
    """Each block has different letters; the same letters go in and come out."""
    unique = [f"word{chr(ord('a') + number)}x" for number in range(len(kinds))]
    if form == "docx":
        body = "".join(map(para, HEAD)) + "".join(
            PLACES[kind][0](f"The {one}") for kind, one in zip(kinds, unique, strict=True)
        )
        content: bytes | str = word(body, {"numbering": NUMBERING + BULLETS})
    else:
        page = "".join(PLACES[kind][1](f"The {one}") for kind, one in zip(kinds, unique, strict=True))
        text = "\n\n".join(re.sub(r"<[^>]+>", "\n", page).split("\n"))
        content = (
            "\n\n".join([*HEAD, text]) if form == "txt" else "".join(f"<p>{escape(one)}</p>" for one in HEAD) + page
        )
    with tempfile.TemporaryDirectory() as folder:
        document = read(Path(folder), f"list.{form}", content)
    everything = " ".join(words_of(document)).casefold()
    assert {one: everything.count(one) for one in unique} == dict.fromkeys(unique, 1)


def words_of(document: Document) -> list[str]:
    """Return all words of the document, each once: in the masthead, in the summary, and left out."""
    found = [document.masthead.title, *document.masthead.note_texts, *(doubt.words for doubt in document.doubts)]
    shown: set[tuple[str, ...]] = set()
    for section in document.sections:
        path = (*section.within, section.heading)
        for depth, heading in enumerate(path, 1):
            if path[:depth] not in shown:
                found.append(heading)
                shown.add(path[:depth])
        for paragraph in section.paragraphs:
            found += [paragraph.text, *paragraph.notes]
            for _, item in walk(paragraph):
                found += [item.text, *item.notes]
    return found


#: Texts that, repeated in a line, make an expression with backtracking slow.
PIECES = [
    *("2013 ", "2013\n", "a\n", "1. ", "1.\n", "(a) ", "(a)\n", "(b) x\n\n", "A/", "A/A", "GE.", "page ", "1 x.\n\n"),
    *("* ", "*\n", "... ", ".)", "Art. 1 ", "art. 1, par. 1 et ", "\t", " ", "- ", "x-\n", "of ", "the report of "),
    *("&#1", "&#" + "9" * 5000 + ";", "<sup>1</sup>", "<b><sup>x</b>", "<a href=#x>1", "<pre><sup>   ", "<li>", "<td>"),
    *(
        "<p id=x>",
        "<p style='list-style: aaaa!'>",
        "<ol start=9>",
        "10 January ",
        "Distr.",
        "Original: ",
        "and ",
        ": (",
    ),
    *('<a "', "<a '", "<a\"'", "\f", "\x0b", "X. ", "I. ", "Section ", "Law ", "its ", "List of issues ", "No. "),
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("head", [True, False])
def test_a_repeated_piece_takes_time_by_its_length(tmp_path: Path, piece: str, *, head: bool) -> None:
    """The time grows only with the length: a line of years once took three minutes."""
    text = "\n\n".join([*HEAD, "1. Kindly describe "]) * head + piece * (40_000 // len(piece) + 1)
    for ending in (".txt", ".html"):
        start = time.process_time()
        with contextlib.suppress(DocumentError, AssertionError):
            read(tmp_path, f"list{ending}", text)
        assert time.process_time() - start < 8


def test_lines_of_years_and_many_short_lines(tmp_path: Path) -> None:
    lines = "2013 2014 2015 2016 2017 2018 2019 2020 2021 2022 Total\n" * 20
    body = "\n\n".join([*HEAD, "1. Kindly give figures."])
    assert "Total" in paragraphs(read(tmp_path, "list.txt", f"{body}\n\n{lines}"))[1]
    marked = para(run("1. Kindly describe the ovens") + note_mark(1) + run("."))
    document = read(tmp_path, "list.docx", word("".join(map(para, HEAD)) + marked))
    assert [str(one) for one in document.doubts] == [
        "paragraph 5 of the file: the mark of a note leads to none in the document"
    ]


def test_items_in_another_form_are_doubts(tmp_path: Path) -> None:
    text = [
        *HEAD,
        "1. Kindly give figures on:",
        "a. Ovens;",
        "(B) Mills;",
        "1.1 Bridges.",
        "2. Kindly describe the mills.",
    ]
    document = read(tmp_path, "list.txt", "\n\n".join(text))
    assert paragraphs(document) == {
        1: "Kindly give figures on: a. Ovens; (B) Mills; 1.1 Bridges.",
        2: "Kindly describe the mills.",
    }
    like = "looks like an item, which has a small letter in brackets; it was put to what is before it"
    assert [str(doubt) for doubt in document.doubts] == [
        f"line 11: “a. Ovens;” {like}",
        f"line 13: “(B) Mills;” {like}",
        f"line 15: “1.1 Bridges.” {like}",
    ]
