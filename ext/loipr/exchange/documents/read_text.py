"""Reads plain text (.txt): joins lines into paragraphs again, without the headers and footers of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from loipr.exchange.documents.blocks import (
    MARK,
    Block,
    DocumentError,
    Doubt,
    Source,
    clean,
    one_line,
    private_signs,
    with_bullets,
)
from loipr.exchange.documents.docx_zip import LARGEST_TEXT, read_file
from loipr.exchange.documents.encodings import decode
from loipr.exchange.documents.languages import either
from loipr.wording.spelling import has_word

SYMBOL = (
    r"[A-Z]{1,6}(?:/[A-Z0-9](?:[A-Z0-9.\-]|\([A-Z0-9]{1,9}\))*(?![a-z])){2,8}(?:/(?:Add|Corr|Rev|Amend)\.\s?\d{1,3})*"
)
#: The header and footer of every page: the symbol, the number of the printer's job, and the number of the page.
_FURNITURE = re.compile(
    rf"{SYMBOL}|GE\.|(?:GE\.)?\d\d-\d{{3,6}}|\([A-Z]\)|\d{{6}}|\*\d{{7,8}}\*|[|/-]|"
    "[Pp]age|[Pp]ágina"
)
_PAGE_NUMBER, _OF = re.compile(r"\d{1,3}(?:/\d{1,3})?"), ("of", "sur", "de")
_MOST_SIGNS = 12
_LABEL = re.compile(r"(?:\d{1,3}(?:\.(?!\d)|\)(?!\S))|\(?[a-z]{1,4}\)|[A-Z]\.\s?(?=\S)|[IVX]{1,5}\.)")
_HEAD = re.compile(rf"(?:{either('section')} [IVX\d]+\b|{either('section')}$|{either('article')} ?\d)", re.IGNORECASE)
_ENDED = re.compile(r"[.;:?!][)»”\"’']*(?:\s?\d{1,3}|\*+)?$|[;,] (?:and|or|et|ou|y|e|o)$", re.IGNORECASE)
#: Words that cannot end a paragraph: so the text after them is not the label of a new one.
_OPEN = re.compile(
    rf"(?:\b(?:no|nos|n[oº°]|vol|{either('article')}|{either('paragraph')}|{either('letter')}|{either('and_')}|"
    rf"{either('of')}|see|voir|véase)\.?|\bC?O?/\d|[(,–-])\s*$|{either('paragraph')}\s?\d+,?$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(\d{1,3}|\*{1,4})\s+(?=\S)")
_COLUMNS = re.compile(r"\s{3,}|\t+")
_TITLE = re.compile(rf"{either('list_of_issues')}|{either('concluding_observations')}", re.IGNORECASE)
#: A word that is divided at the end of a line, with or without a mark that print shows, and its other half.
_SOFT = "\u00ad"
_GLUED = re.compile(rf"\w[-\u2010{_SOFT}]\Z")
_HALF, _OTHER_HALF = re.compile(rf"[^\W\d_]{{1,40}}[-\u2010{_SOFT}]\Z"), re.compile(r"[^\W\d_]+")
#: After these, the hyphen stands for the rest of a word: “pre- and post-departure”.
_SHARED = re.compile(r"(?:and|or|to|et|ou|y|o|e|u)\s")
_WORDS = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
_DICTIONARY = "en_GB"
#: A longer line was not broken to fit a page.
_UNBROKEN = 200


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its number; ``gap`` says that an empty line is before it, ``page`` that a page begins."""

    text: str
    number: int
    gap: bool
    page: bool


def read_plain(file: Path) -> Source:
    """Read the text file *file*.

    :raises DocumentError: when it is not text.
    """
    content = read_file(file, LARGEST_TEXT)
    if content.startswith((b"PK\x03\x04", b"%PDF")):
        raise DocumentError("it is no text, but a Word document, a PDF or another archive under the name of one")
    text, doubts = decode(content)
    text = with_bullets(text)
    if signs := private_signs(text):
        message = f"{signs} sign{'s' * (signs != 1)} that only a symbol font has could not be read and left out"
        doubts = (*doubts, Doubt("the file", message))
    lines, divided = _whole_words(list(_lines(text)))
    notes: dict[str, str] = {}
    paragraphs = list(_without_notes(_joined(lines), notes))
    return Source(tuple(_with_marks(paragraphs, notes)), notes, (*doubts, *divided))


def is_furniture(text: str) -> bool:
    """Whether *text* is only the header or footer of a page; a line of figures in a table is not."""
    words = text.split()
    if not words or len(words) > _MOST_SIGNS:
        return False
    numbers = [word for word in words if _PAGE_NUMBER.fullmatch(word)]
    others = [word for word in words if word not in numbers and not _FURNITURE.fullmatch(word)]
    if len(numbers) == 2 and others and set(others) <= set(_OF):
        return True
    return len(numbers) <= 1 and not others


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are not empty; in the masthead, each column of a line counts as a line."""
    gap, page, masthead = True, False, True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        page = page or "\f" in raw
        raw = raw.replace("\f", " ")
        shown = clean(raw.replace("\t", "   "))
        if not shown:
            gap = True
            continue
        masthead = masthead and number < 80 and not _TITLE.search(shown) and not _LABEL.match(shown)
        if not masthead and is_furniture(shown):
            gap = True
            continue
        columns = _COLUMNS.split(raw.strip()) if masthead else [raw]
        for column in columns:
            if clean(column):
                half = _SOFT if column.rstrip().endswith(_SOFT) else ""
                yield _Line(one_line(clean(column)) + half, number, gap or masthead, page)
        gap, page = False, False


def _joined(lines: list[_Line]) -> Iterator[Block]:
    """Join the lines of each paragraph, and yield the paragraphs."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    current: list[_Line] = []
    for line in lines:
        if current and (lengths[-1] > _UNBROKEN or _begins(line, current, width)):
            yield _block(current)
            current = []
        current.append(line)
    if current:
        yield _block(current)


def _whole_words(lines: list[_Line]) -> tuple[list[_Line], list[Doubt]]:
    """Return the *lines* with a soft hyphen wherever one word is divided, and the doubts: it may belong to the word."""
    known = {word.lower() for line in lines for word in _WORDS.findall(line.text)}
    found, doubts = list(lines), []
    for place, (before, line) in enumerate(pairwise(lines)):
        half, other = _HALF.search(before.text), _OTHER_HALF.match(line.text)
        if (
            half is None
            or other is None
            or half[0].endswith(_SOFT)
            or not other[0].islower()
            or _SHARED.match(line.text)
        ):
            continue
        start, end = half[0][:-1].lower(), other[0].lower()
        whole, parts = start + end, f"{start}-{end}"
        is_word = has_word(_DICTIONARY, whole)
        are_words = has_word(_DICTIONARY, start) and has_word(_DICTIONARY, end)
        if whole in known or (is_word and not are_words and parts not in known):
            found[place] = replace(before, text=before.text[:-1] + _SOFT)
        elif parts not in known and (is_word or not are_words):
            message = f"“{parts}” is divided at the end of the line, and was read with its hyphen; it may be “{whole}”"
            doubts.append(Doubt(f"line {before.number}", message))
    return found, doubts


def _block(lines: list[_Line]) -> Block:
    pieces = [lines[0].text]
    for before, line in pairwise(lines):
        glued = _GLUED.search(before.text[-2:]) and line.text[:1].isalpha() and not _SHARED.match(line.text)
        pieces.append(line.text if glued else f" {line.text}")
    return Block("".join(pieces).replace(_SOFT, ""), f"line {lines[0].number}")


def _begins(line: _Line, current: list[_Line], width: int) -> bool:
    """Whether *line* begins a new paragraph after the lines of the *current* one."""
    last = current[-1].text
    first = " ".join(one.text for one in current[:2])
    heads = _HEAD.match(line.text) or (len(current) == 1 and len(last) < width * 0.6)
    stands_apart = line.gap and (heads or (line.text[:1].isupper() and not line.page))
    if _OPEN.search(last) and not stands_apart:
        return False
    ended = bool(_ENDED.search(last))
    labelled = bool(_LABEL.match(line.text))
    if _HEAD.match(line.text):
        return ended or line.gap or not _LABEL.match(first) or len(last) < width * 0.6
    if labelled:
        return ended or line.gap or len(last) < width * 0.7 or not re.match(r"\d+[.)]|\(?[a-z]{1,4}\)", first)
    if line.gap:
        # An empty line within a paragraph comes from the end of a page.
        runs_on = line.text[:1].islower() and not ended
        return not runs_on or (_NOTE.match(line.text) is not None and line.page)
    if ended and len(last) < width * 0.75:
        return True
    return bool(_NOTE.match(line.text) and ended and line.page)


def _without_notes(blocks: Iterable[Block], notes: dict[str, str]) -> Iterator[Block]:
    """Yield the blocks that are not footnotes; add the footnotes, in the order of their marks, to *notes*."""
    number = 1
    for block in blocks:
        mark = _NOTE.match(block.text)
        if mark and mark[1] not in notes and (mark[1] == str(number) or set(mark[1]) == {"*"}):
            notes[mark[1]] = block.text[mark.end() :]
            number += mark[1].isdecimal()
        else:
            yield block


def _with_marks(blocks: list[Block], notes: dict[str, str]) -> Iterator[Block]:
    """Take the mark of each footnote out of the text, in their order; a mark stands directly after a word."""
    wanted = [mark for mark in notes if mark.isdecimal()]
    for block in blocks:
        found = []
        while wanted:
            place = re.search(rf"(?<=[^\W\d])(?<!/CO/)([.,;:)»”]?){wanted[0]}(?=[\s.,;:)]|$)", block.text)
            if place is None:
                break
            block = replace(block, text=block.text[: place.start()] + place[1] + MARK + block.text[place.end() :])
            found.append(wanted.pop(0))
        yield replace(block, notes=tuple(found))


def split_lines(block: Block) -> Iterator[Block]:
    """Yield the paragraphs of a *block* with line breaks by hand, which fit lines to a page or separate paragraphs."""
    notes = list(block.notes)
    for part in _parts(block):
        own = [notes.pop(0) for _ in range(part.text.count(MARK)) if notes]
        yield replace(part, text=one_line(part.text.replace(MARK, "")), notes=tuple(own))


def _parts(block: Block) -> Iterator[Block]:
    raw = block.text.split("\n")
    if len(raw) == 1:
        yield block
        return
    lines, gap = [], False
    for number, text in enumerate(raw):
        if text.strip():
            lines.append(_Line(text.strip(), number, gap, False))
        gap = not text.strip()
    for position, part in enumerate(_joined(lines)):
        yield replace(
            block,
            text=part.text,
            number=block.number if position == 0 else "",
        )
