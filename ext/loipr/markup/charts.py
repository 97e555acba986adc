"""Charts drawn from datasets: the same query as a table, and the table beneath."""

from __future__ import annotations

from decimal import Decimal

from docutils import nodes

from loipr.catalog.tables import Query, Table
from loipr.markup.nodes import chart
from loipr.markup.tables import DataTableDirective, column_specification, table_node


class DataChartDirective(DataTableDirective):
    """``:::{data-chart} placements_by_year``: bars, or lines with ``:kind: line``; options as for a table."""

    def show(self, query: Query, table: Table) -> list[nodes.Node]:
        figure = nodes.figure("", _chart(query, table), nodes.caption("", table.caption), classes=["loipr-chart"])
        figure["ids"].append(self.new_id("chart"))
        self.set_source_info(figure)
        body = table_node(table)
        del body[0]  # the caption stands under the chart
        return [figure, column_specification(body), body]


def _chart(query: Query, table: Table) -> chart:
    side = next(number for number, heading in enumerate(table.headings) if not heading.is_figure)
    labels = [row[side] for row in table.rows]
    series = [
        (heading.title, [_number(row[number]) for row in table.rows])
        for number, heading in enumerate(table.headings)
        if heading.is_figure
    ]
    unit = next((heading.unit for heading in table.headings if heading.is_figure), "")
    return chart(kind=query.kind, labels=labels, series=series, unit=unit, alt=_in_words(query, table, side))


def _number(text: str) -> float | None:
    return float(Decimal(text.replace(",", ""))) if text else None


def _in_words(query: Query, table: Table, side: int) -> str:
    """Return what the chart shows, for those who cannot see it."""
    rows = []
    for row in table.rows:
        figures = [
            f"{heading.title} {cell or 'not known'}"
            for heading, cell in zip(table.headings, row, strict=True)
            if heading.is_figure
        ]
        rows.append(f"{row[side]}: {', '.join(figures)}")
    kind = "Line chart" if query.kind == "line" else "Bar chart"
    return f"{kind}. {table.caption}. {'; '.join(rows)}."
