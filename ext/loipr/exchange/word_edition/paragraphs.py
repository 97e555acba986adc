"""The paragraphs of a Word file, each as it was before the tracked changes and as it is with them, and every mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
#: Stands in the text for what is no text: a picture, the mark of a note, what a field shows.
OBJECT = "\ufffc"
_CAME, _GONE = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
#: Tracked changes of a format: the element, and what is said of it.
_FORMATS = {
    "rPrChange": "format changed",
    "pPrChange": "format of the paragraph changed",
    "numberingChange": "format of the paragraph changed",
    "sectPrChange": "format of the page changed",
    "tblPrChange": "format of the table changed",
    "tblPrExChange": "format of the table changed",
    "tblGridChange": "format of the table changed",
    "trPrChange": "format of the row changed",
    "tcPrChange": "format of the cell changed",
}
_CELLS = {"cellIns": "cell inserted", "cellDel": "cell deleted", "cellMerge": "cells merged"}
_RUNS = {"ins": "inserted", "del": "deleted", "moveTo": "moved here", "moveFrom": "moved away"}
_ROWS = {"ins": "row inserted", "del": "row deleted"}
#: Every element of Word's that is a tracked change.
TRACKED = frozenset({*_FORMATS, *_CELLS, *_RUNS})
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑"}
_OBJECTS = frozenset({"drawing", "pict", "object", "footnoteReference", "endnoteReference"})
#: Formats that say something; others are only a matter of looks.
_MEANING = {
    "b": "bold",
    "i": "italic",
    "strike": "struck",
    "dstrike": "struck",
    "u": "underlined",
    "vertAlign": "raised",
    "rStyle": "style",
    "pStyle": "style",
    "numPr": "numbering",
    "caps": "capitals",
    "vanish": "hidden",
}


@dataclass(slots=True)
class Mark:
    """A tracked change: what it is, by whom and when, the text that it is about, and the number of its paragraph.

    ``meaning`` says which formats with a meaning a change of format gives or takes.
    """

    kind: str
    author: str
    time: str
    paragraph: int
    text: str = ""
    meaning: tuple[str, ...] = ()


@dataclass(slots=True)
class Paragraph:
    """A paragraph: ``was`` is its text when all tracked changes are rejected, ``now`` when all are accepted.

    ``end`` says whether its end came (``ins``) or goes (``del``), ``row`` the same of the row that it stands in;
    ``holder`` tells which paragraphs stand in the same cell, note or page.
    """

    part: str
    holder: int
    row: str = ""
    end: str = ""
    names: list[str] = field(default_factory=list)
    was: str = ""
    now: str = ""
    is_contents: bool = False
    id: str = ""


@dataclass(slots=True)
class Anchor:
    """What a comment is about: the number of its paragraph, and the words."""

    paragraph: int
    text: str = ""


@dataclass(slots=True)
class _Around:
    """What an element stands in."""

    came: bool = False
    gone: bool = False
    holder: int = 0
    row: str = ""
    paragraph: int | None = None
    #: The kind of properties that it is in: ``pPr``, ``rPr``, ``trPr`` or none.
    form: str = ""
    in_paragraph_form: bool = False


class Reading:
    """Reads parts of a Word file one after the other, and numbers the paragraphs through all of them."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.marks: list[Mark] = []
        self.anchors: dict[str, Anchor] = {}
        self._part = ""
        self._holders = 0
        self._waiting: list[str] = []
        self._open: set[str] = set()
        #: The open fields: the instruction of each, and whether its result has begun.
        self._fields: list[tuple[str, bool]] = []
        #: The marks around what is read.
        self._marked: list[Mark] = []

    def read(self, part: str, root: Element) -> None:
        """Read the part called *part*."""
        self._part, self._fields, self._waiting = part, [], []
        self._holders += 1
        self._walk(root, _Around(holder=self._holders))

    def _walk(self, element: Element, around: _Around) -> None:
        for child in element:
            if child.tag != _FALLBACK:
                self._element(child, around)

    def _element(self, element: Element, around: _Around) -> None:
        tag = element.tag.removeprefix(_W) if isinstance(element.tag, str) else ""
        inside = _Around(**{name: getattr(around, name) for name in _Around.__slots__})
        if tag in TRACKED:
            self._tracked(tag, element, around)
            return
        if tag == "p":
            self._paragraph(element, inside)
            return
        if tag in ("tc", "footnote", "endnote", "comment", "txbxContent"):
            self._holders += 1
            inside.holder, inside.form = self._holders, ""
        elif tag == "tr":
            form = element.find(f"{_W}trPr")
            inside.row = next((one for one in _ROWS if form is not None and form.find(_W + one) is not None), "")
        elif tag in ("pPr", "rPr", "trPr"):
            inside.form = tag
            inside.in_paragraph_form = around.in_paragraph_form or tag == "pPr"
        elif not around.form:
            self._content(tag, element, around)
        self._walk(element, inside)

    def _paragraph(self, element: Element, inside: _Around) -> None:
        form = element.find(f"{_W}pPr/{_W}rPr")
        tags = {one.tag.removeprefix(_W) for one in form} if form is not None else set()
        end = "ins" if tags & _CAME else "del" if tags & _GONE else ""
        inside.paragraph, inside.form, inside.in_paragraph_form = len(self.paragraphs), "", False
        found = Paragraph(self._part, inside.holder, inside.row, end, self._waiting, id=element.get(_PARA_ID, ""))
        self._waiting = []
        found.is_contents = self._is_contents
        self.paragraphs.append(found)
        self._walk(element, inside)

    @property
    def _is_contents(self) -> bool:
        return any(code.split()[:1] == ["TOC"] for code, _ in self._fields)

    def _tracked(self, tag: str, element: Element, around: _Around) -> None:
        """Note a tracked change, and read what stands in it."""
        paragraph = around.paragraph if around.paragraph is not None else len(self.paragraphs)
        author, time = element.get(f"{_W}author", ""), element.get(f"{_W}date", "")
        mark = Mark(_RUNS.get(tag, ""), author, time, paragraph)
        self.marks.append(mark)
        if tag in _FORMATS or tag in _CELLS:
            mark.kind = _FORMATS.get(tag) or _CELLS[tag]
            return
        if around.form == "trPr":
            mark.kind = _ROWS.get(tag, mark.kind)
            return
        if around.form == "rPr" and around.in_paragraph_form:
            mark.kind = f"end of a paragraph {mark.kind}"
            return
        inside = _Around(**{name: getattr(around, name) for name in _Around.__slots__})
        inside.came, inside.gone = around.came or tag in _CAME, around.gone or tag in _GONE
        self._marked.append(mark)
        self._walk(element, inside)
        self._marked.pop()

    def _content(self, tag: str, element: Element, around: _Around) -> None:
        if tag == "bookmarkStart":
            name = element.get(f"{_W}name", "")
            own = self._waiting if around.paragraph is None else self.paragraphs[around.paragraph].names
            own.append(name)
        elif tag in ("commentRangeStart", "commentReference"):
            number = element.get(f"{_W}id", "")
            paragraph = len(self.paragraphs) if around.paragraph is None else around.paragraph
            self.anchors.setdefault(number, Anchor(paragraph))
            if tag == "commentRangeStart":
                self._open.add(number)
        elif tag == "commentRangeEnd":
            self._open.discard(element.get(f"{_W}id", ""))
        elif tag == "fldChar":
            self._field(element.get(f"{_W}fldCharType", ""), around)
        elif tag == "fldSimple":
            self._add(OBJECT, around)
        elif tag == "instrText" and self._fields:
            code, begun = self._fields[-1]
            self._fields[-1] = (code + (element.text or ""), begun)
        elif tag in ("t", "delText"):
            self._add(element.text or "", around)
        elif tag in _LETTERS:
            self._add(_LETTERS[tag], around)
        elif tag in _OBJECTS:
            self._add(OBJECT, around)

    def _field(self, kind: str, around: _Around) -> None:
        if kind == "begin":
            self._fields.append(("", False))
        elif kind == "separate" and self._fields:
            self._fields[-1] = (self._fields[-1][0], True)
            if self._is_contents and around.paragraph is not None:
                self.paragraphs[around.paragraph].is_contents = True
        elif kind == "end" and self._fields:
            code, _ = self._fields.pop()
            if not _shows_words(code):
                self._add(OBJECT, around)

    def _add(self, text: str, around: _Around) -> None:
        """Add *text* to what it stands in; what a field works out is no text."""
        if around.paragraph is None or any(not (begun and _shows_words(code)) for code, begun in self._fields):
            return
        paragraph = self.paragraphs[around.paragraph]
        paragraph.was += "" if around.came else text
        paragraph.now += "" if around.gone else text
        for mark in self._marked:
            mark.text += text
        for number in self._open:
            self.anchors[number].text += text


def _shows_words(code: str) -> bool:
    """Whether a field shows words that somebody wrote."""
    return code.split()[:1] == ["HYPERLINK"]


def before(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, list[str], str]]:
    """Yield the paragraphs as they were before all tracked changes: number of each, its bookmarks, and its text.

    White space counts as one space. Contents, which Word makes itself, and rows that came are left out.
    """
    names: list[str] = []
    text = ""
    for number, one in enumerate(paragraphs):
        if one.is_contents or one.row == "ins":
            continue
        names, text = [*names, *one.names], text + one.was
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if one.end == "ins" and following is not None and following.holder == one.holder:
            continue
        if one.end != "ins" or text.strip() or names:
            yield number, names, plain(text)
        names, text = [], ""


def plain(text: str) -> str:
    """Return *text* with one space for each run of white space."""
    return " ".join(text.split())
