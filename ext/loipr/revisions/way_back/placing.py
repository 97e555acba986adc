"""Which block of a page each paragraph that was sent comes from, and which letter of it each character.

A paragraph is placed when its words are those of the source, one by one; only what an atom prints is not known. Where
that could be read in two ways, it is left open, and nothing is written there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loipr.exchange.word_edition.paragraphs import OBJECT
from loipr.exchange.word_edition.sent import SentBlock
from loipr.pages.sentences import END
from loipr.revisions.way_back.letters import Letter, folded
from loipr.revisions.way_back.source import Source, SourceBlock


@dataclass(slots=True)
class Placed:
    """A block of the source, its letters, and for each character of the text that was sent the number of its letter.

    Characters that an atom prints, or that may belong to one of several, have the number of the first of these.
    ``atoms`` has, for each such number, the letters that may be meant.
    """

    block: SourceBlock
    letters: list[Letter]
    owner: list[int]
    atoms: dict[int, range]
    #: Where the sentences end in the text.
    _ends: list[int] = field(default_factory=list)

    def sentence(self, begin: int, end: int) -> tuple[int, int]:
        """Return where the sentence with the characters from *begin* to before *end* stands in the source."""
        if not self.owner:
            return self.block.start, self.block.end
        if not self._ends:
            text = "".join("x" if at in self.atoms else self.letters[at].text for at in self.owner)
            self._ends = [found.end() for found in END.finditer(text)]
        first = bisect_right(self._ends, begin)
        last = bisect_left(self._ends, max(end, begin + 1))
        start = min(self._ends[first - 1] if first else 0, len(self.owner) - 1)
        stop = self._ends[last] if last < len(self._ends) else len(self.owner)
        return self.letters[self.owner[start]].start, self.last(max(stop, start + 1) - 1).end

    def last(self, at: int) -> Letter:
        """Return the last letter that the character *at* may belong to."""
        owner = self.owner[at]
        return self.letters[self.atoms[owner].stop - 1] if owner in self.atoms else self.letters[owner]


def place_all(sent: Sequence[SentBlock], source: Source) -> Iterator[tuple[SentBlock, Placed]]:
    """Yield each of the paragraphs *sent* of a page that can be placed, with its place in *source*."""
    by_line: dict[int, list[SourceBlock]] = {}
    for block in source.blocks:
        by_line.setdefault(block.line, []).append(block)
    groups: dict[int, list[SentBlock]] = {}
    for one in sent:
        if one.origin is not None and one.origin.line in by_line:
            groups.setdefault(one.origin.line, []).append(one)
    for line, paragraphs in groups.items():
        blocks = by_line[line]
        if len(paragraphs) == len(blocks):
            yield from (
                (one, found)
                for one, block in zip(paragraphs, blocks, strict=True)
                if (found := placed(one.text, block))
            )
            continue
        rest = iter(paragraphs)
        for block in blocks:
            if block.letters is None or all(letter.atom or letter.text == " " for letter in block.letters):
                continue
            for one in rest:
                if (found := placed(one.text, block)) is not None:
                    yield one, found
                    break


def placed(text: str, block: SourceBlock) -> Placed | None:
    """Return where the characters of *text* stand in *block*; None when it does not print this text."""
    if block.letters is None or len(folded(text)) != len(text):
        return None
    found = _explained(folded(text), block.letters, block)
    if found is None and block.kind.startswith("heading"):
        # A number, or a name of the place, may stand before a heading.
        number = Letter("", block.start, block.start, atom="number")
        found = _explained(folded(text), [number, *block.letters], block)
    return found


def _explained(text: str, letters: list[Letter], block: SourceBlock) -> Placed | None:
    words: list[list[int]] = [[]]
    atoms: list[int] = []
    for at, letter in enumerate(letters):
        if letter.atom and letter.atom != "note":
            atoms.append(at)
            words.append([])
        else:
            words[-1].append(at)
    told = ["".join(letters[at].text or OBJECT for at in one) for one in words]
    if not atoms:
        return Placed(block, letters, words[0], _notes(letters)) if told[0] == text else None
    first, last = told[0], told[-1]
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last) + 1:
        return None
    # An empty stretch between two atoms stands nowhere for certain.
    left = _leftmost(text, told, len(first), len(text) - len(last))
    right = _rightmost(text, told, len(first), len(text) - len(last))
    if left is None or right is None:
        return None
    owner = [*words[0]]
    ranges = _notes(letters)
    begin = atoms[0]
    for number in range(1, len(atoms)):
        if told[number] and left[number - 1] == right[number - 1]:
            at = left[number - 1]
            ranges[begin] = range(begin, words[number][0])
            owner += [begin] * (at - len(owner))
            owner += words[number]
            begin = atoms[number]
    ranges[begin] = range(begin, words[-1][0] if words[-1] else len(letters))
    owner += [begin] * (len(text) - len(last) - len(owner))
    owner += words[-1]
    return Placed(block, letters, owner, ranges)


def _notes(letters: Sequence[Letter]) -> dict[int, range]:
    return {at: range(at, at + 1) for at, letter in enumerate(letters) if letter.atom == "note"}


def _leftmost(text: str, told: Sequence[str], begin: int, end: int) -> list[int] | None:
    """Return the first place of each stretch of words between two atoms, of which each prints something."""
    found = []
    for one in told[1:-1]:
        at = text.find(one, begin + 1, end - 1) if one else begin + 1
        if at < 0:
            return None
        found.append(at)
        begin = at + len(one)
    return found if begin < end else None


def _rightmost(text: str, told: Sequence[str], begin: int, end: int) -> list[int] | None:
    found = []
    for one in reversed(told[1:-1]):
        at = text.rfind(one, begin + 1, end - 1) if one else end - 1
        if at < 0:
            return None
        found.append(at)
        end = at
    return found[::-1] if begin < end else None
