"""The text of an edition, in the form in which editions are compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

#: Text in a line may be so far above or below it.
_RAISED = 4


@dataclass
class Flat:
    """A document as one text without spaces: headings after #, cells after |, rows after ‖, notes between ⟦ and ⟧."""

    text: str = ""
    places: dict[object, int] = field(default_factory=dict)  #: The position of each target of links in the text.
    links: list[tuple[str, object]] = field(default_factory=list)  #: The words of each link, and its target.
    pictures: list[str] = field(default_factory=list)  #: Pictures in words.
    begins: list[int] = field(default_factory=list)  #: Where paragraphs, headings and rows begin, if known.
    link_begins: list[int] = field(default_factory=list)  #: The positions where the words of each link begin, if known.

    def add(self, text: str) -> None:
        self.text += re.sub(r"\s+", "", text)

    def resolved(self) -> list[tuple[str, object]]:
        """Return the links; a target within the text is given as a position."""
        return [(re.sub(r"\s+", "", words), self.places.get(target, target)) for words, target in self.links]

    def replaced(self, pattern: str, by: str = "") -> Flat:
        """Return the text with *by* in place of all matches of *pattern*; links keep their targets."""
        edits = [(match.start(), match.end(), match.expand(by)) for match in re.finditer(pattern, self.text)]
        edited = self.edited(edits)
        edited.links = [(re.sub(pattern, by, re.sub(r"\s+", "", words)), target) for words, target in edited.links]
        return edited

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> Flat:
        """Return the text with other words from start to end, for each of *edits*, in order.

        Links in a removed part are removed too, if it is known where they begin.
        """
        edits = list(edits)
        text, last = "", 0
        olds, news = [0], [0]
        for start, end, by in edits:
            text += self.text[last:start]
            olds += [start, end]
            news.append(len(text))
            text += by
            news.append(len(text))
            last = end
        text += self.text[last:]

        def moved(place: int) -> int:
            at = bisect_right(olds, place) - 1
            following = news[at + 1] if at + 1 < len(news) else len(text)
            return min(news[at] + place - olds[at], following)

        places = {name: moved(place) for name, place in self.places.items()}
        begins = [moved(place) for place in self.begins]
        if not self.link_begins:
            return Flat(text, places, self.links, self.pictures, begins)
        starts = [start for start, _, _ in edits]

        def is_kept(begin: int, words: str) -> bool:
            at = bisect_right(starts, begin) - 1
            return at < 0 or bool(edits[at][2]) or begin + len(re.sub(r"\s+", "", words)) > edits[at][1]

        kept = [one for one in zip(self.links, self.link_begins, strict=True) if is_kept(one[1], one[0][0])]
        links, link_begins = [link for link, _ in kept], [moved(begin) for _, begin in kept]
        return Flat(text, places, links, self.pictures, begins, link_begins)


class Piece(NamedTuple):
    """Words of a page that are drawn together, and the position on the page where they begin."""

    words: str
    x: float
    y: float


def place_of(pieces: Iterable[tuple[Piece, int]], top: float) -> int | None:
    """Return the position in the text of the first line of a page below the height *top*."""
    below = [(piece.y, place) for piece, place in pieces if piece.y < top - 1]
    height = max((y for y, _ in below), default=0)
    return min((place for y, place in below if y > height - _RAISED), default=None)


def first_difference(found: Flat, wanted: Flat) -> str:
    """Return the place where two texts begin to differ, with some text before it; empty when they are equal."""
    if found.text == wanted.text:
        return ""
    pairs = zip(found.text, wanted.text, strict=False)
    shorter = min(len(found.text), len(wanted.text))
    at = next((number for number, (one, other) in enumerate(pairs) if one != other), shorter)
    shown = [one.text[at : at + 120] for one in (found, wanted)]
    return f"after …{found.text[max(0, at - 120) : at]}\n  found  {shown[0]}\n  wanted {shown[1]}"
