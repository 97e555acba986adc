"""A reply page in pieces: its blocks and the lines around them, so that the blocks can be moved unchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loipr.exchange.documents.footnotes import free_name, renamed, signs_in, texts_in
from loipr.pages.page import Page
from loipr.wording.sentences import listed

_FENCE = re.compile(r" {0,3}(:{3,})")


@dataclass(slots=True)
class Block:
    """The lines of a ``{reply}`` block; ``labels`` are the items it answers, or None if they cannot be read.

    ``notes`` are the lines of its footnotes by their names, while it is on its way to another page.
    """

    lines: list[str]
    labels: tuple[str, ...] | None
    notes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def fence(self) -> str:
        """The colons at its beginning."""
        opened = _FENCE.match(self.lines[0])
        return opened[1] if opened else ":::"

    @property
    def inner(self) -> list[str]:
        """The lines between its fences; the last may be missing."""
        is_closed = len(self.lines) > 1 and self.lines[-1].strip() and not self.lines[-1].strip(" :\r")
        return self.lines[1:-1] if is_closed else self.lines[1:]

    def answers(self, labels: Sequence[str]) -> None:
        """Write into the block that it answers the items *labels*."""
        self.labels = tuple(labels)
        self.lines[0] = re.sub(r"(\{reply\}).*", rf"\1 {listed(self.labels)}", self.lines[0])


@dataclass(slots=True)
class Sheet:
    """A reply page in pieces: the lines before its blocks, the blocks, the lines after each, and its last footnotes."""

    before: list[str]
    blocks: list[Block] = field(default_factory=list)
    after: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the text of the page, with at least one empty line between two blocks."""
        lines = list(self.before)
        for block, after in zip(self.blocks, self.after, strict=True):
            lines += ["", *block.lines] if lines and lines[-1].strip() else block.lines
            lines += after
        if self.notes:
            lines += ["", *self.notes] if lines and lines[-1].strip() else self.notes
        return "\n".join(lines).rstrip("\n") + "\n"

    def take_notes(self, block: Block) -> bool:
        """Give *block* the footnotes that it refers to; return whether it can leave the page with them.

        It cannot if the text of a footnote stands in the block, and another text refers to it too.
        """
        others = [self.before, self.notes, *self.after, *(one.lines for one in self.blocks if one is not block)]
        used = {sign for lines in others for sign in signs_in(lines)}
        own = {name for name, _, _ in texts_in(block.lines)}
        if own & used:
            return False
        for name in signs_in(block.lines):
            for lines in others if name not in own else ():
                start, end = next(((start, end) for one, start, end in texts_in(lines) if one == name), (0, 0))
                block.notes |= {name: lines[start:end]} if end else {}
                if name not in used:
                    del lines[start:end]
        return True

    def _add_notes(self, block: Block) -> None:
        """Write the footnotes of *block* at the end of the page, under names that the page does not have yet."""
        text = self.text().split("\n")
        taken = {*signs_in(text), *(name for name, _, _ in texts_in(text))}
        names = [*block.notes, *(name for name, _, _ in texts_in(block.lines))]
        for name in names:
            free = free_name(name, taken | {*names} - {name})
            taken.add(free)
            block.lines = renamed(block.lines, name, free)
            if name in block.notes:
                self.notes += [*([""] if self.notes else []), *renamed(block.notes.pop(name), name, free)]

    def replace(self, block: Block) -> None:
        """Put *block* into the place of the one that answers the same items."""
        self._add_notes(block)
        self.blocks = [block if one.labels == block.labels else one for one in self.blocks]

    def take(self, block: Block) -> None:
        """Remove *block*; the lines after it stay."""
        place = next(index for index, one in enumerate(self.blocks) if one is block)
        rest = self.after.pop(place)
        del self.blocks[place]
        if any(line.strip() for line in rest):
            target = self.after[place - 1] if place else self.before
            target += rest

    def add(self, block: Block) -> None:
        """Add *block* after the others."""
        self._add_notes(block)
        self.blocks.append(block)
        self.after.append([""])

    def join(self) -> None:
        """Join the blocks that answer the same items into one, one text below the other."""
        for block in list(self.blocks):
            first = next(one for one in self.blocks if one.labels == block.labels)
            if first is not block and block.labels:
                fence = max(first.fence, block.fence, key=len)
                opening = first.lines[0].lstrip(" :")
                first.lines = [f"{fence}{opening}", *first.inner, "", *block.inner, fence]
                self.take(block)

    def sort(self, order: Sequence[str]) -> bool:
        """Put the blocks in the *order* of their items, if no text is between them; return whether they are in it."""
        places = [
            min((order.index(one) for one in block.labels or () if one in order), default=-1) for block in self.blocks
        ]
        if places == sorted(places):
            return True
        if -1 in places or any(line.strip() for after in self.after[:-1] for line in after):
            return False
        last = self.after[-1]
        self.blocks = [block for _, block in sorted(zip(places, self.blocks, strict=True), key=lambda one: one[0])]
        self.after = [[""] for _ in self.blocks[1:]] + [last]
        return True


def front_of(lines: Sequence[str]) -> int:
    """Return the line where the text of a page begins, below its front matter and its heading."""
    closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    return next(
        (number + 1 for number, line in enumerate(lines) if number > closing and line.startswith("# ")), closing + 1
    )


def sheet_of(text: str, page: Page) -> Sheet:
    """Divide a reply page into its blocks and the lines around them."""
    lines = text.rstrip("\n").split("\n")
    starts = {reply.place.line - 1: reply for reply in page.replies}
    sheet = Sheet([])
    number = 0
    while number < len(lines):
        target = sheet.after[-1] if sheet.after else sheet.before
        if number not in starts:
            target.append(lines[number])
            number += 1
            continue
        end = _end_of(lines, number)
        sheet.blocks.append(Block(lines[number:end], starts[number].labels))
        sheet.after.append([])
        number = end
    last = sheet.after[-1] if sheet.after else sheet.before
    first = next((start for _, start, _ in texts_in(last)), len(last))
    rest = {line for _, start, end in texts_in(last) for line in range(start, end)}
    if all(number in rest or not last[number].strip() for number in range(first, len(last))):
        sheet.notes = last[first:]
        del last[first:]
    return sheet


def _end_of(lines: Sequence[str], start: int) -> int:
    """Return the line after the block that begins at *start*; a fence of its length ends it, as in the parser."""
    opened = _FENCE.match(lines[start])
    length = len(opened[1]) if opened else 3
    for number in range(start + 1, len(lines)):
        closing = _FENCE.match(lines[number])
        if closing and len(closing[1]) >= length and not lines[number].strip().strip(":"):
            return number + 1
    return len(lines)
