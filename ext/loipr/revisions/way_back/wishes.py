"""What a file asks for, as edits of the pages that it was made from, or as a refusal with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from loipr.exchange.word_edition.paragraphs import OBJECT, Mark
from loipr.revisions.untracked import Kind
from loipr.revisions.way_back.edits import (
    ATOM,
    BLOCK,
    RefusedError,
    SourceEdit,
    Words,
    inline_edit,
    look_edits,
    shown,
    written,
)
from loipr.revisions.way_back.flow import Flow, Op, Part, Unit
from loipr.revisions.way_back.letters import Letter
from loipr.revisions.way_back.placing import Placed
from loipr.revisions.way_back.source import Source, SourceBlock

#: The styles of items in a Word edition begin so.
_ITEMS = ("list", "numberedlevel")
#: So much of the words before a change is told.
_CONTEXT = 40


@dataclass(slots=True)
class Wish:
    """One thing that is done as a whole: its causes, the unit that it stands in, the page, and its edits.

    When it is refused, ``reason`` says why, and ``letter`` is the atom that it is about. ``before``, ``old`` and
    ``new`` are the words before the change, those that go, and those that come; ``deed`` says what is done to them,
    where that is not to put the new ones in place of the old.
    """

    causes: set[int]
    unit: Unit
    page: str = ""
    edits: list[SourceEdit] = field(default_factory=list)
    reason: str | None = None
    letter: Letter | None = None
    before: str = ""
    old: str = ""
    new: str = ""
    deed: str = ""


def wishes_of(flow: Flow, placed: Mapping[str, Placed], sources: Mapping[str, Source]) -> list[Wish]:
    """Return what the file asks for; *placed* has the place of each block by its bookmark, *sources* the pages.

    Each cause that was chosen is in exactly one wish.
    """
    maker = _Maker(flow, placed, sources)
    return _united(maker.wishes())


class _Maker:
    def __init__(self, flow: Flow, placed: Mapping[str, Placed], sources: Mapping[str, Source]) -> None:
        self._flow = flow
        self._placed = placed
        self._sources = sources
        self._notes = {unit.note: unit for unit in flow.units if unit.note and unit.block is None}
        self._row_marks: dict[int, set[int]] = {}
        for number, cause in enumerate(flow.causes):
            if isinstance(cause, Mark) and cause.row and flow.chosen[number]:
                self._row_marks.setdefault(cause.row, set()).add(number)
        self._labels: dict[str, int] = {}

    def wishes(self) -> Iterator[Wish]:
        done: set[int] = set()
        units = self._flow.units
        at = 0
        while at < len(units):
            unit = units[at]
            if unit.row_state:
                end = at + 1
                while end < len(units) and units[end].row == unit.row:
                    end += 1
                found = list(self._row(units[at:end], at))
                at = end
            else:
                found = list(self._unit(unit, at))
                at += 1
            for wish in found:
                done |= wish.causes
                yield wish
        for cause, is_chosen in enumerate(self._flow.chosen):
            if is_chosen and cause not in done:
                unit_there = self._flow.unit_of.get(cause, units[0] if units else None)
                if unit_there is not None:
                    is_void = cause in unit_there.void
                    reason = "it came and went again, so that nothing is left to write" if is_void else ""
                    yield Wish({cause}, unit_there, self._page(unit_there), reason=reason)

    def place_of(self, unit: Unit) -> Placed | None:
        return self._placed.get(unit.block.name) if unit.block is not None else None

    def _page(self, unit: Unit) -> str:
        return unit.block.origin.page if unit.block is not None and unit.block.origin is not None else ""

    # A paragraph.

    def _unit(self, unit: Unit, at: int) -> Iterator[Wish]:
        causes = {one for part in unit.parts for op in part.ops for one in op.causes}
        causes |= {one for part in unit.parts for one in part.end if one >= 0} | set(unit.joins)
        if unit.difference >= 0 and self._flow.chosen[unit.difference]:
            causes.add(unit.difference)
        if not causes or (unit.note and unit.block is None):
            return
        if unit.block is None:
            yield from self._new(unit.parts, unit, at, causes)
            return
        found = self.place_of(unit)
        if found is None:
            yield Wish(
                causes,
                unit,
                self._page(unit),
                reason="",
                old=unit.block.text,
                new=unit.parts[0].now if unit.parts else "",
            )
            return
        if unit.kind == Kind.MOVED:
            reason = "the paragraph was moved without tracking; move it in the page"
            yield Wish(causes, unit, self._page(unit), reason=reason, old=unit.block.text)
            return
        kept = [number for number, part in enumerate(unit.parts) if part.is_kept]
        if not kept:
            own = next((number for number, part in enumerate(unit.parts) if any(op.sent >= 0 for op in part.ops)), 0)
            kept = [own]
        first, last = kept[0], kept[-1]
        before, after = unit.parts[:first], unit.parts[last + 1 :]
        yield from self._own(unit, unit.parts[first : last + 1], found, at)
        if before:
            ends = {one for part in before for one in part.end}
            yield from self._new(before, unit, at, ends)
        if after:
            ends = {one for part in unit.parts[last:-1] for one in part.end}
            yield from self._new(after, unit, at, ends, is_behind=True)

    def _own(self, unit: Unit, parts: Sequence[Part], placed: Placed, at: int) -> Iterator[Wish]:
        page = self._page(unit)
        source = self._sources[page]
        ops: list[Op | None] = []
        for number, part in enumerate(parts):
            ops += part.ops
            if number + 1 < len(parts):
                ops.append(None)
        if self._is_gone(parts) and placed.block.kind != "cell":
            causes = {one for op in ops if op is not None for one in op.causes} | set(unit.joins)
            causes |= {unit.difference} if unit.kind == Kind.REMOVED else set()
            wish = Wish(causes, unit, page, old=unit.block.text if unit.block else "", deed="paragraph removed")
            if any(letter.atom == "number" for letter in placed.letters):
                wish.reason, wish.letter = "", placed.letters[0]
            elif placed.block.kind == "heading 1":
                wish.reason = "it is the title of the page, which each page has"
            elif placed.block.kind == "note":
                wish.reason = "the mark of this note stands in the text; delete the mark, and the note goes with it"
            else:
                _try(wish, lambda: [removal(source, placed.block), *notes_gone(source, placed.letters)])
            yield wish
            return
        ends = [set(part.end) for part in parts]
        for run in _runs(ops, ends):
            wish = Wish(run.causes, unit, page)
            assert unit.block is not None
            text = unit.block.text
            wish.before, wish.old = text[max(0, run.begin - _CONTEXT) : run.begin], text[run.begin : run.end]
            wish.new = "".join("\n" if one.is_break else one.text or "[note]" for one in run.words)
            if run.is_look:
                wish.new = wish.old
                wish.deed = _look_in_words(run)
                _try(wish, partial(_look, source, placed, run))
            else:
                _try(wish, partial(self._inline, source, page, placed, run, wish))
            yield wish
        if unit.is_joined:
            yield self._join(unit, parts, placed, at)

    def _inline(self, source: Source, page: str, placed: Placed, run: _Run, wish: Wish) -> list[SourceEdit]:
        words: list[Words] = []
        edits: list[SourceEdit] = []
        for one in run.words:
            if one.text == OBJECT and one.note:
                label, more = self._note(source, page, one.note, wish)
                words.append(Words("", "", label))
                edits.append(more)
            elif OBJECT in one.text:
                raise RefusedError("a picture or a field was put in; add it in the page")
            else:
                words.append(one)
        edits.insert(0, inline_edit(source, placed, run.begin, run.end, words))
        edits += notes_gone(source, [placed.letters[placed.owner[one]] for one in range(run.begin, run.end)])
        return edits

    def _note(self, source: Source, page: str, number: str, wish: Wish) -> tuple[str, SourceEdit]:
        """Return the label of the new note with the *number* in the file, and the edit that writes its words."""
        unit = self._notes.get(number)
        if unit is None or number in self._labels:
            raise RefusedError("the words of the new note are not in the file; write the note in the page")
        texts = [part for part in unit.parts if part.now.strip()]
        if len(texts) != 1:
            raise RefusedError("the new note has several paragraphs, or none; write it in the page")
        count = self._labels[number] = len(self._labels) + 1
        while f"[^w{count}]" in source.text:
            count += 1
        label = f"w{count}"
        self._labels[number] = count
        wish.causes |= {one for part in unit.parts for op in part.ops for one in op.causes}
        words = _words(texts[0].ops)
        words = [Words(words[0].text.lstrip(), words[0].look), *words[1:]] if words else []
        block = SourceBlock("note", 0, 0, 0, 0, 0, "    ", (), [], [])
        new = written(words, "", block, is_start=True).strip()
        end = len(source.text)
        gap = "" if source.text.endswith("\n\n") else "\n" if source.text.endswith("\n") else "\n\n"
        printed = f"{BLOCK}note{BLOCK}{shown(words, block)}"
        return label, SourceEdit(end, end, f"{gap}[^{label}]: {new}\n", printed, (end, end), is_block=True)

    def _is_gone(self, parts: Sequence[Part]) -> bool:
        """Whether nothing is left of a paragraph that had words."""
        had = any(op.sent >= 0 for part in parts for op in part.ops)
        return had and not any(part.now.strip() for part in parts)

    def _join(self, unit: Unit, parts: Sequence[Part], placed: Placed, at: int) -> Wish:
        page = self._page(unit)
        source = self._sources[page]
        wish = Wish(set(unit.joins), unit, page, deed="joined with the paragraph behind it")
        rest = [one for one in self._flow.units[at + 1 :][:50] if one.holder == unit.holder]
        while rest and self._is_gone(rest[0].parts) and rest[0].is_joined:
            rest.pop(0)
        following = self.place_of(rest[0]) if rest else None
        if rest and self._is_gone(rest[0].parts):
            # The paragraph behind goes as a whole, with the end of this one.
            own = {one for part in rest[0].parts for op in part.ops for one in op.causes}
            return Wish(set(unit.joins) | own, unit, page) if own else wish
        if following is None or self._page(rest[0]) != page:
            wish.reason = "the paragraph behind it comes from elsewhere; join them in the pages"
            return wish
        block, other = placed.block, following.block
        between = source.text[block.end : other.start]
        is_near = other.number == block.number + 1 and not between.strip().strip(other.before.strip())
        same = block.kind == other.kind and (block.around == other.around or block.kind == "item")
        if not is_near or not same or block.kind not in ("paragraph", "item", "note"):
            wish.reason = "the two paragraphs stand in different places of the page; join them there"
            return wish
        last = len(placed.owner)
        guard = (placed.sentence(max(0, last - 1), last)[0], following.sentence(0, 0)[1])
        wish.edits = [SourceEdit(block.end, other.start, " ", " ", guard, joins=True)]
        return wish

    # New paragraphs.

    def _new(
        self, parts: Sequence[Part], unit: Unit, at: int, causes: set[int], *, is_behind: bool = False
    ) -> Iterator[Wish]:
        own = {one for part in parts for op in part.ops for one in op.causes}
        wish = Wish(own | {one for one in causes if one >= 0}, unit, new="\n".join(part.now.strip() for part in parts))
        wish.deed = "paragraph inserted"
        if not wish.causes:
            return
        filled = [part for part in parts if part.now.strip()]
        if not filled:
            wish.reason = "an empty paragraph, which no page has"
            yield wish
            return
        _try(wish, lambda: [self._place_new(filled, unit, at, wish, is_behind=is_behind)])
        yield wish

    def _place_new(self, parts: Sequence[Part], unit: Unit, at: int, wish: Wish, *, is_behind: bool) -> SourceEdit:
        units = self._flow.units
        above = at if is_behind else at - 1
        while above >= 0 and (units[above].block is None or units[above].kind == Kind.REMOVED):
            above -= 1
        below = at + 1 if is_behind or unit.block is None else at
        while below < len(units) and (units[below].block is None or units[below].kind == Kind.REMOVED):
            below += 1
        one, other = (units[number] if 0 <= number < len(units) else None for number in (above, below))
        style = parts[0].style
        is_item = [part.style.startswith(_ITEMS) for part in parts]
        places = [
            (self._anchor(one, unit) if one is not None else None, one, True),
            (self._anchor(other, unit) if other is not None else None, other, False),
        ]
        fitting = [
            (placed, near, behind)
            for placed, near, behind in places
            if placed is not None and near is not None and not (behind and self._is_gone(near.parts))
        ]
        if not fitting:
            raise RefusedError("it stands where the page has no text of its own; write it in the page")

        def fit(choice: tuple[Placed, Unit, bool]) -> tuple[bool, bool]:
            own_style = next((part.style for part in choice[1].parts if any(op.sent >= 0 for op in part.ops)), "")
            is_same = own_style == style or (not style and not own_style.startswith(_ITEMS))
            return (not is_same, not choice[2])

        placed, near, behind = min(fitting, key=fit)
        if (
            fit((placed, near, behind))[0]
            and len(fitting) == 2
            and fitting[0][0].block.around != fitting[1][0].block.around
        ):
            raise RefusedError("it is not certain to which of the blocks around it belongs; write it in the page")
        wish.page = self._page(near)
        source = self._sources[wish.page]
        block = placed.block
        if block.kind == "item" and not is_item[0] and len(fitting) == 2 and fitting[0][0].block.item is not None:
            first, second = fitting[0][0].block.item, fitting[1][0].block.item
            if second is not None and first is not None and first.list_number == second.list_number:
                raise RefusedError("it stands between two items, and is no item itself; write it in the page")
        wish.before = near.block.text[-_CONTEXT:] if near.block is not None and behind else ""
        moved = self._moved_source(parts, wish)
        if moved is not None:
            return new_blocks(source, block, [(moved, is_item[0])], is_behind=behind)
        words = [(part_words(part), item) for part, item in zip(parts, is_item, strict=True)]
        return new_blocks(source, block, words, is_behind=behind)

    def _moved_source(self, parts: Sequence[Part], wish: Wish) -> list[Words] | None:
        """Return the source of a paragraph that moved as a whole, so that its roles go with it; None when it did not.

        It is then one wish with what takes the paragraph away.
        """
        kinds = {getattr(self._flow.causes[one], "kind", "") for one in wish.causes}
        if len(parts) != 1 or not kinds <= {"moved here", "paragraph moved here"}:
            return None
        text = " ".join(parts[0].now.split())
        gone = [
            one
            for one in self._flow.units
            if one.block is not None and one.block.text == text and self._is_gone(one.parts) and self.place_of(one)
        ]
        if len(gone) != 1:
            return None
        placed = self.place_of(gone[0])
        if placed is None or placed.block.kind not in ("paragraph", "item") or not placed.letters:
            return None
        wish.causes |= {one for part in gone[0].parts for op in part.ops for one in op.causes} | set(gone[0].joins)
        whole = self._sources[self._page(gone[0])].text[placed.block.start : placed.block.end]
        printed = "".join(f"{ATOM}{letter.source}{ATOM}" if letter.atom else letter.text for letter in placed.letters)
        return [Words(printed, source=" ".join(line.strip("> \t") for line in whole.split("\n")))]

    def _anchor(self, near: Unit, unit: Unit) -> Placed | None:
        placed = self.place_of(near)
        if placed is None or placed.block.kind in ("cell", "term", "definition"):
            return None
        if placed.block.kind.startswith("heading") and placed.letters and placed.letters[0].atom == "number":
            return None
        return placed if (near.part, near.holder) == (unit.part, unit.holder) else None

    # Rows.

    def _row(self, units: Sequence[Unit], at: int) -> Iterator[Wish]:
        causes: set[int] = set()
        for unit in units:
            causes |= {one for part in unit.parts for op in part.ops for one in op.causes}
            causes |= {one for part in unit.parts for one in part.end if one >= 0} | set(unit.joins) | unit.loose
        unit = units[0]
        marks = self._row_marks.get(unit.row, set())
        wish = Wish(causes | marks, unit, self._page(unit))
        if not wish.causes:
            return
        if not marks:
            # Who made the row was not chosen: nothing of it is there.
            wish.reason = "it stands in a row that came or goes by another author"
        elif unit.row_state == "del":
            wish.deed = "row removed"
            wish.old = " | ".join(one.block.text for one in units if one.block is not None)
            _try(wish, lambda: [self._row_gone(units)])
        else:
            wish.deed = "row inserted"
            wish.new = " | ".join("".join(part.now for part in one.parts) for one in units)
            _try(wish, lambda: [self._row_new(units, at, wish)])
        yield wish

    def _row_gone(self, units: Sequence[Unit]) -> SourceEdit:
        placed = self.place_of(units[0])
        if placed is None or placed.block.kind != "cell":
            raise RefusedError("")
        source, line = self._sources[self._page(units[0])], placed.block.row
        if line + 1 == placed.block.line:
            raise RefusedError("it is the head of the table; change it in the page")
        start, end = source.lines[line], min(source.lines[line + 1], len(source.text))
        return SourceEdit(start, end, "", "", (start, end), is_block=True)

    def _row_new(self, units: Sequence[Unit], at: int, wish: Wish) -> SourceEdit:
        above = self._flow.units[at - 1] if at else None
        placed = self.place_of(above) if above is not None else None
        if above is None or placed is None or placed.block.kind != "cell":
            raise RefusedError("")
        wish.page = self._page(above)
        source, line = self._sources[wish.page], placed.block.row
        cells = [one for one in source.blocks if one.row == line]
        by_holder: dict[int, list[Part]] = {}
        for unit in units:
            by_holder.setdefault(unit.holder, []).extend(unit.parts)
        if len(by_holder) != len(cells) or any(len(parts) != 1 for parts in by_holder.values()):
            raise RefusedError("the new row has other cells than the row above it; write it in the page")
        # Below the head stands the line with the alignment of the columns.
        follows = line + 2 if line + 1 == placed.block.line else line + 1
        start = min(source.lines[follows], len(source.text))
        words = [_trimmed(_words(parts[0].ops)) for parts in by_holder.values()]
        text = source.text[source.lines[line] : source.lines[line + 1] - 1]
        indent = text[: len(text) - len(text.lstrip())]
        told = [written(one, "", cells[0], is_start=False).strip() for one in words]
        line_end = "" if source.text[:start].endswith("\n") or not start else "\n"
        new = f"{line_end}{indent}| {' | '.join(told)} |\n"
        printed = "".join(f"{BLOCK}cell{BLOCK}{shown(one, cells[0])}" for one in words)
        guard = (source.lines[line], source.lines[line + 1] - 1)
        return SourceEdit(start, start, new, printed, guard, is_block=True)


def _try(wish: Wish, make: Callable[[], list[SourceEdit]]) -> None:
    try:
        wish.edits = make()
    except RefusedError as error:
        wish.edits, wish.reason, wish.letter = [], error.reason, error.letter


def _look(source: Source, placed: Placed, run: _Run) -> list[SourceEdit]:
    return list(look_edits(source, placed, run.begin, run.end, run.add, run.take))


def _look_in_words(run: _Run) -> str:
    names = {"b": "bold", "i": "italic"}
    said = [names[one] for one in run.add] + [f"no longer {names[one]}" for one in run.take]
    return f"set {' and '.join(said)}"


# The characters of a paragraph as runs of changes.


@dataclass(slots=True)
class _Run:
    begin: int
    end: int
    words: list[Words]
    causes: set[int]
    is_look: bool = False
    add: str = ""
    take: str = ""


def _runs(ops: Sequence[Op | None], ends: Sequence[set[int]]) -> Iterator[_Run]:
    """Yield the changes of a paragraph, each as a run; runs with the same cause are one. None is a break that came."""
    run: _Run | None = None
    waiting: list[_Run] = []
    at = part = 0

    def flush() -> None:
        nonlocal run
        if run is not None and run.causes:
            if waiting and waiting[-1].causes & run.causes and not run.is_look and not waiting[-1].is_look:
                _close_gap(waiting[-1], run, ops)
            else:
                waiting.append(run)
        run = None

    for op in ops:
        if op is None:
            kind = "text"
        elif op.sent >= 0 and op.now:
            kind = f"look {op.was_look} {op.look}" if op.causes and op.look != op.was_look else ""
        else:
            kind = "text"
        key = kind if kind.startswith("look") else ""
        if run is not None and (not kind or (run.is_look != kind.startswith("look"))):
            flush()
        if kind and run is not None and run.is_look and key != f"look {run.take} {run.add}":
            flush()
        if kind and run is None:
            run = _Run(at, at, [], set(), is_look=kind.startswith("look"))
            if run.is_look and op is not None:
                run.take, run.add = op.was_look, op.look
        if op is None:
            assert run is not None
            run.words.append(Words("", is_break=True))
            run.causes |= {one for one in ends[part] if one >= 0}
            part += 1
            continue
        if op.sent >= 0:
            at = op.sent + 1
        if run is not None and kind:
            run.causes |= set(op.causes)
            if op.sent >= 0:
                run.end = at
            else:
                _append(run.words, op)
    flush()
    for one in waiting:
        if one.is_look:
            was, now = one.take, one.add
            one.take, one.add = "".join(sorted(set(was) - set(now))), "".join(sorted(set(now) - set(was)))
        yield one


def _close_gap(left: _Run, right: _Run, ops: Sequence[Op | None]) -> None:
    """Make one run of two with the same cause; what stands between them is kept as it is: it goes and comes again."""
    kept = [op for op in ops if op is not None and op.now and left.end <= op.sent < right.begin]
    for op in kept:
        _append(left.words, op)
    left.words += right.words
    left.end = right.end
    left.causes |= right.causes


def _append(words: list[Words], op: Op) -> None:
    last = words[-1] if words else None
    if last is not None and not last.is_break and not last.note and not op.note and last.look == op.look:
        words[-1] = Words(last.text + op.text, last.look)
    else:
        words.append(Words(op.text, op.look, op.note))


def _words(ops: Sequence[Op]) -> list[Words]:
    found: list[Words] = []
    for op in ops:
        if op.now:
            _append(found, op)
    if any(OBJECT in one.text for one in found):
        # The mark of a note stands before its words.
        found = [Words(one.text.replace(OBJECT, ""), one.look) for one in found if one.text != OBJECT or not one.note]
    return found


def part_words(part: Part) -> list[Words]:
    """Return the words of a new paragraph.

    :raises RefusedError: when there is a picture, a field or a note among them.
    """
    found: list[Words] = []
    for op in part.ops:
        if op.now:
            if op.text == OBJECT:
                raise RefusedError("there is a note, a picture or a field in the new paragraph; write it in the page")
            _append(found, op)
    return _trimmed(found)


def _trimmed(words: list[Words]) -> list[Words]:
    if words:
        words[0] = Words(words[0].text.lstrip(), words[0].look)
        words[-1] = Words(words[-1].text.rstrip(), words[-1].look)
    return words


# Whole blocks.


def removal(source: Source, block: SourceBlock) -> SourceEdit:
    """Return the edit that takes a block out, with the empty lines behind it.

    :raises RefusedError: when others stand in it, or hang on it.
    """
    first, last = block.first, block.last
    if block.kind == "item":
        assert block.item is not None
        if block.item.blocks > 1:
            raise RefusedError("the item holds further paragraphs or items; delete it in the page")
        first, last = block.item.first, block.item.last
    elif block.kind not in ("paragraph", "note") and not block.kind.startswith("heading"):
        raise RefusedError(f"a {block.kind} cannot be taken out for certain; delete it in the page")
    while last > first and not _line(source, last - 1).strip():
        last -= 1
    is_apart = (
        first == 0 or not _line(source, first - 1).strip("> \t") or _line(source, first - 1).lstrip().startswith(":::")
    )
    end = last
    while is_apart and end + 1 < len(source.lines) and end < _count(source) and not _line(source, end).strip("> \t"):
        end += 1
    start, stop = source.lines[first], min(source.lines[end], len(source.text))
    return SourceEdit(start, stop, "", "", (block.start, block.end), is_block=True)


def notes_gone(source: Source, letters: Iterable[Letter]) -> Iterator[SourceEdit]:
    """Yield the edits that take out the notes whose only marks are among the *letters* that go."""
    gone = Counter(letter.source for letter in letters if letter.atom == "note")
    for label, count in gone.items():
        marks = sum(letter.source == label for block in source.blocks for letter in block.letters or ())
        words = [block for block in source.blocks if block.kind == "note" and block.before.strip() == f"{label}:"]
        alone = [block for block in words if sum(one.around == block.around for one in source.blocks) == 1]
        if count == marks and len(alone) == 1:
            yield removal(source, alone[0])


def _count(source: Source) -> int:
    return len(source.lines) - 1


def _line(source: Source, number: int) -> str:
    return source.text[source.lines[number] : source.lines[number + 1] - 1]


def new_blocks(
    source: Source, block: SourceBlock, blocks: Sequence[tuple[list[Words], bool]], *, is_behind: bool
) -> SourceEdit:
    """Return the edit that puts paragraphs and items behind a *block*, or before it."""
    if block.kind == "note":
        raise RefusedError("a new paragraph in a note; write it in the page")
    margin = "".join(one if one in "> \t" else " " for one in block.before)
    if block.kind.startswith("heading"):
        margin = margin[: len(block.before) - len(block.before.lstrip("> \t"))]
    is_list = block.kind == "item"
    if is_list and block.item is not None:
        if block.item.blocks > 1 and is_behind:
            raise RefusedError("the item above holds further paragraphs or items; write it in the page")
        outer = margin[: len(margin) - len(block.before.lstrip("> \t"))]
    else:
        outer = margin
    pieces: list[tuple[str, bool]] = []
    printed = ""
    for words, is_item in blocks:
        kind = SourceBlock("item" if is_item else "paragraph", 0, 0, 0, 0, 0, "", (), [], [])
        text = written(words, "", kind, is_start=True).strip()
        sign = (block.before[len(outer) :] if is_list else "- ") if is_item else ""
        pieces.append((f"{outer}{sign}{text}\n", is_item))
        printed += f"{BLOCK}{kind.kind}{BLOCK}{shown(words, kind)}"
    empty = f"{outer.rstrip()}\n"
    new = ""
    above = is_list if is_behind else False
    for number, (text, is_item) in enumerate(pieces):
        gap = "" if (is_item and above) or (not number and not is_behind) else empty
        new += gap + text
        above = is_item
    last = block.item.last if is_list and block.item is not None else block.last
    while last > block.first and not _line(source, last - 1).strip():
        last -= 1
    if is_behind:
        place = min(source.lines[last], len(source.text))
        start_of_line = not place or source.text[place - 1] == "\n"
        new = new if start_of_line else f"\n{new}"
        following = _line(source, last) if last < _count(source) else ""
        if following.strip("> \t") and not following.lstrip().startswith(":::") and not (is_list and above):
            new += empty
        guard = (max(block.start, block.end - 1), block.end)
    else:
        place = source.lines[block.item.first if is_list and block.item is not None else block.first]
        new += "" if above and is_list else empty
        guard = (block.start, min(block.start + 1, block.end))
    return SourceEdit(place, place, new, printed, guard, is_block=True)


def _united(wishes: Iterator[Wish]) -> list[Wish]:
    """Make one wish of all that share a cause; it is refused when one of them is."""
    found: list[Wish] = []
    of_cause: dict[int, int] = {}
    into: dict[int, int] = {}

    def root(number: int) -> int:
        while number in into:
            number = into[number]
        return number

    for wish in wishes:
        number = len(found)
        found.append(wish)
        for cause in wish.causes:
            other = of_cause.setdefault(cause, number)
            other, mine = root(other), root(number)
            if other != mine:
                into[max(other, mine)] = min(other, mine)
    groups: dict[int, list[Wish]] = {}
    for number, wish in enumerate(found):
        groups.setdefault(root(number), []).append(wish)
    return [_one(group) for _, group in sorted(groups.items())]


def _one(group: Sequence[Wish]) -> Wish:
    wish = group[0]
    refused = next((one for one in group if one.reason is not None), None)
    pages = {one.page for one in group if one.edits}
    for one in group[1:]:
        wish.causes |= one.causes
        wish.edits += one.edits
        wish.page = wish.page or one.page
        wish.old = wish.old or one.old
        wish.new = wish.new or one.new
    if refused is not None:
        wish.edits, wish.reason, wish.letter, wish.unit = [], refused.reason, refused.letter, refused.unit
    elif len(pages) > 1:
        wish.edits, wish.reason = [], "it changes two pages at once; change them in the pages"
    return wish
