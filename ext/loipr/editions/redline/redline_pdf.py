"""The marked document as a PDF for paper and screen readers: a bar beside each change, underlined and struck text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from loipr.editions.accessible import run_weasyprint
from loipr.editions.accessible.builder import PAGE
from loipr.editions.accessible.make_accessible_pdf import NEEDS
from loipr.editions.making.fonts import with_all_letters
from loipr.editions.making.system_packages import Machine
from loipr.editions.redline.redline_page import redline_page
from loipr.report import Report
from loipr.revisions.redline import Redline

_NAME = "the redline"


def redline_pdf(found: Redline, report: Report, names: tuple[str, str]) -> bytes:
    """Return *found*, which ends in *report*, as a PDF; *names* are those of the two revisions.

    :raises EditionError: when the machine lacks what makes PDFs, or a font for some letter.
    """
    machine = Machine(may_install=False)
    if NEEDS is not None:
        machine.ensure(_NAME, NEEDS)
    with tempfile.TemporaryDirectory(prefix="loipr-") as name:
        folder = Path(name).resolve()
        (folder / PAGE).write_text(redline_page(found, report.settings.title, names), encoding="utf-8")
        target = folder / "redline.pdf"
        made = with_all_letters(report.root, _NAME, machine, lambda: run_weasyprint.make_accessible_pdf(folder, target))
        return made.read_bytes()
