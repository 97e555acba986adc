"""Numbers as letters and in roman numerals, and headings without their labels."""

from __future__ import annotations

import pytest

from loipr.wording.labels import divided, letters, roman, without_label


@pytest.mark.parametrize(
    ("number", "as_letters", "as_roman"),
    [
        (1, "a", "i"),
        (4, "d", "iv"),
        (9, "i", "ix"),
        (14, "n", "xiv"),
        (26, "z", "xxvi"),
        (27, "aa", "xxvii"),
        (44, "rr", "xliv"),
        (52, "zz", "lii"),
        (53, "aaa", "liii"),
        (99, "uuuu", "xcix"),
    ],
)
def test_numbers_in_letters(number: int, as_letters: str, as_roman: str) -> None:
    assert (letters(number), roman(number)) == (as_letters, as_roman)


@pytest.mark.parametrize(
    ("heading", "left"),
    [("A. General information", "General information"), ("(b) Part I", "Part I"), ("A.", "A."), ("Part I", "Part I")],
)
def test_a_heading_without_its_label(heading: str, left: str) -> None:
    assert without_label(heading) == left


@pytest.mark.parametrize(
    ("headings", "parts"),
    [("", []), ("II. Rights, in short", ["II. Rights, in short"]), ("II. Rights, A. All", ["II. Rights", "A. All"])],
)
def test_headings_that_are_written_as_one(headings: str, parts: list[str]) -> None:
    assert divided(headings) == parts
