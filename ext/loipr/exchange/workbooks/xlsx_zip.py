"""Checks the file of a workbook before anything in it is trusted: its kind, its size and its contents.

A workbook is a ZIP archive of XML parts. Its sender chooses every byte of it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from loipr.wording.languages import _

#: Larger files are refused. The largest workbook of the report has 0.1 MB, with 1.5 MB of contents.
LARGEST_FILE, LARGEST_CONTENT, MOST_PARTS, MOST_TAGS = 20_000_000, 200_000_000, 1_000, 15_000_000
_PIECE = 1 << 20
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_MACROS = re.compile(r"(^|/)(vbaProject|macrosheets/|activeX/|embeddings/)", re.IGNORECASE)
_OUTSIDE = re.compile(r"(^|/)(externalLinks/|connections\.xml|queryTables/)", re.IGNORECASE)
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_DAMAGED = _("it is no Excel workbook, or it is damaged; save it as “Excel Workbook (.xlsx)”")
_TOO_LARGE = _(
    "its contents are larger than {most} MB; delete the empty formatted rows below the data, and whatever does not "
    "belong to it"
)


class WorkbookError(ValueError):
    """A file that is refused; the message is for the person who sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_package(file: Path) -> bytes:
    """Return the bytes of a workbook, after unpacking each of its parts once, within limits.

    :raises WorkbookError: when the file is refused; the message says what is wrong and what to send instead.
    """
    content = _read(file)
    if content.startswith(_OLE):
        raise WorkbookError(
            _(
                "it is protected by a password, or in the old format of Excel (.xls); open it, take the password away "
                "(File, Info, Protect Workbook), and save it as “Excel Workbook (.xlsx)”"
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _look_through(package)
    except WorkbookError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise WorkbookError(_DAMAGED) from None
    return content


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise WorkbookError(_("it is not a file") if file.exists() else _("there is no such file"))
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise WorkbookError(_("it cannot be read: {reason}").format(reason=error.strerror)) from None
    if len(content) > LARGEST_FILE:
        message = _(
            "it is larger than {most} MB; delete pictures from it, and delete the empty formatted rows below the data, "
            "and whatever does not belong to it"
        )
        raise WorkbookError(message.format(most=LARGEST_FILE // 1_000_000))
    return content


def _look_through(package: zipfile.ZipFile) -> None:
    """Unpack every part, piece by piece, and refuse what the project's workbooks never hold."""
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) < len(names) or "[Content_Types].xml" not in names:
        raise WorkbookError(_("it is not packed as an Excel workbook is; save it as “Excel Workbook (.xlsx)”"))
    for name in names:
        if _MACROS.search(name):
            raise WorkbookError(
                _("it holds macros or other programs; save it as “Excel Workbook (.xlsx)”, which drops them")
            )
        if _OUTSIDE.search(name):
            raise WorkbookError(_("it draws on other files; put the values in instead (Data, Edit Links, Break Link)"))
    if sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise WorkbookError(_too_large())
    size = tags = 0
    for part in parts:
        # The archive may lie about its sizes.
        for piece in _pieces(package, part):
            size += len(piece)
            tags += piece.count(b"<")
            if size > LARGEST_CONTENT:
                raise WorkbookError(_too_large())
            if tags > MOST_TAGS:
                raise WorkbookError(
                    _(
                        "its sheets have too many cells; delete the empty formatted rows below the data, and whatever "
                        "does not belong to it"
                    )
                )


def _too_large() -> str:
    return _TOO_LARGE.format(most=LARGEST_CONTENT // 1_000_000)


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the content of an XML part piece by piece; nothing reads the other parts."""
    if part.flag_bits & 1:
        raise WorkbookError(_("it is protected by a password; save it without one"))
    if not _XML.search(part.filename):
        return
    before = b""
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            if not before and not _is_utf8(piece):
                message = _("its part {part} is not in UTF-8; save it as “Excel Workbook (.xlsx)”")
                raise WorkbookError(message.format(part=repr(part.filename)))
            # The words may cross the border of two pieces.
            if _DECLARATION.search(before + piece):
                message = _("its part {part} declares entities, which no workbook needs")
                raise WorkbookError(message.format(part=repr(part.filename)))
            yield piece
            before = piece[-16:]


def _is_utf8(start: bytes) -> bool:
    declared = _ENCODING.match(start)
    return b"\0" not in start[:64] and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"))
