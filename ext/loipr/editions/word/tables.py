"""Tables of Word: head rows repeat, rows stay whole, and wide tables are on turned pages or in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from docutils import nodes

from loipr.editions.shared.table_parts import is_beyond_text, kept_rows, let_codes_break, lines, parts
from loipr.editions.shared.typed_tables import measure_typed
from loipr.editions.word.counting import TEXT
from loipr.editions.word.elements import clean, full_name, indent, text_element, w
from loipr.editions.word.inlines import CHANGES
from loipr.editions.word.sheet import FULL, TURNED_FULL, Place, Sheet, Text, keep_with_next
from loipr.markup.column_widths import LINE, RAISED, TURNED, UPRIGHT, measure
from loipr.markup.nodes import WRITTEN_IN, footnote_mark, notes_below
from loipr.markup.tables import gaps_of

#: A row with more lines than this may break across pages.
_TALL = 25
#: The height of a row to be written in by hand, in twentieths of a point.
_HAND = 540


class TableWriter:
    """Writes tables into a text."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def write(self, table: nodes.table, below: Sequence[notes_below], place: Place) -> None:
        """Write *table* with its caption, and the notes *below* it."""
        if "needed" in table:
            let_codes_break(table)
        else:
            measure_typed(table)
        needed = table.get("needed", ())
        is_inside = place.style != "ReportText" or place.level > 0
        is_turned = UPRIGHT < sum(needed) <= TURNED and not is_inside
        if is_turned:
            self._text.sheet.end_section(is_turned=False)
        start = len(self._text.sheet.elements)
        self._text.mark(table)
        title = next((child for child in table.children if isinstance(child, nodes.title)), None)
        number = self._text.number(table)
        if title is not None:
            self._text.caption(title, "Table", keeps_next=True)
        pieces = list(parts(table, needed)) if sum(needed) > TURNED and not is_inside else [table]
        for count, piece in enumerate(pieces):
            if count:
                name = f"Table {number} (continued)" if number is not None else "(continued)"
                self._text.paragraph("Continued", [w("r", text_element("t", name))], keeps_next=True)
            room = TURNED_FULL if is_turned else FULL
            self._text.sheet.add(self._table(piece, room, place, title, keeps_foot=bool(below)))
        around = len(self._text.sheet.elements)
        self._text.blocks(below, place)
        for note in self._text.sheet.elements[around:-1]:
            keep_with_next(note)
        self._align(self._text.sheet.elements[start:])
        if is_turned:
            self._text.sheet.end_section(is_turned=True)

    @staticmethod
    def _align(written: Sequence[Element]) -> None:
        """If a table is as wide as the page, give the paragraphs above and below it the same width."""
        tables = [one for one in written if one.tag == full_name("tbl")]
        if any(
            table.find(f"{full_name('tblPr')}/{full_name('tblInd')}[@{full_name('w')}='0']") is not None
            for table in tables
        ):
            for paragraph in written:
                if paragraph.tag == full_name("p"):
                    indent(paragraph, left=0, right=0)

    def _table(
        self, table: nodes.table, room: int, place: Place, title: nodes.title | None, *, keeps_foot: bool
    ) -> Element:
        sizes = [spec["colwidth"] for spec in table.findall(nodes.colspec)]
        widths, left = _widths(sizes, room)
        heads_of_columns = _heads(table)
        words = title.astext() if title is not None else " · ".join(heads_of_columns)
        rows_have_heads = any("stub" in spec for spec in table.findall(nodes.colspec))
        found = w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val="ReportTable"),
                w("tblW", w=sum(widths), type="dxa"),
                w("tblInd", w=left, type="dxa"),
                w("tblLayout", type="fixed"),
                _look(rows_have_heads),
                w("tblCaption", val=clean(words)[:250]),
                w("tblDescription", val=clean(f"Columns: {'; '.join(heads_of_columns)}")[:250]),
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        )
        group = next(table.findall(nodes.tgroup))
        heads = [row for part in group.children if isinstance(part, nodes.thead) for row in part.findall(nodes.row)]
        rows = [row for part in group.children if isinstance(part, nodes.tbody) for row in part.findall(nodes.row)]
        heights = [_height(row, sizes) for row in rows]
        kept = kept_rows(heights)
        reserves = [round(gap * room / LINE) for gap in gaps_of(table)]
        is_written_in = WRITTEN_IN in table["classes"]
        if is_written_in:
            sides = ("left", "right", "insideH", "insideV")
            found[0].insert(3, w("tblBorders", *(w(side, val="single", sz=4, space=0, color="auto") for side in sides)))
        for row in heads:
            found.append(self._row(row, widths, place, reserves, is_head=True, is_whole=True, keeps_next=True))
        for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
            is_last = number == len(rows) - 1
            keeps_next = keeps_foot if is_last else kept[number]
            is_whole = height <= _TALL
            found.append(self._row(row, widths, place, reserves, is_whole=is_whole, keeps_next=keeps_next and is_whole))
            if is_written_in:
                found[-1][0].append(w("trHeight", val=_HAND, hRule="atLeast"))
        return found

    def _row(
        self,
        row: nodes.Element,
        widths: Sequence[int],
        place: Place,
        reserves: Sequence[int],
        *,
        is_head: bool = False,
        is_whole: bool,
        keeps_next: bool,
    ) -> Element:
        form = w("trPr", w("cantSplit") if is_whole else None, w("tblHeader") if is_head else None)
        if kind := CHANGES.get(row.get("mark", "")):
            form.append(self._text.changes.mark(kind))
        found = w("tr", form if len(form) else None)
        column = 0
        for entry in row.children:
            assert isinstance(entry, nodes.entry)
            across = 1 + int(entry.get("morecols", 0))
            if entry.get("morerows"):
                self._text.inlines.refuse(entry)
            cell = self._cell(entry, place, is_head=is_head)
            if "loipr-figure" in entry["classes"]:
                _hang_marks(cell, entry, reserves[column])
            if keeps_next:
                for paragraph in cell:
                    keep_with_next(paragraph)
            size = w("tcW", w=sum(widths[column : column + across]), type="dxa")
            cell.insert(0, w("tcPr", size, w("gridSpan", val=across) if across > 1 else None))
            found.append(cell)
            column += across
        return found

    def _cell(self, entry: nodes.entry, place: Place, *, is_head: bool) -> Element:
        is_figure = "loipr-figure" in entry["classes"]
        style = "TableHead" if is_head else "TableText"
        text = self._text
        around, text.sheet = text.sheet, Sheet()
        text.mark(entry)
        style += "Figure" if is_figure else ""
        text.blocks(entry.children, replace(place, style=style, level=0, left=None))
        inside, text.sheet = text.sheet.elements, around
        # In Word, a cell must end with a paragraph.
        if not inside or inside[-1].tag != full_name("p"):
            inside.append(text.empty(style))
        return w("tc", *inside)


def _widths(shares: Sequence[int], room: int) -> tuple[list[int], int]:
    """Return the widths of the columns, and the table's indent: that of the text, or 0 if the table is wider."""
    total = sum(shares) or 1
    width = room * min(total, LINE) // LINE
    left = 0 if is_beyond_text(total, is_turned=room > FULL) else TEXT
    return [max(1, width * share // total) for share in shares], left


def _hang_marks(cell: Element, entry: nodes.entry, reserve: int) -> None:
    """Let the letters of notes hang out on the right of a column, so that its figures stay aligned."""
    letters = "".join(mark["letters"] for mark in entry.findall(footnote_mark))
    if right := reserve - round(measure(letters) * RAISED * FULL / LINE):
        for paragraph in cell.findall(full_name("p")):
            indent(paragraph, right=right)


def _height(row: nodes.Node, shares: Sequence[int]) -> int:
    return max((lines(entry, share) for entry, share in zip(row.children, shares, strict=False)), default=1)


def _look(rows_have_heads: bool) -> Element:
    """Return what screen readers are told of a table: its first row, and perhaps its first column, are heads."""
    first = int(rows_have_heads)
    bits = "04A0" if rows_have_heads else "0420"
    return w("tblLook", val=bits, firstRow=1, lastRow=0, firstColumn=first, lastColumn=0, noHBand=0, noVBand=1)


def _heads(table: nodes.table) -> list[str]:
    head = next(table.findall(nodes.thead), None)
    return [entry.astext() for entry in head[0].children] if head is not None else []
