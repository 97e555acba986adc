"""Checks that a picture is whole: all its parts, because a program that draws it reads all of them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from loipr.wording.languages import _

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
#: Pixels of a side, pixels of the picture, bytes of the file. A larger picture is a mistake or an attack on memory.
LARGEST_SIDE, MOST_PIXELS, LARGEST_PICTURE = 20_000, 50_000_000, 20_000_000
_NOT_WHOLE = _("is not complete: its end, or a part of it, is missing; save it again as PNG or JPEG")
#: How many values a pixel of a PNG has, by its kind of colour.
_VALUES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
#: The kinds of parts of a JPEG that hold its size; then the kinds that end it and that begin its pixels.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_END, _SCAN = 0xD9, 0xDA


def picture_fault(file: Path) -> str | None:
    """Return what is wrong with the picture *file*, as the rest of a sentence about it; None if it can be drawn."""
    if file.stat().st_size > LARGEST_PICTURE:
        return _("is larger than {number} MB; save it with fewer points").format(number=LARGEST_PICTURE // 1_000_000)
    content = file.read_bytes()
    try:
        if content.startswith(_PNG):
            width, height = _png_size(content)
        elif content.startswith(_JPEG):
            width, height = _jpeg_size(content)
        else:
            return _("is named as a picture, but is not one; save it again as PNG or JPEG")
    except (ValueError, struct.error, IndexError, zlib.error):
        return _NOT_WHOLE
    if not (width and height):
        return _("has no size; save it again as PNG or JPEG")
    if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS:
        return _("has {width:,} by {height:,} points; save it with fewer").format(width=width, height=height)
    return None


def _png_size(content: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels.

    :raises ValueError, struct.error, zlib.error: when the picture is not whole.
    """
    size, bits, colour, interlaced = (0, 0), 0, 0, 0
    points = bytearray()
    last = b""
    for last, data in _chunks(content):
        if last == b"IHDR":
            *pair, bits, colour, _compression, _filter, interlaced = struct.unpack(">IIBBBBB", data)
            size = pair[0], pair[1]
            if size[0] * size[1] > MOST_PIXELS:
                return size
        elif last == b"IDAT":
            points += data
    if last != b"IEND":
        raise ValueError
    wanted = size[1] * (1 + (size[0] * bits * _VALUES.get(colour, 0) + 7) // 8)
    drawn = zlib.decompressobj().decompress(bytes(points), wanted + size[1] * 7 + 1)
    # An interlaced picture has further bytes for its seven passes.
    if len(drawn) < wanted or (len(drawn) > wanted and not interlaced):
        raise ValueError
    return size


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_PNG)
    while position < len(content):
        length, kind = struct.unpack_from(">I4s", content, position)
        data = content[position + 8 : position + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, position + 8 + length)
        if zlib.crc32(kind + data) != checksum:
            raise ValueError
        yield kind, data
        if kind == b"IEND":
            return
        position += 12 + length


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Return the width and height of a JPEG in pixels.

    :raises ValueError, struct.error, IndexError: when the picture is not whole.
    """
    size = 0, 0
    position = 2
    while content[position] == 0xFF:
        kind = content[position + 1]
        (length,) = struct.unpack_from(">H", content, position + 2)
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            size = width, height
        if kind == _SCAN:
            # The mark of the end follows the pixels; cameras may leave a few bytes behind it.
            if content.rfind(bytes((0xFF, _END))) < position:
                raise ValueError
            return size
        position += 2 + length
    raise ValueError
