"""Tables that are too wide for any page, divided into several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from docutils import nodes

from loipr.markup.widths import LINE

#: So many letters stand in a line of a table, upright and turned.
UPRIGHT, TURNED = 112, 170


def parts(table: nodes.table, needed: Sequence[int]) -> Iterator[nodes.table]:
    """Yield tables with as many columns of *table* as the line holds, each beginning with the first column.

    *needed* says how many letters each column needs.
    """
    group = [0]
    for column in range(1, len(needed)):
        if len(group) > 1 and sum(needed[one] for one in group) + needed[column] > UPRIGHT:
            yield _with_columns(table, group, needed)
            group = [0]
        group.append(column)
    yield _with_columns(table, group, needed)


def _with_columns(table: nodes.table, columns: Sequence[int], needed: Sequence[int]) -> nodes.table:
    part = table.deepcopy()
    if len(columns) > 1 and columns[1] > 1:
        part["ids"] = []
        part.children = [child for child in part.children if not isinstance(child, nodes.title)]
    specs = list(part.findall(nodes.colspec))
    for row in part.findall(nodes.row):
        row.children = [row.children[column] for column in columns]
    line = max(LINE, sum(needed[column] for column in columns))
    for column in columns:
        specs[column]["colwidth"] = needed[column] * LINE // line
    group = next(part.findall(nodes.tgroup))
    group["cols"] = len(columns)
    group.children = [*(specs[column] for column in columns), *(one for one in group.children if one not in specs)]
    return part


def lines(entry: nodes.Node, size: int) -> int:
    """Return how many lines a cell takes in a column of *size* letters."""
    return ceil(len(entry.astext()) / max(1, size)) or 1
