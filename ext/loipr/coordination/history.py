"""Since when things are as they are: read from git in one pass, each revision once.

Only revisions of the main line (first parents) count: the changes of a pull request date from the day of its merge.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from loipr.coordination.page_state import GapState, PageState, pair_gaps, scan, state_of
from loipr.files.git import GitError, blobs, git
from loipr.files.past_files import SHALLOW, is_shallow
from loipr.pages.page import FOLDER, Page
from loipr.version import code_version

_FOLDERS = (FOLDER, "data")
_COMMIT = "\x01"


class Change(NamedTuple):
    """What a revision did to a file: its path ``before`` if it was moved, and the ``state`` of a page.

    ``is_gone`` says that the revision deleted it.
    """

    path: str
    before: str
    is_gone: bool
    state: PageState | None


class Revision(NamedTuple):
    """A commit of the main line that touched pages or data."""

    commit: str
    day: datetime.date
    changes: tuple[Change, ...]


class Days(NamedTuple):
    """Since when something exists, and when it last changed; None means unknown or not committed yet."""

    since: datetime.date | None = None
    changed: datetime.date | None = None


class _GapDays(NamedTuple):
    """A gap, the day when its words or owners last changed, and since when each owner must fill it."""

    state: GapState
    changed: datetime.date | None
    since: Mapping[str, datetime.date | None]


@dataclass
class _FileDays:
    """What is known of a file after the last revision that was read."""

    since: datetime.date | None
    changed: datetime.date | None
    status: str = ""
    status_days: Days = field(default_factory=Days)
    gaps: list[_GapDays] = field(default_factory=list)


class History:
    """The days of the present files, replies and gaps; ``unknown`` says why they are not known, or is empty.

    *revisions* are in the order of time, *pages* are the present ones.
    """

    def __init__(self, revisions: Sequence[Revision], pages: Iterable[Page] = (), unknown: str = "") -> None:
        self.revisions = revisions
        self.unknown = unknown
        self._files: dict[str, _FileDays] = {}
        for revision in revisions:
            for change in revision.changes:
                self._apply(change, revision.day)
        if not unknown:
            for page in pages:
                self._apply(Change(page.path, "", is_gone=False, state=state_of(page)), None)

    def of_file(self, path: str) -> Days:
        """Return since when the file at *path* exists, and when it last changed."""
        file = self._files.get(path)
        return Days(file.since, file.changed) if file else Days()

    def of_status(self, path: str) -> Days:
        """Return since when a reply has been open without a break, and when its status last changed."""
        file = self._files.get(path)
        return file.status_days if file else Days()

    def of_gap(self, path: str, number: int, owner: str) -> Days:
        """Return since when *owner* must fill the gap *number* (from 1) of a page, and when the gap last changed."""
        file = self._files.get(path)
        if file is None or number > len(file.gaps):
            return Days()
        gap = file.gaps[number - 1]
        return Days(gap.since.get(owner), gap.changed)

    def _apply(self, change: Change, day: datetime.date | None) -> None:
        old = self._files.pop(change.before or change.path, None)
        if change.is_gone:
            return
        new = self._files[change.path] = old or _FileDays(day, day)
        # A change that is not committed has no day yet; an unchanged page keeps its day.
        new.changed = day or new.changed
        if change.state is None:
            return
        status = change.state.status
        if old is None or (new.status == "cleared" != status):
            new.status_days = Days(day, day)
        elif new.status != status:
            new.status_days = Days(new.status_days.since, day)
        new.status = status
        new.gaps = _carried_over(new.gaps, change.state.gaps, day)


def _carried_over(old: list[_GapDays], new: tuple[GapState, ...], day: datetime.date | None) -> list[_GapDays]:
    """Return the gaps *new* with their days; a gap that was there before keeps its own."""
    found = []
    for state, at in zip(new, pair_gaps([gap.state for gap in old], new), strict=True):
        gap = old[at] if at is not None else _GapDays(state, day, {})
        is_same = gap.state[1:] == state[1:]
        since = {owner: gap.since.get(owner, day) for owner in state.owners}
        found.append(_GapDays(state, gap.changed if is_same else day, since))
    return found


def read_history(root: Path, pages: Iterable[Page], kept: Path | None = None) -> History:
    """Return the history of the project at *root*; the file *kept* stores it for the next time."""
    try:
        if is_shallow(root):
            return History((), unknown=SHALLOW)
        line = git(root, "rev-list", "--first-parent", "HEAD").decode().split()
        known = _load(kept, line) if kept is not None else []
        last = known[-1].commit if known else ""
        fresh = list(_revisions(root, f"{last}..HEAD" if last else "HEAD")) if line and last != line[0] else []
    except GitError as error:
        return History((), unknown=str(error))
    if fresh and kept is not None:
        _save(kept, [*known, *fresh])
    return History([*known, *fresh], pages)


def _revisions(root: Path, extent: str) -> Iterator[Revision]:
    """Yield the revisions of the main line within *extent* (as git writes ranges), the oldest first."""
    arguments = ("--first-parent", "--diff-merges=first-parent", "--reverse", "--raw", "-z", "--no-abbrev", "-M")
    told = git(root, "log", *arguments, "--format=%x01%H %cs", extent, "--", *_FOLDERS).decode("utf-8", "replace")
    commits = [(head.split(" "), list(_files(parts))) for head, parts in _grouped(told.split("\0"))]
    wanted = dict.fromkeys(blob for _, files in commits for path, _, blob in files if _is_page(path) and blob)
    states = dict(_states(root, list(wanted)))
    for (commit, day), files in commits:
        changes = tuple(Change(path, before, not blob, states.get(blob)) for path, before, blob in files)
        yield Revision(commit, datetime.date.fromisoformat(day), changes)


def _is_page(path: str) -> bool:
    return path.startswith(f"{FOLDER}/") and path.endswith(".md")


def _grouped(parts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the line of each commit with git's lines about its files."""
    head, below = "", list[str]()
    for part in parts:
        if part.startswith(_COMMIT):
            if head:
                yield head, below
            head, below = part.removeprefix(_COMMIT), []
        else:
            below.append(part)
    if head:
        yield head, below


def _files(parts: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the path, the earlier path (or empty) and the blob (empty: deleted) of each file.

    Git writes ``:100644 100644 OLD NEW M`` and the path; for a file that was moved or copied, both paths.
    """
    rest = iter(parts)
    for part in rest:
        fields = part.strip().split(" ")
        if len(fields) != 5:
            continue
        _, _, _, blob, kind = fields
        before = next(rest, "") if kind[:1] in "RC" else ""
        path = next(rest, "")
        yield path, before if kind[:1] == "R" else "", "" if kind == "D" else blob


def _states(root: Path, ids: list[str]) -> Iterator[tuple[str, PageState]]:
    """Yield each of *ids*, which are pages, with its state; missing ones are left out."""
    for one, content in blobs(root, ids):
        yield one, scan(content.decode("utf-8", "replace"))


def _load(kept: Path, line: Sequence[str]) -> list[Revision]:
    """Return the stored revisions, if the same code stored them for the same *line* of commits; else an empty list."""
    try:
        whole = json.loads(kept.read_bytes())
        if whole["code"] != code_version() or (whole["revisions"] and whole["revisions"][-1][0] not in set(line)):
            return []
        return [_revision(*one) for one in whole["revisions"]]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _revision(commit: str, day: str, changes: list[list[Any]]) -> Revision:
    return Revision(
        commit,
        datetime.date.fromisoformat(day),
        tuple(Change(path, before, is_gone, _state(state)) for path, before, is_gone, state in changes),
    )


def _state(kept: list[Any] | None) -> PageState | None:
    if kept is None:
        return None
    return PageState(kept[0], tuple(GapState(item, tuple(owners), words) for item, owners, words in kept[1]), kept[2])


def _save(kept: Path, revisions: Sequence[Revision]) -> None:
    whole = {"code": code_version(), "revisions": [(one.commit, str(one.day), one.changes) for one in revisions]}
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(".new")
    fresh.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    fresh.replace(kept)
