"""Charts drawn from datasets: the same query as a table, and the table beneath."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.typing import OptionSpec

from loipr.markup.nodes import TABLE_LABEL, chart, notes_below
from loipr.markup.tables import DataTableDirective, column_specification, table_node
from loipr.tables.chart import chart_of
from loipr.tables.chart_words import DATA_BELOW, comparison, in_words
from loipr.tables.query import CHART_OPTIONS, Query
from loipr.tables.table import Table


class DataChartDirective(DataTableDirective):
    """``:::{data-chart} placements_by_year`` with ``:kind:``; options as for a table."""

    option_spec: ClassVar[OptionSpec] = dict.fromkeys(CHART_OPTIONS, directives.unchanged)
    is_chart = True

    def show(self, query: Query, table: Table, foot: notes_below) -> list[nodes.Node]:
        drawn = chart_of(query, table)
        picture = chart(chart=drawn, alt=in_words(drawn, table.caption))
        figure = nodes.figure("", picture, nodes.caption("", table.caption), classes=["loipr-chart"])
        self.name_it(figure, "chart")
        body = table_node(table)
        del body[0]  # the caption stands under the chart
        compared = comparison(drawn)
        said = [nodes.paragraph("", compared)] if compared else []
        source = notes_below("", *said, foot.pop(0))
        label = nodes.paragraph("", DATA_BELOW, classes=[TABLE_LABEL])
        return [figure, source, label, column_specification(body), body]
