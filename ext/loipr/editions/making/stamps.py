"""Editions that need no new build, because the same code made them from the same files. This needs no Sphinx."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from loipr.editions.edition import Edition
from loipr.editions.making.revision import revision_of

#: Sphinx works below this folder. Its files there are only for the next build.
WORKSHOP = Path("_build/.workshop")
_CODE = Path(__file__).parent.parent.parent


def inputs_digest(root: Path, *, official: bool) -> str:
    """Return a digest of all that an edition is made from: pages, data, settings, the extension and its versions.

    It is empty, which equals no digest, if a file cannot be read; the rules say which file.
    """
    digest = hashlib.sha256(
        repr((sys.version, official, revision_of(root), os.environ.get("SOURCE_DATE_EPOCH"))).encode()
    )
    try:
        for folder, file in _inputs(root):
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder)}\0{len(content)}\0".encode(errors="surrogateescape"))
            digest.update(content)
    except OSError:
        return ""
    return digest.hexdigest()


def states_of_inputs(root: Path) -> Mapping[Path, tuple[int, ...]]:
    """Return the state of each file that an edition is made from.

    A state changes each time the file is written, even with the same content.
    """
    return {file: _state(file) for _, file in _inputs(root)}


def _state(file: Path) -> tuple[int, ...]:
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _inputs(root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each file that an edition is made from, after the folder from which its path is counted."""
    yield root, root / "conf.py"
    for folder in (root / "docs", root / "data", _CODE):
        # Python keeps compiled code there, and the first build adds to it.
        files = sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        yield from ((folder.parent, file) for file in files)
    lock = root / ".ci/requirements/report.txt"
    if lock.exists():
        yield root, lock


def is_current(root: Path, edition: Edition, symbol: str, digest: str) -> bool:
    """Whether *edition* of the report with the *symbol* exists and was built from inputs with this *digest*."""
    stamp = _stamp(root, edition)
    is_there = edition.target(root, symbol).exists() and stamp.exists()
    return bool(digest) and is_there and stamp.read_text(encoding="utf-8") == digest


def set_stamp(root: Path, edition: Edition, digest: str) -> None:
    """Note that *edition* was just built from inputs with this *digest*."""
    _stamp(root, edition).write_text(digest, encoding="utf-8")


def clear_stamp(root: Path, edition: Edition) -> None:
    """Forget what *edition* was built from, because a new build begins."""
    _stamp(root, edition).unlink(missing_ok=True)


def _stamp(root: Path, edition: Edition) -> Path:
    return root / WORKSHOP / f"{edition.name}.stamp"
