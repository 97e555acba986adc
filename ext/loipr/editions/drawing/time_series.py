"""A series over time as a small picture: where the data end, jump or conflict."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from docutils import nodes

from loipr.datasets.time_series import Point
from loipr.editions.drawing.chart_style import SERIES, marked, saved_as

_INK, _QUIET, _ALARM = "#0072B2", "#56616b", "#D55E00"
#: A figure has jumped if it grew to more than so many times the figure of the year before, or fell as much.
_JUMP = 2
#: A year under the axis has so much of the picture's width, in inches.
_YEAR_ROOM = 0.7


def draw_series(node: nodes.Element, form: str, size: tuple[float, float] = SERIES) -> bytes:
    """Return a picture of the series *node* as a file of the *form* ``svg`` or ``pdf``, of a *size* in inches.

    Lines join the figures of whole years; figures of other periods stand alone. A hollow point was set aside. The
    vertical line is the report's date of reference. Hollow dark triangles are earlier targets, and squares the last.
    """
    # Imported here, so that only a build that draws a series needs the time for it.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: Any = {"svg.hashsalt": "loipr", "svg.fonttype": "none", "font.size": 8}
    settings["font.family"] = "sans-serif" if form == "svg" else "DejaVu Sans"
    with mpl.rc_context(settings):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots()
        _draw(axes, node["points"], node["targets"], node["reference"])
        axes.set_ylabel(node["unit"])
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        stream = io.BytesIO()
        figure.savefig(stream, **saved_as(form))
        return stream.getvalue()


def _draw(axes: Any, points: Sequence[Point], targets: Sequence[Point], reference: datetime.date) -> None:
    years = [point for point in points if point.adopted and point.is_of_a_year]
    for before, after in pairwise(years):
        if after.first.year - before.first.year == 1:
            colour = _ALARM if _jumps(before, after) else _INK
            ends = [_moment(before), _moment(after)], [float(before.value), float(after.value)]
            axes.plot(*ends, color=colour, linewidth=1.5, linestyle="--" if colour == _ALARM else "-")
    for point in points:
        face = _INK if point.adopted else "white"
        marker = "o" if point.is_of_a_year else "D"
        colour = _INK if point.adopted else _ALARM
        axes.plot([_moment(point)], [float(point.value)], marker, color=colour, markerfacecolor=face, markersize=4)
    _mark(axes, targets)
    axes.axvline(_year(reference), color=_QUIET, linewidth=0.8, linestyle=":")
    axes.set_ylim(bottom=0, top=1.12 * max(float(point.value) for point in (*points, *targets)) or 1)
    axes.spines[["top", "right"]].set_visible(False)
    moments = [_moment(point) for point in (*points, *targets)]
    first, last = min(moments), max(*moments, _year(reference))
    axes.set_xlim(first - 0.5, last + 0.5)
    step = max(1, round((last - first) * _YEAR_ROOM / axes.figure.get_figwidth()))
    axes.set_xticks(range(round(first), round(last) + 1, step))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")


def _mark(axes: Any, targets: Sequence[Point]) -> None:
    """Mark the targets: the last one of each period with a square, earlier ones with a triangle."""
    last = {(target.first, target.last): target for target in targets}
    for target in targets:
        index = int(last[target.first, target.last] is target)
        axes.plot([_moment(target)], [float(target.value)], **marked(index))


def _jumps(before: Point, after: Point) -> bool:
    low, high = sorted((before.value, after.value))
    return low * _JUMP < high


def _moment(point: Point) -> float:
    """Return the place of a point on the axis of years: a calendar year at its number, another period at its middle."""
    if point.is_of_a_year and point.first.month == 1:
        return float(point.first.year)
    return (_year(point.first) + _year(point.last)) / 2 - 0.5


def _year(day: datetime.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366
