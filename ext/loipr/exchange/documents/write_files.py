"""Writes files of the project: all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


def outside(root: Path, files: Iterable[str]) -> list[str]:
    """Return a line for each of *files* that would be written outside the project."""
    fault = "this leads outside the project; make its folder here"
    return [f"{path}: {fault}" for path in files if not (root / path).resolve().is_relative_to(root.resolve())]


def write_all(root: Path, files: Mapping[str, str | None]) -> None:
    """Write *files* (None: delete), all of them or none.

    :raises OSError: when one cannot be written; then the others are as before.
    """
    before: dict[Path, bytes | None] = {}
    try:
        for path, text in sorted(files.items(), key=lambda one: one[1] is None):
            file = root / path
            before[file] = file.read_bytes() if file.exists() else None
            if text is None:
                file.unlink(missing_ok=True)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_name(f".{file.name}.new")
            fresh.write_bytes(text.encode("utf-8"))
            fresh.replace(file)
    except OSError:
        for file, content in before.items():
            if content is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(content)
        raise
