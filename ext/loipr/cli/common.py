"""What the commands share: the error of a command that cannot run, and loading the report."""

from __future__ import annotations

from pathlib import Path

from loipr.facts.settings import Settings
from loipr.report import Report, load_report


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
