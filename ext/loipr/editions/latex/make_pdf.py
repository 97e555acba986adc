"""XeLaTeX makes the PDF from the LaTeX that Sphinx wrote."""

from __future__ import annotations

from pathlib import Path

from loipr.editions.edition import file_name
from loipr.editions.latex import run_xelatex
from loipr.editions.making.fonts import with_all_letters
from loipr.editions.making.moment import moment_of
from loipr.editions.making.new_file import put_in_place
from loipr.editions.making.system_packages import Machine, Needs
from loipr.report import Report

NEEDS: Needs | None = Needs("TeX", run_xelatex.PACKAGES, lambda: run_xelatex.missing_files())


def make(report: Report, made: Path, target: Path, machine: Machine) -> None:
    """Make the PDF *target* from the LaTeX in the folder *made*.

    :raises TexError: when TeX fails; the message has what it said.
    :raises NoFontError: when no font has some letters; the message names them.
    """
    moment = moment_of(report.settings.reference_date)
    name, timestamp = file_name(report.settings.symbol), int(moment.timestamp())
    pdf = with_all_letters(report.root, "the PDF", machine, lambda: run_xelatex.make_pdf(made, name, timestamp))
    put_in_place(pdf, target)
