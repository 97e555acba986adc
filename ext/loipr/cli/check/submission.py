"""What must be done before the report can be submitted: by question, by institution, and elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loipr.cli.check.text import COUNTED
from loipr.editions.making.revision import revision_of
from loipr.facts.settings import title_to_begin_with
from loipr.pages.page import Page
from loipr.report import Report
from loipr.rules import Diagnostic, Severity
from loipr.wording.languages import _, ngettext

#: The words for each status of a reply that is not cleared.
_OPEN = {
    "draft": _("the reply is a draft"),
    "contributed": _("the reply is contributed, not yet reviewed"),
    "reviewed": _("the reply is reviewed, not yet cleared"),
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
        yield _("What stands between the report and its submission:")
        yield from found
    institutions = list(_by_institution(report))
    if institutions:
        yield _("By institution:")
        yield from institutions


def unfinished(report: Report, *, is_package: bool) -> Iterator[str]:
    """Yield what the settings and the revision still lack for submission.

    With *is_package*, all that is submitted is made, and its sheet says what it is a revision of, and when it is due.
    """
    settings, issues = report.settings, report.list_of_issues
    treaty = report.treaties.find(None)
    if issues and treaty and settings.title == title_to_begin_with(issues.state, treaty.short):
        yield _(
            "  conf.py: loipr_title is still that of a new report; write it as the United Nations words it, as “Second "
            "periodic report submitted by {state} under article … of {treaty}, due in …”"
        ).format(state=issues.state, treaty=treaty.short)
    if not is_package:
        return
    if issues is not None and issues.deadline is None:
        yield _("  {path}: it does not say when the report is due; write it, as deadline: 2026-01-31").format(
            path=issues.place.path
        )
    revision = revision_of(report.root)
    if not revision:
        yield _("  git has no revision of the report, and the package must say which it is; commit the report first")
    elif revision.endswith("+"):
        yield _("  files differ from the last revision, and the package must say which it is; commit them first")


def _by_question(report: Report, blocking: Sequence[Diagnostic]) -> Iterator[str]:
    counts: dict[str, Counter[Severity]] = {}
    for one in blocking:
        counts.setdefault(one.place.path, Counter())[one.severity] += 1
    for number, page in sorted(report.pages_by_question.items()):
        question = report.questions.get(number)
        said: list[str] = [_OPEN[page.status]] if page.status in _OPEN else []
        if question is not None and question.standing != "known":
            said.append(_("the Committee's text is not at hand"))
        said += _counted(counts.get(page.path, Counter()))
        if said:
            lead = f" ({page.lead})" if page.lead else ""
            yield _("  question {number}{lead}: {said}").format(number=number, lead=lead, said=tuple(said))


def _elsewhere(report: Report, blocking: Sequence[Diagnostic]) -> Iterator[str]:
    replies = {page.path for page in report.pages_by_question.values()}
    counts: dict[str, Counter[Severity]] = {}
    for one in blocking:
        if one.place.path not in replies:
            counts.setdefault(one.place.path, Counter())[one.severity] += 1
    for path, count in sorted(counts.items()):
        yield _("  {name}: {said}").format(name=path, said=tuple(_counted(count)))


def _by_institution(report: Report) -> Iterator[str]:
    gaps: Counter[str] = Counter()
    replies: Counter[str] = Counter(page.lead for page in uncleared(report) if page.lead)
    for page in report.pages_by_question.values():
        for gap in page.gaps:
            gaps.update(name.strip() for name in gap.argument.split(",") if name.strip())
    for name in sorted({*gaps, *replies}, key=lambda one: (-gaps[one], one)):
        said: list[str] = []
        if count := gaps[name]:
            said.append(ngettext("{count} gap to fill", "{count} gaps to fill", count).format(count=count))
        if count := replies[name]:
            said.append(ngettext("{count} reply to clear", "{count} replies to clear", count).format(count=count))
        yield _("  {name}: {said}").format(name=name, said=tuple(said))


def _counted(counts: Counter[Severity]) -> list[str]:
    return [COUNTED[severity][number != 1].format(count=number) for severity, number in sorted(counts.items())]
