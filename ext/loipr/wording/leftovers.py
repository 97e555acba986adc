"""Finds markup that an edition would print unchanged. No text of an edition may hold any."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

#: Most texts have none of these.
_SIGNS = re.compile(r"[`<{\[]|:::")
_LEFTOVER = re.compile(
    r"(?=[`<{\[:])"
    r"(?:(?<![\w\\])\{[A-Za-z][\w:.-]*\}|`|:::+|</?[A-Za-z][^<>]*>|<!--|\[(?P<keys>\w+(?:\s*[,;]\s*\w+)*)\])"
)


def leftovers(text: str, sources: Container[str]) -> Iterator[re.Match[str]]:
    """Yield each part of *text* that reads as markup: a name in braces, a backtick, colons, a tag, keys of sources."""
    if not _SIGNS.search(text):
        return
    for found in _LEFTOVER.finditer(text):
        if found["keys"] is None or all(key in sources for key in keys_of(found["keys"])):
            yield found


def keys_of(text: str) -> list[str]:
    """Return the keys in *text*, where commas or semicolons separate them."""
    return [key.strip() for key in re.split("[,;]", text)]
