"""The fonts of a PDF: if the report has letters that the main font lacks, fonts with these letters are installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from loipr.editions.edition_error import EditionError
from loipr.editions.making.system_packages import Machine, Needs, not_installed
from loipr.editions.shared.missing_glyphs import MissingLettersError, complaint, packages_for


class NoFontError(EditionError):
    """No font has some letters of the report; the message says which, and where they are."""


def with_all_letters(root: Path, edition: str, machine: Machine, make: Callable[[], Path]) -> Path:
    """Return the PDF that *make* makes. If it lacks letters, install fonts and make it a second time.

    *edition* is its name in messages; *root* is the project.

    :raises NoFontError: when no font has some letter.
    :raises MissingProgramError: when a font is missing and may not be installed.
    """
    try:
        return make()
    except MissingLettersError as error:
        packages = packages_for(error.letters)
    machine.ensure(edition, Needs("a font", packages, lambda: not_installed(packages)))
    try:
        return make()
    except MissingLettersError as error:
        raise NoFontError(complaint(root, error.letters)) from None
