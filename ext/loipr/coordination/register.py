"""The register of recommendations in words: subjects, and the trace from one cycle to the next.

The trace leads from a recommendation to the list of issues that asks about it, to the replies that take it up, and to
the recommendations of the next cycle that continue it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from loipr.datasets.once import once
from loipr.facts.concluding_observations import ConcludingObservations
from loipr.facts.lists_of_issues import Question, parse_question_reference
from loipr.facts.register import SUPERSEDED, Entry
from loipr.report import Report
from loipr.rules.register import unanswered
from loipr.wording.sentences import shortened

#: The directive that shows the register.
REGISTER = "recommendation-register"
#: The most characters of a letter's text that stand as its subject.
_SUBJECT = 160
_ONE = r"\d{1,3}(?:\s?\([a-z]\))?"
#: After the symbol of a document, the paragraphs that a question names: “, paras. 27 and 30–32”.
_PARAGRAPHS = (
    r"[,;]?\s{1,3}(?:paras?\.?|paragraphs?|par\.?|párrs?\.?|paragraphes?|párrafos?)\s{1,3}"
    rf"({_ONE}(?:\s?(?:,|,?\s?and|et|y|to|à|a|-|–)\s?{_ONE}){{0,30}})"
)
_RANGE = re.compile(r"(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?", re.ASCII)
_LONGEST_RANGE = 100


class Answer(StrEnum):
    """Whether a reply takes up a recommendation."""

    TAKEN_UP = "taken up"
    MISSING = "no reply"
    LATER = "after the report"
    SUPERSEDED = "superseded"


@once
def register_page(report: Report) -> str:
    """Return the name of the page that shows the register; empty when no page does."""
    shown = (page.docname for page in report.pages for one in page.directives if one.name == REGISTER)
    return next(shown, "")


def address_of(entry: Entry, report: Report) -> str:
    """Return the address of *entry* on the site; empty when no page shows the register."""
    page = register_page(report)
    return f"{page}#{entry.anchor}" if page else ""


def subject_of(entry: Entry, report: Report) -> str:
    """Return what *entry* is about: its own subject, else that of its paragraph with the text of its letter."""
    document = report.concluding_observations.get(entry.recommendation.short)
    if entry.subject or document is None:
        return entry.subject
    wanted = entry.recommendation
    letter = document.letters.get(wanted.paragraph, {}).get(wanted.letter, "") if wanted.letter else ""
    words = shortened(" ".join(letter.split()).rstrip(";. "), _SUBJECT)
    return ": ".join(filter(None, (document.paragraphs.get(wanted.paragraph, ""), words)))


def articles_of(entry: Entry, report: Report) -> str:
    """Return the provisions that *entry* is about: its own, else those that its paragraph names."""
    document = report.concluding_observations.get(entry.recommendation.short)
    return entry.articles or (document.provisions.get(entry.recommendation.paragraph, "") if document else "")


@once
def answers(report: Report) -> Mapping[str, Answer]:
    """Return for each recommendation of the register, by its id, whether a reply takes it up."""
    missing = {entry.id for entry in unanswered(report)}

    def answer(entry: Entry) -> Answer:
        if report.replies_by_recommendation[entry.id]:
            return Answer.TAKEN_UP
        if entry.status == SUPERSEDED:
            return Answer.SUPERSEDED
        return Answer.MISSING if entry.id in missing else Answer.LATER

    return {entry.id: answer(entry) for entry in report.register.entries.values()}


@once
def questions_by_recommendation(report: Report) -> Mapping[str, tuple[str, ...]]:
    """Return the questions of the list of issues that ask about each recommendation of the register, by its id.

    The register names them, or the text of a question names the document and the paragraph.
    """
    named = _named_in_the_list(report)
    found: dict[str, tuple[str, ...]] = {}
    for entry in report.register.entries.values():
        there = named.get((entry.recommendation.short, entry.recommendation.paragraph), ())
        numbers = {one[0] for text in entry.questions if (one := parse_question_reference(text)) is not None}
        found[entry.id] = (*entry.questions, *(str(number) for number in there if number not in numbers))
    return found


def _named_in_the_list(report: Report) -> Mapping[tuple[str, int], list[int]]:
    found: dict[tuple[str, int], list[int]] = {}
    for document in report.concluding_observations.values():
        pattern = re.compile(re.escape(document.symbol) + _PARAGRAPHS, re.IGNORECASE)
        for number, question in sorted(report.questions.items()):
            for paragraph in dict.fromkeys(_paragraphs(pattern, question, document)):
                found.setdefault((document.short, paragraph), []).append(number)
    return found


def _paragraphs(pattern: re.Pattern[str], question: Question, document: ConcludingObservations) -> Iterator[int]:
    for text in (question.text, *(item.text for item in question.walk())):
        for match in pattern.finditer(text) if document.symbol in text else ():
            for part in _RANGE.finditer(match[1]):
                first, last = int(part[1]), int(part[2] or part[1])
                yield from range(first, min(last, first + _LONGEST_RANGE) + 1)
