"""Asks git about the project, without trusting git's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

#: Settings that keep the answer the same, whichever settings the machine or the repository has.
_PLAIN = ("-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "diff.renames=true")


#: How many files are requested from git at once.
_AT_ONCE = 500
#: How many seconds git may take; a history of many years needs some time.
_LONGEST = 300


class GitError(Exception):
    """Git is not installed, or it cannot answer."""


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run git with *arguments* in *root*, give it the bytes *given* to read, and return what it prints.

    :raises GitError: when there is no git, when *root* is not the top folder of a repository, or when git refuses or
        takes too long.
    """
    # A folder within another repository has no history of its own.
    if not (root / ".git").exists():
        raise GitError("the project is no git repository")
    command = ["git", "-C", str(root), *_PLAIN, *arguments]
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=True, env=environment, timeout=_LONGEST)
        return done.stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise GitError("git is not installed, or cannot read the project") from error


#: What may stand for the main branch of the host, the first before the others.
_MAIN = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master")


def base_of(root: Path) -> str:
    """Return the commit from which the work at *root* went out: the newest that the host's main branch has as well.

    Where no host is known, it is the last commit.

    :raises GitError: as :func:`git`, and when there is no commit.
    """
    known = git(root, "for-each-ref", "--format=%(refname)", *_MAIN).decode().split()
    main = next((name for name in _MAIN if name in known), "HEAD")
    return git(root, "merge-base", "HEAD", main).decode().strip()


def changed_since(root: Path, commit: str, folder: str) -> list[str]:
    """Return the paths of the files below *folder* that are not as in *commit*, and were there.

    :raises GitError: as :func:`git`.
    """
    command = ("diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--diff-filter=MD", "--name-only", "-z")
    found = git(root, *command, commit, "--", folder)
    return [name.decode("utf-8", "replace") for name in found.split(b"\0") if name]


def blobs(root: Path, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each of the *ids* of files in git with the content of the file; ids that git does not have are left out.

    :raises GitError: in the cases of :func:`git`.
    """
    for start in range(0, len(ids), _AT_ONCE):
        given = "\n".join(ids[start : start + _AT_ONCE]).encode()
        told = git(root, "cat-file", "--batch", given=given + b"\n")
        position = 0
        while position < len(told):
            end = told.index(b"\n", position)
            fields = told[position:end].split(b" ")
            position = end + 1
            if len(fields) == 3 and fields[2].isdigit():
                size = int(fields[2])
                yield fields[0].decode(), told[position : position + size]
                position += size + 1
