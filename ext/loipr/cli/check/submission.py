"""What must be done before the report can be submitted: by question, by institution, and elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loipr.editions.making.revision import revision_of
from loipr.facts.settings import title_to_begin_with
from loipr.pages.page import Page
from loipr.report import Report
from loipr.rules import Diagnostic

#: The words for each status of a reply that is not cleared.
_OPEN = {
    "draft": "the reply is a draft",
    "contributed": "the reply is contributed, not yet reviewed",
    "reviewed": "the reply is reviewed, not yet cleared",
}


def uncleared(report: Report) -> list[Page]:
    """Return the replies that nobody has cleared for submission, in the order of the questions."""
    return [page for _, page in sorted(report.pages_by_question.items()) if page.status in _OPEN]


def obstacles(report: Report, blocking: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield lines about all that is open; nothing if nothing is.

    *blocking* are the findings that forbid the official edition.
    """
    found = [*_by_question(report, blocking), *_elsewhere(report, blocking)]
    if found:
        yield "What stands between the report and its submission:"
        yield from found
    institutions = list(_by_institution(report))
    if institutions:
        yield "By institution:"
        yield from institutions


def unfinished(report: Report, *, is_package: bool) -> Iterator[str]:
    """Yield what the settings and the revision still lack for submission.

    With *is_package*, all that is submitted is made, and its sheet says what it is a revision of, and when it is due.
    """
    settings, issues = report.settings, report.list_of_issues
    treaty = report.treaties.find(None)
    if issues and treaty and settings.title == title_to_begin_with(issues.state, treaty.short):
        yield (
            "  conf.py: loipr_title is still that of a new report; write it as the United Nations words it, as “Second "
            f"periodic report submitted by {issues.state} under article … of {treaty.short}, due in …”"
        )
    if not is_package:
        return
    if issues is not None and issues.deadline is None:
        yield f"  {issues.place.path}: it does not say when the report is due; write it, as deadline: 2026-01-31"
    revision = revision_of(report.root)
    if not revision:
        yield "  git has no revision of the report, and the package must say which it is; commit the report first"
    elif revision.endswith("+"):
        yield "  files differ from the last revision, and the package must say which it is; commit them first"


def _by_question(report: Report, blocking: Sequence[Diagnostic]) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for one in blocking:
        counts.setdefault(one.place.path, Counter())[one.severity] += 1
    for number, page in sorted(report.pages_by_question.items()):
        question = report.questions.get(number)
        said = [_OPEN[page.status]] if page.status in _OPEN else []
        if question is not None and question.standing != "known":
            said.append("the Committee's text is not at hand")
        said += _counted(counts.get(page.path, Counter()))
        if said:
            lead = f" ({page.lead})" if page.lead else ""
            yield f"  question {number}{lead}: {', '.join(said)}"


def _elsewhere(report: Report, blocking: Sequence[Diagnostic]) -> Iterator[str]:
    replies = {page.path for page in report.pages_by_question.values()}
    counts: dict[str, Counter[str]] = {}
    for one in blocking:
        if one.place.path not in replies:
            counts.setdefault(one.place.path, Counter())[one.severity] += 1
    for path, count in sorted(counts.items()):
        yield f"  {path}: {', '.join(_counted(count))}"


def _by_institution(report: Report) -> Iterator[str]:
    gaps: Counter[str] = Counter()
    replies: Counter[str] = Counter(page.lead for page in uncleared(report) if page.lead)
    for page in report.pages_by_question.values():
        for gap in page.gaps:
            gaps.update(name.strip() for name in gap.argument.split(",") if name.strip())
    for name in sorted({*gaps, *replies}, key=lambda one: (-gaps[one], one)):
        said = [_count(gaps[name], "gap") + " to fill"] if gaps[name] else []
        said += [_count(replies[name], "reply", "replies") + " to clear"] if replies[name] else []
        yield f"  {name}: {', '.join(said)}"


def _counted(counts: Counter[str]) -> list[str]:
    return [_count(number, severity) for severity, number in sorted(counts.items())]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
