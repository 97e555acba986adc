"""How lawyers write provisions, and how the UN prints them.

One grammar reads ``33 (1) (a)``, ``33(1)(a)``, ``art. 33, paragraph 1 (a)``, lists and ranges
(``8-15``, ``16 (1)-(4) and 17``), treaty prefixes (``ICCPR 14 (3) (d)``) and suffixes
(``article 14 of the ICCPR``), in the words of English, French and Spanish. It is flat: what ``(4)``
continues in ``16 (1)-(4)``, and what ``2`` is in ``article 16, paragraphs 1 and 2``, is decided by
:class:`_Resolver` from the words before it. Citations are printed in the present style of the Committee
on Migrant Workers (rule of form F24).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.util import cache_from_source
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import lark

from loipr.wording.languages import _
from loipr.wording.sentences import listed

_ARTICLES = r"(?:article|art[íi]culo|art)s?\b\.?"
_PARAGRAPHS = r"(?:(?:paragraphe?|para|p[áa]rrafo|p[áa]rr|p[áa]r)s?\b\.?|§§?)"
_SUBS = (
    r"(?:(?:letter|item|sub-?para(?:graph)?|alinéa|apartado|apdo|inciso|letra)s?\b|"
    r"als?\b(?=\.?\s*\(?[a-z]\)))\.?"
)
_AND = r"(?:(?:and|et|y|e|ainsi que|así como)\b|&)"
_RANGE = r"(?:[-\u2010-\u2014]|(?:to|à|au|al?)(?=\s+\(?(?:\d|[a-z]{1,4}\))))"
_FIRST = r"(?:1\s?er\b|1[º°]|premier\b|primero\b)"
_GRAMMAR = rf"""
citation: group (";" AND? group)*
group: piece (_link piece)* suffix?
piece: element (directly | within)?
_link: listed | through
listed: COMMA AND? | AND
through: RANGE
element: TREATY? (article | paragraph | continuation)
article: ARTICLES? NUMBER sub*
directly: paragraph
paragraph: PARAGRAPHS NUMBER sub*
continuation: sub+
within: WITHIN numbered (_link numbered)* ")"
numbered: PARAGRAPHS? NUMBER sub*
sub: SUBS? ("(" (NUMBER | LETTERS) ")" | HALF)
suffix: COMMA? OF TREATY | BEHIND

COMMA: ","
ARTICLES.3: /{_ARTICLES}/i
PARAGRAPHS.3: /{_PARAGRAPHS}/i
WITHIN.4: /\(\s*{_PARAGRAPHS}/i
SUBS.3: /{_SUBS}/i
AND.3: /{_AND}/i
RANGE.3: /{_RANGE}|to\b/i
OF.3: /(?:of( the)?|de la|del|du|de l['’]|des?)(?!\w)/i
HALF.2: /[a-z]{{1,4}}\)/
NUMBER: /[1-9][0-9]{{0,2}}(?![0-9])/
LETTERS.2: /(?<=\()\s*[a-z]{{1,5}}(?=\s*\))/
BEHIND.2: /(?!(?:ET|AND|OF|DE|DU|DEL)\b)[A-Z][A-Z-]*[A-Z]\b/
TREATY.1: /(?!(?:and|of|the|to|et|y|e|de|du|des|del|la|à|au|al|{_ARTICLES}|{_PARAGRAPHS})\b)[A-Z][A-ZÓ-]*[A-Z]\b/i
%ignore /\s+/
"""
#: A piece of a citation in running text; a reader of documents may give such pieces to :func:`parse_citation`.
PIECE = re.compile(
    rf"\s*(?:{_FIRST}|[1-9]\d{{0,2}}(?!\w|\.\d)|\(\s?(?:\d{{1,3}}|[a-z]{{1,5}})\s?\)|[a-z]{{1,4}}\)|{_ARTICLES}|"
    rf"\(\s?{_PARAGRAPHS}|{_PARAGRAPHS}|{_SUBS}|{_AND}|{_RANGE}|[,;)])",
    re.IGNORECASE,
)
#: The words that begin a citation of articles in running text, and the words before its paragraphs.
ARTICLE_WORD, PARAGRAPH_WORD = re.compile(_ARTICLES, re.IGNORECASE), re.compile(_PARAGRAPHS, re.IGNORECASE)

_LONGEST = 400
#: A longer text is not a provision in some other notation.
_LONGEST_LOOSE = 40
#: The names of the parts that a range may go from and to.
_DEPTHS = {"article": _("article"), "paragraph": _("paragraph"), "letter": _("letter")}
#: Article, paragraph, letter and number, as an Indonesian law says them.
_INDONESIAN = frozenset({"pasal", "ayat", "huruf", "angka", "butir"})
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
#: The words that name the treaty of the report.
_OWN_TREATY = frozenset({"convention", "covenant", "pacte", "convención", "convenio", "pacto"})


class ProvisionError(ValueError):
    """A citation that cannot be read. ``suggestion`` is the probable meaning in the UN's notation, or empty."""

    def __init__(self, message: str, suggestion: str = ""):
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion

    def __str__(self) -> str:
        if not self.suggestion:
            return self.message
        return _("{message}; did you mean {nearest}?").format(message=self.message, nearest=self.suggestion)


class AmbiguityError(ProvisionError):
    """A citation that can be read in two ways: a number in it may mean a paragraph or an article."""


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, down to paragraph, letter and roman item; ``treaty`` None means the treaty of the report."""

    article: int
    paragraph: int | None = None
    letter: str | None = None
    roman: str | None = None
    treaty: str | None = None

    @property
    def depth(self) -> str:
        """The name of the deepest level that the provision has."""
        return next(level for level in _LEVELS if getattr(self, level) is not None)

    def at(self, level: str, value: int | str | None) -> Provision:
        """Return this provision with another *value* at *level*: paragraph, letter or roman."""
        changes: Any = {level: value}
        return replace(self, **changes)

    def subs(self) -> str:
        """Return what follows the article's number, as `` (1) (a)``."""
        return "".join(f" ({part})" for part in (self.paragraph, self.letter, self.roman) if part is not None)

    def __str__(self) -> str:
        return f"{self.article}{self.subs()}"


#: From the deepest level to the article.
_LEVELS = ("roman", "letter", "paragraph", "article")


@dataclass(frozen=True, slots=True)
class ProvisionRange:
    """All provisions from ``first`` to ``last``: of one level, under the same parent, in rising order."""

    first: Provision
    last: Provision

    @property
    def treaty(self) -> str | None:
        return self.first.treaty

    def __str__(self) -> str:
        if self.first.depth == "article":
            return f"{self.first}–{self.last}"
        return f"{self.first}–({getattr(self.last, self.last.depth)})"


Part = Provision | ProvisionRange
Citation = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Sub:
    text: str
    worded: bool

    @property
    def is_number(self) -> bool:
        return self.text.isdecimal()


@dataclass(frozen=True, slots=True)
class _Element:
    """A piece of a citation; ``word`` is the word for articles or paragraphs before it, or empty."""

    kind: str
    treaty: str | None
    number: int | None
    subs: tuple[_Sub, ...]
    word: str = ""


class _Flatten(lark.Transformer[lark.Token, list[list[object]]]):
    """The parse tree as a flat list of elements and the words between them."""

    def sub(self, children: list[lark.Token]) -> _Sub:
        return _Sub(str(children[-1]).strip(" )\n\t\xa0"), len(children) > 1)

    def article(self, children: list[object]) -> _Element:
        number = next(child for child in children if isinstance(child, lark.Token) and child.type == "NUMBER")
        subs = tuple(child for child in children if isinstance(child, _Sub))
        word = children[0] if isinstance(children[0], lark.Token) and children[0].type == "ARTICLES" else ""
        return _Element("article", None, int(number), subs, _plain_word(word))

    def paragraph(self, children: list[object]) -> _Element:
        word, number, *subs = children
        found = (_Sub(str(number), False), *(sub for sub in subs if isinstance(sub, _Sub)))
        return _Element("paragraph", None, None, found, _plain_word(word))

    def numbered(self, children: list[object]) -> _Element:
        return self.paragraph(children if _is_word(children[0]) else ["", *children])

    def directly(self, children: list[object]) -> list[object]:
        return ["below", *children]

    def within(self, children: list[object]) -> list[object]:
        return ["below", *children[1:], "closed"]

    def piece(self, children: list[object]) -> list[object]:
        return [one for child in children for one in (child if isinstance(child, list) else [child])]

    def continuation(self, children: list[_Sub]) -> _Element:
        return _Element("continuation", None, None, tuple(children))

    def element(self, children: list[object]) -> _Element:
        element = children[-1]
        assert isinstance(element, _Element)
        return replace(element, treaty=str(children[0])) if len(children) > 1 else element

    def listed(self, children: list[lark.Token]) -> str:
        return " ".join("," if child.type == "COMMA" else "and" for child in children)

    def through(self, _: object) -> str:
        return "to"

    def suffix(self, children: list[lark.Token]) -> tuple[str, str]:
        return ("of", str(children[-1]))

    def group(self, children: list[object]) -> list[object]:
        return [one for child in children for one in (child if isinstance(child, list) else [child])]

    def citation(self, children: list[object]) -> list[list[object]]:
        return [child for child in children if isinstance(child, list)]


def _is_word(child: object) -> bool:
    return isinstance(child, lark.Token) and child.type == "PARAGRAPHS"


def _plain_word(word: object) -> str:
    return str(word).rstrip(".").casefold()


class _Resolver:
    """Turns the flat elements of one group into provisions; the meaning of each depends on the one before it.

    ``article_word`` and ``paragraph_word`` are the last words of their kind: they decide what a number alone means.
    ``paragraph_word`` is None when no list of paragraphs is open.
    """

    def __init__(self) -> None:
        self.treaty: str | None = None
        self.parts: list[Part] = []
        self.previous: Provision | None = None
        self.article_word = ""
        self.paragraph_word: str | None = None
        self.prefixed = False

    def add(self, element: _Element, link: str | None) -> None:
        if element.treaty is not None:
            self.treaty = _treaty_named(element.treaty)
            self.prefixed = True
            self.paragraph_word = None
        provision, refines = self._read(element, link)
        if link == "to":
            self._close_range(provision)
        elif refines:
            self.parts[-1] = provision
        else:
            self.parts.append(provision)
        self.previous = provision

    def _read(self, element: _Element, link: str | None) -> tuple[Provision, bool]:
        """Return the provision, and whether it only makes the one before it more exact."""
        previous = self.previous
        if element.kind == "article":
            assert element.number is not None
            if previous is not None and self._is_paragraph(element, link):
                base = Provision(previous.article, treaty=self.treaty)
                return self._descend(base, (_Sub(str(element.number), False), *element.subs)), False
            self.article_word = element.word or self.article_word
            self.paragraph_word = None
            return self._descend(Provision(element.number, treaty=self.treaty), element.subs), False
        if previous is None:
            raise ProvisionError(_("the article's number is missing before the paragraph or letter"))
        if element.kind == "paragraph":
            refines = previous.depth == "article" and link != "to" and not isinstance(self.parts[-1], ProvisionRange)
            self.paragraph_word = element.word
            base = Provision(previous.article, treaty=self.treaty)
            return self._descend(base, element.subs), refines
        if element.subs[0].worded:
            return self._descend(previous, element.subs), True
        return self._descend(self._parent_for(element.subs[0]), element.subs), False

    def _is_paragraph(self, element: _Element, link: str | None) -> bool:
        """Whether the number of *element* means a paragraph of the article before it.

        A plural (``paragraphs``) applies to the list after it, up to its “and”. It ends before “, and” when the text
        announced several articles and has named only one. French writes ``par.`` for one paragraph and for several.
        There, and when the text announced one article and a number follows one paragraph, only a comma before “and” can
        tell the meaning.

        :raises AmbiguityError: when nothing tells the meaning.
        """
        word = self.paragraph_word
        if word is None or element.word:
            return False
        if link == "to":
            return True
        if link != ",":
            self.paragraph_word = None
        one_article = self.article_word in ("article", "artículo", "articulo")
        announced = (
            self.article_word.endswith("s") and len({one.article for part in self.parts for one in ends(part)}) < 2
        )
        if link == ", and" and announced:
            return False
        if word.endswith("s") or word == "§§" or (word == "par" and one_article):
            return True
        if link == ", and" or (not self.article_word and word != "par"):
            return False
        if word == "par" and link == "and" and not self.article_word.endswith("s"):
            return True
        if word != "par" and self.article_word.endswith("s"):
            return False
        there, number = self.previous, element.number
        raise AmbiguityError(
            _(
                "{number} may be a paragraph, as {there}, or an article; write {there} and ({number}), "
                "or {there} and article {number}"
            ).format(number=number, there=there)
        )

    def _descend(self, base: Provision, subs: tuple[_Sub, ...]) -> Provision:
        provision = base
        for sub in subs:
            if sub.is_number:
                if provision.depth != "article":
                    raise ProvisionError(
                        _("({text}) cannot follow {provision}: a paragraph's number comes first").format(
                            text=sub.text, provision=provision
                        )
                    )
                provision = replace(provision, paragraph=int(sub.text))
            elif provision.letter is None:
                if len(sub.text) > 1:
                    raise ProvisionError(
                        _("({text}) is no letter, and a roman item needs the letter it belongs to").format(
                            text=sub.text
                        )
                    )
                provision = replace(provision, letter=sub.text)
            elif provision.roman is None:
                if sub.text not in _ROMAN:
                    raise ProvisionError(
                        _("({text}) is not a roman item such as (i), (ii) or (iii)").format(text=sub.text)
                    )
                provision = replace(provision, roman=sub.text)
            else:
                raise ProvisionError(_("nothing goes deeper than {provision}").format(provision=provision))
        return provision

    def _parent_for(self, sub: _Sub) -> Provision:
        """Return the parent of a *sub* that stands alone: the deepest level of the provision before that fits."""
        previous = self.previous
        assert previous is not None
        if sub.is_number:
            if previous.paragraph is not None:
                return Provision(previous.article, treaty=previous.treaty)
            raise ProvisionError(
                _("({text}) does not continue {previous}").format(text=sub.text, previous=previous),
                f"{previous} ({sub.text})",
            )
        if previous.roman is not None and sub.text in _ROMAN:
            return replace(previous, roman=None)
        if previous.letter is not None and len(sub.text) == 1:
            return replace(previous, letter=None, roman=None)
        raise ProvisionError(
            _("({text}) does not continue {previous}").format(text=sub.text, previous=previous),
            f"{previous} ({sub.text})",
        )

    def _close_range(self, last: Provision) -> None:
        first = self.parts[-1]
        if isinstance(first, ProvisionRange):
            raise ProvisionError(_("the range {first} has a second end; separate ranges by commas").format(first=first))
        level = first.depth
        if last.depth != level or first.at(level, None) != last.at(level, None):
            raise ProvisionError(
                _("a range goes from one {level} to another of the same kind, as 8-15 or 16 (1)-(4)").format(
                    level=_DEPTHS.get(level, level)
                )
            )
        if _order(first) >= _order(last):
            turned = f"{last}–{first}" if _order(first) > _order(last) else f"{first}"
            raise ProvisionError(_("the range {first}–{last} does not rise").format(first=first, last=last), turned)
        self.parts[-1] = ProvisionRange(first, last)


def _order(provision: Provision) -> tuple[int, int, str, int]:
    roman = _ROMAN.index(provision.roman) if provision.roman else -1
    return (provision.article, provision.paragraph or 0, provision.letter or "", roman)


@cache
def _parser() -> lark.Lark:
    # To make the tables of the grammar takes longer than all else that is done with provisions. So they are kept beside
    # the compiled code of this module, where Python trusts what it finds; without such a place they are made each time.
    kept = Path(cache_from_source(__file__)).with_suffix(".lark")
    return lark.Lark(_GRAMMAR, start="citation", parser="lalr", cache=str(kept))


@lru_cache(maxsize=4096)
def parse_citation(text: str) -> Citation:
    """Read *text* as one or more provisions.

    :raises ProvisionError: when it cannot be read; the error has a suggestion if the probable meaning is clear.
    """
    try:
        return _parse(text)
    except ProvisionError as error:
        if error.suggestion or isinstance(error, AmbiguityError):
            raise
        raise ProvisionError(error.message, _repair(text)) from None


def _parse(text: str) -> Citation:
    if not text.strip():
        raise ProvisionError(_("there is nothing in it; write an article, as 33 (1) (a)"))
    if len(text) > _LONGEST:
        raise ProvisionError(
            _("it is longer than {most} characters; split it into several references").format(most=_LONGEST)
        )
    try:
        groups = _Flatten().transform(_parser().parse(re.sub(_FIRST, "1", text, flags=re.IGNORECASE)))
    except lark.UnexpectedCharacters as error:
        raise ProvisionError(
            _("“{text}” is no provision: “{sign}” is not expected here").format(text=text, sign=text[error.column - 1])
        ) from None
    except lark.UnexpectedInput:
        raise ProvisionError(
            _("“{text}” is no provision: it ends too early or a part of it is out of place").format(text=text)
        ) from None
    citation: list[Part] = []
    treaty: str | None = None
    for group in groups:
        resolver = _Resolver()
        resolver.treaty = treaty
        parts = _resolve_group(resolver, group)
        treaty = parts[-1].treaty
        citation.extend(parts)
    return tuple(citation)


def _resolve_group(resolver: _Resolver, group: list[object]) -> list[Part]:
    link: str | None = None
    for piece in group:
        if isinstance(piece, _Element):
            resolver.add(piece, link)
        elif piece == "closed":
            resolver.paragraph_word = None
        elif isinstance(piece, tuple):
            if resolver.prefixed:
                raise ProvisionError(
                    _("the treaty is named twice, before the articles and as “of {name}”").format(name=piece[1])
                )
            return [_with_treaty(part, _treaty_named(piece[1])) for part in resolver.parts]
        else:
            link = str(piece)
    return resolver.parts


def _treaty_named(word: str) -> str | None:
    return None if word.casefold() in _OWN_TREATY else word.upper()


def _with_treaty(part: Part, treaty: str | None) -> Part:
    if isinstance(part, ProvisionRange):
        return ProvisionRange(replace(part.first, treaty=treaty), replace(part.last, treaty=treaty))
    return replace(part, treaty=treaty)


def _repair(text: str) -> str:
    """Return what *text* probably means, in the UN's notation, or an empty string."""
    if len(text) > _LONGEST_LOOSE:
        return ""
    words = [word for word in re.findall(r"\d+|[A-Za-z]+(?:-[A-Za-z]+)*", text) if word.casefold() not in _INDONESIAN]
    treaty = words.pop(0) if len(words) > 1 and not words[0].isdecimal() and len(words[0]) > 2 else ""
    article, *rest = [word.lstrip("0") or "0" for word in words] or [""]
    if not article.isdecimal() or re.search(r"[^\w\s.,:()\[\]/-]|_", text.strip()):
        return ""
    subs = "".join(f" ({part.casefold()})" for part in rest)
    prefix = "" if not treaty or treaty.casefold().startswith(("art", "para")) else f"{treaty.strip().upper()} "
    candidate = f"{prefix}{article}{subs}"
    try:
        return candidate if candidate != text and _parse(candidate) else ""
    except ProvisionError:
        return ""


def joined_words(parts: list[Part]) -> list[str]:
    """Return the printed words of each of *parts*, without what it shares with the provision before it."""
    words = [str(parts[0])]
    for index in range(1, len(parts)):
        short = _shortened(parts[index], parts[index - 1])
        words.append(short if short and _reads_back(parts[: index + 1], short) else str(parts[index]))
    return words


def _joined(parts: list[Part]) -> str:
    return listed(joined_words(parts))


def _shortened(part: Part, before: Part) -> str | None:
    """Return *part* without what it shares with the part *before* it: ``(4)`` after ``16 (1)``; else None."""
    first = part.first if isinstance(part, ProvisionRange) else part
    anchor = before.last if isinstance(before, ProvisionRange) else before
    if first.article != anchor.article or first.depth == "article" or first.depth != anchor.depth:
        return None
    level = first.depth
    if first.at(level, None) != anchor.at(level, None):
        return None
    tail = f"({getattr(first, level)})"
    return f"{tail}–({getattr(part.last, level)})" if isinstance(part, ProvisionRange) else tail


def _reads_back(parts: list[Part], tail: str) -> bool:
    """Whether *tail*, written after the other *parts*, is read as the last of *parts*."""
    anchor = parts[-2].last if isinstance(parts[-2], ProvisionRange) else parts[-2]
    try:
        return _parse(f"{replace(anchor, treaty=None)}, {tail}")[-1] == _with_treaty(parts[-1], None)
    except ProvisionError:
        return False


def by_treaty(citation: Citation) -> Iterator[tuple[str | None, list[Part]]]:
    """Yield each treaty with the parts of *citation* that follow one another under it."""
    for treaty, parts in groupby(citation, key=lambda part: part.treaty):
        yield treaty, list(parts)


def notation(citation: Citation) -> str:
    """Print *citation* as an author writes it: ``ICCPR 14 (3) (d)``."""
    groups: list[str] = []
    for treaty, parts in by_treaty(citation):
        prefix = treaty or ("Convention" if groups else "")
        groups.append(f"{prefix} {_joined(parts)}".lstrip())
    return "; ".join(groups)


class ArticleWord(NamedTuple):
    """The word “article” or “articles” of a printed citation; it stays on one line with the word after it."""

    word: str


class CitedPart(NamedTuple):
    """A provision, or a range of provisions, in a printed citation."""

    treaty: str | None  #: None for the treaty of the report.
    part: Part
    words: str


class NamedTreaty(NamedTuple):
    """The name of a treaty in a printed citation; None for the treaty of the report."""

    treaty: str | None


#: A piece of a printed citation: one of these, or the text between them.
Piece = str | ArticleWord | CitedPart | NamedTreaty


def in_print(citation: Citation) -> Iterator[Piece]:
    """Yield *citation* as the UN prints it (F24), piece by piece; all editions and the count of words join them."""
    for index, (treaty, parts) in enumerate(by_treaty(citation)):
        if index:
            yield "; "
        yield ArticleWord("articles" if len({end.article for part in parts for end in ends(part)}) > 1 else "article")
        for number, (part, words) in enumerate(zip(parts, joined_words(parts), strict=True)):
            if number:
                yield " and " if number == len(parts) - 1 else ", "
            yield CitedPart(treaty, part, words)
        if treaty is not None or index:
            yield " of the "
            yield NamedTreaty(treaty)


def un_style(citation: Citation) -> str:
    """Print *citation* as the UN does: ``articles 16 (1)–(4) and 17``, ``article 14 of the ICCPR``."""
    return "".join(map(plain, in_print(citation)))


def plain(piece: Piece) -> str:
    """Return a piece of a printed citation as text."""
    match piece:
        case ArticleWord(word):
            return f"{word} "
        case CitedPart(_, _, words):
            return words
        case NamedTreaty(treaty):
            return treaty or "Convention"
        case _:
            return piece


def ends(part: Part) -> tuple[Provision, ...]:
    """Return the provisions that *part* names: one, or the two ends of a range."""
    return (part.first, part.last) if isinstance(part, ProvisionRange) else (part,)
