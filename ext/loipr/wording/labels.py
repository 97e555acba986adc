"""Letters and roman numerals, and the labels that the UN's documents make from them for headings (F11, F13)."""

from __future__ import annotations

import re
from collections.abc import Callable

#: The label of a heading at each level, from the outermost: I., A., 1., (a), (i), a. (F13).
_FORMS: tuple[Callable[[int], str], ...] = (
    lambda number: f"{roman(number).upper()}.",
    lambda number: f"{letters(number).upper()}.",
    lambda number: f"{number}.",
    lambda number: f"({letters(number)})",
    lambda number: f"({roman(number)})",
    lambda number: f"{letters(number)}.",
)
_TYPED = re.compile(r"(?:(?:Section +)?(?:[IVX]{1,5}|[A-Z]|\d{1,3})\.|\([a-z]{1,4}\))(?:\s+|\Z)")
_BEFORE_LABEL = re.compile(rf", (?={_TYPED.pattern})")


def heading_label(level: int, number: int) -> str:
    """Return the label of the heading that is the *number*-th (from 1) at its *level* (from 1)."""
    return _FORMS[min(level, len(_FORMS)) - 1](number)


def typed_label(heading: str) -> str:
    """Return the label that *heading* begins with, and the space after it; an empty text when there is no label."""
    found = _TYPED.match(heading)
    return found[0] if found else ""


def without_label(heading: str) -> str:
    """Return *heading* without its label; a heading that is only a label stays as it is."""
    return heading.removeprefix(typed_label(heading)) or heading


def divided(headings: str) -> list[str]:
    """Split several *headings* in one text, from the outermost; each after the first begins with a label."""
    return _BEFORE_LABEL.split(headings) if headings else []


def roman(number: int) -> str:
    """Return *number* in small roman numerals."""
    signs = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
    signs += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text


def letters(number: int) -> str:
    """Return *number* in letters, as Word writes it: a … z, aa, bb …"""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
