"""The letters that the fonts of print have in every style. A PDF shows a box, or nothing, for any other letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from loipr.wording.languages import _

#: A range of code points a line, as 0020-007E. ``tox -e letters`` writes the file from the fonts.
RANGES = Path(__file__).with_suffix(".txt")
#: More marks on one letter no script has, and LaTeX takes for ever to set them.
MOST_MARKS = 8
#: A run of characters among which marks may be; plain text has none. A pattern that begins with one character is found
#: faster than one that begins with several.
_BEYOND_LATIN = re.compile(rf"[^\x00-\u02ff][^\x00-\u02ff]{{{MOST_MARKS},}}")


def unprinted(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each line of *text* with letters that print lacks, and the first of them."""
    if text.isascii() or not _lacking().search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        found = None if line.isascii() else _lacking().search(line)
        if found is not None:
            yield number, found[0]


@cache
def _lacking() -> re.Pattern[str]:
    """Return what finds a letter that print lacks. Controls and marks that nobody sees are another matter."""
    ranges = [line.split("-") for line in RANGES.read_text(encoding="ascii").split()]
    there = "".join(f"\\U{int(first, 16):08x}-\\U{int(last, 16):08x}" for first, last in ranges)
    return re.compile(rf"[^\x00-\x20\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd-\uffff{there}]")


def instead_of(letter: str) -> str:
    """Return a message that names *letter* and says what to write."""
    is_private = unicodedata.category(letter) == "Co"
    name = unicodedata.name(
        letter, _("a sign of a symbol font") if is_private else _("a character without a name")
    ).lower()
    is_letter = unicodedata.category(letter)[0] in "LM" and not name.startswith("variation selector")
    if unicodedata.category(letter) == "No":
        wanted = _("write {plain}").format(plain=unicodedata.normalize("NFKC", letter))
    elif is_letter:
        wanted = _("write the word in Latin letters")
    else:
        wanted = _("delete it, or write in words what it stands for")
    return _("“{letter}” (U+{code:04X}, {name}) is in no font of print; {wanted}").format(
        letter=letter, code=ord(letter), name=name, wanted=wanted
    )


def piled_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where more than ``MOST_MARKS`` marks stand on one letter, and how many."""
    for run in _BEYOND_LATIN.finditer(text):
        marks = 0
        for place, character in enumerate(f"{run[0]} ", run.start()):
            if unicodedata.category(character).startswith("M"):
                marks += 1
                continue
            if marks > MOST_MARKS:
                yield place - marks, marks
            marks = 0


def piled(marks: int) -> str:
    """Return words for a letter with so many *marks*, with what to write."""
    return _("a letter with {marks:,} marks; write it with the marks that its language has").format(marks=marks)
