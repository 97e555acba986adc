"""The questions that a command is for: as they are typed, and whether the list of issues has them."""

from __future__ import annotations

import argparse

from loipr.cli.common import CommandError
from loipr.facts.lists_of_issues import parse_numbers
from loipr.report import Report


def known_questions(wanted: tuple[int, ...] | None, report: Report) -> tuple[int, ...]:
    """Return the questions that are *wanted*, or all.

    :raises CommandError: when the list of issues does not have one of them, or has none at all.
    """
    numbers = sorted(report.questions)
    if not numbers:
        raise CommandError("the list of issues has no questions, or cannot be read")
    strange = next((number for number in wanted or () if number not in report.questions), None)
    if strange is not None:
        raise CommandError(f"the list of issues has no question {strange} (it has {numbers[0]} to {numbers[-1]})")
    return wanted or tuple(numbers)


def questions_of(text: str) -> tuple[int, ...]:
    """Read an argument with numbers of questions.

    :raises argparse.ArgumentTypeError: when it is none.
    """
    found = parse_numbers(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}” names no questions; write their numbers, as 13-20 or 1,4,13-20")
    return found
