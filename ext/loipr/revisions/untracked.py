"""What differs from the text as it was sent although nobody tracked it: people switch the tracking off."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from loipr.exchange.word_edition.came_back import CameBack
from loipr.exchange.word_edition.paragraphs import Before
from loipr.exchange.word_edition.sent import PARTS, SentBlock
from loipr.revisions.align import kept_pairs


class Kind(StrEnum):
    """What happened to a paragraph."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Pairing(NamedTuple):
    """A paragraph that was sent, with what it was in the file that came back before all marks; either may be missing.

    ``kind`` is None when nobody changed it without tracking; ``above`` is the block that it stands behind.
    """

    kind: Kind | None
    block: SentBlock | None
    one: Before | None
    above: SentBlock | None


class Difference(NamedTuple):
    """A paragraph that is not as it was sent; one that was added stands after ``block``."""

    kind: Kind
    was: str
    now: str
    block: SentBlock | None


def untracked(came: CameBack) -> list[Difference]:
    """Return what differs between the text as it was sent, and the text that is left when every mark is rejected."""
    return [found for one in pairings(came) if (found := difference(one)) is not None]


def difference(one: Pairing) -> Difference | None:
    """Return the untracked difference of a pairing, if there is one."""
    if one.kind is None:
        return None
    was, now = one.block.text if one.block else "", one.one.text if one.one else ""
    return Difference(one.kind, was, now, one.block or one.above)


def pairings(came: CameBack) -> list[Pairing]:
    """Return every paragraph as it was sent with what it was before all marks, in about the order of the file."""
    found = []
    for part in PARTS:
        old = [block for block in came.sent.blocks if block.part == part]
        new = [one for own, one in came.before if own == part]
        found += list(_pairings(old, new))
    return found


def _pairings(old: Sequence[SentBlock], new: Sequence[Before]) -> Iterator[Pairing]:
    named = _named(old, new)
    blocks = {block: number for number, block in named.items()}
    keys: list[Hashable] = [("name", at) if at in blocks else block.text for at, block in enumerate(old)]
    others: list[Hashable] = [("name", named[at]) if at in named else one.text for at, one in enumerate(new)]
    at = other = 0
    pairs = kept_pairs(keys, others)
    kept = {one for one, _ in pairs}
    for end, other_end in [*pairs, (len(old), len(new))]:
        left = [old[one] for one in range(at, end) if one not in blocks and old[one].text]
        right = [new[one] for one in range(other, other_end) if one not in named and new[one].text]
        yield from _between(left, right, old[at - 1] if at else None)
        if end < len(old):
            is_same = old[end].text == new[other_end].text
            yield Pairing(None if is_same else Kind.CHANGED, old[end], new[other_end], old[end - 1] if end else None)
        at, other = end + 1, other_end + 1
    for number, one in sorted(blocks.items()):
        if number not in kept:
            yield Pairing(Kind.MOVED, old[number], new[one], None)


def _named(old: Sequence[SentBlock], new: Sequence[Before]) -> dict[int, int]:
    """Return the block of each paragraph that has the bookmark of one; each block only once."""
    known = {block.name: number for number, block in enumerate(old) if block.name}
    found: dict[int, int] = {}
    taken = set()
    for number, one in enumerate(new):
        block = next((known[name] for name in one.names if name in known), None)
        if block is not None and block not in taken:
            taken.add(block)
            found[number] = block
    return found


def _between(left: Sequence[SentBlock], right: Sequence[Before], above: SentBlock | None) -> Iterator[Pairing]:
    """Yield what stands between two paragraphs that are kept: one for one, as far as both have any."""
    for block, one in zip_longest(left, right):
        above = block or above
        kind = Kind.REMOVED if one is None else Kind.ADDED if block is None else Kind.CHANGED
        yield Pairing(kind, block, one, above)
