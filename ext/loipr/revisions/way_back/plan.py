"""What would be written into the pages, and what not and why, from one or several Word editions that came back.

Every tracked change, and every difference that nobody tracked, is in the answer exactly once: written, listed with its
reason, or left aside because it was not chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from loipr.exchange.word_edition.came_back import CameBack
from loipr.exchange.word_edition.paragraphs import Mark
from loipr.exchange.word_edition.sent import UNKNOWN, SentBlock
from loipr.files.git import GitError
from loipr.files.past_files import commit_of, past_files
from loipr.files.places import Place
from loipr.files.reading import read_text
from loipr.pages.page import FOLDER
from loipr.report import Report
from loipr.revisions.untracked import Difference
from loipr.revisions.way_back.binding import with_roles
from loipr.revisions.way_back.flow import Flow, flow_of
from loipr.revisions.way_back.merging import Asked, Moved, applied, contested
from loipr.revisions.way_back.placing import Placed, place_all
from loipr.revisions.way_back.reasons import reason_of
from loipr.revisions.way_back.source import Source, read_source
from loipr.revisions.way_back.wishes import wishes_of
from loipr.rules import Diagnostic

#: Who made a change that nobody tracked, and a mark without a name.
NOBODY = "(no name)"


class File(NamedTuple):
    """A Word edition that came back, by the name of its file."""

    name: str
    came: CameBack


class Choice(NamedTuple):
    """Which changes are wanted: those of one author (empty: of all), and of a range of paragraphs (None: of all)."""

    author: str = ""
    paragraphs: range | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A change: its file, its causes, who made it, where it is, and the words. ``reason`` is None when it is written.

    ``against`` has what stands against it: who says what else.
    """

    file: str
    causes: tuple[Mark | Difference, ...]
    authors: tuple[str, ...]
    place: Place | None
    before: str
    old: str
    new: str
    deed: str = ""
    reason: str | None = None
    against: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Plan:
    """The new text of each page that changes, by its path, and every change."""

    pages: dict[str, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    left_aside: int = 0
    #: What the rules find in the new pages, and not in the present ones.
    findings: list[Diagnostic] = field(default_factory=list)
    #: The text of each page that changes as it is now.
    were: dict[str, str] = field(default_factory=dict)

    @property
    def written(self) -> list[Told]:
        """The changes that are written."""
        return [one for one in self.told if one.reason is None]

    @property
    def listed(self) -> list[Told]:
        """The changes that are not written, each with its reason."""
        return [one for one in self.told if one.reason is not None]


def plan_of(root: Path, files: Sequence[File], choice: Choice, report: Report) -> Plan:
    """Return what *files* would change in the pages of the project at *root*."""
    plan = Plan()
    asked: dict[str, list[Asked]] = {}
    results: list[tuple[Asked, Flow, Mapping[str, Source]]] = []
    present = _Pages(root, {page.path for page in report.pages if not page.is_guide})
    with ExitStack() as stack:
        pasts: dict[str, Path | None] = {}
        for file in files:
            revision = file.came.sent.revision
            if revision not in pasts:
                pasts[revision] = _past(root, revision, stack)
            _ask(file, choice, pasts[revision], present, plan, asked, results)
    for path, wishes in sorted(asked.items()):
        source = present.source(path)
        contested([one for one in wishes if one.reason is None])
        text = applied(source, path, [one for one in wishes if one.reason is None])
        if text != source.text:
            plan.pages[path], plan.were[path] = text, source.text
    if plan.pages:
        plan.pages, plan.findings = with_roles(report, plan.pages, plan.were)
    for one, flow, sources in results:
        plan.told.append(_told(one, flow, sources.get(one.wish.page), report))
    return plan


class _Pages:
    """The pages as they are now, each read once."""

    def __init__(self, root: Path, written: Set[str]) -> None:
        #: The paths of the pages that may be written.
        self.written = written
        self._root = root
        self._known: dict[str, Source] = {}

    def text(self, path: str) -> str | None:
        return read_text(self._root, path, [])

    def source(self, path: str) -> Source:
        if path not in self._known:
            self._known[path] = read_source(self.text(path) or "", path)
        return self._known[path]


def _past(root: Path, revision: str, stack: ExitStack) -> Path | None:
    """Return a folder with the pages at *revision*; None when they are not known."""
    name = revision.removesuffix("+")
    if name == UNKNOWN:
        return None
    try:
        return stack.enter_context(past_files(root, commit_of(root, name), (FOLDER,)))
    except GitError:
        return Path("/nowhere")


def _ask(
    file: File,
    choice: Choice,
    past: Path | None,
    present: _Pages,
    plan: Plan,
    asked: dict[str, list[Asked]],
    results: list[tuple[Asked, Flow, Mapping[str, Source]]],
) -> None:
    flow = flow_of(file.came, _wanted(choice))
    blocks: dict[str, list[SentBlock]] = {}
    for block in file.came.sent.blocks:
        if block.origin is not None and block.name:
            blocks.setdefault(block.origin.page, []).append(block)
    # Where the pages of that revision are not known for certain, the present ones are tried as well.
    is_sure = past is not None and not file.came.sent.revision.endswith("+")
    sources: dict[str, Source] = {}
    placed: dict[str, Placed] = {}
    for path, sent in blocks.items():
        if path not in present.written:
            continue
        texts = [read_text(past, path, []) if past is not None else None, None if is_sure else present.text(path)]
        best: dict[str, Placed] = {}
        for text in dict.fromkeys(one for one in texts if one is not None):
            source = read_source(text, path)
            found = {block.name: place for block, place in place_all(sent, source)}
            if path not in sources or len(found) > len(best):
                sources[path], best = source, found
        placed.update(best)
    moved: dict[str, Moved] = {}
    for wish in wishes_of(flow, placed, sources):
        if choice.paragraphs is not None and wish.unit.number not in choice.paragraphs:
            plan.left_aside += len(wish.causes)
            continue
        one = Asked(file.name, wish, reason=wish.reason)
        results.append((one, flow, sources))
        if one.reason is not None or not wish.edits:
            one.reason = one.reason or ""
            continue
        if wish.page not in moved:
            moved[wish.page] = Moved(sources[wish.page].text, present.source(wish.page).text)
        found_edits = [moved[wish.page].edit(edit) for edit in wish.edits]
        one.edits = [edit for edit in found_edits if edit is not None]
        if len(one.edits) < len(found_edits):
            one.reason = "others changed this sentence in the page meanwhile; which one is right?"
            guard = wish.edits[found_edits.index(None)].guard
            one.against = [("in the page now", moved[wish.page].around(*guard))]
        else:
            asked.setdefault(wish.page, []).append(one)
    plan.left_aside += sum(not is_chosen for is_chosen in flow.chosen)


def _wanted(choice: Choice) -> Callable[[str], bool]:
    return lambda author: not choice.author or (author or NOBODY).casefold() == choice.author.casefold()


def _told(one: Asked, flow: Flow, source: Source | None, report: Report) -> Told:
    wish = one.wish
    causes = tuple(flow.causes[cause] for cause in sorted(wish.causes))
    authors = tuple(dict.fromkeys((cause.author or NOBODY) if isinstance(cause, Mark) else NOBODY for cause in causes))
    reason = one.reason
    if reason == "" or (reason is not None and wish.reason is not None):
        reason = reason_of(wish, flow, source, report)
    block = wish.unit.block or wish.unit.above
    origin = block.origin if block is not None else None
    place = Place(origin.page, origin.line) if origin is not None else None
    if wish.edits and source is not None:
        first = wish.edits[0]
        at = first.guard[0] if first.is_block else first.start
        place = Place(wish.page, source.text.count("\n", 0, at) + 1)
    return Told(
        one.file, causes, authors, place, wish.before, wish.old, wish.new, wish.deed, reason, tuple(one.against)
    )
