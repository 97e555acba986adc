"""Makes a subject for a question without one, and a name for its page, from its heading or its first words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from loipr.exchange.documents.blocks import one_line
from loipr.exchange.documents.languages import either
from loipr.wording.labels import typed_label

_OPENING = re.compile(either("opening"), re.IGNORECASE)
_ARTICLES = re.compile(rf"(?<!\s)\s*+\(?{either('article')}\s*\d[^)]{{0,300}}+\)?$", re.IGNORECASE)
_MOST_WORDS, _SLUG_WORDS = 8, 4


def heading_words(heading: str) -> str:
    """Return *heading* without its number and articles; empty when there is nothing else."""
    return _ARTICLES.sub("", heading.removeprefix(typed_label(heading))).strip(" .:")


def subject_of(text: str, heading: str, *, alone: bool) -> str:
    """Return the subject of a question: its heading if the question is *alone* under it, else its first words."""
    named = heading_words(heading)
    if alone and named:
        return named
    text = one_line(text)
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    words = re.split(r"[;:.(,]\s|[:;.,]$", rest or text)[0].split()
    found = " ".join(words[:_MOST_WORDS]) + ("…" if len(words) > _MOST_WORDS else "")
    return found[:1].upper() + found[1:] or "Question"


def slug_of(subject: str, taken: Container[str], otherwise: str) -> str:
    """Return a name for a file from *subject*: plain letters and hyphens, not yet *taken*.

    Without plain letters in *subject*, the name is made from *otherwise*.
    """
    plain = unicodedata.normalize("NFKD", subject.casefold()).encode("ascii", "ignore").decode()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > 3][:_SLUG_WORDS]
    name = "-".join(words)[:50].strip("-") or otherwise
    slug, number = name, 2
    while slug in taken:
        slug, number = f"{name}-{number}", number + 1
    return slug
