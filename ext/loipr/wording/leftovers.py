"""Markup that would be printed as it stands: no text of an edition holds any."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

#: Most texts have none of these.
_SIGNS = re.compile(r"[`<{\[]|:::")
_LEFTOVER = re.compile(
    r"(?<![\w\\])\{[A-Za-z][\w:.-]*\}|`|:::+|</?[A-Za-z][^<>]*>|<!--|\[(?P<keys>\w+(?:\s*[,;]\s*\w+)*)\]"
)


def leftovers(text: str, sources: Container[str]) -> Iterator[re.Match[str]]:
    """Yield what in *text* reads as markup: a name in braces, a backtick, colons, a tag, the keys of *sources*."""
    if not _SIGNS.search(text):
        return
    for found in _LEFTOVER.finditer(text):
        if found["keys"] is None or all(key in sources for key in keys_of(found["keys"])):
            yield found


def keys_of(text: str) -> list[str]:
    """Return the keys in *text*, which divides them by commas or semicolons."""
    return [key.strip() for key in re.split("[,;]", text)]
