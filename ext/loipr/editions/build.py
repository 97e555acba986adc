"""Building editions: each in a workshop of its own, put in place of the last good one only when it is whole."""

from __future__ import annotations

import datetime
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

from loipr import code_version
from loipr.build_checks import prepare
from loipr.catalog.report import Report
from loipr.editions.stamps import WORKSHOP, edition_name, target_of
from loipr.editions.tex import TexError, ensure_tex, make_pdf


class EditionError(Exception):
    """An edition could not be built; the message is for the person who asked for it."""


def build_editions(report: Report, editions: list[str], *, official: bool) -> int:
    """Build *editions* and return 0, or 1 when one could not be built (its last good one stays)."""
    status = 0
    root = report.root
    for edition in editions:
        try:
            made = _build_site(report, official) if edition == "html" else _build_pdf(report, official)
        except (EditionError, TexError) as error:
            print(f"{edition}: not built: {error}", file=sys.stderr)
            status = 1
        else:
            print(f"{edition}: {made.relative_to(root)}", flush=True)
    return status


def _build_site(report: Report, official: bool) -> Path:
    made = _run_sphinx(report, "html", official)
    target = target_of(report.root, "html", report.settings.symbol)
    _put_in_place(made, target.parent)
    return target


def _build_pdf(report: Report, official: bool) -> Path:
    ensure_tex()
    made = _run_sphinx(report, "latex", official)
    name = edition_name(report.settings.symbol)
    moment = datetime.datetime.combine(report.settings.reference_date, datetime.time(), datetime.UTC)
    pdf = make_pdf(made, name, int(moment.timestamp()))
    target = target_of(report.root, "pdf", report.settings.symbol)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    shutil.copyfile(pdf, fresh)
    fresh.replace(target)
    return target


def _run_sphinx(report: Report, builder: str, official: bool) -> Path:
    """Run Sphinx in the workshop and return the folder it filled.

    Any warning of Sphinx's own fails the edition. All is then made afresh the next time: Sphinx does not repeat the
    warnings of pages that have not changed, and leaves those that are gone.
    """
    root = report.root
    prepare(report)
    _clear_after_older_code(root / WORKSHOP)
    made, doctrees = root / WORKSHOP / builder, root / WORKSHOP / "doctrees"
    options = ["-b", builder, "-c", str(root), "-d", str(doctrees), "-j", "auto", "-q", "-n", "-W", "--keep-going"]
    options += ["-D", "loipr_log_findings=0", *(["-D", "loipr_official=1"] if official else [])]
    if build_main([*options, str(root / "docs"), str(made)]):
        for folder in (doctrees, made):
            shutil.rmtree(folder, ignore_errors=True)
        raise EditionError("see the messages above; the last good edition is untouched")
    return made


def _clear_after_older_code(workshop: Path) -> None:
    """Empty the workshop when other code filled it: a search index of then does not go with the pages of now."""
    mark, current = workshop / "code", str(code_version())
    if workshop.exists() and not (mark.exists() and mark.read_text(encoding="utf-8") == current):
        shutil.rmtree(workshop)
    workshop.mkdir(parents=True, exist_ok=True)
    mark.write_text(current, encoding="utf-8")


def _put_in_place(made: Path, target: Path) -> None:
    """Replace the folder *target* by a copy of *made*: at no moment does it hold half of each."""
    fresh, old = target.with_name(f"{target.name}.new"), target.with_name(f"{target.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    # Sphinx keeps notes of its own there, which differ from build to build.
    shutil.copytree(made, fresh, ignore=shutil.ignore_patterns(".buildinfo*"))
    if old.exists() and target.exists():
        shutil.rmtree(old)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
