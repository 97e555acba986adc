"""Answers as proposals in the pages: the words of the institution, above or in place of the gap that they answer.

A proposal is not yet the reply: a gap for the lead institution says whose answers stand above it, until somebody has
made them part of the reply. So the official edition waits for that, and it is on the list of the lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loipr.coordination.page_state import owners_of
from loipr.exchange.workbooks.literal import blocks_of
from loipr.facts.institutions import Institutions
from loipr.pages.page import Page
from loipr.wording.languages import _
from loipr.wording.sentences import listed

#: The first line of a gap, in its parts: what stands before its name, its marks, its name, and the institutions.
_FENCE = re.compile(r"(?P<before>\s*)(?P<marks>:{3,}|`{3,}|~{3,})(?P<name>[ \t]*\{[\w:]+\})[ \t]*(?P<owners>.*?)\s*")
_ASKS = re.compile(r"(?:The answer of .+ stands|The answers of .+ stand) above as (?:it|they) came in\b")
_NAMED = re.compile(r"\{institution\}`([^`]+)`")


class ProposalError(ValueError):
    """A gap to which nothing can be added by a program; the message says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class ProposedPage:
    """A page with proposals in its text. Gaps are named by their numbers on the *page* as it was read."""

    page: Page
    institutions: Institutions
    #: The institution that makes the proposals the reply.
    editor: str
    lines: list[str]
    #: The proposals, each as it stands in the new text.
    blocks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def reopen(self) -> bool:
        """Make a draft again of a reply that was cleared, and return whether it was: nobody has cleared the answers."""
        status = self.page.place_of("status").line - 1
        if self.page.status == "cleared":
            self.lines[status] = self.lines[status].replace("cleared", "draft", 1)
        return self.page.status == "cleared"

    def put(self, number: int, institution: str, answer: str, keys: Sequence[str]) -> list[str]:
        """Put the *answer* to the gap with this *number*; return earlier answers to it, each as lines of the page.

        *keys* are those of its sources. The gaps of a page are answered from the last to the first.

        :raises ProposalError: when the gap stands where a program cannot write.
        """
        first = self.page.gaps[number - 1].place.line - 1
        fence = _FENCE.fullmatch(self.lines[first])
        if fence is None:
            raise ProposalError(_("the gap stands within a quotation or a list; write the answer there by hand"))
        last = self._end(first, fence["marks"])
        before, end = fence["before"], "\r" if self.lines[first].endswith("\r") else ""
        rest = [name for name in owners_of(fence["owners"]) if self._id(name) != institution]
        gap = self.lines[first : last + 1] if rest else []
        if gap:
            gap[0] = f"{before}{fence['marks']}{fence['name']} {', '.join(rest)}{end}"
        answered, start = self._answered_above(number, first)
        names = [*(name for name in answered if name != institution), institution]
        earlier = self._earlier(answered, start)
        block = list(_block(institution, answer, keys))
        self.blocks.append("\n".join(f"{before}{line}" if line else "" for line in block))
        asks = [f"{fence['marks']}{fence['name']} {self.editor}".rstrip(), _asking(names), fence["marks"]]
        added = [*block, "", *asks, *([""] if gap else [])]
        blank = [""] if start and self.lines[start - 1].strip() else []
        self.lines[start : last + 1] = [
            *(f"{before}{line}{end}" if line else end for line in (*blank, *added)),
            *gap,
        ]
        return earlier

    def _id(self, name: str) -> str:
        found = self.institutions.find(name)
        return found.id if found else name

    def _end(self, first: int, marks: str) -> int:
        """Return the last line (from 0) of the block that begins in line *first* with these *marks*."""
        for last in range(first + 1, len(self.lines)):
            line = self.lines[last].strip()
            if line.startswith(marks) and not line.strip(marks[0]):
                return last
        raise ProposalError(_("nothing closes the gap; mend the page first"))

    def _answered_above(self, number: int, first: int) -> tuple[list[str], int]:
        """Return whose answers to this gap came in before, and the line where the next one is put."""
        if number > 1 and _ASKS.match(self.page.gaps[number - 2].body.strip()):
            start = self.page.gaps[number - 2].place.line - 1
            fence = _FENCE.fullmatch(self.lines[start])
            if fence and not any(line.strip() for line in self.lines[self._end(start, fence["marks"]) + 1 : first]):
                return _NAMED.findall(self.page.gaps[number - 2].body), start
        return [], first

    def _earlier(self, answered: Sequence[str], start: int) -> list[str]:
        """Return the lines with the answers of institutions that have *answered* before; they end above *start*."""
        if not answered:
            return []
        begins = f"{{institution}}`{answered[0]}`:"
        above = next((n for n in range(start, 0, -1) if self.lines[n - 1].lstrip().startswith(begins)), start)
        return [line.strip() for line in self.lines[above - 1 : start] if line.strip()]


def is_proposed(text: str, institution: str, answer: str) -> bool:
    """Whether the page with this *text* has the *answer* of the institution already, word by word."""
    lines = {line.strip() for line in text.split("\n")}
    return all(line in lines for line in _answer_lines(institution, answer))


def _block(institution: str, answer: str, keys: Sequence[str]) -> Iterator[str]:
    yield from _answer_lines(institution, answer)
    if keys:
        yield ""
        # A sentence of its own, so that no typed figure counts as cited: the check names each of them.
        yield f"{'Source' if len(keys) == 1 else 'Sources'}: {{cite}}`{','.join(dict.fromkeys(keys))}`."


def _answer_lines(institution: str, answer: str) -> Iterator[str]:
    head = f"{{institution}}`{institution}`:"
    for number, block in enumerate(blocks_of(answer)):
        if number:
            yield ""
        elif not block.startswith("- "):
            block = f"{head} {block}"
        else:
            yield from (head, "")
        yield from block.split("\n")


def _asking(names: Sequence[str]) -> str:
    """Return the words of the gap below the proposals of the institutions called *names*."""
    whose = listed(f"{{institution}}`{name}`" for name in names)
    if len(names) == 1:
        return f"The answer of {whose} stands above as it came in; make it part of the reply, and delete this gap."
    return f"The answers of {whose} stand above as they came in; make one reply of them, and delete this gap."
