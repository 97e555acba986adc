"""The part that each institution has in a question, and whether it came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from loipr.facts.lists_of_issues import Question
from loipr.pages.page import Page
from loipr.report import Report
from loipr.wording.languages import _

LEADS, CONTRIBUTES, CONCERNED = _("leads"), _("contributes"), _("is concerned")
#: From this status on, each institution has sent its part of a reply, or a gap says what is missing.
DELIVERED = ("contributed", "reviewed", "cleared")


def parts_of(question: Question | None, page: Page | None, report: Report) -> Mapping[str, str]:
    """Return the part of each institution, by its id, in a question with its page, or in a page alone.

    The page decides who leads and who contributes. The list of issues may name other institutions that are concerned.
    """
    found: dict[str, str] = {}

    def add(part: str, names: Iterable[str]) -> None:
        for name in names:
            institution = report.institutions.find(name)
            if institution is not None:
                found.setdefault(institution.id, part)

    add(LEADS, [(page.lead if page else "") or (question.lead if question else "")])
    add(CONTRIBUTES, page.contributors if page else ())
    add(CONCERNED, (question.lead, *question.concerned) if question else ())
    return found
