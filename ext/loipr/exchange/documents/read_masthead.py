"""Reads the head of a document of the Committee: its symbol, day, languages and State."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from loipr.exchange.documents.blocks import Block, Doubt
from loipr.exchange.documents.languages import DISTRIBUTIONS, ENGLISH, LANGUAGE_NAMES, LANGUAGES, language_of
from loipr.exchange.documents.read_text import SYMBOL
from loipr.wording.states import state_in_english

_MONTHS = {month: number for language in LANGUAGES for number, month in enumerate(language.months, 1)}
_DATE = re.compile(
    rf"(\d{{1,2}})\s*+(?:(?:er\b|º|°)\s*+)?(?:de\s++)?({'|'.join(_MONTHS)})\s*+(?:del?\s++)?(\d{{4}})", re.IGNORECASE
)
_DISTRIBUTION = re.compile(rf"Distr(?:\.|ibution)?\s*:?\s*({'|'.join(DISTRIBUTIONS)})", re.IGNORECASE)
_ORIGINAL = re.compile(rf"Original\s*:?\s*({'|'.join(LANGUAGE_NAMES)})", re.IGNORECASE)


_REVISION = re.compile(r"(?:/(?:Rev|Corr)\.\s?\d+)+$")
#: Text that may follow the name of the State in a title; a bracket may belong to the name, as in “Bolivia (…)”.
_BEHIND_STATE = re.compile(
    r"\((?=[^()/\d]*+[/\d])|,? (?:as )?(?:adopted|approved)\b|,? (?:adopté|aprobad)\w+|,? in the absence\b|:|"
    r",? (?:under|pursuant to|in accordance with|due|conformément|présenté|en application|en vertu|au titre|en virtud|"
    r"con arreglo|valant|prior to|before|following|combined|at its)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a document says; fields are empty or None if it does not say them.

    ``title_notes`` is the number of notes on the title, ``note_texts`` the texts of those that are in the file.
    """

    symbol: str
    title: str
    title_notes: int
    dated: datetime.date | None
    original_language: str
    distribution: str
    language: str
    state: str
    note_texts: tuple[str, ...] = ()


def masthead_of(head: list[Block], title: str, marks: int, body: list[Block], doubts: list[Doubt]) -> Masthead:
    """Return what the blocks above the *title* say; add to *doubts* what is missing or not clear.

    *marks* is the number of notes on the title; the *body* shows the language of the document.
    """
    lines = [line for block in head for line in block.text.split("\n")]
    text = " | ".join(lines)
    symbol = re.search(SYMBOL, text)
    dates = _DATE.finditer(text)
    date = next(dates, None)
    name, dated = symbol[0] if symbol else "", None
    where = head[0].where if head else "the beginning"
    if symbol and date and date.start() < symbol.end():
        name, day = _apart(name)
        dated = _day(day, date)
        doubts.append(
            Doubt(
                where,
                f"“{symbol[0]}{text[symbol.end() : date.end()]}” was read as {name} and {dated}; look whether it is",
            )
        )
    elif date:
        dated = _day(int(date[1]), date)
    name = name.rstrip(".-")
    for what, found in (("symbol", name), ("date", dated)):
        if not found:
            doubts.append(Doubt(where, f"no {what} was found above the title", stops=what == "symbol"))
    original = _ORIGINAL.search(text)
    distribution = _DISTRIBUTION.search(text)
    stars = re.search(r"(?<![\s*])[\s*]++$", title)
    return Masthead(
        symbol=name,
        title=re.sub(r"(?<![\s*])[\s*]++$", "", title),
        title_notes=max(marks, stars[0].count("*") if stars else 0),
        dated=dated,
        original_language=LANGUAGE_NAMES[original[1].casefold()] if original else "",
        distribution=DISTRIBUTIONS[distribution[1].casefold()] if distribution else "",
        language=language_of(" ".join(block.text for block in body)).name,
        state=state_of(title),
    )


def state_of(title: str) -> str:
    """Return the State that *title* names; empty when it names no State yet."""
    title = title.rstrip("* ")
    for language in LANGUAGES:
        for words in language.state:
            if match := re.search(words, title, re.IGNORECASE):
                return _BEHIND_STATE.split(match[1], maxsplit=1)[0].strip(" *.,:;")
    return ""


def named_in_english(masthead: Masthead) -> str:
    """Return the State that *masthead* is for as English has it; empty when that is not known."""
    return masthead.state if masthead.language == ENGLISH.name else state_in_english(masthead.symbol)


def without_title(text: str) -> str:
    """Return why a document without a known title in its *text* is not read."""
    read = " or ".join([", ".join(language.name for language in LANGUAGES[:-1]), LANGUAGES[-1].name])
    letters = Counter(unicodedata.name(one, "").split(" ")[0] for one in text[:20_000] if one.isalpha())
    script = letters.most_common(1)[0][0] if letters else "LATIN"
    if script == "LATIN":
        kinds = "it has no title that says “list of issues” or “concluding observations”"
        return f"{kinds} in a language that is read: {read}"
    likely = {"CYRILLIC": "Russian", "ARABIC": "Arabic", "CJK": "Chinese"}.get(script, "another script")
    return f"it is in {likely}, or another language that is not read; take the document in {read}"


def without_revision(symbol: str) -> str:
    """Return the symbol of the document that the one with *symbol* revises or corrects; else *symbol* itself."""
    return _REVISION.sub("", symbol)


def _apart(symbol: str) -> tuple[str, int]:
    """Separate a symbol from a day written directly after it: CO/431 July is CO/4 of 31 July."""
    digits = re.search(r"(?<!\d)\d+$", symbol)
    tail = digits[0] if digits else "1"
    for length in (2, 1):
        day = int(tail[-length:])
        if len(tail) > length and 1 <= day <= 31 and not tail[-length:].startswith("0"):
            return symbol[:-length], day
    return symbol, 1


def day_in(text: str) -> datetime.date | None:
    """Return the first day that *text* names, as “1 October 2027”; None when it names none."""
    date = _DATE.search(text)
    return _day(int(date[1]), date) if date is not None else None


def _day(day: int, date: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(date[3]), _MONTHS[date[2].casefold()], day)
    except ValueError:
        return None
