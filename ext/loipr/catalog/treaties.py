"""The structure of the treaties: which articles, paragraphs, letters and roman items there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from loipr.catalog.provisions import Provision, ProvisionError, parse_citation
from loipr.catalog.source import Place, Problem, listed
from loipr.catalog.yaml_file import YamlNode, load_yaml


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its lettered parts by paragraph (paragraph None: letters directly under the article)."""

    number: int
    part: str
    subject: str
    letters: Mapping[int | None, tuple[str, ...]]
    romans: Mapping[tuple[int | None, str], tuple[str, ...]]
    place: Place

    @property
    def paragraphs(self) -> tuple[int, ...]:
        return tuple(number for number in self.letters if number is not None)


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty by its abbreviation; ``short`` is how a text calls it after the first mention.

    ``symbols`` is how the symbols of its Committee's documents begin: ``CMW/C``.
    """

    abbreviation: str
    title: str
    short: str
    committee: str
    symbols: str
    aliases: tuple[str, ...]
    articles: Mapping[int, Article]
    place: Place

    def fault(self, provision: Provision) -> str | None:
        """Return why the treaty has no such *provision*, with the nearest one there is; None if it has it."""
        article = self.articles.get(provision.article)
        if article is None:
            numbers = sorted(self.articles)
            near = min(numbers, key=lambda number: (abs(number - provision.article), number))
            return (
                f"the {self.abbreviation} has no article {provision.article} "
                f"(it has {numbers[0]} to {numbers[-1]}); did you mean {near}?"
            )
        shown = Provision(provision.article)
        if provision.paragraph is not None:
            if provision.paragraph not in article.letters:
                return _no_part(shown, "paragraph", provision, [str(number) for number in article.paragraphs])
            shown = replace(shown, paragraph=provision.paragraph)
        if provision.letter is not None:
            letters = article.letters.get(provision.paragraph, ())
            if provision.letter not in letters:
                fault = _no_part(shown, "letter", provision, letters)
                return fault + self._where_letters_are(article, provision)
            shown = replace(shown, letter=provision.letter)
        if provision.roman is not None:
            romans = article.romans.get((provision.paragraph, provision.letter or ""), ())
            if provision.roman not in romans:
                return _no_part(shown, "roman item", provision, romans)
        return None

    def _where_letters_are(self, article: Article, provision: Provision) -> str:
        """Suggest the paragraph that has the letter when the one named has no letters at all."""
        if article.letters.get(provision.paragraph):
            return ""
        owners = [number for number, letters in article.letters.items() if provision.letter in letters]
        if len(owners) != 1:
            return ""
        return f"; did you mean {Provision(article.number, owners[0], provision.letter)}?"


def _no_part(parent: Provision, level: str, provision: Provision, there_are: list[str] | tuple[str, ...]) -> str:
    field_name = "roman" if level == "roman item" else level
    wanted = str(getattr(provision, field_name))
    name = wanted if level == "paragraph" else f"({wanted})"
    if not there_are:
        kind = {"paragraph": "numbered paragraphs", "letter": "letters", "roman item": "roman items"}[level]
        hint = f"; did you mean {parent}?" if level != "letter" else ""
        return f"article {parent} has no {kind}, so no {name}{hint}"
    shown = [part if level == "paragraph" else f"({part})" for part in there_are]
    extent = f"{shown[0]} to {shown[-1]}" if len(shown) > 1 else f"only {shown[0]}"
    near = _near(wanted, there_are)
    value = int(near) if level == "paragraph" else near
    return f"article {parent} has no {level} {name} (it has {extent}); did you mean {parent.at(field_name, value)}?"


def _near(wanted: str, there_are: list[str] | tuple[str, ...]) -> str:
    if wanted.isdecimal():
        return min(there_are, key=lambda part: (abs(int(part) - int(wanted)), int(part)))
    if len(wanted) == 1 and all(len(part) == 1 for part in there_are):
        return min(there_are, key=lambda part: (abs(ord(part) - ord(wanted)), part))
    return there_are[-1]


@dataclass(frozen=True, slots=True)
class Treaties:
    """All treaties on record, found by abbreviation or alias; ``own`` is the one reported on."""

    own: str
    by_abbreviation: Mapping[str, Treaty] = field(default_factory=dict)

    def find(self, name: str | None) -> Treaty | None:
        """Return the treaty called *name* (None: the report's own), or None when there is none."""
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
        problems.append(Problem("invalid-data", place, f"there is no file for the report's own treaty, the {own}"))
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
            entry.refuse(f"article {article.number} stands twice")
        articles[article.number] = article
    if not articles or not node.text("abbreviation"):
        node.refuse("a treaty needs an abbreviation and at least one article")
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
        if paragraph.isdecimal():
            letters[int(paragraph)] = paragraphs.texts(paragraph)
        else:
            paragraphs.refuse(f"`{paragraph}` is no paragraph number", paragraph)
    if "letters" in node:
        letters[None] = node.texts("letters")
    romans: dict[tuple[int | None, str], tuple[str, ...]] = {}
    roman = node.child("roman")
    for owner in roman.fields() if roman is not None else []:
        assert roman is not None
        paragraph, _, letter = owner.rpartition(".")
        romans[int(paragraph) if paragraph.isdecimal() else None, letter] = roman.texts(owner)
    return Article(number, node.text("part"), node.text("subject"), letters, romans, node.place)


def provision_problems(text: str, place: Place, treaties: Treaties) -> list[Problem]:
    """Return everything that is wrong with the citation *text*: its form, its treaty, its provisions."""
    try:
        citation = parse_citation(text)
    except ProvisionError as error:
        return [Problem("malformed-provision", place, str(error))]
    found: list[Problem] = []
    for part in citation:
        treaty = treaties.find(part.treaty)
        if treaty is None:
            name = part.treaty or treaties.own
            there_are = listed(sorted(treaty.abbreviation for treaty in treaties.by_abbreviation.values()))
            found.append(
                Problem("unknown-treaty", place, f"there is no treaty {name} on record (there are {there_are})")
            )
            continue
        for provision in (part,) if isinstance(part, Provision) else (part.first, part.last):
            fault = treaty.fault(provision)
            if fault:
                found.append(Problem("unknown-provision", place, fault))
    return list(dict.fromkeys(found))
