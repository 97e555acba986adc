"""The website is what Sphinx wrote; it replaces the last one as a whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from loipr.editions.making.system_packages import Machine, Needs
from loipr.report import Report

NEEDS: Needs | None = None


def make(report: Report, made: Path, target: Path, machine: Machine) -> None:
    """Replace the folder of the page *target* by a copy of *made*. It never has parts of both."""
    folder = target.parent
    fresh, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    # Sphinx keeps notes of its own there, which differ from build to build.
    shutil.copytree(made, fresh, ignore=shutil.ignore_patterns(".buildinfo*"))
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def restore(folder: Path) -> None:
    """Bring back the old website if a build was killed after it moved the old one away and before the new one came."""
    old = folder.with_name(f"{folder.name}.old")
    if old.exists() and not folder.exists():
        old.rename(folder)
