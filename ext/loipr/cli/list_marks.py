"""``loipr import`` of a Word edition that came back: every mark, comment and untracked difference, by author.

The comments can be written into the data; the pages stay as they are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from loipr.cli.common import load
from loipr.exchange.consent import is_given
from loipr.exchange.documents.blocks import DocumentError
from loipr.exchange.documents.docx_zip import read_file
from loipr.exchange.documents.write_files import write_all
from loipr.exchange.documents.yaml_edit import EditError
from loipr.exchange.word_edition.came_back import CameBack, Spot, is_word_edition, read_came_back
from loipr.exchange.word_edition.comments import Comment
from loipr.exchange.word_edition.keep_comments import Kept, keep_comments, spot_of
from loipr.exchange.word_edition.paragraphs import OBJECT, Mark, plain
from loipr.exchange.word_edition.sent import UNKNOWN, Sent, SentBlock
from loipr.facts.comments import PATH as COMMENTS
from loipr.facts.settings import Settings
from loipr.files.git import GitError
from loipr.files.past_files import commit_of
from loipr.files.places import Place
from loipr.revisions.block import Block, joined, words
from loipr.revisions.redline import Mark as Change
from loipr.revisions.redline import MarkedBlock, runs_of
from loipr.revisions.summary import in_words
from loipr.revisions.untracked import Difference, Kind, untracked
from loipr.wording.sentences import listed, on_one_line, shortened

#: It goes up when a field changes its meaning or is removed, but not when a field is added.
VERSION = 1
_LONGEST = 160
_NOBODY = "(no name)"


class Answer(NamedTuple):
    """What is in the file, and what must be known about it."""

    came: CameBack
    differences: list[Difference]
    notices: list[str]


def is_marked(options: argparse.Namespace) -> bool:
    """Whether the file is a Word edition of a report, or the user says so by giving the file that went out."""
    try:
        return options.sent is not None or is_word_edition(read_file(options.file))
    except DocumentError:
        return False


def list_marks(root: Path, options: argparse.Namespace) -> int:
    """Print what was marked, said and changed in the file, and write its comments if the user agrees.

    Return 0, or 1 when it is faulty or of another report.
    """
    try:
        answer = _answer(root, options)
    except (DocumentError, ValueError) as error:
        print(on_one_line(f"{options.file.name}: {error}" if isinstance(error, DocumentError) else str(error)))
        print("Nothing was written.")
        return 1
    if options.format == "json":
        print(json.dumps(_json(options.file.name, answer), indent=2))
    else:
        print("\n".join(_text(options.file.name, answer)))
    return _write(root, answer.came, options)


def _write(root: Path, came: CameBack, options: argparse.Namespace) -> int:
    """Write the comments if the user agrees; return 0, or 1 when they cannot be written."""
    is_program = options.format == "json"
    try:
        kept = keep_comments(load(root), came) if came.comments else Kept(None)
    except EditError as error:
        print(f"loipr: {on_one_line(str(error))}; nothing was written", file=sys.stderr)
        return 1
    if kept.text is None:
        if not is_program:
            print("Nothing was written.")
        if options.yes:
            print("loipr: marks of a Word edition are only listed; nothing was written", file=sys.stderr)
        return 0
    if not options.yes and (is_program or not is_given(f"{kept.in_sum} into {COMMENTS}")):
        return 0
    try:
        write_all(root, {COMMENTS: kept.text})
    except OSError as error:
        print(f"loipr: {COMMENTS} cannot be written: {error.strerror}; nothing was written", file=sys.stderr)
        return 1
    print(f"{COMMENTS}: {kept.in_sum} written", file=sys.stderr if is_program else sys.stdout)
    return 0


def _answer(root: Path, options: argparse.Namespace) -> Answer:
    settings = Settings.read(root)
    came = read_came_back(read_file(options.file), options.sent)
    if came.sent.report != settings.symbol:
        raise DocumentError(f"it is the Word edition of {came.sent.report}, and this report is {settings.symbol}")
    differences = untracked(came)
    return Answer(came, differences, list(_notices(root, came, differences)))


def _notices(root: Path, came: CameBack, differences: list[Difference]) -> Iterator[str]:
    """Yield what the reader must know: what the file is based on, and what is odd about it."""
    yield from _base(root, came.sent)
    for block in came.doubled:
        yield (
            f"the bookmark of {_place(block)} stands in the file several times, as if the text was copied; "
            "the first is taken for the paragraph itself"
        )
    if differences and not came.marks:
        yield (
            "nothing is tracked in it, and its text is not as it was sent: the changes were accepted, or tracking was "
            "switched off; so nobody knows who made them"
        )


def _base(root: Path, sent: Sent) -> Iterator[str]:
    revision = sent.revision.removesuffix("+")
    if revision == UNKNOWN:
        yield "it was made without git, so its revision is not known; lines are those of the pages as they were then"
        return
    try:
        commit_of(root, revision)
    except GitError:
        yield (
            f"it was made from revision {revision}, which git does not have here; lines are those of the pages as they "
            "were then; fetch the revision (git fetch) if another copy of the project has it"
        )
        return
    if revision != sent.revision:
        yield f"it was made from revision {revision} with changes that were not committed; lines are those of then"


def _text(name: str, answer: Answer) -> Iterator[str]:
    came, differences, notices = answer
    yield on_one_line(
        f"{name}: the Word edition of {came.sent.report}, revision {came.sent.revision}: "
        f"{_count(len(came.marks), 'mark')}, {_count(len(came.comments), 'comment')}, "
        f"{_count(len(differences), 'untracked difference')}"
    )
    yield from (f"  {on_one_line(notice)}" for notice in notices)
    for author, (marks, comments) in _by_author(came).items():
        yield ""
        yield on_one_line(f"{author}: {_counts(marks, comments)}")
        for mark in marks:
            yield f"  {_where(_spot(came, mark.paragraph))}: {on_one_line(_mark_in_words(mark))}{_at(mark.time)}"
        for comment in comments:
            yield f"  {_where(spot_of(came, comment))}: {on_one_line(_comment_in_words(comment))}{_at(comment.time)}"
    if differences:
        yield ""
        yield f"Not tracked, so by nobody known: {_count(len(differences), 'difference')} from the text as it was sent"
        for one in differences:
            yield f"  {_where(_spot_of_difference(one))}: {on_one_line(_difference_in_words(one))}"
    yield ""


def _by_author(came: CameBack) -> dict[str, tuple[list[Mark], list[Comment]]]:
    """Return the marks and the comments of each author, the authors in the order of the alphabet."""
    found: dict[str, tuple[list[Mark], list[Comment]]] = {}
    for mark in came.marks:
        found.setdefault(mark.author or _NOBODY, ([], []))[0].append(mark)
    for comment in came.comments:
        found.setdefault(comment.author or _NOBODY, ([], []))[1].append(comment)
    return dict(sorted(found.items()))


def _counts(marks: list[Mark], comments: list[Comment]) -> str:
    kinds = Counter(mark.kind for mark in marks)
    said = [f"{number:,} {kind}" for kind, number in sorted(kinds.items())]
    return listed([*said, *([_count(len(comments), "comment")] if comments else [])])


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _at(time: str) -> str:
    return f" ({on_one_line(time)})" if time else ""


def _spot(came: CameBack, paragraph: int) -> Spot:
    return came.spots[paragraph] if paragraph < len(came.spots) else Spot(None, is_exact=False)


def _spot_of_difference(one: Difference) -> Spot:
    return Spot(one.block, is_exact=one.kind != Kind.ADDED)


def _place(block: SentBlock | None) -> Place | None:
    if block is None or block.origin is None:
        return None
    return Place(on_one_line(block.origin.page), block.origin.line)


def _where(spot: Spot) -> str:
    place = _place(spot.block)
    if place is None:
        return "first page, contents, or head or foot of a page"
    return str(place) if spot.is_exact else f"behind {place}"


def _quoted(text: str) -> str:
    return f"“{shortened(_shown(plain(text)), _LONGEST)}”"


def _shown(text: str) -> str:
    """Return *text* as it is printed: what is no text, such as the mark of a note, as three dots."""
    return text.replace(OBJECT, "[…]")


def _mark_in_words(mark: Mark) -> str:
    meaning = f" ({listed(mark.meaning)})" if mark.meaning else ""
    return f"{mark.kind}{meaning}{f': {_quoted(mark.text)}' if plain(mark.text) else ''}"


def _comment_in_words(comment: Comment) -> str:
    answers = f" that answers comment {comment.answers}" if comment.answers else ""
    about = f" on {_quoted(comment.anchor.text)}" if comment.anchor is not None and plain(comment.anchor.text) else ""
    state = ", settled" if comment.is_settled else ""
    return f"comment {comment.number}{answers}{about}{state}: {_quoted(comment.text)}"


def _difference_in_words(one: Difference) -> str:
    if one.kind in (Kind.ADDED, Kind.REMOVED):
        return f"paragraph {one.kind}: {_quoted(one.was or one.now)}"
    changed = _changed(one) if one.was != one.now else ""
    if one.kind == Kind.CHANGED:
        return changed
    return f"paragraph moved: {_quoted(one.now)}{f'; {changed}' if changed else ''}"


def _changed(one: Difference) -> str:
    old, new = (Block("paragraph", (), joined(list(words(_shown(text)))), Place("")) for text in (one.was, one.now))
    return in_words(MarkedBlock(Change.CHANGED, old, new, tuple(runs_of(old.pieces, new.pieces))))


def _json(name: str, answer: Answer) -> dict[str, object]:
    came, differences, notices = answer
    return {
        "version": VERSION,
        "file": name,
        "report": came.sent.report,
        "revision": came.sent.revision,
        "notices": notices,
        "authors": list(_by_author(came)),
        "marks": [_json_mark(came, one) for one in came.marks],
        "comments": [_json_comment(came, one) for one in came.comments],
        "untracked": [
            {"kind": one.kind, "was": one.was, "now": one.now, **_json_spot(_spot_of_difference(one))}
            for one in differences
        ],
    }


def _json_mark(came: CameBack, mark: Mark) -> dict[str, object]:
    return {
        "kind": mark.kind,
        "author": mark.author,
        "time": mark.time,
        "text": mark.text,
        "meaning": mark.meaning,
        **_json_spot(_spot(came, mark.paragraph)),
    }


def _json_comment(came: CameBack, comment: Comment) -> dict[str, object]:
    return {
        "number": comment.number,
        "author": comment.author,
        "time": comment.time,
        "text": comment.text,
        "answers": comment.answers or None,
        "state": "settled" if comment.is_settled else "open",
        "about": comment.anchor.text if comment.anchor is not None else None,
        **_json_spot(spot_of(came, comment)),
    }


def _json_spot(spot: Spot) -> dict[str, object]:
    """Return the page and line of a spot, and its bookmark; ``exact`` is false when it is behind that block."""
    origin = spot.block.origin if spot.block is not None else None
    return {
        "path": origin.page if origin is not None else None,
        "line": origin.line or None if origin is not None else None,
        "bookmark": spot.block.name or None if spot.block is not None else None,
        "exact": spot.is_exact,
    }
