"""Reads Word documents (.docx): paragraphs as printed, with automatic numbers; tracked changes count as accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from loipr.exchange.documents.blocks import (
    MARK,
    Block,
    Doubt,
    Source,
    clean,
    left_out,
    one_line,
    private_signs,
    with_bullets,
)
from loipr.exchange.documents.docx_zip import KEPT_APART, open_package, read_file, read_part
from loipr.exchange.documents.list_numbers import Numbering, W
from loipr.exchange.documents.read_text import is_furniture

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FALLBACK = f"{_COMPATIBILITY}Fallback"
#: Elements that hold others; the text in all other kinds of elements is left out, with a doubt.
_CONTAINERS = (W, _COMPATIBILITY)
#: Elements with the measures of drawings, which are not words.
_MEASURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}",
    "{http://schemas.microsoft.com/",
)
#: Fonts that print letters as other signs.
_SYMBOL_FONTS = re.compile(r"symbol|wingdings|webdings|dingbats", re.IGNORECASE)
#: Elements that are not printed: texts that were deleted or moved away, and the instructions of fields.
_UNPRINTED = frozenset(W + name for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr"))
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
#: The mark of a note that somebody typed and raised by hand.
_TYPED_MARK = re.compile(r"\d{1,3}")
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class _Style:
    """The needed properties of a paragraph style; properties that it does not set come from its ``base``."""

    base: str = ""
    list: str | None = None
    level: int | None = None
    outline: int | None = None
    strong: bool | None = None


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is being read; ``boxes`` are the text boxes anchored in it."""

    text: list[str] = field(default_factory=list)
    strong: list[bool] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)


def read_word(file: Path) -> Source:
    """Read the .docx *file*.

    :raises DocumentError: when it is not a .docx file, is damaged, or must not be trusted.
    """
    with open_package(read_file(file)) as package:
        return _Reader(package).read()


class _Reader:
    def __init__(self, package: zipfile.ZipFile):
        body = read_part(package, "word/document.xml")
        assert body is not None, "the archive was seen to have it"
        self.body = body
        self.styles = _styles(read_part(package, "word/styles.xml"))
        lists = {name: style.list for name, style in self.styles.items() if style.list}
        self.numbering = Numbering(read_part(package, "word/numbering.xml"), lists)
        self.note_parts = {kind: read_part(package, f"word/{kind}s.xml") for kind in ("footnote", "endnote")}
        self.blocks: list[Block] = []
        self.margins = list(_margins(package))
        comments = read_part(package, "word/comments.xml")
        self.comments = [clean(_words_in(one)) for one in comments] if comments is not None else []
        self.held: _Paragraph | None = None
        self.count = 0
        self.doubts: list[Doubt] = []

    def read(self) -> Source:
        for story in self.body:
            self._read_blocks(story)
        if self.held is not None:
            self._end_paragraph(self.held, None)
        notes = {}
        for kind, part in self.note_parts.items():
            for element in part if part is not None else ():
                if element.get(f"{W}type", "normal") == "normal":
                    notes[f"{kind}{element.get(f'{W}id')}"] = self._note_text(element)
        return Source(tuple(self.blocks), notes, tuple(self._doubts()))

    @property
    def where(self) -> str:
        return f"paragraph {self.count} of the file"

    def _doubts(self) -> Iterator[Doubt]:
        yield from self.doubts
        for words in self.margins:
            yield left_out("the head or foot of the pages", "text", words)
        names = [("ins", "moveTo"), ("del", "moveFrom")]
        added, gone = (sum(1 for name in pair for _ in self.body.iter(W + name)) for pair in names)
        if added or gone:
            changes = f"{added} insertion{'s' * (added != 1)} and {gone} deletion{'s' * (gone != 1)}"
            words = one_line("".join(_deleted_words(self.body)))
            message = f"it has tracked changes ({changes}); it was read as if all were accepted"
            yield Doubt("the document", message, words=words)
        for words in self.comments:
            yield left_out("the document", "a comment", words)

    def _note_text(self, element: Element) -> str:
        lines = []
        for paragraph in element.iter(f"{W}p"):
            found = _Paragraph()
            self._read_runs(paragraph, found)
            self._tell(found, "a note")
            lines.append(one_line(clean("".join(found.text))))
        return re.sub(r"^[\d*]{1,4}\s+", "", one_line(" ".join(lines)))

    def _read_blocks(self, parent: Element, *, cell: bool = False) -> None:
        """Read the paragraphs below *parent*; tables cell by cell."""
        for element in parent:
            if element.tag == f"{W}p":
                self._read_paragraph(element, cell)
            elif element.tag == f"{W}altChunk":
                self.doubts.append(Doubt(f"after {self.where}", KEPT_APART, stops=True))
            elif element.tag in (*_UNPRINTED, _FALLBACK, f"{W}sectPr") or _is_deleted_row(element):
                continue
            elif element.tag.startswith(_CONTAINERS):
                self._read_blocks(element, cell=cell or element.tag == f"{W}tc")
                self._leave_out(element, "text", own=True)
            else:
                self._leave_out(element, _kind_of(element))

    def _leave_out(self, element: Element, what: str, *, own: bool = False) -> None:
        """Note the words of *element* as left out: only its *own* words, or also those of all elements below it."""
        words = (element.text or "") if own else _words_in(element)
        if words.strip():
            self.doubts.append(left_out(self.where, what, words))

    def _read_paragraph(self, element: Element, cell: bool) -> None:
        properties = element.find(f"{W}pPr")
        paragraph = self.held or _Paragraph()
        self.held = None
        self.count += 1
        self._read_runs(element, paragraph)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            # Its end is deleted, so the next paragraph belongs to it.
            self.held = paragraph
            return
        self._end_paragraph(paragraph, properties, cell)

    def _end_paragraph(self, paragraph: _Paragraph, properties: Element | None, cell: bool = False) -> None:
        self._tell(paragraph, self.where)
        text = clean("".join(paragraph.text))
        style = self._style_of(properties)
        if text:
            number, level = self._number(properties)
            strong = bool(paragraph.strong) and all(paragraph.strong)
            self.blocks.append(
                Block(
                    text=text,
                    where=self.where,
                    number=number,
                    level=level,
                    heading=self._heading(properties, style),
                    strong=strong,
                    notes=tuple(paragraph.notes),
                    cell=cell,
                )
            )
        for box in paragraph.boxes:
            self._read_blocks(box, cell=cell)

    def _tell(self, paragraph: _Paragraph, where: str) -> None:
        """Note the words that were left out of *paragraph*."""
        for words, what in (
            (paragraph.struck, "what is struck through"),
            (paragraph.hidden, "hidden text"),
            (paragraph.signs, "a sign of a symbol font"),
        ):
            if "".join(words).strip():
                self.doubts.append(left_out(where, what, "".join(words)))
        if where != self.where and paragraph.boxes:
            self.doubts += [left_out(where, "a text box", _words_in(box)) for box in paragraph.boxes]

    def _style_of(self, properties: Element | None) -> str:
        return _value(properties, "pStyle") or next((name for name, one in self.styles.items() if one.base == "*"), "")

    def _chain(self, style: str) -> Iterator[tuple[str, _Style]]:
        """Yield the style and the styles that it is based on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield style, self.styles[style]
            style = self.styles[style].base

    def _number(self, properties: Element | None) -> tuple[str, int]:
        """Return the automatic number of a paragraph, and its level."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        use, depth = (_value(own, "numId"), _value(own, "ilvl")) if own is not None else (None, None)
        for name, style in self._chain(self._style_of(properties)):
            if use is not None:
                break
            if style.list is not None:
                use = style.list
                level = style.level if style.level is not None else self.numbering.level_of_style(use, name)
                depth = depth or str(level)
        if not use or use == "0":
            return "", 0
        level = int(depth) if depth and depth.isdecimal() and len(depth) == 1 else 0
        return one_line(self.numbering.next(use, level)), level

    def _heading(self, properties: Element | None, style: str) -> int:
        outline = _value(properties, "outlineLvl")
        if outline is None:
            found = (one.outline for _, one in self._chain(style) if one.outline is not None)
            return next((level + 1 for level in found if level < 9), 0)
        return int(outline) + 1 if re.fullmatch("[0-8]", outline) else 0

    def _read_runs(self, parent: Element, paragraph: _Paragraph) -> None:
        for element in parent:
            if element.tag == f"{W}r":
                self._read_run(element, paragraph)
            elif element.tag in (*_UNPRINTED, _FALLBACK):
                continue
            elif element.tag == f"{W}p" or not element.tag.startswith(_CONTAINERS):
                self._leave_out(element, _kind_of(element))
            else:
                self._read_runs(element, paragraph)
                self._leave_out(element, "text", own=True)

    def _read_run(self, run: Element, paragraph: _Paragraph) -> None:
        properties = run.find(f"{W}rPr")
        for kept, names in ((paragraph.hidden, ("vanish",)), (paragraph.struck, ("strike", "dstrike"))):
            if any(_is_on(properties, name) for name in names):
                kept.append(_words_in(run))
                return
        font = properties.find(f"{W}rFonts") if properties is not None else None
        in_symbols = font is not None and bool(_SYMBOL_FONTS.search(font.get(f"{W}ascii", "")))
        own_mark = False
        for element in run:
            name = element.tag.removeprefix(W)
            if name in ("footnoteReference", "endnoteReference"):
                paragraph.notes.append(f"{name.removesuffix('Reference')}{element.get(f'{W}id')}")
                paragraph.text.append(MARK)
                own_mark = element.get(f"{W}customMarkFollows", "0") not in _OFF
            elif name == "t" and not own_mark:
                text = with_bullets((element.text or "").replace(MARK, ""))
                if (in_symbols and re.search(r"\w", text)) or private_signs(text):
                    paragraph.signs.append(text)
                    continue
                if _value(properties, "vertAlign") == "superscript" and _TYPED_MARK.fullmatch(text) and paragraph.text:
                    paragraph.notes.append(f"^{text}")
                    text = MARK
                paragraph.text.append(text)
                if text.strip():
                    paragraph.strong.append(bool(_is_on(properties, "b")))
            elif name == "br" and element.get(f"{W}type") in ("page", "column"):
                paragraph.text.append(" ")
            elif name in _MARKS:
                paragraph.text.append(_MARKS[name])
            elif name == "sym":
                sign = with_bullets(_sign(element.get(f"{W}char", "")))
                (paragraph.signs if private_signs(sign) or sign.isalnum() else paragraph.text).append(sign)
            elif element.tag not in (*_UNPRINTED, f"{W}t"):
                paragraph.boxes += _boxes(element)
                if words := _words_in(element, boxes=False):
                    self.doubts.append(left_out(self.where, _kind_of(element), words))


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes below *element*, each once: Word writes each a second time for old programs."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _words_in(element: Element, *, boxes: bool = True) -> str:
    """Return the words of *element* with all its parts; *boxes* says whether text boxes count."""
    if element.tag in (*(_UNPRINTED - {f"{W}delText"}), _FALLBACK) or (element.tag == f"{W}txbxContent" and not boxes):
        return ""
    if element.tag == f"{W}sym":
        return _sign(element.get(f"{W}char", ""))
    own = "" if element.tag.startswith(_MEASURES) else element.text or ""
    words = own + "".join(_words_in(child, boxes=boxes) for child in element)
    return f"{words} " if element.tag == f"{W}p" else words


def _deleted_words(body: Element) -> Iterator[str]:
    """Yield the words that were deleted or moved away, if Word still keeps them."""
    for name in ("del", "moveFrom"):
        for change in body.iter(W + name):
            yield from (element.text or "" for element in change.iter() if element.tag in (f"{W}delText", f"{W}t"))
            yield " "


def _kind_of(element: Element) -> str:
    """Return the kind of *element* in words for a person."""
    name = element.tag.rpartition("}")[2]
    known = {"oMath": "an equation", "oMathPara": "an equation", "ruby": "text with signs above it"}
    return known.get(
        name, "a drawing's text" if name in ("drawing", "pict", "object") else f"text in an element {name}"
    )


def _sign(code: str) -> str:
    """Return the sign of a symbol font at *code*, which is in hexadecimal digits."""
    sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else ""
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else sign


def _margins(package: zipfile.ZipFile) -> Iterator[str]:
    """Yield the words in the headers and footers of pages, each once, if they are more than symbols and numbers."""
    seen = set()
    for name in package.namelist():
        if not re.fullmatch(r"word/(?:header|footer)\d{0,4}\.xml", name):
            continue
        part = read_part(package, name)
        for paragraph in part.iter(f"{W}p") if part is not None else ():
            words = one_line(clean(_words_in(paragraph)))
            if words and not is_furniture(words) and words not in seen:
                seen.add(words)
                yield words


def _is_deleted_row(element: Element) -> bool:
    return element.tag == f"{W}tr" and element.find(f"{W}trPr/{W}del") is not None


def _styles(part: Element | None) -> Mapping[str, _Style]:
    styles = {}
    for element in part if part is not None else ():
        if element.tag != f"{W}style":
            continue
        properties = element.find(f"{W}pPr")
        numbers = properties.find(f"{W}numPr") if properties is not None else None
        level, outline = _value(numbers, "ilvl"), _value(properties, "outlineLvl")
        styles[element.get(f"{W}styleId", "")] = _Style(
            base=_value(element, "basedOn") or "",
            list=_value(numbers, "numId"),
            level=int(level) if level and re.fullmatch("[0-8]", level) else None,
            outline=int(outline) if outline and re.fullmatch("[0-9]", outline) else None,
        )
    return styles


def _value(element: Element | None, name: str) -> str | None:
    """Return the ``w:val`` of the child *name* of *element*."""
    found: Iterable[Element] = element if element is not None else ()
    return next((child.get(f"{W}val") for child in found if child.tag == W + name), None)


def _is_on(properties: Element | None, name: str) -> bool:
    """Whether a run has the property *name*."""
    found = properties.find(W + name) if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in _OFF
