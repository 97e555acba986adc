"""The document as its blocks, and each block as its pieces: what two revisions are compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from loipr.files.places import Place

#: A word with its hyphens and apostrophes, a number with its commas and points, a mark, or white space.
_TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*\w*|\w+(?:['’-]\w+)*|[^\w\s]")
_TEXTS = frozenset({"paragraph", "item", "row", "term", "definition", "question", "option", "page", "line", "code"})
SPACE, CELL = "space", "cell"


class Piece(NamedTuple):
    """A word, a mark, a space, or something that never splits (an atom): a figure, a citation, a reference, a picture.

    ``text`` is what a reader sees. ``kind`` is empty for a word; ``source`` is what the author wrote for an atom.
    ``style`` says how it is set, and where it leads as a link.
    """

    text: str
    kind: str = ""
    source: str = ""
    style: str = ""


class Key(NamedTuple):
    """What makes two blocks the same: their kind, what they stand in, and their pieces."""

    kind: str
    within: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item, a heading, a row of a table …: its ``kind``, and the blocks that it stands ``within``.

    Numbers and labels, which the machinery gives, are no part of it.
    """

    kind: str
    within: tuple[str, ...]
    pieces: tuple[Piece, ...]
    place: Place = field(compare=False)

    @property
    def key(self) -> Key:
        return Key(self.kind, self.within, self.pieces)

    @property
    def is_text(self) -> bool:
        """Whether it is running text or cells, not a field of the front matter or the beginning of another block."""
        return self.kind in _TEXTS or self.kind.startswith("heading")

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as its blocks. ``subject`` tells which page it is in each revision: its question, or its path."""

    subject: str
    title: str
    docname: str
    question: int | None
    owners: tuple[str, ...]
    blocks: tuple[Block, ...]


def words(text: str, style: str = "") -> Iterator[Piece]:
    """Yield the pieces of plain *text*; each run of white space is one space."""
    for token in _TOKEN.findall(text):
        yield Piece(" ", SPACE) if token.isspace() else Piece(token, style=style)


def joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return *pieces* without spaces at the ends, and without two spaces in a row."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.kind != SPACE or (found and found[-1].kind not in (SPACE, CELL)):
            if piece.kind == CELL and found and found[-1].kind == SPACE:
                found.pop()
            found.append(piece)
    if found and found[-1].kind == SPACE:
        found.pop()
    return tuple(found)
