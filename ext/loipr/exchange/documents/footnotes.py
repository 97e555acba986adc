"""The footnotes of a reply page: which texts belong to a block, so that they go with it to another page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

_SIGN = re.compile(r"\[\^([^\]\s]{1,100})\]")
_TEXT = re.compile(r" {0,3}\[\^([^\]\s]{1,100})\]:")
_FENCE = re.compile(r" {0,3}(?::{3,}|`{3,}|#)")


def texts_in(lines: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each footnote whose text stands in *lines*: its name, its first line, and the line after its last."""
    number = 0
    while number < len(lines):
        opened = _TEXT.match(lines[number])
        if opened is None:
            number += 1
            continue
        end = _end_of(lines, number)
        yield opened[1], number, end
        number = end


def _end_of(lines: Sequence[str], start: int) -> int:
    """Return the line after the footnote of line *start*: further paragraphs of it are indented."""
    end = number = start + 1
    while number < len(lines):
        line = lines[number]
        if line.strip():
            is_new = not lines[number - 1].strip() and not line.startswith(("    ", "\t"))
            if is_new or _TEXT.match(line) or _FENCE.match(line):
                break
            end = number + 1
        number += 1
    return end


def signs_in(lines: Iterable[str]) -> list[str]:
    """Return the names of the footnotes that *lines* refer to, in their order."""
    return list(dict.fromkeys(sign[1] for line in lines for sign in _SIGN.finditer(line[_opening(line) :])))


def _opening(line: str) -> int:
    opened = _TEXT.match(line)
    return opened.end() if opened else 0


def renamed(lines: Iterable[str], old: str, new: str) -> list[str]:
    """Return *lines* with the footnote *old* under the name *new*."""
    return [line.replace(f"[^{old}]", f"[^{new}]") for line in lines]


def free_name(name: str, taken: Set[str]) -> str:
    """Return *name*, with a number after it if it is among those *taken*."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
