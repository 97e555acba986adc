"""Checks the file of a document before anything in it is trusted: its size, and whether it is what its ending says."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from loipr.exchange.documents.blocks import DocumentError

#: Larger files are refused. A list of issues has about 0.1 MB, with 1 MB of contents.
LARGEST_FILE, LARGEST_TEXT = 10_000_000, 5_000_000
LARGEST_PART, MOST_PARTS, MOST_TAGS, DEEPEST = 30_000_000, 2_000, 1_500_000, 200
_PIECE = 1 << 20
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
#: What is said of a Word file of which a part is kept as another file.
KEPT_APART = "a part of the document is kept as another file within it (altChunk); open it in Word and save it again"
_AS_DOCX = "open it in Word or LibreOffice and save it as “Word Document (.docx)”"


def read_file(file: Path, largest: int = LARGEST_FILE) -> bytes:
    """Return the bytes of *file*, at most *largest*.

    :raises DocumentError: when it cannot be read or is too large.
    """
    try:
        if not file.is_file():
            raise DocumentError("it is not a file" if file.exists() else "there is no such file")
        with file.open("rb") as stream:
            content = stream.read(largest + 1)
    except OSError as error:
        raise DocumentError(f"it cannot be read: {error.strerror}") from None
    if len(content) > largest:
        raise DocumentError(
            f"it is larger than {largest // 1_000_000} MB, which no list of issues is; delete pictures from it"
        )
    if not content.strip():
        raise DocumentError("there is nothing in it")
    return content


def open_package(content: bytes) -> zipfile.ZipFile:
    """Return the ZIP archive of a Word document.

    :raises DocumentError: when *content* is not a Word document, or is protected.
    """
    if content.startswith(_OLE):
        raise DocumentError(f"it is in the old format of Word (.doc), or protected by a password; {_AS_DOCX}")
    if content.startswith(b"{\\rtf"):
        raise DocumentError(f"it is a Rich Text file (.rtf); {_AS_DOCX}")
    if content.lstrip()[:1] == b"<":
        raise DocumentError("it is a web page or XML, not a Word document; give it the ending .html, if it is a page")
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise DocumentError(f"it is no Word document, or it is damaged; {_AS_DOCX}") from None
    names = [part.filename for part in package.infolist()]
    if len(names) > MOST_PARTS or len(set(names)) < len(names) or "word/document.xml" not in names:
        raise DocumentError(f"it is not packed as a Word document is; {_AS_DOCX}")
    return package


def read_part(package: zipfile.ZipFile, name: str) -> Element | None:
    """Return the XML of the part *name*, or None when the document has no such part.

    :raises DocumentError: when the part is damaged, too large, nested too deeply, or declares entities.
    """
    try:
        part = package.getinfo(name)
    except KeyError:
        return None
    if part.flag_bits & 1:
        raise DocumentError("it is protected by a password; save it without one")
    try:
        return _parse(_unpack(package, part))
    except DefusedXmlException:
        raise DocumentError(f"its part {name} declares entities, which no document needs; {_AS_DOCX}") from None
    except (ParseError, UnicodeError, LookupError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(f"its part {name} is not the XML it should be; {_AS_DOCX}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError):
        raise DocumentError(f"it is damaged: its part {name} cannot be unpacked") from None


def _unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return the bytes of *part*, read piece by piece, because the archive may lie about its size."""
    pieces: list[bytes] = []
    size = tags = 0
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            tags += piece.count(b"<")
            if size > LARGEST_PART or tags > MOST_TAGS:
                raise DocumentError(f"its part {part.filename} is far larger than that of any list of issues")
            pieces.append(piece)
    return b"".join(pieces)


def _parse(content: bytes) -> Element:
    root: Element | None = None
    depth = 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise DocumentError("its parts are nested deeper than those of any document")
    if root is None:
        raise DocumentError(f"one of its parts is empty; {_AS_DOCX}")
    return root
