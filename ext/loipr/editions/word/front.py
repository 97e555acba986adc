"""The first page, in the UN's form, and the table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from loipr.editions.shared.assembly import CONTENTS_DEPTH
from loipr.editions.shared.masthead import Masthead
from loipr.editions.word.body import Heading
from loipr.editions.word.elements import field, properties, text_element, w
from loipr.editions.word.runs import runs

#: The widths of the left and the right part of the masthead, in twentieths of a point; it has the page's whole width.
_LEFT, _RIGHT = 6405, 3233


def first_page(head: Masthead, lines: Iterable[str], notice: Iterable[str]) -> Iterator[Element]:
    """Yield the masthead, the title, the *lines* below it, and the *notice* that the edition is a draft."""
    yield _paragraph("MastheadTop", "United Nations", w("r", w("tab")), *runs(head.symbol))
    yield _masthead(head)
    yield _paragraph("Committee", head.committee)
    marks = (_note_mark(number, mark) for number, (mark, _) in enumerate(head.notes, 1))
    yield _paragraph("Title", head.title, *marks)
    for line in lines:
        yield _paragraph("Subtitle", line)
    yield _paragraph("DateReceived", head.received)
    for number, line in enumerate(notice):
        yield _paragraph("NoticeTitle" if number == 0 else "Notice", line)


def title_notes(head: Masthead) -> Iterator[Element]:
    """Yield the notes to which the marks at the title refer."""
    for number, (mark, text) in enumerate(head.notes, 1):
        words = [*runs(mark), w("r", w("tab")), *runs(text)]
        yield w("footnote", w("p", properties("FootnoteText"), *words), id=number)


def _note_mark(number: int, mark: str) -> Element:
    reference = w("footnoteReference", customMarkFollows=1, id=number)
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), reference, text_element("t", mark))


def _masthead(head: Masthead) -> Element:
    cells = (
        (_LEFT, [_paragraph("Treaty", head.treaty)]),
        (_RIGHT, [_paragraph("Distribution", line) for line in head.distribution]),
    )
    form = w(
        "tblPr", w("tblStyle", val="Masthead"), w("tblW", w=_LEFT + _RIGHT, type="dxa"), w("tblLayout", type="fixed")
    )
    row = w("tr", *(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content) for width, content in cells))
    return w("tbl", form, w("tblGrid", *(w("gridCol", w=width) for width, _ in cells)), row)


def contents(headings: list[Heading]) -> Iterator[Element]:
    """Yield the table of contents: a field with the headings, which are links, and room for their page numbers.

    Only Word knows its pages: the page numbers of another edition would look right here, but be wrong. They come when
    the reader updates the fields (F9). If the contents were marked as out of date, Word would ask on opening whether to
    update “fields that may refer to other files”, and readers would not know what to answer.
    """
    yield _paragraph("ContentsTitle", "Contents")
    lines = [_entry(heading) for heading in headings]
    marks = list(field(rf'TOC \o "1-{CONTENTS_DEPTH}" \h \z \u', []))
    lines = lines or [w("p", properties("TOC1"))]
    lines[0][1:1] = marks[:3]
    lines[-1].append(marks[3])
    yield from lines


def _entry(heading: Heading) -> Element:
    page = field(rf"PAGEREF {heading.bookmark} \h", [])
    words = [*runs(heading.text), w("r", w("tab")), *page]
    return w("p", properties(f"TOC{heading.depth}"), w("hyperlink", *words, anchor=heading.bookmark, history=1))


def _paragraph(style: str, text: str, *more: Element) -> Element:
    return w("p", properties(style), *runs(text), *more)
