"""Counts the automatic numbers of paragraphs from Word's lists, because Word does not store the numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from loipr.exchange.documents.blocks import BULLET
from loipr.wording.labels import letters, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The same as in Word.
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, the form of its numbers, and the level after which it starts again."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class _List:
    """An abstract list, with the counters that all its uses share."""

    levels: dict[int, Level]
    link: str = ""
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Use:
    """A use of a list (``w:num``), which may restart levels or change the form of their numbers."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]
    begun: set[int] = field(default_factory=set)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda number: "",
}


def written(number: int, form: str) -> str:
    """Return *number* in one of Word's forms; an unknown form counts as decimal."""
    return _FORMS.get(form, str)(number) if 0 < number < 10_000 else str(number)


class Numbering:
    """The lists of a document, and the present count of each."""

    def __init__(self, part: Element | None, style_lists: Mapping[str, str]):
        """Read ``numbering.xml``; *style_lists* gives the list of each numbering style."""
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        for element in part if part is not None else ():
            if element.tag == f"{W}abstractNum":
                levels = {_integer(level.get(f"{W}ilvl")): _level(level) for level in element.iter(f"{W}lvl")}
                link = _value(element, "numStyleLink") or ""
                self._lists[element.get(f"{W}abstractNumId", "")] = _List(levels, style_lists.get(link, ""))
            elif element.tag == f"{W}num":
                self._uses[element.get(f"{W}numId", "")] = _use(element)

    def level_of_style(self, use: str, style: str) -> int:
        """Return the level of the list *use* that belongs to the paragraph style *style*."""
        found = self._find(use)
        levels = found[1].levels if found else {}
        return next((number for number, level in levels.items() if level.style == style), 0)

    def next(self, use: str, depth: int) -> str:
        """Count on in the list *use* at the level *depth*, and return the text before the paragraph."""
        found = self._find(use)
        if found is None or not 0 <= depth < _LEVELS:
            return ""
        owner, counted = found
        counters = counted.counters
        level = owner.levels.get(depth) or counted.levels.get(depth) or Level()
        if depth in owner.starts and depth not in owner.begun:
            counters[depth] = owner.starts[depth]
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = level.start
        owner.begun.add(depth)
        for deeper in [number for number in counters if number > depth]:
            restart = (owner.levels.get(deeper) or counted.levels.get(deeper) or Level()).restart
            if restart is None or depth < restart:
                del counters[deeper]
        if level.form == "bullet":
            return BULLET
        return re.sub(r"%([1-9])", lambda sign: self._sign(int(sign[1]) - 1, owner, counted, level), level.text)

    def _sign(self, depth: int, owner: _Use, counted: _List, shown: Level) -> str:
        level = owner.levels.get(depth) or counted.levels.get(depth) or Level()
        number = counted.counters.get(depth, level.start)
        return written(number, "decimal" if shown.legal else level.form)

    def _find(self, use: str) -> tuple[_Use, _List] | None:
        """Return the use and the list that counts for it; a list may only refer to a style, which has another list."""
        seen: set[str] = set()
        owner = self._uses.get(use)
        current = owner
        while owner is not None and current is not None and current.abstract not in seen:
            seen.add(current.abstract)
            found = self._lists.get(current.abstract)
            if found is None or not found.link:
                return (owner, found) if found else None
            current = self._uses.get(found.link)
        return None


def _use(element: Element) -> _Use:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iter(f"{W}lvlOverride"):
        depth = _integer(override.get(f"{W}ilvl"))
        for level in override.iter(f"{W}lvl"):
            levels[depth] = _level(level)
        start = _value(override, "startOverride")
        if start is not None:
            starts[depth] = _integer(start, 1)
            if depth in levels:
                levels[depth] = replace(levels[depth], start=starts[depth])
    return _Use(_value(element, "abstractNumId") or "", starts, levels)


def _level(element: Element) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        start=_integer(_value(element, "start"), 1),
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        restart=_integer(restart) if restart is not None else None,
        style=_value(element, "pStyle") or "",
        legal=any(True for _ in _children(element, "isLgl")),
    )


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if child.tag == W + name)


def _value(element: Element, name: str) -> str | None:
    """Return the ``w:val`` of the child *name*."""
    return next((child.get(f"{W}val") for child in _children(element, name)), None)


def _integer(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text, re.ASCII) else otherwise
