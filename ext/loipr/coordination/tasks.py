"""The tasks: what institutions owe to the report. Each task is on the list of exactly one institution.

Tasks are not stored: they follow from pages, data and calendar, and their days from git. All code that shows or counts
tasks takes them from here.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from loipr.coordination.history import Days, History, read_history
from loipr.coordination.meetings import decisions_of, due_of
from loipr.coordination.page_state import owners_of
from loipr.coordination.register import register_page, subject_of
from loipr.coordination.scorecard import Score, scores
from loipr.datasets.dataset import Dataset
from loipr.datasets.freshness import newest_date, stale_since
from loipr.datasets.once import once
from loipr.facts.calendar import TaskKind
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.facts.register import Entry
from loipr.files.places import Place
from loipr.pages.gap_words import gap_words
from loipr.pages.page import Page, gap_id
from loipr.report import Report
from loipr.rules.register import due_day, unanswered
from loipr.wording.breakdowns import breakdown
from loipr.wording.languages import _
from loipr.wording.sentences import listed, shortened

#: The file that stores the history of the project between builds.
HISTORY = "_build/.history.json"
#: The rule that reports each kind of task. No rule reports the other kinds as such.
RULE_OF = {
    TaskKind.GAP: "missing-data",
    TaskKind.STALE: "stale-dataset",
    TaskKind.BREAKDOWN: "missing-disaggregation",
    TaskKind.OUTLINE: "outline-question",
    TaskKind.PARKED: "parked-text",
    TaskKind.UNANSWERED: "unanswered-recommendation",
}
#: The name of a task of each kind on a list, and of several in a sentence.
CALLED = {
    TaskKind.GAP: (_("gap"), _("gaps")),
    TaskKind.REPLY: (_("reply to be cleared"), _("replies to be cleared")),
    TaskKind.STALE: (_("dataset out of date"), _("datasets out of date")),
    TaskKind.BREAKDOWN: (_("breakdown missing"), _("datasets to be broken down further")),
    TaskKind.INDICATOR: (_("indicator without a good value"), _("indicators without a good value")),
    TaskKind.OUTLINE: (_("text of a question"), _("texts of questions")),
    TaskKind.PARKED: (_("parked text"), _("parked texts")),
    TaskKind.DECISION: (_("decision of a meeting"), _("decisions of meetings")),
    TaskKind.COMMENT: (_("comment to be settled"), _("comments to be settled")),
    TaskKind.UNANSWERED: (_("recommendation without a reply"), _("recommendations without a reply")),
    TaskKind.RECOMMENDATION: (_("recommendation to be carried out"), _("recommendations to be carried out")),
}
#: So many letters are told of a comment, and of the words that it is about.
_LONGEST = 240
_NEXT = {
    "draft": _("The reply is a draft."),
    "contributed": _("The reply is contributed, not yet reviewed."),
    "reviewed": _("The reply is reviewed, not yet cleared."),
}


@dataclass(frozen=True, slots=True)
class Task:
    """Something that one institution owes the report.

    ``owner`` is the id of the institution, or empty when nobody is named; ``others`` owe the same. ``question``,
    ``item``, ``dataset`` and ``recommendation`` are its subject, as far as they apply. ``place`` is its place in the
    source, ``docname`` and ``anchor`` its place on the site. ``due`` is the day by which it must be done, ``since`` its
    first day, ``changed`` the day of its last change; None means unknown.
    """

    kind: TaskKind
    owner: str
    words: str
    place: Place
    others: tuple[str, ...] = ()
    question: int | None = None
    item: str = ""
    dataset: str = ""
    recommendation: str = ""
    docname: str = ""
    anchor: str = ""
    number: int = 0  #: The number of the gap on its page, from 1.
    due: datetime.date | None = None
    since: datetime.date | None = None
    changed: datetime.date | None = None

    @property
    def id(self) -> str:
        """An id that stays the same while the words of the task do, wherever it moves on its page."""
        marks = (self.kind, self.owner, self.place.path, str(self.question), self.item, self.dataset, self.words)
        return hashlib.sha256("\0".join(marks).encode()).hexdigest()[:12]

    @property
    def address(self) -> str:
        """Its address on the site, without the ending of the page."""
        return f"{self.docname}#{self.anchor}" if self.anchor else self.docname

    @property
    def finding(self) -> tuple[str, Place] | None:
        """The rule and place of the finding of `check` that says the same; None when there is none."""
        rule = RULE_OF.get(self.kind)
        return (rule, self.place) if rule else None


@once
def tasks_of(report: Report) -> tuple[Task, ...]:
    """Return every task, without its history: in the order of questions, then of other pages, then of datasets.

    The calendar gives the due day of each kind of task; a gap may give its own.
    """
    found = (task for source in _SOURCES for task in source(report))
    return tuple(sorted((_with_due(task, report) for task in found), key=_order))


def _with_due(task: Task, report: Report) -> Task:
    """Return *task* with the calendar's day for its kind, unless it has one; a decision has looked for it already."""
    if task.due is not None or task.kind == TaskKind.DECISION:
        return task
    return replace(task, due=report.calendar.due.get(task.kind))


@once
def dated_tasks(report: Report) -> tuple[Task, ...]:
    """Return every task with its days from git."""
    history = history_of(report)
    return tuple(_dated(task, history) for task in tasks_of(report))


@once
def history_of(report: Report) -> History:
    """Return the history of the report, which is read once."""
    return read_history(report.root, report.pages, report.root / HISTORY)


def _order(task: Task) -> tuple[bool, int, str, int]:
    return task.question is None, task.question or 0, task.place.path, task.place.line


def _gaps(report: Report) -> Iterator[Task]:
    for page in report.pages:
        for number, gap in enumerate(page.gaps, 1):
            owners = _known(owners_of(gap.argument), report)
            for owner in owners or [_owner_of(page, report)]:
                yield Task(
                    kind=TaskKind.GAP,
                    owner=owner,
                    words=gap_words(gap.body),
                    place=Place(page.path, gap.place.line),
                    others=tuple(other for other in owners if other != owner),
                    question=page.question if page.is_reply else None,
                    item=gap.item,
                    docname=page.docname,
                    anchor=gap_id(page.docname, number),
                    number=number,
                    due=gap.due,
                )


def _known(names: tuple[str, ...], report: Report) -> list[str]:
    """Return the ids of the institutions among *names*, each once."""
    return list(dict.fromkeys(found.id for name in names if (found := report.institutions.find(name)) is not None))


def _owner_of(page: Page | None, report: Report, *more: str) -> str:
    """Return the owner of a task without a named one: the lead of the page, else the first known of *more*, else the
    coordinator.
    """
    names = (page.lead if page else "", *more, report.calendar.coordinator)
    return next(iter(_known(names, report)), "")


def _replies(report: Report) -> Iterator[Task]:
    for number, question in report.questions.items():
        page = report.pages_by_question.get(number)
        if page is not None and page.status == "cleared":
            continue
        yield Task(
            kind=TaskKind.REPLY,
            owner=_owner_of(page, report, question.lead),
            words=_NEXT.get(page.status, _("The reply has no valid status."))
            if page
            else _("The reply has no page yet."),
            place=page.place_of("status") if page else question.place,
            question=number,
            docname=page.docname if page else "",
        )


def _outlines(report: Report) -> Iterator[Task]:
    for number, question in report.questions.items():
        if question.standing == "outline":
            page = report.pages_by_question.get(number)
            coordinator = _known((report.calendar.coordinator,), report)
            yield Task(
                kind=TaskKind.OUTLINE,
                owner=coordinator[0] if coordinator else _owner_of(page, report, question.lead),
                words=_("The text of the question is not at hand; the reply follows an outline."),
                place=question.place,
                question=number,
                docname=page.docname if page else "",
            )


def _parked(report: Report) -> Iterator[Task]:
    for text in report.parked:
        yield Task(
            kind=TaskKind.PARKED,
            owner=_owner_of(None, report),
            words=_("{title} ({words:,} words): its question is gone; use it in other replies, or delete it.").format(
                title=text.title, words=text.words
            ),
            place=Place(text.path),
        )


def _datasets(report: Report) -> Iterator[Task]:
    pages = {one.argument: page.docname for page in report.pages for one in page.directives if one.name == "dataset"}
    for dataset in report.datasets.values():
        for kind, words in _lacks(dataset, report.settings.reference_date):
            yield Task(
                kind=kind,
                owner=_owner_of(None, report, dataset.owner),
                words=words,
                place=dataset.place,
                dataset=dataset.name,
                docname=pages.get(dataset.name, ""),
            )


def _lacks(dataset: Dataset, reference: datetime.date) -> Iterator[tuple[TaskKind, str]]:
    newest, end = newest_date(dataset, reference), stale_since(dataset, reference)
    if newest is not None and end is not None:
        words = _("{dataset}: the newest figure is of {newest} and was good until {end}.")
        yield TaskKind.STALE, words.format(dataset=dataset.title, newest=newest, end=end)
    missing = [breakdown(name) for name in dataset.asked_by if name not in dataset.broken_down_by]
    if missing:
        words = _("{dataset}: figures by {breakdowns}.")
        yield TaskKind.BREAKDOWN, words.format(dataset=dataset.title, breakdowns=listed(missing))


def _indicators(report: Report) -> Iterator[Task]:
    shown = next((page.docname for page in report.pages for one in page.directives if one.name == "scorecard"), "")
    for score in scores(report):
        words = _lacking(score, report.settings.reference_date)
        if words:
            yield Task(
                kind=TaskKind.INDICATOR,
                owner=_owner_of(None, report, score.indicator.owner),
                words=_("{indicator}: {lack}.").format(indicator=score.indicator.name, lack=words),
                place=score.indicator.place,
                docname=shown,
            )


def _lacking(score: Score, reference: datetime.date) -> str:
    """Return what an indicator lacks; empty when its whole dataset is out of date, because that is a task already."""
    if score.latest is None:
        return _("no value is available")
    end = score.latest.good_until
    if end is None or end >= reference or (score.dataset is not None and stale_since(score.dataset, reference)):
        return ""
    return _("the latest value was good until {end}").format(end=end)


def _decisions(report: Report) -> Iterator[Task]:
    for meeting, decision in decisions_of(report):
        if decision.done is not None:
            continue
        number, label = parse_question_reference(decision.question) or (None, "")
        page = report.pages_by_question.get(number) if number is not None else None
        yield Task(
            kind=TaskKind.DECISION,
            owner=_owner_of(None, report, decision.who),
            words=decision.what,
            place=decision.place,
            others=tuple(_known(decision.others, report)),
            question=number if number in report.questions else None,
            item=label,
            docname=page.docname if page is not None else "",
            due=due_of(meeting, decision, report),
            since=meeting.first,
        )


def _comments(report: Report) -> Iterator[Task]:
    pages = {page.path: page for page in report.pages}
    for comment in report.comments:
        if comment.is_settled:
            continue
        page = pages.get(comment.page)
        words = _("{by} comments on “{about}”: {text}") if comment.about else _("{by} comments: {text}")
        yield Task(
            kind=TaskKind.COMMENT,
            owner=_owner_of(page, report),
            words=words.format(by=comment.by, about=_short(comment.about), text=_short(comment.text)),
            place=comment.place,
            question=page.question if page is not None and page.is_reply else None,
            item=comment.item,
            docname=page.docname if page is not None else "",
            since=comment.day,
        )


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)


def _unanswered(report: Report) -> Iterator[Task]:
    for entry in unanswered(report):
        subject = subject_of(entry, report)
        words = _("No reply takes up {recommendation}: {subject}.").format(recommendation=entry.id, subject=subject)
        yield _of_register(TaskKind.UNANSWERED, entry, report, words)


def _recommendations(report: Report) -> Iterator[Task]:
    """Yield the recommendations that are still to be carried out by a day."""
    for entry in report.register.entries.values():
        due = due_day(entry, report)
        if entry.is_open and due is not None:
            words = f"{entry.id}: {subject_of(entry, report)}."
            yield replace(_of_register(TaskKind.RECOMMENDATION, entry, report, words), due=due)


def _of_register(kind: TaskKind, entry: Entry, report: Report, words: str) -> Task:
    return Task(
        kind=kind,
        owner=_owner_of(None, report, entry.lead),
        words=words,
        place=entry.place,
        recommendation=entry.id,
        docname=register_page(report),
        anchor=entry.anchor if register_page(report) else "",
    )


_SOURCES: tuple[Callable[[Report], Iterator[Task]], ...] = (
    *(_replies, _outlines, _gaps, _parked, _datasets),
    *(_indicators, _decisions, _comments, _unanswered, _recommendations),
)


def _dated(task: Task, history: History) -> Task:
    path = task.place.path
    if task.kind == TaskKind.GAP:
        days = history.of_gap(path, task.number, task.owner)
    elif task.kind == TaskKind.REPLY:
        days = history.of_status(path)
    else:
        days = history.of_file(path)
    return replace(task, since=task.since or days.since, changed=days.changed) if days != Days() else task
