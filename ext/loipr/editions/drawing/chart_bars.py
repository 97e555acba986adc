"""Bars, side by side or end to end, each with its figure; the chart says where a figure is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from loipr.editions.drawing.chart_style import (
    IN_AN_INCH,
    KEYS,
    LINE,
    NOTHING,
    QUIET,
    TALLEST,
    WIDE,
    Format,
    filled,
    hollow,
    limits,
    told,
    wrapped,
)
from loipr.tables.chart import Chart, Series
from loipr.tables.chart_words import figure_in_words
from loipr.tables.grid import added

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BAR, _SPACE, _MARGIN = 0.18, 0.06, 0.2
#: A figure is written inside its part of a stack if that part has so many inches for each letter.
_LETTER = 0.14


def draw_bars(figure: Figure, chart: Chart, size: Format) -> None:
    """Draw the series of *chart* as bars; each row has a bar for each series, one below the other."""
    rows = _keys(chart, size)
    shown = (*chart.series, *chart.targets)
    _set_height(figure, chart, size, rows, bars=len(shown))
    axes = figure.subplots()
    thickness = 0.8 / len(shown)
    for index, one in enumerate(shown):
        places = [row + thickness * (index + 0.5) - 0.4 for row in range(len(chart.labels))]
        if one in chart.targets:
            bar_targets(axes, chart, one, places, thickness, index - len(chart.series))
        else:
            bar_series(axes, chart, one, places, thickness, index)
    label_rows(axes, chart.labels, size)
    axes.set_xlim(*limits(shown))
    _explain(figure, axes, chart, rows)


def bar_series(
    axes: Axes, chart: Chart, one: Series, positions: Sequence[float], thickness: float, index: int = 0
) -> None:
    """Draw the series *one*: a bar for each of the *positions*, *thickness* high, in the look number *index*."""
    known = [number for number, value in enumerate(one.values) if value is not None]
    places, lengths = [positions[number] for number in known], [float(one.values[number] or 0) for number in known]
    bars = axes.barh(places, lengths, height=thickness, **filled(index))
    axes.bar_label(bars, [one.texts[number] for number in known], padding=3)
    _tell(bars, chart, one, known)
    for number, position in enumerate(positions):
        if number not in known:
            _beside(axes, 0, position, NOTHING, color=QUIET, style="italic")


def bar_targets(
    axes: Axes, chart: Chart, one: Series, positions: Sequence[float], thickness: float, index: int = 0
) -> None:
    """Draw the targets *one* like a series, but hollow; a row without a target stays empty."""
    known = [number for number, value in enumerate(one.values) if value is not None]
    lengths = [float(one.values[number] or 0) for number in known]
    bars = axes.barh([positions[number] for number in known], lengths, height=thickness * 0.8, **hollow(index))
    axes.bar_label(bars, [one.texts[number] for number in known], padding=3, color=QUIET)
    _tell(bars, chart, one, known)


def _tell(bars: Iterable[Artist], chart: Chart, one: Series, numbers: Iterable[int]) -> None:
    """Let each of the *bars* say its figure: those of the series *one* with these *numbers*."""
    for bar, number in zip(bars, numbers, strict=True):
        bar.set_gid(told(figure_in_words(chart, one, number)))


def draw_stack(figure: Figure, chart: Chart, size: Format) -> None:
    """Draw the parts of each row end to end. If a part is missing, the sum is not known, and the row has no bar."""
    rows = _keys(chart, size)
    _set_height(figure, chart, size, rows, bars=1)
    axes = figure.subplots()
    columns = list(zip(*(one.values for one in chart.series), strict=True))
    totals = (added(values) for values in columns)
    sums = {row: total for row, total in enumerate(totals) if total is not None}
    inches = Decimal(size.width) / (max(sums.values(), default=Decimal(1)) or 1)
    ends = dict.fromkeys(sums, Decimal(0))
    for index, one in enumerate(chart.series):
        parts = {row: one.values[row] or Decimal(0) for row in sums}
        starts = [float(ends[row]) for row in sums]
        lengths = [float(part) for part in parts.values()]
        _tell(axes.barh(list(sums), lengths, left=starts, height=0.7, **filled(index)), chart, one, sums)
        for row, part in parts.items():
            if part * inches > Decimal(_LETTER) * len(one.texts[row]):
                _within(axes, float(ends[row] + part / 2), row, one.texts[row])
            ends[row] += part
    for row in range(len(chart.labels)):
        if row in sums:
            _beside(axes, float(sums[row]), row, f"{sums[row]:,}", weight="bold")
        else:
            _beside(axes, 0, row, NOTHING, color=QUIET, style="italic")
    label_rows(axes, chart.labels, size)
    axes.set_xlim(0, float(max(sums.values(), default=Decimal(1))) or 1)
    _explain(figure, axes, chart, rows)


def _beside(axes: Axes, end: float, row: float, text: str, **look: Any) -> None:
    axes.annotate(text, (end, row), (3, 0), textcoords="offset points", va="center", **look)


def _within(axes: Axes, middle: float, row: float, text: str) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    axes.text(middle, row, text, ha="center", va="center", bbox=box)


def label_rows(axes: Axes, labels: Sequence[str], size: Format) -> None:
    """Write the labels on the left, the first one on top, without an axis: the bars have their figures."""
    axes.set_yticks(range(len(labels)), _texts(labels, size))
    axes.set_ylim(len(labels) - 0.45, -0.55)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_visible(False)
    axes.spines.bottom.set_visible(False)
    axes.spines.left.set_visible(False)
    axes.axvline(0, color=QUIET, linewidth=0.8)


def slot(labels: Sequence[str], bars: int, size: Format) -> float:
    """Return how high a row with so many *bars* is, in inches."""
    lines = max(text.count("\n") for text in _texts(labels, size)) + 1
    return max(lines * LINE, bars * _BAR) + _SPACE


def _texts(labels: Sequence[str], size: Format) -> list[str]:
    """Return the labels, broken into lines; if they are too many for a page, each gets one longer line."""
    if size is WIDE and len(labels) * (2 * LINE + _SPACE) > TALLEST:
        return [wrapped(label, size.letters * 2, lines=1) for label in labels]
    return [wrapped(label, size.letters) for label in labels]


def explain_targets(figure: Figure, chart: Chart) -> None:
    """Write the names of the bars of targets above the picture."""
    from matplotlib.patches import Patch

    if chart.targets:
        handles = [Patch(**hollow(index)) for index, _ in enumerate(chart.targets)]
        figure.legend(handles, [one.name for one in chart.targets], loc="outside upper left", ncols=2, handlelength=1.6)


def _set_height(figure: Figure, chart: Chart, size: Format, keys: int, *, bars: int) -> None:
    height = _MARGIN + keys * KEYS + len(chart.labels) * slot(chart.labels, bars, size)
    figure.set_size_inches(size.width, min(TALLEST, height) if size is WIDE else height)


def _keys(chart: Chart, size: Format) -> int:
    """Return how many rows the names of the series take above the chart; none if there is only one series."""
    shown = (*chart.series, *chart.targets)
    if len(shown) == 1:
        return 0
    longest = max(len(one.name) for one in shown) + 7
    return math.ceil(len(shown) / max(1, int(size.width * IN_AN_INCH / longest)))


def _explain(figure: Figure, axes: Axes, chart: Chart, rows: int) -> None:
    if rows:
        handles: Any = axes.containers
        # The library would leave out a name that begins with _.
        shown = (*chart.series, *chart.targets)
        names = [f" {one.name}" if one.name.startswith("_") else one.name for one in shown]
        columns = math.ceil(len(names) / rows)
        figure.legend(handles, names, loc="outside upper left", ncols=columns, handlelength=1.6)
