"""The state of a page: its status and its gaps, now and in any revision.

An old revision is not read in the same way as the present pages, because that takes a hundred times as long. Its front
matter and its blocks are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loipr.coordination.pairing import paired
from loipr.facts.lists_of_issues import parse_labels
from loipr.length.word_count import count_words
from loipr.pages.directive_options import option_lines
from loipr.pages.gap_words import gap_words
from loipr.pages.page import Page
from loipr.pages.reader import LARGEST_PAGE, VERBATIM
from loipr.pages.vocabulary import DOMAIN

_STATUS = re.compile(r"^status:[ \t]*([a-z]*)[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^ *(:{3,}|`{3,}|~{3,})[ \t]*(\S.*)?$", re.MULTILINE)
#: The lines that begin or end a block, its options, comments, names of paragraphs, and the ends of front matter.
_NO_PROSE = re.compile(r"^[ \t]*(?::{3}|`{3}|~{3}|:[\w-]+:|%|\([\w-]+\)=|-{3}).*$", re.MULTILINE)
_NAME = re.compile(r"\{([A-Za-z][\w:.-]*)\}(.*)")


class GapState(NamedTuple):
    """A gap: the item around it, the names of those who must fill it, and its words."""

    item: str
    owners: tuple[str, ...]
    words: str


class PageState(NamedTuple):
    """The status of a page, its gaps, and how many words are written on it beside them.

    The words are counted only in the text of a page, by :func:`scan`: what print adds to them needs the whole report.
    """

    status: str
    gaps: tuple[GapState, ...]
    words: int = 0


class _Block(NamedTuple):
    fence: str
    name: str
    argument: str
    start: int
    item: str


def state_of(page: Page) -> PageState:
    """Return the state of a present page."""
    gaps = tuple(GapState(gap.item, owners_of(gap.argument), gap_words(gap.body)) for gap in page.gaps)
    return PageState(page.status, gaps)


def owners_of(argument: str) -> tuple[str, ...]:
    """Return the names after ``{gap}``, each once."""
    return tuple(dict.fromkeys(name for part in argument.split(",") if (name := part.strip())))


def pair_gaps(old: Sequence[GapState], new: Sequence[GapState]) -> list[int | None]:
    """Return for each of the *new* gaps of a page the position of the *old* one that it is, or None.

    A gap with the same words is the same gap. So is a gap in the same item, if the old words are gone.
    """
    return paired(*([(gap.words, gap.item) for gap in gaps] for gaps in (old, new)))


def scan(text: str) -> PageState:
    """Return the state of the page with this *text*; if it is too large for a page, the state is empty."""
    text = text.replace("\r\n", "\n")
    if len(text) > LARGEST_PAGE:
        return PageState("", ())
    end = max(text.find("\n---", 3), 0) if text.startswith("---\n") else 0
    status = _STATUS.search(text[:end])
    gaps = sorted(_gaps(text), key=lambda one: one.start)
    # A block ends after the blocks within it, but its gap comes before theirs.
    return PageState(status[1] if status else "", tuple(gap.state for gap in gaps), _words(text, end, gaps))


class _Gap(NamedTuple):
    state: GapState
    start: int
    end: int


def _gaps(text: str) -> Iterator[_Gap]:
    for block, end in _blocks(text):
        if block.name == "gap":
            body = text[block.start : end]
            words = gap_words("\n".join(body.split("\n")[option_lines(body) :]))
            yield _Gap(GapState(block.item, owners_of(block.argument), words), block.start, end)


def _words(text: str, start: int, gaps: Sequence[_Gap]) -> int:
    """Return how many words stand in *text* after *start*, without its gaps and without lines that are no prose."""
    parts = []
    for gap in gaps:
        if gap.start >= start:
            parts.append(text[start : gap.start])
        start = max(start, gap.end)
    parts.append(text[start:])
    return count_words(gap_words(_NO_PROSE.sub("", "\n".join(parts))))


def _blocks(text: str) -> Iterator[tuple[_Block, int]]:
    """Yield each block with the position where its body ends, in the order of their ends."""
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
            continue  # Blocks within an example do not count.
        named = _NAME.fullmatch(rest)
        name, argument = (named[1].removeprefix(DOMAIN), named[2].strip()) if named else ("", "")
        labels = parse_labels(argument) if name == "reply" else None
        item = labels[0] if labels else stack[-1].item if stack else ""
        stack.append(_Block(marks, name, argument, min(fence.end() + 1, len(text)), item))
    yield from ((block, len(text)) for block in stack)
