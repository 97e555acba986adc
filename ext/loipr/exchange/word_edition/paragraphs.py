"""The paragraphs of a Word file, each as it was before the tracked changes and as it is with them, and every mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
#: Stands in the text for what is no text: a picture, the mark of a note, what a field shows.
OBJECT = "\ufffc"
#: Fields, and marks around one another, are not nested deeper by any program.
_DEEPEST = 8
#: So much is read of the instruction of a field, and of the words that a comment is about.
_LONGEST_CODE, _LONGEST_WORDS = 200, 2_000
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
    meaning: tuple[str, ...] = ()
    #: Whether it is about the end of its paragraph.
    is_end: bool = False
    #: The number of the row that it is about; 0 when it is not about a row.
    row: int = 0
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


class Span(NamedTuple):
    """A piece of text with the same marks and the same look.

    ``look`` has ``b`` if it is bold and ``i`` if it is italic, and ``was_look`` the same before the tracked changes;
    ``note`` is the number of the note whose mark it is.
    """

    text: str
    came: bool
    gone: bool
    marks: tuple[Mark, ...]
    look: str
    was_look: str
    note: str


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its text ``was`` so without the tracked changes (all rejected), and is so ``now`` (all accepted).

    ``end`` says whether its end came (``ins``) or goes (``del``), and ``ends`` has the marks that say so; ``row`` says
    the same of the row that it stands in, ``row_number`` is that row. ``holder`` tells which paragraphs stand in the
    same cell, note or page; ``note`` is the number of that note.
    """

    part: str
    holder: int
    row: str = ""
    end: str = ""
    row_number: int = 0
    names: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    ends: list[Mark] = field(default_factory=list)
    is_contents: bool = False
    id: str = ""
    style: str = ""
    note: str = ""

    @property
    def was(self) -> str:
        return "".join(span.text for span in self.spans if not span.came)

    @property
    def now(self) -> str:
        return "".join(span.text for span in self.spans if not span.gone)


@dataclass(slots=True)
class Anchor:
    """What a comment is about: the number of its paragraph, and the words."""

    paragraph: int
    text: str = ""
    #: With which piece of the text of the part the words begin.
    begin: int = 0


@dataclass(slots=True)
class _Around:
    """What an element stands in."""

    came: bool = False
    gone: bool = False
    holder: int = 0
    row: str = ""
    row_number: int = 0
    note: str = ""
    look: str = ""
    was_look: str = ""
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
        self._rows = 0
        self._waiting: list[str] = []
        #: The pieces of text of the part so far, each with whether it came; and where those of each comment end.
        self._text: list[tuple[str, bool]] = []
        self._ends: dict[str, int] = {}
        #: The open fields: the instruction of each, and whether its result has begun.
        self._fields: list[tuple[str, bool]] = []
        #: The marks around what is read.
        self._marked: list[Mark] = []

    def read(self, part: str, root: Element) -> None:
        """Read the part called *part*."""
        self._part, self._fields, self._waiting = part, [], []
        self._text, self._ends = [], {}
        self._holders += 1
        self._walk(root, _Around(holder=self._holders))
        for number, end in self._ends.items():
            anchor = self.anchors[number]
            anchor.text = self._words(anchor.begin, end)

    def _words(self, begin: int, end: int) -> str:
        """Return the words between two pieces as they were, or as they came if there were none."""
        was: list[str] = []
        came: list[str] = []
        length = 0
        for text, is_new in (self._text[at] for at in range(begin, end)):
            (came if is_new else was).append(text)
            length += len(text)
            if length >= _LONGEST_WORDS:
                break
        return "".join(was or came)[:_LONGEST_WORDS]

    def _walk(self, element: Element, around: _Around) -> None:
        for child in element:
            if child.tag != _FALLBACK:
                self._element(child, around, element)

    def _element(self, element: Element, around: _Around, parent: Element) -> None:
        tag = element.tag.removeprefix(_W) if isinstance(element.tag, str) else ""
        inside = replace(around)
        if tag in TRACKED:
            self._tracked(tag, element, around, parent)
            return
        if tag == "p":
            self._paragraph(element, inside)
            return
        if tag == "r":
            self._run(element, inside)
            return
        if tag in ("tc", "footnote", "endnote", "comment", "txbxContent"):
            self._holders += 1
            inside.holder, inside.form = self._holders, ""
            inside.note = element.get(f"{_W}id", "") if tag == "footnote" else around.note
        elif tag == "tr":
            self._rows += 1
            inside.row_number = self._rows
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
        style = element.find(f"{_W}pPr/{_W}pStyle")
        found = Paragraph(
            self._part,
            inside.holder,
            inside.row,
            end,
            inside.row_number,
            self._waiting,
            id=element.get(_PARA_ID, ""),
            style=style.get(f"{_W}val", "") if style is not None else "",
            note=inside.note,
        )
        self._waiting = []
        found.is_contents = self._is_contents
        self.paragraphs.append(found)
        self._walk(element, inside)

    @property
    def _is_contents(self) -> bool:
        return any(code.split()[:1] == ["TOC"] for code, _ in self._fields)

    def _run(self, element: Element, inside: _Around) -> None:
        """Read a run; a change of its format is about its text."""
        form = element.find(f"{_W}rPr")
        count = len(self.marks)
        if form is not None:
            self._element(form, inside, element)
            inside.look = inside.was_look = _look(form)
            change = form.find(f"{_W}rPrChange")
            if change is not None:
                inside.was_look = _look(change[0] if len(change) else None)
        own = self.marks[count:]
        self._marked += own
        for child in element:
            if child is not form and child.tag != _FALLBACK:
                self._element(child, inside, element)
        del self._marked[len(self._marked) - len(own) :]

    def _tracked(self, tag: str, element: Element, around: _Around, parent: Element) -> None:
        """Note a tracked change, and read what stands in it."""
        paragraph = around.paragraph if around.paragraph is not None else len(self.paragraphs)
        author, time = element.get(f"{_W}author", ""), element.get(f"{_W}date", "")
        mark = Mark(_RUNS.get(tag, ""), author, time, paragraph)
        self.marks.append(mark)
        if tag in _FORMATS or tag in _CELLS:
            mark.kind = _FORMATS.get(tag) or _CELLS[tag]
            mark.meaning = tuple(_meaning(element[0] if len(element) else None, parent))
            return
        if around.form == "trPr":
            mark.kind, mark.row = _ROWS.get(tag, mark.kind), around.row_number
            return
        if around.form == "rPr" and around.in_paragraph_form:
            mark.kind, mark.is_end = f"end of a paragraph {mark.kind}", True
            if around.paragraph is not None:
                self.paragraphs[around.paragraph].ends.append(mark)
            return
        inside = replace(around, came=around.came or tag in _CAME, gone=around.gone or tag in _GONE)
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
            self.anchors.setdefault(number, Anchor(paragraph, begin=len(self._text)))
        elif tag == "commentRangeEnd":
            number = element.get(f"{_W}id", "")
            if number in self.anchors:
                self._ends.setdefault(number, len(self._text))
        elif tag == "fldChar":
            self._field(element.get(f"{_W}fldCharType", ""), around)
        elif tag == "fldSimple":
            self._add(OBJECT, around)
        elif tag == "instrText" and self._fields:
            code, begun = self._fields[-1]
            self._fields[-1] = ((code + (element.text or ""))[:_LONGEST_CODE], begun)
        elif tag in ("t", "delText"):
            self._add(element.text or "", around)
        elif tag in _LETTERS:
            self._add(_LETTERS[tag], around)
        elif tag in _OBJECTS:
            self._add(OBJECT, around, element.get(f"{_W}id", "") if tag == "footnoteReference" else "")

    def _field(self, kind: str, around: _Around) -> None:
        if kind == "begin" and len(self._fields) < _DEEPEST:
            self._fields.append(("", False))
        elif kind == "separate" and self._fields:
            self._fields[-1] = (self._fields[-1][0], True)
            if self._is_contents and around.paragraph is not None:
                self.paragraphs[around.paragraph].is_contents = True
        elif kind == "end" and self._fields:
            code, _ = self._fields.pop()
            if not _shows_words(code):
                self._add(OBJECT, around)

    def _add(self, text: str, around: _Around, note: str = "") -> None:
        """Add *text* to what it stands in; what a field works out is no text. *note* is the note that it marks."""
        if around.paragraph is None or any(not (begun and _shows_words(code)) for code, begun in self._fields):
            return
        marks = tuple(self._marked[-_DEEPEST:])
        looks = around.look, around.was_look
        self.paragraphs[around.paragraph].spans.append(Span(text, around.came, around.gone, marks, *looks, note))
        for mark in marks:
            mark.pieces.append(text)
        if text:
            self._text.append((text, around.came))


def _meaning(old: Element | None, new: Element) -> Iterator[str]:
    """Yield each format with a meaning that differs between two properties, in words."""
    was, now = _formats(old), _formats(new)
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield _MEANING[name] if name in now else f"no longer {_MEANING[name]}"


def _formats(form: Element | None) -> dict[str, str]:
    found = {}
    for one in form if form is not None else ():
        name, value = one.tag.removeprefix(_W), one.get(f"{_W}val", "")
        if name in _MEANING and value not in ("0", "false", "none", "off", "baseline"):
            # Whether it is bold is said in several ways; a style and a number are told by what they are.
            own = "".join(f"{part.get(f'{_W}val', '')}," for part in one)
            found[name] = value + own if name.endswith("Style") or name in ("numPr", "vertAlign") else ""
    return found


def _look(form: Element | None) -> str:
    found = _formats(form)
    return "".join(name for name in ("b", "i") if name in found)


def _shows_words(code: str) -> bool:
    """Whether a field shows words that somebody wrote."""
    return code.split()[:1] == ["HYPERLINK"]


class Before(NamedTuple):
    """A paragraph as it was before all tracked changes: the numbers of the first and last one that it is now."""

    first: int
    last: int
    names: tuple[str, ...]
    text: str


def before(paragraphs: Sequence[Paragraph]) -> Iterator[Before]:
    """Yield the paragraphs as they were before all tracked changes.

    White space counts as one space. Contents, which Word makes itself, and rows that came are left out.
    """
    names: list[str] = []
    text: list[str] = []
    first: int | None = None
    for number, one in enumerate(paragraphs):
        if one.is_contents or one.row == "ins":
            continue
        if one.end != "ins" or one.was.strip():
            # A paragraph that moved takes its bookmark with it; it is not one with the paragraph after it.
            names += one.names
        text.append(one.was)
        first = number if first is None else first
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if one.end == "ins" and following is not None and following.holder == one.holder:
            continue
        was = plain("".join(text))
        if one.end != "ins" or was or names:
            yield Before(first, number, tuple(names), was)
        names, text, first = [], [], None


def plain(text: str) -> str:
    """Return *text* with one space for each run of white space."""
    return " ".join(text.split())
