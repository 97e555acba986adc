"""The questions in which an institution has a part, and the pages on which a gap names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loipr.coordination.parts import parts_of
from loipr.coordination.tasks import tasks_of
from loipr.facts.calendar import TaskKind
from loipr.facts.institutions import Institution
from loipr.facts.lists_of_issues import Question
from loipr.pages.page import Page
from loipr.report import Report
from loipr.wording.languages import _

NAMED = _("is named in a gap")


@dataclass(frozen=True, slots=True)
class Request:
    """A question, or a page that answers no question, with the institution's part in it."""

    question: Question | None
    page: Page | None
    part: str

    @property
    def subject(self) -> str:
        return self.question.subject if self.question else self.page.title if self.page else ""

    @property
    def status(self) -> str:
        return self.page.status if self.page else _("no page yet")


def requests_to(institution: Institution, report: Report) -> list[Request]:
    """Return all requests to *institution*, in the order of the list of issues, then of the other pages."""
    owed = {task.place.path for task in tasks_of(report) if task.kind == TaskKind.GAP and task.owner == institution.id}
    found = []
    for question, page in _asked(report):
        part = parts_of(question, page, report).get(institution.id) or (NAMED if page and page.path in owed else "")
        if part:
            found.append(Request(question, page, part))
    return found


def _asked(report: Report) -> Iterator[tuple[Question | None, Page | None]]:
    for number, question in sorted(report.questions.items()):
        yield question, report.pages_by_question.get(number)
    for page in report.pages:
        if not page.is_reply and not page.is_guide:
            yield None, page
