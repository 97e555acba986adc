"""``loipr meeting``: the papers for a meeting, to be printed and written in."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path

from loipr.cli.build import is_refused, settle_moment
from loipr.cli.common import CommandError, load
from loipr.cli.questions import known_questions, questions_of
from loipr.coordination.meetings import groups_until
from loipr.editions.edition import Edition
from loipr.editions.making.stamps import states_of_inputs
from loipr.facts.meetings import FOLDER, Meeting
from loipr.report import Report
from loipr.rules import check
from loipr.wording.sentences import did_you_mean, listed

HELP = "make the papers for a meeting: replies, what is open in them, room for decisions"
#: The forms of the papers: the builder, the module that makes the file, and its name in sentences.
_FORMS = {
    "pdf": ("meeting-pdf", "accessible.make_accessible_pdf", "the papers as PDF"),
    "docx": ("meeting-docx", "word.make_docx", "the papers for Word"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `meeting`."""
    parser.add_argument("meeting", metavar="DATE", help="the first day of the meeting, as 2025-07-22")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--questions", type=questions_of, metavar="13-20", help="their numbers, as 13-20 or 1,4,13-20; without it, all"
    )
    which.add_argument("--group", metavar="NAME", help="the questions of this group")
    parser.add_argument(
        "--today", type=_day, metavar="DATE", help="the day from which days left are counted; without it, none are told"
    )
    parser.add_argument("--format", choices=(*_FORMS, "all"), default="all", help="without it, all")


def run(root: Path, options: argparse.Namespace) -> int:
    """Make the papers; return 0, or 1 when the report has errors or a file could not be made.

    :raises CommandError: when there is no such meeting, or no such question.
    """
    states = states_of_inputs(root)
    report = load(root)
    meeting = _meeting(options.meeting, report)
    wanted = _of_group(options.group, meeting, report) if options.group else options.questions
    questions = known_questions(wanted, report)
    settle_moment(report)
    if is_refused(report, check(report), official=False):
        return 1
    # Imported here, because the builders need Sphinx.
    from loipr.editions.making.build import build_editions
    from loipr.editions.meeting.papers import SETTING, Papers

    papers = Papers(meeting, questions, options.today)
    editions = [
        Edition(form, title, builder, module, f"meeting/{meeting.id}/{papers.file}.{form}")
        for form, (builder, module, title) in _FORMS.items()
        if options.format in (form, "all")
    ]
    settings = {SETTING: papers.setting()}
    return build_editions(report, editions, states, official=False, install=False, settings=settings)


def _meeting(text: str, report: Report) -> Meeting:
    """Return the meeting that *text* names: by its first day, or by any of its days.

    :raises CommandError: when there is none.
    """
    for meeting in report.meetings:
        if text == meeting.id or text in map(str, _days(meeting)):
            return meeting
    known = [meeting.id for meeting in report.meetings]
    there = f"there are {listed(known)}" if known else "there is none"
    raise CommandError(f"no meeting of {text} is in {FOLDER} ({there}){did_you_mean(text, known)}")


def _days(meeting: Meeting) -> Iterator[datetime.date]:
    period = meeting.event.period
    if meeting.is_exact:
        yield from (period.first + datetime.timedelta(days=day) for day in range(period.days))


def _of_group(name: str, meeting: Meeting, report: Report) -> tuple[int, ...]:
    """Return the questions of the group *name*, as groups are at *meeting*.

    :raises CommandError: when there is no such group, or it has no questions.
    """
    groups = {group.name: group for group in groups_until(meeting.first, report)}
    if name not in groups:
        there = f"there are {listed(groups)}" if groups else "no meeting until then has formed any"
        raise CommandError(f"there is no group {name} ({there}){did_you_mean(name, groups)}")
    if not groups[name].questions:
        raise CommandError(f"group {name} has no questions; write them into {groups[name].place.path}")
    return groups[name].questions


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as 2025-07-18") from None
