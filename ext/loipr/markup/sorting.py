"""What the site's script needs to sort and filter the table of a dataset: how each column and each cell is compared."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from loipr.datasets.dataset import SOURCE, Column, Dataset
from loipr.wording.periods import parse_period

#: A column of words with so many different short texts is offered as a choice.
_MOST_CHOICES, _SHORT = 15, 40


def let_sort(table: nodes.table, dataset: Dataset, shown: Sequence[str]) -> None:
    """Mark *table*, which has the columns *shown* of *dataset*, so that the site lets readers sort and filter it.

    The table has its ``view`` (the name of the dataset), each head its ``kind``, and each cell that is not compared by
    its words its ``sorted_by``.
    """
    columns = [column for name in shown if (column := dataset.column(name))]
    heads, *rows = table.findall(nodes.row)
    table["view"] = dataset.name
    for column, head in zip(columns, heads.findall(nodes.entry), strict=True):
        head["kind"] = _kind(column, dataset.cells[column.name][: len(rows)])
    for number, row in enumerate(rows):
        for column, cell in zip(columns, row.findall(nodes.entry), strict=True):
            value = dataset.cells[column.name][number]
            period = parse_period(value) if column.type == "string" else None
            if column.is_figure:
                cell["sorted_by"] = value
            elif period is not None:
                cell["sorted_by"] = f"{period.first} {period.last}"


def _kind(column: Column, values: Sequence[str]) -> str:
    if column.is_figure:
        return "number"
    different = set(values) - {""}
    # A cell of sources has several, and is long as it is printed.
    is_choice = (
        column.name != SOURCE
        and 1 < len(different) <= min(_MOST_CHOICES, len(values) // 2)
        and max(map(len, different)) <= _SHORT
    )
    return "choice" if is_choice else "text"
