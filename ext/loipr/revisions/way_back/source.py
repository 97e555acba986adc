"""A page's source as the blocks that it prints, each with its place, its letters and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from loipr.files.reading import without_conflicts
from loipr.pages.blocks import BODILESS
from loipr.pages.directive_options import option_lines
from loipr.pages.front_matter import front_matter_of
from loipr.pages.reader import DEEPEST, LARGEST_PAGE, MOST_PARTS, VERBATIM, named_block, parser
from loipr.pages.vocabulary import DIRECTIVES
from loipr.revisions.way_back.letters import Letter, LostError, Pair, letters_of

_BAR = re.compile(r"(?<!\\)\|")
_FIRST = {"list_item": "item", "dt": "term", "dd": "definition"}


@dataclass(slots=True)
class Item:
    """An item of a list: its lines (from 0, the last not included), its sign, and how many blocks it holds."""

    first: int
    last: int
    sign: str
    list_number: int
    blocks: int = 0


@dataclass(slots=True)
class SourceBlock:
    """A block of a page: its ``kind``, its lines (from 0, the last not included), and its source from ``start``.

    ``before`` is what stands before its words on their first line. ``around`` tells which blocks stand in the same
    place: a directive, an item, a quotation. ``letters`` is None when the source cannot be followed for certain.
    ``line`` is the line, from 1, that the build gives to it.
    """

    kind: str
    line: int
    first: int
    last: int
    start: int
    end: int
    before: str
    around: tuple[int, ...]
    letters: list[Letter] | None
    pairs: list[Pair]
    item: Item | None = None
    row: int = -1
    number: int = 0


@dataclass(slots=True)
class Source:
    """A page: its text, its blocks in order, and the places of what is no text: the beginning of a directive."""

    text: str
    blocks: list[SourceBlock] = field(default_factory=list)
    #: The place and the words of the first line of each directive.
    fences: list[tuple[int, str]] = field(default_factory=list)
    #: The line (from 1) and the name of each directive, the argument, and its last line.
    directives: list[tuple[int, int, str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def read_source(text: str, path: str) -> Source:
    """Return the page *text* at *path* as its blocks; one that is too long for a page has none."""
    found = Source(text)
    starts = [0]
    for at in re.finditer("\n", text):
        starts.append(at.end())
    found.lines = [*starts, len(text) + 1]
    if len(text) > LARGEST_PAGE or text.count("[") > MOST_PARTS or without_conflicts(text) != text or "\r" in text:
        return found
    lines, after = front_matter_of(text, path, [])
    body = text.split("\n", after)[after] if lines is not None else text
    reader = _Reader(found)
    reader.read(_parsed(body), after if lines is not None else 0, 0)
    for number, block in enumerate(found.blocks):
        block.number = number
    return found


def _parsed(body: str) -> list[Token]:
    return parser().parse(body)


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = source.text.split("\n")
        self._around: list[int] = []
        self._count = 0
        self._kinds: list[str] = []
        self._items: list[Item] = []
        self._lists: list[int] = []
        self._table = 0
        self._row: tuple[int, Iterator[tuple[int, int]]] | None = None
        self._map: list[int] = [0, 0]
        self._notes = 0

    def read(self, tokens: Sequence[Token], offset: int, depth: int) -> None:
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if token.map is not None and side == "open":
                self._map = [token.map[0] + offset, token.map[1] + offset]
            if token.type == "inline":
                self._inline(token)
            elif token.type in ("fence", "colon_fence"):
                self._fence(token, offset, depth)
            elif side == "open":
                self._open(name, token, offset)
            elif side == "close":
                self._close(name)

    def _open(self, name: str, token: Token, offset: int) -> None:
        if name in ("list_item", "blockquote", "footnote_reference", "dd", "dt"):
            self._count += 1
            self._around.append(self._count)
        if name in ("bullet_list", "ordered_list"):
            self._count += 1
            self._lists.append(self._count)
        if name == "list_item":
            if self._items:
                self._items[-1].blocks += 1
            self._items.append(Item(self._map[0], self._map[1], token.info + token.markup, self._lists[-1]))
        if name == "footnote_reference":
            self._notes += 1
        if name == "heading":
            self._kinds.append(f"heading {token.tag[1:]}")
        elif name in _FIRST:
            self._kinds.append(_FIRST[name])
        elif name == "table":
            self._table = self._map[0]
        elif name == "tr":
            self._row = (self._map[0], iter(_cells(self._lines[self._map[0]])))

    def _close(self, name: str) -> None:
        if name in ("list_item", "blockquote", "footnote_reference", "dd", "dt"):
            self._around.pop()
        if name in ("bullet_list", "ordered_list"):
            self._lists.pop()
        if name == "list_item":
            self._items.pop()
        if name == "footnote_reference":
            self._notes -= 1
        if (name == "heading" or name in _FIRST) and self._kinds:
            self._kinds.pop()
        elif name == "tr":
            self._row = None

    def _inline(self, token: Token) -> None:
        first, last = self._map
        if self._row is not None:
            self._cell(token)
            return
        kind = self._kinds[-1] if self._kinds else "paragraph"
        if self._kinds and not kind.startswith("heading"):
            # What follows in the same item is a paragraph of it.
            self._kinds[-1] = "paragraph"
        if self._items:
            self._items[-1].blocks += 1
        places = self._places(token.content, first, is_heading=kind.startswith("heading"))
        item = self._items[-1] if self._items else None
        self._add("note" if self._notes else kind, first + 1, first, last, token, places, item)

    def _cell(self, token: Token) -> None:
        assert self._row is not None
        line, cells = self._row
        start, end = next(cells, (0, 0))
        begin = self._source.lines[line]
        raw = self._lines[line][start:end]
        places = None
        if raw.replace("\\|", "|") == token.content:
            places = [
                begin + start + at for at, one in enumerate(raw) if not (one == "\\" and raw[at + 1 : at + 2] == "|")
            ]
        self._add("cell", self._table + 1, line, line + 1, token, places, None)
        block = self._source.blocks[-1]
        block.row, block.start, block.end = line, begin + start, begin + end
        block.around = (-1 - self._table, *block.around)

    def _add(
        self, kind: str, line: int, first: int, last: int, token: Token, places: list[int] | None, item: Item | None
    ) -> None:
        letters: list[Letter] | None = None
        pairs: list[Pair] = []
        if places is not None:
            try:
                letters, pairs = letters_of(token.children or (), token.content, places)
            except LostError:
                letters = None
        start = places[0] if places else self._source.lines[first]
        end = places[-1] + 1 if places else start
        before = self._source.text[self._source.lines[first] : start] if places else ""
        self._source.blocks.append(
            SourceBlock(kind, line, first, last, start, end, before, tuple(self._around), letters, pairs, item)
        )

    def _places(self, content: str, first: int, *, is_heading: bool) -> list[int] | None:
        """Return where each character of *content* stands in the page; None when the lines are not as expected."""
        found: list[int] = []
        for number, line in enumerate(content.split("\n")):
            if first + number >= len(self._lines):
                return None
            whole = self._lines[first + number]
            if is_heading:
                at = whole.find(line, len(whole) - len(whole.lstrip("# \t>")) if line else 0)
            else:
                at = len(whole.rstrip()) - len(line.rstrip())
            if at < 0 or not whole.startswith(line.rstrip(), at):
                return None
            begin = self._source.lines[first + number] + at
            if number:
                found.append(self._source.lines[first + number] - 1)
            found += range(begin, begin + len(line))
        return found

    def _fence(self, token: Token, offset: int, depth: int) -> None:
        first = (token.map[0] if token.map else 0) + offset
        last = (token.map[1] if token.map else 0) + offset
        named = named_block(token)
        name, argument = named if named is not None else ("", token.info.strip())
        self._source.fences.append((self._source.lines[first], f"{name} {argument}"))
        self._source.directives.append((first + 1, last, name, argument))
        if self._items:
            self._items[-1].blocks += 1
        if name in VERBATIM or name in BODILESS or name not in DIRECTIVES or depth >= DEEPEST:
            return
        skipped = option_lines(token.content) if DIRECTIVES[name] else 0
        body = "\n".join(token.content.split("\n")[skipped:])
        self._count += 1
        self._around.append(self._count)
        outside = self._kinds, self._items, self._lists
        self._kinds, self._items, self._lists = [], [], []
        self.read(_parsed(body), first + 1 + skipped, depth + 1)
        self._kinds, self._items, self._lists = outside
        self._around.pop()


def _cells(line: str) -> list[tuple[int, int]]:
    """Return where the words of each cell of a row of Markdown begin and end in its *line*."""
    ends = [found.start() for found in _BAR.finditer(line)]
    edges = [-1, *ends, len(line)]
    found = []
    for before, after in pairwise(edges):
        raw = line[before + 1 : after]
        start = before + 1 + len(raw) - len(raw.lstrip())
        found.append((start, max(start, before + 1 + len(raw.rstrip()))))
    if ends and not line[: ends[0]].strip():
        found.pop(0)
    if ends and found and not line[ends[-1] + 1 :].strip():
        found.pop()
    return found
