"""The sheet “Asked of you”: a row for each task of the institution, with cells for its answer, source and remark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from loipr.coordination.tasks import CALLED, Task
from loipr.exchange.workbooks.book import ALLOWED, FAINT, HEADING, LOCKED, LONGEST_TEXT, WANTED, Book, row_height
from loipr.exchange.workbooks.sheet_layout import ANSWER, CODE, FIRST_TASK, HEAD_OF_TASKS, REMARK, SOURCE
from loipr.facts.calendar import TaskKind
from loipr.report import Report
from loipr.wording.languages import _

_OPEN = (ANSWER, SOURCE, REMARK)
#: The heads of the columns, with their widths. The order is that of `sheet_layout`.
_HEADS = (
    (_("Question"), 11),
    (_("Kind"), 13),
    (_("What is asked of you"), 46),
    (_("The question"), 32),
    (_("Due"), 13),
    (_("Your answer"), 50),
    (_("Source of the answer"), 26),
    (_("Your remark"), 24),
    (_("Code"), 14),
)
#: What an answer to a task of each kind is, where its words do not say it.
_WANTED = {
    TaskKind.REPLY: _("Read the reply on the review website. Say that it may be submitted, or what must change."),
    TaskKind.STALE: _("Add the newer figures as rows on the sheet of the dataset, or say here when they will come."),
    TaskKind.BREAKDOWN: _("Send the figures, or say here when they will come, or why there are none."),
    TaskKind.INDICATOR: _("Give the newest value with its day, or say here when it will come, or why there is none."),
    TaskKind.OUTLINE: _("Send the official text of the question."),
    TaskKind.DECISION: _("Say what was done and when, or when it will be done."),
    TaskKind.COMMENT: _("Say what was changed, or why the text stays as it is."),
    TaskKind.PARKED: _("Say where the text belongs, or that it can be deleted."),
}
_ALSO = _("also asked of")
_INTRODUCTION = (
    _("Write into the yellow cells: your answer, where it is from, and what you want to tell the coordinator."),
    _("A source is its title, publisher and year, with its address if it has one, or a key of the report, as DT01."),
)


def write_asked(sheet: Worksheet, book: Book, tasks: Sequence[Task], report: Report) -> None:
    """Fill *sheet* with the *tasks*; only the cells for answers, sources and remarks are open."""
    settings = report.settings
    heads = [book.say(head) for head, _width in _HEADS]
    widths = [width for _head, width in _HEADS]
    sheet.write_string(0, 0, book.say(_("Asked of you"), " / "), book.text(bold=True, font_size=16))
    lines = [line for language in settings.letter_languages for line in map(language.say, _INTRODUCTION)]
    if settings.coordinator_address:
        lines.append(
            book.say(_("Send the whole workbook to {address}.").format(address=settings.coordinator_address), " / ")
        )
    sheet.set_row(0, 24)
    for row, line in enumerate(dict.fromkeys(lines), 1):
        sheet.write_string(row, 0, line, book.text(font_color=HEADING))
    sheet.set_row(HEAD_OF_TASKS - 1, row_height(zip(heads, widths, strict=True)))
    for position, head in enumerate(heads):
        sheet.write_string(HEAD_OF_TASKS - 1, position, head, book.heading())
        sheet.set_column(position, position, widths[position])
    border = {"border": 1, "border_color": "#CFD6DC", "text_wrap": True}
    shown, faint = book.text(bg_color=LOCKED, **border), book.text(font_color=FAINT, font_size=8, **border)
    answer = book.text(bg_color=WANTED, locked=False, **border)
    for row, task in enumerate(tasks, FIRST_TASK - 1):
        cells = (*_cells(task, book, report), *[""] * len(_OPEN), task.id)
        sheet.set_row(row, row_height(zip(cells, widths, strict=True)))
        for position, text in enumerate(cells):
            if position in _OPEN:
                sheet.write_blank(row, position, None, answer)
            elif text:
                sheet.write_string(row, position, text[:LONGEST_TEXT], faint if position == CODE else shown)
            else:
                sheet.write_blank(row, position, None, shown)
    if not tasks:
        sheet.write_string(FIRST_TASK - 1, 0, book.say(_("Nothing is asked of you at present."), " / "), book.text())
    sheet.freeze_panes(HEAD_OF_TASKS, 1)
    sheet.repeat_rows(HEAD_OF_TASKS - 1)
    sheet.protect("", ALLOWED)


def _cells(task: Task, book: Book, report: Report) -> Iterator[str]:
    """Yield what the row of *task* says, up to the day on which it is due."""
    question = report.questions.get(task.question) if task.question is not None else None
    item = question.item(task.item) if question else None
    yield f"{task.question} {task.item}".strip() if question else "–"
    yield book.say(CALLED[task.kind][0])
    asked = [book.say(task.words)]
    if task.others:
        asked.append(f"{book.say(_ALSO, ' / ')}: {', '.join(task.others)}")
    if task.kind in _WANTED:
        asked.append(book.say(_WANTED[task.kind]))
    yield "\n".join(asked)
    wording = item.wording if item else question.wording if question else ""
    page = report.pages_by_docname.get(task.docname)
    yield f"{question.subject}. {wording}" if question else page.title if page else ""
    yield book.day(task.due) if task.due else ""
