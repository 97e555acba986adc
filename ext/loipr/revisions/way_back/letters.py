"""A line of a page's source as the letters that it prints, each with the place of its source.

The parser says what prints, but not where it stands. So its tokens are looked for in the source, one behind the other;
where one is not found exactly, the whole block has no letters, and nothing is ever written into it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.token import Token

from loipr.pages.vocabulary import DOMAIN

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});", re.ASCII)
_ROLE = re.compile(r"\{[\w:.+-]+\}(`+)")
_TICKS = re.compile(r"`+")
_BREAK = re.compile(r"[ \t]*\\?\n[ \t]*")
_LINK_END = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\n]*\)")
_STYLES = {"em": "i", "strong": "b"}
#: What is printed in place of what is typed; the longest first.
_TYPOGRAPHY = (("---", "—"), ("--", "–"), ("...", "…"))
_QUOTES = str.maketrans("“”„‘’‚‛‑", "\"\"\"''''-")


class Letter(NamedTuple):
    """What is printed for the source from ``start`` to before ``end``: a character, or an ``atom``, which never splits.

    ``atom`` is the kind of an atom (a role, ``note``, ``link``, ``code``, ``picture``), and ``source`` what the author
    wrote for it. ``look`` has ``b`` if it is bold and ``i`` if it is italic.
    """

    text: str
    start: int
    end: int
    look: str = ""
    atom: str = ""
    source: str = ""


class Pair(NamedTuple):
    """The signs around emphasized words or a link: the places of the opening and of the closing one, and the look."""

    start: int
    inside: int
    inside_end: int
    end: int
    look: str


class LostError(Exception):
    """A token does not stand in the source as it is expected."""


def folded(text: str) -> str:
    """Return *text* with straight quotation marks, and one space for each run of white space."""
    return " ".join(text.translate(_QUOTES).split())


def letters_of(tokens: Sequence[Token], content: str, places: Sequence[int]) -> tuple[list[Letter], list[Pair]]:
    """Return the letters of *content*, whose characters stand at *places*, and the pairs of signs in it.

    :raises LostError: when a token is not found where it must be.
    """
    walk = _Walk(content, places)
    walk.read(tokens)
    return _squeezed(walk.letters), walk.pairs


class _Walk:
    def __init__(self, content: str, places: Sequence[int]) -> None:
        self.letters: list[Letter] = []
        self.pairs: list[Pair] = []
        self._content = content
        self._places = places
        self._at = 0
        self._open: list[tuple[int, int, str]] = []

    def read(self, tokens: Sequence[Token]) -> None:
        rest = iter(tokens)
        for token in rest:
            if token.type == "text":
                self._text(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                self._piece(_BREAK, " ")
            elif token.type in ("em_open", "strong_open"):
                self._begin(token.markup, _STYLES[token.type.removesuffix("_open")])
            elif token.type in ("em_close", "strong_close"):
                self._finish(len(self._expect(token.markup)))
            elif token.type == "code_inline":
                self._ticked(_TICKS, "code")
            elif token.type == "myst_role":
                self._ticked(_ROLE, str(token.meta["name"]).removeprefix(DOMAIN))
            elif token.type == "footnote_ref":
                self._atom("note", len(self._expect(f"[^{token.meta['label']}]")))
            elif token.type == "image":
                self._atom("picture", len(self._match(_PICTURE)))
            elif token.type == "link_open" and token.markup == "autolink":
                end = self._content.find(">", self._at)
                while next(rest).type != "link_close":
                    pass
                self._atom("link", end + 1 - self._at)
            elif token.type == "link_open":
                self._begin("[", "")
            elif token.type == "link_close":
                self._finish(len(self._match(_LINK_END)))
            else:
                raise LostError(token.type)
        if self._at != len(self._content) or self._open:
            raise LostError(self._content[self._at :])

    def _place(self, at: int) -> int:
        """Return where the character *at* stands in the page; behind the last one for the end of the content."""
        if at < len(self._places):
            return self._places[at]
        return self._places[-1] + 1 if self._places else 0

    def _behind(self, at: int) -> int:
        """Return the place behind the last character before *at*."""
        return self._places[at - 1] + 1

    def _expect(self, text: str) -> str:
        if not text or not self._content.startswith(text, self._at):
            raise LostError(text)
        return text

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._content, self._at)
        if found is None:
            raise LostError(pattern.pattern)
        return found[0]

    @property
    def _look(self) -> str:
        return "".join(sorted({one for *_, look in self._open for one in look}))

    def _add(self, text: str, length: int, atom: str = "") -> None:
        if self._at + length > len(self._content) or length < 1:
            raise LostError(text)
        end = self._at + length
        source = self._content[self._at : end] if atom else ""
        self.letters.append(Letter(text, self._place(self._at), self._behind(end), self._look, atom, source))
        self._at = end

    def _piece(self, pattern: re.Pattern[str], text: str) -> None:
        self._add(text, len(self._match(pattern)))

    def _atom(self, kind: str, length: int) -> None:
        self._add("", length, kind)

    def _ticked(self, opening: re.Pattern[str], kind: str) -> None:
        """Read what stands between backticks, as many on either side."""
        begin = opening.match(self._content, self._at)
        if begin is None:
            raise LostError(kind)
        ticks = begin[begin.lastindex or 0]
        for end in _TICKS.finditer(self._content, begin.end()):
            if end[0] == ticks:
                self._atom(kind, end.end() - self._at)
                return
        raise LostError(kind)

    def _text(self, text: str) -> None:
        content, at = self._content, 0
        while at < len(text):
            here = content[self._at : self._at + 1]
            following = content[self._at + 1 : self._at + 2]
            if here == "\\" and following == text[at] and following.isascii() and not following.isalnum():
                self._add(text[at], 2)
            elif here == "&" and (entity := _ENTITY.match(content, self._at)) is not None:
                told = html.unescape(entity[0])
                if len(told) != 1 or text[at] != told:
                    raise LostError(entity[0])
                self._add(told, len(entity[0]))
            else:
                typed, printed = next(
                    (
                        one
                        for one in _TYPOGRAPHY
                        if text.startswith(one[0], at) and content.startswith(one[0], self._at)
                    ),
                    (text[at], text[at]),
                )
                if not content.startswith(typed, self._at):
                    raise LostError(text[at:])
                self._add(printed, len(typed))
                at += len(typed) - 1
            at += 1

    def _begin(self, signs: str, look: str) -> None:
        self._expect(signs)
        self._open.append((self._at, self._at + len(signs), look))
        self._at += len(signs)

    def _finish(self, length: int) -> None:
        if not self._open:
            raise LostError("nothing is open")
        start, inside, look = self._open.pop()
        if inside == self._at:
            # A link without words prints the title of what it leads to.
            self._at = start
            self._atom("link", inside - start + length)
            return
        place = self._place
        self.pairs.append(
            Pair(place(start), place(inside), self._behind(self._at), self._behind(self._at + length), look)
        )
        self._at += length


def _squeezed(letters: Sequence[Letter]) -> list[Letter]:
    """Return *letters* with one space for each run of white space, none at the ends, and plain quotation marks."""
    found: list[Letter] = []
    for one in letters:
        if one.atom or not one.text.isspace():
            found.append(one if one.atom else one._replace(text=one.text.translate(_QUOTES)))
        elif found and found[-1].text != " ":
            found.append(one._replace(text=" "))
        elif found:
            if found[-1].end != one.start:
                raise LostError("two spaces with signs between")
            found[-1] = found[-1]._replace(end=one.end)
    if found and found[-1].text == " ":
        found.pop()
    return found
