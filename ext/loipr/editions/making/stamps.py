"""Which editions are as they would be built again: made from the same files, by the same code. Needs no Sphinx."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from loipr.editions.making.revision import revision_of

#: Sphinx works below here; what it leaves is of use to the next build alone.
WORKSHOP = Path("_build/.workshop")
_CODE = Path(__file__).parent.parent.parent


def inputs_digest(root: Path, *, official: bool) -> str:
    """Return a digest of all that an edition is made from: pages, data, settings, the extension and its versions.

    It is empty, and like no other, when a file cannot be read: the rules will say which.
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


def _inputs(root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each file, and the folder by which it is told apart from others."""
    yield root, root / "conf.py"
    for folder in (root / "docs", root / "data", _CODE):
        files = sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")
        yield from ((folder.parent, file) for file in files)
    lock = root / ".ci/requirements/report.txt"
    if lock.exists():
        yield root, lock


def is_current(root: Path, edition: str, target: Path, digest: str) -> bool:
    """Whether *target* was built as *edition* from inputs with that *digest*."""
    stamp = root / WORKSHOP / f"{edition}.stamp"
    return bool(digest) and target.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == digest


def set_stamp(root: Path, edition: str, digest: str) -> None:
    """Note that *edition* was just built from inputs with that *digest*."""
    (root / WORKSHOP / f"{edition}.stamp").write_text(digest, encoding="utf-8")


def clear_stamp(root: Path, edition: str) -> None:
    """Forget what *edition* was built from: it is about to be built."""
    (root / WORKSHOP / f"{edition}.stamp").unlink(missing_ok=True)


def target_of(root: Path, edition: str, symbol: str) -> Path:
    """Return where an edition appears; a file is named after the report's *symbol*, with - for /."""
    name = edition_name(symbol)
    places = {
        "html": "html/index.html",
        "pdf": f"pdf/{name}.pdf",
        "accessible": f"pdf/{name}-accessible.pdf",
        "docx": f"docx/{name}.docx",
    }
    return root / "_build" / places[edition]


def edition_name(symbol: str) -> str:
    """Return the name of the edition's file, without its ending."""
    return symbol.replace("/", "-")
