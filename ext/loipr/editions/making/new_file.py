"""A new file in place of the last good one, in one step."""

from __future__ import annotations

import shutil
from pathlib import Path


def put_in_place(made: Path, target: Path) -> None:
    """Put a copy of the file *made* at *target*; the old file there stays until the copy is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    shutil.copyfile(made, fresh)
    fresh.replace(target)
