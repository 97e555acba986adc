"""How far a page has come: its status and its gaps, now and in any revision.

A revision of long ago is not read as the pages of today are, which takes a hundred times as long: what is wanted of it
stands in its front matter and in its blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loipr.facts.lists_of_issues import parse_labels
from loipr.pages.directive_options import option_lines
from loipr.pages.gap_words import gap_words
from loipr.pages.page import Page
from loipr.pages.reader import LARGEST_PAGE, VERBATIM
from loipr.pages.vocabulary import DOMAIN

_STATUS = re.compile(r"^status:[ \t]*([a-z]*)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^ *(:{3,}|`{3,}|~{3,})[ \t]*(\S.*)?$", re.MULTILINE)
_NAME = re.compile(r"\{([A-Za-z][\w:.-]*)\}(.*)")


class GapState(NamedTuple):
    """A gap: the item it stands in, those who are to fill it, and its words."""

    item: str
    owners: tuple[str, ...]
    words: str


class PageState(NamedTuple):
    """How far a page has come."""

    status: str
    gaps: tuple[GapState, ...]


class _Block(NamedTuple):
    fence: str
    name: str
    argument: str
    start: int
    item: str


def state_of(page: Page) -> PageState:
    """Return how far a page of today has come."""
    gaps = tuple(GapState(gap.item, owners_of(gap.argument), gap_words(gap.body)) for gap in page.gaps)
    return PageState(page.status, gaps)


def owners_of(argument: str) -> tuple[str, ...]:
    """Return the names that stand behind ``{gap}``, each once."""
    return tuple(dict.fromkeys(name for part in argument.split(",") if (name := part.strip())))


def scan(text: str) -> PageState:
    """Return how far the page with that *text* had come; one that is too large to be a page had not begun."""
    text = text.replace("\r\n", "\n")
    if len(text) > LARGEST_PAGE:
        return PageState("", ())
    front = text[: max(text.find("\n---", 3), 0)] if text.startswith("---\n") else ""
    status = _STATUS.search(front)
    return PageState(status[1] if status else "", tuple(_gaps(text)))


def _gaps(text: str) -> Iterator[GapState]:
    found: list[tuple[int, GapState]] = []
    for block, end in _blocks(text):
        if block.name == "gap":
            body = text[block.start : end]
            words = gap_words("\n".join(body.split("\n")[option_lines(body) :]))
            found.append((block.start, GapState(block.item, owners_of(block.argument), words)))
    # A block ends after those within it, and is told of before them.
    yield from (state for _, state in sorted(found, key=lambda one: one[0]))


def _blocks(text: str) -> Iterator[tuple[_Block, int]]:
    """Yield each block with the place where its body ends, as they close."""
    stack: list[_Block] = []
    for fence in _FENCE.finditer(text):
        marks, rest = fence[1], (fence[2] or "").strip()
        if not rest:
            closed = next((depth for depth, block in enumerate(stack) if marks.startswith(block.fence)), None)
            if closed is not None:
                yield from ((block, fence.start()) for block in stack[closed:])
                del stack[closed:]
                continue
        if stack and stack[-1].name in ("", *VERBATIM):
            continue  # Within an example nothing is meant.
        named = _NAME.fullmatch(rest)
        name, argument = (named[1].removeprefix(DOMAIN), named[2].strip()) if named else ("", "")
        labels = parse_labels(argument) if name == "reply" else None
        item = labels[0] if labels else stack[-1].item if stack else ""
        stack.append(_Block(marks, name, argument, min(fence.end() + 1, len(text)), item))
    yield from ((block, len(text)) for block in stack)
