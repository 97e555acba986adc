"""Brings the wishes of all files into the pages as they are now: three ways, sentence by sentence, and checked.

A wish is taken over when the sentence that it changes is as it was when the file went out. When two files change the
same sentence in different ways, neither is taken. What the new page prints must then be, letter by letter, what the
wishes say and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loipr.revisions.align import kept_pairs
from loipr.revisions.way_back.edits import ATOM, BLOCK, SourceEdit
from loipr.revisions.way_back.letters import folded
from loipr.revisions.way_back.source import Source, read_source
from loipr.revisions.way_back.wishes import Wish

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
#: So many times a page is tried with fewer wishes, to find those that do not print as they should.
_MOST_TRIALS = 200
#: So many changes of other files are shown beside one.
_MOST_SIDES = 5


@dataclass(slots=True)
class Asked:
    """A wish of a file: the name of the file, and the edits in the page as it is now."""

    file: str
    wish: Wish
    edits: list[SourceEdit] = field(default_factory=list)
    #: Why it is not written, and what stands against it: the words in the page, or of another file.
    reason: str | None = None
    against: list[tuple[str, str]] = field(default_factory=list)


class Moved:
    """Where the places of a page as it was are in the page as it is now."""

    def __init__(self, was: str, now: str) -> None:
        self._is_same = was == now
        self.now = now
        if self._is_same:
            return
        old, new = list(_TOKEN.finditer(was)), list(_TOKEN.finditer(now))
        self._starts = [one.start() for one in old]
        self._ends = [one.end() for one in old]
        self._places = [one.start() for one in new]
        self._place_ends = [one.end() for one in new]
        self._kept = dict(kept_pairs([one[0] for one in old], [one[0] for one in new]))

    def edit(self, edit: SourceEdit) -> SourceEdit | None:
        """Return *edit* in the page as it is now; None when others changed what it is about."""
        if self._is_same:
            return edit
        begin, end = min(edit.guard[0], edit.start), max(edit.guard[1], edit.end)
        if edit.is_block and edit.start == edit.end:
            begin, end = edit.guard
        first, last = self._token(begin), self._token(max(begin, end - 1))
        places = [self._kept.get(number) for number in range(first, last + 1)]
        if not places or places[0] is None or any(one != places[0] + at for at, one in enumerate(places)):
            return None
        start, stop, near, far = (self.place(one) for one in (edit.start, edit.end, *edit.guard))
        if start is None or stop is None:
            return None
        return replace(edit, start=start, end=stop, guard=(near or start, far or stop))

    def _token(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def place(self, place: int) -> int | None:
        """Return where a place is now; None when what is before and behind it is no longer there."""
        if self._is_same or not self._starts:
            return place
        number = self._token(place)
        if number in self._kept and place < self._ends[number]:
            return self._places[self._kept[number]] + place - self._starts[number]
        before = number if place >= self._ends[number] else number - 1
        if before in self._kept and place == self._ends[before]:
            return self._place_ends[self._kept[before]]
        return None

    def around(self, begin: int, end: int) -> str:
        """Return what stands now where the source from *begin* to *end* was."""
        if self._is_same:
            return self.now[begin:end]
        first, last = self._token(begin), self._token(max(begin, end - 1))
        before = next((self._kept[one] for one in range(first, -1, -1) if one in self._kept), None)
        after = next((self._kept[one] for one in range(last, len(self._starts)) if one in self._kept), None)
        start = 0 if before is None else self._places[before]
        stop = len(self.now) if after is None else self._place_ends[after]
        return self.now[start:stop] if start < stop else ""


def contested(asked: Sequence[Asked]) -> None:
    """Refuse the wishes of one page by which two files change the same sentence, unless they do the same."""
    spans = sorted(
        (edit.guard[0], max(edit.guard[1], edit.guard[0] + 1), number)
        for number, one in enumerate(asked)
        for edit in one.edits
        if edit.start < edit.end or not edit.is_block
    )
    group: list[int] = []
    end = -1
    for begin, stop, number in [*spans, (1 << 60, 1 << 60, -1)]:
        if begin >= end:
            _settle([asked[one] for one in dict.fromkeys(group)])
            group, end = [], -1
        group.append(number)
        end = max(end, stop)


def _settle(group: Sequence[Asked]) -> None:
    files = {one.file for one in group}
    if len(files) < 2:
        return
    sides: dict[str, frozenset[tuple[int, int, str]]] = {
        file: frozenset((edit.start, edit.end, edit.new) for one in group if one.file == file for edit in one.edits)
        for file in files
    }
    if len(set(sides.values())) == 1:
        return
    for one in group:
        one.reason = "another file changes the same sentence in another way; which one is right?"
        one.against = [(other.file, _said(other.wish)) for other in group if other.file != one.file][:_MOST_SIDES]


def _said(wish: Wish) -> str:
    """Return in words what a wish changes."""
    old, new = wish.old.strip(), wish.new.strip()
    if wish.deed:
        return f"{wish.deed}: {new or old}" if new or old else wish.deed
    return f"{old or '(nothing)'} → {new or '(nothing)'}"


def applied(source: Source, path: str, asked: Sequence[Asked]) -> str:
    """Return the page with the wishes *asked* that can be written; the others are refused, with the reason."""
    trial = _Trial(source, path)
    trial.take(_apart(asked))
    return renumbered(source, trial.text(trial.kept), path)


def _apart(asked: Sequence[Asked]) -> list[Asked]:
    """Return the wishes whose edits do not overlap those of one before; the others are refused."""
    known: dict[SourceEdit, None] = {}
    spans: list[tuple[int, int, int]] = []
    for number, one in enumerate(asked):
        for edit in one.edits:
            if edit not in known:
                known[edit] = None
                spans.append((edit.start, edit.end, number))
    end, holder = -1, -1
    for begin, stop, number in sorted(spans):
        if begin < end and number != holder and stop > begin:
            asked[number].reason = "it overlaps another change; change it in the page"
            continue
        if stop >= end:
            end, holder = stop, number
    return [one for one in asked if one.reason is None]


class _Trial:
    """Tries wishes on a page, and keeps those after which it prints what they say."""

    def __init__(self, source: Source, path: str) -> None:
        self.kept: list[Asked] = []
        self._source = source
        self._path = path
        self._trials = 0
        self._stream = list(stream(source))

    def take(self, asked: Sequence[Asked]) -> None:
        if not asked:
            return
        if self._trials < _MOST_TRIALS and self._is_right([*self.kept, *asked]):
            self.kept += asked
        elif len(asked) == 1 or self._trials >= _MOST_TRIALS:
            for one in asked:
                one.reason = "with it, the page would not print just what is in the Word file; change it in the page"
        else:
            self.take(asked[: len(asked) // 2])
            self.take(asked[len(asked) // 2 :])

    def text(self, asked: Sequence[Asked]) -> str:
        pieces: list[str] = []
        at = 0
        for edit in _edits(asked):
            pieces += [self._source.text[at : edit.start], edit.new]
            at = max(at, edit.end)
        return "".join([*pieces, self._source.text[at:]])

    def _is_right(self, asked: Sequence[Asked]) -> bool:
        self._trials += 1
        found = read_source(self.text(asked), self._path)
        return printed(one[2] for one in stream(found)) == printed(self._expected(_edits(asked)))

    def _expected(self, edits: Sequence[SourceEdit]) -> Iterator[str]:
        found: list[tuple[int, int, str]] = []
        number = 0
        last: SourceEdit | None = None
        for place, rank, text in self._stream:
            while number < len(edits) and edits[number].start <= place:
                edit = edits[number]
                if edit.start < place or rank > 0:
                    last = edit if last is None or edit.end >= last.end else last
                number += 1
            is_gone = (
                last is not None
                and last.start <= place
                and (
                    (place < last.end and (rank > 1 or last.is_block))
                    or (place == last.end and last.joins and rank == 1)
                )
            )
            if not is_gone:
                found.append((place, rank, text))
        found += [(edit.start, 0 if edit.is_block else 2, edit.shown) for edit in edits]
        return (text for _, _, text in sorted(found, key=lambda one: one[:2]))


def _edits(asked: Sequence[Asked]) -> list[SourceEdit]:
    """Return the edits of all wishes in the order of the page; what two want alike is done once."""
    found: dict[tuple[SourceEdit, int], None] = {}
    counts = Counter[tuple[str, SourceEdit]]()
    for one in asked:
        for edit in one.edits:
            # What one file puts in twice comes twice; what it takes out twice can go only once.
            counts[one.file, edit] += edit.start == edit.end
            found[edit, counts[one.file, edit]] = None
    return sorted((edit for edit, _ in found), key=lambda one: (one.start, not one.is_block, one.end))


def stream(source: Source) -> Iterator[tuple[int, int, str]]:
    """Yield what a page prints, piece by piece, each with its place: blocks, letters and atoms."""
    blocks = [(block.start, 1, f"{BLOCK}{block.kind}{BLOCK}") for block in source.blocks]
    letters = [
        (letter.start, 3, f"{ATOM}{letter.source}{ATOM}" if letter.atom else letter.text)
        for block in source.blocks
        for letter in block.letters or ()
    ]
    unread = [
        (block.start, 3, f"{ATOM}{source.text[block.start : block.end]}{ATOM}")
        for block in source.blocks
        if block.letters is None
    ]
    fences = [(place, 1, f"{BLOCK}{{{name}}}{BLOCK}") for place, name in source.fences]
    yield from sorted([*blocks, *letters, *unread, *fences], key=lambda one: one[:2])


def printed(pieces: Iterator[str]) -> list[str]:
    """Return what a stream prints as its blocks, white space and quotation marks put aside."""
    return [folded(one) for one in "".join(pieces).split(BLOCK)]


def renumbered(was: Source, text: str, path: str) -> str:
    """Return the page *text* with the typed numbers of its lists in order, where they were in the page as it *was*."""
    if text == was.text or any(_disorder(was)):
        return text
    now = read_source(text, path)
    pieces: list[str] = []
    at = 0
    for start, old, new in _disorder(now):
        pieces += [text[at:start], new]
        at = start + len(old)
    return "".join([*pieces, text[at:]])


def _disorder(source: Source) -> Iterator[tuple[int, str, str]]:
    """Yield the place of each typed number of an item that is not in order, with what it is and what it should be."""
    lists: dict[int, list[tuple[int, str]]] = {}
    for block in source.blocks:
        if block.kind == "item" and block.item is not None and block.item.sign[:1].isdigit():
            number = re.match(r"\d+", block.item.sign)
            begin = source.lines[block.first]
            at = source.text.find(number[0] if number else "", begin, block.start)
            if number is not None and at >= 0:
                lists.setdefault(block.item.list_number, []).append((at, number[0]))
    found = []
    for items in lists.values():
        if {number for _, number in items} == {"1"}:
            continue
        found += [(at, old, str(wanted)) for wanted, (at, old) in enumerate(items, 1) if old != str(wanted)]
    yield from sorted(found)
