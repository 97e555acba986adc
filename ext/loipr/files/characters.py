"""Characters that are not what they seem: such as nobody sees, and letters that look like those of another alphabet.

Both can make a text read otherwise than it is: a reviewer sees `article 33`, and the program does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from loipr.files.places import NotedRule, Place, Problem

#: Controls, marks of direction, joiners, fillers, tags and what is no character at all; a tab and the ends of lines are
#: none of them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
#: In a table these, and a byte order mark at its beginning, are the business of its reader.
_OF_TABLES = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")
#: What an entity or escape becomes that stands for no character, or half of one.
_LOST = ("\ufffd", *map(chr, range(0xD800, 0xE000)))
_JOINERS, _MARKS = "\u200c\u200d", "\u061c\u200e\u200f"
#: Letters of other alphabets, and the Latin letter or the digit that each looks like.
_ALIKE = {
    **dict(zip("АВЕЅЗІЈКМНОРСТУХаеѕіјорсухԁһԛԝ", "ABES3IJKMHOPCTYXaesijopcyxdhqw", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ", "ABEZHIKMNOPTYXocj", strict=True)),
    **{chr(0xFEE0 + ord(mark)): mark for mark in map(chr, range(0x21, 0x7F)) if mark.isalnum()},
}
_STRANGE = re.compile(f"[{''.join(_ALIKE)}]|(?![0-9])\\d")
_WORD = re.compile(r"[\w-]+")
#: What is a name or a number, and no prose: the text of a role, and a single letter in brackets.
_NAME = re.compile(r"\{[\w:-]+\}`[^`\n]*`|\(\w\)")


class Deception(NamedTuple):
    """What is not as it seems in a line: the rule it breaks, why, and what to write instead of *old*."""

    rule: NotedRule
    line: int
    message: str
    old: str
    new: str
    certain: bool


def deceptions(text: str, *, is_table: bool) -> Iterator[Deception]:
    """Yield what is not as it seems in *text*, the first of each kind in a line."""
    if text.isascii() and not _HIDDEN.search(text):
        return
    text = text.removeprefix("\ufeff") if is_table else text
    for number, line in enumerate(text.split("\n"), 1):
        if not line.isascii() or _HIDDEN.search(line):
            yield from _hidden(line, number, is_table)
            yield from _look_alikes(line, number)


def deceptions_behind(meant: str, written: str, place: Place) -> Iterator[Problem]:
    """Yield what is not as it seems in the text that is *meant* at *place*, and does not stand so in what is *written*.

    It stands there as an entity, as ``&#x202e;``, or as an escape of YAML or JSON, as ``\\u202e``.
    """
    for number, line in enumerate(meant.split("\n")):
        if line.isascii() and not _HIDDEN.search(line):
            continue
        there = Place(place.path, place.line + number)
        lost = [mark for mark in _LOST if mark in line and mark not in written]
        if lost:
            message = "an entity or escape here stands for no character; delete it, or write the character itself"
            yield Problem("hidden-character", there, message)
        for one in (*_hidden(line, 1, False), *_look_alikes(line, 1)):
            if one.old not in written:
                message = one.message
                if one.rule == "hidden-character":
                    name = unicodedata.name(one.old, "a control character").lower()
                    code = f"U+{ord(one.old):04X} ({name})"
                    message = f"an entity or escape here stands for {code}, which nobody sees; delete it"
                yield Problem(one.rule, there, message)


def _hidden(line: str, number: int, is_table: bool) -> Iterator[Deception]:
    for found in _HIDDEN.finditer(line):
        mark = found[0]
        if _is_needed(line, found.start()) or (is_table and _OF_TABLES.match(mark)):
            continue
        name = unicodedata.name(mark, "a control character").lower()
        message = (
            f"character {found.start() + 1} of the line is U+{ord(mark):04X} ({name}), which nobody sees; delete it"
        )
        yield Deception("hidden-character", number, message, mark, "", certain=True)
        return


def _is_needed(line: str, position: int) -> bool:
    """Whether a writing that needs such marks is there: Persian and Indian letters join, Hebrew runs to the left."""
    if line[position] in _JOINERS:
        before = line[:position][-1:]
        return bool(before) and unicodedata.category(before) in ("Lo", "Mn", "Mc", "So", "Sk")
    letters = (unicodedata.bidirectional(one) for one in line if one not in _MARKS)
    return line[position] in _MARKS and any(kind in ("R", "AL") for kind in letters)


def _look_alikes(line: str, number: int) -> Iterator[Deception]:
    names = [found.span() for found in _NAME.finditer(line)]
    for found in _WORD.finditer(line):
        strange = _STRANGE.search(found[0])
        if strange is None:
            continue
        is_name = any(start <= found.start() < end for start, end in names)
        if not is_name and not _is_mixed(found[0]):
            continue
        mark, new = strange[0], "".join(_latin(one) for one in found[0])
        name = unicodedata.name(mark).lower()
        message = (
            f"“{mark}” in “{found[0]}” only looks like {_latin(mark)}: it is another character ({name}); write {new}"
        )
        yield Deception("look-alike", number, message, found[0], new, certain=False)
        return


def _is_mixed(word: str) -> bool:
    """Whether *word* has letters or digits of ours beside others, or others for each of its digits."""
    others = [mark for mark in word if not mark.isascii()]
    return any(mark.isascii() and mark.isalnum() for mark in word) or all(map(str.isdecimal, others))


def _latin(mark: str) -> str:
    if mark in _ALIKE:
        return _ALIKE[mark]
    return str(unicodedata.decimal(mark)) if not mark.isascii() and mark.isdecimal() else mark
