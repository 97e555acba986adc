"""How wide the columns of a table are, in hundredths of the line.

A column claims the width that most of its cells need. If the claims are more than the line holds, each column first
gets the width of its longest word. The rest of the line goes to the columns where it saves most lines.
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

#: The width of the line: every width here is in hundredths of it.
LINE = 100
#: The width of a page, upright and turned: a little more than the line, because letters are measured generously.
UPRIGHT, TURNED = 105, 157
#: The padding left and right of a column's words, both sides together; and the extra gap between figures and the words
#: on their right.
_PADDING, GAP = 2.0, 1.3
_NARROWEST = 4
#: A column claims so much that its head takes no more lines than this.
_LINES_OF_HEAD = 2
#: A cell of no more letters than this, for example a date, stays on one line; others break.
SHORT = 12
#: A word longer than the first number breaks after a slash or a hyphen; one longer than the second breaks anywhere.
_LONG_WORD, _LONGEST_WORD = 12, 24
#: Words left of figures may break if they are so much longer than all but a few. With room for the longest words, the
#: figures would stand far from all other words.
_FEW, _MUCH = 1 / 8, 1.5
#: The cells of a column are looked at until they have so many letters together; these stand for all.
_ENOUGH = 20_000
#: A sum of parts may be more than the whole by so much, because floats are rounded.
_TRIFLE = 1e-6
#: An em of the letters in tables, in hundredths of the line. The other numbers are parts of an em.
_EM = 1.85
_MOST_LETTERS, _CAPITALS, _IDEOGRAPHS = 0.5, 0.68, 1.0
#: The size of a raised letter, as a part of the size of others.
RAISED = 0.6
_OTHER_LETTERS = dict.fromkeys(" ,.;:!'()[]/-fijlrt|\xa0‘’·I", 0.31) | dict.fromkeys("mwMW%&@—…", 0.8)
_SLASHES = re.compile(r"[^/]*/+(?=.)|.+", re.DOTALL)
_PIECE = re.compile(r"[^/-]*[/-]+(?=.)|.+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Width:
    """The widths of one column, in hundredths of the line.

    ``least`` is what its cells need, ``needed`` what its cells and its head need, ``claimed`` what it would like.
    """

    least: float
    needed: float
    claimed: float
    texts: tuple[tuple[str, int], ...]  #: Its head and the cells that may break, each with how often it occurs.

    def cost(self, size: int) -> int:
        """Return how bad a *size* is: one more line is worse in a high cell than in a low one."""
        return sum(count * lines(text, size) ** 2 for text, count in self.texts)


def width_of(heading: str, texts: Sequence[str], *, is_beside_figures: bool = False, gap: float = 0) -> Width:
    """Measure a column by its *heading* and the *texts* of its cells, with a *gap* on its right.

    If it is a column of words left of figures (*is_beside_figures*), its few longest cells may break.
    """
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
    """Return the share of each column in hundredths of the line; the sum may be less than the line, never more.

    A table that needs more than an upright page is measured for a turned page.
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
    """Yield for each column and each size that *left* allows: the saving per hundredth, the column, the size."""
    for column, (width, cost, now) in enumerate(zip(widths, costs, sizes, strict=True)):
        for size in range(now + 1, min(ceil(width.claimed), now + left) + 1):
            if (saved := cost(now) - cost(size)) > 0:
                yield saved / (size - now), column, size


def room_of_mark(letters: int) -> float:
    """Return how wide the mark of a note with so many *letters* is, in hundredths of the line."""
    return letters * _EM * _MOST_LETTERS * RAISED


def lines(text: str, size: float) -> int:
    """Return how many lines *text* takes in a column of *size*; even the narrowest column holds one letter."""
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
    """Return *text* with zero-width spaces after the slashes of long words, so that these words can break there."""
    return " ".join(
        "\u200b".join(_SLASHES.findall(word)) if len(word) > _LONG_WORD else word for word in text.split(" ")
    )


def _pieces(word: str) -> list[str]:
    return [word] if len(word) <= _LONG_WORD else _PIECE.findall(word)


def _unbroken(text: str) -> float:
    """Return the width that a cell needs: a short one its whole text, others their longest word."""
    return measure(text) if len(text) <= SHORT else _longest_piece(text)


def _longest_piece(text: str) -> float:
    return max((measure(piece[:_LONGEST_WORD]) for word in text.split() for piece in _pieces(word)), default=0.0)


@lru_cache(maxsize=65536)
def measure(text: str) -> float:
    """Return how wide *text* is on one line, in hundredths of the line."""
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
    """Return sizes for columns that need more than the line: the words of heads break before those of cells."""
    needed, least = sum(width.needed for width in widths), sum(width.least for width in widths)
    if least >= line:
        return [width.least * line / least for width in widths]
    kept = min(1.0, (line - least) / (needed - least or 1.0))
    return [width.least + (width.needed - width.least) * kept for width in widths]


def _rounded(sizes: Sequence[float]) -> list[int]:
    """Round down, so that the sum does not grow; give what is left over to the columns that lost most."""
    whole = [max(1, int(size)) for size in sizes]
    lost = sorted(range(len(sizes)), key=lambda number: whole[number] - sizes[number])
    for number in lost[: max(0, int(sum(sizes) + 1e-6) - sum(whole))]:
        whole[number] += 1
    return whole
