"""Building editions: each in a workshop of its own, put in place of the last good one only when it is whole.

Whatever ends a build, a full disk or the power, the next one is right: what was left unfinished is begun anew.
"""

from __future__ import annotations

import datetime
import io
import os
import re
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from loipr.domain.load_and_check import prepare
from loipr.editions.accessible.builder import ensure_pango, make_accessible_pdf
from loipr.editions.latex.run_xelatex import TexError, ensure_tex, make_pdf
from loipr.editions.making.official_folder import SUBMITTED, make_package
from loipr.editions.making.revision import revision_of
from loipr.editions.making.stamps import WORKSHOP, clear_stamp, edition_name, target_of
from loipr.editions.making.system_packages import MissingProgramError, ensure, not_installed
from loipr.editions.shared.missing_glyphs import MissingLettersError, complaint, packages_for
from loipr.report import Report
from loipr.version import code_version

#: What a build needs beside the editions that are there, in bytes.
_ROOM = 100_000_000


class EditionError(Exception):
    """An edition could not be built; the message is for the person who asked for it."""


def build_editions(report: Report, editions: list[str], *, official: bool) -> int:
    """Build *editions* and return 0, or 1 when one could not be built (its last good one stays)."""
    try:
        with _alone(report.root):
            built = [_build_edition(report, edition, official) for edition in editions]
            if official and all(built) and {"html", *SUBMITTED} <= set(editions):
                print(f"official: {make_package(report).relative_to(report.root)}", flush=True)
    except OSError as error:
        print(f"nothing was built: {_in_words(error, report.root)}", file=sys.stderr)
        return 1
    return 0 if all(built) else 1


def _build_edition(report: Report, edition: str, official: bool) -> bool:
    root = report.root
    _restore(target_of(root, "html", report.settings.symbol).parent)
    clear_stamp(root, edition)
    try:
        made = _BUILDERS[edition](report, official)
    except (EditionError, MissingProgramError, TexError) as error:
        print(f"{edition}: not built: {error}", file=sys.stderr)
    except OSError as error:
        print(f"{edition}: not built: {_in_words(error, root)}", file=sys.stderr)
    else:
        print(f"{edition}: {made.relative_to(root)}", flush=True)
        return True
    return False


def _in_words(error: OSError, root: Path) -> str:
    place = str(error.filename or "").removeprefix(f"{root}/")
    return f"{place}: {error.strerror}" if place else str(error.strerror or error)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other build is under way in this folder, and keep others waiting."""
    workshop = root / WORKSHOP
    workshop.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(workshop).free
    if free < _ROOM:
        raise OSError(28, f"the disk is full: {free // 1_000_000} MB are free, a build needs {_ROOM // 1_000_000}")
    lock = FileLock(workshop.with_name(".lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        print("Another build is under way in this folder; waiting for its end.", flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _build_site(report: Report, official: bool) -> Path:
    target = target_of(report.root, "html", report.settings.symbol)
    with _begun_anew_unless_finished(report.root, "html"), _written_anew_after_other_editions(report.root):
        _put_in_place(_run_sphinx(report, "html", official), target.parent)
    return target


def _build_pdf(report: Report, official: bool) -> Path:
    ensure_tex()
    name = edition_name(report.settings.symbol)
    moment = datetime.datetime.combine(report.settings.reference_date, datetime.time(), datetime.UTC)
    target = target_of(report.root, "pdf", report.settings.symbol)
    with _begun_anew_unless_finished(report.root, "latex"):
        folder = _run_sphinx(report, "latex", official)
        pdf = _with_all_letters(report, "the PDF", lambda: make_pdf(folder, name, int(moment.timestamp())))
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        shutil.copyfile(pdf, fresh)
        fresh.replace(target)
    return target


def _with_all_letters(report: Report, edition: str, make: Callable[[], Path]) -> Path:
    """Make a PDF; with the fonts for letters that the main one has not, should the report have such.

    :raises EditionError: naming letters that no font has.
    """
    try:
        return make()
    except MissingLettersError as error:
        packages = packages_for(error.letters)
    ensure(edition, "a font", packages, lambda: not_installed(packages))
    try:
        return make()
    except MissingLettersError as error:
        raise EditionError(complaint(report.root, error.letters)) from None


def _build_accessible(report: Report, official: bool) -> Path:
    ensure_pango()
    target = target_of(report.root, "accessible", report.settings.symbol)
    with _begun_anew_unless_finished(report.root, "accessible"):
        folder = _run_sphinx(report, "accessible", official)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        _with_all_letters(report, "the accessible PDF", lambda: make_accessible_pdf(folder, fresh))
        fresh.replace(target)
    return target


def _build_word(report: Report, official: bool) -> Path:
    target = target_of(report.root, "docx", report.settings.symbol)
    with _begun_anew_unless_finished(report.root, "docx"):
        folder = _run_sphinx(report, "docx", official)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        shutil.copyfile(folder / target.name, fresh)
        fresh.replace(target)
    return target


_BUILDERS = {"html": _build_site, "pdf": _build_pdf, "accessible": _build_accessible, "docx": _build_word}


@contextmanager
def _begun_anew_unless_finished(root: Path, builder: str) -> Iterator[None]:
    """Clear what a build left that did not come to its end: killed, stopped by a fault, or with a warning of Sphinx's.

    Sphinx itself would go on from there: it takes pages it had read for written, and does not repeat their warnings.
    """
    workshop = root / WORKSHOP
    _clear_after_older_code(workshop)
    mark = workshop / f"{builder}.unfinished"
    if mark.exists():
        shutil.rmtree(workshop / builder, ignore_errors=True)
    # What pages were read into is common to all builders: of what one of them warned, none of them is silent.
    if any(workshop.glob("*.unfinished")):
        shutil.rmtree(workshop / "doctrees", ignore_errors=True)
    mark.touch()
    yield
    mark.unlink()


@contextmanager
def _written_anew_after_other_editions(root: Path) -> Iterator[None]:
    """Clear the pages of the site when what was read into has changed for another edition since.

    Sphinx writes the pages of which it sees in this build that a number, a label or a title in them has changed.
    """
    workshop = root / WORKSHOP
    read, mark = workshop / "doctrees/environment.pickle", workshop / "html.read"
    if _moment_of(read) != (mark.read_text(encoding="utf-8") if mark.exists() else ""):
        shutil.rmtree(workshop / "html", ignore_errors=True)
    yield
    mark.write_text(_moment_of(read), encoding="utf-8")


def _moment_of(file: Path) -> str:
    return str(file.stat().st_mtime_ns) if file.exists() else ""


def _run_sphinx(report: Report, builder: str, official: bool) -> Path:
    """Run Sphinx in the workshop and return the folder it filled.

    :raises EditionError: when it stops, or warns of anything.
    """
    root = report.root
    prepare(report)
    made = root / WORKSHOP / builder
    settings = {
        "nitpicky": True,
        "loipr_log_findings": False,
        "loipr_official": official,
        "loipr_revision": revision_of(root),
    }
    try:
        with patch_docutils(root), docutils_namespace():
            app = Sphinx(
                srcdir=root / "docs",
                confdir=root,
                outdir=made,
                doctreedir=root / WORKSHOP / "doctrees",
                buildername=builder,
                confoverrides=settings,
                status=None,
                warning=_Told(f"{root}/"),
                warningiserror=True,
                parallel=os.cpu_count() or 1,
            )
            app.build()
    except (SphinxError, OSError) as error:
        raise EditionError(f"{error}; the last good edition is untouched") from error
    except Exception as error:
        told = root / WORKSHOP / "fault.txt"
        told.write_text(traceback.format_exc(), encoding="utf-8")
        kind = f"{type(error).__name__}: {error}"
        where = told.relative_to(root)
        raise EditionError(f"a fault in the machinery ({kind}); {where} has what its makers need to know") from error
    if app.statuscode:
        raise EditionError("see the messages above; the last good edition is untouched")
    return made


class _Told(io.StringIO):
    """Prints what Sphinx warns of, with places as the rules write them: from the project's folder, without colours."""

    def __init__(self, root: str):
        super().__init__()
        self._root = root

    def write(self, text: str) -> int:
        sys.stderr.write(re.sub(r"\x1b\[[0-9;]*m", "", text).replace(self._root, ""))
        return len(text)


def _clear_after_older_code(workshop: Path) -> None:
    """Empty the workshop when other code filled it: a search index of then does not go with the pages of now."""
    mark, current = workshop / "code", str(code_version())
    if workshop.exists() and not (mark.exists() and mark.read_text(encoding="utf-8") == current):
        shutil.rmtree(workshop)
    workshop.mkdir(parents=True, exist_ok=True)
    mark.write_text(current, encoding="utf-8")


def _restore(target: Path) -> None:
    """Bring back the edition of a build that was killed just between taking the old one away and putting the new."""
    old = target.with_name(f"{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)


def _put_in_place(made: Path, target: Path) -> None:
    """Replace the folder *target* by a copy of *made*: at no moment does it hold half of each."""
    fresh, old = target.with_name(f"{target.name}.new"), target.with_name(f"{target.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    # Sphinx keeps notes of its own there, which differ from build to build.
    shutil.copytree(made, fresh, ignore=shutil.ignore_patterns(".buildinfo*"))
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
