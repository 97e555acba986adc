"""The look of charts: colours, hatches, markers and sizes that are clear in print, in grey and on a telephone."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loipr.tables.chart import Series

#: Colours of Okabe and Ito, which people with all common kinds of colour vision can tell apart. Bars have a dark edge
#: and lines are darker, so that they stand out on white. Hatches, markers and dashes are for grey print.
_FILLS = ("#0072B2", "#E69F00", "#009E73", "#F0E442", "#CC79A7", "#56B4E9")
_HATCHES = ("", "////", "\\\\\\\\", "", "xxxx", "----")
_LINES = ("#0072B2", "#D55E00", "#007D5B", "#000000", "#A8558A", "#7A6A00")
_MARKERS = ("o", "s", "^", "D", "v", "P")
_DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (6, 1.5, 1, 1.5)), (0, (3, 1)), (0, (8, 2)))
#: The edges of bars of targets, and the marks of targets among lines: for the first target, and for the last.
_AIMS: tuple[tuple[Any, str], ...] = (((0, (2, 1.5)), "^"), ("-", "s"))
EDGE, QUIET = "#222222", "#595959"
#: The height of the tallest picture that fits on a page, and the height of a line of letters, in inches.
TALLEST, LINE = 8.4, 0.175
#: The size of all letters, in points: that of the text around a picture, which is shown in its own size.
LETTERS = 10
SETTINGS: dict[str, Any] = {
    "svg.hashsalt": "loipr",
    "svg.fonttype": "none",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": LETTERS,
    "hatch.linewidth": 0.6,
    "text.parse_math": False,  # text between two dollar signs is no formula
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": QUIET,
    "axes.axisbelow": True,
    "axes.titlesize": "medium",
    "axes.titlelocation": "left",
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": "black",
    "ytick.labelcolor": "black",
    "grid.color": "#D9D9D9",
    "grid.linewidth": 0.6,
    "legend.frameon": False,
}
#: Fields of a file that are left out, so that it does not say when and by which program it was made.
_SILENT: dict[str, dict[str, None]] = {
    "svg": dict.fromkeys(("Date", "Creator", "Format", "Type")),
    "pdf": {"CreationDate": None},
    "png": {"Software": None},
}
#: The dots in an inch of a PNG.
DOTS = 300
#: The words in the place of a missing figure.
NOTHING = "no figure"


@dataclass(frozen=True, slots=True)
class Format:
    """The width of a picture, in inches, and how many letters, dates and panels fit side by side."""

    width: float
    letters: int  #: In a line of a label.
    dates: int  #: Under a line.
    panels: int


#: For a page in print.
WIDE = Format(5.1, 24, 10, 3)
#: For a screen, and for a telephone. The site shows these pictures so much larger that their letters are as large as
#: those of the text.
SCREEN, NARROW = Format(5.6, 24, 11, 3), Format(2.25, 11, 4, 2)
#: The width of a small picture of a series, and its height without the names of its marks, in print and on a screen.
SERIES, SERIES_ON_SCREEN = (4.2, 2.3), (2.25, 1.7)
#: The letters that fit beside one another in an inch, and the height of a line of names of marks, in inches.
IN_AN_INCH, KEYS = 12.5, 0.23
#: What the ids of bars and points begin with, in the library's own SVG; then comes what each of them says.
_TOLD = "told: "


def saved_as(form: str) -> dict[str, Any]:
    """Return the options of matplotlib's ``savefig`` for a file of the *form* ``svg``, ``pdf`` or ``png``."""
    dots = {"dpi": DOTS} if form == "png" else {}
    return {"format": form, "metadata": _SILENT[form], "transparent": True, **dots}


def told(words: str) -> str:
    """Return the id by which a bar or a point of a picture says *words*: see :func:`with_titles`."""
    return f"{_TOLD}{words}"


def with_titles(picture: bytes) -> bytes:
    """Return the SVG *picture*, in which bars and points show under the pointer what they say."""
    return re.sub(rb'<g id="%s([^"]*)">' % _TOLD.encode(), rb'<g class="loipr-point"><title>\1</title>', picture)


def filled(index: int) -> dict[str, Any]:
    """Return matplotlib's options for the bars of the series with this *index*."""
    return {"color": _FILLS[index], "hatch": _HATCHES[index], "edgecolor": EDGE, "linewidth": 0.6}


def hollow(index: int) -> dict[str, Any]:
    """Return matplotlib's options for the bars of the targets with this *index*: empty, because nothing is done yet."""
    return {"facecolor": "none", "edgecolor": EDGE, "linewidth": 1.0, "linestyle": _AIMS[index % len(_AIMS)][0]}


def marked(index: int) -> dict[str, Any]:
    """Return matplotlib's options for the points of the targets with this *index*: no line joins them."""
    look = {"color": EDGE, "markerfacecolor": "none", "linestyle": "none", "markersize": 6}
    return {**look, "marker": _AIMS[index % len(_AIMS)][1]}


def felt() -> dict[str, Any]:
    """Return matplotlib's options for a mark that nobody sees: with it, a pointer meets a point more easily."""
    return {"marker": "o", "markersize": 14, "alpha": 0.0, "linestyle": "none"}


def lined(index: int) -> dict[str, Any]:
    """Return matplotlib's options for the line of the series with this *index*."""
    look = {"color": _LINES[index], "marker": _MARKERS[index], "linestyle": _DASHES[index]}
    return {**look, "linewidth": 1.6, "markersize": 4.5}


def limits(series: Sequence[Series]) -> tuple[float, float]:
    """Return the lowest and the highest value of a scale for all *series*; it includes zero."""
    values = [float(value) for one in series for value in one.values if value is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    # Below zero, there must be room for the figure at the end of a bar.
    return (low * 1.15, high) if low < high else (0.0, 1.0)


def wrapped(text: str, letters: int, lines: int = 4) -> str:
    """Return *text* in at most so many *lines* of *letters*; the table below the chart has all of it."""
    return textwrap.fill(text, letters, max_lines=lines, placeholder=" …", break_on_hyphens=False)


def thousands(value: float, _: object = None) -> str:
    """Return the label of a number on an axis, with a comma for thousands."""
    return f"{value:,.10g}".replace("-", "\N{MINUS SIGN}")
