"""The website is what Sphinx wrote; it replaces the last one as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from loipr.editions.edition import Edition
from loipr.editions.making.system_packages import Machine, Needs
from loipr.editions.site.page_files import UNUSED
from loipr.editions.site.take_along import take_along
from loipr.report import Report

NEEDS: Needs | None = None


def make(report: Report, made: Path, target: Path, machine: Machine) -> None:
    """Replace the folder of the page *target* by a copy of *made*. It never has parts of both."""
    _replace(report, made, target.parent, [])


def offer(report: Report, target: Path, editions: Iterable[Edition]) -> None:
    """Offer the files of *editions*, which fit the site, on the pages of the site around the page *target*."""
    _replace(report, target.parent, target.parent, editions)


def _replace(report: Report, made: Path, folder: Path, editions: Iterable[Edition]) -> None:
    fresh, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(made, fresh, ignore=_left_out)
    take_along(report, fresh, editions)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _left_out(folder: str, names: Iterable[str]) -> set[str]:
    """Return the *names* that no reader needs: Sphinx's own notes; and of the theme its words in all languages, the
    scripts that no page has, and what only those need who change the theme.

    The notes differ from build to build. The rest is most of the folders and bytes of a site.
    """
    found = {name for name in names if name.startswith(".buildinfo") or name in UNUSED}
    if "_static" in Path(folder).parts[-2:]:
        found |= {name for name in names if name == "locales" or name.endswith((".map", "-macros.html"))}
    return found


def restore(folder: Path) -> None:
    """Bring back the old website if a build was killed after it moved the old one away and before the new one came."""
    old = folder.with_name(f"{folder.name}.old")
    if old.exists() and not folder.exists():
        old.rename(folder)
