"""One marked document from two revisions: blocks are aligned first, then the pieces of those that changed.

Nothing is lost and nothing invented: who takes every insertion and no deletion reads the new revision, and who takes
every deletion and no insertion reads the old one (:func:`taken`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import NamedTuple

from loipr.revisions.align import kept_pairs
from loipr.revisions.block import SPACE, Block, Key, Leaf, Piece

#: Two blocks with a smaller share of the same pieces are two blocks: one went, and the other came.
_ALIKE = 0.4
#: A block with fewer words may stand in many places: it is not told as moved.
_FEW_WORDS = 4
#: Longer stretches of changed blocks are paired one by one, not each with each.
_MANY = 4_096


class Mark(StrEnum):
    """What happened to a block."""

    KEPT = "kept"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"


class Run(NamedTuple):
    """Pieces that are kept, inserted or deleted."""

    mark: Mark
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block in both revisions, or in one of them, with its runs. The two ends of a move have the same ``move``."""

    mark: Mark
    before: Block | None
    after: Block | None
    runs: tuple[Run, ...]
    move: int = 0

    @property
    def block(self) -> Block:
        """The block as it is now, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class MarkedLeaf:
    """A page in both revisions, or in one of them, with its blocks in the order of reading."""

    before: Leaf | None
    after: Leaf | None
    blocks: tuple[MarkedBlock, ...]

    @property
    def leaf(self) -> Leaf:
        """The page as it is now, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def changes(self) -> tuple[MarkedBlock, ...]:
        """The blocks that are not as they were."""
        return tuple(one for one in self.blocks if one.mark != Mark.KEPT)


@dataclass(frozen=True, slots=True)
class Redline:
    """Two revisions as one document: every page of either."""

    leaves: tuple[MarkedLeaf, ...]

    @property
    def changed(self) -> tuple[MarkedLeaf, ...]:
        """The pages with changes."""
        return tuple(one for one in self.leaves if one.changes)


def redline(old: Sequence[Leaf], new: Sequence[Leaf]) -> Redline:
    """Return the pages *old* and *new* as one marked document, in the order of the new ones."""
    were = {leaf.subject: leaf for leaf in old}
    are = {leaf.subject for leaf in new}
    pairs = [(were.get(leaf.subject), leaf) for leaf in new]
    gone = [(leaf, None) for leaf in old if leaf.subject not in are]
    leaves = [_Draft(before, after) for before, after in [*pairs, *gone]]
    _find_moves(leaves)
    return Redline(tuple(leaf.marked() for leaf in leaves))


def taken(marked: MarkedLeaf, *, new: bool) -> list[Key]:
    """Return what a reader has who takes all changes of a page (*new*), or none of them: the keys of its blocks."""
    gone = (Mark.DELETED, Mark.MOVED_AWAY) if new else (Mark.INSERTED, Mark.MOVED_HERE)
    found = []
    for one in marked.blocks:
        block = one.after if new else one.before
        if one.mark in gone or block is None:
            continue
        pieces = tuple(piece for run in one.runs if run.mark not in gone for piece in run.pieces)
        found.append(Key(block.kind, block.within, pieces))
    return found


class _Draft:
    """The blocks of a page in both revisions: the pairs that are kept, and what is between them."""

    def __init__(self, before: Leaf | None, after: Leaf | None) -> None:
        self.before, self.after = before, after
        self.old = before.blocks if before else ()
        self.new = after.blocks if after else ()
        self.kept = kept_pairs([one.key for one in self.old], [one.key for one in self.new])
        self.gone = sorted(set(range(len(self.old))) - {at for at, _ in self.kept})
        self.came = sorted(set(range(len(self.new))) - {at for _, at in self.kept})
        #: The number of the move of a block, by its position.
        self.moved_away: dict[int, int] = {}
        self.moved_here: dict[int, int] = {}

    def marked(self) -> MarkedLeaf:
        blocks: list[MarkedBlock] = []
        ends = [(-1, -1), *self.kept, (len(self.old), len(self.new))]
        for (at, other), (end, other_end) in pairwise(ends):
            if at >= 0:
                one, same = self.old[at], self.new[other]
                blocks.append(MarkedBlock(Mark.KEPT, one, same, (Run(Mark.KEPT, same.pieces),)))
            blocks += self._between(range(at + 1, end), range(other + 1, other_end))
        return MarkedLeaf(self.before, self.after, tuple(blocks))

    def _between(self, gone: range, came: range) -> Iterator[MarkedBlock]:
        """Yield what stands between two kept blocks: what changed, and before each what went and what came."""
        left = [at for at in gone if at not in self.moved_away]
        right = [at for at in came if at not in self.moved_here]
        pairs = _alike([self.old[at] for at in left], [self.new[at] for at in right])
        at, other = gone.start, came.start
        for end, other_end in [*((left[one], right[two]) for one, two in pairs), (gone.stop, came.stop)]:
            yield from map(self._gone, range(at, end))
            yield from map(self._came, range(other, other_end))
            if end < gone.stop:
                old, new = self.old[end], self.new[other_end]
                yield MarkedBlock(Mark.CHANGED, old, new, tuple(runs_of(old.pieces, new.pieces)))
            at, other = end + 1, other_end + 1

    def _gone(self, at: int) -> MarkedBlock:
        move = self.moved_away.get(at, 0)
        mark = Mark.MOVED_AWAY if move else Mark.DELETED
        return MarkedBlock(mark, self.old[at], None, (Run(mark, self.old[at].pieces),), move)

    def _came(self, at: int) -> MarkedBlock:
        move = self.moved_here.get(at, 0)
        mark = Mark.MOVED_HERE if move else Mark.INSERTED
        return MarkedBlock(mark, None, self.new[at], (Run(mark, self.new[at].pieces),), move)

    def is_same_place(self, at: int, other: int) -> bool:
        """Whether an old block and a new one stand between the same two kept blocks."""
        return bisect_left(self.kept, (at,)) == bisect_left(self.kept, other, key=lambda pair: pair[1])


def _find_moves(leaves: Sequence[_Draft]) -> None:
    """Number the blocks that stand elsewhere now, on the same page or on another one, with the same pieces."""
    away: dict[tuple[str, tuple[Piece, ...]], deque[tuple[_Draft, int]]] = {}
    for leaf in leaves:
        for at in leaf.gone:
            away.setdefault((leaf.old[at].kind, leaf.old[at].pieces), deque()).append((leaf, at))
    number = 0
    for leaf in leaves:
        for at in leaf.came:
            block = leaf.new[at]
            places = away.get((block.kind, block.pieces))
            if not places or sum(piece.kind != SPACE for piece in block.pieces) < _FEW_WORDS:
                continue
            other, place = places[0]
            if other is leaf and leaf.is_same_place(place, at):
                continue  # It did not move: what stands around it is another block now.
            places.popleft()
            number += 1
            other.moved_away[place] = leaf.moved_here[at] = number


def _alike(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the pairs of an old block and the new one that it became, in order, as like as can be."""
    if len(old) * len(new) > _MANY:
        pairs = [(at, at) for at in range(min(len(old), len(new)))]
        return [(at, other) for at, other in pairs if _likeness(old[at], new[other]) >= _ALIKE]
    likeness = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at in reversed(range(len(old))):
        for other in reversed(range(len(new))):
            paired = best[at + 1][other + 1] + likeness[at][other] if likeness[at][other] >= _ALIKE else 0
            best[at][other] = max(best[at + 1][other], best[at][other + 1], paired)
    found = []
    at = other = 0
    while at < len(old) and other < len(new):
        if best[at][other] == best[at + 1][other]:
            at += 1
        elif best[at][other] == best[at][other + 1]:
            other += 1
        else:
            found.append((at, other))
            at, other = at + 1, other + 1
    return found


def _likeness(one: Block, other: Block) -> float:
    """Return the share of pieces that two blocks have in common; blocks of another kind have less in common.

    Two beginnings of a gap, of a table from a dataset and the like are alike whatever they name.
    """
    here, there = (Counter(piece.text for piece in block.pieces if piece.kind != SPACE) for block in (one, other))
    share = 2 * (here & there).total() / (here.total() + there.total())
    if one.is_text and other.is_text:
        return share if one.kind == other.kind else share * 0.8
    return (share + 1) / 2 if one.kind == other.kind else 0


def runs_of(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Run]:
    """Yield the runs of pieces that are kept, deleted and inserted, as few as read well."""
    for mark, pieces in groupby(_joined(list(_marks(old, new))), key=lambda one: one[0]):
        yield Run(mark, tuple(piece for _, piece in pieces))


def _marks(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[Mark, Piece]]:
    ends = [*kept_pairs(old, new), (len(old), len(new))]
    at = other = 0
    for end, other_end in ends:
        yield from ((Mark.DELETED, piece) for piece in old[at:end])
        yield from ((Mark.INSERTED, piece) for piece in new[other:other_end])
        if end < len(old):
            yield Mark.KEPT, new[other_end]
        at, other = end + 1, other_end + 1


def _joined(marks: Sequence[tuple[Mark, Piece]]) -> Iterator[tuple[Mark, Piece]]:
    """Yield *marks* with words that were replaced one after another as one change: the old ones, then the new ones.

    The space between them is then deleted and inserted like them.
    """
    change: list[tuple[Mark, Piece]] = []
    followed = [*(mark for mark, _ in marks[1:]), Mark.KEPT]
    for (mark, piece), following in zip(marks, followed, strict=bool(marks)):
        sides = {following, *(one for one, _ in change)}
        if mark != Mark.KEPT:
            change.append((mark, piece))
        elif piece.kind == SPACE and sides == {Mark.DELETED, Mark.INSERTED}:
            change += [(Mark.DELETED, piece), (Mark.INSERTED, piece)]
        else:
            yield from _sorted(change)
            change = []
            yield mark, piece
    yield from _sorted(change)


def _sorted(change: Sequence[tuple[Mark, Piece]]) -> Iterator[tuple[Mark, Piece]]:
    for wanted in (Mark.DELETED, Mark.INSERTED):
        yield from (one for one in change if one[0] == wanted)
