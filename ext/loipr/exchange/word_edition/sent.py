"""The text as it was sent: the Word edition holds it, with the page, line and fingerprint of each block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from loipr.exchange.word_edition.paragraphs import Reading, before

#: The names of the properties of the file that say which report it is, and of which revision.
REPORT, REVISION = "loipr report", "loipr revision"
#: The revision of an edition that was made without git.
UNKNOWN = "unknown"
#: The parts of the file with text of the report.
PARTS = ("word/document.xml", "word/footnotes.xml")
_SPACE = "urn:loipr:word-edition"


class Origin(NamedTuple):
    """Where a block comes from: its page, the line there (0 if it is not known), and a fingerprint of its source."""

    page: str
    line: int
    fingerprint: str


class SentBlock(NamedTuple):
    """A paragraph as it was sent: the part of the file, its bookmark (empty for one of the first page), its text."""

    part: str
    name: str
    text: str
    origin: Origin | None


def record(report: str, revision: str, parts: Mapping[str, Element], origins: Mapping[str, Origin]) -> Element:
    """Return what was sent as XML: the text in *parts* of a Word file, and where its bookmarks come from."""
    root = Element(f"{{{_SPACE}}}sent", report=report, revision=revision)
    for block in blocks_of(parts, origins):
        found = SubElement(root, f"{{{_SPACE}}}block", part=block.part, name=block.name)
        if block.origin is not None:
            page, line, fingerprint = block.origin
            found.attrib.update(page=page, line=str(line), fingerprint=fingerprint)
        found.text = block.text
    return root


def blocks_of(parts: Mapping[str, Element], origins: Mapping[str, Origin]) -> Iterator[SentBlock]:
    """Yield each paragraph in *parts* of a Word file, as it is sent."""
    for part, root in parts.items():
        reading = Reading()
        reading.read(part, root)
        for one in before(reading.paragraphs):
            name = next((name for name in one.names if name in origins), "")
            if name or one.text:
                yield SentBlock(part, name, one.text, origins.get(name))


class Sent(NamedTuple):
    """What was sent: the report by its symbol, the revision, and the blocks in their order."""

    report: str
    revision: str
    blocks: tuple[SentBlock, ...]


def read_record(roots: Iterable[Element]) -> Sent | None:
    """Return what was sent from the one of *roots* that says it; None when none does."""
    for root in roots:
        if root.tag == f"{{{_SPACE}}}sent":
            blocks = tuple(_block(one) for one in root.iter(f"{{{_SPACE}}}block"))
            return Sent(root.get("report", ""), root.get("revision", UNKNOWN), blocks)
    return None


def _block(element: Element) -> SentBlock:
    line = element.get("line", "")
    page = element.get("page")
    number = int(line) if line.isascii() and line.isdigit() and len(line) < 9 else 0
    origin = Origin(page, number, element.get("fingerprint", "")) if page is not None else None
    return SentBlock(element.get("part", ""), element.get("name", ""), element.text or "", origin)
