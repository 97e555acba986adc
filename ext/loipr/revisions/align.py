"""Which parts of a sequence are kept in another one: by anchors, in about linear time, however the two look.

What stands once in both is an anchor, and the longest run of anchors in the same order is kept; between two anchors the
same is done again. Where nothing stands once, a short stretch is compared as a whole, and in a long one the first,
second and third of the same things are anchors. (``difflib`` takes the square of the length, or its cube.)
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

#: Stretches with fewer pairs of things are compared as a whole.
_FEW = 4_096
#: Between anchors, anchors are looked for at most so many times.
_DEEPEST = 24


class _Stretch(NamedTuple):
    """A part of each sequence, from its begin to before its end, and how many times anchors were looked for above."""

    begin: int
    end: int
    other_begin: int
    other_end: int
    depth: int


def kept_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the positions in *old* and in *new* of what is kept, in order."""
    found: list[tuple[int, int]] = []
    left = [_Stretch(0, len(old), 0, len(new), 0)]
    while left:
        begin, end, other_begin, other_end, depth = left.pop()
        while begin < end and other_begin < other_end and old[begin] == new[other_begin]:
            found.append((begin, other_begin))
            begin, other_begin = begin + 1, other_begin + 1
        while begin < end and other_begin < other_end and old[end - 1] == new[other_end - 1]:
            end, other_end = end - 1, other_end - 1
            found.append((end, other_end))
        rest = _Stretch(begin, end, other_begin, other_end, depth)
        if begin == end or other_begin == other_end:
            continue
        if (end - begin) * (other_end - other_begin) <= _FEW:
            found += _compared(old, new, rest)
            continue
        anchors = _once_in_both(old, new, rest) if depth < _DEEPEST else []
        if not anchors:
            found += _in_turn(old, new, rest)
            continue
        at, other_at = begin, other_begin
        for place, other in [*anchors, (end, other_end)]:
            left.append(_Stretch(at, place, other_at, other, depth + 1))
            at, other_at = place + 1, other + 1
        found += anchors
    return sorted(found)


def _once_in_both(old: Sequence[Hashable], new: Sequence[Hashable], rest: _Stretch) -> list[tuple[int, int]]:
    """Return the pairs of what stands once in each of the two stretches, as many as stand in the same order."""
    here, there = old[rest.begin : rest.end], new[rest.other_begin : rest.other_end]
    once, once_there = Counter(here), Counter(there)
    places = {one: at for at, one in enumerate(there, rest.other_begin) if once_there[one] == 1}
    return _ascending(
        [(at, places[one]) for at, one in enumerate(here, rest.begin) if once[one] == 1 and one in places]
    )


def _in_turn(old: Sequence[Hashable], new: Sequence[Hashable], rest: _Stretch) -> list[tuple[int, int]]:
    """Return the pairs of the first, second … of the same things, as many as stand in the same order."""
    places = dict(_numbered(new, rest.other_begin, rest.other_end))
    numbered = _numbered(old, rest.begin, rest.end)
    return _ascending([(at, places[mark]) for mark, at in numbered if mark in places])


def _numbered(things: Sequence[Hashable], begin: int, end: int) -> Iterator[tuple[tuple[Hashable, int], int]]:
    counts = Counter[Hashable]()
    for at in range(begin, end):
        counts[things[at]] += 1
        yield (things[at], counts[things[at]]), at


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of *pairs*, which ascend in their first place, that ascends in the second one, too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        at = bisect_left(ends, other)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [other]
        last[at : at + 1] = [number]
    found = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _compared(old: Sequence[Hashable], new: Sequence[Hashable], rest: _Stretch) -> list[tuple[int, int]]:
    """Return the longest common sequence of two short stretches."""
    here, there = old[rest.begin : rest.end], new[rest.other_begin : rest.other_end]
    lengths = [[0] * (len(there) + 1) for _ in range(len(here) + 1)]
    for at in reversed(range(len(here))):
        row, below = lengths[at], lengths[at + 1]
        for other in reversed(range(len(there))):
            is_same = here[at] == there[other]
            row[other] = below[other + 1] + 1 if is_same else max(below[other], row[other + 1])
    found = []
    at = other = 0
    while at < len(here) and other < len(there):
        if here[at] == there[other]:
            found.append((rest.begin + at, rest.other_begin + other))
            at, other = at + 1, other + 1
        elif lengths[at + 1][other] >= lengths[at][other + 1]:
            at += 1
        else:
            other += 1
    return found
