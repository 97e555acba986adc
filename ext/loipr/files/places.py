"""Where a fact stands, what is wrong with it, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: the path from the project's root, and line and column from 1 (0: unknown)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Fix:
    """Write *new* for *old*: in the line of *place*, where it stands once; a place without a line means all the file.

    ``certain`` when nothing else can be meant, so that `check --fix` may write it unasked.
    """

    place: Place
    old: str
    new: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a loader could not accept: the id of the rule that reports it, where, and why."""

    rule: str
    place: Place
    message: str
    fix: Fix | None = field(default=None, compare=False)
