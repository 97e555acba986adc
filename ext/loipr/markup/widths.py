"""How wide the columns of a table are: in hundredths of the line, which holds some hundred characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: What the line holds.
LINE = 100
_PADDING = 2
_NARROWEST = 4
#: A cell that is no longer than so, a date for one, stays on one line; others break.
SHORT = 12
#: A longer word is broken.
_LONGEST_WORD = 24
#: More than so many characters no column asks for.
_MOST = 40
#: A table of a few short columns is as narrow as this, and no narrower.
_NARROWEST_TABLE = 45
#: So much of what it needs a column of words keeps in a table that needs more than the line.
_MOST_SQUEEZED = 0.6
#: Beyond so many characters a cell gets no more room for its length.
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Width:
    """What a column needs at least, what for its longest word, what it wants for most cells, and its longest cell."""

    least: float
    needed: int
    wanted: int
    longest: int


def width_of(heading: str, texts: Sequence[str]) -> Width:
    """Measure a column by its heading and its cells, in characters."""
    longest = max((len(text) for text in texts), default=0)
    words = {word for text in texts if len(text) > SHORT for word in text.split()}
    short = max((len(text) for text in texts if len(text) <= SHORT), default=0)
    longest_word = max((len(word) for word in (*words, *heading.split())), default=0)
    needed = max(short, _NARROWEST, min(longest_word, _LONGEST_WORD)) + _PADDING
    # Years, dates and figures never break, words of a heading may.
    least = max(short, _NARROWEST) + _PADDING if longest <= SHORT else needed * _MOST_SQUEEZED
    return Width(least, needed, max(needed, min(max(longest, len(heading)), _MOST) + _PADDING), longest)


def shares(widths: Sequence[Width]) -> list[int]:
    """Return the share of each column; together they may be less than the line, never more."""
    wanted, needed = sum(width.wanted for width in widths), sum(width.needed for width in widths)
    long = [number for number, width in enumerate(widths) if width.longest > _MOST]
    if wanted <= LINE and not long:
        return _fitted([width.wanted * max(1.0, _NARROWEST_TABLE / wanted) for width in widths])
    if needed >= LINE:
        return _fitted(_squeezed(widths))
    sizes = [float(width.needed) for width in widths]
    left = float(LINE - needed)
    # Those that want little more get it; what is left goes to the others by the length of their cells.
    others = sorted(range(len(widths)), key=lambda number: (number in long, widths[number].wanted - sizes[number]))
    while others and others[0] not in long and (widths[others[0]].wanted - sizes[others[0]]) * len(others) <= left:
        left -= widths[others[0]].wanted - sizes[others[0]]
        sizes[others[0]] = widths[others[0]].wanted
        del others[0]
    lengths = sum(min(widths[number].longest, _LONGEST) for number in others) or 1
    for number in others:
        sizes[number] += left * min(widths[number].longest, _LONGEST) / lengths
    return _fitted(sizes)


def _squeezed(widths: Sequence[Width]) -> list[float]:
    """Return sizes for columns that need more than the line: all give way alike, down to what they need at least."""
    needed, least = sum(width.needed for width in widths), sum(width.least for width in widths)
    if least >= LINE:
        return [width.needed * LINE / needed for width in widths]
    kept = (LINE - least) / (needed - least)
    return [width.least + (width.needed - width.least) * kept for width in widths]


def _fitted(sizes: Sequence[float]) -> list[int]:
    """Round so that the sum is not more than the line; what that leaves goes to those that lost most."""
    whole = [max(1, int(size)) for size in sizes]
    lost = sorted(range(len(sizes)), key=lambda number: whole[number] - sizes[number])
    for number in lost[: max(0, round(sum(sizes)) - sum(whole))]:
        whole[number] += 1
    return whole
