"""Reads a tagged PDF like a screen reader: by its structure, with its notes at their marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from support.flat import Flat, Piece, place_of

_NOTE = re.compile(r"\[(\d+)\](?:\([\d,]+\))?")
_HEADING = re.compile(r"/H([1-6])")
#: The label of an item; other editions do not list it among the headings.
_LABEL = re.compile(r"\([a-z]+\)((,|and)?\([a-z]+\))*")


class Tagged:
    """The main part of a tagged PDF."""

    def __init__(self, file: Path) -> None:
        self.found = Flat()
        self._reader = PdfReader(file)
        self._words = {}
        for page in self._reader.pages:
            assert page.indirect_reference is not None
            for mark, piece in _marked(page):
                self._words[page.indirect_reference.idnum, mark] = piece
        #: The positions of the words of each page in the text.
        self._order: list[tuple[int, Piece, int]] = []
        self._page = 0
        self._last_table = ("", 0)  #: Its head, and its end.
        self._last_link: tuple[int, object] = (0, None)  #: Its end, and its target.
        self.heads: set[str] = set()  #: The words in the heads of all tables.
        whole = self._reader.root_object["/StructTreeRoot"]
        # The first page and the contents come before the main part; each page may hold some of them.
        parts = [part for part in _inside(next(_inside(whole))) if part["/S"] == "/Part"]
        self._notes = {label[1]: note for part in parts for label, note in self._notes_in(part)}
        for part in parts:
            self._walk(part)
        for name, target in self._reader.named_destinations.items():
            if (place := self._place(target)) is not None:
                self.found.places[name] = place

    def words_of(self, element: Any, page: int = 0) -> str:
        """Return the words of *element*, of any kind, without spaces."""
        if isinstance(element, int):
            piece = self._words.get((page, element))
            return re.sub(r"\s+", "", piece.words) if piece is not None else ""
        page = element.raw_get("/Pg").idnum if "/Pg" in element else page
        return "".join(self.words_of(below, page) for below in _inside(element))

    def _notes_in(self, element: Any) -> Iterator[tuple[re.Match[str], Any]]:
        if isinstance(element, int):
            return
        # Notes below a table have letters, and are read in their places.
        label = _NOTE.match(self.words_of(element)) if element.get("/S") == "/Note" else None
        if label:
            yield label, element
        else:
            for one in _inside(element):
                yield from self._notes_in(one)

    def _walk(self, element: Any) -> None:
        if isinstance(element, int):
            piece = self._words.get((self._page, element))
            if piece is not None:
                self._order.append((self._page, piece, len(self.found.text)))
                self.found.add(piece.words)
            return
        if any(element is note for note in self._notes.values()):
            return
        if "/Pg" in element:
            self._page = element.raw_get("/Pg").idnum
        kind = element.get("/S", "")
        heading = _HEADING.fullmatch(kind)
        if heading and not _LABEL.fullmatch(self.words_of(element)):
            self.found.add("#" * (int(heading[1]) - 1))
        elif kind in ("/TR", "/TH", "/TD"):
            self.found.add("‖" if kind == "/TR" else "|")
        elif kind == "/Figure":
            # Its replacement text is read aloud, not its own text.
            self.found.pictures.append(str(element["/Alt"]))
            return
        if kind == "/Link":
            self._link(element)
        elif kind == "/Table":
            self._table(element)
        else:
            for below in _inside(element):
                self._walk(below)

    def _table(self, table: Any) -> None:
        """Read a table; skip the head of one that only continues: the library starts a new table on each page."""
        words = next((self.words_of(part) for part in _inside(table) if part.get("/S") == "/THead"), "")
        head = re.sub(r"^(Table\d+)?\(continued\)", "", words)
        self.heads.add(head)
        goes_on = bool(head) and (head, len(self.found.text)) == self._last_table
        for part in _inside(table):
            if not (goes_on and part.get("/S") == "/THead"):
                self._walk(part)
        self._last_table = (head, len(self.found.text))

    def _link(self, link: Any) -> None:
        mark = _NOTE.fullmatch(self.words_of(link, self._page))
        if mark:
            self._note(mark[1])
            return
        before = len(self.found.text)
        target: object = None
        for below in _inside(link):
            if not isinstance(below, int) and "/Obj" in below:
                about = below["/Obj"]
                target = str(about["/Dest"]) if "/Dest" in about else str(about["/A"]["/URI"])
            else:
                self._walk(below)
        words, (end, last) = self.found.text[before:], self._last_link
        if (before, target) == (end, last):
            # It continues on the next line.
            words = self.found.links.pop()[0] + words
        self.found.links.append((words, target))
        self._last_link = (len(self.found.text), target)

    def _note(self, number: str) -> None:
        page = self._page
        self.found.add("⟦")
        for below in _inside(self._notes[number]):
            if below["/S"] == "/P":
                self._walk(below)
        self.found.add("⟧")
        self._page = page

    def _place(self, target: Any) -> int | None:
        page = target.page.idnum
        return place_of(((piece, at) for number, piece, at in self._order if number == page), target.top)


def _inside(element: Any) -> Iterator[Any]:
    """Yield the contents of an element of the structure: other elements, and the marks of words."""
    below = element.get("/K", [])
    below = below.get_object() if hasattr(below, "get_object") else below
    for one in below if isinstance(below, list) else [below]:
        yield one.get_object() if hasattr(one, "get_object") else one


def _marked(page: Any) -> Iterator[tuple[int, Piece]]:
    """Yield the words of *page* by their marks; words without marks are headers, footers and the background."""
    open_marks: list[int | None] = []
    found: dict[int, Piece] = {}

    def before(operator: bytes, operands: Any, *_: object) -> None:
        if operator == b"BDC":
            open_marks.append(operands[1].get("/MCID"))
        elif operator == b"BMC":
            open_marks.append(None)
        elif operator == b"EMC":
            open_marks.pop()

    def keep(words: str, matrix: Any, text_matrix: Any, *_: object) -> None:
        mark = open_marks[-1] if open_marks else None
        if words.strip() and mark is not None:
            piece = found.get(mark) or Piece("", *point(matrix, text_matrix))
            found[mark] = piece._replace(words=piece.words + unicodedata.normalize("NFKC", words))

    page.extract_text(visitor_operand_before=before, visitor_text=keep)
    yield from found.items()


def point(matrix: list[float], text_matrix: list[float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = text_matrix[4], text_matrix[5]
    return a * x + c * y + e, b * x + d * y + f
