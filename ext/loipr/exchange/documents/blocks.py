"""The result of every reader of files: the blocks of text of a document in their order, and its footnotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from loipr.wording.sentences import shortened

#: The placeholder for the mark of each of its ``notes`` in the text of a block.
MARK = "\ue000"
BULLET = "•"
#: Signs that only a special font can show. Word writes bullets in this way; these bullets are known.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0be\uf0a8", BULLET))


class DocumentError(ValueError):
    """A file that is refused; the message is for the person who imports it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the document as printed.

    ``number`` is the automatic number from Word or the browser, and BULLET in a list without numbers. ``level`` is its
    depth in that numbering (0: outermost), ``heading`` the depth of a heading's style from 1 (0: no heading).
    ``strong`` says whether all of it is bold or the like, ``cell`` whether it is in a table. ``text`` has a newline for
    each line break by hand, and MARK for each note.
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
    """Something that is not clear in the document, with its place; a document with a fault (``stops``) cannot be filed.

    ``words`` are all words that were left out for this reason; the message shows their beginning.
    """

    where: str
    message: str
    stops: bool = False
    words: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: its blocks, its footnotes by their marks, and the reader's doubts."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


#: The code points that are not characters: 32 in one block, and the last two of each plane.
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
    """Return *text* without invisible characters, and with each run of blanks as one blank; line breaks stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_INVISIBLE)
    text = text.replace("\u2011", "-").replace("\u2028", "\n").replace("\u2029", "\n").replace("\x0b", "\n")
    text = "".join(
        character
        for character in text
        if character in f"\n\t{MARK}" or unicodedata.category(character) not in ("Cc", "Co")
    )
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip("\n")


def with_bullets(text: str) -> str:
    """Return *text* with bullets in place of the signs that symbol fonts use for them."""
    return text.translate(_BULLETS)


def private_signs(text: str) -> int:
    """Return how many signs of *text* only a special font can show."""
    return len(_PRIVATE.findall(with_bullets(text).replace(MARK, "")))


def start_of(text: str) -> str:
    """Return the beginning of *text*."""
    return shortened(one_line(text))


def left_out(where: str, what: str, words: str, why: str = "") -> Doubt:
    """Return the doubt that *words* were left out at *where*: *what* they are, and *why*."""
    words = one_line(words)
    return Doubt(where, f"{what} was left out{why}: “{start_of(words)}”", words=words)


def one_line(text: str) -> str:
    """Return *text* as one line."""
    return " ".join(text.split())
