"""The numbers that Word counts itself: of paragraphs, their sub-levels, and lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from loipr.editions.word.elements import w

#: The indent of the text from the margins, and of each level from the level above, in twentieths of a point.
TEXT, STEP = 1134, 567
#: 1., (a), (i), a., i. (F10, F11), each with the style that Word shows for it.
_PARAGRAPHS = (
    ("decimal", "%{}.", "NumberedParagraph"),
    ("lowerLetter", "(%{})", "NumberedLevel1"),
    ("lowerRoman", "(%{})", "NumberedLevel2"),
    ("lowerLetter", "%{}.", "NumberedLevel3"),
    ("lowerRoman", "%{}.", "NumberedLevel4"),
)
SUBLEVEL_STYLES = tuple(style for _, _, style in _PARAGRAPHS[1:])
#: The styles of numbered paragraphs, in the report and in its annexes.
NUMBERED, NUMBERED_IN_ANNEX = _PARAGRAPHS[0][2], "AnnexParagraph"
_BULLETS = "•–"
_MOST_LEVELS = 9
_FORMATS = {
    "arabic": "decimal",
    "loweralpha": "lowerLetter",
    "upperalpha": "upperLetter",
    "lowerroman": "lowerRoman",
    "upperroman": "upperRoman",
}
#: The definitions of three lists: the report's paragraphs, the paragraphs of annexes, and bullets.
_REPORT, _ANNEX, _BULLET = range(3)
#: Lists of which there is only one. In the list of the annexes, the heading of each annex is the level above the
#: paragraphs. It shows no number, but after it the paragraphs begin with 1 again.
_REPORT_LIST, BULLET_LIST, _ANNEX_LIST = 1, 2, 3


class Numbers:
    """Gives every numbered paragraph its list, so that Word counts to the numbers that the doctree has."""

    def __init__(self) -> None:
        self._definitions = [_of_paragraphs(), _of_annexes(), _of_bullets()]
        self._lists = [_list(_REPORT_LIST, _REPORT), _list(BULLET_LIST, _BULLET), _list(_ANNEX_LIST, _ANNEX)]
        self._in_annex = False
        #: The next number in the report (False) and in the annex (True).
        self._following = {False: 1, True: 1}
        self._current = _REPORT_LIST
        #: The sub-levels that have been counted since the last paragraph above them.
        self._counted: set[int] = set()
        self._kinds: dict[tuple[str, str, str], int] = {}

    def begin_annex(self) -> tuple[int, int]:
        """Count from 1 until the annex ends; return the level and the list of its heading."""
        self._in_annex = True
        self._following[True] = 1
        return 0, _ANNEX_LIST

    def end_annex(self) -> None:
        """Continue to count where the report was before the annex."""
        self._in_annex = False

    def paragraph(self, number: int) -> tuple[str, tuple[int, int] | None]:
        """Return the style of a paragraph with the *number*; and a level and a list if *number* does not follow."""
        self._counted.clear()
        style = NUMBERED_IN_ANNEX if self._in_annex else NUMBERED
        goes_on = number == self._following[self._in_annex]
        self._following[self._in_annex] = number + 1
        self._current = _ANNEX_LIST if self._in_annex else _REPORT_LIST
        if goes_on:
            return style, None
        level = int(self._in_annex)
        self._current = self._begin(self._definition, level, number)
        return style, (level, self._current)

    def sublevel(self, level: int, start: int) -> tuple[int, int]:
        """Return the level and the list of an enumeration at a *level* below the last paragraph.

        A second enumeration at the same level gets a new list, which begins at *start*.
        """
        inner = level + self._in_annex
        if start == 1 and level not in self._counted:
            self._counted.add(level)
            return inner, self._current
        return inner, self._begin(self._definition, inner, start)

    @property
    def _definition(self) -> int:
        return _ANNEX if self._in_annex else _REPORT

    def item(self, level: int) -> None:
        """Note that an item at *level* begins: the numbers on the levels below it begin again."""
        self._counted -= {one for one in self._counted if one > level}

    def other(self, kind: str, before: str, after: str, start: int) -> int:
        """Return the number of a new list; it counts in this *kind*, from *start*, with signs *before* and *after*."""
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
        """Return the part of the package (``numbering``) that defines all lists."""
        return w("numbering", *self._definitions, *self._lists)


def _list(number: int, definition: int, override: Element | None = None) -> Element:
    return w("num", w("abstractNumId", val=definition), override, numId=number)


def _definition(number: int, levels: Iterator[Element]) -> Element:
    # Word uses the number ``nsid`` to tell definitions apart.
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


def _of_paragraphs() -> Element:
    return _definition(_REPORT, _paragraph_levels(0, [style for _, _, style in _PARAGRAPHS]))


def _of_annexes() -> Element:
    heading = w(
        "lvl",
        *(w("start", val=1), w("numFmt", val="none"), w("suff", val="nothing"), w("lvlText", val="")),
        *(w("lvlJc", val="left"), w("pPr", w("ind", left=TEXT, firstLine=0))),
        ilvl=0,
    )
    return _definition(_ANNEX, iter([heading, *_paragraph_levels(1, [NUMBERED_IN_ANNEX])]))


def _paragraph_levels(first: int, styles: Sequence[str]) -> Iterator[Element]:
    """Yield the levels of paragraphs, from the level *first* down; the upper ones have the *styles*."""
    for depth, (form, text, _) in enumerate(_PARAGRAPHS):
        # As in the UN's documents, the lines of a paragraph begin below its number, and those of a sub-level beside it.
        yield _level(
            first + depth,
            form,
            text.format(first + depth + 1),
            TEXT + (depth + 1) * STEP if depth else TEXT,
            style=styles[depth] if depth < len(styles) else "",
            hanging=STEP if depth else 0,
        )


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
