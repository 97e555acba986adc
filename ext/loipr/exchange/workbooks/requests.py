"""What the report asks of an institution: the questions it has a part in, and the gaps that it is to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loipr.facts.institutions import Institution
from loipr.facts.lists_of_issues import Question
from loipr.files.places import Place
from loipr.pages.gap_words import gap_words
from loipr.pages.page import Page
from loipr.report import Report

LEADS, CONTRIBUTES, CONCERNED, NAMED = "leads", "contributes", "is concerned", "is named in a gap"


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known, in the words of the page; ``others`` are those who are to fill it too."""

    item: str
    words: str
    others: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Request:
    """A question, or a page that answers none, with the part that the institution has in it."""

    question: Question | None
    page: Page | None
    part: str
    gaps: tuple[Gap, ...]

    @property
    def subject(self) -> str:
        return self.question.subject if self.question else self.page.title if self.page else ""

    @property
    def status(self) -> str:
        return self.page.status if self.page else "no page yet"


def requests_to(institution: Institution, report: Report) -> list[Request]:
    """Return all that is asked of *institution*, in the order of the list of issues, then of the other pages."""
    pages = report.pages_by_question
    asked: list[tuple[Question | None, Page | None]]
    asked = [(question, pages.get(number)) for number, question in sorted(report.questions.items())]
    asked += [(None, page) for page in report.pages if not page.is_reply and not page.is_guide]
    found = []
    for question, page in asked:
        gaps = tuple(_gaps(institution, page, report)) if page else ()
        part = _part(institution, question, page, report) or (NAMED if gaps else "")
        if part:
            found.append(Request(question, page, part, gaps))
    return found


def _part(institution: Institution, question: Question | None, page: Page | None, report: Report) -> str:
    def names(*given: str) -> bool:
        return any(report.institutions.find(name) is institution for name in given)

    if names((page.lead if page else "") or (question.lead if question else "")):
        return LEADS
    if page and names(*page.contributors):
        return CONTRIBUTES
    if question and names(question.lead, *question.concerned):
        return CONCERNED
    return ""


def _gaps(institution: Institution, page: Page, report: Report) -> Iterator[Gap]:
    for gap in page.gaps:
        named = [report.institutions.find(name) for name in gap.argument.split(",")]
        if institution in named:
            others = tuple(one.id for one in named if one is not None and one is not institution)
            yield Gap(gap.item, gap_words(gap.body), others, gap.place)
