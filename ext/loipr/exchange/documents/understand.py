"""Turns blocks of text into a document of the Committee: masthead, sections, numbered paragraphs, items.

If something is not certain, a doubt with its place is noted; nothing is left out without a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loipr.exchange.documents.blocks import BULLET, MARK, Block, Doubt, Source, left_out, one_line, start_of
from loipr.exchange.documents.languages import either
from loipr.exchange.documents.naming import joined, provisions_in
from loipr.exchange.documents.read_masthead import Masthead, masthead_of, state_of, without_title
from loipr.exchange.documents.read_text import is_furniture, split_lines
from loipr.facts.treaties import Treaties
from loipr.wording.labels import letters, roman

LIST, OBSERVATIONS = "list of issues", "concluding observations"
#: The most characters of a heading; a numbered text with so many words is a paragraph.
_LONGEST_HEADING, _SURE_PARAGRAPH = 160, 12
#: The most characters of a title, and the most blocks of a document.
_LONGEST_TITLE, _MOST_BLOCKS = 600, 20_000
#: How far before a letter to search for the text that it continues.
_NEAR = 60
#: Ranks of headings: parts, capital letters, numbers, plain ones, articles.
_PART, _LETTER, _NUMBER, _PLAIN, _ARTICLE = 1.0, 2.0, 3.0, 4.0, 5.0

_NUMBERED = re.compile(r"(\d{1,3})(?:\.(?!\d)|\)(?!\S))\s*")
_TYPED_NOTE = re.compile(r"(\d{1,3})\s+(?=\S)")
_ITEM = re.compile(r"(?:\(\s?([a-z]{1,5})\s?\)|([a-z]{1,5})\))\s*")
_BARE_ITEM = re.compile(r"([a-z]{1,5})\.$")
#: What may be meant for an item, in a form that the Committee does not use: a., A), 1.1.
_LIKE_ITEM = re.compile(r"(?:[a-z]\.|\(?[A-Z]\)|\d{1,3}\.\d{1,2}\.?)\s+\S")
_ENDED = re.compile(r"[.;:?!][)»”\"’']?$")
_SECTION = re.compile(rf"{either('section')}\s*(?:[IVX]+|\d+|[A-Z])?\b[.:]?", re.IGNORECASE)
_ROMAN_HEAD, _LETTER_HEAD = re.compile(r"([IVX]{1,5})\.\s*"), re.compile(r"([A-Z])\.\s*")
_ARTICLE_HEAD = re.compile(rf"{either('article')}\s*(?:\d|{either('first')})", re.IGNORECASE)
_ASKS = re.compile(either("asks"), re.IGNORECASE)
_TITLES = {
    LIST: re.compile(either("list_of_issues"), re.IGNORECASE),
    OBSERVATIONS: re.compile(either("concluding_observations"), re.IGNORECASE),
}
#: The sign before a point of a list without numbers.
_BULLETS = ("-", "–", "—", "−", "‣", "▪", "●", "○", "◦", "·", "■", "□", "▫", "➢", "[", BULLET)
#: With so many numbers in a file, they belong to paragraphs, even if each looks like the number of a heading.
_COUNTED = 3
_LINKED = rf"(?:^|[:;,.])\s*(?:{either('and_')}|or|ou|o|u)?\s*"


@dataclass(slots=True)
class Item:
    """A lettered part, or a roman part of that; ``label`` is only the label of its level: ``(b)``.

    ``lines`` are the lines below its first line, until all of it is read.
    """

    label: str
    text: str
    where: str
    provisions: str = ""
    notes: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """A numbered paragraph; ``heading`` is a plain heading above it, within its section; ``lines`` as in an item."""

    number: int
    text: str
    where: str
    provisions: str = ""
    notes: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
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
    """The contents of a document."""

    kind: str
    masthead: Masthead
    sections: tuple[Section, ...]
    doubts: tuple[Doubt, ...]

    @property
    def chapters(self) -> list[Section]:
        """The sections with a number or letter; plain headings below them belong to their paragraphs.

        A list may have a plain heading, as “Article 9”, above each question.
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
    if len(blocks) > _MOST_BLOCKS:
        return Doubt("", f"it has more than {_MOST_BLOCKS:,} paragraphs, which no document of a Committee has")
    start = next((index for index, block in enumerate(blocks) if _kind_of(block)), None)
    if start is None:
        return Doubt("", without_title(" ".join(block.text for block in blocks)))
    kind = _kind_of(blocks[start])
    end = start + 1
    title = blocks[start].text
    while end < len(blocks) and len(title) < _LONGEST_TITLE and _goes_on(title, blocks[end]):
        title, end = f"{title} {blocks[end].text}", end + 1
    title = title.replace(MARK, "")
    doubts = list(source.doubts)
    body = [part for block in blocks[end:] for part in split_lines(block)]
    marks = [mark for block in blocks[start:end] for mark in block.notes]
    body, titles = _title_notes(title, marks, body, source.notes)
    masthead = masthead_of(blocks[:start], one_line(title), len(marks), body, doubts)
    masthead = replace(masthead, note_texts=tuple(titles.values()))
    for block in blocks[:start]:
        if _NUMBERED.match(f"{block.number} {block.text}".strip()):
            doubts.append(left_out(block.where, "a numbered paragraph above the title", block.text))
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
    doubts += _unused_notes(source.notes, [*blocks, *body], titles)
    return Document(kind, masthead, tuple(one for one in reader.sections if one.paragraphs), tuple(doubts))


def _title_notes(
    title: str, marks: Sequence[str], body: list[Block], notes: Mapping[str, str]
) -> tuple[list[Block], dict[str, str]]:
    """Return the blocks that are not notes of the title, and these notes by their marks: as many as it has stars."""
    found = {mark: notes[mark] for mark in marks if mark in notes}
    stars = [mark for mark in notes if set(mark) == {"*"}][: title.count("*")]
    found |= {mark: notes[mark] for mark in stars}
    typed = [block for block in body if block.text.startswith("*") and not block.number]
    typed = typed[: max(title.count("*") - len(stars), 0)]
    found |= {f"*{number}": block.text.lstrip("* ") for number, block in enumerate(typed)}
    return [block for block in body if not any(block is one for one in typed)], found


def _unused_notes(notes: Mapping[str, str], blocks: list[Block], titles: Mapping[str, str]) -> Iterator[Doubt]:
    """Yield a doubt for each note without a reference in the text or the title."""
    used = {mark for block in blocks for mark in block.notes} | set(titles)
    for mark, text in notes.items():
        if mark not in used and text:
            name = re.sub(r"(?<=note)(?=\d)", " ", mark.lstrip("^"))
            yield left_out(name if name != mark else f"note {name}", "a note that nothing in the text refers to", text)


def _without_typed_notes(body: list[Block], notes: Mapping[str, str]) -> tuple[list[Block], dict[str, str]]:
    """Return the blocks that are not notes, and the notes; one may be typed below the text, as ``1 See the report``."""
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
    """Return the abbreviation of the treaty whose Committee uses such symbols; None when there is none."""
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
    """Whether *block* continues a *title* that does not name the State yet."""
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
        self.seen: set[tuple[int, str]] = set()

    def read(self, body: list[Block]) -> None:
        """Read all blocks below the title."""
        body = [_without_bullet(block) for block in body if not self._is_furniture(block)]
        numbers = [found[0] if (found := self._numbered(block)) else 0 for block in body]
        plain = [number and not _reads_as_heading(block) for number, block in zip(numbers, body, strict=True)]
        bare = bool(body) and not any(plain) and sum(bool(number) for number in numbers) < _COUNTED
        if bare:
            message = "no paragraph has a number in this file; they were counted in their order"
            self.doubts.append(Doubt(body[0].where, message))
        following = _following(numbers, plain)
        for index, block in enumerate(body):
            self._read_block(block, following[index], body[index + 1 : index + 2], bare)
        self._tell_empty_headings()
        for section in self.sections:
            for paragraph in section.paragraphs:
                paragraph.provisions = section.provisions
                self._finish(paragraph)
        self._check_numbers()

    def _tell_empty_headings(self) -> None:
        """Note each heading without text below it."""
        paths = [(*one.within, one.heading) for one in self.sections if one.paragraphs]
        filled = {path[: depth + 1] for path in paths for depth in range(len(path))}
        for section in self.sections:
            if (*section.within, section.heading) not in filled:
                self.doubts.append(left_out(section.where, "a heading below which nothing stands", section.heading))

    def _is_furniture(self, block: Block) -> bool:
        text = one_line(block.text)
        return (not block.number and not block.cell and is_furniture(text)) or not re.search(r"[^\W_]", text)

    def _doubt(self, block: Block, message: str, *, stops: bool = False) -> None:
        self.doubts.append(Doubt(block.where, message, stops))

    def _numbered(self, block: Block) -> tuple[int, str] | None:
        """Return the number before a block, typed or automatic, and the text after it."""
        if block.number:
            match = re.fullmatch(r"\(?(\d{1,3})[.)]?", block.number)
            return (int(match[1]), block.text) if match else None
        match = _NUMBERED.match(block.text)
        return (int(match[1]), block.text[match.end() :]) if match else None

    def _read_block(self, block: Block, following: _Following, rest: list[Block], bare: bool) -> None:
        if label := _item_label(block):
            if self.paragraph is not None:
                self._add_item(block, *label, rest)
            else:
                self.doubts.append(left_out(block.where, "an item before any numbered paragraph", block.text))
        elif (found := self._numbered(block)) and not self._is_numbered_heading(block, found, following, rest):
            self._add_paragraph(block, *found)
        elif self.node is not None and not self.node.text and not self.node.lines:
            # Its number was in its own line or cell.
            self.node.text, self.node.notes = block.text, [*self.node.notes, *self._notes(block)]
        elif found or (_reads_as_heading(block) and not self._belongs_above(block)):
            self._add_heading(block)
        elif bare:
            self._add_paragraph(block, self.last + 1, block.text)
        elif self.node is None:
            what = "a text without a number before the first paragraph below a heading"
            self.doubts.append(left_out(block.where, what, f"{block.number} {block.text}"))
        else:
            self._continue(block, self.node)

    def _belongs_above(self, block: Block) -> bool:
        """Whether *block*, which looks like a heading, is a cell of a table below a paragraph."""
        return block.cell and self.node is not None and not (block.heading or block.strong)

    def _is_numbered_heading(
        self, block: Block, found: tuple[int, str], following: _Following, rest: list[Block]
    ) -> bool:
        """Whether a number and a text without a full stop are a heading.

        A topic may have the same form. It is a question if its number is the next one, and the number after it, an item
        or nothing follows.
        """
        number, text = found
        if not _reads_as_heading(replace(block, text=text, number="")):
            return False
        if number != self.last + 1 or following.plain == number:
            return True
        if number + 1 in (following.plain, following.any) or (rest and _item_label(rest[0])):
            return False
        if not following.any:
            return False
        return bool(block.heading or block.strong) or len(text.split()) < _SURE_PARAGRAPH

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
                message = f"the raised {mark[1:]} was taken for the mark of a note, and left out: there is no such note"
                self.doubts.append(Doubt(block.where, message, words=mark[1:]))
            elif mark not in self.source.notes:
                self._doubt(block, "the mark of a note leads to none in the document")
        return [self.source.notes[mark] for mark in block.notes if self.source.notes.get(mark)]

    def _continue(self, block: Block, node: Paragraph | Item) -> None:
        text = f"{block.number} {block.text}".strip()
        node.lines.append(text)
        node.notes += self._notes(block)
        if block.cell:
            self._doubt(block, f"“{start_of(text)}” stands in a table; it was put to what stands before it")
        elif isinstance(node, Paragraph) and block.number != BULLET and _LIKE_ITEM.match(text):
            message = "looks like an item, which has a small letter in brackets; it was put to what is before it"
            self._doubt(block, f"“{start_of(text)}” {message}")
        elif isinstance(node, Item) and block.number != BULLET:
            self._doubt(block, f"“{start_of(text)}” has no number; it was put to the item before it, {node.label}")

    def _add_item(self, block: Block, label: str, text: str, rest: list[Block]) -> None:
        paragraph = self.paragraph
        assert paragraph is not None
        owner = paragraph.items[-1] if paragraph.items else None
        as_roman = owner is not None and label == roman(len(owner.items) + 1)
        as_letter = label == letters(len(paragraph.items) + 1)
        romans = not paragraph.items or (paragraph.items[0].label == "(i)" and not paragraph.items[-1].items)
        if romans and label == roman(len(paragraph.items) + 1) != "i":
            as_letter, as_roman = True, False
        if as_roman and as_letter and owner is not None:
            after = next((found[0] for other in rest[:1] if (found := _item_label(other))), "")
            announced = not owner.items and owner.text.endswith(":")
            as_letter = not announced and after != roman(len(owner.items) + 2)
        elif not as_roman and not as_letter:
            as_letter = len(label) == 1 or owner is None
            before = f"({letters(len(paragraph.items))})" if paragraph.items else f"paragraph {paragraph.number}"
            if (id(paragraph if as_letter or owner is None else owner), label) in self.seen:
                self._doubt(block, f"item ({label}) is there twice in paragraph {paragraph.number}", stops=True)
            else:
                self._doubt(block, f"item ({label}) comes after {before}: letters are missing or out of order")
        item = Item(f"({label})", text, block.where, notes=self._notes(block))
        above = paragraph if as_letter or owner is None else owner
        above.items.append(item)
        self.seen.add((id(above), label))
        self.node = item

    def _finish(self, node: Paragraph | Item, depth: int = 0) -> None:
        """Separate the items within a text, and find the provisions that it names."""
        node.text = "\n".join([node.text, *node.lines])
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
                    f"paragraph {paragraph.number} is there twice (first at {first.where}); number it in the document"
                )
                self.doubts.append(Doubt(paragraph.where, message, stops=True))


def _is_labelled(heading: str) -> bool:
    return any(words.match(heading) for words in (_SECTION, _ROMAN_HEAD, _LETTER_HEAD, _NUMBERED))


def _item_label(block: Block) -> tuple[str, str] | None:
    """Return the letters before a block, typed or automatic, and the text after them."""
    if block.number:
        match = _ITEM.fullmatch(block.number) or _BARE_ITEM.fullmatch(block.number)
        return (next(group for group in match.groups() if group), block.text) if match else None
    match = _ITEM.match(block.text)
    return (match[1] or match[2], block.text[match.end() :].strip()) if match else None


def _without_bullet(block: Block) -> Block:
    """Return *block* without a bullet before a typed number or letter; web pages may have such bullets."""
    bare = replace(block, number="")
    typed = _NUMBERED.match(block.text) or _item_label(bare)
    return bare if block.number == BULLET and typed else block


@dataclass(frozen=True, slots=True)
class _Following:
    """The next number after a block that certainly belongs to a paragraph, and the next of any kind; 0: none."""

    plain: int
    any: int


def _following(numbers: Sequence[int], plain: Sequence[bool | int]) -> list[_Following]:
    found: list[_Following] = []
    current = _Following(0, 0)
    for number, is_plain in zip(reversed(numbers), reversed(plain), strict=True):
        found.append(current)
        if number:
            current = _Following(number if is_plain else current.plain, number)
    return found[::-1]


def _reads_as_heading(block: Block) -> bool:
    """Whether the text of a block, without its number, has the form of a heading."""
    text = one_line(block.text)
    bare = re.sub(r"^(?:\d{1,3}(?:\.(?!\d)|\)(?!\S))|[IVX]{1,5}\.|[A-Z]\.)\s*", "", text)
    if _item_label(block) or _ASKS.match(bare) or len(text) > _LONGEST_HEADING or text.startswith("*"):
        return False
    if block.number == BULLET:
        return False
    if block.heading and not (_ENDED.search(text) and len(text) > 100):
        return True
    return not _ENDED.search(text) and not bare[:1].islower() and not bare.startswith(_BULLETS)


def _spaced(text: str) -> str:
    """Return a heading with a blank after its number; many files have lost this blank."""
    return re.sub(r"^(\d{1,3}\.|[IVX]{1,5}\.|[A-Z]\.)(?=[^\s\d.])", r"\1 ", one_line(text))


def _inline_items(text: str, write: Callable[[int], str]) -> tuple[str, list[tuple[str, str]]]:
    """Split ``… provide: (a) laws; (b) policies`` into items; letters in citations (``para. 25 (a)``) do not count."""
    labels: list[tuple[int, int, str]] = []
    for match in re.finditer(r"\(\s?([a-z]{1,5})\s?\)|(?<=[\s:;,])([a-z]{1,4})\)", text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
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


def walk(node: Paragraph | Item, above: str = "") -> Iterator[tuple[str, Item]]:
    """Yield each item below *node* with its complete label: ``(b) (i)``."""
    for item in node.items:
        label = f"{above} {item.label}".strip()
        yield label, item
        yield from walk(item, label)
