"""A letter that reminds an institution of what it owes, in one language and without a form: mail, Word or Markdown."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from loipr.coordination.chasing import LEVELS, Alert, Debt, time_left
from loipr.coordination.institution_pages import institution_pages
from loipr.coordination.tasks import CALLED, Task
from loipr.facts.calendar import TaskKind
from loipr.facts.institutions import Institution
from loipr.report import Report
from loipr.wording.languages import SOURCE, Language, Message, _, ngettext
from loipr.wording.sentences import listed, on_one_line


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is owed, in words; ``address`` is its place on the site, or empty."""

    number: int
    about: str  #: The question and its item, the dataset, or the page.
    asked: str  #: What the item asks; empty where nothing does.
    owed: str
    due: str
    left: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one level of urgency, with its name."""

    level: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter; ``before`` and ``after`` are the paragraphs around the list, ``levels`` what is in it in numbers."""

    language: str
    sender: str
    role: str
    date: str
    addressee: str
    subject: str
    salutation: str
    before: tuple[str, ...]
    levels: tuple[str, ...]
    after: tuple[str, ...]
    list_title: str
    parts: tuple[Part, ...]


def letter_to(debt: Debt, report: Report, language: Language, workbook: str) -> Letter:
    """Return the letter about *debt*; *workbook* is the name of the file for the answers, or empty."""
    say, settings = language.say, report.settings
    coordinator = report.institutions.find(report.calendar.coordinator)
    return Letter(
        language=language.tag,
        sender=_plain(_name(coordinator, language) if coordinator else settings.symbol),
        role=say(_("Coordinator of the report {symbol}").format(symbol=settings.symbol)),
        date=language.day(debt.today),
        addressee=say(
            _("To: {name} ({short})").format(
                name=_plain(_name(debt.institution, language)), short=_plain(debt.institution.id)
            )
        ),
        subject=say(_("{symbol}: {summary}").format(symbol=settings.symbol, summary=summary_of(debt))),
        salutation=say(_("Dear colleagues,")),
        before=tuple(map(say, _before(debt, report, language))),
        levels=tuple(
            say(_("{level}: {count:,}").format(level=LEVELS[level], count=len(tasks)))
            for level, tasks in debt.by_level()
        ),
        after=tuple(map(say, _after(debt, report, workbook))),
        list_title=say(_("What is awaited")),
        parts=tuple(_parts(debt, report, language)),
    )


def _name(institution: Institution, language: Language) -> str:
    return institution.name if language.tag == SOURCE else institution.vernacular or institution.name


def summary_of(debt: Debt) -> Message:
    """Return in a few words how much is awaited, and how urgent it is."""
    first, awaited = debt.tasks[0], awaited_of(len(debt.tasks))
    if debt.overdue:
        return _("{awaited}, {overdue:,} overdue").format(awaited=awaited, overdue=debt.overdue)
    if first.due is None:
        return awaited
    if debt.alert == Alert.LATER:
        return _("{awaited}, the first by {due}").format(awaited=awaited, due=first.due)
    left = time_left(first, debt.today)
    return _("{awaited}, the first by {due} ({left})").format(awaited=awaited, due=first.due, left=left)


def awaited_of(count: int) -> Message:
    """Return in words that *count* contributions are awaited."""
    return ngettext("{count:,} contribution awaited", "{count:,} contributions awaited", count).format(count=count)


def _before(debt: Debt, report: Report, language: Language) -> Iterator[str]:
    settings, deadline = report.settings, report.calendar.deadline
    kinds = Counter(task.kind for task in debt.tasks)
    yield _(
        "The report {symbol} replies to the list of issues {list_of_issues}. On {today} it still awaits from {name}: "
        "{sum}."
    ).format(
        symbol=settings.symbol,
        list_of_issues=settings.list_of_issues,
        today=debt.today,
        name=_plain(debt.institution.id),
        sum=listed(
            _("{count:,} {what}").format(count=count, what=CALLED[kind][count != 1])
            for kind in TaskKind
            if (count := kinds[kind])
        ),
    )
    if deadline is not None and deadline >= debt.today:
        yield _("The report is to be submitted on {deadline}.").format(deadline=deadline)
    elif deadline is not None:
        yield _("The report was to be submitted on {deadline}.").format(deadline=deadline)
    if language.tag != SOURCE:
        yield _("The list quotes the report, which is written in English.")


def _after(debt: Debt, report: Report, workbook: str) -> Iterator[str]:
    if workbook:
        yield _(
            "Please write the answers, each with its source, into the workbook {workbook}, and send it to {address}."
        ).format(workbook=_plain(workbook), address=report.settings.coordinator_address)
    else:
        yield _("Please send the answers, each with its source, to {address}.").format(
            address=report.settings.coordinator_address
        )
    page = institution_pages(report).get(debt.institution.id)
    if page is not None:
        yield _("The same list, with a link to each place, is on this page of the review website: {page}").format(
            page=site_address(report, page)
        )
    yield _(
        "If something is not known, or is for another institution to answer, please say so in the same place; the "
        "report then states it openly."
    )
    yield _("Thank you for your cooperation.")


def site_address(report: Report, place: str) -> str:
    """Return the address of *place* (``page#anchor``) on the site; without the site's own, only the page in it."""
    page, _sign, anchor = place.partition("#")
    return f"{report.settings.site_address}{page}.html{f'#{anchor}' if anchor else ''}"


def _parts(debt: Debt, report: Report, language: Language) -> Iterator[Part]:
    number = 0
    for level, tasks in debt.by_level():
        lines = []
        for task in tasks:
            number += 1
            lines.append(_line(number, task, debt.today, report, language))
        yield Part(language.say(LEVELS[level]), tuple(lines))


def _line(number: int, task: Task, today: datetime.date, report: Report, language: Language) -> Line:
    question = report.questions.get(task.question) if task.question is not None else None
    item = question.item(task.item) if question is not None and task.item else None
    owed = _("{kind}: {words}").format(kind=CALLED[task.kind][0], words=_plain(language.say(task.words)))
    if task.others:
        owed = _("{owed} (with {others})").format(owed=owed, others=listed(map(_plain, task.others)))
    said = language.say(owed)
    return Line(
        number=number,
        about=language.say(_about(task, report)),
        asked=_plain(item.wording) if item is not None else "",
        owed=said[:1].upper() + said[1:],
        due=language.day(task.due) if task.due is not None else "",
        left=language.say(time_left(task, today)),
        address=site_address(report, task.address) if task.docname and report.settings.site_address else "",
    )


def _about(task: Task, report: Report) -> str:
    """Return the subject of a task: a question with its item, a dataset, or a page that answers no question."""
    if task.question is not None:
        question = report.questions.get(task.question)
        return _("Question {number}: {subject}").format(
            number=_plain(f"{task.question} {task.item}"), subject=_plain(question.subject if question else "")
        )
    dataset = report.datasets.get(task.dataset)
    if dataset is not None:
        return _("Data: {title}").format(title=_plain(dataset.title))
    page = report.pages_by_docname.get(task.docname)
    return _plain(page.title if page is not None else task.place.path)


def _plain(text: str) -> str:
    """Return *text* on one line, with nothing in it that hides or turns a part of it."""
    return on_one_line(" ".join(text.split()))
