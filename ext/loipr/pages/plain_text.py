"""Text in the form of a page, so that nothing in it reads as markup."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~^&!])")


def as_text(text: str) -> str:
    """Return *text* as a page must have it to print it as it is."""
    return _SPECIAL.sub(r"\\\1", text)
