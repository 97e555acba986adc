"""The account that concluding observations ask for before the next report: on which recommendations, and by when."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from loipr.exchange.documents.languages import either
from loipr.exchange.documents.read_masthead import day_in
from loipr.exchange.documents.understand import Document

_ASKED = re.compile(either("follow_up"), re.IGNORECASE)
_WITHIN = re.compile(either("within"), re.IGNORECASE)
_PARAGRAPHS = re.compile(rf"{either('paragraph')}\s{{0,3}}(?=\d)", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_NUMBERS = re.compile(r"(?<![\d/.])(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?(?![\d/])", re.ASCII)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The paragraphs on which an account is asked for, and its term: in words, and as a day if one is named."""

    paragraphs: tuple[int, ...] = ()
    within: str = ""
    by: datetime.date | None = None


def follow_up_of(document: Document) -> FollowUp:
    """Return what *document* asks for; nothing when no paragraph sets a term for an account of recommendations."""
    there = {paragraph.number for paragraph in document.paragraphs}
    for paragraph in document.paragraphs:
        text = " ".join(paragraph.text.split())
        asked, within = _ASKED.search(text), _WITHIN.search(text)
        named = _PARAGRAPHS.search(text, asked.end()) if asked is not None else None
        if named is None or within is None:
            continue
        sentence = _BRACKET.sub(" ", text[named.end() :]).partition(". ")[0]
        numbers = {
            number
            for part in _NUMBERS.finditer(sentence)
            for number in range(int(part[1]), int(part[2] or part[1]) + 1)
            if number in there and number < paragraph.number
        }
        term = next(group for group in within.groups() if group)
        return FollowUp(tuple(sorted(numbers)), term, day_in(text[: named.start()]))
    return FollowUp()
