"""Draws ``docs/machinery/rooms.png`` of the code: which room of the machinery imports which. ``tox -e rooms`` runs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from support.project import REPOSITORY
from support.rooms import PACKAGE, Room, imports_in, rooms_of

PICTURE = REPOSITORY / "docs/machinery/rooms.png"
#: Under this word the picture holds what it was drawn from.
KEY = "Rooms"
_MARK, _LINE, _SELF, _TEXT = "#0b5394", "#d9d9d9", "#eeeeee", "#444444"


def draw(rooms: Mapping[str, Room], target: Path) -> None:
    """Draw *rooms* in the file *target*: each a row and a column, with a mark where the row imports the column."""
    names = list(rooms)
    count = len(names)
    figure = Figure(figsize=(6, 5.2), dpi=160, layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlim=(-0.5, count - 0.5), ylim=(count - 0.5, -0.5), aspect="equal")
    for number, name in enumerate(names):
        axes.add_patch(Rectangle((number - 0.5, number - 0.5), 1, 1, color=_SELF))
        lines = rooms[name]["thousand_lines"]
        axes.text(count + 1.3, number, f"{lines},000" if lines else "<500", va="center", ha="right", color=_TEXT)
        for other in rooms[name]["imports"]:
            axes.plot(names.index(other), number, "o", color=_MARK, markersize=7)
    axes.text(count + 1.3, -1, "lines", ha="right", color=_TEXT)
    axes.set_xticks(range(count), names, rotation=60, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(count), names)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=10)
    axes.set_axisbelow(True)
    axes.grid(color=_LINE, linewidth=0.6)
    for side in axes.spines.values():
        side.set_visible(False)
    figure.savefig(target, metadata={"Software": None, KEY: json.dumps(rooms)})


if __name__ == "__main__":
    draw(rooms_of(PACKAGE, imports_in(PACKAGE)[0]), PICTURE)
    print(PICTURE.relative_to(REPOSITORY))
