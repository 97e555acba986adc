"""A Word edition that came back as its paragraphs: what was sent of each, what is there now, and which marks say so.

Every tracked change and every untracked difference is a *cause*, told by its number: the marks first, in the order of
the file, and then the differences. What a cause does is done as a whole, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from loipr.exchange.word_edition.came_back import CameBack
from loipr.exchange.word_edition.paragraphs import Before, Mark, Paragraph, Span
from loipr.exchange.word_edition.sent import SentBlock
from loipr.revisions.block import words
from loipr.revisions.redline import Mark as Change
from loipr.revisions.redline import runs_of
from loipr.revisions.untracked import Difference, Kind, Pairing, difference, pairings

_CAME, _GONE = frozenset({"inserted", "moved here"}), frozenset({"deleted", "moved away"})
#: What the marks of a format give or take; other formats have no markup in a page.
_LOOKS = "bi"
#: Styles of text that is nothing special, as programs name them.
_PLAIN = frozenset({"normal", "standard", "default", "textbody", "bodytext"})
#: The style of a numbered paragraph in the report itself.
_NUMBERED = "numberedparagraph"


@dataclass(slots=True)
class Op:
    """A character: its place in the text that was sent (-1: it came), whether it is there now, and its causes.

    ``look`` is how it is now, and ``was_look`` how it was.
    """

    text: str
    sent: int
    now: bool
    causes: tuple[int, ...]
    look: str = ""
    was_look: str = ""
    note: str = ""


@dataclass(slots=True)
class Part:
    """A paragraph as it is now: its style, its characters, and the causes of its end, if that came."""

    style: str
    ops: list[Op]
    end: tuple[int, ...] = ()

    @property
    def now(self) -> str:
        return "".join(op.text for op in self.ops if op.now)

    @property
    def is_kept(self) -> bool:
        return any(op.now and op.sent >= 0 for op in self.ops)


@dataclass(slots=True)
class Unit:
    """A paragraph that was sent, as the paragraphs that it is now; ``block`` is None for one that came.

    ``joins`` has the causes that take its end away. ``number`` is the number of the paragraph in print that it is, or
    stands below. ``loose`` has causes that change nothing that prints, and ``void`` those of text that came and went.
    """

    block: SentBlock | None
    above: SentBlock | None
    parts: list[Part]
    kind: Kind | None = None
    joins: tuple[int, ...] = ()
    is_joined: bool = False
    holder: int = 0
    row: int = 0
    row_state: str = ""
    number: int = 0
    note: str = ""
    part: str = ""
    first: int = 0
    difference: int = -1
    loose: set[int] = field(default_factory=set)
    void: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Flow:
    """The units of a file, and its causes: a mark or a difference each, and whether it was chosen."""

    units: list[Unit]
    causes: list[Mark | Difference]
    chosen: list[bool]
    #: The unit that each cause stands in.
    unit_of: dict[int, Unit]


def flow_of(came: CameBack, is_chosen: Callable[[str], bool]) -> Flow:
    """Return the file as units. *is_chosen* says of the name of an author whether his changes are wanted."""
    found = pairings(came)
    causes: list[Mark | Difference] = list(came.marks)
    chosen = [is_chosen(mark.author) for mark in came.marks]
    differences: dict[int, int] = {}
    for number, one in enumerate(found):
        told = difference(one)
        if told is not None:
            differences[number] = len(causes)
            causes.append(told)
            chosen.append(is_chosen(""))
    reader = _Reader(came, {id(mark): at for at, mark in enumerate(came.marks)}, chosen)
    units = list(reader.units(found, differences))
    unit_of: dict[int, Unit] = {}
    by_paragraph: dict[int, Unit] = {}
    for unit in units:
        by_paragraph[unit.first] = unit
        for part in unit.parts:
            for cause in {one for op in part.ops for one in op.causes} | set(part.end):
                unit_of.setdefault(cause, unit)
        for cause in (*unit.joins, *unit.loose, *unit.void, *([unit.difference] if unit.difference >= 0 else [])):
            unit_of.setdefault(cause, unit)
    last = None
    for number in range(len(came.paragraphs)):
        last = by_paragraph[number] = by_paragraph.get(number, last)  # type: ignore[assignment]
    for at, mark in enumerate(came.marks):
        known = by_paragraph.get(min(mark.paragraph, len(came.paragraphs) - 1))
        if at not in unit_of and known is not None:
            unit_of[at] = known
    return Flow(units, causes, chosen, unit_of)


class _Reader:
    def __init__(self, came: CameBack, numbers: dict[int, int], chosen: Sequence[bool]) -> None:
        self._came = came
        self._numbers = numbers
        self._chosen = chosen

    def units(self, found: Sequence[Pairing], differences: dict[int, int]) -> Iterator[Unit]:
        paragraphs = self._came.paragraphs
        by_first = {one.one.first: number for number, one in enumerate(found) if one.one is not None}
        begun = {one.first: one for _, one in self._came.before}
        number = at = 0
        while at < len(paragraphs):
            one = begun.get(at)
            if one is None:
                if not paragraphs[at].is_contents:
                    yield self._unit(Pairing(None, None, Before(at, at, (), ""), None), -1, number)
                at += 1
                continue
            place = by_first.get(at, -1)
            pairing = found[place] if place >= 0 else Pairing(None, None, one, None)
            unit = self._unit(pairing, differences.get(place, -1), number)
            if pairing.block is not None and any(part.style == _NUMBERED for part in unit.parts):
                number += 1
                unit.number = number
            yield unit
            at = one.last + 1
        for place, pairing in enumerate(found):
            if pairing.one is None:
                assert pairing.block is not None
                unit = Unit(pairing.block, pairing.above, [], pairing.kind, difference=differences[place], first=at)
                cause = differences[place]
                if self._chosen[cause]:
                    ops = [Op(text, sent, False, (cause,)) for sent, text in enumerate(pairing.block.text)]
                    unit.parts = [Part("", ops)]
                yield unit

    def _causes(self, marks: Sequence[Mark]) -> tuple[int, ...]:
        found = (self._numbers.get(id(mark), -1) for mark in marks)
        return tuple(one for one in found if one >= 0 and self._chosen[one])

    def _unit(self, pairing: Pairing, difference: int, number: int) -> Unit:
        one = pairing.one
        assert one is not None
        paragraphs = [
            (at, self._came.paragraphs[at])
            for at in range(one.first, one.last + 1)
            if not self._came.paragraphs[at].is_contents
            and (self._came.paragraphs[at].row != "ins" or one.first == one.last)
        ]
        _, last = paragraphs[-1] if paragraphs else (0, self._came.paragraphs[one.last])
        unit = Unit(pairing.block, pairing.above, [], pairing.kind, number=number, first=one.first)
        unit.holder, unit.row, unit.row_state, unit.note = last.holder, last.row_number, last.row, last.note
        unit.part = last.part
        unit.difference = difference
        ends = self._causes(last.ends)
        if last.end == "del" and ends:
            unit.joins, unit.is_joined = ends, True
        else:
            # The end of the last paragraph in a cell or a note cannot come.
            unit.loose.update(ends)
        text = _Text(unit, pairing.block.text if pairing.block is not None else "", difference, self._chosen)
        for at, paragraph in paragraphs:
            text.read(paragraph, self._causes, is_last=at == paragraphs[-1][0])
        unit.parts = text.parts()
        return unit


class _Text:
    """Puts the characters of a unit together, with one space for each run of white space."""

    def __init__(self, unit: Unit, sent: str, difference: int, chosen: Sequence[bool]) -> None:
        self._unit = unit
        self._sent = sent
        self._difference = difference
        self._wanted = difference >= 0 and chosen[difference]
        self._parts: list[Part] = []
        #: The characters that were there before all marks.
        self._was: list[Op] = []

    def read(
        self, paragraph: Paragraph, causes_of: Callable[[Sequence[Mark]], tuple[int, ...]], *, is_last: bool
    ) -> None:
        # LibreOffice keeps the names of styles, but not their capitals.
        style = paragraph.style.casefold()
        part = Part("" if style in _PLAIN else style, [])
        for span in paragraph.spans:
            self._span(part, span, causes_of)
        self._parts.append(part)
        if not is_last:
            part.end = causes_of(paragraph.ends)
            if not part.end:
                # Its end came by one who was not chosen: what follows belongs to the same paragraph.
                part.end = (-1,)

    def _span(self, part: Part, span: Span, causes_of: Callable[[Sequence[Mark]], tuple[int, ...]]) -> None:
        came = causes_of([mark for mark in span.marks if mark.kind in _CAME])
        gone = causes_of([mark for mark in span.marks if mark.kind in _GONE])
        formats = causes_of([mark for mark in span.marks if mark.kind == "format changed"])
        if span.came and not came:
            self._unit.void.update(gone)
            return
        if span.came:
            if span.gone and gone:
                self._unit.void.update((*came, *gone))
                return
            text = "".join(" " if one.isspace() else one for one in span.text)
            part.ops += [Op(one, -1, True, came, span.look, span.look, span.note) for one in text]
            return
        look = span.look if formats else span.was_look
        for one in span.text:
            letter = " " if one.isspace() else one
            if letter == " " and (not self._was or self._was[-1].text == " "):
                self._unit.loose.update((*gone, *formats))
                continue
            causes = gone if gone else formats if look != span.was_look else ()
            op = Op(letter, len(self._was), not gone, causes, look, span.was_look, span.note)
            self._was.append(op)
            part.ops.append(op)

    def parts(self) -> list[Part]:
        """Return the paragraphs, with the places of their characters in the text as it was sent."""
        if self._was and self._was[-1].text == " ":
            last = self._was.pop()
            self._unit.loose.update(last.causes)
            for part in self._parts:
                for at, op in enumerate(part.ops):
                    if op is last:
                        # A space at the end of a paragraph does not print; before words that came, it does.
                        follows = any(later.now for later in part.ops[at + 1 :])
                        part.ops[at : at + 1] = [Op(" ", -1, True, part.ops[at + 1].causes)] if follows else []
                        break
        was = "".join(op.text for op in self._was)
        if was != self._sent:
            self._compare(was)
        joined: list[Part] = []
        for part in self._parts:
            if joined and joined[-1].end == (-1,):
                joined[-1] = Part(part.style, joined[-1].ops + part.ops, part.end)
            else:
                joined.append(part)
        return joined

    def _compare(self, was: str) -> None:
        """Place the characters in the text that was sent, where nobody tracked what differs."""
        places: list[int] = []
        gone: dict[int, list[int]] = {}
        at = 0
        for run in runs_of(list(words(self._sent)), list(words(was))):
            length = sum(len(piece.text) for piece in run.pieces)
            if run.mark == Change.KEPT:
                places += range(at, at + length)
            elif run.mark == Change.INSERTED:
                places += [-1] * length
            else:
                gone.setdefault(len(places), []).extend(range(at, at + length))
            at += 0 if run.mark == Change.INSERTED else length
        cause = (self._difference,) if self._wanted else ()
        number = 0
        for part in self._parts:
            ops: list[Op] = []
            for op in part.ops:
                if op.sent < 0:
                    ops.append(op)
                    continue
                ops += self._missing(gone.pop(number, []), cause)
                op.sent = places[number] if number < len(places) else -1
                number += 1
                if op.sent >= 0:
                    ops.append(op)
                elif not self._wanted or not op.now:
                    self._unit.void.update(op.causes)
                else:
                    op.causes = (*cause, *op.causes)
                    ops.append(op)
            part.ops = ops
        for left in gone.values():
            if self._parts:
                self._parts[-1].ops += self._missing(left, cause)

    def _missing(self, places: Sequence[int], cause: tuple[int, ...]) -> list[Op]:
        return [Op(self._sent[at], at, not cause, cause) for at in places]
