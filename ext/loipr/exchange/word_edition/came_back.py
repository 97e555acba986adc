"""Reads a Word edition that came back: its paragraphs, marks and comments, each placed where it comes from."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loipr.exchange.documents.blocks import DocumentError
from loipr.exchange.documents.docx_zip import KEPT_APART, open_package, read_file, read_part
from loipr.exchange.documents.list_numbers import W
from loipr.exchange.word_edition.comments import COMMENTS, EXTENDED, Comment, read_comments
from loipr.exchange.word_edition.paragraphs import Before, Mark, Paragraph, Reading, before
from loipr.exchange.word_edition.sent import PARTS, REPORT, REVISION, Sent, SentBlock, read_record

#: The parts with tracked changes beside :data:`PARTS`: notes at the end, heads and feet of pages, and comments.
_MORE_PARTS = re.compile(r"word/(?:endnotes|comments|[\w-]*(?:header|footer)\d*)\.xml", re.ASCII)
_ITEM = re.compile(r"customXml/item\d+\.xml", re.ASCII)
_PROPERTIES = "docProps/custom.xml"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: the block as it was sent; not ``is_exact`` when it is after that block."""

    block: SentBlock | None
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class CameBack:
    """A Word edition that came back; ``spots`` has the spot of each paragraph, by its number."""

    sent: Sent
    marks: tuple[Mark, ...]
    comments: tuple[Comment, ...]
    before: tuple[tuple[str, Before], ...]
    spots: tuple[Spot, ...]
    doubled: tuple[SentBlock, ...]
    paragraphs: tuple[Paragraph, ...]


def is_word_edition(content: bytes) -> bool:
    """Whether the file says that it is a Word edition of a report.

    :raises DocumentError: when it is no Word file, or is faulty.
    """
    return bool(_properties(open_package(content)))


def read_came_back(content: bytes, sent_file: Path | None = None) -> CameBack:
    """Read a Word edition; *sent_file* is the file as it was sent, for one that lost what it knew of that.

    :raises DocumentError: when it cannot be read, or what was sent is not known.
    """
    package = open_package(content)
    said = _properties(package)
    sent = _sent_with(open_package(read_file(sent_file)) if sent_file is not None else package)
    if sent is None and sent_file is not None:
        raise DocumentError(f"{sent_file.name} does not hold the text as it was sent; give the file that went out")
    if sent is None:
        raise DocumentError(
            "it is a Word edition, but the program that saved it left out the text as it was sent; "
            "add --sent with the file that went out"
        )
    if (said.get(REPORT, sent.report), said.get(REVISION, sent.revision)) != (sent.report, sent.revision):
        raise DocumentError(
            f"it says that it is {said[REPORT]} at revision {said.get(REVISION, 'unknown')}, but the text as it was "
            f"sent is that of {sent.report} at revision {sent.revision}; give the file that went out with --sent"
        )
    return _read(package, sent)


def _properties(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the properties of the file that say its report and its revision; empty when it has none."""
    root = read_part(package, _PROPERTIES)
    found = {one.get("name", ""): "".join(one.itertext()).strip() for one in root} if root is not None else {}
    return {name: found[name] for name in (REPORT, REVISION) if name in found} if REPORT in found else {}


def _sent_with(package: zipfile.ZipFile) -> Sent | None:
    names = sorted(name for name in package.namelist() if _ITEM.fullmatch(name))
    return read_record(root for name in names if (root := read_part(package, name)) is not None)


def _read(package: zipfile.ZipFile, sent: Sent) -> CameBack:
    reading = Reading()
    comments: list[Comment] = []
    more = sorted(name for name in package.namelist() if _MORE_PARTS.fullmatch(name))
    for part in (*PARTS, *more):
        root = read_part(package, part)
        if root is None:
            continue
        if next(root.iter(f"{W}altChunk"), None) is not None:
            raise DocumentError(KEPT_APART)
        reading.read(part, root)
        if part == COMMENTS:
            comments = read_comments(root, read_part(package, EXTENDED), reading.anchors)
    for mark in reading.marks:
        _name_end(mark, reading)
    known = {block.name: block for block in sent.blocks if block.name}
    counts = Counter(name for one in reading.paragraphs for name in one.names)
    texts = [(reading.paragraphs[one.first].part, one) for one in before(reading.paragraphs)]
    return CameBack(
        sent,
        tuple(reading.marks),
        tuple(comments),
        tuple(texts),
        tuple(_spots(reading, [one for _, one in texts], known)),
        # A program may double the bookmark of an empty cell; no text was copied with that.
        tuple(block for name, block in known.items() if counts[name] > 1 and block.text),
        tuple(reading.paragraphs),
    )


def _name_end(mark: Mark, reading: Reading) -> None:
    """Say of the end of a paragraph whether a whole paragraph came or went, or whether it was split or joined."""
    if not mark.is_end or mark.paragraph >= len(reading.paragraphs):
        return
    one = reading.paragraphs[mark.paragraph]
    done = mark.kind.removeprefix("end of a paragraph ")
    if done == "inserted":
        mark.kind = "paragraph split" if one.was.strip() else "paragraph inserted"
    elif done == "deleted":
        mark.kind = "paragraph joined with the next one" if one.now.strip() else "paragraph deleted"
    else:
        mark.kind = f"paragraph {done}"


def _spots(reading: Reading, texts: list[Before], known: dict[str, SentBlock]) -> Iterator[Spot]:
    """Yield the spot of each paragraph: its own block, or the one before it in the same part."""
    own = {}
    for text in texts:
        block = next((known[name] for name in text.names if name in known), None)
        if block is not None:
            own.update(dict.fromkeys(range(text.first, text.last + 1), block))
    last: SentBlock | None = None
    part = ""
    for number, one in enumerate(reading.paragraphs):
        last = last if one.part == part else None
        part = one.part
        block = own.get(number) or next((known[name] for name in one.names if name in known), None)
        last = block or last
        yield Spot(last, block is not None)
