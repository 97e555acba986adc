"""Lines over time: they join periods that follow one another, and have their names at their ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, nan
from typing import TYPE_CHECKING

from loipr.editions.drawing.chart_style import Format, felt, limits, lined, marked, thousands, told, wrapped
from loipr.tables.chart import Chart, Series
from loipr.tables.chart_words import figure_in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The heights of the picture and of the axes in it, in inches.
_HEIGHT, _AXES = 3.1, 2.7
#: For the names at the ends of the lines: the letters in a line, and the points from one line to the next.
_LETTERS, _LEADING = 14, 12.5
#: A single line with at most so many points has a figure at each of them.
_FEW = 14
#: A figure below its point needs so many inches.
_ROOM = 0.2


def draw_lines(figure: Figure, chart: Chart, size: Format) -> None:
    """Draw the series of *chart* as lines in one pair of axes."""
    figure.set_size_inches(size.width, _HEIGHT)
    axes = figure.subplots()
    for index, one in enumerate(chart.series):
        line_series(axes, chart, one, index)
    for index, one in enumerate(chart.targets):
        mark_targets(axes, chart, one, index)
    frame(axes, chart, (*chart.series, *chart.targets), size.dates)
    explain_targets(figure, chart)
    if len(chart.series) == 1:
        _write_figures(axes, chart, chart.series[0], few=size.dates < len(chart.labels))
    else:
        _name_lines(axes, chart)


def line_series(axes: Axes, chart: Chart, one: Series, index: int = 0) -> None:
    """Draw the series *one* in the look number *index*; the line has a gap at a missing figure or a missing period."""
    times: list[float] = []
    values: list[float] = []
    for time, value, is_joined in zip(chart.times, one.values, chart.joined, strict=True):
        if not is_joined:
            times.append(time)
            values.append(nan)
        times.append(time)
        values.append(nan if value is None else float(value))
    axes.plot(times, values, **lined(index))
    _tell(axes, chart, one)


def mark_targets(axes: Axes, chart: Chart, one: Series, index: int = 0) -> None:
    """Mark the targets *one* of each period, in the look number *index*."""
    known = [number for number, value in enumerate(one.values) if value is not None]
    times, values = [chart.times[number] for number in known], [float(one.values[number] or 0) for number in known]
    axes.plot(times, values, **marked(index))
    _tell(axes, chart, one)


def _tell(axes: Axes, chart: Chart, one: Series) -> None:
    """Let each point of the series *one* say its figure."""
    for number, value in enumerate(one.values):
        if value is not None:
            axes.plot([chart.times[number]], [float(value)], gid=told(figure_in_words(chart, one, number)), **felt())


def explain_targets(figure: Figure, chart: Chart) -> None:
    """Write the names of the marks of targets above the picture."""
    from matplotlib.lines import Line2D

    if chart.targets:
        handles = [Line2D([], [], **marked(index)) for index, _ in enumerate(chart.targets)]
        figure.legend(handles, [one.name for one in chart.targets], loc="outside upper left", ncols=2, handlelength=1.6)


def frame(axes: Axes, chart: Chart, compared: Sequence[Series], dates: int) -> None:
    """Write the periods below the axes, at most so many *dates*, and on the left a scale for the series *compared*.

    The scale includes zero.
    """
    places, names = _dates(chart, dates)
    axes.set_xticks(places, names)
    axes.margins(x=0.04)
    low, high = limits(compared)
    axes.set_ylim(low, high * 1.15)
    axes.locator_params(axis="y", nbins=5)
    axes.yaxis.set_major_formatter(thousands)
    axes.yaxis.grid(visible=True)
    axes.spines.left.set_visible(False)
    axes.tick_params(axis="y", length=0)


def _dates(chart: Chart, most: int) -> tuple[list[float], list[str]]:
    times = list(chart.times)
    if all(time.is_integer() for time in times):
        years = range(int(times[0]), int(times[-1]) + 1)
        # The steps are counted back from the last year, which readers look for.
        shown = [year for year in years if (years[-1] - year) % ceil(len(years) / most) == 0]
        return [float(year) for year in shown], [str(year) for year in shown]
    step = ceil(len(times) / max(2, most // 2))
    numbers = range((len(times) - 1) % step, len(times), step)
    return [times[number] for number in numbers], [wrapped(chart.labels[number], 10) for number in numbers]


def _write_figures(axes: Axes, chart: Chart, one: Series, *, few: bool) -> None:
    """Write the figures at their points; if there is no room for all, only the first, last, highest and lowest."""
    values = {number: float(value) for number, value in enumerate(one.values) if value is not None}
    shown = sorted(values)
    if few or len(shown) > _FEW:
        by_value = sorted(shown, key=values.__getitem__)
        shown = sorted({shown[0], shown[-1], by_value[0], by_value[-1]})
    for number in shown:
        _write_figure(axes, chart, one, number)


def write_last_figure(axes: Axes, chart: Chart, one: Series, height: float) -> None:
    """Write the last figure of the series *one* at its point, in axes of this *height* (in inches)."""
    for number in [number for number, value in enumerate(one.values) if value is not None][-1:]:
        _write_figure(axes, chart, one, number, height)


def _write_figure(axes: Axes, chart: Chart, one: Series, number: int, height: float = _AXES) -> None:
    """Write the figure with the index *number* at its point, on a side where the line does not pass."""
    value, before, after = (_value(one, place) for place in (number, number - 1, number + 1))
    assert value is not None
    low, high = axes.get_ylim()
    beside = [other for other in (before, after) if other is not None]
    is_dip = bool(beside) and all(other > value for other in beside)
    is_over_target = any((_value(target, number) or value) < value for target in chart.targets)
    is_below = is_dip and (value - low) / (high - low) * height > _ROOM and not is_over_target
    side, offset = "center", (0, -6 if is_below else 5)
    if number in (0, len(one.values) - 1):
        side = "right" if number else "left"
    elif before is not None and after is not None and before < value < after:
        side, offset = "right", (-4, 2)
    elif before is not None and after is not None and before > value > after:
        side, offset = "left", (4, 2)
    axes.annotate(
        one.texts[number],
        (chart.times[number], value),
        offset,
        textcoords="offset points",
        ha=side,
        va="top" if is_below else "bottom",
    )


def _value(one: Series, number: int) -> float | None:
    value = one.values[number] if 0 <= number < len(one.values) else None
    return None if value is None else float(value)


def _name_lines(axes: Axes, chart: Chart) -> None:
    """Write the name of each line on the right, at its end; names that would overlap move apart.

    What leads from the end to the name looks like the line, so that the name says what its colour and dashes are.
    """
    low, high = axes.get_ylim()
    looks = {one.name: lined(index) for index, one in enumerate(chart.series)}
    ends = {one.name: end for one in chart.series if (end := _end(chart, one)) is not None}
    heights = _apart({wrapped(name, _LETTERS): (end[1] - low) / (high - low) for name, end in ends.items()})
    for (text, height), (name, end) in zip(heights.items(), ends.items(), strict=True):
        look = {"color": looks[name]["color"], "linestyle": looks[name]["linestyle"]}
        axes.annotate(
            text,
            end,
            (1.03, height),
            textcoords="axes fraction",
            va="center",
            arrowprops={"arrowstyle": "-", "linewidth": 1.2, "relpos": (0, 0.5), **look},
        )


def _end(chart: Chart, one: Series) -> tuple[float, float] | None:
    known = [number for number, value in enumerate(one.values) if value is not None]
    return (chart.times[known[-1]], float(one.values[known[-1]] or 0)) if known else None


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Move apart the texts that would overlap, and keep their order; *heights* are fractions of the axes' height."""
    room = {text: (text.count("\n") + 1) * _LEADING / (_AXES * 72) for text in heights}
    placed: dict[str, float] = {}
    ceiling = 1.05
    for text in sorted(heights, key=lambda text: -heights[text]):
        placed[text] = min(heights[text], ceiling - room[text] / 2)
        ceiling = placed[text] - room[text] / 2
    floor = -0.05
    for text in reversed(placed):
        placed[text] = max(placed[text], floor + room[text] / 2)
        floor = placed[text] + room[text] / 2
    return {text: placed[text] for text in heights}
