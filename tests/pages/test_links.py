"""Where a link or a picture of a page may lead: to files of the kinds that a page may show or offer."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.pages.links import link_fault
from support.pictures import PNG

PICTURES = "; it ends in .png, .jpg or .jpeg"
FILES = (
    "; it ends in .md, .png, .jpg or .jpeg; put figures into a dataset, and give any other document by its web address"
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "replies").mkdir(parents=True)
    for name, content in {
        "map.png": PNG,
        "photo.PNG": PNG,
        "text.jpeg": b"text",
        "drawing.svg": b"<svg/>",
        "annex.pdf": b"%PDF",
        "replies/q01.md": b"# Title",
    }.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("target", "is_picture", "fault"),
    [
        ("../map.png", True, None),
        ("/photo.PNG", True, None),
        ("../photo.PNG", False, None),
        ("../text.jpeg", True, "../text.jpeg is named as a picture, but is not one; save it again as PNG or JPEG"),
        ("../text.jpeg", False, "../text.jpeg is named as a picture, but is not one; save it again as PNG or JPEG"),
        ("../drawing.svg", True, f"../drawing.svg is no picture that a page may lead to{PICTURES}"),
        ("../annex.pdf", True, f"../annex.pdf is no picture that a page may lead to{PICTURES}"),
        ("../drawing.svg", False, f"../drawing.svg is no file that a page may lead to{FILES}"),
        ("../annex.pdf", False, f"../annex.pdf is no file that a page may lead to{FILES}"),
        ("q01.md#part", False, None),
        ("#part", False, None),
        ("q02.md", False, "there is no file q02.md; write its place from this page, as ../annexes/statistics.md"),
        ("../../conf.py", False, "the file ../../conf.py lies outside the pages of the report; put it into docs/ and write its name"),
        ("https://example.org", False, None),
        ("https://example.org/x.png", True, "the picture https://example.org/x.png is not in the report; put the file beside the page and write its name"),
    ],
)  # fmt: skip
def test_where_a_link_may_lead(pages: Path, target: str, is_picture: bool, fault: str | None) -> None:
    assert link_fault(target, "replies/q01.md", pages, is_picture=is_picture) == fault
