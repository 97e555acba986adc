"""The Committee's earlier concluding observations, as far as they are on record."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean, listed


@dataclass(frozen=True, slots=True)
class ConcludingObservations:
    """One document; ``paragraphs`` are the subjects by number, and ``complete`` says whether none is missing.

    ``letters`` are the texts by letter, by paragraph, for each paragraph whose text is on record; ``provisions`` are
    those that a paragraph names. ``date`` is the day of its adoption, or of its issue if that alone is known.
    ``follow_up`` are the paragraphs on which the Committee asks for an account before the next report: ``within`` a
    term, as the document says it, or ``by`` a day.
    """

    symbol: str
    short: str
    complete: bool
    paragraphs: Mapping[int, str]
    letters: Mapping[int, Mapping[str, str]]
    place: Place
    provisions: Mapping[int, str] = field(default_factory=dict)
    date: datetime.date | None = None
    follow_up: frozenset[int] = frozenset()
    follow_up_within: str = ""
    follow_up_by: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A paragraph of concluding observations, with or without a letter, as ``CO/1 24 (b)``."""

    short: str
    paragraph: int
    letter: str

    def __str__(self) -> str:
        return f"para. {self.paragraph}" + (f" ({self.letter})" if self.letter else "")

    @property
    def id(self) -> str:
        """The reference in the form in which it is always written: ``CO/1 24 (b)``."""
        return f"{self.short} {self.paragraph}" + (f" ({self.letter})" if self.letter else "")

    @property
    def of_paragraph(self) -> Recommendation:
        """The whole paragraph, without a letter."""
        return Recommendation(self.short, self.paragraph, "")


def load_concluding_observations(root: Path, problems: list[Problem]) -> Mapping[str, ConcludingObservations]:
    """Read ``data/concluding-observations``; return the documents by their short names."""
    found: dict[str, ConcludingObservations] = {}
    for file in sorted((root / "data/concluding-observations").glob("*.yaml")):
        node = load_yaml(root, file.relative_to(root).as_posix(), problems)
        if node is None:
            continue
        node.expect_fields(
            ["symbol", "short", "complete", "paragraphs"],
            [
                *("adopted", "issued", "meeting", "session", "source", "note", "recommendations", "title", "language"),
                *("follow_up", "follow_up_within", "follow_up_by"),
            ],
        )
        letters: dict[int, Mapping[str, str]] = {}
        paragraphs: dict[int, str] = {}
        provisions: dict[int, str] = {}
        for entry in node.children("paragraphs"):
            entry.expect_fields(
                ["number", "subject"], ["source", "confidence", "note", "text", "footnotes", "provisions", "letters"]
            )
            number = entry.integer("number")
            if number is not None:
                paragraphs[number] = entry.text("subject")
                provisions[number] = entry.text("provisions")
                if "text" in entry:
                    letters[number] = dict(_read_letter(letter) for letter in entry.children("letters"))
        short = node.text("short")
        adopted, issued = node.date("adopted"), node.date("issued")
        found[short] = ConcludingObservations(
            symbol=node.text("symbol"),
            short=short,
            complete=node.choice("complete", ("true", "false"), "false") == "true",
            paragraphs=paragraphs,
            letters=letters,
            place=node.place,
            provisions=provisions,
            date=adopted or issued,
            follow_up=frozenset(_paragraph_numbers(node, "follow_up")),
            follow_up_within=node.text("follow_up_within"),
            follow_up_by=node.date("follow_up_by"),
        )
    return found


def _paragraph_numbers(node: YamlNode, name: str) -> Iterator[int]:
    for text in node.texts(name):
        if re.fullmatch(r"\d{1,3}", text, re.ASCII):
            yield int(text)
        else:
            node.refuse(
                _("`{name}` is “{text}”; write the numbers of paragraphs, as [27, 31]").format(name=name, text=text),
                name,
            )


def _read_letter(node: YamlNode) -> tuple[str, str]:
    node.expect_fields(["label", "text"], ["footnotes", "provisions", "items"])
    return node.text("label").strip("()"), node.text("text")


def parse_recommendation(text: str) -> Recommendation | None:
    """Read ``CO/1 24`` or ``CO/1 24 (b)``; return None for other texts."""
    match = re.fullmatch(r"\s*(\S{1,40})\s+(\d{1,3})\s*+(?:\(([a-z])\)\s*+)?", text, re.ASCII)
    return Recommendation(match[1], int(match[2]), match[3] or "") if match else None


def recommendation_fault(text: str, documents: Mapping[str, ConcludingObservations]) -> str | None:
    """Return why *text* names no paragraph of the concluding observations on record; None when it names one."""
    reference = parse_recommendation(text)
    if reference is None:
        return _(
            "“{text}” names no recommendation; write the document and the paragraph, as CO/1 24 or CO/1 24 (b)"
        ).format(text=text)
    document = documents.get(reference.short)
    if document is None:
        there_are = listed(sorted(documents)) or "none"
        hint = did_you_mean(reference.short, documents)
        return _("no concluding observations {short} are on record (there are {there_are}){hint}").format(
            short=reference.short, there_are=there_are, hint=hint
        )
    if document.complete and reference.paragraph not in document.paragraphs:
        numbers = sorted(document.paragraphs)
        extent = f"{numbers[0]} to {numbers[-1]}" if numbers else "none"
        return _("{short} has no paragraph {paragraph} (it has {extent})").format(
            short=document.short, paragraph=reference.paragraph, extent=extent
        )
    letters = document.letters.get(reference.paragraph)
    if reference.letter and letters is not None and reference.letter not in letters:
        extent = listed(f"({letter})" for letter in letters) or "none"
        return _("{short} {paragraph} has no letter ({letter}) (it has {extent})").format(
            short=document.short, paragraph=reference.paragraph, letter=reference.letter, extent=extent
        )
    return None


def beyond_record(text: str, documents: Mapping[str, ConcludingObservations]) -> str | None:
    """Return which part of a reference an incomplete record cannot confirm; None when the record confirms all of it."""
    reference = parse_recommendation(text)
    document = documents.get(reference.short) if reference is not None else None
    if reference is None or document is None or recommendation_fault(text, documents):
        return None
    if reference.paragraph not in document.paragraphs:
        numbers = listed(map(str, sorted(document.paragraphs))) or "none"
        return _("paragraph {paragraph} of {short} is not on record (of its paragraphs {numbers} are)").format(
            paragraph=reference.paragraph, short=document.short, numbers=numbers
        )
    if reference.letter and reference.paragraph not in document.letters:
        return _("the letters of {short} {paragraph} are not on record").format(
            short=document.short, paragraph=reference.paragraph
        )
    return None


def due_of(recommendation: Recommendation, documents: Mapping[str, ConcludingObservations]) -> datetime.date | None:
    """Return the day by which the Committee asks for an account of *recommendation*; None when it sets no day."""
    document = documents.get(recommendation.short)
    if document is None or recommendation.paragraph not in document.follow_up:
        return None
    return document.follow_up_by
