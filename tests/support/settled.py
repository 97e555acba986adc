"""The text of a marked Word file when some marks are accepted and the others rejected, read without our own reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CAME, _GONE = ("ins", "moveTo"), ("del", "moveFrom")
_FORMATS = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")


def marks_in(root: Element) -> Iterator[Element]:
    """Yield the tracked changes of a part, in their order."""
    for element in root.iter():
        if element.tag.removeprefix(_W) in (*_CAME, *_GONE, *_FORMATS):
            yield element


def settled(root: Element, accepted: Mapping[Element, bool]) -> Counter[str]:
    """Return how often each paragraph stands in a part, with the marks that are *accepted* and without the others.

    What Word counts itself is left out.
    """
    found: list[str] = []
    _Text(accepted, found).block(root)
    return Counter(text for one in found if (text := " ".join(one.split())))


class _Text:
    def __init__(self, accepted: Mapping[Element, bool], found: list[str]) -> None:
        self._accepted = accepted
        self._found = found
        self._open = ""
        self._fields = 0

    def _is_there(self, element: Element) -> bool:
        """Whether what stands in a mark is there in the end."""
        name = element.tag.removeprefix(_W)
        return self._accepted[element] if name in _CAME else not self._accepted[element] if name in _GONE else True

    def block(self, around: Element) -> None:
        for element in around:
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tr" and not all(map(self._is_there, element.findall(f"{_W}trPr/*"))):
                continue
            else:
                self.block(element)

    def _paragraph(self, paragraph: Element) -> None:
        for element in paragraph:
            if element.tag != f"{_W}pPr":
                self._inline(element)
        if all(map(self._is_there, paragraph.findall(f"{_W}pPr/{_W}rPr/*"))):
            self._found.append(self._open)
            self._open = ""

    def _inline(self, element: Element) -> None:
        if not self._is_there(element):
            return
        kind = element.get(f"{_W}fldCharType", "")
        self._fields += {"begin": 1, "end": -1}.get(kind, 0)
        if element.tag in (f"{_W}t", f"{_W}delText") and not self._fields:
            self._open += element.text or ""
        elif element.tag in (f"{_W}tab", f"{_W}br"):
            self._open += " "
        for child in element:
            self._inline(child)
