"""Plain text as Markdown that prints the same text: nothing that somebody typed into a cell becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

#: Signs that begin markup anywhere in a line. An & does so only before the name or number of a character.
_ANYWHERE = re.compile(r"[\\`*_\[<]|&(?=#|\w+;)|\{(?=[%#])")
#: Signs that begin markup at the beginning of a line: the number of a list, or one sign.
_AT_START = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))|(?=[-+=#%:>~|]|\([^()]*\)=)")
#: The signs that officials type before the items of a list.
_BULLET = re.compile(r"[-–—•·▪●○◦‣⁃\uf0b7\uf0a7*]\s+(?=\S)")


def blocks_of(text: str) -> Iterator[str]:
    """Yield the paragraphs and lists of *text*: each line is a paragraph, and lines with bullets are one list."""
    lines = filter(None, (" ".join(one.split()) for one in text.splitlines()))
    for is_list, group in groupby(lines, lambda line: _BULLET.match(line) is not None):
        if not is_list:
            yield from map(literal, group)
            continue
        items = [literal(_BULLET.sub("", line, count=1)) for line in group]
        # One line with a hyphen and a figure may be a negative number, and is no list.
        bullet = "\\- " if len(items) == 1 and items[0][:1].isdigit() else "- "
        yield "\n".join(f"{bullet}{item}" for item in items)


def literal_within(text: str) -> str:
    """Return *text*, which does not begin a line, as Markdown that prints just these characters."""
    return _ANYWHERE.sub(lambda found: f"\\{found[0]}", text)


def literal(line: str) -> str:
    """Return *line*, which has no blanks at its ends, as Markdown that prints just these characters."""
    escaped = literal_within(line)
    return _AT_START.sub(lambda found: f"{found[1] or ''}\\", escaped, count=1) if _AT_START.match(escaped) else escaped
