"""The sentences of a block of text: the text, the years and the roles of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from loipr.pages.page import HELD, Prose

#: The end of a sentence. A point after an abbreviation or between digits does not end it.
END = re.compile(
    r"[.?!](?=\s|$)(?<!\bNo[.?!])(?<!\bNos[.?!])(?<!\bpara[.?!])(?<!\bart[.?!])(?<!\bRp[.?!])(?<!\bFig[.?!])"
)
CITATIONS = frozenset({"cite", "cite:t", "cite:p"})
_YEAR = r"(?:19|20)\d\d"
#: The name of a law and the like includes a year, which is not the time of a figure.
_OF_A_LAW = re.compile(
    r"(?i:\b(?:laws?|acts?|regulations?|decrees?|decisions?|instructions?|resolutions?|conventions?|memorandum|agreement"
    rf"|undang-undang|peraturan|keputusan)\b(?:nos?\.|[^.;,\n]){{0,60}}?\b(?:of|tahun)\s+){_YEAR}\b|(?<![\w.-])\w+[/-]{_YEAR}\b(?!-)"
)
_RANGE = re.compile(rf"\b({_YEAR})\s*(?:[-–]|(?:to|until|sampai|hingga)\b[^.;\d]{{0,30}}?)\s*({_YEAR})\b")
_SINCE = re.compile(rf"(?i:\b(?:since|after|sejak)\b[^.;,\d]{{0,40}})({_YEAR})\b")
_ONE = re.compile(rf"(?<![\w/.-])({_YEAR})(?![\w/]|-\d)")
_LAST = 2100


@dataclass(frozen=True, slots=True)
class Held:
    """A role within a sentence: its name, its text, and its position in the block of text."""

    name: str
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block of text, with the roles in it or directly after its end."""

    text: str
    held: tuple[Held, ...]


def sentences(prose: Prose) -> Iterator[Sentence]:
    """Yield the sentences of *prose*; a citation directly after the full stop belongs to the sentence before."""
    text = prose.text
    marks = [found.start() for found in re.finditer(HELD, text)]
    held = [Held(*known) for known in zip(prose.held, prose.contents, marks, strict=False)]
    start = 0
    for end in [*(found.end() for found in END.finditer(text)), len(text)]:
        behind = bisect_left(marks, end)
        while behind < len(held) and held[behind].name in CITATIONS and not text[end : marks[behind]].strip():
            end, behind = marks[behind] + 1, behind + 1
        if end > start:
            yield Sentence(text[start:end], tuple(held[bisect_left(marks, start) : behind]))
            start = end


def years_in(text: str) -> frozenset[int]:
    """Return the years that *text* names, with all years of a range, and all years from 2012 for “since 2012”."""
    plain = _OF_A_LAW.sub("", text)
    found = {int(year) for year in _ONE.findall(plain)}
    for first, last in _RANGE.findall(plain):
        found.update(range(int(first), int(last) + 1))
    for first in _SINCE.findall(plain):
        found.update(range(int(first), _LAST))
    return frozenset(found)
