"""Charts as pictures: clear in grey and for the colour-blind, and with the same bytes each time."""

from __future__ import annotations

import io
import warnings
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loipr.editions.drawing import chart_bars, chart_lines
from loipr.editions.drawing.chart_bars import bar_series, bar_targets, draw_bars, draw_stack, label_rows, slot
from loipr.editions.drawing.chart_lines import draw_lines, frame, line_series, mark_targets, write_last_figure
from loipr.editions.drawing.chart_style import SETTINGS, TALLEST, WIDE, Format, limits, saved_as, with_titles, wrapped
from loipr.tables.chart import Chart

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The height of a panel with a line, and the height in any panel that is not the axes', in inches.
_PANEL, _HEAD = 1.6, 0.35
#: The height of the names of targets above all panels, in inches.
_KEYS = 0.25


def draw(chart: Chart, form: str, size: Format = WIDE) -> bytes:
    """Return *chart* as a file of the *form* ``svg``, ``pdf`` or ``png``."""
    # Imported here, so that only a build that draws a chart needs the time for it.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # A page of the site uses the reader's own font; other files use the font that comes with the library.
    settings: Any = {**SETTINGS, "font.family": "sans-serif" if form == "svg" else "DejaVu Sans"}
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that the font lacks is drawn as a box
        figure = Figure(layout="constrained")
        _KINDS[chart.kind](figure, chart, size)
        stream = io.BytesIO()
        figure.savefig(stream, **saved_as(form))
        return with_titles(stream.getvalue()) if form == "svg" else stream.getvalue()


def font_files() -> dict[str, Path]:
    """Return the font files of charts, by style (``normal``, ``italic``), for an edition that embeds them."""
    import matplotlib as mpl

    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return {"normal": folder / "DejaVuSans.ttf", "italic": folder / "DejaVuSans-Oblique.ttf"}


def _draw_panels(figure: Figure, chart: Chart, size: Format) -> None:
    """Draw each series in its own panel; if all have the same unit, all panels have the same scale."""
    is_line = bool(chart.times)
    across = min(len(chart.series), size.panels if is_line else size.panels - 1)
    down = ceil(len(chart.series) / across)
    panel = _PANEL if is_line else _HEAD + len(chart.labels) * slot(chart.labels, 1 + len(chart.targets), size)
    height = down * panel + (_KEYS if chart.targets else 0)
    figure.set_size_inches(size.width, min(TALLEST, height) if size is WIDE else height)
    is_shared = len({one.unit for one in chart.series}) == 1
    panels = figure.subplots(down, across, squeeze=False, sharex=is_line or is_shared, sharey=is_shared or not is_line)
    for axes, one in zip(panels.flat, chart.series, strict=False):
        targets = chart.of_column(one.column)
        compared = (*chart.series, *chart.targets) if is_shared else (one, *targets)
        if is_line:
            line_series(axes, chart, one)
            for index, target in enumerate(targets):
                mark_targets(axes, chart, target, index)
            frame(axes, chart, compared, max(2, size.dates // size.panels))
            write_last_figure(axes, chart, one, panel - _HEAD)
        else:
            thickness = 0.7 / (1 + len(targets))
            first = thickness / 2 - 0.35
            rows = range(len(chart.labels))
            bar_series(axes, chart, one, [row + first for row in rows], thickness)
            for index, target in enumerate(targets, 1):
                places = [row + first + thickness * index for row in rows]
                bar_targets(axes, chart, target, places, thickness, index - 1)
            label_rows(axes, chart.labels, size)
            axes.set_xlim(*limits(compared))
        axes.set_title(wrapped(f"{one.name} ({one.unit})" if one.unit else one.name, size.letters))
    (chart_lines if is_line else chart_bars).explain_targets(figure, chart)
    for axes in panels.flat[len(chart.series) :]:
        axes.set_visible(False)
    for axes in panels.flat[max(0, len(chart.series) - across) : len(chart.series)]:
        axes.tick_params(labelbottom=True)  # also where the panel below is missing


_KINDS = {"bar": draw_bars, "stacked": draw_stack, "line": draw_lines, "small-multiples": _draw_panels}
