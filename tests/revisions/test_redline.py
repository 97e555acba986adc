"""The marked document: each kind of edit as it is told, random edits of which none is lost, and long texts."""

from __future__ import annotations

import os
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.files.places import Place
from loipr.revisions.align import kept_pairs
from loipr.revisions.block import Block, Leaf, joined, words
from loipr.revisions.redline import Mark, MarkedBlock, Redline, redline, runs_of, taken

_MARKS = {Mark.KEPT: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}


def leaf(*texts: str, subject: str = "docs/a.md", kind: str = "paragraph") -> Leaf:
    """Return a page with a block for each text."""
    blocks = tuple(Block(kind, (), joined(list(words(text))), Place(subject, at)) for at, text in enumerate(texts, 1))
    return Leaf(subject, subject, "a", None, (), blocks)


def told(marked: Redline) -> list[str]:
    return [f"{one.mark}: {in_marks(one)}" for page in marked.leaves for one in page.changes]


def in_marks(block: MarkedBlock) -> str:
    if block.mark != Mark.CHANGED:
        return block.block.text
    return "".join(_MARKS[run.mark].format(run.text) for run in block.runs)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("In 2023 there were 297,434 persons.", "In 2023 there were 297,414 persons.", "In 2023 there were [-297,434-]{+297,414+} persons."),
        ("It is not allowed.", "It is allowed.", "It is [-not -]allowed."),
        ("It is allowed.", "It is not allowed.", "It is {+not +}allowed."),
        ("The old law of the State.", "The new act of the State.", "The [-old law-]{+new act+} of the State."),
        ("One. Two.", "One. Two. Three.", "One. Two.{+ Three.+}"),
        ("well-known facts", "well known facts", "[-well-known-]{+well known+} facts"),
        ("a b", "ab", "[-a b-]{+ab+}"),
        ("the end", "the end.", "the end{+.+}"),
    ],
)  # fmt: skip
def test_the_pieces_of_a_block_that_changed(old: str, new: str, found: str) -> None:
    runs = runs_of(joined(list(words(old))), joined(list(words(new))))
    assert "".join(_MARKS[run.mark].format(run.text) for run in runs) == found


A, B, C = "The first paragraph is about laws.", "The second one tells of courts.", "And a third has other matters."


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([A, B, C], [A, B, C], []),
        ([A, C], [A, B, C], [f"inserted: {B}"]),
        ([A, B, C], [A, C], [f"deleted: {B}"]),
        ([A, B, C], [B, C, A], [f"moved away: {A}", f"moved here: {A}"]),
        ([A, B], [A, "The second one tells of many courts."], ["changed: The second one tells of {+many +}courts."]),
        ([A, B], [A, "Nothing alike: x y z."], [f"deleted: {B}", "inserted: Nothing alike: x y z."]),
        ([A, B, C], [A, C, f"{B} More."], [f"deleted: {B}", f"inserted: {B} More."]),
        ([], [A], [f"inserted: {A}"]),
        ([A], [], [f"deleted: {A}"]),
        (["x", A], [A, "x"], ["deleted: x", "inserted: x"]),
    ],
)
def test_blocks_come_go_change_and_move(old: list[str], new: list[str], found: list[str]) -> None:
    assert told(redline([leaf(*old)], [leaf(*new)])) == found


def test_a_block_that_moves_to_another_page() -> None:
    old = [leaf(A, B), leaf(C, subject="docs/b.md")]
    new = [leaf(A), leaf(C, B, subject="docs/b.md")]
    marked = redline(old, new)
    assert told(marked) == [f"moved away: {B}", f"moved here: {B}"]
    assert [one.move for page in marked.leaves for one in page.changes] == [1, 1]


def test_a_page_that_comes_and_one_that_goes() -> None:
    marked = redline([leaf(A), leaf(B, subject="docs/b.md")], [leaf(A), leaf(C, subject="docs/c.md")])
    assert told(marked) == [f"deleted: {B}", f"inserted: {C}"]
    assert [(one.before is None, one.after is None) for one in marked.changed] == [(False, True), (True, False)]


def test_the_same_words_as_another_kind_of_block_are_a_change() -> None:
    assert told(redline([leaf(A)], [leaf(A, kind="heading 2")])) == [f"changed: {A}"]


_WORDS = ["the", "law", "of", "2023", "297,434", "and", "courts", ".", ",", "workers", "State"]
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
_PAGES = st.lists(_TEXTS, max_size=12)


@given(_PAGES, _PAGES)
def test_nothing_is_lost_and_nothing_is_invented(old: list[str], new: list[str]) -> None:
    (marked,) = redline([leaf(*old)], [leaf(*new)]).leaves
    assert taken(marked, new=False) == [one.key for one in leaf(*old).blocks]
    assert taken(marked, new=True) == [one.key for one in leaf(*new).blocks]
    assert bool(marked.changes) == (leaf(*old).blocks != leaf(*new).blocks)


def test_five_hundred_random_edits() -> None:
    """Each edit of a page of 60 blocks is told, and the blocks that it left alone are told as kept."""
    chance = random.Random(17)  # noqa: S311  # the same edits in every run
    for _ in range(500):
        old = [" ".join(chance.choices(_WORDS, k=chance.randint(3, 25))) + f" {at}" for at in range(60)]
        new, touched = list(old), set[str]()
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(new))
            touched.add(new[at])
            kind = chance.choice(("delete", "insert", "word", "move"))
            if kind == "delete":
                del new[at]
            elif kind == "insert":
                new.insert(at, f"new {chance.random()}")
            elif kind == "word":
                parts = new[at].split()
                parts[chance.randrange(len(parts))] = f"w{chance.random()}"
                new[at] = " ".join(parts)
            else:
                new.insert(chance.randrange(len(new)), new.pop(at))
        (marked,) = redline([leaf(*old)], [leaf(*new)]).leaves
        assert taken(marked, new=False) == [one.key for one in leaf(*old).blocks]
        assert taken(marked, new=True) == [one.key for one in leaf(*new).blocks]
        kept = [one.block.text for one in marked.blocks if one.mark == Mark.KEPT]
        untouched = [text for text in new if text not in touched and text in old]
        assert len(kept) >= len(untouched)
        assert bool(marked.changes) == (old != new)


@given(st.lists(st.integers(0, 6), max_size=60), st.lists(st.integers(0, 6), max_size=60))
def test_what_is_kept_stands_in_both_in_one_order(old: list[int], new: list[int]) -> None:
    pairs = kept_pairs(old, new)
    assert all(old[at] == new[other] for at, other in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))


@pytest.mark.parametrize("kind", ["same words", "own words", "reversed", "periodic"])
def test_the_time_grows_with_the_length(kind: str) -> None:
    def texts(length: int) -> tuple[list[int], list[int]]:
        if kind == "same words":
            return [0, 1] * length, [1, 0, 0] * length
        if kind == "own words":
            return list(range(2 * length)), [at + at % 7 for at in range(2 * length)]
        if kind == "reversed":
            return list(range(2 * length)), list(range(2 * length))[::-1]
        return [at % 50 for at in range(2 * length)], [at % 49 for at in range(2 * length)]

    def spent(length: int) -> float:
        old, new = texts(length)
        begin = sum(os.times()[:2])
        kept_pairs(old, new)
        return sum(os.times()[:2]) - begin

    assert spent(100_000) < 5
