"""Which revision of the project an edition was made from."""

from __future__ import annotations

from pathlib import Path

from loipr.editions.edition import EditionError
from loipr.editions.making.programs import run_program

_A_MINUTE = 60


def revision_of(root: Path, *, whole: bool = False) -> str:
    """Return the commit checked out at *root*, with a plus sign where files differ from it; empty without git.

    A page has its first ten digits, unless the *whole* is asked for.
    """
    try:
        commit = _git(root, "rev-parse", "HEAD")[: None if whole else 10]
        return f"{commit}+" if _git(root, "status", "--porcelain", "--untracked-files=no") else commit
    except (OSError, EditionError):
        return ""


def _git(root: Path, *arguments: str) -> str:
    # A folder that only lies within another repository has no commit of its own.
    if not (root / ".git").exists():
        raise FileNotFoundError(root / ".git")
    done = run_program(["git", "-C", str(root), *arguments], seconds=_A_MINUTE)
    if done.returncode:
        raise OSError(done.stderr)
    return done.stdout.strip()
