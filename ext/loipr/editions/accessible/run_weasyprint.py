"""WeasyPrint makes a PDF from one page of HTML: what it needs on the machine, and how it is run."""

from __future__ import annotations

import os
import sys
from ctypes import CDLL
from pathlib import Path

from loipr.editions.accessible.builder import PAGE
from loipr.editions.edition_error import EditionError
from loipr.editions.making.programs import run_program
from loipr.editions.shared.missing_glyphs import MissingLettersError, missing_letters

#: Debian's packages with all that the edition uses, and the libraries that show whether they are installed.
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-freefont-otf")
_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
#: In seconds. A report of 500 questions takes one to two minutes.
_LONGEST_RUN = 1800


class WeasyPrintError(EditionError):
    """WeasyPrint has failed; the message has what it said."""


def missing_libraries() -> list[str]:
    """Return the libraries that the edition needs and the machine lacks; always none on other systems than Linux."""
    return [name for name in _LIBRARIES if not _is_there(name)] if sys.platform == "linux" else []


def _is_there(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True


def make_accessible_pdf(folder: Path, target: Path) -> Path:
    """Make the PDF *target* from the page in *folder*, and return it. It loads only files in *folder*.

    WeasyPrint runs in a process of its own, which begins without all that Sphinx keeps of the pages in this one. For
    500 questions it needs more than a gigabyte.

    :raises MissingLettersError: when no font has some letter of the report.
    :raises WeasyPrintError: when WeasyPrint fails.
    :raises UnfinishedError: when it does not end in time.
    """
    command = [sys.executable, "-m", "loipr.editions.accessible.write_pdf", str(folder / PAGE), str(target)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = run_program(command, seconds=_LONGEST_RUN, environment=environment)
    if done.returncode:
        raise WeasyPrintError(f"WeasyPrint failed: {(done.stderr.splitlines() or ['it left no message'])[-1]}")
    letters = missing_letters(done.stdout)
    if letters:
        raise MissingLettersError(letters)
    return target
