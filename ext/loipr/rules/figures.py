"""Rules about the figures, tables and charts that pages draw from datasets."""

from collections.abc import Iterator

from loipr.datasets.figures import COMPUTED, observations_of
from loipr.datasets.observations import ObservationError
from loipr.datasets.once import once
from loipr.files.places import Problem
from loipr.report import Report
from loipr.rules.indicators import problems_of_indicators
from loipr.rules.registry import Findings, Severity, noted, rule
from loipr.tables.chart import chart_of
from loipr.tables.query import TableError, read_query
from loipr.tables.table import select
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean


@once
def _problems(report: Report) -> tuple[Problem, ...]:
    found = tuple(_find_problems(report))
    if not report.datasets and not report.unread_datasets:
        return tuple(problem for problem in found if problem.rule != "unknown-dataset")
    return found


def _find_problems(report: Report) -> Iterator[Problem]:
    yield from problems_of_indicators(report)
    for entry in report.register.entries.values():
        for name, place in entry.named("dataset"):
            if name not in report.datasets and name not in report.unread_datasets:
                yield Problem(
                    "unknown-dataset", place, f"there is no dataset {name}{did_you_mean(name, report.datasets)}"
                )
    for page in report.pages:
        for role in page.roles:
            if role.name not in COMPUTED or any(name in role.text for name in report.unread_datasets):
                continue
            try:
                observations_of(role.name, role.text, report.datasets)
            except ObservationError as error:
                yield Problem(error.rule, role.place, error.message)
        for directive in page.directives:
            if directive.argument in report.unread_datasets:
                continue
            if directive.name == "dataset" and directive.argument not in report.datasets:
                hint = did_you_mean(directive.argument, report.datasets)
                message = _("there is no dataset {argument}{hint}").format(argument=directive.argument, hint=hint)
                yield Problem("unknown-dataset", directive.place, message)
            if directive.name not in ("data-table", "data-chart"):
                continue
            is_chart = directive.name == "data-chart"
            try:
                query = read_query(directive.argument, directive.options, report.datasets, is_chart=is_chart)
                table = select(query)
                if is_chart:
                    chart_of(query, table)
            except TableError as error:
                yield Problem(error.rule, directive.place, error.message)


@rule(Severity.ERROR)
def malformed_value(report: Report) -> Findings:
    """A figure is written as dataset, key and column; a share or a change names two of them.

    Bad:

        {value}`placements 2024`

    Good:

        {value}`placements_by_year[2024].total`
        {share}`placements_by_year[2023].female of placements_by_year[2023].total`
        {change}`placements_by_year[2022].total to placements_by_year[2023].total`
    """
    return noted(report, "malformed-value", _problems(report))


@rule(Severity.ERROR)
def unknown_dataset(report: Report) -> Findings:
    """A figure, table or chart draws from a dataset that there is.

    Bad:

        {value}`placement_by_year[2024].total`

    Good:

        {value}`placements_by_year[2024].total`
    """
    return noted(report, "unknown-dataset", _problems(report))


@rule(Severity.ERROR)
def unknown_observation(report: Report) -> Findings:
    """The dataset has the row that a figure names, and the cell is not empty.

    Bad:

        {value}`placements_by_year[2042].total`

    Good:

        {value}`placements_by_year[2024].total`
    """
    return noted(report, "unknown-observation", _problems(report))


@rule(Severity.ERROR)
def unknown_column(report: Report) -> Findings:
    """The dataset has the columns that a figure, table or chart names.

    Bad:

        {value}`placements_by_year[2024].totals`

    Good:

        {value}`placements_by_year[2024].total`
    """
    return noted(report, "unknown-column", _problems(report))


@rule(Severity.ERROR)
def dataset_without_page(report: Report) -> Findings:
    """Every dataset has a page that tells of it, where the site has such pages at all.

    Bad: a new dataset in data/datapackage.json, and no page in docs/data.

    Good: docs/data/placements_by_year.md with a heading, what to know of the figures, and

        :::{dataset} placements_by_year
        :::
    """
    shown = {one.argument for page in report.pages for one in page.directives if one.name == "dataset"}
    for dataset in report.datasets.values() if shown else ():
        if dataset.name not in shown:
            page = f"docs/data/{dataset.name}.md"
            yield dataset.place, f"no page describes {dataset.name}; add {page} with :::{{dataset}} {dataset.name}"


@rule(Severity.ERROR)
def invalid_table(report: Report) -> Findings:
    """A table or chart uses the options that there are, each with a value it understands.

    Bad:

        :::{data-table} placements_by_destination
        :where: 2024
        :::

    Good:

        :::{data-table} placements_by_destination
        :where: period = 2024
        :sort: total desc
        :top: 10
        :::
    """
    return noted(report, "invalid-table", _problems(report))
