"""WeasyPrint makes the accessible PDF from the page that Sphinx wrote."""

from __future__ import annotations

from pathlib import Path

from loipr.editions.accessible import run_weasyprint
from loipr.editions.making.fonts import with_all_letters
from loipr.editions.making.new_file import put_in_place
from loipr.editions.making.system_packages import Machine, Needs
from loipr.report import Report

NEEDS: Needs | None = Needs("Pango", run_weasyprint.PACKAGES, lambda: run_weasyprint.missing_libraries())


def make(report: Report, made: Path, target: Path, machine: Machine) -> None:
    """Make the PDF *target* from the page in the folder *made*.

    :raises NoFontError: when no font has some letters; the message names them.
    """
    fresh = made / target.name
    with_all_letters(
        report.root, "the accessible PDF", machine, lambda: run_weasyprint.make_accessible_pdf(made, fresh)
    )
    put_in_place(fresh, target)
