"""What the answers of a workbook change in the report: proposals in pages, and new sources in the bibliography.

An answer whose place in the report is not certain is only told: nothing that was typed is passed over.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from loipr.coordination.tasks import Task, tasks_of
from loipr.exchange.workbooks.answers import Answer
from loipr.exchange.workbooks.new_sources import SourceError, Sources
from loipr.exchange.workbooks.proposals import ProposalError, ProposedPage, is_proposed
from loipr.exchange.workbooks.sheet_layout import ANSWER, REMARK, SOURCE
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.facts.calendar import TaskKind
from loipr.files.places import Place
from loipr.files.reading import read_text
from loipr.pages.page import Page
from loipr.report import Report
from loipr.wording.languages import _, ngettext

#: Returns *message* with the place of *cell* before it.
Tell = Callable[[str, str], str]


@dataclass
class Taken:
    """What the answers change: the new text of each file by its path, and what is to be told.

    ``shown`` are the changes, ``beside`` what only people can put where it belongs, ``faults`` what is refused.
    ``written`` are the pieces of the new texts: the path, the piece, and the cell that it comes from.
    """

    files: dict[str, str] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    summaries: list[str] = field(default_factory=list)
    written: list[tuple[str, str, str]] = field(default_factory=list)

    def cell_of(self, place: Place) -> str:
        """Return the cell that the line at *place* of a new text comes from, or an empty text."""
        text = self.files.get(place.path, "")
        for path, piece, cell in self.written:
            start = text.find(piece) if path == place.path else -1
            first = text.count("\n", 0, start) + 1
            if start >= 0 and first <= place.line <= first + piece.count("\n"):
                return cell
        return ""


def take_over(answers: Sequence[Answer], institution: str, report: Report, day: datetime.date, tell: Tell) -> Taken:
    """Return what the *answers* of *institution* change in *report*; new sources without a year are of *day*."""
    taken = Taken()
    tasks = {task.id: task for task in tasks_of(report) if task.owner == institution}
    sources = Sources(report.bibliography, institution, day)
    to_pages: dict[str, list[tuple[Task, Answer, list[str]]]] = {}
    for answer in answers:
        taken.beside += _remarks(answer, tell)
        if not answer.text:
            continue
        task = tasks.get(answer.code)
        if task is None and (there := _page_with(answer, institution, report)):
            taken.summaries.append(tell(answer.cell(ANSWER), _("this is in {page} already").format(page=there)))
            continue
        if task is None or task.kind != TaskKind.GAP:
            taken.beside += _untaken(answer, _belongs(task), tell)
            continue
        known = set(sources.entries)
        try:
            keys = [*sources.keys_of(answer.source)]
        except SourceError as error:
            taken.faults.append(tell(answer.cell(SOURCE), error.message))
            continue
        cell, new = answer.cell(SOURCE), sources.entries.keys() - known
        taken.written += [(BIBLIOGRAPHY, sources.entries[key], cell) for key in sorted(new)]
        to_pages.setdefault(task.place.path, []).append((task, answer, keys))
    for page in report.pages:
        if page.path in to_pages:
            _put_into(page, to_pages[page.path], institution, report, taken, tell)
    _add_sources(sources, report, taken)
    return taken


def _remarks(answer: Answer, tell: Tell) -> Iterator[str]:
    if answer.remark:
        message = _("a remark on {what}: “{words}”").format(what=_subject(answer), words=answer.remark)
        yield tell(answer.cell(REMARK), message)
    if answer.source and not answer.text:
        message = _("a source without an answer to {what}: “{words}”")
        yield tell(answer.cell(SOURCE), message.format(what=_subject(answer), words=answer.source))


def _untaken(answer: Answer, why: str, tell: Tell) -> Iterator[str]:
    message = _("the answer to {what} is not put into a page ({why}): “{words}”")
    yield tell(answer.cell(ANSWER), message.format(what=_subject(answer), why=why, words=answer.text))
    if answer.source:
        message = _("the source of that answer: “{words}”").format(words=answer.source)
        yield tell(answer.cell(SOURCE), message)


def _subject(answer: Answer) -> str:
    """Return what was asked, in a few words, as the sheet says it."""
    number = answer.asked[0]
    return _("question {number}").format(number=number) if number[:1].isdigit() else f"“{answer.asked[3]}”"


def _belongs(task: Task | None) -> str:
    """Return why an answer is not put into a page, and where it belongs."""
    if task is None:
        return _("nothing is asked of the institution in these words any more")
    where = {
        TaskKind.REPLY: _("the reply is in {place}"),
        TaskKind.OUTLINE: _("the question is in {place}"),
        TaskKind.INDICATOR: _("the indicator is in {place}"),
        TaskKind.DECISION: _("the decision is in {place}"),
        TaskKind.COMMENT: _("the comment is in {place}"),
    }
    return where.get(task.kind, _("it belongs to {place}")).format(place=str(task.place))


def _page_with(answer: Answer, institution: str, report: Report) -> str:
    """Return the path of the page that has the *answer* already; an empty text when there is none."""
    for page in report.pages:
        text = "" if page.is_guide else read_text(report.root, page.path, []) or ""
        if is_proposed(text, institution, answer.text):
            return page.path
    return ""


def _put_into(
    page: Page,
    answers: list[tuple[Task, Answer, list[str]]],
    institution: str,
    report: Report,
    taken: Taken,
    tell: Tell,
) -> None:
    text = read_text(report.root, page.path, []) or ""
    names = (page.lead, report.calendar.coordinator)
    editor = next((found.id for name in names if (found := report.institutions.find(name)) is not None), "")
    proposed = ProposedPage(page, report.institutions, editor, text.split("\n"))
    put = 0
    for task, answer, keys in sorted(answers, key=lambda one: -one[0].number):
        try:
            earlier = proposed.put(task.number, institution, answer.text, keys)
        except ProposalError as error:
            taken.beside += _untaken(answer, error.message, tell)
            continue
        put += 1
        taken.written.append((page.path, proposed.blocks[-1], answer.cell(ANSWER)))
        if earlier:
            message = _("others have answered this gap before; an editor makes one reply of all answers:")
            taken.shown += [tell(answer.cell(ANSWER), message), *earlier]
    if put:
        if proposed.reopen():
            message = _("{page}: it was cleared, and is a draft again; clear it again when it is right")
            taken.summaries.append(message.format(page=page.path))
        taken.files[page.path] = proposed.text
        taken.shown += _difference(page.path, text, proposed.text)
        put_in = ngettext("{path}: {number} answer put in", "{path}: {number} answers put in", put)
        taken.summaries.append(put_in.format(path=page.path, number=put))


def _add_sources(sources: Sources, report: Report, taken: Taken) -> None:
    """Add the new sources that the new texts cite."""
    cited = [key for key in sources.entries if any(key in text for text in taken.files.values())]
    if not cited:
        return
    before = read_text(report.root, BIBLIOGRAPHY, []) or ""
    entries = "\n".join(sources.entries[key] for key in cited)
    after = f"{before.rstrip()}\n\n{entries}" if before.strip() else entries
    taken.files[BIBLIOGRAPHY] = after
    taken.shown += _difference(BIBLIOGRAPHY, before, after)
    added = ngettext("{path}: {number} source added", "{path}: {number} sources added", len(cited))
    taken.summaries.append(added.format(path=BIBLIOGRAPHY, number=len(cited)))


def _difference(path: str, before: str, after: str) -> Iterator[str]:
    """Yield the lines that differ, with a sign before each, and the place above each run of them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm="")
    for line in [*lines][2:]:
        yield f"{path}:{line.split('+')[1].split(',')[0].strip(' @')}" if line.startswith("@@") else line
