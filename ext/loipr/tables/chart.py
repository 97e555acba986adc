"""What a chart draws from a table, and whether this is possible without showing anything untrue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import ceil

from loipr.datasets.dataset import ColumnSum, Dataset
from loipr.tables.query import Query, TableError
from loipr.tables.table import Table
from loipr.tables.targets import TARGET
from loipr.wording.periods import Period, exact_period
from loipr.wording.sentences import listed

#: So many series are still distinct in one pair of axes, even in grey; so many bars and panels fit on a page.
_MOST_SERIES, _MOST_BARS, _MOST_PANELS = 6, 40, 12
#: More periods make a line too dense.
_MOST_PERIODS = 400


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, each with its printed text; a missing figure is None with an empty text."""

    name: str
    unit: str
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]
    column: str = ""  #: The column of the dataset with the figures, unless a pivot made the series.


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: the figures of each series, one for each label, and the ``targets`` of these figures.

    For lines, ``times`` holds the time of each label in years, and ``joined`` says whether a line may lead to a label
    from the label before it.
    """

    kind: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    times: tuple[float, ...] = ()
    joined: tuple[bool, ...] = ()
    is_over_time: bool = False  #: Whether the labels are periods.
    targets: tuple[Series, ...] = ()

    def of_column(self, column: str) -> tuple[Series, ...]:
        """Return the targets of the figures in *column*."""
        return tuple(one for one in self.targets if one.column == column)


def chart_of(query: Query, table: Table) -> Chart:
    """Return the chart of *table*.

    :raises TableError: when a chart of this kind would be wrong or unreadable; the message says what to do instead.
    """
    labels, series = _labels(table), _series(query, table)
    if query.kind == "stacked":
        series = [one for one in series if not _is_total(query.dataset, one, series)]
    if query.kind != "bar" and _periods([one.name for one in series]) and not _periods(labels):
        labels, series = _turned(labels, series)
    targets = tuple(_drawn(table, TARGET))
    chart = Chart(query.kind, tuple(labels), tuple(series), is_over_time=bool(_periods(labels)), targets=targets)
    _check(chart, {unit for heading in table.headings if heading.is_figure for unit in heading.units})
    if query.kind == "line" or (query.kind == "small-multiples" and not _line_fault(labels)):
        return _in_print(query, table, _over_time(chart))
    chart = _with_years_between(chart)
    _check_bars(chart)
    return _in_print(query, table, chart)


def _labels(table: Table) -> list[str]:
    labels = [written for written, _ in _names(table)]
    if len(set(labels)) < len(labels):
        twice = next(label for label in labels if labels.count(label) > 1)
        raise TableError("invalid-table", f"two rows are called {twice}; tell them apart by :columns: or :where:")
    return labels


def _names(table: Table) -> list[tuple[str, str]]:
    """Return the name of each row, in the file and in print: its words that are not the same in all rows."""
    lines = [row for number, row in enumerate(table.rows) if number not in table.totals]
    words = [number for number, heading in enumerate(table.headings) if not heading.is_figure]
    if not words:
        raise TableError("invalid-table", ":columns: a chart needs a column of words, as period, that names its rows")
    telling = [number for number in words if len({row[number].written for row in lines}) > 1] or words[:1]
    cells = [[row[number] for number in telling if row[number].text] for row in lines]
    return [(", ".join(cell.written for cell in row), ", ".join(cell.text for cell in row)) for row in cells]


def _in_print(query: Query, table: Table, chart: Chart) -> Chart:
    """Return *chart* with its labels and the names of its series in the form of print."""
    words = dict(_names(table))
    if query.pivot is not None:
        words |= {heading.name: heading.title for heading in table.headings if heading.is_figure}
    return replace(
        chart,
        labels=tuple(words.get(label, label) for label in chart.labels),
        series=tuple(replace(one, name=words.get(one.name, one.name)) for one in chart.series),
    )


def _series(query: Query, table: Table) -> list[Series]:
    found = list(_drawn(table))
    if query.pivot is not None:
        found = [replace(one, name=one.column, column="") for one in found]
    if not any(value is not None for one in found for value in one.values):
        raise TableError("invalid-table", "there is no figure to draw; name a column of figures")
    return found


def _drawn(table: Table, role: str = "") -> Iterator[Series]:
    """Yield the columns of figures with this *role* as series; rows that are totals are left out."""
    lines = [row for number, row in enumerate(table.rows) if number not in table.totals]
    for number, heading in enumerate(table.headings):
        if heading.is_figure and heading.role == role:
            cells = [row[number] for row in lines]
            values, texts = tuple(cell.number for cell in cells), tuple(cell.text for cell in cells)
            yield Series(heading.title, heading.unit, values, texts, heading.name)


def _is_total(dataset: Dataset, one: Series, series: Sequence[Series]) -> bool:
    """Whether *one* is the total of other drawn series: their stack already shows it."""
    drawn = {other.column for other in series}
    return any(
        isinstance(known, ColumnSum) and known.total == one.column and set(known.parts) <= drawn
        for known in dataset.sums
    )


def _periods(texts: Sequence[str]) -> list[Period]:
    """Return the periods in *texts*; an empty list when one of them is not a period."""
    periods = [exact_period(text) for text in texts]
    return [period for period in periods if period is not None] if all(periods) else []


def _turned(labels: Sequence[str], series: Sequence[Series]) -> tuple[list[str], list[Series]]:
    """Return labels and series exchanged, so that time runs along the labels."""
    turned = [
        Series(
            label,
            series[0].unit,
            tuple(one.values[number] for one in series),
            tuple(one.texts[number] for one in series),
        )
        for number, label in enumerate(labels)
    ]
    return [one.name for one in series], turned


def _check(chart: Chart, units: set[str]) -> None:
    count = len(chart.series)
    if chart.kind == "small-multiples":
        if count > _MOST_PANELS:
            raise TableError(
                "invalid-table", f"the chart would have {count} panels; {_MOST_PANELS} fit on a page: show fewer"
            )
        return
    if len(units) > 1:
        names = listed(sorted(units))
        raise TableError(
            "invalid-table",
            f"the chart would draw {names} on one scale; keep one of them, or use :kind: small-multiples",
        )
    if count > _MOST_SERIES:
        raise TableError(
            "invalid-table",
            f"nobody can tell {count} series in one chart apart; show {_MOST_SERIES} at most, or use :kind: "
            "small-multiples",
        )
    if chart.kind == "stacked":
        if count < 2:
            raise TableError("invalid-table", ":kind: stacked needs two or more columns of figures, the parts")
        if any(value is not None and value < 0 for one in chart.series for value in one.values):
            raise TableError("invalid-table", ":kind: stacked cannot show negative figures; use :kind: bar")


def _check_bars(chart: Chart) -> None:
    """Refuse a chart with more bars, one below another, than fit on a page. Two panels stand in a row."""
    columns = {
        "bar": len(chart.series) + len(chart.targets),
        "stacked": 1,
        "small-multiples": ceil(len(chart.series) / 2),
    }
    bars = len(chart.labels) * columns[chart.kind]
    if bars > _MOST_BARS:
        raise TableError(
            "invalid-table",
            f"the chart would have {bars} bars below one another; {_MOST_BARS} fit on a page: show fewer, as with "
            ":top: and :other:",
        )


def _line_fault(labels: Sequence[str]) -> str:
    """Return why no line can join *labels*; empty when a line can."""
    periods = [exact_period(label) for label in labels]
    for label, period in zip(labels, periods, strict=True):
        if period is None:
            return f"“{label}” is no period"
    for label, period in zip(labels, periods, strict=True):
        if period is not None and periods[0] is not None and not period.is_like(periods[0]):
            return f"{labels[0]} and {label} do not have the same length"
    return f"it has more than {_MOST_PERIODS} periods" if len(labels) > _MOST_PERIODS else ""


def _over_time(chart: Chart) -> Chart:
    """Return the chart in the order of time. A line joins periods that follow each other directly, and any two days.

    :raises TableError: when no line can join its labels.
    """
    fault = _line_fault(chart.labels)
    if fault:
        raise TableError(
            "invalid-table",
            f":kind: line joins periods of one length: {fault}; leave it out with :where:, or use :kind: bar",
        )
    periods = _periods(chart.labels)
    order = sorted(range(len(periods)), key=lambda number: periods[number].first)
    ordered = [periods[number] for number in order]
    return replace(
        _laid_out(chart, [chart.labels[number] for number in order], order),
        times=tuple(_time(period) for period in ordered),
        joined=(False, *(first.precedes(later) or first.days == 1 for first, later in pairwise(ordered))),
    )


def _laid_out(chart: Chart, labels: Iterable[str], places: Sequence[int | None]) -> Chart:
    """Return *chart* with other *labels*; *places* are the old places of their figures (None: no figures)."""

    def laid_out(one: Series) -> Series:
        values = tuple(None if place is None else one.values[place] for place in places)
        return replace(one, values=values, texts=tuple("" if place is None else one.texts[place] for place in places))

    series, targets = (tuple(map(laid_out, all_of)) for all_of in (chart.series, chart.targets))
    return replace(chart, labels=tuple(labels), series=series, targets=targets)


def _time(period: Period) -> float:
    """Return the time of a period in years: a whole year is its number, other periods are their middle."""
    if period.is_year:
        return float(period.first.year)
    middle = period.first.toordinal() + period.days / 2
    start = period.first.replace(month=1, day=1).toordinal()
    return period.first.year + (middle - start) / 366


def _with_years_between(chart: Chart) -> Chart:
    """Return the chart with a place for each year without figures between the others, so that readers see the gap."""
    periods = _periods(chart.labels)
    years = [period.first.year for period in periods if period.is_year]
    if not years or len(years) < len(periods) or years != sorted(set(years)):
        return chart
    every = range(years[0], years[-1] + 1)
    if len(every) > 2 * len(years):
        return chart
    places = {year: number for number, year in enumerate(years)}
    return _laid_out(chart, map(str, every), [places.get(year) for year in every])
