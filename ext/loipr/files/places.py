"""The place of a fact in a file, what is wrong with it, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

#: The ids of the rules whose breaches the loaders note while they read; the rule reports them later.
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
    "unprinted-letter",
    "unreadable-file",
]
_NOTED = frozenset(get_args(NotedRule))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: the path from the project's root, and the line and column, from 1 (0: unknown)."""

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
    """Write *new* in place of *old*, which stands once in the line of *place*; a place without a line means the file.

    ``certain`` says that nothing else can be meant; then `check --fix` writes it without asking.
    """

    place: Place
    old: str
    new: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a loader could not accept: the id of the rule that reports it, the place, and the reason.

    An id that no rule has is refused here: otherwise nobody would report the problem.
    """

    rule: NotedRule
    place: Place
    message: str
    fix: Fix | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.rule not in _NOTED:
            raise ValueError(f"{self.rule} is not among the rules of NotedRule, so no rule would report it: {self}")
