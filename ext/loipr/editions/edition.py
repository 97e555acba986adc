"""The editions: a record of each. A new edition is a folder beside this module and a record here.

This imports no Sphinx, so that `check` and a build that has nothing to do start at once.
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
    """What the module of an edition has: what it needs of the machine, and how its file is made."""

    NEEDS: Needs | None

    def make(self, report: Report, made: Path, target: Path, machine: Machine) -> None:
        """Make *target* of what Sphinx left in *made*. What stands at *target* stays until the new one is whole.

        :raises EditionError: when it cannot be made.
        """


@dataclass(frozen=True, slots=True)
class Edition:
    """A form in which the report appears."""

    #: What it is called in commands: ``loipr build NAME``, ``tox -e NAME``.
    name: str
    #: What it is called in sentences.
    title: str
    #: Sphinx's builder that writes it.
    builder: str
    #: The module in this folder that makes its file: a :class:`Maker`.
    module: str
    #: Where it appears below ``_build``; ``{report}`` stands for the symbol of the report, with - for /.
    place: str
    #: Whether it is submitted to the Committee; what is not is for the review.
    is_submitted: bool = False
    #: Whether it is written page by page, so that a build writes only the pages that have changed.
    is_by_page: bool = False

    def target(self, root: Path, symbol: str) -> Path:
        """Return the file of this edition in the project at *root*, for the report *symbol*."""
        return root / "_build" / self.place.format(report=file_name(symbol))

    def maker(self) -> Maker:
        """Return the module that makes it. It brings Sphinx along."""
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
