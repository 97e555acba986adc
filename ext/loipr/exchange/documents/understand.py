"""From blocks of text to a document of the Committee: masthead, sections, numbered paragraphs, items.

What cannot be told for sure is noted as a doubt with its place; nothing is left out without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from loipr.exchange.documents.blocks import MARK, Block, Doubt, Source, one_line
from loipr.exchange.documents.languages import either
from loipr.exchange.documents.naming import joined, provisions_in
from loipr.exchange.documents.read_masthead import Masthead, masthead_of, state_of
from loipr.exchange.documents.read_text import FURNITURE, split_lines
from loipr.facts.treaties import Treaties
from loipr.wording.labels import letters, roman

LIST, OBSERVATIONS = "list of issues", "concluding observations"
#: What a heading may have; what is longer, or ends as a sentence, is a paragraph.
_LONGEST_HEADING, _SURE_PARAGRAPH = 160, 12
#: Ranks of headings: parts, capital letters, numbers, plain ones, articles.
_PART, _LETTER, _NUMBER, _PLAIN, _ARTICLE = 1.0, 2.0, 3.0, 4.0, 5.0

_NUMBERED = re.compile(r"(\d{1,3})\.(?!\d)\s*")
_TYPED_NOTE = re.compile(r"(\d{1,3})\s+(?=\S)")
_ITEM = re.compile(r"(?:\(\s?([a-z]{1,5})\s?\)|([a-z]{1,5})\))\s*")
_BARE_ITEM = re.compile(r"([a-z]{1,5})\.$")
_ENDED = re.compile(r"[.;:?!][)»”\"’']?$")
_SECTION = re.compile(rf"{either('section')}\s*(?:[IVX]+|\d+|[A-Z])?\b[.:]?", re.IGNORECASE)
_ROMAN_HEAD, _LETTER_HEAD = re.compile(r"([IVX]{1,5})\.\s*"), re.compile(r"([A-Z])\.\s*")
_ARTICLE_HEAD = re.compile(rf"{either('article')}\s*(?:\d|{either('first')})", re.IGNORECASE)
_ASKS = re.compile(either("asks"), re.IGNORECASE)
_TITLES = {
    LIST: re.compile(either("list_of_issues"), re.IGNORECASE),
    OBSERVATIONS: re.compile(either("concluding_observations"), re.IGNORECASE),
}
_LINKED = rf"(?:^|[:;,.])\s*(?:{either('and_')}|or|ou|o|u)?\s*"


@dataclass(slots=True)
class Item:
    """A lettered part, or a roman one of it; ``label`` is that of its level alone: ``(b)``."""

    label: str
    text: str
    where: str
    provisions: str = ""
    notes: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """A numbered paragraph; ``heading`` is a plain one above it, below that of its section."""

    number: int
    text: str
    where: str
    provisions: str = ""
    notes: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    heading: str = ""


@dataclass(slots=True)
class Section:
    """The paragraphs below a heading; ``within`` are the headings above it, from the outermost."""

    heading: str
    within: tuple[str, ...]
    provisions: str
    where: str
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was understood."""

    kind: str
    masthead: Masthead
    sections: tuple[Section, ...]
    doubts: tuple[Doubt, ...]

    @property
    def chapters(self) -> list[Section]:
        """The sections that have a number or letter; plain headings below them stand at their paragraphs.

        A list may have a plain heading, as “Article 9”, above each of its questions.
        """
        found: list[Section] = []
        for section in self.sections:
            depth = len(section.within)
            while depth and not _is_labelled((*section.within, section.heading)[depth]):
                depth -= 1
            *within, heading = (*section.within, section.heading)[: depth + 1]
            plain = ", ".join((*section.within, section.heading)[depth + 1 :])
            if not found or (found[-1].within, found[-1].heading) != (tuple(within), heading):
                found.append(Section(heading, tuple(within), section.provisions, section.where))
            found[-1].paragraphs += [replace(paragraph, heading=plain) for paragraph in section.paragraphs]
        return found

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [paragraph for section in self.sections for paragraph in section.paragraphs]


def understand(source: Source, treaties: Treaties) -> Document | Doubt:
    """Return the document that *source* holds, or why it is neither a list of issues nor concluding observations."""
    blocks = list(source.blocks)
    start = next((index for index, block in enumerate(blocks) if _kind_of(block)), None)
    if start is None:
        return Doubt("", "it has no title that says “list of issues” or “concluding observations”")
    kind = _kind_of(blocks[start])
    end = start + 1
    title = blocks[start].text
    while end < len(blocks) and _goes_on(title, blocks[end]):
        title, end = f"{title} {blocks[end].text}", end + 1
    title = title.replace(MARK, "")
    doubts = list(source.doubts)
    body = [part for block in blocks[end:] for part in split_lines(block)]
    marks = sum(len(block.notes) for block in blocks[start:end])
    masthead = masthead_of(blocks[:start], one_line(title), marks, body, doubts)
    if "/CO/" in masthead.symbol:
        kind = OBSERVATIONS
    treaty = treaty_of(masthead.symbol, treaties)
    if masthead.symbol and treaty is None:
        message = (
            f"no treaty in data/treaties has a Committee whose documents are called {masthead.symbol}; add its file"
        )
        doubts.append(Doubt("", message, stops=True))
    own = replace(treaties, own=treaty or treaties.own)
    body, notes = _without_typed_notes(body, source.notes)
    reader = _Reader(replace(source, notes=notes), own, masthead.symbol, doubts)
    reader.read(body)
    return Document(kind, masthead, tuple(one for one in reader.sections if one.paragraphs), tuple(doubts))


def _without_typed_notes(body: list[Block], notes: Mapping[str, str]) -> tuple[list[Block], dict[str, str]]:
    """Return the blocks that are no notes, and the notes: one may be typed below the text, as ``1 See the report``."""
    wanted = {mark for block in body for mark in block.notes if mark not in notes}
    found, text = dict(notes), []
    for block in body:
        match = _TYPED_NOTE.match(block.text) if not block.number else None
        if match and f"^{match[1]}" in wanted and f"^{match[1]}" not in found:
            found[f"^{match[1]}"] = block.text[match.end() :]
        else:
            text.append(block)
    return text, found


def treaty_of(symbol: str, treaties: Treaties) -> str | None:
    """Return the abbreviation of the treaty whose Committee gives documents such symbols."""
    for treaty in treaties.by_abbreviation.values():
        if symbol.startswith(f"{treaty.symbols}/"):
            return treaty.abbreviation
    return None


def _kind_of(block: Block) -> str:
    text = one_line(block.text.replace(MARK, ""))
    if len(text) > 400 or _NUMBERED.match(f"{block.number} {text}".strip()) or text.endswith((".", ";")):
        return ""
    return next((kind for kind, words in _TITLES.items() if words.search(text)), "")


def _goes_on(title: str, block: Block) -> bool:
    """Whether *block* goes on with a *title* that does not name the State yet."""
    text = one_line(block.text)
    if block.number or _NUMBERED.match(text) or _SECTION.match(text) or _LETTER_HEAD.match(text):
        return False
    return not state_of(title) and not _ENDED.search(text) and len(text) < 200 and text[:1] not in "*"


class _Reader:
    """Reads the body block by block."""

    def __init__(self, source: Source, treaties: Treaties, symbol: str, doubts: list[Doubt]):
        self.source = source
        self.treaties = treaties
        self.symbol = symbol
        self.doubts = doubts
        self.sections: list[Section] = []
        self.path: list[tuple[float, str, str]] = []
        self.last = 0
        self.paragraph: Paragraph | None = None
        self.node: Paragraph | Item | None = None

    def read(self, body: list[Block]) -> None:
        """Read all blocks below the title."""
        body = [block for block in body if not self._is_furniture(block)]
        bare = not any(self._numbered(block) and not _reads_as_heading(block) for block in body)
        if bare and body:
            message = "no paragraph has a number in this file; they were counted in their order"
            self.doubts.append(Doubt(body[0].where, message))
        for index, block in enumerate(body):
            self._read_block(block, body[index + 1 :], bare)
        for section in self.sections:
            for paragraph in section.paragraphs:
                paragraph.provisions = section.provisions
                self._finish(paragraph)
        self._check_numbers()

    def _is_furniture(self, block: Block) -> bool:
        text = one_line(block.text)
        return bool(not block.number and FURNITURE.fullmatch(text)) or not text

    def _doubt(self, block: Block, message: str, *, stops: bool = False) -> None:
        self.doubts.append(Doubt(block.where, message, stops))

    def _numbered(self, block: Block) -> tuple[int, str] | None:
        """Return the number that stands before a block, typed or automatic, and the text behind it."""
        if block.number:
            match = re.fullmatch(r"\(?(\d{1,3})[.)]?", block.number)
            return (int(match[1]), block.text) if match else None
        match = _NUMBERED.match(block.text)
        return (int(match[1]), block.text[match.end() :]) if match else None

    def _read_block(self, block: Block, rest: list[Block], bare: bool) -> None:
        if label := _item_label(block):
            if self.paragraph is not None:
                self._add_item(block, *label, rest)
            else:
                self._doubt(block, f"“{_start(block.text)}” stands before any numbered paragraph; it was left out")
        elif (found := self._numbered(block)) and not self._is_numbered_heading(block, found, rest):
            self._add_paragraph(block, *found)
        elif found or _reads_as_heading(block):
            self._add_heading(block)
        elif block.text.startswith("*"):
            pass  # the note of the title
        elif bare:
            self._add_paragraph(block, self.last + 1, block.text)
        elif self.node is None:
            self._doubt(block, f"“{_start(block.text)}” has no number and stands before the first paragraph; left out")
        else:
            self._continue(block, self.node)

    def _is_numbered_heading(self, block: Block, found: tuple[int, str], rest: list[Block]) -> bool:
        number, text = found
        if not _reads_as_heading(replace(block, text=text, number="")):
            return False
        if block.heading or block.strong or number != self.last + 1:
            return True
        following = (self._numbered(other) for other in rest if not _reads_as_heading(other))
        after = next((other[0] for other in following if other), 0)
        return after == number or (after != number + 1 and len(text.split()) < _SURE_PARAGRAPH)

    def _add_heading(self, block: Block) -> None:
        text = one_line(f"{block.number} {_spaced(block.text)}" if block.number else _spaced(block.text))
        rank = self._rank(block, text)
        follows = self.sections and not self.sections[-1].paragraphs
        if rank == _PLAIN and follows and self.path and self.path[-1][0] == _PLAIN:
            rank += 0.5
        self.path = [one for one in self.path if one[0] < rank]
        named = provisions_in(text, self.treaties)
        self.doubts += [Doubt(block.where, doubt) for doubt in named.doubts]
        within = tuple(heading for _, heading, _ in self.path)
        provisions = joined(*(found for _, _, found in self.path), named.provisions)
        self.path.append((rank, text, named.provisions))
        self.sections.append(Section(text, within, provisions, block.where))
        self.paragraph = self.node = None

    def _rank(self, block: Block, text: str) -> float:
        if _ARTICLE_HEAD.match(text):
            return _ARTICLE
        if _SECTION.match(text) and not _NUMBERED.match(text):
            return _PART
        if match := _ROMAN_HEAD.match(text):
            before = next((heading for rank, heading, _ in reversed(self.path) if rank == _LETTER), "")
            is_letter = len(match[1]) == 1 and before[:1] == chr(ord(match[1]) - 1)
            return _LETTER if is_letter else _PART
        if _LETTER_HEAD.match(text):
            return _LETTER
        if _NUMBERED.match(text):
            return _NUMBER
        return _PLAIN + block.heading / 100

    def _add_paragraph(self, block: Block, number: int, text: str) -> None:
        if not self.sections:
            self.sections.append(Section("", (), "", block.where))
        if number != self.last + 1:
            message = f"paragraph {number} comes after {self.last}" if self.last else f"the first paragraph is {number}"
            self._doubt(block, message)
        self.paragraph = self.node = Paragraph(number, text.strip(), block.where, notes=self._notes(block))
        self.sections[-1].paragraphs.append(self.paragraph)
        self.last = number

    def _notes(self, block: Block) -> list[str]:
        for mark in block.notes:
            if mark not in self.source.notes and mark.startswith("^"):
                self._doubt(
                    block,
                    f"the raised {mark[1:]} was taken for the mark of a note, and left out: there is no such note",
                )
        return [self.source.notes[mark] for mark in block.notes if self.source.notes.get(mark)]

    def _continue(self, block: Block, node: Paragraph | Item) -> None:
        text = f"{block.number} {block.text}".strip()
        node.text += f"\n{text}"
        node.notes += self._notes(block)
        if isinstance(node, Item):
            self._doubt(block, f"“{_start(text)}” has no number; it was put to the item before it, {node.label}")

    def _add_item(self, block: Block, label: str, text: str, rest: list[Block]) -> None:
        paragraph = self.paragraph
        assert paragraph is not None
        owner = paragraph.items[-1] if paragraph.items else None
        as_roman = owner is not None and label == roman(len(owner.items) + 1)
        as_letter = label == letters(len(paragraph.items) + 1)
        if as_roman and as_letter and owner is not None:
            after = next((found[0] for other in rest[:1] if (found := _item_label(other))), "")
            announced = not owner.items and owner.text.endswith(":")
            as_letter = not announced and after != roman(len(owner.items) + 2)
        elif not as_roman and not as_letter:
            as_letter = len(label) == 1 or owner is None
            before = f"({letters(len(paragraph.items))})" if paragraph.items else f"paragraph {paragraph.number}"
            if any(item.label == f"({label})" for item in (paragraph.items if as_letter or not owner else owner.items)):
                self._doubt(block, f"item ({label}) stands twice in paragraph {paragraph.number}", stops=True)
            else:
                self._doubt(block, f"item ({label}) comes after {before}: letters are missing or out of order")
        item = Item(f"({label})", text, block.where, notes=self._notes(block))
        (paragraph.items if as_letter or owner is None else owner.items).append(item)
        self.node = item

    def _finish(self, node: Paragraph | Item, depth: int = 0) -> None:
        """Take apart the items that stand within a text, and find the provisions that it names."""
        if not node.items and depth < 2:
            text, parts = _inline_items(node.text, letters if depth == 0 else roman)
            if parts:
                node.text = text
                node.items = [Item(f"({label})", words, node.where) for label, words in parts]
                name = f"paragraph {node.number}" if isinstance(node, Paragraph) else f"item {node.label}"
                message = f"{name} has {parts[0][0]} to {parts[-1][0]} within its text; they were taken as items"
                self.doubts.append(Doubt(node.where, message))
        named = provisions_in(node.text, self.treaties)
        self.doubts += [Doubt(node.where, doubt) for doubt in named.doubts]
        node.provisions = joined(node.provisions, named.provisions)
        for item in node.items:
            self._finish(item, depth + 1)

    def _check_numbers(self) -> None:
        seen: dict[int, Paragraph] = {}
        for paragraph in (paragraph for section in self.sections for paragraph in section.paragraphs):
            first = seen.setdefault(paragraph.number, paragraph)
            if first is not paragraph:
                message = (
                    f"paragraph {paragraph.number} stands twice (first at {first.where}); number it in the document"
                )
                self.doubts.append(Doubt(paragraph.where, message, stops=True))


def _is_labelled(heading: str) -> bool:
    return any(words.match(heading) for words in (_SECTION, _ROMAN_HEAD, _LETTER_HEAD, _NUMBERED))


def _item_label(block: Block) -> tuple[str, str] | None:
    """Return the letters that stand before a block, typed or automatic, and the text behind them."""
    if block.number:
        match = _ITEM.fullmatch(block.number) or _BARE_ITEM.fullmatch(block.number)
        return (next(group for group in match.groups() if group), block.text) if match else None
    match = _ITEM.match(block.text)
    return (match[1] or match[2], block.text[match.end() :].strip()) if match else None


def _reads_as_heading(block: Block) -> bool:
    """Whether the text of a block, its number aside, is that of a heading."""
    text = one_line(block.text)
    bare = re.sub(r"^(?:\d{1,3}\.(?!\d)|[IVX]{1,5}\.|[A-Z]\.)\s*", "", text)
    if _item_label(block) or _ASKS.match(bare) or len(text) > _LONGEST_HEADING or text.startswith("*"):
        return False
    if block.heading and not (_ENDED.search(text) and len(text) > 100):
        return True
    return not _ENDED.search(text) and not bare[:1].islower() and not bare.startswith(("-", "–", "•", "["))


def _spaced(text: str) -> str:
    """Return a heading with a blank behind its number, which many files have lost."""
    return re.sub(r"^(\d{1,3}\.|[IVX]{1,5}\.|[A-Z]\.)(?=[^\s\d.])", r"\1 ", one_line(text))


def _inline_items(text: str, write: Callable[[int], str]) -> tuple[str, list[tuple[str, str]]]:
    """Take ``… provide: (a) laws; (b) policies`` apart; letters of citations (``para. 25 (a)``) are none."""
    labels: list[tuple[int, int, str]] = []
    for match in re.finditer(r"\(\s?([a-z]{1,5})\s?\)|(?<=[\s:;,])([a-z]{1,4})\)", text):
        before = text[: match.start()]
        wanted = write(len(labels) + 1)
        follows = re.search(_LINKED + "$", before, re.IGNORECASE)
        fresh = (
            not labels
            and re.search(r"[^\W\d][:,]?\s*$", before)
            and not re.search(
                rf"(?:{either('paragraph')}|{either('article')}|{either('letter')})\s*$", before, re.IGNORECASE
            )
        )
        if (match[1] or match[2]) == wanted and (follows or fresh):
            labels.append((match.start(), match.end(), wanted))
    if len(labels) < 2:
        return text, []
    ends = [start for start, _, _ in labels[1:]] + [len(text)]
    parts = [(label, text[stop:end].strip()) for (_, stop, label), end in zip(labels, ends, strict=True)]
    return text[: labels[0][0]].strip(), parts


def _start(text: str) -> str:
    words = one_line(text)
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"


def walk(node: Paragraph | Item, above: str = "") -> Iterator[tuple[str, Item]]:
    """Yield each item below *node* with its complete label: ``(b) (i)``."""
    for item in node.items:
        label = f"{above} {item.label}".strip()
        yield label, item
        yield from walk(item, label)
