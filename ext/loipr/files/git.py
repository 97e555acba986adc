"""What git knows of the project, asked without trusting its settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

#: Nothing that a setting of the machine or of the repository could add to the answer, and nothing from another host.
_PLAIN = ("-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "diff.renames=true")


#: So many seconds it may take, for a history of many years.
_LONGEST = 300


class GitError(Exception):
    """There is no git here, or it cannot answer."""


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git answers at *root*; *given* is what it reads.

    :raises GitError: when there is no git, when *root* is no top of a repository, and when git refuses
        or takes too long.
    """
    # A folder that only lies within another repository has no history of its own.
    if not (root / ".git").exists():
        raise GitError("the project is no git repository")
    command = ["git", "-C", str(root), *_PLAIN, *arguments]
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=True, env=environment, timeout=_LONGEST)
        return done.stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise GitError("git is not installed, or cannot read the project") from error
