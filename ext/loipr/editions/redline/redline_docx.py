"""The marked document as a Word file with tracked changes: to accept all gives the new revision, to reject all the old.

Words, whole paragraphs, rows of tables, moved paragraphs and styles are tracked. The text is that of the pages, without
what the editions add to it: numbers, notes on sources, the first page.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from xml.etree.ElementTree import Element

from loipr.editions.word.counting import Numbers
from loipr.editions.word.docx_zip import Relations, write_package
from loipr.editions.word.elements import full_name, properties, serialized, w
from loipr.editions.word.runs import PLAIN, Look, runs
from loipr.editions.word.sheet import FULL, section
from loipr.editions.word.templates import filled, note_separators, refer_to_parts
from loipr.facts.settings import Settings
from loipr.revisions.block import CELL, Block, Piece
from loipr.revisions.redline import Mark, MarkedBlock, Redline, Run
from loipr.revisions.summary import kind_of

_LABEL = Look(italic=True)
#: The element around runs that changed.
_ELEMENTS = {Mark.INSERTED: "ins", Mark.DELETED: "del", Mark.MOVED_HERE: "moveTo", Mark.MOVED_AWAY: "moveFrom"}
#: A row cannot move in Word: it goes, and comes.
_OF_ROWS = {Mark.MOVED_HERE: Mark.INSERTED, Mark.MOVED_AWAY: Mark.DELETED}


def redline_docx(found: Redline, names: tuple[str, str], settings: Settings) -> bytes:
    """Return *found* as a Word file; *names* are those of the two revisions."""
    body = _Body(f"{names[0]} to {names[1]}", settings.dated)
    relations = Relations()
    document = w("document", w("body", *body.write(found), section()))
    refer_to_parts(document, relations)
    words = {
        "TITLE": settings.title,
        "AUTHOR": "",
        "SYMBOL": settings.symbol,
        "LISTOFISSUES": settings.list_of_issues,
        "LANGUAGE": "en-GB",
        "DRAFT": "",
        "REVISION": f"Changes from {names[0]} to {names[1]}",
        "MOMENT": f"{settings.dated}T00:00:00Z",
    }
    parts = {
        "word/document.xml": serialized(document),
        "word/_rels/document.xml.rels": relations.part(),
        "word/footnotes.xml": serialized(w("footnotes", *note_separators())),
        "word/numbering.xml": serialized(Numbers().part()),
        **filled(words, is_draft=False, has_turned=False),
    }
    stream = io.BytesIO()
    write_package(stream, parts)
    return stream.getvalue()


class _Body:
    """The text of the document; every change has the same author and day, and a number of its own."""

    def __init__(self, author: str, day: datetime.date) -> None:
        self._author = author
        self._date = f"{day}T00:00:00Z"
        self._numbers = count(1)

    def write(self, found: Redline) -> Iterator[Element]:
        """Yield the paragraphs and tables of every page."""
        for leaf in found.leaves:
            for is_row, own in groupby(leaf.blocks, key=lambda one: one.block.kind == "row"):
                if is_row:
                    yield self._table(list(own))
                    yield w("p", properties("Between"))
                else:
                    yield from (element for one in own for element in self._paragraph(one))

    def _paragraph(self, one: MarkedBlock) -> Iterator[Element]:
        form = properties(_style(one.block))
        mark = _ELEMENTS.get(one.mark)
        if mark is not None:
            form.append(w("rPr", self._change(mark)))
        elif one.before is not None and _style(one.before) != _style(one.block):
            form.append(self._change("pPrChange", w("pPr", w("pStyle", val=_style(one.before)))))
        content = [*self._label(one), *(element for run in one.runs for element in self._run(run))]
        if one.move:
            tag = "moveTo" if one.mark == Mark.MOVED_HERE else "moveFrom"
            number = next(self._numbers)
            begin = self._change(f"{tag}RangeStart", number=number, name=f"move{one.move}")
            content = [begin, *content, w(f"{tag}RangeEnd", id=number)]
        yield w("p", form, *content)

    def _label(self, one: MarkedBlock) -> Iterator[Element]:
        """Yield the name of a block that is no running text, as it was and as it is."""
        labels = [_label(block) for block in (one.before, one.after)]
        if one.mark == Mark.CHANGED and labels[0] != labels[1]:
            yield from self._around(Mark.DELETED, runs(labels[0], _LABEL))
            yield from self._around(Mark.INSERTED, runs(labels[1], _LABEL))
        else:
            yield from self._around(one.mark, runs(labels[1] or labels[0], _LABEL))

    def _run(self, run: Run) -> Iterator[Element]:
        for look, own in groupby(run.pieces, key=_look):
            for is_break, pieces in groupby(own, key=lambda piece: piece.kind == "break"):
                text = "".join(piece.text for piece in pieces)
                found = (w("r", w("br")) for _ in text) if is_break else runs(text, look)
                yield from self._around(run.mark, found)

    def _around(self, mark: Mark, found: Iterator[Element]) -> Iterator[Element]:
        """Yield runs as they are, or within the change that they are part of."""
        elements = list(found)
        if mark not in _ELEMENTS or not elements:
            yield from elements
            return
        if mark == Mark.DELETED:
            for text in (text for run in elements for text in run.iter(full_name("t"))):
                text.tag = full_name("delText")
        yield self._change(_ELEMENTS[mark], *elements)

    def _change(self, tag: str, *children: Element, number: int | None = None, **more: str) -> Element:
        number = next(self._numbers) if number is None else number
        return w(tag, *children, id=number, author=self._author, date=self._date, **more)

    def _table(self, own: Sequence[MarkedBlock]) -> Element:
        rows = [row for one in own for row in self._rows(one)]
        most = max(len(row.findall(full_name("tc"))) for row in rows)
        width = FULL // most
        form = w("tblPr", w("tblStyle", val="ReportTable"), w("tblW", w=width * most, type="dxa"))
        return w("tbl", form, w("tblGrid", *(w("gridCol", w=width) for _ in range(most))), *rows)

    def _rows(self, one: MarkedBlock) -> Iterator[Element]:
        """Yield the row of a block; a row whose cells changed in number goes, and comes anew."""
        mark = _OF_ROWS.get(one.mark, one.mark)
        is_whole = all(piece.kind != CELL for run in one.runs if run.mark != Mark.KEPT for piece in run.pieces)
        if mark == Mark.CHANGED and not is_whole:
            assert one.before is not None
            assert one.after is not None
            yield self._row([Run(Mark.DELETED, one.before.pieces)], Mark.DELETED)
            yield self._row([Run(Mark.INSERTED, one.after.pieces)], Mark.INSERTED)
        else:
            yield self._row([Run(_OF_ROWS.get(run.mark, run.mark), run.pieces) for run in one.runs], mark)

    def _row(self, found: Sequence[Run], mark: Mark) -> Element:
        form = w("trPr", self._change(_ELEMENTS[mark])) if mark in _ELEMENTS else None
        cells: list[list[Element]] = [[]]
        for run in found:
            for is_border, pieces in groupby(run.pieces, key=lambda piece: piece.kind == CELL):
                if is_border:
                    cells += [[] for _ in pieces]
                else:
                    cells[-1] += self._run(Run(run.mark, tuple(pieces)))
        return w("tr", form, *(self._cell(cell, mark) for cell in cells))

    def _cell(self, content: Sequence[Element], mark: Mark) -> Element:
        form = properties("TableText")
        if mark in _ELEMENTS:
            form.append(w("rPr", self._change(_ELEMENTS[mark])))
        return w("tc", w("p", form, *content))


def _look(piece: Piece) -> Look:
    styles = piece.style.split()
    return Look(bold="bold" in styles, italic="italic" in styles) if styles else PLAIN


def _label(block: Block | None) -> str:
    """Return what stands before the text of a block, with which the text of another kind is told apart."""
    if block is None or block.kind in ("paragraph", "item", "row") or block.kind.startswith("heading "):
        return ""
    return f"{kind_of(block)}: "


def _style(block: Block) -> str:
    if block.kind.startswith("heading "):
        return f"Heading{min(int(block.kind[8:]), 6)}"
    if block.kind == "item":
        return "ListBullet"
    if "gap" in block.within:
        return "Gap"
    return {"question": "Question", "gap": "GapTitle"}.get(block.kind, "ReportText")
