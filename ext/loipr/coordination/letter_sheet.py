"""What is awaited from an institution as a sheet, and as entries of a calendar."""

from __future__ import annotations

from itertools import groupby

from loipr.coordination.chasing import LEVELS, Debt, alert_of, days_left
from loipr.coordination.icalendar import Entry
from loipr.coordination.letters import Letter
from loipr.coordination.sheet import Cell, Column, Is, Sheet
from loipr.report import Report
from loipr.wording.languages import _, language_of, ngettext

#: The days before a due day on which a calendar reminds of it.
_REMINDERS = (21, 14, 7)
#: An entry of a calendar names so many things, and counts the rest.
_MOST_NAMED = 20


def list_sheet(letter: Letter, debt: Debt) -> Sheet:
    """Return the list in *letter* as a sheet; its name is that of the language."""
    say = language_of(letter.language).say
    columns = (
        Column(say(_("No.")), Is.NUMBER),
        Column(say(_("Urgency")), Is.CHOICE),
        Column(say(_("Question")), Is.WORDS),
        Column(say(_("What is asked")), Is.WORDS),
        Column(say(_("What is awaited")), Is.WORDS),
        Column(say(_("Due")), Is.DUE),
        Column(say(_("Days left")), Is.NUMBER),
    )
    lines = [line for part in letter.parts for line in part.lines]
    rows = (
        (
            Cell(str(line.number), value=line.number),
            Cell(say(LEVELS[alert_of(task, debt.today)])),
            Cell(line.about),
            Cell(line.asked),
            Cell(line.owed),
            Cell(line.due, value=task.due),
            Cell("" if (left := days_left(task, debt.today)) is None else str(left), value=left),
        )
        for line, task in zip(lines, debt.tasks, strict=True)
    )
    return Sheet(letter.language, letter.subject, columns, tuple(rows))


def due_days(letter: Letter, debt: Debt, report: Report) -> list[Entry]:
    """Return an entry for each day on which something in *letter* is due."""
    say, symbol = language_of(letter.language).say, report.settings.symbol
    lines = [line for part in letter.parts for line in part.lines]
    found = []
    for due, pairs in groupby(zip(debt.tasks, lines, strict=True), lambda pair: pair[0].due):
        named = [line.about for _task, line in pairs]
        if due is None:
            continue
        title = ngettext(
            "{symbol}: {count:,} contribution of {name} due",
            "{symbol}: {count:,} contributions of {name} due",
            len(named),
        ).format(symbol=symbol, count=len(named), name=debt.institution.id)
        more = (
            [say(_("… and {count:,} more").format(count=len(named) - _MOST_NAMED))] if len(named) > _MOST_NAMED else []
        )
        words = "\n".join([*named[:_MOST_NAMED], *more, report.settings.coordinator_address])
        found.append(Entry(f"{due}-{debt.institution.id}@{symbol}", due, say(title), words, _REMINDERS))
    return found
