"""Characters that are not what they seem: invisible ones, and letters that look like letters of another alphabet.

Because of both, people and programs can read different texts: a reviewer sees `article 33`, and the program does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from loipr.files.letters_of_print import instead_of, piled, piled_marks, unprinted
from loipr.files.places import NotedRule, Place, Problem
from loipr.wording.languages import _

#: Controls, marks of direction, joiners, fillers, tags and code points that are not characters; no tabs or line ends.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
#: The reader of a table reports these itself, and a byte order mark at the beginning of the table.
_OF_TABLES = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")
#: An entity or escape that stands for no character, or for half of one, becomes one of these.
_LOST = ("\ufffd", *map(chr, range(0xD800, 0xE000)))
_JOINERS, _MARKS = "\u200c\u200d", "\u061c\u200e\u200f"
#: Letters of other alphabets, each with the Latin letter or the digit that it looks like.
_ALIKE = {
    **dict(zip("АВЕЅЗІЈКМНОРСТУХаеѕіјорсухԁһԛԝ", "ABES3IJKMHOPCTYXaesijopcyxdhqw", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ", "ABEZHIKMNOPTYXocj", strict=True)),
    **{chr(0xFEE0 + ord(mark)): mark for mark in map(chr, range(0x21, 0x7F)) if mark.isalnum()},
}
_STRANGE = re.compile(f"[{''.join(_ALIKE)}]|(?![0-9])\\d")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[\w-]+")
#: Names and numbers, as opposed to prose: the text of a role, and a single letter in brackets.
_NAME = re.compile(r"\{[\w:-]+\}`[^`\n]*`|\(\w\)")


class Deception(NamedTuple):
    """A deceptive character or word in a line: the rule it breaks, the message, and *new* to write for *old*."""

    rule: NotedRule
    line: int
    message: str
    old: str
    new: str
    certain: bool


def deceptions(text: str, *, is_table: bool) -> Iterator[Deception]:
    """Yield the deceptive characters in *text*: the first of each kind in each line."""
    if not _may_deceive(text):
        return
    text = text.removeprefix("\ufeff") if is_table else text
    for number, line in enumerate(text.split("\n"), 1):
        if not line.isascii() or _HIDDEN.search(line):
            yield from _hidden(line, number, is_table)
            yield from _look_alikes(line, number)


def _may_deceive(text: str) -> bool:
    """Whether any character of *text* needs a closer look. Most files have none, and are not read line by line."""
    beyond = set(_BEYOND_ASCII.findall(text))
    return any(one in _ALIKE or one.isdecimal() for one in beyond) or _HIDDEN.search(text) is not None


def deceptions_behind(meant: str, written: str, place: Place) -> Iterator[Problem]:
    """Yield the deceptive characters of the text *meant* at *place* that the file, *written*, does not hold as such.

    The file has an entity for them, as ``&#x202e;``, or an escape of YAML or JSON, as ``\\u202e``. Letters that print
    lacks count among them.
    """
    for number, line in enumerate(meant.split("\n")):
        if line.isascii() and not _HIDDEN.search(line):
            continue
        there = Place(place.path, place.line + number)
        lost = [mark for mark in _LOST if mark in line and mark not in written]
        if lost:
            lost_one = _("an entity or escape here stands for no character; delete it, or write the character itself")
            yield Problem("hidden-character", there, lost_one)
        for one in (*_hidden(line, 1, False), *_look_alikes(line, 1)):
            if one.old not in written:
                message: str = one.message
                if one.rule == "hidden-character":
                    name = unicodedata.name(one.old, "a control character").lower()
                    code = f"U+{ord(one.old):04X} ({name})"
                    message = _("an entity or escape here stands for {code}, which is invisible; delete it").format(
                        code=code
                    )
                yield Problem(one.rule, there, message)
        for _line, letter in unprinted(line):
            if letter not in written and letter not in _LOST:
                yield Problem("unprinted-letter", there, instead_of(letter))
        for start, marks in piled_marks(line):
            if line[start : start + marks] not in written:
                yield Problem(
                    "unreadable-file", there, _("an entity or escape here makes {piled}").format(piled=piled(marks))
                )


def _hidden(line: str, number: int, is_table: bool) -> Iterator[Deception]:
    for found in _HIDDEN.finditer(line):
        mark = found[0]
        if _is_needed(line, found.start()) or (is_table and _OF_TABLES.match(mark)):
            continue
        name = unicodedata.name(mark, "a control character").lower()
        message = _("character {number} of the line is U+{code:04X} ({name}), which is invisible; delete it").format(
            number=found.start() + 1, code=ord(mark), name=name
        )
        yield Deception("hidden-character", number, message, mark, "", certain=True)
        return


def _is_needed(line: str, position: int) -> bool:
    """Whether the text needs the mark at *position*: Persian and Indian letters join, Hebrew runs to the left."""
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
        message = _(
            "“{mark}” in “{found}” only looks like {latin}: it is another character ({name}); write {new}"
        ).format(mark=mark, found=found[0], latin=_latin(mark), name=name, new=new)
        yield Deception("look-alike", number, message, found[0], new, certain=False)
        return


def _is_mixed(word: str) -> bool:
    """Whether *word* mixes ASCII letters or digits with others, or consists of digits that are not ASCII."""
    others = [mark for mark in word if not mark.isascii()]
    return any(mark.isascii() and mark.isalnum() for mark in word) or all(map(str.isdecimal, others))


def _latin(mark: str) -> str:
    if mark in _ALIKE:
        return _ALIKE[mark]
    return str(unicodedata.decimal(mark)) if not mark.isascii() and mark.isdecimal() else mark
