"""How wide the columns of a table are, in hundredths of the line.

A column claims what most of its cells need. Where the claims are more than the line holds, each column has what its
longest word needs, and what is left goes to where it saves most lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from math import ceil

#: What the line holds.
LINE = 100
#: What a page holds in its width, upright and turned: a little more than its line, as letters are measured amply.
UPRIGHT, TURNED = 105, 157
#: So much of it is left of and right of the words of a column, and so much more right of figures that words follow.
_PADDING, GAP = 2.0, 1.3
_NARROWEST = 4
#: A column is so wide that its head takes no more lines than this.
_LINES_OF_HEAD = 2
#: A cell of no more letters than this, a date for one, stays on one line; others break.
SHORT = 12
#: A longer word breaks after a slash or a hyphen, and one beyond the second number anywhere.
_LONG_WORD, _LONGEST_WORD = 12, 24
#: Words beside figures may break where they are so much longer than all but a few: for these the figures would stand
#: far from all others.
_FEW, _MUCH = 1 / 8, 1.5
#: Cells of so many letters in all tell how long those of a column are.
_ENOUGH = 20_000
#: By so much a sum of parts may be more than the whole.
_TRIFLE = 1e-6
#: An em of the letters of tables; its parts are the widths of letters that are not as wide as most.
_EM = 1.85
_MOST_LETTERS, _CAPITALS, _IDEOGRAPHS = 0.5, 0.68, 1.0
_OTHER_LETTERS = dict.fromkeys(" ,.;:!'()[]/-fijlrt|\xa0‘’·I", 0.31) | dict.fromkeys("mwMW%&@—…", 0.8)
_SLASHES = re.compile(r"[^/]*/+(?=.)|.+", re.DOTALL)
_PIECE = re.compile(r"[^/-]*[/-]+(?=.)|.+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Width:
    """What the words of a column's cells need at least, what those of its head need too, and what it claims."""

    least: float
    needed: float
    claimed: float
    texts: tuple[tuple[str, int], ...]  #: What breaks, or may, in its head and cells, and how often it stands there.

    def cost(self, size: int) -> int:
        """Return how bad a *size* is: a line more of a high cell is worse than one of a low cell."""
        return sum(count * lines(text, size) ** 2 for text, count in self.texts)


def width_of(heading: str, texts: Sequence[str], *, is_beside_figures: bool = False, gap: float = 0) -> Width:
    """Measure a column by its *heading* and its cells; so much of a *gap* is to be right of it."""
    counted = Counter(texts)
    around = _PADDING + gap
    least = max(_NARROWEST, *map(_unbroken, counted or [""])) + around
    needed = max(least, _longest_piece(heading) + around)
    full = sorted(map(measure, texts)) or [0.0]
    most = full[-1]
    if is_beside_figures:
        usual = full[ceil(len(full) * (1 - _FEW)) - 1]
        most = max(size for size in full if size <= usual * _MUCH)
    of_head = next((size for size in range(ceil(needed), LINE) if lines(heading, size) <= _LINES_OF_HEAD), LINE)
    claimed = max(needed, of_head, min(LINE, most + around))
    broken = [(text, count) for text, count in counted.items() if measure(text) + around > needed]
    before = accumulate((len(text) for text, _ in broken), initial=0)
    telling = [one for one, letters in zip(broken, before, strict=False) if letters < _ENOUGH]
    return Width(least, needed, claimed, ((heading, 1), *telling))


def shares(widths: Sequence[Width]) -> list[int]:
    """Return the share of each column in hundredths of the line; together they may be less, never more.

    What needs more than an upright page has is shared out on a turned one.
    """
    is_turned = sum(width.needed for width in widths) > UPRIGHT
    sizes = _sizes(widths, TURNED if is_turned else LINE)
    return _rounded([size * LINE / TURNED for size in sizes]) if is_turned else sizes


def _sizes(widths: Sequence[Width], line: int) -> list[int]:
    claimed = [ceil(width.claimed) for width in widths]
    if sum(claimed) <= line:
        return claimed
    sizes = [ceil(width.needed) for width in widths]
    if sum(sizes) > line:
        return _rounded(_squeezed(widths, line))
    costs = [cache(width.cost) for width in widths]
    while steps := list(_steps(widths, costs, sizes, line - sum(sizes))):
        _, column, size = max(steps, key=lambda step: step[0])
        sizes[column] = size
    return sizes


def _steps(
    widths: Sequence[Width], costs: Sequence[Callable[[int], int]], sizes: Sequence[int], left: int
) -> Iterator[tuple[float, int, int]]:
    """Yield what each column would save, for each hundredth that it gets, if it had another size."""
    for column, (width, cost, now) in enumerate(zip(widths, costs, sizes, strict=True)):
        for size in range(now + 1, min(ceil(width.claimed), now + left) + 1):
            if (saved := cost(now) - cost(size)) > 0:
                yield saved / (size - now), column, size


def lines(text: str, size: float) -> int:
    """Return how many lines *text* takes in a column of that *size*, which holds a letter in any case."""
    room = max(size - _PADDING, _EM) + _TRIFLE
    if measure(text) <= room:
        return 1
    count, used = 1, 0.0
    for word in text.split(" "):
        for piece in _pieces(word):
            needed = measure(piece)
            if used and used + needed > room:
                count, used = count + 1, 0.0
            if needed > room:
                count, needed = count + ceil(needed / room) - 1, needed % room
            used += needed
        used += measure(" ")
    return count


def breakable(text: str) -> str:
    """Return *text* with marks without width where a long word may break that would not: after its slashes."""
    return " ".join(
        "\u200b".join(_SLASHES.findall(word)) if len(word) > _LONG_WORD else word for word in text.split(" ")
    )


def _pieces(word: str) -> list[str]:
    return [word] if len(word) <= _LONG_WORD else _PIECE.findall(word)


def _unbroken(text: str) -> float:
    """Return what a cell needs: all of a short one, the longest word of others."""
    return measure(text) if len(text) <= SHORT else _longest_piece(text)


def _longest_piece(text: str) -> float:
    return max((measure(piece[:_LONGEST_WORD]) for word in text.split() for piece in _pieces(word)), default=0.0)


@lru_cache(maxsize=65536)
def measure(text: str) -> float:
    """Return how wide *text* is."""
    return _EM * sum(map(_letter, text))


@cache
def _letter(letter: str) -> float:
    if letter in _OTHER_LETTERS:
        return _OTHER_LETTERS[letter]
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _IDEOGRAPHS
    return _CAPITALS if letter.isupper() else _MOST_LETTERS


def _squeezed(widths: Sequence[Width], line: int) -> list[float]:
    """Return sizes for columns that need more than the line: words of heads give way before those of cells."""
    needed, least = sum(width.needed for width in widths), sum(width.least for width in widths)
    if least >= line:
        return [width.least * line / least for width in widths]
    kept = min(1.0, (line - least) / (needed - least or 1.0))
    return [width.least + (width.needed - width.least) * kept for width in widths]


def _rounded(sizes: Sequence[float]) -> list[int]:
    """Round so that the sum is not more than it was; what that leaves goes to those that lost most."""
    whole = [max(1, int(size)) for size in sizes]
    lost = sorted(range(len(sizes)), key=lambda number: whole[number] - sizes[number])
    for number in lost[: max(0, int(sum(sizes) + 1e-6) - sum(whole))]:
        whole[number] += 1
    return whole
