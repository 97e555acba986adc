"""``loipr upgrade``: a newer machinery for a report; it first shows what has changed in the machinery."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from loipr.cli.common import CommandError
from loipr.cli.machinery.find import find
from loipr.cli.machinery.machinery import Machinery
from loipr.cli.machinery.pin import PATH, read_pin, write_pin
from loipr.pages.page import MACHINERY
from loipr.wording.sentences import listed

HELP = "take over a newer version of the machinery, after what changed in it was shown"
_A_MINUTE = 60
_HELD = "ext/loipr"
#: The locked requirements of the machinery, which change with it.
_LOCKS = ".ci/requirements"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `upgrade`."""
    parser.add_argument(
        "source",
        nargs="?",
        metavar="FROM",
        help="a revision, an address with @REVISION, or the file of a wheel; where the report holds the machinery also "
        "a folder; without it, the newest at the address that the report pins",
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Show what has changed, and write the newer machinery or its pin; return 0.

    :raises CommandError: when no other machinery is found, or it cannot be written.
    """
    take = _replace if (root / _HELD).is_dir() else _move_pin
    try:
        with TemporaryDirectory() as scratch:
            take(root, options.source, Path(scratch))
    except OSError as error:
        raise CommandError(f"{error.filename}: this cannot be written: {error.strerror}") from None
    return 0


def _move_pin(root: Path, source: str | None, scratch: Path) -> None:
    before = read_pin(root)
    if source is None and before.is_wheel:
        raise CommandError(f"the report stands on {before.place}; name the file of the newer wheel, or an address")
    found = find(source or "HEAD", scratch, address="" if before.is_wheel else before.place)
    if found.pin is None:
        raise CommandError(f"{source}: a folder cannot be pinned; name a revision, an address or the file of a wheel")
    if found.pin == before:
        print(f"The report stands on this version, {before.version}, already ({before.place}).")
        return
    if source is None and found.machinery.is_older_than(before.version):
        raise CommandError(
            f"the newest at {before.place} is {found.pin.version}, older than {before.version}; to go back, name it"
        )
    beside = _beside(found.machinery, f"{_LOCKS}/*.txt")
    _tell(before.version, found.machinery)
    write_pin(root, found.pin, found.wheel)
    _write(root, beside)
    print(f"{PATH} and {_LOCKS} were written. Now run: python3 .ci/tox -e report")


def _replace(root: Path, source: str | None, scratch: Path) -> None:
    if source is None:
        raise CommandError("say where the newer machinery is: a folder, the file of a wheel, or an address")
    newer, held = find(source, scratch).machinery, root / _HELD
    if newer.package == held.resolve():
        raise CommandError(f"{source} is this project itself; name another folder, the file of a wheel, or an address")
    # Who changes the copy has the pages that tell of it.
    pages = [MACHINERY] if (root / MACHINERY).is_dir() else []
    if _has_changes(root, "ext", *pages):
        raise CommandError(
            f"files in {listed(['ext', *pages])} have changes that are not committed; commit them first, for they are "
            "replaced"
        )
    beside = _beside(newer, f"{_LOCKS}/*", PATH, "pyproject.toml", *(f"{folder}/*" for folder in pages))
    _tell(Machinery.in_folder(root).version, newer)
    fresh, old = held.with_name(".loipr.new"), held.with_name(".loipr.old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(newer.package, fresh, ignore=shutil.ignore_patterns("__pycache__", "taken_over"))
    held.rename(old)
    fresh.rename(held)
    shutil.rmtree(old)
    _write(root, beside)
    written = listed(["ext", *pages, PATH, "pyproject.toml", _LOCKS])
    print(f"{written} were written. Now run: python3 .ci/tox -e report")


def _has_changes(root: Path, *folders: str) -> bool:
    command = ["git", "-C", str(root), "status", "--porcelain", "--", *folders]
    try:
        return bool(subprocess.run(command, capture_output=True, check=True, timeout=_A_MINUTE).stdout.strip())
    except (OSError, subprocess.SubprocessError):
        return False


def _beside(machinery: Machinery, *patterns: str) -> dict[str, bytes]:
    """Return the content of the files beside *machinery* that match *patterns*, by their paths.

    :raises CommandError: when no file matches a pattern, or a file cannot be read.
    """
    found: dict[str, bytes] = {}
    for pattern in patterns:
        files = sorted(machinery.beside.glob(pattern))
        if not files:
            raise CommandError(f"{machinery.beside / pattern}: this is missing there")
        for file in files:
            try:
                found[file.relative_to(machinery.beside).as_posix()] = file.read_bytes()
            except OSError as error:
                raise CommandError(f"{file}: this cannot be read: {error.strerror}") from None
    return found


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def _tell(version: str, newer: Machinery) -> None:
    if newer.version == version:
        print(f"The version is still {version}; its list of changes tells of nothing newer.\n")
        return
    print(f"From version {version} of the machinery to {newer.version}.\n")
    if changes := newer.changes_since(version):
        print(f"{changes}\n")
