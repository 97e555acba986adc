"""What the commands share: the error of a command that cannot run, loading the report, and the language of answers."""

from __future__ import annotations

import argparse
from pathlib import Path

from loipr.facts.settings import Settings
from loipr.report import Report, load_report
from loipr.wording.languages import Language, language_of, languages


class CommandError(Exception):
    """A command cannot run; the message is for the person who typed it."""


def load(root: Path) -> Report:
    """Return the report in the folder *root*.

    :raises CommandError: when its settings cannot be read.
    """
    try:
        return load_report(root, Settings.read(root))
    except ValueError as error:
        raise CommandError(str(error)) from None


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the argument ``--language``, for the commands whose answer is in the language of the reader."""
    parser.add_argument(
        "--language", choices=languages(), help="the language of the answer (loipr_working_language of conf.py)"
    )


def language_of_answer(options: argparse.Namespace, report: Report) -> Language:
    """Return the language that was asked for, else the working language of *report*."""
    return language_of(options.language or report.settings.working_language)
