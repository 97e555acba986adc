"""The two revisions that a command compares: how they are typed, and the report as it was at each."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from loipr.cli.common import CommandError, load
from loipr.coordination.past_report import commit_before, past_report
from loipr.files.git import GitError
from loipr.files.past_files import commit_of
from loipr.report import Report
from loipr.wording.dates import in_words


class Two(NamedTuple):
    """The report before and after, with the name of each revision in words."""

    before: Report
    after: Report
    names: tuple[str, str]


def add_revisions(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name two revisions to *parser*."""
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument(
        "revisions",
        nargs="?",
        metavar="A..B",
        help="from revision A to revision B (commits, branches or tags); A alone: to the files as they are now",
    )
    given.add_argument("--since", metavar="DATE", help="from the last revision before that day, as 2025-06-12")


@contextmanager
def two_reports(root: Path, options: argparse.Namespace) -> Iterator[Two]:
    """Give the two reports that *options* name; the files of each are there until the block ends.

    :raises CommandError: when a revision cannot be read; the message says why.
    """
    present = load(root)
    with ExitStack() as stack:
        try:
            first, name, last = _commits(root, options)
            before = stack.enter_context(past_report(root, first, present.settings))
            after = stack.enter_context(past_report(root, commit_of(root, last), present.settings)) if last else present
        except GitError as error:
            raise CommandError(str(error)) from None
        yield Two(before, after, (name, last or "the files as they are now"))


def _commits(root: Path, options: argparse.Namespace) -> tuple[str, str, str]:
    """Return the first commit, its name in words, and the name of the last one; empty for the files as they are now."""
    if options.since is not None:
        try:
            day = datetime.date.fromisoformat(options.since)
        except ValueError:
            raise CommandError(f"{options.since!r} is not a date; write it as 2025-06-12") from None
        return commit_before(root, day), f"the last revision before {in_words(day)}", ""
    first, dots, last = options.revisions.partition("..")
    if not first or last.startswith(".") or ".." in last:
        raise CommandError(f"{options.revisions!r} is not two revisions; write A..B, or A alone")
    return commit_of(root, first), first, last if dots else ""
