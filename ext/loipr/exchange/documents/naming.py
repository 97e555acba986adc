"""The articles that a text names, in English, French or Spanish, as provisions of a treaty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loipr.exchange.documents.languages import either
from loipr.facts.provisions import Citation, Part, Provision, ProvisionError, ends, notation, parse_citation
from loipr.facts.treaties import Treaties, Treaty

_WORDS = {name: re.compile(either(name), re.IGNORECASE) for name in ("article", "paragraph", "letter")}
_LINKS = {name: re.compile(rf"{either(name)}(?!\w)", re.IGNORECASE) for name in ("and_", "to", "first")}
_START = re.compile(rf"(?<!\w){either('article')}\s*(?=\d|{either('first')}\b)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?!\d)(?![.,]\d)")
_BRACKETED = re.compile(r"\(\s?(\d{1,2}|[a-z]{1,5})\s?\)")
_HALF = re.compile(r"([a-z]{1,4})\)")
_RANGE = re.compile("[-\u2010-\u2014]")
_OTHER = re.compile(rf"\s*,?\s*{either('of')}\s+(?P<name>.{{1,200}})", re.IGNORECASE | re.DOTALL)
_OWN = re.compile(
    rf"{either('own_treaty')}(?!\s+(?:on|for|against|no|n[oº°]|sur|relative|internationale?|contre|sobre|contra|"
    r"internacional|núm)\b|\s+(?:\(?n[oº°]|\d))",
    re.IGNORECASE,
)
_LONGEST = 300
#: Stands for the bracket that ends paragraphs: what follows it are articles again.
_CLOSED = "#"


@dataclass(frozen=True, slots=True)
class Named:
    """The provisions that a text names, in the notation of the report, and what was left out and why."""

    provisions: str
    doubts: tuple[str, ...]


def provisions_in(text: str, treaties: Treaties) -> Named:
    """Return the provisions that *text* names and a treaty on record has."""
    parts: list[Part] = []
    doubts: list[str] = []
    for words, citation in _citations(text):
        treaty, is_other = _treaty_after(text[words.stop :], treaties)
        shown = " ".join(text[words].split())
        if is_other:
            continue
        for part in (_of(part, treaty) for part in citation) if treaty else citation:
            fault = next((fault for end in ends(part) if (fault := _fault(end, treaties))), None)
            if fault:
                doubts.append(f"“{shown}” names what there is not: {fault}")
            elif part not in parts:
                parts.append(part)
    return Named(notation(_sorted(parts)) if parts else "", tuple(doubts))


def joined(*texts: str) -> str:
    """Return the provisions of several *texts* (each in the notation of the report) as one, each once."""
    parts: list[Part] = []
    for text in texts:
        parts += [part for part in (parse_citation(text) if text else ()) if part not in parts]
    return notation(_sorted(parts)) if parts else ""


def _sorted(parts: list[Part]) -> Citation:
    """Return *parts* with those of the report's own treaty first; the order of the text otherwise."""
    return tuple(part for is_other in (False, True) for part in parts if (part.treaty is not None) == is_other)


def _fault(provision: Provision, treaties: Treaties) -> str | None:
    treaty = treaties.find(provision.treaty)
    if treaty is None:
        return f"there is no treaty {provision.treaty or treaties.own} on record"
    fault = treaty.fault(provision)
    return str(fault) if fault else None


def _of(part: Part, treaty: str) -> Part:
    return next(iter(parse_citation(f"{treaty} {notation((part,))}")))


def _treaty_after(rest: str, treaties: Treaties) -> tuple[str | None, bool]:
    """Return the other treaty that the words after a citation name, and whether they name a law that is none."""
    match = _OTHER.match(rest)
    if match is None:
        return None, False
    name = match["name"]
    for treaty in treaties.by_abbreviation.values():
        if _names(name, treaty):
            own = treaties.find(None)
            return (None if own is treaty else treaty.abbreviation), False
    return None, not _OWN.match(name)


def _names(text: str, treaty: Treaty) -> bool:
    text = " ".join(text.split()).casefold()
    names = (treaty.title, treaty.abbreviation, *treaty.aliases)
    return any(re.match(rf"{re.escape(name.casefold())}\b", text) for name in names)


def _citations(text: str) -> Iterator[tuple[slice, Citation]]:
    """Yield each citation of articles in *text*, with where it stands."""
    position = 0
    while match := _START.search(text, position):
        pieces = list(_pieces(text, match.start(), match.start() + _LONGEST))
        position = match.end()
        while pieces:
            citation = _parsed([words for words, _ in pieces])
            if citation is not None:
                position = pieces[-1][1]
                yield slice(match.start(), position), citation
                break
            pieces.pop()


def _parsed(words: list[str]) -> Citation | None:
    text = re.sub(rf"\s*{_CLOSED}\s*(?:,|and\b)(?:\s*and\b)?", ";", " ".join(words)).replace(_CLOSED, "")
    try:
        return parse_citation(re.sub(r"(?<=\S)(?:\s*,)?(?:\s*and)?\s+articles", "; articles", text))
    except ProvisionError:
        return None


def _pieces(text: str, position: int, limit: int) -> Iterator[tuple[str, int]]:
    """Yield the words of a citation in the grammar of the report, each with the place where it ends in *text*.

    Brackets around paragraphs (``article 16 (paras. 1 and 2)``) fall away: the grammar has commas for them.
    """
    open_brackets = 0
    while position < min(limit, len(text)):
        space = re.match(r"\s*", text[position:])
        position += space.end() if space else 0
        rest = text[position:limit]
        if match := _BRACKETED.match(rest):
            yield f"({match[1]})", position + match.end()
        elif rest.startswith("(") and _WORDS["paragraph"].match(rest[1:].lstrip()):
            open_brackets += 1
            yield ",", position + 1
            position += 1
            continue
        elif rest.startswith(")") and open_brackets:
            open_brackets -= 1
            yield _CLOSED, position + 1
            position += 1
            continue
        elif match := _WORDS["article"].match(rest):
            yield "articles", position + match.end()
        elif match := _WORDS["paragraph"].match(rest):
            yield _paragraph_word(rest[match.end() :], bool(open_brackets)), position + match.end()
        elif match := _WORDS["letter"].match(rest):
            yield "letter", position + match.end()
        elif match := _LINKS["first"].match(rest):
            yield "1", position + match.end()
        elif match := _NUMBER.match(rest):
            yield match[0].lstrip("0") or "0", position + match.end()
        elif (match := _HALF.match(rest)) and not text[position - 1].isalpha():
            yield f"({match[1]})", position + match.end()
        elif match := _LINKS["and_"].match(rest):
            yield "and", position + match.end()
        elif (match := _LINKS["to"].match(rest)) or (match := _RANGE.match(rest)):
            yield "-", position + match.end()
        elif rest[:1] in (",", ";"):
            yield ",", position + 1
            position += 1
            continue
        else:
            return
        assert match is not None
        position += match.end()


def _paragraph_word(rest: str, bracketed: bool) -> str:
    """Return the word for what follows: in brackets, and before a range, all numbers are those of paragraphs."""
    several = re.match(rf"\s*\d+(?:\s*\([a-z]+\))?\s*(?:{_RANGE.pattern}|{either('to')}\s+\d)", rest, re.IGNORECASE)
    listing = bracketed and re.match(rf"\s*\d+\s*(?:,|{either('and_')})", rest, re.IGNORECASE)
    return "paras" if several or listing else "para"
