"""What every reader of a file hands over: the blocks of text of a document in their order, and its footnotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from loipr.wording.sentences import shortened

#: Stands in the text of a block where the mark of each of its ``notes`` stood.
MARK = "\ue000"
BULLET = "•"
#: Signs that are letters only in a font of their own; Word writes bullets so, which are known.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0be\uf0a8", BULLET))


class DocumentError(ValueError):
    """A file that is not taken; the message is for the person who has it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the document as it is printed.

    ``number`` is the one that Word or the browser sets before it, ``level`` its depth in that numbering
    (0: outermost), ``heading`` the depth of a heading's style from 1 (0: it has none), ``strong`` whether
    all of it is bold or the like, ``cell`` whether it stands in a table. ``text`` holds a newline where a line is
    broken by hand, and MARK for each note. The ``number`` of what stands in a list without numbers is BULLET.
    """

    text: str
    where: str
    number: str = ""
    level: int = 0
    heading: int = 0
    strong: bool = False
    notes: tuple[str, ...] = ()
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is not clear in the document, and where; a fault (``stops``) keeps it from being filed.

    ``words`` are all those that were left out for it; the message shows how they begin.
    """

    where: str
    message: str
    stops: bool = False
    words: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read: its blocks, its footnotes by their marks, and what the reader was not sure of."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


#: The code points that are no characters: 32 in a block of their own, and the last two of each plane.
_NO_CHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane + 0xFFFE + last for plane in range(0, 0x110000, 0x10000) for last in (0, 1)),
]
_INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFC, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
        *_NO_CHARACTERS,
    ]
)
_SPACES = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """Return *text* without what nobody sees, each run of blanks as one; line breaks stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_INVISIBLE)
    text = text.replace("\u2011", "-").replace("\u2028", "\n").replace("\u2029", "\n").replace("\x0b", "\n")
    text = "".join(
        character
        for character in text
        if character in f"\n\t{MARK}" or unicodedata.category(character) not in ("Cc", "Co")
    )
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip("\n")


def with_bullets(text: str) -> str:
    """Return *text* with the signs that symbol fonts have for bullets as bullets."""
    return text.translate(_BULLETS)


def private_signs(text: str) -> int:
    """Return how many signs of *text* only a font of their own could tell."""
    return len(_PRIVATE.findall(with_bullets(text).replace(MARK, "")))


def start_of(text: str) -> str:
    """Return how *text* begins."""
    return shortened(one_line(text))


def left_out(where: str, what: str, words: str, why: str = "") -> Doubt:
    """Return the doubt that *words* were left out: *what* they are, and *why*."""
    words = one_line(words)
    return Doubt(where, f"{what} was left out{why}: “{start_of(words)}”", words=words)


def one_line(text: str) -> str:
    """Return *text* as one line."""
    return " ".join(text.split())
