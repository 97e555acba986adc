"""Building editions: each in its own workshop. It takes the place of the last good one only when it is complete.

If a full disk or a power cut ends a build, the next build is still right: it starts unfinished work again.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sphinx.application import Sphinx
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from loipr.domain.load_and_check import prepare
from loipr.editions.edition import EDITIONS, Edition
from loipr.editions.edition_error import EditionError
from loipr.editions.making.official_folder import make_package
from loipr.editions.making.revision import revision_of
from loipr.editions.making.stamps import WORKSHOP, clear_stamp, states_of_inputs
from loipr.editions.making.system_packages import Machine
from loipr.editions.site.make_site import restore
from loipr.report import Report
from loipr.version import code_version

#: The free space that a build needs on the disk, in bytes.
_ROOM = 100_000_000


#: The states of the report's files when it was loaded, as :func:`states_of_inputs` returns them.
_States = Mapping[Path, tuple[int, ...]]


def build_editions(
    report: Report,
    editions: Sequence[Edition],
    states: _States,
    *,
    official: bool,
    install: bool,
    settings: Mapping[str, object] | None = None,
) -> int:
    """Build *editions*; return 0, or 1 when one could not be built (then its last good file stays).

    *settings* are further settings of Sphinx.

    An edition shows one state of the report: it is not published if a file has been written since *states*.
    With *install*, missing packages of the system that an edition needs are installed.
    """
    try:
        with _alone(report.root):
            machine = Machine(may_install=install)
            built = [_build_edition(report, edition, states, machine, official, settings or {}) for edition in editions]
            if official and all(built) and {*EDITIONS.values()} <= {*editions}:
                print(f"official: {make_package(report).relative_to(report.root)}", flush=True)
    except OSError as error:
        print(f"nothing was built: {_in_words(error, report.root)}", file=sys.stderr)
        return 1
    return 0 if all(built) else 1


def _build_edition(
    report: Report, edition: Edition, states: _States, machine: Machine, official: bool, settings: Mapping[str, object]
) -> bool:
    root, symbol = report.root, report.settings.symbol
    restore(EDITIONS["html"].target(root, symbol).parent)
    clear_stamp(root, edition)
    maker, target = edition.maker(), edition.target(root, symbol)
    kept = "; the last good edition is untouched" if target.exists() else ""
    try:
        if maker.NEEDS is not None:
            machine.ensure(edition.title, maker.NEEDS)
        with _begun_anew_unless_finished(root, edition.builder), _written_anew_after_others(root, edition):
            made = _run_sphinx(report, edition.builder, official, settings, kept)
            _refuse_what_was_written_meanwhile(root, states, kept)
            maker.make(report, made, target, machine)
    except EditionError as error:
        print(f"{edition.name}: not built: {error}", file=sys.stderr)
    except OSError as error:
        print(f"{edition.name}: not built: {_in_words(error, root)}", file=sys.stderr)
    else:
        print(f"{edition.name}: {target.relative_to(root)}", flush=True)
        return True
    return False


def _refuse_what_was_written_meanwhile(root: Path, states: _States, kept: str) -> None:
    """Stop if a file was written since *states*: some pages may show its old content, and others its new content.

    :raises EditionError: when a file was written; the message names the first.
    """
    now = states_of_inputs(root)
    written = sorted(file for file in states.keys() | now.keys() if states.get(file) != now.get(file))
    if written:
        file = os.path.relpath(written[0], root)
        raise EditionError(f"{file} was changed during the build; build again{kept}")


def _in_words(error: OSError, root: Path) -> str:
    place = str(error.filename or "").removeprefix(f"{root}/")
    return f"{place}: {error.strerror}" if place else str(error.strerror or error)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other build runs in this folder, and make others wait for this one.

    :raises OSError: when the disk is full.
    """
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


@contextmanager
def _begun_anew_unless_finished(root: Path, builder: str) -> Iterator[None]:
    """Delete what an unfinished build left: one that was killed, that a fault stopped, or that had a warning of Sphinx.

    Sphinx would continue from there: it would believe that the pages it had read were written, and would not repeat
    their warnings.
    """
    workshop = root / WORKSHOP
    _clear_after_older_code(workshop)
    mark = workshop / f"{builder}.unfinished"
    if mark.exists():
        shutil.rmtree(workshop / builder, ignore_errors=True)
    # All builders share the trees of the pages. If one builder warned of a page, the page must be read again for all.
    if any(workshop.glob("*.unfinished")):
        shutil.rmtree(workshop / "doctrees", ignore_errors=True)
    mark.touch()
    yield
    mark.unlink()


@contextmanager
def _written_anew_after_others(root: Path, edition: Edition) -> Iterator[None]:
    """Delete the pages of an *edition* with a file for each page if a build of another edition has read pages since.

    Sphinx writes only the pages for which it sees in this very build that a number, a label or a title has changed.
    """
    if not edition.is_by_page:
        yield
        return
    workshop = root / WORKSHOP
    read, mark = workshop / "doctrees/environment.pickle", workshop / f"{edition.builder}.read"
    if _moment_of(read) != (mark.read_text(encoding="utf-8") if mark.exists() else ""):
        shutil.rmtree(workshop / edition.builder, ignore_errors=True)
    yield
    mark.write_text(_moment_of(read), encoding="utf-8")


def _moment_of(file: Path) -> str:
    return str(file.stat().st_mtime_ns) if file.exists() else ""


def _run_sphinx(report: Report, builder: str, official: bool, more: Mapping[str, object], kept: str) -> Path:
    """Run Sphinx in the workshop, and return the folder that it has filled.

    :raises EditionError: when Sphinx stops, or warns of anything.
    """
    root = report.root
    prepare(report)
    made = root / WORKSHOP / builder
    settings = {
        "nitpicky": True,
        "loipr_log_findings": False,
        "loipr_official": official,
        "loipr_revision": revision_of(root),
        **more,
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
    except SphinxParallelError as error:
        raise _fault(root, str(error), error.traceback) from error
    except (SphinxError, OSError) as error:
        raise EditionError(f"{error}{kept}") from error
    except Exception as error:
        raise _fault(root, f"{type(error).__name__}: {error}", traceback.format_exc()) from error
    if app.statuscode:
        raise EditionError(f"see the messages above{kept}")
    return made


def _fault(root: Path, kind: str, told: str) -> EditionError:
    file = root / WORKSHOP / "fault.txt"
    file.write_text(told, encoding="utf-8")
    return EditionError(f"a fault in the machinery ({kind}); {file.relative_to(root)} has what its makers need to know")


class _Told(io.StringIO):
    """Prints the warnings of Sphinx with places as the rules write them: from the project's folder, without colours."""

    def __init__(self, root: str):
        super().__init__()
        self._root = root

    def write(self, text: str) -> int:
        sys.stderr.write(re.sub(r"\x1b\[[0-9;]*m", "", text).replace(self._root, ""))
        return len(text)


def _clear_after_older_code(workshop: Path) -> None:
    """Empty the workshop if other code has filled it: an old search index, for example, does not fit new pages."""
    mark, current = workshop / "code", str(code_version())
    if workshop.exists() and not (mark.exists() and mark.read_text(encoding="utf-8") == current):
        shutil.rmtree(workshop)
    workshop.mkdir(parents=True, exist_ok=True)
    mark.write_text(current, encoding="utf-8")
