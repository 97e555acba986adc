"""Lists the letters that the fonts of print have, for the check, which opens no font. ``tox -e letters`` runs it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from functools import reduce

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from loipr.editions.shared.missing_glyphs import FALLBACKS, is_right_to_left
from loipr.files.letters_of_print import RANGES

#: The styles in which a report sets its texts. Words from right to left are set upright in each.
STYLES = ("Regular", "Bold", "Italic", "Bold Italic")
_LAST = 0xFFFF


def letters() -> str:
    """Return the code points that are printed in each style, a range a line.

    :raises LookupError: when a font is not installed.
    """
    main = [_letters_of("FreeSerif", style) for style in STYLES]
    found = reduce(set.intersection, main) | {code for code in main[0] if is_right_to_left(chr(code))}
    for font in FALLBACKS:
        found |= {code for code in _letters_of(font.name, "Regular") if font.has(chr(code))}
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in _ranges(found))


def _letters_of(family: str, style: str) -> set[int]:
    question = ("fc-match", f"{family}:style={style}", "--format", "%{family}\n%{file}")
    answer = subprocess.run(question, capture_output=True, check=True, encoding="utf-8").stdout
    name, _, file = answer.partition("\n")
    if family not in name.split(","):
        raise LookupError(f"the font {family} is not installed")
    return {code for code in TTFont(file).getBestCmap() if code <= _LAST}


def _ranges(codes: Iterable[int]) -> Iterable[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for code in sorted(codes):
        first = found.pop()[0] if found and found[-1][1] == code - 1 else code
        found.append((first, code))
    return found


if __name__ == "__main__":
    RANGES.write_text(letters(), encoding="ascii")
    print(f"{RANGES.name}: {len(letters().splitlines())} ranges")
