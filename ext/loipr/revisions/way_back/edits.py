"""A change of what prints as a change of the source: only the span that changed is written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loipr.exchange.workbooks.literal import literal, literal_within
from loipr.revisions.way_back.letters import Letter, Pair
from loipr.revisions.way_back.placing import Placed
from loipr.revisions.way_back.source import Source, SourceBlock

#: In what a page prints, each block begins with this, then its kind; an atom stands between two of the other sign.
BLOCK, ATOM = "\x00", "\x01"
_SIGNS = {"b": "**", "i": "*"}
#: What may stand directly before or behind a figure or a reference; any other sign would make another one of it.
_BEFORE = re.compile(r"[\s(\[“‘\"'–—/]\Z")
_BEHIND = re.compile(r"[\s)\]”’\"'–—/;:?!…]|[.,](?!\d)")


class RefusedError(Exception):
    """A change that is not written; *reason* says why, and *letter* is the atom that it is about, if any."""

    def __init__(self, reason: str, letter: Letter | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.letter = letter


@dataclass(frozen=True, slots=True)
class Words:
    """New words, and their look: ``b`` for bold, ``i`` for italic. ``note`` is the label of a new note instead.

    ``source`` is how the author of the page wrote them, for words that moved.
    """

    text: str
    look: str = ""
    note: str = ""
    is_break: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """The source from ``start`` to before ``end`` becomes ``new``, which prints ``shown``.

    ``guard`` is what must be as it was for that: the sentence. ``is_block`` says that whole lines come or go, and
    ``joins`` that the block that begins at ``end`` is one with that before it.
    """

    start: int
    end: int
    new: str
    shown: str
    guard: tuple[int, int]
    is_block: bool = False
    joins: bool = False


def inline_edit(source: Source, placed: Placed, begin: int, end: int, words: Sequence[Words]) -> SourceEdit:
    """Return the edit that puts *words* in place of the characters from *begin* to before *end*.

    :raises RefusedError: when that touches what the machinery prints, or cannot be written for certain.
    """
    guard = placed.sentence(begin, end)
    _check_neighbours(placed, begin, end, words)
    if begin == end:
        start, look = _insertion(placed, begin, words)
        stop, kept = start, ("", "")
    else:
        start, stop, look, kept = _removal(source, placed, begin, end, words)
    if any(one.is_break for one in words):
        while source.text[start - 1 : start] == " ":
            start -= 1
        while source.text[stop : stop + 1] == " ":
            stop += 1
    is_start = not source.text[source.text.rfind("\n", 0, start) + 1 : start].strip() or start == placed.block.start
    new = written(words, look, placed.block, is_start=is_start)
    whole = kept[0] + new + kept[1]
    # A space that is left over is taken out with the words before it, so that no line ends with two.
    before, behind = source.text[start - 1 : start], source.text[stop : stop + 1]
    if not whole and before == " " and behind in (" ", "\n", "") and start - 1 >= placed.block.start:
        start -= 1
    return SourceEdit(start, stop, whole, shown(words, placed.block), guard)


def _insertion(placed: Placed, at: int, words: Sequence[Words]) -> tuple[int, str]:
    """Return where words come that stand before the character *at*, and the look of what is around."""
    owner, letters = placed.owner, placed.letters
    look = next((one.look for one in words if one.text.strip()), "")
    if not owner:
        return placed.block.start, ""
    left = placed.last(at - 1) if at else None
    right = letters[owner[at]] if at < len(owner) else None
    if left is not None and right is not None and owner[at - 1] == owner[at]:
        raise RefusedError("", right)
    if right is None or (left is not None and (left.look == look or right.look != look)):
        assert left is not None
        if left.look and left.look != look and right is None:
            # Behind the last words, which are emphasized: behind their signs.
            return placed.block.end, ""
        return left.end, left.look
    if left is None and right.look and right.look != look:
        return placed.block.start, ""
    return right.start, right.look


def _removal(
    source: Source, placed: Placed, begin: int, end: int, words: Sequence[Words]
) -> tuple[int, int, str, tuple[str, str]]:
    """Return the span of the source that goes, the look of what is around, and the signs before and behind to keep."""
    owner, letters = placed.owner, placed.letters
    atoms = sorted({at for at in owner[begin:end] if at in placed.atoms})
    for at in atoms:
        if (begin and owner[begin - 1] == at) or (end < len(owner) and owner[end] == at):
            raise RefusedError("", letters[at])
    plain = any(at not in placed.atoms and letters[at].text != " " for at in owner[begin:end])
    real = [at for at in atoms if letters[at].atom != "note"]
    if real and (words or not plain):
        raise RefusedError("", letters[real[0]])
    if any(letters[at].atom == "number" for at in real):
        raise RefusedError("", letters[real[0]])
    first, last = letters[owner[begin]], placed.last(end - 1)
    start, stop, look = first.start, last.end, first.look
    opening = closing = ""
    inside = range(owner[begin], letters.index(last, owner[end - 1]) + 1)
    for pair in sorted(placed.block.pairs, key=lambda one: one.inside - one.inside_end):
        touched = [at for at in inside if pair.inside <= letters[at].start < pair.inside_end]
        if touched and _is_whole(placed, pair, touched):
            start, stop = min(start, pair.start), max(stop, pair.end)
            look = "".join(one for one in look if one not in pair.look)
        elif start <= pair.start < stop:
            opening += source.text[pair.start : pair.inside]
        elif start < pair.end <= stop or start < pair.inside_end <= stop - 1:
            closing += source.text[pair.inside_end : pair.end]
    if closing and start > placed.block.start and source.text[start - 1] == " ":
        start, closing = start - 1, f"{closing} "
    if opening and source.text[stop : stop + 1] == " ":
        stop, opening = stop + 1, f" {opening}"
    if closing:
        look = ""
    return start, stop, look, (closing, opening)


def _is_whole(placed: Placed, pair: Pair, touched: Sequence[int]) -> bool:
    """Whether all words between two signs are among the letters *touched*."""
    letters = placed.letters
    return not (
        (touched[0] and letters[touched[0] - 1].start >= pair.inside)
        or (touched[-1] + 1 < len(letters) and letters[touched[-1] + 1].start < pair.inside_end)
    )


def _check_neighbours(placed: Placed, begin: int, end: int, words: Sequence[Words]) -> None:
    """Refuse what would stand directly beside a figure or a reference, and make another one of it."""
    owner, letters = placed.owner, placed.letters
    text = "".join(one.text or ("[" if one.note else " ") for one in words)

    def char(at: int) -> str:
        one = letters[owner[at]]
        return " " if owner[at] in placed.atoms else one.text

    def atom(at: int) -> Letter | None:
        one = owner[at] if 0 <= at < len(owner) else -1
        return letters[one] if one in placed.atoms and letters[one].atom != "note" else None

    behind = text + (char(end) if end < len(owner) else "")
    more = char(end + 1) if end + 1 < len(owner) else ""
    if (left := atom(begin - 1)) is not None and behind and not _BEHIND.match(behind + more):
        raise RefusedError("", left)
    before = (char(begin - 1) if begin else "") + text
    if (right := atom(end)) is not None and before and not _BEFORE.search(before):
        raise RefusedError("", right)


def written(words: Sequence[Words], look: str, block: SourceBlock, *, is_start: bool) -> str:
    """Return *words* as Markdown, for a place where the text has the *look*; *is_start* if it begins a line.

    :raises RefusedError: when they are not emphasized, and stand among words that are.
    """
    found = ""
    for one in words:
        if one.is_break:
            found = f"{found.rstrip()}{_break(block)}"
            is_start = True
            continue
        if one.note:
            found += f"[^{one.note}]"
            is_start = False
            continue
        if one.source:
            found += one.source
            continue
        text = one.text
        core = text.strip(" ")
        if not core:
            found += text
            continue
        if set(look) - set(one.look):
            raise RefusedError(
                "the new words are not emphasized, and stand among emphasized words; change them in the page"
            )
        signs = "".join(_SIGNS[sign] for sign in "bi" if sign in one.look and sign not in look)
        escaped = literal(core) if is_start and not found.strip() and not signs else literal_within(core)
        if block.kind == "cell":
            escaped = escaped.replace("|", "\\|")
        lead = text[: len(text) - len(text.lstrip(" "))]
        tail = text[len(text.rstrip(" ")) :]
        found += f"{lead}{signs}{escaped}{signs[::-1]}{tail}"
        is_start = False
    return found


def _break(block: SourceBlock) -> str:
    if block.kind == "item" and block.item is not None:
        return f"\n{block.before}"
    if block.kind == "note":
        return "\n\n    "
    if block.kind != "paragraph":
        raise RefusedError("a paragraph is split here in a place that holds only one; change it in the page")
    return f"\n\n{_indent(block)}"


def _indent(block: SourceBlock) -> str:
    """Return what stands before each further line of a block: spaces, and the signs of quotations."""
    return re.sub(r"[^>\s]", " ", block.before)


def shown(words: Sequence[Words], block: SourceBlock) -> str:
    """Return what *words* print, within *block*."""
    return "".join(
        f"{BLOCK}{block.kind}{BLOCK}" if one.is_break else f"{ATOM}[^{one.note}]{ATOM}" if one.note else one.text
        for one in words
    )


def look_edits(source: Source, placed: Placed, begin: int, end: int, add: str, take: str) -> Iterator[SourceEdit]:
    """Yield the edits that give the characters from *begin* to *end* a look, or take it from them.

    :raises RefusedError: when the signs for it cannot be placed for certain.
    """
    owner, letters = placed.owner, placed.letters
    while begin < end and letters[owner[begin]].text == " ":
        begin += 1
    while end > begin and letters[owner[end - 1]].text == " ":
        end -= 1
    if begin == end:
        raise RefusedError("only white space is emphasized")
    first, last = letters[owner[begin]], placed.last(end - 1)
    if (begin and owner[begin - 1] == owner[begin] in placed.atoms) or (
        end < len(owner) and owner[end] == owner[end - 1]
    ):
        raise RefusedError("", first if first.atom else last)
    guard = placed.sentence(begin, end)
    start, stop = first.start, last.end
    for pair in placed.block.pairs:
        is_around = pair.inside <= start and stop <= pair.inside_end
        if take and is_around and pair.look == take and pair.inside == start and pair.inside_end == stop:
            yield SourceEdit(pair.start, pair.inside, "", "", guard)
            yield SourceEdit(pair.inside_end, pair.end, "", "", guard)
            return
        is_inside = start <= pair.inside and pair.inside_end <= stop
        if is_inside:
            start, stop = min(start, pair.start), max(stop, pair.end)
        elif not is_around and not (pair.end <= start or stop <= pair.start):
            raise RefusedError("the emphasis would begin or end within other emphasized words; change it in the page")
    if take or any(set(add) & set(letters[at].look) for at in owner[begin:end]):
        raise RefusedError("the emphasis begins or ends elsewhere in the page; change it there")
    signs = "".join(_SIGNS[one] for one in "bi" if one in add)
    yield SourceEdit(start, start, signs, "", guard)
    yield SourceEdit(stop, stop, signs[::-1], "", guard)
