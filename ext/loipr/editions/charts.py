"""Charts as pictures: vector, legible in grey and to the colour-blind, the same bytes each time."""

from __future__ import annotations

import io
from typing import Any

from docutils import nodes

#: Colours of Okabe and Ito, told apart by all common kinds of colour vision; the hatches serve grey print.
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_HATCHES = ("", "//", "..", "xx", "\\\\", "++")
_MARKERS = ("o", "s", "^", "D", "v", "P")


def draw(node: nodes.Element, form: str) -> bytes:
    """Return the chart *node* as a file of the *form* ``svg`` or ``pdf``."""
    # Only a build that draws a chart pays for the import.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: Any = {"svg.hashsalt": "loipr", "svg.fonttype": "none", "font.size": 9, "hatch.linewidth": 0.5}
    settings["font.family"] = "sans-serif" if form == "svg" else "DejaVu Sans"
    with mpl.rc_context(settings):
        bars = node["kind"] == "bar"
        height = max(2.2, 0.9 + 0.28 * len(node["labels"]) * len(node["series"])) if bars else 3.2
        figure = Figure(figsize=(6.3, height), layout="constrained")
        axes = figure.subplots()
        (_draw_bars if bars else _draw_lines)(axes, node["labels"], node["series"])
        axes.spines[["top", "right"]].set_visible(False)
        if len(node["series"]) > 1:
            axes.legend(frameon=False)
        (axes.set_xlabel if bars else axes.set_ylabel)(node["unit"])
        (axes.xaxis if bars else axes.yaxis).set_major_formatter(lambda value, _: f"{value:,.10g}")
        stream = io.BytesIO()
        figure.savefig(stream, format=form, metadata={"Date": None} if form == "svg" else {"CreationDate": None})
        return stream.getvalue()


def _draw_bars(axes: Any, labels: list[str], series: list[tuple[str, list[float | None]]]) -> None:
    thickness = 0.8 / len(series)
    for index, (name, values) in enumerate(series):
        positions = [row + index * thickness for row in range(len(labels))]
        bars = axes.barh(
            positions,
            [value or 0 for value in values],
            height=thickness,
            label=name,
            color=_COLOURS[index % len(_COLOURS)],
            hatch=_HATCHES[index % len(_HATCHES)],
            edgecolor="white",
        )
        axes.bar_label(bars, [f"{value:,.10g}" if value is not None else "n/a" for value in values], padding=3)
    axes.set_yticks([row + 0.4 - thickness / 2 for row in range(len(labels))], labels)
    axes.invert_yaxis()
    axes.margins(x=0.14)


def _draw_lines(axes: Any, labels: list[str], series: list[tuple[str, list[float | None]]]) -> None:
    for index, (name, values) in enumerate(series):
        shown = [float("nan") if value is None else value for value in values]
        colour, marker = _COLOURS[index % len(_COLOURS)], _MARKERS[index % len(_MARKERS)]
        axes.plot(range(len(labels)), shown, label=name, color=colour, marker=marker)
    axes.set_xticks(range(len(labels)), labels)
    axes.set_ylim(bottom=0)
