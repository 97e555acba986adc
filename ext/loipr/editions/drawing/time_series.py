"""A series over time as a small picture: where the data end, jump or conflict."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Any

from docutils import nodes

from loipr.datasets.time_series import Point
from loipr.editions.drawing.chart_style import (
    IN_AN_INCH,
    KEYS,
    SERIES,
    SETTINGS,
    felt,
    marked,
    saved_as,
    told,
    with_titles,
    wrapped,
)
from loipr.wording.period_words import in_words

_INK, _QUIET, _ALARM = "#0072B2", "#56616b", "#D55E00"
#: A figure has jumped if it grew to more than so many times the figure of the year before, or fell as much.
_JUMP = 2
#: A year under the axis has so much of the picture's width, in inches.
_YEAR_ROOM = 0.85
#: The letters that the sample of a mark takes beside its name.
_SAMPLE = 5


def draw_series(node: nodes.Element, form: str, size: tuple[float, float] = SERIES) -> bytes:
    """Return a picture of the series *node* as a file of the *form* ``svg`` or ``pdf``, of a *size* in inches.

    Lines join the figures of whole years; figures of other periods stand alone. A hollow point was set aside. The
    vertical line is the report's date of reference. Hollow dark triangles are earlier targets, and squares the last.
    Below the picture stand the names of the marks that are in it, which take more height.
    """
    # Imported here, so that only a build that draws a series needs the time for it.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: Any = {**SETTINGS, "font.family": "sans-serif" if form == "svg" else "DejaVu Sans"}
    with mpl.rc_context(settings):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots()
        _draw(axes, node)
        axes.set_ylabel(node["unit"])
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        _explain(figure, node, size)
        stream = io.BytesIO()
        figure.savefig(stream, **saved_as(form))
        return with_titles(stream.getvalue()) if form == "svg" else stream.getvalue()


def _draw(axes: Any, node: nodes.Element) -> None:
    points, targets, reference = node["points"], node["targets"], node["reference"]
    for before, after in _joined(points):
        ends = [_moment(before), _moment(after)], [float(before.value), float(after.value)]
        axes.plot(*ends, **_line(is_jump=_jumps(before, after)))
    for point in points:
        axes.plot([_moment(point)], [float(point.value)], **_look(point))
    for target in targets:
        axes.plot([_moment(target)], [float(target.value)], **marked(_place_of_target(target, targets)))
    for one, words in [*((one, _told(one)) for one in points), *((one, f"target of {_told(one)}") for one in targets)]:
        axes.plot([_moment(one)], [float(one.value)], gid=told(f"{words} {node['unit']}".rstrip()), **felt())
    axes.axvline(_year(reference), **_REFERENCE)
    axes.set_ylim(bottom=0, top=1.12 * max(float(point.value) for point in (*points, *targets)) or 1)
    moments = [_moment(point) for point in (*points, *targets)]
    first, last = min(moments), max(*moments, _year(reference))
    axes.set_xlim(first - 0.5, last + 0.5)
    step = max(1, round((last - first) * _YEAR_ROOM / axes.figure.get_figwidth()))
    axes.set_xticks(range(round(first), round(last) + 1, step))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")


_REFERENCE: dict[str, Any] = {"color": _QUIET, "linewidth": 0.8, "linestyle": ":"}


def _line(*, is_jump: bool) -> dict[str, Any]:
    return {"color": _ALARM if is_jump else _INK, "linewidth": 1.5, "linestyle": "--" if is_jump else "-"}


def _look(point: Point) -> dict[str, Any]:
    look = {"marker": "o" if point.is_of_a_year else "D", "markersize": 4, "linestyle": "none"}
    return {**look, "color": _INK if point.adopted else _ALARM, "markerfacecolor": _INK if point.adopted else "white"}


def _told(one: Point) -> str:
    return f"{in_words(one.label)}{'' if one.adopted else ', set aside'}: {one.value:,}"


def _explain(figure: Any, node: nodes.Element, size: tuple[float, float]) -> None:
    """Write below the picture what each mark in it is, and make the picture higher by that."""
    from matplotlib.lines import Line2D

    width, height = size
    fit = int(width * IN_AN_INCH)
    names = [(wrapped(name, fit - _SAMPLE), look) for name, look in _marks(node)]
    columns = max(1, fit // (max(len(line) for name, _ in names for line in name.split("\n")) + _SAMPLE))
    lines = sum(name.count("\n") for name, _ in names) + ceil(len(names) / columns)
    figure.set_size_inches(width, height + lines * KEYS)
    handles = [Line2D([], [], **look) for _, look in names]
    figure.legend(handles, [name for name, _ in names], loc="outside lower left", ncols=columns, handlelength=1.6)


def _marks(node: nodes.Element) -> list[tuple[str, dict[str, Any]]]:
    """Return the name and the look of each mark that the picture has."""
    points, targets = node["points"], node["targets"]
    found = {}
    for point in points:
        period = "of a year" if point.is_of_a_year else "of another period"
        found[period if point.adopted else f"{period}, set aside"] = _look(point)
    if any(_jumps(*pair) for pair in _joined(points)):
        found["doubled or halved"] = _line(is_jump=True)
    places = {_place_of_target(target, targets) for target in targets}
    for place in sorted(places):
        found["target" if len(places) == 1 else "last target" if place else "earlier target"] = marked(place)
    found["date of reference"] = _REFERENCE
    return list(found.items())


def _joined(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Return the figures of years that follow one another directly."""
    years = [point for point in points if point.adopted and point.is_of_a_year]
    return [(one, other) for one, other in pairwise(years) if other.first.year - one.first.year == 1]


def _place_of_target(target: Point, targets: Sequence[Point]) -> int:
    """Return 1 for the last target of a period, which is marked with a square; 0 for earlier ones, with a triangle."""
    last = {(one.first, one.last): one for one in targets}
    return int(last[target.first, target.last] is target)


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
