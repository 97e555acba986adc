"""Reads LaTeX's PDF, which has no structure: its words in the order of drawing, with its notes at their marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination, NameObject

from support.flat import Flat, Piece, place_of

#: A link that continues on the next page may cover much of it; its share on the first page identifies it.
_HIGHEST_LINK = 30
#: The text of a page is between these heights; its header is above, its footer below. Larger letters are background.
_FOOT, _HEAD, _WATERMARK = 60, 780, 100


class Printed:
    """The text of LaTeX's PDF after its table of contents: ¶ where a page begins, no marks for headings and tables."""

    def __init__(self, file: Path) -> None:
        self.found = Flat()
        reader = PdfReader(file)
        #: The page of each target, and its height there.
        self._targets: dict[str, tuple[int, float]] = {
            name: (reader.get_destination_page_number(target) or 0, float(target.top or 0))
            for name, target in reader.named_destinations.items()
        }
        first = min(
            reader.get_destination_page_number(one) or 0 for one in reader.outline if isinstance(one, Destination)
        )
        pages = [(number, page) for number, page in enumerate(reader.pages) if number >= first]
        self._pieces = {number: list(_drawn(page)) for number, page in pages}
        self._links = {number: dict(_linked(page, self._pieces[number])) for number, page in pages}
        self._order: dict[int, list[tuple[Piece, int]]] = {number: [] for number in self._pieces}
        self._last = ""
        #: The marks of notes, and the pieces of each note by its number.
        self._marks: set[tuple[int, Piece]] = set()
        self._notes: dict[str, list[tuple[int, Piece]]] = {}
        for number, pieces in self._without_notes().items():
            self.found.add("¶")
            for piece in pieces:
                self._add(number, piece)
        for name, (page, top) in self._targets.items():
            if (place := place_of(self._order.get(page, []), top)) is not None:
                self.found.places[name] = place

    def _without_notes(self) -> dict[int, list[Piece]]:
        """Return the words on each page above its notes, which come last, and remember the notes."""
        labels = dict(self._labels())
        self._marks = set(labels)
        texts = {}
        for page, pieces in self._pieces.items():
            own = {label for where, label in labels.values() if where == page}
            first = min((pieces.index(label) for label in own), default=len(pieces))
            texts[page] = pieces[:first]
            number = ""
            for piece in pieces[first:]:
                if piece in own:
                    number = piece.words.strip()
                else:
                    self._notes.setdefault(number, []).append((page, piece))
        return texts

    def _labels(self) -> Iterator[tuple[tuple[int, Piece], tuple[int, Piece]]]:
        """Yield the mark of each note, and the same number before the note, to which the mark leads."""
        for number, links in self._links.items():
            for mark, target in links.items():
                page, top = self._targets.get(target, (-1, 0))
                at = place_of([(piece, index) for index, piece in enumerate(self._pieces.get(page, []))], top)
                label = self._pieces[page][at] if at is not None else None
                if label is not None and mark.words.strip().isdigit() and label.words.strip() == mark.words.strip():
                    yield (number, mark), (page, label)

    def _add(self, page: int, piece: Piece) -> None:
        if (page, piece) in self._marks:
            self._add_note(piece.words.strip())
            return
        target = self._links[page].get(piece, "")
        before = len(self.found.text)
        self._order[page].append((piece, before))
        self.found.add(piece.words)
        added = self.found.text[before:]
        if target and target == self._last:
            words, _ = self.found.links.pop()
            self.found.links.append((words + added, target))
        elif target:
            self.found.links.append((added, target))
        self._last = target

    def _add_note(self, number: str) -> None:
        self._last = ""
        self.found.add("⟦")
        for page, piece in self._notes[number]:
            self._add(page, piece)
        self._last = ""
        self.found.add("⟧")


def _drawn(page: Any) -> Iterator[Piece]:
    """Yield the words of *page* in the order of drawing, without pictures, headers and footers."""
    for drawing in page["/Resources"].get("/XObject", {}).values():
        # The library ignores images.
        drawing.get_object()[NameObject("/Subtype")] = NameObject("/Image")
    pieces: list[Piece] = []

    def keep(words: str, matrix: Any, text_matrix: Any, _font: object, size: float) -> None:
        x, y = matrix[4] + text_matrix[4], matrix[5] + text_matrix[5]
        if words.strip() and _FOOT < y < _HEAD and size * text_matrix[0] < _WATERMARK:
            pieces.append(Piece(unicodedata.normalize("NFKC", words), x, y))

    page.extract_text(visitor_text=keep)
    yield from pieces


def _linked(page: Any, pieces: list[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield the pieces of *page* that are links, and the target of each."""
    for one in page.get("/Annots", []):
        link = one.get_object()
        left, low, right, high = link["/Rect"]
        if link["/Subtype"] != "/Link" or high - low > _HIGHEST_LINK:
            continue
        action = link["/A"]
        target = str(action["/URI"] if "/URI" in action else action["/D"])
        for piece in pieces:
            if left - 1 <= piece.x < right and low - 1 <= piece.y <= (low + high) / 2:
                yield piece, target
