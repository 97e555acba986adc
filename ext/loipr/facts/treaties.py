"""The structure of the treaties: their articles, paragraphs, letters and roman items."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from loipr.facts.provisions import Provision, ProvisionError, notation, parse_citation
from loipr.files.places import Fix, Place, Problem
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.languages import _
from loipr.wording.sentences import listed

_PARAGRAPH = re.compile(r"\d{1,3}", re.ASCII)
_SIGNS = re.compile(r"[1-9]\d*|[a-z]+")


@dataclass(frozen=True, slots=True)
class Article:
    """An article; ``letters`` are by paragraph (None: of the article itself), ``romans`` by paragraph and letter."""

    number: int
    part: str
    subject: str
    letters: Mapping[int | None, tuple[str, ...]]
    romans: Mapping[tuple[int | None, str], tuple[str, ...]]
    place: Place

    @property
    def paragraphs(self) -> tuple[int, ...]:
        return tuple(number for number in self.letters if number is not None)


_LEVELS = {"paragraph": _("paragraph"), "letter": _("letter"), "roman item": _("roman item")}
_KINDS = {"paragraph": _("numbered paragraphs"), "letter": _("letters"), "roman item": _("roman items")}


@dataclass(frozen=True, slots=True)
class ProvisionFault:
    """Why a treaty has no such provision, and the nearest one it has."""

    message: str
    nearest: Provision | None

    def __str__(self) -> str:
        return (
            _("{message}; did you mean {nearest}?").format(message=self.message, nearest=self.nearest)
            if self.nearest is not None
            else self.message
        )


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty; ``short`` is its name in a text after the first mention.

    The symbols of its Committee's documents begin with ``symbols``, as ``CMW/C``. ``adopted`` is the day of its
    adoption, if that is known.
    """

    abbreviation: str
    title: str
    short: str
    committee: str
    symbols: str
    aliases: tuple[str, ...]
    articles: Mapping[int, Article]
    place: Place
    adopted: datetime.date | None = None

    def fault(self, provision: Provision) -> ProvisionFault | None:
        """Return why the treaty has no such *provision*; None when it has it."""
        article = self.articles.get(provision.article)
        if article is None:
            numbers = sorted(self.articles)
            near = min(numbers, key=lambda number: (abs(number - provision.article), number))
            message = _("the {abbreviation} has no article {article} (it has {first} to {last})").format(
                abbreviation=self.abbreviation, article=provision.article, first=numbers[0], last=numbers[-1]
            )
            return ProvisionFault(message, Provision(near, treaty=provision.treaty))
        shown = Provision(provision.article, treaty=provision.treaty)
        if provision.paragraph is not None:
            if provision.paragraph not in article.letters:
                return _no_part(shown, "paragraph", provision, [str(number) for number in article.paragraphs])
            shown = replace(shown, paragraph=provision.paragraph)
        if provision.letter is not None:
            letters = article.letters.get(provision.paragraph, ())
            if provision.letter not in letters:
                fault = _no_part(shown, "letter", provision, letters)
                return fault if letters else replace(fault, nearest=self._where_the_letter_is(article, provision))
            shown = replace(shown, letter=provision.letter)
        if provision.roman is not None:
            romans = article.romans.get((provision.paragraph, provision.letter or ""), ())
            if provision.roman not in romans:
                return _no_part(shown, "roman item", provision, romans)
        return None

    def _where_the_letter_is(self, article: Article, provision: Provision) -> Provision | None:
        """Return the provision's letter in the only paragraph that has it; None when none or several have it."""
        owners = [number for number, letters in article.letters.items() if provision.letter in letters]
        if len(owners) != 1:
            return None
        return Provision(article.number, owners[0], provision.letter, treaty=provision.treaty)


def _no_part(
    parent: Provision, level: str, provision: Provision, there_are: list[str] | tuple[str, ...]
) -> ProvisionFault:
    field_name = "roman" if level == "roman item" else level
    wanted = str(getattr(provision, field_name))
    name = wanted if level == "paragraph" else f"({wanted})"
    if not there_are:
        kind = _KINDS[level]
        return ProvisionFault(
            _("article {parent} has no {kind}, so no {name}").format(parent=parent, kind=kind, name=name),
            parent if level != "letter" else None,
        )
    shown = [part if level == "paragraph" else f"({part})" for part in there_are]
    extent = (
        _("{first} to {last}").format(first=shown[0], last=shown[-1])
        if len(shown) > 1
        else _("only {one}").format(one=shown[0])
    )
    near = _near(wanted, there_are)
    value = int(near) if level == "paragraph" else near
    return ProvisionFault(
        _("article {parent} has no {level} {name} (it has {extent})").format(
            parent=parent, level=_LEVELS[level], name=name, extent=extent
        ),
        parent.at(field_name, value),
    )


def _near(wanted: str, there_are: list[str] | tuple[str, ...]) -> str:
    if wanted.isdecimal():
        return min(there_are, key=lambda part: (abs(int(part) - int(wanted)), int(part)))
    if len(wanted) == 1 and all(len(part) == 1 for part in there_are):
        return min(there_are, key=lambda part: (abs(ord(part) - ord(wanted)), part))
    return there_are[-1]


@dataclass(frozen=True, slots=True)
class Treaties:
    """All treaties on record, found by abbreviation or alias; ``own`` is the treaty that the report is about."""

    own: str
    by_abbreviation: Mapping[str, Treaty] = field(default_factory=dict)

    def find(self, name: str | None) -> Treaty | None:
        """Return the treaty with the abbreviation or alias *name* (None: the report's own); None if there is none."""
        wanted = (name or self.own).upper()
        if wanted in self.by_abbreviation:
            return self.by_abbreviation[wanted]
        for treaty in self.by_abbreviation.values():
            if wanted in (alias.upper() for alias in treaty.aliases):
                return treaty
        return None

    def names(self) -> list[str]:
        """Return every abbreviation and alias, sorted."""
        return sorted(
            {name for treaty in self.by_abbreviation.values() for name in (treaty.abbreviation, *treaty.aliases)}
        )


def load_treaties(root: Path, own: str, problems: list[Problem]) -> Treaties:
    """Read every file of ``data/treaties``."""
    treaties: dict[str, Treaty] = {}
    for file in sorted((root / "data/treaties").glob("*.yaml")):
        node = load_yaml(root, file.relative_to(root).as_posix(), problems)
        treaty = _read_treaty(node) if node is not None else None
        if treaty is not None:
            treaties[treaty.abbreviation.upper()] = treaty
    if own.upper() not in treaties:
        place = Place("data/treaties")
        problems.append(
            Problem("invalid-data", place, _("there is no file for the report's own treaty, the {own}").format(own=own))
        )
    return Treaties(own, treaties)


def _read_treaty(node: YamlNode) -> Treaty | None:
    node.expect_fields(
        ["abbreviation", "title", "articles"],
        ["short", "committee", "committee_abbreviation", "symbols", "adopted", "aliases", "source", "note"],
    )
    articles: dict[int, Article] = {}
    for entry in node.children("articles"):
        article = _read_article(entry)
        if article is None:
            continue
        if article.number in articles:
            entry.refuse(_("article {number} is there twice").format(number=article.number))
        articles[article.number] = article
    if not articles or not node.text("abbreviation"):
        node.refuse(_("a treaty needs an abbreviation and at least one article"))
        return None
    return Treaty(
        abbreviation=node.text("abbreviation"),
        title=node.text("title"),
        short=node.text("short") or "the Convention",
        committee=node.text("committee"),
        symbols=node.text("symbols") or f"{node.text('committee_abbreviation')}/C",
        aliases=node.texts("aliases"),
        articles=articles,
        place=node.place,
        adopted=node.date("adopted"),
    )


def _read_article(node: YamlNode) -> Article | None:
    node.expect_fields(
        ["article", "subject"], ["part", "paragraphs", "letters", "roman", "confidence", "basis", "note"]
    )
    number = node.integer("article")
    if number is None:
        return None
    letters: dict[int | None, tuple[str, ...]] = {}
    paragraphs = node.child("paragraphs")
    for paragraph in paragraphs.fields() if paragraphs is not None else []:
        assert paragraphs is not None
        if _PARAGRAPH.fullmatch(paragraph):
            letters[int(paragraph)] = paragraphs.texts(paragraph)
        else:
            paragraphs.refuse(_("`{paragraph}` is no paragraph number").format(paragraph=paragraph), paragraph)
    if "letters" in node:
        letters[None] = node.texts("letters")
    romans: dict[tuple[int | None, str], tuple[str, ...]] = {}
    roman = node.child("roman")
    for owner in roman.fields() if roman is not None else []:
        assert roman is not None
        paragraph, _point, letter = owner.rpartition(".")
        romans[int(paragraph) if _PARAGRAPH.fullmatch(paragraph) else None, letter] = roman.texts(owner)
    return Article(number, node.text("part"), node.text("subject"), letters, romans, node.place)


def provision_problems(text: str, place: Place, treaties: Treaties) -> list[Problem]:
    """Return all problems of the citation *text*: with its form, its treaty or its provisions."""
    try:
        citation = parse_citation(text)
    except ProvisionError as error:
        fix = _respelling(text, error.suggestion, place, treaties)
        return [Problem("malformed-provision", place, str(error), fix)]
    found: list[Problem] = []
    for part in citation:
        treaty = treaties.find(part.treaty)
        if treaty is None:
            name = part.treaty or treaties.own
            there_are = listed(sorted(treaty.abbreviation for treaty in treaties.by_abbreviation.values()))
            found.append(
                Problem(
                    "unknown-treaty",
                    place,
                    _("there is no treaty {name} on record (there are {there_are})").format(
                        name=name, there_are=there_are
                    ),
                )
            )
            continue
        for provision in (part,) if isinstance(part, Provision) else (part.first, part.last):
            fault = treaty.fault(provision)
            if fault is not None:
                fix = None
                if fault.nearest is not None and citation == (provision,):
                    fix = Fix(place, f"`{text}`", f"`{notation((fault.nearest,))}`", certain=False)
                found.append(Problem("unknown-provision", place, str(fault), fix))
    return list(dict.fromkeys(found))


def _respelling(text: str, suggestion: str, place: Place, treaties: Treaties) -> Fix | None:
    """Return the fix that writes *suggestion* in place of *text*; None when it has problems itself.

    The fix is certain when both texts have the same numbers and letters.
    """
    if not suggestion or provision_problems(suggestion, place, treaties):
        return None
    certain = _SIGNS.findall(text.casefold()) == _SIGNS.findall(suggestion.casefold())
    return Fix(place, f"`{text}`", f"`{suggestion}`", certain)
