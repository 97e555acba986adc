"""What came back in Word editions in words: what would be written into the pages, what not and why, by author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loipr.exchange.word_edition.came_back import CameBack, Spot
from loipr.exchange.word_edition.comments import Comment
from loipr.exchange.word_edition.keep_comments import spot_of
from loipr.exchange.word_edition.paragraphs import OBJECT, Mark, plain
from loipr.exchange.word_edition.sent import SentBlock
from loipr.files.places import Place
from loipr.revisions.block import Block, joined, words
from loipr.revisions.redline import Mark as Change
from loipr.revisions.redline import MarkedBlock, Run
from loipr.revisions.summary import in_words
from loipr.revisions.untracked import Difference
from loipr.revisions.way_back.plan import NOBODY, Plan, Told
from loipr.wording.sentences import listed, on_one_line, shortened

_LONGEST = 160
#: So many findings are shown; the others are only counted.
_MOST_FINDINGS = 40
_NOWHERE = "first page, contents, or head or foot of a page"


class Answer(NamedTuple):
    """What is in the file called *name*, and what must be known about it."""

    name: str
    came: CameBack
    differences: list[Difference]
    notices: list[str]


def as_text(answers: Sequence[Answer], plan: Plan) -> Iterator[str]:
    """Yield the whole answer, line by line: each file, each author in it, and the sum."""
    for answer in answers:
        yield from _file(answer, [one for one in plan.told if one.file == answer.name])
    yield ""
    if plan.findings:
        yield "With these changes, check would also say:"
        yield from (f"  {on_one_line(str(one))}" for one in plan.findings[:_MOST_FINDINGS])
        if len(plan.findings) > _MOST_FINDINGS:
            yield f"  … and {len(plan.findings) - _MOST_FINDINGS:,} more"
        yield ""
    yield from _sum(plan)


def _file(answer: Answer, told: Sequence[Told]) -> Iterator[str]:
    came = answer.came
    yield on_one_line(
        f"{answer.name}: the Word edition of {came.sent.report}, revision {came.sent.revision}: "
        f"{counted(len(came.marks), 'mark')}, {counted(len(came.comments), 'comment')}, "
        f"{counted(len(answer.differences), 'untracked difference')}"
    )
    yield from (f"  {on_one_line(notice)}" for notice in answer.notices)
    by_author: dict[str, list[Told]] = {}
    for one in told:
        by_author.setdefault(one.authors[0], []).append(one)
    comments: dict[str, list[Comment]] = {}
    for comment in came.comments:
        comments.setdefault(comment.author or NOBODY, []).append(comment)
    for author in sorted({*by_author, *comments}):
        yield ""
        yield on_one_line(f"{author}: {_counts(by_author.get(author, []), len(comments.get(author, [])))}")
        changes = by_author.get(author, [])
        for title, part in (
            ("to be written", [one for one in changes if one.reason is None]),
            ("not written", [one for one in changes if one.reason is not None]),
        ):
            if part:
                yield f"  {title}:"
                yield from (f"    {on_one_line(_change(one))}" for one in part)
        for comment in comments.get(author, []):
            yield f"  {where_of(spot_of(came, comment))}: {on_one_line(_comment_in_words(comment))}{_at(comment.time)}"


def _counts(told: Sequence[Told], comments: int) -> str:
    kinds = Counter(
        cause.kind if isinstance(cause, Mark) else "untracked difference" for one in told for cause in one.causes
    )
    said = [f"{number:,} {kind}" for kind, number in sorted(kinds.items())]
    return listed([*said, *([counted(comments, "comment")] if comments else [])])


def _sum(plan: Plan) -> Iterator[str]:
    written, left = (sum(len(one.causes) for one in part) for part in (plan.written, plan.listed))
    aside = f", {plan.left_aside:,} left aside" if plan.left_aside else ""
    total = counted(written + left + plan.left_aside, "change")
    yield f"{total}: {written:,} to be written, {left:,} not written{aside}"


def counted(number: int, word: str) -> str:
    """Return a *number* of what a *word* means."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _change(one: Told) -> str:
    where = str(one.place) if one.place is not None else _NOWHERE
    more = f" [{counted(len(one.causes), 'mark')}]" if len(one.causes) > 1 else ""
    others = f" [with {listed(one.authors[1:])}]" if len(one.authors) > 1 else ""
    reason = f" – {one.reason}" if one.reason is not None else ""
    against = "".join(f"; {name}: {_quoted(text)}" for name, text in one.against)
    return f"{where}: {change_in_words(one)}{more}{others}{reason}{against}"


def change_in_words(one: Told) -> str:
    """Return a change in words, as a redline tells it."""
    old, new = plain(one.old), plain(one.new)
    if one.deed:
        return f"{one.deed}: {_quoted(new or old)}" if old or new else one.deed
    if old or new:
        runs = [
            Run(mark, joined(list(words(_shown(text)))))
            for mark, text in ((Change.KEPT, one.before), (Change.DELETED, one.old), (Change.INSERTED, one.new))
            if text.strip()
        ]
        block = Block("paragraph", (), (), Place(""))
        return in_words(MarkedBlock(Change.CHANGED, block, block, tuple(runs))).removeprefix("paragraph: ")
    kinds = Counter(_mark_in_words(cause) for cause in one.causes if isinstance(cause, Mark))
    return listed(kinds) if kinds else "only white space"


def _at(time: str) -> str:
    return f" ({on_one_line(time)})" if time else ""


def place_of(block: SentBlock | None) -> Place | None:
    """Return the page and line of a paragraph that was sent; None when it comes from no page."""
    if block is None or block.origin is None:
        return None
    return Place(on_one_line(block.origin.page), block.origin.line)


def where_of(spot: Spot) -> str:
    """Return in words where a spot is: its page and line, as far as it comes from one."""
    place = place_of(spot.block)
    if place is None:
        return _NOWHERE
    return str(place) if spot.is_exact else f"after {place}"


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
