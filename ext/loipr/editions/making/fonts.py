"""The fonts of a PDF: those for letters that the main one has not are installed when the report has such."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from loipr.editions.edition_error import EditionError
from loipr.editions.making.system_packages import Machine, Needs, not_installed
from loipr.editions.shared.missing_glyphs import MissingLettersError, complaint, packages_for


class NoFontError(EditionError):
    """No font has some letters of the report; the message names them and where they stand."""


def with_all_letters(root: Path, edition: str, machine: Machine, make: Callable[[], Path]) -> Path:
    """Return the PDF that *make* makes, a second time with more fonts where it lacks letters.

    *edition* is what needs them, in the words of the messages; *root* is the project.

    :raises NoFontError: when no font has a letter.
    :raises MissingProgramError: when a font is not there and may not be installed.
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
