"""What a marked document says, in words: a line for each block that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loipr.files.places import Place
from loipr.revisions.block import Block
from loipr.revisions.redline import Mark, MarkedBlock, MarkedLeaf, Redline, Run
from loipr.wording.sentences import listed, shortened

#: What each kind of block is called; a block of another kind has the name that an author writes.
_CALLED = {
    "item": "item of a list",
    "row": "row of a table",
    "lead": "lead institution",
    "question": "text of the question",
    "gap": "gap, to be filled by",
    "option": "option of a table or chart",
    "data-table": "table from the dataset",
    "data-chart": "chart from the dataset",
    "reply": "reply to item",
    "heading 1": "title of the page",
    "toctree": "contents",
}
_DONE = {
    Mark.CHANGED: "changed",
    Mark.INSERTED: "inserted",
    Mark.DELETED: "deleted",
    Mark.MOVED_HERE: "moved",
}
#: A text that is quoted has at most so many characters.
_LONGEST = 160


def in_sum(found: Redline) -> str:
    """Return in a sentence how many blocks on how many pages changed, came, went and moved."""
    counts = Counter(one.mark for leaf in found.leaves for one in leaf.changes)
    said = [f"{counts[mark]:,} {done}" for mark, done in _DONE.items() if counts[mark]]
    pages = len(found.changed)
    if not said:
        return "Nothing changed."
    return f"On {pages:,} page{'' if pages == 1 else 's'}, blocks of text: {listed(said)}."


def name_of(leaf: MarkedLeaf) -> str:
    """Return the name of a page: its question and its title."""
    one = leaf.leaf
    return f"Question {one.question}: {one.title}" if one.question is not None else one.title or one.docname


def kind_of(block: Block) -> str:
    """Return what a block is called."""
    around = next((one for one in ("gap", "footnote") if one in block.within), "")
    return f"{_CALLED.get(block.kind, block.kind)}{f' of a {around}' if around else ''}"


def place_of(change: MarkedBlock) -> Place:
    """Return where a change is in the new revision, or where it was in the old one."""
    return change.block.place


def in_words(change: MarkedBlock) -> str:
    """Return a change in words."""
    block = change.block
    kind, text = kind_of(block), f"“{shortened(block.text, _LONGEST)}”"
    if change.mark == Mark.CHANGED:
        return f"{kind}: {'; '.join(_parts(change))}"
    if change.mark == Mark.MOVED_AWAY:
        return f"{kind} moved from here: {text}"
    return f"{kind} {_DONE[change.mark]}{' to here' if change.move else ''}: {text}"


def _parts(change: MarkedBlock) -> Iterator[str]:
    """Yield what changed in a block: what it is, where it stands, and its words."""
    before, after = change.before, change.after
    assert before is not None
    assert after is not None
    if before.kind != after.kind:
        kind = kind_of(before)
        yield f"it was a{'n' if kind[0] in 'aeiou' else ''} {kind}"
    if before.within != after.within:
        yield f"it stood {_within(before)}, and stands {_within(after)}"
    yield from _replaced(change.runs)


def _within(block: Block) -> str:
    return f"within {listed(block.within)}" if block.within else "on the page itself"


def _replaced(runs: Sequence[Run]) -> Iterator[str]:
    """Yield each change of words, with the word before it."""
    for number, run in enumerate(runs):
        is_replaced = number and runs[number - 1].mark == Mark.DELETED
        if run.mark == Mark.DELETED:
            following = runs[number + 1] if number + 1 < len(runs) else None
            old = f"“{shortened(run.text.strip(), _LONGEST)}”"
            if following is not None and following.mark == Mark.INSERTED:
                yield f"{old} {_became(run, following)}"
            else:
                yield f"{old} was struck{_behind(runs, number)}"
        elif run.mark == Mark.INSERTED and not is_replaced:
            yield f"“{shortened(run.text.strip(), _LONGEST)}” was added{_behind(runs, number)}"


def _became(old: Run, new: Run) -> str:
    """Return what became of the words of *old*: other words, or the same ones in another way."""
    if old.text != new.text:
        return f"is now “{shortened(new.text.strip(), _LONGEST)}”"
    if [piece.style for piece in old.pieces] != [piece.style for piece in new.pieces]:
        return "is set, or leads, in another way"
    if all(piece.kind == "picture" for piece in new.pieces):
        return "is another picture under the same name"
    return f"is the same, but comes from {listed(piece.source for piece in new.pieces if piece.source)}"


def _behind(runs: Sequence[Run], number: int) -> str:
    """Return the last words before the change."""
    kept = next((run for run in reversed(runs[:number]) if run.mark == Mark.KEPT), None)
    words = kept.text.split()[-3:] if kept is not None else []
    return f" after “{' '.join(words)}”" if words else " at the beginning"
