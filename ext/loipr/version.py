"""The version of the machinery, and a number for its code."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__version__ = "0.4.0"


@cache
def code_version() -> int:
    """Return a number that changes with the code of the extension: pages built by older code are then built again."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return int.from_bytes(digest.digest()[:6])
