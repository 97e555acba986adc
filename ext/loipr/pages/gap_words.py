"""A gap in words that stand alone: on a list, in a cell, in a letter."""

from __future__ import annotations

import re

_ROLE = re.compile(r"\{([\w:-]+)\}`([^`]*)`")


def gap_words(body: str) -> str:
    """Return the *body* of a gap as one reads it, on one line: roles as what they name."""
    return " ".join(_ROLE.sub(_spelt, body).split())


def _spelt(match: re.Match[str]) -> str:
    role, text = match.groups()
    bare = role == "article" and not text.casefold().startswith("article")
    return f"article {text}" if bare else f"[{text}]" if role.startswith("cite") else text
