"""What changed in the pages of the report between two revisions: questions, status, text and gaps."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from loipr.coordination.change import Changed, ChangeKind
from loipr.coordination.page_state import GapState, pair_gaps, state_of
from loipr.length.word_count import word_counts
from loipr.pages.blocks import BODILESS
from loipr.pages.page import Page, gap_id
from loipr.pages.reader import VERBATIM
from loipr.report import Report
from loipr.wording.sentences import listed


def changed_pages(before: Report, after: Report) -> Iterator[Changed]:
    """Yield the changes of the questions and of the pages of the report itself."""
    old, new = _by_subject(before), _by_subject(after)
    for number in sorted(before.questions.keys() | after.questions.keys()):
        was_asked, is_asked = (_question_text(report, number) for report in (before, after))
        if was_asked != is_asked:
            page = after.pages_by_question.get(number)
            docname = page.docname if page else ""
            yield Changed(ChangeKind.QUESTION, "the question", was_asked, is_asked, (number,), page=docname)
    for subject in sorted(old.keys() | new.keys(), key=str):
        was, now = old.get(subject), new.get(subject)
        if was is not None and now is not None:
            yield from _page(was, now, before, after)
        elif now is not None:
            yield _about(ChangeKind.PAGE, "the page", "", now.title, now, after)
            yield from _gaps(None, now, after)
        elif was is not None:
            yield _about(ChangeKind.PAGE, "the page", was.title, "", was, before)
            yield from _gaps(was, None, before)


def _by_subject(report: Report) -> dict[str, Page]:
    """Return the pages of the report itself: replies by their question, all others by their path."""
    found: dict[str, Page] = {}
    for page in report.pages:
        if not page.is_guide:
            subject = f"question {page.question}" if page.is_reply and page.question is not None else page.path
            found[page.path if subject in found else subject] = page
    return found


def _question_text(report: Report, number: int) -> str:
    question = report.questions.get(number)
    if question is None:
        return ""
    items = (f"{item.label} {item.text or item.summary}" for item in question.walk())
    return " ".join((question.wording, *items)).strip() or question.subject


def _page(was: Page, now: Page, before: Report, after: Report) -> Iterator[Changed]:
    fields: tuple[tuple[ChangeKind, str, str, str], ...] = (
        (ChangeKind.TITLE, "the title", was.title, now.title),
        (ChangeKind.STATUS, "the status", was.status, now.status),
        (ChangeKind.LEAD, "the lead", was.lead, now.lead),
        (ChangeKind.CONTRIBUTORS, "the list of contributors", listed(was.contributors), listed(now.contributors)),
    )
    for kind, what, old, new in fields:
        if old != new:
            yield _about(kind, what, old, new, now, after)
    if _text_of(was) != _text_of(now):
        yield _about(ChangeKind.TEXT, "the text", _words(was, before), _words(now, after), now, after)
    yield from _gaps(was, now, after)


def _words(page: Page, report: Report) -> str:
    """Return how many words a page has; empty for a page whose words do not count."""
    count = word_counts(report).get(page.docname)
    return f"{count:,} words" if count is not None else ""


def _text_of(page: Page) -> Hashable:
    """Return all that a page prints but its title, its front matter and its gaps, without the places."""
    prose = tuple(
        (one.text.split(), one.held, one.contents, one.level, sorted(one.around), one.item, len(one.emphasized))
        for one in page.prose
        if "gap" not in one.around and one.level != 1
    )
    blocks = tuple(
        (one.name, one.argument, sorted(one.options.items()), one.body if one.name in VERBATIM | BODILESS else "")
        for one in page.directives
        if one.name != "gap"
    )
    beside = tuple((one.kind, one.text) for one in page.asides)
    return repr((prose, blocks, beside, tuple((one.target, one.is_picture) for one in page.links)))


def _gaps(was: Page | None, now: Page | None, report: Report) -> Iterator[Changed]:
    old, new = (state_of(page).gaps if page is not None else () for page in (was, now))
    pairs = pair_gaps(old, new)
    page = now or was
    assert page is not None
    for number, (at, gap) in enumerate(zip(pairs, new, strict=True), 1):
        before = old[at] if at is not None else None
        if before is None:
            yield _gap(ChangeKind.GAP_OPENED, "", gap.words, gap, page, report, gap_id(page.docname, number))
        elif before.words != gap.words:
            anchor = gap_id(page.docname, number)
            yield _gap(ChangeKind.GAP_REWORDED, before.words, gap.words, gap, page, report, anchor)
    for at in sorted(set(range(len(old))) - set(pairs)):
        yield _gap(ChangeKind.GAP_CLOSED, old[at].words, "", old[at], page, report)


def _gap(
    kind: ChangeKind, before: str, after: str, gap: GapState, page: Page, report: Report, anchor: str = ""
) -> Changed:
    owners = known_ids(gap.owners or (page.lead,), report)
    return Changed(kind, "the gap", before, after, _questions_of(page), owners, page.docname, anchor)


def _about(kind: ChangeKind, what: str, before: str, after: str, page: Page, report: Report) -> Changed:
    owners = known_ids((page.lead,), report)
    return Changed(kind, what, before, after, _questions_of(page), owners, page.docname)


def _questions_of(page: Page) -> tuple[int, ...]:
    return (page.question,) if page.is_reply and page.question is not None else ()


def known_ids(names: Sequence[str], report: Report) -> tuple[str, ...]:
    """Return the ids of the institutions among *names*, each once."""
    found = (report.institutions.find(name) for name in names)
    return tuple(dict.fromkeys(one.id for one in found if one is not None))
