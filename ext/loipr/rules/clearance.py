"""A rule about the status of a reply: what is cleared for submission has nothing open any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loipr.pages.page import Page
from loipr.report import Report
from loipr.rules.acceptances import findings
from loipr.rules.registry import Diagnostic, Findings, Severity, rule
from loipr.wording.languages import _, ngettext
from loipr.wording.sentences import listed

CLEARED = "cleared"


@rule(Severity.WARNING)
def cleared_too_soon(report: Report) -> Findings:
    """A reply that is cleared for submission has no gap and no warning, and answers a text that is at hand.

    Nor does it take figures from a dataset that is too old: its owner may still send newer ones.

    An error blocks the reply whatever its status is.

    Bad: `status: cleared` on a page with a gap.

    Good: `status: reviewed`, until the gap is filled.
    """
    cleared = {page.path: page for page in report.pages if page.is_reply and page.status == CLEARED}
    found = [one for one in findings(report) if one.place.path in cleared] if cleared else []
    stale = _stale(report) if cleared else frozenset()
    for path, page in cleared.items():
        open_ = list(_open(page, report, [one for one in found if one.place.path == path]))
        open_ += [
            _("the newest figure of {name} is too old").format(name=name) for name in sorted(page.datasets & stale)
        ]
        if open_:
            yield (
                page.place_of("status"),
                _("the reply is cleared, and {open}; set it back to reviewed until then").format(open=listed(open_)),
            )


def _stale(report: Report) -> frozenset[str]:
    """Return the names of the datasets that are told as too old, and not accepted as they are."""
    places = {one.place for one in findings(report) if one.rule == "stale-dataset" and not _is_accepted(one, report)}
    return frozenset(dataset.name for dataset in report.datasets.values() if dataset.place in places)


def _open(page: Page, report: Report, found: list[Diagnostic]) -> Iterator[str]:
    question = report.questions.get(page.question) if page.question is not None else None
    if question is not None and question.standing != "known":
        yield _("the text of question {number} is not at hand").format(number=question.number)
    counts = Counter(one.severity for one in found if one.severity != Severity.ERROR and not _is_accepted(one, report))
    for severity, count in sorted(counts.items()):
        yield ngettext(
            "there is {count} {severity} on its page", "there are {count} {severity}s on its page", count
        ).format(count=count, severity=severity)


def _is_accepted(found: Diagnostic, report: Report) -> bool:
    return found.severity == Severity.WARNING and any(
        one.reason and one.covers(found.rule, found.place, found.message) for one in report.acceptances
    )
