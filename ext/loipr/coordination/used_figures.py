"""Which figures a page uses: in its text, in its tables and in its charts."""

from __future__ import annotations

from collections.abc import Mapping

from loipr.datasets.figures import COMPUTED, observations_of
from loipr.datasets.observations import ObservationError
from loipr.pages.page import Page
from loipr.report import Report
from loipr.tables.grid import matching
from loipr.tables.query import TableError, read_query

#: A row of a dataset: the name of the dataset, and the number of the row.
Row = tuple[str, int]


def used_figures(page: Page, report: Report) -> Mapping[Row, list[str]]:
    """Return the columns that *page* uses of each row, in the order of use; what has a fault is left to the rules."""
    found: dict[Row, dict[str, None]] = {}
    for role in page.roles:
        if role.name not in COMPUTED:
            continue
        try:
            for one in observations_of(role.name, role.text, report.datasets):
                found.setdefault((one.dataset.name, one.row), {})[one.column.name] = None
        except ObservationError:
            continue
    for directive in page.directives:
        is_chart = directive.name == "data-chart"
        if not is_chart and directive.name != "data-table":
            continue
        try:
            query = read_query(directive.argument, directive.options, report.datasets, is_chart=is_chart)
            rows = matching(query)
        except TableError:
            continue
        columns = (*query.columns, *([query.pivot.figure] if query.pivot is not None else []))
        shown = dict.fromkeys(column.name for column in columns if column.is_figure)
        for row in rows:
            found.setdefault((query.dataset.name, row), {}).update(shown)
    return {row: list(columns) for row, columns in found.items()}
