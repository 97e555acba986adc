"""The parts of a message: a list of words, the nearest word, a text on one line."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Container, Iterable

from loipr.wording.languages import _

#: What people write between names, and around them.
_BETWEEN = re.compile(r"[\s,;/&+•·]+(?:(?:and|or|dan|serta|dengan)\s)?\s*")
_AROUND = "[](){}\"'“”.,;•· \t"
_PAIRS = {"and": _("{first} and {last}"), "or": _("{first} or {last}")}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the entry of *known* that is most like *word*, ignoring capitals; None when no entry is close."""
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    matches = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean X?`` for the entry nearest to *word*, or an empty string."""
    candidate = nearest(word, known)
    return _("; did you mean {candidate}?").format(candidate=candidate) if candidate else ""


def several(text: str, known: Container[str]) -> list[str]:
    """Return the names in *text* if they are several, and all *known*, whatever stands between and around them."""
    names = _BETWEEN.split(text.strip(_AROUND))
    return names if len(names) > 1 and all(name in known for name in names) else []


def on_one_line(text: str) -> str:
    """Return *text* so that a terminal can show it safely.

    Characters that would break the line, hide a part of it or reverse its direction are spelt out.
    """
    return "".join(
        mark if mark.isprintable() or unicodedata.category(mark) == "Zs" else mark.encode("unicode_escape").decode()
        for mark in text
    )


def listed(words: Iterable[str], conjunction: str = "and") -> str:
    """Join *words* as in a sentence: ``a``, ``a and b``, ``a, b and c``; the *conjunction* is “and” or “or”."""
    words = list(words)
    if len(words) < 2:
        return words[0] if words else ""
    return _PAIRS[conjunction].format(first=tuple(words[:-1]), last=words[-1])


def shortened(text: str, most: int = 60) -> str:
    """Return *text*, or its beginning when it has more than *most* characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
