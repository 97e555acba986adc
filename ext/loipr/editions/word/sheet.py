"""The sheet on which a text is written: its pages, what is written so far, and the place of a block in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element

from docutils import nodes

from loipr.editions.word.elements import full_name, properties, w
from loipr.editions.word.inlines import Inlines
from loipr.editions.word.runs import PLAIN, Look

#: The sides of the page, its margins, and the width between them, in twentieths of a point.
_SHORT_SIDE, _LONG_SIDE, _MARGIN, _TOP = 11906, 16838, 1134, 1418
FULL, TURNED_FULL = _SHORT_SIDE - 2 * _MARGIN, _LONG_SIDE - 2 * _MARGIN


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a block in the text: the style of its paragraphs there, and its depth."""

    style: str = "ReportText"
    depth: int = 0  #: The level of headings.
    level: int = 0  #: The level of lists.
    left: int | None = None  #: Where its lines begin, if the style does not say it.
    look: Look = PLAIN


class Sheet:
    """What has been written, in the order of the text."""

    def __init__(self) -> None:
        self.elements: list[Element] = []

    @property
    def ends_with_table(self) -> bool:
        """Whether a table was written last."""
        return bool(self.elements) and self.elements[-1].tag == full_name("tbl")

    def add(self, element: Element) -> None:
        """Add *element*; between two tables, add a paragraph too, because Word would join them."""
        if self.ends_with_table and element.tag == full_name("tbl"):
            self.elements.append(w("p", properties("Between")))
        self.elements.append(element)

    def end_section(self, *, is_turned: bool) -> None:
        """End the pages of one format, upright or turned, after what was written last."""
        if not self.elements:
            return
        if self.ends_with_table or self.elements[-1].find(f".//{full_name('sectPr')}") is not None:
            self.elements.append(w("p", properties("Between")))
        self.elements[-1][0].append(section(is_turned=is_turned))


def section(*, is_turned: bool = False) -> Element:
    """Return the format of pages (``w:sectPr``): A4, upright or turned."""
    size = w("pgSz", w=_SHORT_SIDE, h=_LONG_SIDE)
    if is_turned:
        size = w("pgSz", w=_LONG_SIDE, h=_SHORT_SIDE, orient="landscape")
    sides = {"top": _TOP, "right": _MARGIN, "bottom": _TOP, "left": _MARGIN, "header": 851, "footer": 567, "gutter": 0}
    return w("sectPr", size, w("pgMar", **sides), w("cols", space=708))


def keep_with_next(paragraph: Element) -> None:
    """Keep *paragraph* on the same page as the next one."""
    form = paragraph.find(full_name("pPr"))
    if form is not None and form.find(full_name("keepNext")) is None:
        form.insert(1, w("keepNext"))


def style_of(paragraph: Element) -> str:
    """Return the style of *paragraph*; empty when it names none."""
    style = paragraph.find(f"{full_name('pPr')}/{full_name('pStyle')}")
    return style.get(full_name("val"), "") if style is not None else ""


def set_style(paragraph: Element, style: str) -> None:
    """Give *paragraph* another *style*."""
    paragraph[0][0].set(full_name("val"), style)


class Text(Protocol):
    """What a table needs of the text around it: :class:`loipr.editions.word.body.Body`."""

    sheet: Sheet
    inlines: Inlines

    def blocks(self, children: Sequence[nodes.Node], place: Place) -> None:
        """Write *children* one after the other."""

    def mark(self, node: nodes.Element) -> None:
        """Give the bookmarks of *node* to the next paragraph."""

    def empty(self, style: str) -> Element:
        """Return a paragraph of a *style* without content, for a cell that has none."""

    def number(self, node: nodes.Element) -> int | None:
        """Return the running number of a table or figure with a caption, or None."""

    def caption(self, node: nodes.Element, word: str, *, keeps_next: bool) -> None:
        """Write the caption *node*, after the *word* (“Table”) and a number that Word counts itself."""

    def paragraph(self, style: str, content: Iterable[Element], *, keeps_next: bool = False) -> None:
        """Write a paragraph of a *style* with *content*."""
