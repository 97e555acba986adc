"""The editions: a record of each. A new edition needs a folder beside this module and a record here.

This module does not import Sphinx, so `check`, and a build that has nothing to do, start at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from loipr.editions.making.system_packages import Machine, Needs
    from loipr.report import Report


class Maker(Protocol):
    """What the module of an edition must have: what it needs of the machine, and how its file is made."""

    NEEDS: Needs | None

    def make(self, report: Report, made: Path, target: Path, machine: Machine) -> None:
        """Make the file *target* from what Sphinx wrote to the folder *made*.

        The old file at *target* stays until the new one is complete.

        :raises EditionError: when the edition cannot be made.
        """


@dataclass(frozen=True, slots=True)
class Edition:
    """A form in which the report appears."""

    #: Its name in commands: ``loipr build NAME``, ``tox -e NAME``.
    name: str
    #: Its name in sentences.
    title: str
    #: The name of the Sphinx builder that writes it.
    builder: str
    #: The module below this folder that makes its file: a :class:`Maker`.
    module: str
    #: The path of its file below ``_build``; ``{report}`` stands for the symbol of the report, with - for /.
    place: str
    #: Whether it is submitted to the Committee; otherwise it is for the review.
    is_submitted: bool = False
    #: Whether it has a file for each page, so that a build writes only the pages that have changed.
    is_by_page: bool = False

    def target(self, root: Path, symbol: str) -> Path:
        """Return the path of this edition's file in the project at *root*, for the report with the *symbol*."""
        return root / "_build" / self.place.format(report=file_name(symbol))

    def maker(self) -> Maker:
        """Import and return the module that makes it; this imports Sphinx too."""
        return cast("Maker", import_module(f"loipr.editions.{self.module}"))


def file_name(symbol: str) -> str:
    """Return the name of the report's files, without an ending: its *symbol*, with - for /."""
    return symbol.replace("/", "-")


#: All editions by name, in the order in which they are built.
EDITIONS: Mapping[str, Edition] = {
    edition.name: edition
    for edition in (
        Edition("html", "the review website", "html", "site.make_site", "html/index.html", is_by_page=True),
        Edition("pdf", "the PDF", "latex", "latex.make_pdf", "pdf/{report}.pdf", is_submitted=True),
        Edition(
            "accessible",
            "the accessible PDF",
            "accessible",
            "accessible.make_accessible_pdf",
            "pdf/{report}-accessible.pdf",
            is_submitted=True,
        ),
        Edition("docx", "the Word file", "docx", "word.make_docx", "docx/{report}.docx", is_submitted=True),
    )
}
