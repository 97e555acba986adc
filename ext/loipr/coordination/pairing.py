"""Which of the things that are there now is which of those that were there before."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Sequence


def paired(old: Sequence[Sequence[Hashable]], new: Sequence[Sequence[Hashable]]) -> list[int | None]:
    """Return for each of the *new* things the position of the *old* one that it is; None when it is a new one.

    A thing is told by its marks, the surest first: things with the same first mark are the same; then, of those that
    are left, things with the same second one; and so on. Among things with one mark, the order decides.
    """
    found: list[int | None] = [None] * len(new)
    left = list(range(len(old)))
    for at in range(len(new[0]) if new else 0):
        known: dict[Hashable, deque[int]] = {}
        for position in left:
            known.setdefault(old[position][at], deque()).append(position)
        for position, marks in enumerate(new):
            same = known.get(marks[at])
            if found[position] is None and same:
                found[position] = same.popleft()
        taken = set(found)
        left = [position for position in left if position not in taken]
    return found
