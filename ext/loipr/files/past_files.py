"""Takes the files of a past revision out of git, into a folder of their own; the working tree is not touched."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from loipr.files.git import GitError, blobs, git
from loipr.files.reading import LARGEST_TABLE

SHALLOW = "this copy of the project holds only its last revisions (a shallow clone)"
#: Git's modes of plain files. Links and repositories within the repository are left out, as no reader follows them.
_PLAIN_FILES = ("100644", "100755")
#: A revision with more files, or with more bytes in them, is no report.
_MOST_FILES, _MOST_BYTES = 50_000, 1_000_000_000


class MainRevision(NamedTuple):
    """A commit of the main line, with its day."""

    commit: str
    day: datetime.date


def is_shallow(root: Path) -> bool:
    """Whether git has only the last revisions of the project.

    :raises GitError: in the cases of :func:`loipr.files.git.git`.
    """
    return git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def commit_of(root: Path, name: str) -> str:
    """Return the commit that *name* (a commit, a branch or a tag) stands for.

    :raises GitError: when git has no such revision; the message says so.
    """
    if not name or name.startswith("-") or not name.isprintable():
        raise GitError(f"{name!r} is no name of a revision; write a commit, a branch or a tag")
    shallow = is_shallow(root)
    try:
        return git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except GitError:
        why = SHALLOW if shallow else "write a commit, a branch or a tag; `git log --oneline` lists the commits"
        raise GitError(f"git has no revision called {name}: {why}") from None


def main_line(root: Path) -> list[MainRevision]:
    """Return the commits of the main line (first parents), the newest first.

    :raises GitError: in the cases of :func:`loipr.files.git.git`.
    """
    told = git(root, "log", "--first-parent", "--format=%H %cs", "HEAD").decode().split("\n")
    return [MainRevision(one[:-11], datetime.date.fromisoformat(one[-10:])) for one in told if one]


@contextmanager
def past_files(root: Path, commit: str, folders: Sequence[str]) -> Iterator[Path]:
    """Give a new folder with the files that the *folders* of the project had at *commit*; it is deleted at the end.

    Plain files come out as they are in git; links do not come out, and nothing is run.

    :raises GitError: when git cannot give the files, or when a file has a name that leads out of its folder.
    """
    with tempfile.TemporaryDirectory(prefix="loipr-") as name:
        place = Path(name).resolve()
        paths: dict[str, list[str]] = {}
        for path, blob in _listed(root, commit, folders):
            paths.setdefault(blob, []).append(path)
        for blob, content in blobs(root, list(paths)):
            for path in paths[blob]:
                _write(place / path, content)
        yield place


def _listed(root: Path, commit: str, folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the blob of each plain file of a revision that a reader would read."""
    told = git(root, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *folders)
    total = 0
    for number, entry in enumerate(told.split(b"\0")[:-1]):
        about, _, raw = entry.partition(b"\t")
        mode, _, blob, size = about.decode().split()
        path = os.fsdecode(raw)
        if mode not in _PLAIN_FILES or int(size) > LARGEST_TABLE:
            continue
        total += int(size)
        if number >= _MOST_FILES or total > _MOST_BYTES:
            raise GitError(f"the revision {commit[:12]} has more files than a report has")
        if not _is_safe(path):
            raise GitError(f"the revision {commit[:12]} has a file with a name that leads elsewhere: {path!r}")
        yield path, blob


def _is_safe(path: str) -> bool:
    """Whether *path* stays within the folder that it begins in, on any system."""
    return not any(part in ("", ".", "..") or "\\" in part or ":" in part for part in path.split("/"))


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise GitError(f"{file.name[:60]!r} cannot be written: {error.strerror or error}") from None
