"""A draft for some: ``loipr build`` with ``--questions``, ``--institution`` or ``--with-comments``."""

from __future__ import annotations

import argparse
from pathlib import Path

from loipr.cli.common import CommandError, load
from loipr.cli.questions import known_questions, questions_of
from loipr.coordination.parts import CONTRIBUTES, LEADS, parts_of
from loipr.editions.draft.draft import SETTING, Draft
from loipr.editions.edition import Edition
from loipr.report import Report
from loipr.wording.sentences import on_one_line

#: The forms of a draft, by the name of the edition: the builder, the module that makes the file, and its name.
_FORMS = {
    "docx": ("draft-docx", "word.make_docx", "the draft for Word"),
    "pdf": ("draft-pdf", "accessible.make_accessible_pdf", "the draft as PDF"),
}


def add_draft_arguments(parser: argparse.ArgumentParser) -> None:
    """Add to *parser* the arguments that ask for a draft."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--questions", type=questions_of, metavar="13-20", help="a draft of these replies alone (docx, pdf)"
    )
    which.add_argument(
        "--institution", metavar="NAME", help="a draft of the replies that it leads or contributes to (docx, pdf)"
    )
    parser.add_argument(
        "--with-comments", action="store_true", help="the open comments stand in the draft, with their answers (docx)"
    )


def is_draft(options: argparse.Namespace) -> bool:
    """Whether a draft is asked for, and no edition."""
    return bool(options.questions or options.institution or options.with_comments)


def draft_editions(root: Path, options: argparse.Namespace) -> tuple[Report, list[Edition], dict[str, object]]:
    """Return the report, what is to be built as if it were editions, and the settings for that.

    :raises CommandError: when the options do not go together, or there is no such question or institution.
    """
    names = [one.name for one in options.editions] or ["docx"]
    if options.official:
        raise CommandError("the official edition is the whole report, without comments; leave --official out")
    if strange := next((name for name in names if name not in _FORMS), None):
        raise CommandError(f"a draft is for Word (docx) or to be printed (pdf); {strange} is for the whole report")
    if "pdf" in names and options.with_comments:
        raise CommandError("a PDF has no comments; write docx")
    report = load(root)
    draft = Draft(_questions(report, options), options.with_comments)
    file = draft.file(report.settings.symbol)
    editions = []
    for name in names:
        builder, module, title = _FORMS[name]
        editions.append(Edition(name, title, builder, module, f"{name}/{file}.{name}"))
    return report, editions, {SETTING: draft.setting()}


def _questions(report: Report, options: argparse.Namespace) -> tuple[int, ...]:
    """Return the questions that are asked for; none for the whole report."""
    if options.questions:
        return known_questions(options.questions, report)
    if not options.institution:
        return ()
    try:
        name = report.institutions.present(options.institution).id
    except ValueError as error:
        raise CommandError(on_one_line(str(error))) from None
    pages = report.pages_by_question
    found = tuple(
        number
        for number, question in sorted(report.questions.items())
        if parts_of(question, pages.get(number), report).get(name) in (LEADS, CONTRIBUTES)
    )
    if not found:
        raise CommandError(f"{name} leads no reply and contributes to none; write --questions and their numbers")
    return found
