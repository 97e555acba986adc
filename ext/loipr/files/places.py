"""Where a fact stands, what is wrong with it, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

#: The ids of the rules whose breaches are noted where something is read, long before a rule tells of them.
NotedRule = Literal[
    "conflict-marker",
    "duplicate-key",
    "footnote-in-footnote",
    "formula-cell",
    "hidden-character",
    "invalid-cell",
    "invalid-data",
    "invalid-front-matter",
    "invalid-table",
    "look-alike",
    "lost-text",
    "malformed-bibliography",
    "malformed-block",
    "malformed-csv",
    "malformed-option",
    "malformed-provision",
    "malformed-value",
    "malformed-yaml",
    "misnamed-file",
    "missing-reason",
    "oversized-page",
    "unclosed-block",
    "unknown-column",
    "unknown-dataset",
    "unknown-footnote",
    "unknown-observation",
    "unknown-provision",
    "unknown-treaty",
    "unmeant-markdown",
    "unreadable-file",
]
_NOTED = frozenset(get_args(NotedRule))


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
    """Something a loader could not accept: the id of the rule that reports it, where, and why.

    An id that no rule has would make it vanish without a word, so that it is refused here.
    """

    rule: NotedRule
    place: Place
    message: str
    fix: Fix | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.rule not in _NOTED:
            raise ValueError(f"{self.rule} is not among the rules of NotedRule, so that none would tell: {self}")
