"""Finds the articles that a text names, in English, French or Spanish, as provisions of a treaty.

``loipr.facts.provisions`` has the grammar. This module finds the articles in running text and decides which treaty or
law they belong to. If that is not clear, it reports a doubt, and does not assume an article of the Convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loipr.exchange.documents.languages import LANGUAGES, either
from loipr.facts.provisions import (
    ARTICLE_WORD,
    PARAGRAPH_WORD,
    PIECE,
    AmbiguityError,
    Citation,
    Part,
    Provision,
    ProvisionError,
    ends,
    notation,
    parse_citation,
)
from loipr.facts.treaties import Treaties, Treaty
from loipr.wording.sentences import shortened

_START = re.compile(rf"(?<!\w){ARTICLE_WORD.pattern}\s*(?=\d|{either('first')}\b)", re.IGNORECASE)
_DAY = re.compile(
    rf"[\s,]*\d{{1,2}}(?:er|º)?\s+(?:de\s+)?(?:{'|'.join(month for one in LANGUAGES for month in one.months)})\b",
    re.IGNORECASE,
)
#: An article in a form that the grammar does not know: ``33 bis``, ``33.1 (a)``, ``33A``.
_OTHER_FORM = re.compile(r"\s?-?(?:bis|ter|quater|quinquies|sexies)\b|\.\d[\w.]*(?:\s?\(\w{1,5}\))*|[A-Za-z]\b")
_UNREAD = re.compile(r"\d{1,4}(?:\.\w+)*\w*(?:\s?\(\w{1,5}\))*")
_PARAGRAPHS_OF = re.compile(
    rf"(?<!\w)(?P<named>{PARAGRAPH_WORD.pattern}[\s\d(),a-z–-]{{1,60}}?)\s+{either('of')}\s*+(?:the\s++|l['’]\s*+)?$",
    re.IGNORECASE,
)
_SUBS_OF = re.compile(
    rf"(?<!\w){either('letter')}[\s\d(),a-z–-]{{1,40}}?\s+{either('of')}\s*+(?:the\s++|l['’]\s*+)?$", re.IGNORECASE
)
#: What goes on after a citation with a part of it, in words that the grammar does not know.
_GOES_ON = re.compile(
    r"[\s,]*+\(?(?:(?:or|ou|o|u)\s+(?:articles?\s+)?(?:\(|\d+)|(?:first|second|third|fourth|last|premier|deuxième|troisième|"
    r"dernier|primer|segundo|tercer|último)\s+"
    rf"{either('paragraph')}|{either('paragraph')}|{either('letter')}|ff\b|et\s+(?:seq|suiv)|y\s+siguientes)",
    re.IGNORECASE,
)
_OTHER = re.compile(rf"\s*+(?:,\s*+)?{either('of')}\s+(?P<name>.{{1,200}})", re.IGNORECASE | re.DOTALL)
_A_LAW = re.compile(rf"(?i:(?:[^\W\d_]+\s+){{0,6}}?{either('law')})|(?:the |this |that |l['’])?[A-ZÀ-Ý\d]")
_WITHIN = re.compile(
    rf"\s*+(?:,\s*+)?(?:in|under|dans|en)\s+(?:the\s|its\s|la\s|le\s|el\s)?{either('law')}", re.IGNORECASE
)
_BEHIND = re.compile(r"\s*+(?:,\s*+)?\(?(?P<name>[A-Z][A-Z-]*[A-Z])\b")
_BACK = re.compile(r"\s*(?:thereof|ibid|ibíd)\b", re.IGNORECASE)
_NO_NAME = (
    r"(?!\s+(?:on|for|against|concerning)\s+(?:the\s+|all\s+)?(?-i:[A-Z])|"
    r"\s+(?:no|n[oº°]|sur|relative|internationale?|contre|sobre|contra|internacional|núm)\b|\s+(?:\(?n[oº°]|\d))"
)
_OWN = re.compile(rf"(?:(?:this|said|cette|esta)\s+)?{either('own_treaty')}{_NO_NAME}", re.IGNORECASE)
_COVENANT = re.compile(r"covenant|pact[eo]", re.IGNORECASE)
#: The end of a sentence before a citation, or the mark between headings.
_STOP = re.compile(r"[.?!]\s+(?=[^\W\da-z])|[|\n]")
#: The text that may stand between a law and its articles: the rest of its name, a comma, “in particular its”.
_NAME_GOES_ON = (
    r"(?:\(?(?:of|on|the|and|for|de|du|des|la|les?|et|del|l[ao]s|y|sobre|sur|no\.?|n[°º]\.?|núm\.?|pénal|penal|civile?|"
    r"[A-Z0-9]\S*))(?=[\s,(:;–-]|$)"
)
_ADJACENT = re.compile(
    rf"(?:\s+{_NAME_GOES_ON})*+\s*+[,(:;–-]*+\s*+"
    r"(?:(?:and |in )?(?:particular|particularly|especially|notably|including|namely|such as|see|voir|véase|"
    r"en particulier|notamment|en particular|especialmente)\s*+(?:,\s*+)?)?"
    r"(?:(?:its|their|ses|leurs|sus?|sons?|the)\s+)?",
)
_ITS = re.compile(r"\b(?:its|their|ses|leurs|sus)\s+$", re.IGNORECASE)
#: After the owner of articles, a number of another law: “of the Convention and 2 of the Covenant”.
_ONE_MORE = re.compile(
    r"\s+(?:of|de|du|del|des)\s[^.;|\n\d]{1,80}?(?:,|\s(?:and|or|et|ou|y|e|o))\s+"
    r"(?P<number>\d{1,3}(?:\s?\(\w{1,4}\)){0,3})\s+(?:of|de|du|del|des)\s"
)
#: The longest list of articles; how often it is read, each time with one word less; how far back to look for a law.
_LONGEST, _MOST_TRIES, _FAR = 300, 12, 300
#: The name of a law within a sentence: capitals or a number distinguish it from laws in general.
_LAW = re.compile(either("named_law"))


@dataclass(frozen=True, slots=True)
class Named:
    """The provisions that a text names, in the notation of the report, and what was left out, with the reasons."""

    provisions: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    """Articles in a text, with their position and provisions; ``fault`` says why they cannot be read."""

    start: int
    end: int
    citation: Citation
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Owner:
    """The owner of articles: a ``treaty`` (None: the treaty of the report), another law, or not clear (``doubt``)."""

    treaty: str | None = None
    other_law: bool = False
    doubt: str = ""


def provisions_in(text: str, treaties: Treaties) -> Named:
    """Return the provisions that *text* names, if a treaty on record has them."""
    parts: list[Part] = []
    doubts: list[str] = []
    for mention in _mentions(text):
        shown = " ".join(text[mention.start : mention.end].split())
        owner = _owner_of(text, mention, treaties)
        if more := _ONE_MORE.match(text, mention.end):
            doubts.append(f"“{more['number']}” after “{shown}” was left out: it belongs to another law or treaty")
        if owner.other_law:
            continue
        if owner.doubt or mention.fault:
            doubts.append(f"“{shown}” was left out: {owner.doubt or mention.fault}")
            continue
        for part in (_of(part, owner.treaty) for part in mention.citation) if owner.treaty else mention.citation:
            fault = next((fault for end in ends(part) if (fault := _fault(end, treaties))), None)
            if fault:
                doubts.append(f"“{shown}” names what there is not: {fault}")
            elif part not in parts:
                parts.append(part)
    return Named(notation(_sorted(parts)) if parts else "", tuple(dict.fromkeys(doubts)))


def joined(*texts: str) -> str:
    """Return the provisions of several *texts* as one text, each provision once, all in the notation of the report."""
    parts: list[Part] = []
    for text in texts:
        parts += [part for part in (parse_citation(text) if text else ()) if part not in parts]
    return notation(_sorted(parts)) if parts else ""


def _sorted(parts: list[Part]) -> Citation:
    """Return *parts* with those of the report's own treaty first, otherwise in the order of the text."""
    return tuple(part for is_other in (False, True) for part in parts if (part.treaty is not None) == is_other)


def _fault(provision: Provision, treaties: Treaties) -> str | None:
    treaty = treaties.find(provision.treaty)
    if treaty is None:
        return f"there is no treaty {provision.treaty or treaties.own} on record"
    fault = treaty.fault(provision)
    return str(fault) if fault else None


def _of(part: Part, treaty: str) -> Part:
    return next(iter(parse_citation(f"{treaty} {notation((part,))}")))


def _mentions(text: str) -> Iterator[_Mention]:
    """Yield each citation of articles in *text*, including those that cannot be read."""
    position = 0
    while match := _START.search(text, position):
        mention = _with_paragraphs_before(text, _read(text, match.start(), match.end()))
        yield mention
        position = max(mention.end, match.end())


def _read(text: str, start: int, number: int) -> _Mention:
    """Read the citation that begins at *start*, with its first number at *number*, as far as possible."""
    found = list(_ends(text, start))
    reason = ""
    for end in [end for end in reversed(found) if end > number][:_MOST_TRIES]:
        try:
            citation = parse_citation(text[start:end])
        except AmbiguityError as error:
            return _Mention(start, end, (), str(error))
        except ProvisionError as error:
            reason = reason or str(error)
            continue
        if form := _OTHER_FORM.match(text, end):
            end = form.end()
            return _Mention(start, end, (), _reason(text[number:end]) or "its form is not known")
        if form := _GOES_ON.match(text, end):
            return _Mention(start, form.end(), (), "it goes on in words that are not read")
        if re.search(r"[\d(]", text[end : found[-1]]):
            return _Mention(start, found[-1], (), reason)
        if (unread := _UNREAD.match(text, _blanks(text, found[-1]))) and not _DAY.match(text, found[-1]):
            return _Mention(
                start, unread.end(), (), _reason(unread[0]) or "it goes on with a number that is no article"
            )
        return _Mention(start, end, citation, _several(text, start, end, citation))
    unread = _UNREAD.match(text, number)
    end = unread.end() if unread else number + 1
    return _Mention(start, end, (), _reason(text[number:end]) or reason or "its form is not known")


def _ends(text: str, start: int) -> Iterator[int]:
    """Yield the end of each piece of the citation that begins at *start*.

    Articles without a link to those before them are another citation.
    """
    position, linked = start, True
    while position < start + _LONGEST and not _DAY.match(text, position) and (match := PIECE.match(text, position)):
        piece = match[0].strip()
        if ARTICLE_WORD.fullmatch(piece) and not linked:
            return
        linked = not any(character.isdigit() or character == ")" for character in piece)
        position = match.end()
        yield position


def _blanks(text: str, position: int) -> int:
    while text[position : position + 1].isspace():
        position += 1
    return position


def _reason(words: str) -> str:
    """Return why *words* are not a provision; empty when they are."""
    try:
        parse_citation(words)
    except ProvisionError as error:
        return str(error)
    return ""


def _several(text: str, start: int, end: int, citation: Citation) -> str:
    """Return the doubt when the text announces one article and several follow: ``article 33, 15 persons``."""
    words = [word.casefold() for word in ARTICLE_WORD.findall(text[start:end])]
    articles = {one.article for part in citation for one in ends(part)}
    one = len(words) == 1 and words[0] in ("article", "artículo", "articulo")
    return "it announces one article, and names several" if one and len(articles) > 1 else ""


def _with_paragraphs_before(text: str, mention: _Mention) -> _Mention:
    """Add the paragraphs before the article to *mention*: ``paragraphs 1 and 2 of article 16``."""
    before = _PARAGRAPHS_OF.search(text[max(0, mention.start - 90) : mention.start])
    if before is None or len(mention.citation) != 1:
        return mention
    start = mention.start - len(before[0])
    if above := _SUBS_OF.search(text[max(0, start - 90) : start]):
        return _Mention(start - len(above[0]), mention.end, (), "a part of a paragraph stands before its article")
    try:
        citation = parse_citation(f"{text[mention.start : mention.end]}, {before['named']}")
    except ProvisionError as error:
        return _Mention(start, mention.end, (), str(error))
    return _Mention(start, mention.end, citation, mention.fault)


def _owner_of(text: str, mention: _Mention, treaties: Treaties) -> _Owner:
    """Return the owner of the articles: the words after them say it, or else the words before them."""
    rest = text[mention.end : mention.end + 300]
    behind = _owner_behind(rest, treaties)
    before = _owner_before(text[max(0, mention.start - _FAR) : mention.start], rest, treaties)
    if behind is None:
        return before
    several = len(ARTICLE_WORD.findall(text[mention.start : mention.end])) > 1
    if several and before != behind and before != _Owner():
        return _Owner(doubt="it does not say whose articles they are")
    return behind


def _owner_behind(rest: str, treaties: Treaties) -> _Owner | None:
    if match := _OTHER.match(rest):
        if found := _treaty_named(match["name"], treaties):
            return _owned_by(found, treaties)
        if own := _OWN.match(match["name"]):
            return _Owner() if _is_own(own[0], treaties) else _Owner(doubt="it does not say whose articles they are")
        if _A_LAW.match(match["name"]):
            return _Owner(other_law=True)
        return _Owner(doubt="it does not say whose articles they are")
    if _WITHIN.match(rest):
        return _Owner(other_law=True)
    if match := _BEHIND.match(rest):
        if found := _treaty_named(match["name"], treaties):
            return _owned_by(found, treaties)
        return _Owner(doubt=f"no treaty on record is called {match['name']}")
    return None


def _is_own(words: str, treaties: Treaties) -> bool:
    """Whether “the Convention” or “the Covenant” is the treaty of the report, which is one or the other."""
    treaty = treaties.find(None)
    return treaty is None or bool(_COVENANT.search(words)) == bool(_COVENANT.search(treaty.title))


def _owner_before(before: str, rest: str, treaties: Treaties) -> _Owner:
    """Return the owner of the articles from the sentence *before* them: the last law or treaty in it."""
    stops = [stop.end() for stop in _STOP.finditer(before)]
    sentence = before[stops[-1] :] if stops else before
    law = _last_law(sentence, treaties)
    points_back = bool(_ITS.search(sentence) or _BACK.match(rest))
    if law is None:
        return _Owner(doubt="it does not say whose articles they are") if points_back else _Owner()
    end, name, treaty = law
    adjacent = bool(_ADJACENT.fullmatch(sentence, end))
    if treaty is not None and (adjacent or treaties.find(None) is treaty):
        return _owned_by(treaty, treaties)
    if not name:
        return _Owner()
    if adjacent or points_back:
        return _Owner(other_law=True)
    return _Owner(doubt=f"they may be those of “{_shown(sentence, name)}”; add them if they are the Convention's")


def _shown(sentence: str, name: str) -> str:
    words = " ".join(sentence.split())
    words = words[words.rfind(name) :].rstrip(" ,;:(")
    return shortened(words, 50)


def _last_law(sentence: str, treaties: Treaties) -> tuple[int, str, Treaty | None] | None:
    """Return the end of the last law or treaty in *sentence*, its name (empty for the Convention), and the treaty."""
    found: list[tuple[int, int, str, Treaty | None]] = []
    for match in _LAW.finditer(sentence):
        found.append((match.start(), match.end(), " ".join(match[0].split()), None))
    for match in _OWN.finditer(sentence):
        found.append((match.start(), match.end(), "", None))
    for treaty in treaties.by_abbreviation.values():
        for name in (treaty.title, treaty.abbreviation, *treaty.aliases):
            place = sentence.rfind(name)
            if place >= 0 and not re.match(r"[\w/]", sentence[place + len(name) :]):
                found.append((place, place + len(name), name, treaty))
    if not found:
        return None
    last = max(found, key=lambda one: (one[1], one[3] is not None, -one[0]))
    return last[1], last[2], last[3]


def _owned_by(treaty: Treaty, treaties: Treaties) -> _Owner:
    return _Owner(None if treaties.find(None) is treaty else treaty.abbreviation)


def _treaty_named(text: str, treaties: Treaties) -> Treaty | None:
    return next((treaty for treaty in treaties.by_abbreviation.values() if _names(text, treaty)), None)


def _names(text: str, treaty: Treaty) -> bool:
    text = " ".join(text.split()).casefold()
    names = (treaty.title, treaty.abbreviation, *treaty.aliases)
    return any(re.match(rf"{re.escape(name.casefold())}\b", text) for name in names)
