"""The report as it was: a past revision, read by the machinery of today from its own pages and data."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loipr.facts.settings import Settings
from loipr.files.git import GitError
from loipr.files.past_files import SHALLOW, is_shallow, main_line, past_files
from loipr.pages.page import FOLDER
from loipr.report import Report, load_report
from loipr.wording.dates import in_words

FOLDERS = (FOLDER, "data")


@contextmanager
def past_report(root: Path, commit: str, settings: Settings) -> Iterator[Report]:
    """Give the report of the project at *root* as it was at *commit*, with the *settings* of today.

    ``conf.py`` is code, so that of a past revision is never run. The files of the report are in ``report.root`` until
    the block ends; the record can be used after that.

    :raises GitError: when git cannot give the revision; the message says why.
    """
    with past_files(root, commit, FOLDERS) as folder:
        yield load_report(folder, settings)


def commit_before(root: Path, day: datetime.date) -> str:
    """Return the last commit of the main line before *day*: what changed on that day counts as changed since.

    :raises GitError: when there is none; the message says why.
    """
    line = main_line(root)
    found = next((one.commit for one in line if one.day < day), None)
    if found is not None:
        return found
    first = min((one.day for one in line), default=None)
    why = SHALLOW if is_shallow(root) else f"the first is of {in_words(first)}" if first else "there is none at all"
    raise GitError(f"git has no revision before {in_words(day)}: {why}")
