"""Reads web pages (.html, .htm) as the blocks of text that a browser shows. Nothing in the page is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loipr.exchange.documents.blocks import (
    BULLET,
    MARK,
    Block,
    DocumentError,
    Doubt,
    Source,
    clean,
    left_out,
    one_line,
    private_signs,
    with_bullets,
)
from loipr.exchange.documents.docx_zip import LARGEST_TEXT, read_file
from loipr.exchange.documents.encodings import decode
from loipr.exchange.documents.html_tokens import tokens
from loipr.exchange.documents.list_numbers import written

#: Elements without text, and elements whose text is left out, with their names in the doubt.
_NO_TEXT = frozenset({"script", "style", "head", "template"})
_LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(("del", "s", "strike"), "what is struck through"),
    **dict.fromkeys(("select", "textarea", "option"), "what a form holds"),
    **dict.fromkeys(("noscript", "iframe", "object"), "another page or program within the page"),
    "svg": "a drawing's text",
    "math": "an equation",
}
_HIDDEN_TEXT = "hidden text"
#: Elements without an end, which hold no other elements.
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    }
)
_ENDED_BY: Mapping[str, frozenset[str]] = {
    "p": _BLOCKS,
    "li": frozenset({"li"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "tr": frozenset({"tr"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
}
_STRONG = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CSS_FORMS = {
    "decimal": "1",
    **dict.fromkeys(("lower-alpha", "lower-latin"), "a"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "A"),
    "lower-roman": "i",
    "upper-roman": "I",
    **dict.fromkeys(("none", "disc", "circle", "square"), ""),
}
_PRINTED = {"decimal": "{}.", "lowerLetter": "({})", "lowerRoman": "({})", "upperLetter": "{}.", "upperRoman": "{}."}
_MARK = re.compile(r"[\[(]? ?(\d{1,3}|[*†‡]{1,4}|[ivx]{1,5}) ?[\])]?")
#: The mark of a note has at most so many characters, in at most so many pieces.
_LONGEST_MARK = 20
_DEEPEST = 400


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    tag: str
    hidden: str
    strong: bool
    form: str = ""
    count: int = 0


@dataclass(slots=True)
class _Text:
    """A block while it is being read: its text, its links to notes (by target), and the names in it."""

    text: list[str] = field(default_factory=list)
    strong: list[bool] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    number: str = ""
    level: int = 0
    heading: int = 0
    cell: bool = False


@dataclass(slots=True)
class _Link:
    """A link or a raised text that may be the mark of a footnote."""

    tag: str
    target: str
    start: int
    strong: int


def read_web(file: Path) -> Source:
    """Read the page *file*.

    :raises DocumentError: when it cannot be read as text, or is not a web page.
    """
    content = read_file(file, LARGEST_TEXT)
    if content.startswith(b"PK"):
        raise DocumentError("it is a Word document or another archive, not a web page; give it its own ending")
    text, doubts = decode(content, _declared(content))
    reader = _Reader()
    reader.read(text)
    return _source(reader, doubts)


def _declared(content: bytes) -> str:
    """Return the encoding that the page declares; empty when it declares none."""
    found = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", content[:4096], re.IGNORECASE)
    return found[1].decode("ascii") if found else ""


class _Reader:
    """Collects the blocks of a page."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.texts: list[tuple[_Text, str]] = []
        self.current = _Text()
        self.links: list[_Link] = []
        self.seen: set[str] = set()
        self.line = 1
        self.left_out: dict[str, list[tuple[str, str]]] = {}

    def read(self, page: str) -> None:
        """Read the whole *page*."""
        for token in tokens(page):
            if token.kind == "start":
                self.begin(token.text, token.attributes)
            elif token.kind == "end":
                self.end(token.text)
            else:
                self.add(token.text)
            self.line = token.line
        self.end_block()

    def begin(self, tag: str, values: Mapping[str, str]) -> None:
        self._close_implied(tag)
        if tag in _BLOCKS:
            self.end_block()
        for name in (values.get("id", ""), values.get("name", "") if tag == "a" else ""):
            if name:
                self.current.names.append(name)
                self.seen.add(name)
        if tag == "br":
            self._add("\n")
        if tag in _EMPTY:
            return
        if len(self.open) >= _DEEPEST:
            raise DocumentError("its elements are nested deeper than those of any document")
        self.open.append(self._opened(tag, values))
        if tag == "li":
            self._count(values)
        if re.fullmatch("h[1-6]", tag):
            self.current.heading = int(tag[1])
        if tag in ("a", "sup"):
            target = values.get("href", "").removeprefix("#") if values.get("href", "").startswith("#") else ""
            self.links.append(_Link(tag, target, len(self.current.text), len(self.current.strong)))

    def _opened(self, tag: str, values: Mapping[str, str]) -> _Open:
        parent = self.open[-1] if self.open else _Open("", "", False)
        style = re.sub(r"\s", "", values.get("style", "").casefold())
        unseen = "hidden" in values or any(
            one in style for one in ("display:none", "visibility:hidden", "mso-hide:all", "line-through")
        )
        hidden = parent.hidden or (tag if tag in _NO_TEXT else _LEFT_OUT.get(tag, _HIDDEN_TEXT if unseen else ""))
        strong = (parent.strong or tag in _STRONG or bool(re.search(r"font-weight:(bold|[6-9]00)", style))) and (
            not re.search(r"font-weight:(normal|[1-4]00)", style)
        )
        form, count = "", 0
        if tag == "ol":
            named = [
                form for one in style.split(";") if one.startswith("list-style") for form in _CSS_FORMS if form in one
            ]
            sign = _CSS_FORMS[max(named, key=len)] if named else values.get("type", "1")
            form = _FORMS.get(sign, "")
            count = _integer(values.get("start", ""), 1) - 1
        return _Open(tag, hidden, strong, form, count)

    def _count(self, values: Mapping[str, str]) -> None:
        owners = [one for one in self.open if one.tag in ("ol", "ul")]
        if owners and owners[-1].form:
            owners[-1].count = _integer(values.get("value", ""), owners[-1].count + 1)
            form = owners[-1].form
            self.current.number = _PRINTED[form].format(written(owners[-1].count, form))
            self.current.level = len(owners) - 1
        elif owners:
            self.current.number = BULLET

    def end(self, tag: str) -> None:
        if tag in ("a", "sup"):
            self._end_link(tag)
        depth = next((index for index in range(len(self.open) - 1, -1, -1) if self.open[index].tag == tag), None)
        if depth is not None:
            closed = self.open[depth:]
            if any(one.tag in _BLOCKS for one in closed):
                self.end_block()
            del self.open[depth:]

    def _end_link(self, tag: str) -> None:
        """Take the mark of a footnote out of the text, and remember its target."""
        if not self.links or self.links[-1].tag != tag:
            return
        link = self.links.pop()
        pieces = self.current.text[link.start : link.start + _LONGEST_MARK]
        text = one_line("".join(pieces)) if len(pieces) == len(self.current.text) - link.start else ""
        mark = _MARK.fullmatch(text) if len(text) <= _LONGEST_MARK else None
        if mark is None or (tag == "a" and not link.target):
            return
        inner = any(one.tag in ("a", "sup") for one in self.links)
        if tag == "sup" and inner:
            return
        del self.current.text[link.start :], self.current.strong[link.strong :]
        if link.target in self.seen or (not link.target and not any(map(str.strip, self.current.text))):
            # The link leads back, so the block is the note itself.
            self.current.names.append(mark[1] if not link.target else link.target)
            if not link.target:
                self.current.names.append(f"^{mark[1]}")
            return
        self.current.notes.append(link.target or f"^{mark[1]}")
        self.current.text.append(MARK)

    def _close_implied(self, tag: str) -> None:
        while self.open and tag in _ENDED_BY.get(self.open[-1].tag, ()):
            self.end(self.open[-1].tag)

    def add(self, text: str) -> None:
        if not any(one.tag == "pre" for one in self.open):
            text = re.sub(r"[ \t\n\r\f]+", " ", text)
        self._add(text)

    def _add(self, text: str) -> None:
        if self.open and self.open[-1].hidden:
            if self.open[-1].hidden not in _NO_TEXT and text.strip():
                self.left_out.setdefault(self.open[-1].hidden, []).append((f"line {self.line}", text))
            return
        self.current.text.append(text)
        if text.strip():
            self.current.strong.append(bool(self.open and self.open[-1].strong))
            self.current.cell = any(one.tag in ("td", "th") for one in self.open)

    def end_block(self) -> None:
        """Add the block that is being read to the finished blocks."""
        text = "".join(self.current.text)
        if text.strip():
            self.texts.append((self.current, f"line {self.line}"))
            self.current = _Text()
            self.links.clear()
        elif self.current.notes and self.texts:
            self.texts[-1][0].notes += self.current.notes
            self.current.notes = []


def _source(reader: _Reader, doubts: tuple[Doubt, ...]) -> Source:
    """Separate the notes, which are the blocks that marks lead to, from the other blocks."""
    wanted = {target for text, _ in reader.texts for target in text.notes}
    found = [
        left_out(words[0][0], what, " ".join(word for _, word in words)) for what, words in reader.left_out.items()
    ]
    notes: dict[str, str] = {}
    blocks = []
    for text, where in reader.texts:
        raw = with_bullets("".join(text.text))
        if private_signs(raw):
            found.append(Doubt(where, "a sign that only a symbol font has was left out; look for it in the document"))
        shown = clean(raw)
        name = next((name for name in text.names if name in wanted and name not in notes), None)
        if name is not None and not text.number and name not in text.notes:
            notes[name] = re.sub(r"^[\[(]?(?:\d{1,3}|[*]{1,4})[\])]?\.?\s+", "", one_line(shown.replace(MARK, "")))
            continue
        if shown:
            strong = bool(text.strong) and all(text.strong)
            blocks.append(
                Block(shown, where, text.number, text.level, text.heading, strong, tuple(text.notes), text.cell)
            )
    return Source(tuple(blocks), notes, (*doubts, *found))


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\s*\d{1,4}\s*", text, re.ASCII) else otherwise
