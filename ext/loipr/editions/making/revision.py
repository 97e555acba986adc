"""Which revision of the project an edition was made from."""

from __future__ import annotations

import subprocess
from pathlib import Path


def revision_of(root: Path, *, whole: bool = False) -> str:
    """Return the commit checked out at *root*, with a plus sign where files differ from it; empty without git.

    A page has its first ten digits, unless the *whole* is asked for.
    """
    try:
        commit = _git(root, "rev-parse", "HEAD")[: None if whole else 10]
        return f"{commit}+" if _git(root, "status", "--porcelain", "--untracked-files=no") else commit
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(root: Path, *arguments: str) -> str:
    # A folder that only lies within another repository has no commit of its own.
    if not (root / ".git").exists():
        raise FileNotFoundError(root / ".git")
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.strip()
