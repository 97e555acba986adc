"""The words of a gap for other places: a list, a cell, a letter."""

from __future__ import annotations

import re

_ROLE = re.compile(r"\{([\w:-]+)\}`([^`]*)`")


def gap_words(body: str) -> str:
    """Return the *body* of a gap as plain text on one line; each role becomes the name in it."""
    return " ".join(_ROLE.sub(_spelt, body).split())


def _spelt(match: re.Match[str]) -> str:
    role, text = match.groups()
    bare = role == "article" and not text.casefold().startswith("article")
    return f"article {text}" if bare else f"[{text}]" if role.startswith("cite") else text
