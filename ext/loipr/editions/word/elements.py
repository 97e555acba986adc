"""Elements of WordprocessingML, and the parts of every paragraph and field."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from itertools import count, groupby
from xml.etree.ElementTree import Element, register_namespace, tostring

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Characters that XML 1.0 does not allow.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for _prefix, _name in {"w": WORD, "r": RELATION, "a": DRAWING, "wp": PLACED, "pic": PICTURE}.items():
    register_namespace(_prefix, _name)


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """Return the element ``w:tag`` with *children* (None is left out) and ``w:`` *attributes*."""
    element = Element(f"{{{WORD}}}{tag}", {f"{{{WORD}}}{name}": str(value) for name, value in attributes.items()})
    element.extend(child for child in children if child is not None)
    return element


def full_name(tag: str) -> str:
    """Return the name of an element or attribute of WordprocessingML in ElementTree's form, with its namespace."""
    return f"{{{WORD}}}{tag}"


def text_element(tag: str, text: str) -> Element:
    """Return the element ``w:t`` or ``w:instrText`` with *text*; Word keeps all its spaces."""
    element = w(tag)
    element.text = clean(text)
    element.set(_XML_SPACE, "preserve")
    return element


def clean(text: str) -> str:
    """Return *text* without characters that XML does not allow, and with spaces for line ends."""
    return re.sub(r"[\t\n\r]+", " ", _NOT_XML.sub("", text))


def serialized(root: Element) -> bytes:
    """Return a part of the package as the bytes of a file."""
    declaration = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return declaration + bytes(tostring(root, encoding="utf-8"))


def properties(
    style: str,
    *,
    keeps_next: bool = False,
    keeps_lines: bool = False,
    begins_page: bool = False,
    number: tuple[int, int] | None = None,
    space_before: int | None = None,
    left: int | None = None,
    hanging: int = 0,
    is_rtl: bool = False,
    align: str = "",
) -> Element:
    """Return the properties of a paragraph, in the order of the schema; *number* is (level, list)."""
    found = w("pPr", w("pStyle", val=style))
    if keeps_next:
        found.append(w("keepNext"))
    if keeps_lines:
        found.append(w("keepLines"))
    if begins_page:
        found.append(w("pageBreakBefore"))
    if number is not None:
        found.append(w("numPr", w("ilvl", val=number[0]), w("numId", val=number[1])))
    if is_rtl:
        found.append(w("bidi"))
    if space_before is not None:
        found.append(w("spacing", before=space_before))
    if left is not None:
        found.append(w("ind", left=left, hanging=hanging))
    if align:
        found.append(w("jc", val=align))
    return found


def indent(paragraph: Element, **sides: int) -> None:
    """Give *paragraph* another indent than its style: from the ``left`` or the ``right``, in twentieths of a point."""
    form = paragraph[0]
    found = form.find(full_name("ind"))
    if found is None:
        found = w("ind")
        after = ("contextualSpacing", "jc", "rPr", "sectPr")
        place = next((number for number, one in enumerate(form) if one.tag in map(full_name, after)), len(form))
        form.insert(place, found)
    for side, size in sides.items():
        found.set(full_name(side), str(size))


def field(instruction: str, result: list[Element]) -> Iterator[Element]:
    """Yield the runs of a field: Word shows *result* until it works out the *instruction*."""
    yield _like(result, w("fldChar", fldCharType="begin"))
    yield _like(result, text_element("instrText", f" {instruction} "))
    yield _like(result, w("fldChar", fldCharType="separate"))
    yield from result
    yield _like(result, w("fldChar", fldCharType="end"))


def _like(result: list[Element], content: Element) -> Element:
    """Return a run with *content* that looks like *result*: Word takes the look of a field from its first letter."""
    form = result[0].find(full_name("rPr")) if result else None
    return w("r", copy.copy(form), content)


class Changes:
    """Tracked changes: each has its own number, and all have the same *author* and *moment*."""

    def __init__(self, author: str, moment: str) -> None:
        self._about = {"author": author, "date": moment}
        #: Above the numbers of bookmarks, which Word counts among the same.
        self._numbers = count(100_001)

    def mark(self, kind: str, *content: Element) -> Element:
        """Return the mark of a change of this *kind* (``ins``, ``del``): around *content*, or of a paragraph or row."""
        return w(kind, *content, id=next(self._numbers), **self._about)

    def complete(self, kind: str, content: Iterable[Element]) -> Iterator[Element]:
        """Yield *content* with what is no part of a change yet, as a number, as a change of this *kind*."""
        marks = (full_name("ins"), full_name("del"))
        for one in content:
            yield from [one] if one.tag in marks else self.around(kind, [one])

    def around(self, kind: str, content: Iterable[Element]) -> Iterator[Element]:
        """Yield *content*, runs and links with runs, as a change of this *kind*: the mark stands within a link."""
        for is_link, own in groupby(content, key=lambda one: one.tag == full_name("hyperlink")):
            if is_link:
                for link in own:
                    inside = list(link)
                    link[:] = list(self.around(kind, inside))
                    yield link
            else:
                runs = list(own)
                if kind == "del":
                    for text in (text for run in runs for text in run.iter(full_name("t"))):
                        text.tag = full_name("delText")
                yield self.mark(kind, *runs)
