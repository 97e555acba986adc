"""What came back in Word editions, for a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loipr.cli.marks_in_words import Answer
from loipr.exchange.word_edition.came_back import CameBack, Spot
from loipr.exchange.word_edition.comments import Comment
from loipr.exchange.word_edition.keep_comments import spot_of
from loipr.exchange.word_edition.paragraphs import Mark
from loipr.revisions.untracked import Difference, Kind
from loipr.revisions.way_back.plan import NOBODY, Plan, Told

#: It goes up when a field changes its meaning or is removed, but not when a field is added.
VERSION = 2


def as_json(answers: Sequence[Answer], plan: Plan) -> dict[str, object]:
    """Return the answer as what JSON has: each file with its marks, and each change with whether it is written."""
    of_cause = {id(cause): one for one in plan.told for cause in one.causes}
    counts = {
        name: sum(len(one.causes) for one in part)
        for name, part in (("written", plan.written), ("listed", plan.listed))
    }
    return {
        "version": VERSION,
        "files": [_file(answer, of_cause) for answer in answers],
        "changes": [_change(one) for one in plan.told],
        "pages": sorted(plan.pages),
        "findings": [str(one) for one in plan.findings],
        "counts": {**counts, "left_aside": plan.left_aside},
    }


def _file(answer: Answer, of_cause: Mapping[int, Told]) -> dict[str, object]:
    came = answer.came
    authors = {mark.author or NOBODY for mark in came.marks} | {one.author or NOBODY for one in came.comments}
    return {
        "file": answer.name,
        "report": came.sent.report,
        "revision": came.sent.revision,
        "notices": answer.notices,
        "authors": sorted(authors),
        "marks": [{**_mark(came, one), **_state(of_cause.get(id(one)))} for one in came.marks],
        "comments": [_comment(came, one) for one in came.comments],
        "untracked": [_difference(one) for one in answer.differences],
    }


def _state(one: Told | None) -> dict[str, object]:
    """Return whether a mark is written, and why not; a mark that was left aside is not."""
    return {"written": one is not None and one.reason is None, "reason": one.reason if one is not None else None}


def _change(one: Told) -> dict[str, object]:
    return {
        "file": one.file,
        "authors": one.authors,
        "path": one.place.path if one.place is not None else None,
        "line": one.place.line or None if one.place is not None else None,
        "done": one.deed or None,
        "before": one.before,
        "old": one.old,
        "new": one.new,
        "marks": sum(isinstance(cause, Mark) for cause in one.causes),
        "untracked": sum(isinstance(cause, Difference) for cause in one.causes),
        "written": one.reason is None,
        "reason": one.reason,
        "against": [{"who": who, "text": text} for who, text in one.against],
    }


def _difference(one: Difference) -> dict[str, object]:
    spot = Spot(one.block, is_exact=one.kind != Kind.ADDED)
    return {"kind": one.kind, "was": one.was, "now": one.now, **_spot(spot)}


def _mark(came: CameBack, mark: Mark) -> dict[str, object]:
    spot = came.spots[mark.paragraph] if mark.paragraph < len(came.spots) else Spot(None, is_exact=False)
    return {
        "kind": mark.kind,
        "author": mark.author,
        "time": mark.time,
        "text": mark.text,
        "meaning": mark.meaning,
        **_spot(spot),
    }


def _comment(came: CameBack, comment: Comment) -> dict[str, object]:
    return {
        "number": comment.number,
        "author": comment.author,
        "time": comment.time,
        "text": comment.text,
        "answers": comment.answers or None,
        "state": "settled" if comment.is_settled else "open",
        "about": comment.anchor.text if comment.anchor is not None else None,
        **_spot(spot_of(came, comment)),
    }


def _spot(spot: Spot) -> dict[str, object]:
    """Return the page and line of a spot, and its bookmark; ``exact`` is false when it is after that block."""
    origin = spot.block.origin if spot.block is not None else None
    return {
        "path": origin.page if origin is not None else None,
        "line": origin.line or None if origin is not None else None,
        "bookmark": spot.block.name or None if spot.block is not None else None,
        "exact": spot.is_exact,
    }
