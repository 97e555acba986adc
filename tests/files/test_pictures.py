"""Pictures: whole ones are drawn, all others are reported, because a build with them fails without a clear message."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from loipr.files.pictures import picture_fault
from support.pictures import PNG, chunk, png

PART = "is not complete: its end, or a part of it, is missing; save it again as PNG or JPEG"
NONE = "is named as a picture, but is not one; save it again as PNG or JPEG"


def saved(form: str, mode: str, **how: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (37, 23)).save(stream, form, **how)
    return stream.getvalue()


WHOLE = {
    **{f"PNG {mode}": saved("PNG", mode) for mode in ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")},
    **{f"JPEG {mode}": saved("JPEG", mode) for mode in ("RGB", "L", "CMYK")},
    "JPEG in passes": saved("JPEG", "RGB", progressive=True),
    "JPEG with words after": saved("JPEG", "RGB") + b"words of a camera",
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_programs_save_is_whole(tmp_path: Path, name: str) -> None:
    file = tmp_path / "picture"
    file.write_bytes(WHOLE[name])
    assert picture_fault(file) is None
    # A copy that was cut off, at any place.
    content = WHOLE[name].removesuffix(b"words of a camera")
    for end in range(3, len(content), max(1, len(content) // 40)):
        file.write_bytes(content[:end])
        assert picture_fault(file) in (PART, NONE)


HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
BROKEN = {
    "nothing": (b"", NONE),
    "its first bytes alone": (PNG[:8], PART),
    "a changed byte": (PNG.replace(b"IHDR\0", b"IHDR\1"), PART),
    "no size": (png(0, 0), "has no size; save it again as PNG or JPEG"),
    "too few points": (PNG[:8] + HEAD + chunk(b"IDAT", zlib.compress(b"\0" * 5)) + chunk(b"IEND", b""), PART),
    "points that are none": (PNG[:8] + HEAD + chunk(b"IDAT", b"points") + chunk(b"IEND", b""), PART),
    "without points": (PNG[:8] + HEAD + chunk(b"IEND", b""), PART),
    "as large as a town": (
        PNG[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)) + chunk(b"IEND", b""),
        "has 60,000 by 60,000 points; save it with fewer",
    ),
    "a small file that is a large picture": (
        PNG[:8] + HEAD + chunk(b"IDAT", zlib.compress(b"\0" * 50_000_000)) + chunk(b"IEND", b""),
        PART,
    ),
    "a drawing": (b"<svg/>", NONE),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_named(tmp_path: Path, name: str) -> None:
    file = tmp_path / "picture"
    content, fault = BROKEN[name]
    file.write_bytes(content)
    assert picture_fault(file) == fault
