"""The revision of the project from which an edition was made."""

from __future__ import annotations

from pathlib import Path

from loipr.files.git import GitError, git


def revision_of(root: Path, *, whole: bool = False) -> str:
    """Return the commit checked out at *root*, with a plus sign if files differ from it; empty without git.

    It is the first ten digits of the commit, or all of them with *whole*.
    """
    try:
        commit = git(root, "rev-parse", "HEAD").decode().strip()[: None if whole else 10]
        return f"{commit}+" if git(root, "status", "--porcelain", "--untracked-files=no").strip() else commit
    except GitError:
        return ""
