"""The Committee's list of issues: its sections, questions and items."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.labels import divided, without_label
from loipr.wording.languages import _

STANDINGS = ("known", "outline")
_EN_DASH = "\N{EN DASH}"
_LABEL = re.compile(r"\([a-z]{1,5}\)")


@dataclass(frozen=True, slots=True)
class Item:
    """A lettered part of a question, or a roman part of an item; ``label`` is the complete label, as ``(b) (i)``."""

    label: str
    summary: str
    text: str
    provisions: str
    footnotes: tuple[str, ...]
    items: tuple[Item, ...]
    place: Place

    @property
    def wording(self) -> str:
        """The official text if it is known, else the summary in our own words."""
        return self.text or self.summary

    def walk(self) -> Iterator[Item]:
        """Yield this item and those below it."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered paragraph of the list; ``standing`` is ``known``, or ``outline`` until the official text is there."""

    number: int
    subject: str
    slug: str
    standing: str
    summary: str
    text: str
    footnotes: tuple[str, ...]
    provisions: str
    lead: str
    concerned: tuple[str, ...]
    source: tuple[str, ...]
    note: str
    items: tuple[Item, ...]
    section: str
    place: Place
    words: int | None = None  #: How many words the reply may have, if the list sets a limit.

    @property
    def wording(self) -> str:
        """The official text if it is known, else the summary in our own words."""
        return self.text or self.summary

    def walk(self) -> Iterator[Item]:
        """Yield every item, at every depth, in the order of the list."""
        for item in self.items:
            yield from item.walk()

    def item(self, label: str) -> Item | None:
        """Return the item with the complete *label*, as ``(b) (i)``; None when there is none."""
        return next((item for item in self.walk() if item.label == label), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the list with its questions; ``within`` are the headings above its own heading, as one text."""

    id: str
    heading: str
    within: str
    questions: tuple[Question, ...]
    place: Place

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above the questions, from the outermost, without their labels in the list."""
        return tuple(map(without_label, (*divided(self.within), self.heading)))


@dataclass(frozen=True, slots=True)
class ListOfIssues:
    """A list of issues prior to reporting."""

    symbol: str
    title: str
    treaty: str
    state: str
    dated: datetime.date | None
    deadline: datetime.date | None
    note: str
    sections: tuple[Section, ...]
    place: Place

    @property
    def headings(self) -> frozenset[str]:
        """All headings, each with its label in the list and also without it."""
        return frozenset(text for one in self.sections for text in (one.heading, one.within, *one.headings))

    @property
    def questions(self) -> Mapping[int, Question]:
        return {question.number: question for section in self.sections for question in section.questions}


def file_name(symbol: str) -> str:
    """Return the name of the file for the document *symbol*, without its ending: ``cmw-c-idn-qpr-2``."""
    return re.sub(r"[^a-z0-9]+", "-", symbol.casefold()).strip("-")


def reply_path(number: int, slug: str) -> str:
    """Return the path of the page that answers question *number*; *slug* is the rest of its name."""
    return f"docs/replies/q{number:02}-{slug or 'reply'}.md"


def load_list_of_issues(root: Path, symbol: str, problems: list[Problem]) -> ListOfIssues | None:
    """Read the list *symbol* from ``data/lists-of-issues``."""
    path = f"data/lists-of-issues/{file_name(symbol)}.yaml"
    node = load_yaml(root, path, problems)
    return read_list_of_issues(node, symbol, problems) if node else None


def read_list_of_issues(node: YamlNode, symbol: str, problems: list[Problem]) -> ListOfIssues:
    """Read the list *symbol* from the fields of its file."""
    node.expect_fields(
        ["symbol", "title", "treaty", "state", "dated", "sections"],
        [
            *("body", "title_footnotes", "distribution", "original_language", "language", "issued_in", "deadline"),
            *("number_of_questions", "source", "note"),
        ],
    )
    if node.text("symbol") != symbol:
        node.refuse(
            _("the symbol is {text}, but conf.py answers {symbol}").format(text=node.text("symbol"), symbol=symbol),
            "symbol",
        )
    sections = tuple(_read_section(entry) for entry in node.children("sections"))
    _check_numbers(sections, node, problems)
    return ListOfIssues(
        symbol=symbol,
        title=node.text("title"),
        treaty=node.text("treaty"),
        state=node.text("state"),
        dated=node.date("dated"),
        deadline=node.date("deadline"),
        note=node.text("note"),
        sections=sections,
        place=node.place,
    )


def _check_numbers(sections: tuple[Section, ...], node: YamlNode, problems: list[Problem]) -> None:
    seen: dict[int, Question] = {}
    there = sum(len(section.questions) for section in sections)
    for section in sections:
        for question in section.questions:
            if question.number in seen:
                message = _("question {number} is there twice (first in line {line})").format(
                    number=question.number, line=seen[question.number].place.line
                )
                problems.append(Problem("invalid-data", question.place, message))
            seen[question.number] = question
    expected = node.integer("number_of_questions")
    if expected is not None and expected != there:
        node.refuse(
            _("the list says it has {expected} questions, but {there} are here").format(expected=expected, there=there),
            "number_of_questions",
        )


def _read_section(node: YamlNode) -> Section:
    node.expect_fields(["id", "heading", "questions"], ["within", "standing", "source", "note"])
    questions = tuple(
        question for entry in node.children("questions") if (question := _read_question(entry, node.text("id")))
    )
    return Section(node.text("id"), node.text("heading"), node.text("within"), questions, node.place)


def _read_question(node: YamlNode, section: str) -> Question | None:
    node.expect_fields(
        ["number", "subject", "standing"],
        [
            *("slug", "heading", "source", "provisions", "lead", "concerned", "summary", "text", "footnotes", "items"),
            *("note", "confidence", "words"),
        ],
    )
    _expect_words(node)
    number = node.integer("number")
    if number is None:
        return None
    slug = node.text("slug")
    if slug and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        node.refuse(
            _("`slug` is `{slug}`; it is a part of the page's name: write small letters, digits and -").format(
                slug=slug
            ),
            "slug",
        )
    return Question(
        number=number,
        subject=node.text("subject"),
        slug=slug,
        standing=node.choice("standing", STANDINGS, "outline"),
        summary=node.text("summary"),
        text=node.text("text"),
        footnotes=node.texts("footnotes"),
        provisions=node.text("provisions"),
        lead=node.text("lead"),
        concerned=node.texts("concerned"),
        source=node.texts("source"),
        note=node.text("note"),
        items=tuple(_read_item(entry, "") for entry in node.children("items")),
        section=section,
        place=node.place,
        words=node.integer("words"),
    )


def _expect_words(node: YamlNode) -> None:
    """Note a problem when the entry has neither the official text nor a summary."""
    if "summary" not in node and "text" not in node:
        node.refuse(_("the field `summary` is missing"))


def _read_item(node: YamlNode, parent: str) -> Item:
    node.expect_fields(["label"], ["summary", "text", "footnotes", "provisions", "items", "standing", "note"])
    _expect_words(node)
    label = node.text("label")
    if not _LABEL.fullmatch(label):
        node.refuse(
            _("`label` is `{label}`; write a letter or a roman number in brackets, as (a) or (i)").format(label=label),
            "label",
        )
        meant = f"({label.strip('(). ')})"
        label = meant if _LABEL.fullmatch(meant) else label
    full = f"{parent} {label}".strip()
    return Item(
        label=full,
        summary=node.text("summary"),
        text=node.text("text"),
        provisions=node.text("provisions"),
        footnotes=node.texts("footnotes"),
        items=tuple(_read_item(entry, full) for entry in node.children("items")),
        place=node.place,
    )


def parse_question_reference(text: str) -> tuple[int, str] | None:
    """Read ``12`` or ``12 (b) (i)`` as a number and a label (empty: the whole question); None for other texts."""
    match = re.fullmatch(r"\s*(\d{1,4})((?:\s*\([a-z]{1,5}\))*)\s*", text, re.ASCII)
    if match is None:
        return None
    return int(match[1]), " ".join(_LABEL.findall(match[2]))


def parse_numbers(text: str) -> tuple[int, ...] | None:
    """Read ``13-20`` or ``1, 4, 13-20`` as numbers of questions, each once and in order; None for other texts."""
    if not re.fullmatch(r"\s*\d{1,4}(?:\s*-\s*\d{1,4})?(?:\s*,\s*\d{1,4}(?:\s*-\s*\d{1,4})?)*\s*", text, re.ASCII):
        return None
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        numbers = range(int(first), int(last or first) + 1)
        if not numbers:
            return None
        found.update(numbers)
    return tuple(sorted(found))


def as_ranges(numbers: Sequence[int], dash: str = "-") -> list[str]:
    """Return *numbers*, which are in order, with consecutive ones as a range: ``1``, ``4``, ``13-20``."""
    starts = [*numbers[:1], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), *numbers[-1:]]
    return [str(start) if start == end else f"{start}{dash}{end}" for start, end in zip(starts, ends, strict=True)]


def questions_in_words(numbers: Sequence[int]) -> str:
    """Return the *numbers* of questions, which are in order, as in “questions 1, 4, 13–20”."""
    return f"question{'s' if len(numbers) > 1 else ''} {', '.join(as_ranges(numbers, _EN_DASH))}"


def parse_labels(text: str) -> tuple[str, ...] | None:
    """Read ``(a)``, ``(b) (i)`` or ``(a), (c) and (d)`` as labels; return None for other texts."""
    one = r"\([a-z]{1,5}\)(?:\s*\([a-z]{1,5}\))?"
    if not re.fullmatch(rf"\s*{one}(?:\s*(?:,|and|,\s*and)\s*{one})*\s*", text):
        return None
    return tuple(" ".join(_LABEL.findall(label)) for label in re.findall(one, text))
