"""The numbers that Word counts itself: of paragraphs, their sub-levels, and lists."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from loipr.editions.word.elements import w

#: The text stands so far within the margins (twentieths of a point), and each level so far within the one above.
TEXT, STEP = 1134, 567
#: 1., (a), (i), a., i. (F10, F11), each with the style that Word offers for it.
_PARAGRAPHS = (
    ("decimal", "%1.", "NumberedParagraph"),
    ("lowerLetter", "(%2)", "NumberedLevel1"),
    ("lowerRoman", "(%3)", "NumberedLevel2"),
    ("lowerLetter", "%4.", "NumberedLevel3"),
    ("lowerRoman", "%5.", "NumberedLevel4"),
)
SUBLEVEL_STYLES = tuple(style for _, _, style in _PARAGRAPHS[1:])
_BULLETS = "•–"
_MOST_LEVELS = 9
_FORMATS = {
    "arabic": "decimal",
    "loweralpha": "lowerLetter",
    "upperalpha": "upperLetter",
    "lowerroman": "lowerRoman",
    "upperroman": "upperRoman",
}
#: Definitions of lists: of the report's paragraphs, of an annex's, and of bullets.
_REPORT, _ANNEX, _BULLET = range(3)
#: Lists of which there is one only.
REPORT_LIST, BULLET_LIST = 1, 2


class Numbers:
    """Gives every numbered paragraph its list, so that Word counts what the doctree says."""

    def __init__(self) -> None:
        self._definitions = [_of_paragraphs(_REPORT, has_styles=True), _of_paragraphs(_ANNEX), _of_bullets()]
        self._lists = [_list(REPORT_LIST, _REPORT), _list(BULLET_LIST, _BULLET)]
        self._next = 1
        self._annex = (0, 0)  # its list, and the number that follows in it
        self._current = REPORT_LIST
        #: The sub-levels that have been counted since the last paragraph above them.
        self._counted: set[int] = set()
        self._kinds: dict[tuple[str, str, str], int] = {}

    def paragraph(self, number: int) -> int:
        """Return the list in which a paragraph gets its *number*: that of the report, or of an annex."""
        self._counted.clear()
        if number == self._next:
            self._next += 1
            self._current = REPORT_LIST
        else:
            known, following = self._annex
            self._current = known if known and number == following else self._begin(_ANNEX, 0, number)
            self._annex = (self._current, number + 1)
        return self._current

    def sublevel(self, level: int, start: int) -> int:
        """Return the list for items at a *level* below the last paragraph; a second one there begins anew."""
        if start == 1 and level not in self._counted:
            self._counted.add(level)
            return self._current
        return self._begin(_REPORT if self._current == REPORT_LIST else _ANNEX, level, start)

    def item(self, level: int) -> None:
        """Note an item at *level*: below it, numbers begin anew."""
        self._counted -= {one for one in self._counted if one > level}

    def other(self, kind: str, before: str, after: str, start: int) -> int:
        """Return a new list, numbered in its own way."""
        key = (kind, before, after)
        if key not in self._kinds:
            self._kinds[key] = len(self._definitions)
            self._definitions.append(_of_list(len(self._definitions), *key))
        return self._begin(self._kinds[key], 0, start)

    def _begin(self, definition: int, level: int, start: int) -> int:
        number = len(self._lists) + 1
        override = w("lvlOverride", w("startOverride", val=start), ilvl=level)
        self._lists.append(_list(number, definition, override))
        return number

    def part(self) -> Element:
        """Return the part of the package that defines all lists."""
        return w("numbering", *self._definitions, *self._lists)


def _list(number: int, definition: int, override: Element | None = None) -> Element:
    return w("num", w("abstractNumId", val=definition), override, numId=number)


def _definition(number: int, levels: Iterator[Element]) -> Element:
    # Word tells definitions apart by these numbers.
    return w(
        "abstractNum",
        w("nsid", val=f"1D0C{number:04X}"),
        w("multiLevelType", val="multilevel"),
        *levels,
        abstractNumId=number,
    )


def _level(number: int, form: str, text: str, left: int, *, style: str = "", hanging: int = STEP) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("pStyle", val=style) if style else None,
        w("suff", val="tab"),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w(
            "pPr",
            w("tabs", w("tab", val="num", pos=left if hanging else left + STEP)),
            w("ind", left=left, hanging=hanging),
        ),
        ilvl=number,
    )


def _of_paragraphs(number: int, *, has_styles: bool = False) -> Element:
    levels = (
        # The lines of a paragraph begin below its number, as the UN sets them; those of a sub-level beside theirs.
        _level(
            level,
            form,
            text,
            TEXT + (level + 1) * STEP if level else TEXT,
            style=style if has_styles else "",
            hanging=STEP if level else 0,
        )
        for level, (form, text, style) in enumerate(_PARAGRAPHS)
    )
    return _definition(number, levels)


def _of_bullets() -> Element:
    levels = (
        _level(level, "bullet", _BULLETS[level % 2], TEXT + (level + 2) * STEP // 2 + STEP // 2, hanging=STEP // 2)
        for level in range(_MOST_LEVELS)
    )
    return _definition(_BULLET, levels)


def _of_list(number: int, kind: str, before: str, after: str) -> Element:
    left = TEXT + STEP
    levels = (
        _level(level, _FORMATS.get(kind, "decimal"), f"{before}%{level + 1}{after}", left + level * STEP)
        for level in range(_MOST_LEVELS)
    )
    return _definition(number, levels)
