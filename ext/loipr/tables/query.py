"""What a table or chart asks from a dataset: a query of plain options, never an expression."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loipr.datasets.dataset import ADOPTED, PROVENANCE, REASON, SOURCE, Column, Dataset
from loipr.files.places import NotedRule
from loipr.wording.sentences import did_you_mean, listed

#: The options of a table; a chart also has its kind.
OPTIONS = (
    *("caption", "name", "columns", "where", "pivot", "heads", "sort", "top", "other", "total", "share", "change"),
    *("targets", "decimals", "observations"),
)
CHART_OPTIONS = (*OPTIONS, "kind")
KINDS = ("bar", "line", "stacked", "small-multiples")
#: The values of ``:total:``, and whether each means a row of sums and a column of sums.
_TOTALS = {"": (True, False), "row": (True, False), "column": (False, True), "both": (True, True)}
#: With more values, the search for a similar one would take seconds.
_MOST_COMPARED = 2000
_CONDITION = re.compile(r"\s*(\w+)\s*(=|!=)(.*)", re.ASCII)


class TableError(ValueError):
    """A query that cannot be answered; ``rule`` is the id of the rule it breaks."""

    def __init__(self, rule: NotedRule, message: str):
        super().__init__(message)
        self.rule = rule
        self.message = message


@dataclass(frozen=True, slots=True)
class Condition:
    """Selects the rows whose *column* is one of *values* or, with ``!=``, none of them."""

    column: str
    is_wanted: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pivot:
    """The columns whose values stand at the side and at the top, and the column of figures."""

    rows: Column
    heads: Column
    figure: Column


@dataclass(frozen=True, slots=True)
class Query:
    """The options of a table. Checks that need only the dataset, and not the selected rows, are done."""

    dataset: Dataset
    caption: str
    columns: tuple[Column, ...]
    where: tuple[Condition, ...]
    pivot: Pivot | None
    heads: str  #: The order of a pivot's heads: ``asc``, ``desc``, the heads with | between; empty: of the dataset.
    sort: tuple[tuple[str, bool], ...]  #: Each column to sort by, and whether ascending.
    top: int | None
    other: str  #: The name of the row that sums up the rows beyond ``top``; empty: no such row.
    total_row: bool
    total_column: bool
    share: str | None
    change: str | None
    decimals: int | None
    all_observations: bool
    kind: str
    targets: bool = False  #: Whether the targets stand beside the figures.


def read_query(
    name: str, options: Mapping[str, str], datasets: Mapping[str, Dataset], *, is_chart: bool = False
) -> Query:
    """Check the *options* of a table or chart of the dataset *name*, and return them as a query.

    :raises TableError: when an option is wrong; the message names it and its allowed values.
    """
    dataset = datasets.get(name)
    if dataset is None:
        raise TableError("unknown-dataset", f"there is no dataset {name}{did_you_mean(name, datasets)}")
    _check_names(options, CHART_OPTIONS if is_chart else OPTIONS)
    all_observations = _choice(options, "observations", ("adopted", "all")) == "all"
    total_row, total_column = _TOTALS[_choice(options, "total", tuple(_TOTALS))] if "total" in options else (False,) * 2
    query = Query(
        dataset=dataset,
        caption=options.get("caption") or dataset.title,
        columns=_read_columns(options.get("columns"), dataset, all_observations),
        where=tuple(_read_condition(part, dataset) for part in _parts(options.get("where"), ";")),
        pivot=_read_pivot(options.get("pivot"), dataset),
        heads=options.get("heads", ""),
        sort=tuple(_read_sort(part) for part in _parts(options.get("sort"), ",")),
        top=_whole_number(options, "top", r"[1-9]\d{0,3}", "write a whole number, as 10"),
        other=(options["other"] or "Other") if "other" in options else "",
        total_row=total_row,
        total_column=total_column,
        share=options.get("share"),
        change=options.get("change"),
        decimals=_whole_number(options, "decimals", "[0-6]", "write a whole number from 0 to 6"),
        all_observations=all_observations,
        kind=_choice(options, "kind", KINDS),
        targets=_switch(options, "targets"),
    )
    _check_together(query, options)
    return query


def _invalid(message: str) -> TableError:
    return TableError("invalid-table", message)


def _check_names(options: Mapping[str, str], known: Sequence[str]) -> None:
    for option in options:
        if option in CHART_OPTIONS and option not in known:
            raise _invalid(f":{option}: is an option of data-chart; a data-table does not have it")
        if option not in known:
            hint = did_you_mean(option, known)
            raise _invalid(f"there is no option :{option}: (there are {listed(known)}){hint}")


def _check_together(query: Query, options: Mapping[str, str]) -> None:
    """Refuse options that make no sense together."""
    if query.pivot is not None and options.get("columns"):
        raise _invalid("a :pivot: already says what to show; delete :columns:")
    if query.pivot is None:
        if "heads" in options:
            raise _invalid(":heads: orders the heads of a :pivot:, which is not there")
        if query.total_column:
            raise _invalid(":total: column needs a :pivot:; write :total: alone for a row of sums")
        for name, _ in query.sort:
            column_of(name, query.dataset)
    if query.targets and query.kind == "stacked":
        raise _invalid(":targets: stand beside whole figures; use :kind: bar or line")
    if query.other and query.top is None:
        raise _invalid(":other: sums up what :top: leaves out; say how many rows to show, as :top: 10")
    if query.all_observations:
        for option in ("total", "other", "share", "change"):
            if option in options:
                raise _invalid(f":{option}: would count figures that were set aside; leave :observations: all out")


def _choice(options: Mapping[str, str], option: str, choices: Sequence[str]) -> str:
    value = options.get(option, choices[0])
    if value not in choices:
        hint = did_you_mean(value, choices)
        raise _invalid(f":{option}: is “{value}”; it may be {listed([one for one in choices if one], 'or')}{hint}")
    return value


def _switch(options: Mapping[str, str], option: str) -> bool:
    if options.get(option):
        raise _invalid(f":{option}: is “{options[option]}”; write it alone, with nothing after it")
    return option in options


def _whole_number(options: Mapping[str, str], option: str, form: str, hint: str) -> int | None:
    value = options.get(option)
    if value is None:
        return None
    if not re.fullmatch(form, value, re.ASCII):
        raise _invalid(f":{option}: is “{value}”; {hint}")
    return int(value)


def _parts(text: str | None, separator: str) -> list[str]:
    return [part.strip() for part in (text or "").split(separator) if part.strip()]


def column_of(name: str, dataset: Dataset) -> Column:
    """Return the column *name*.

    :raises TableError: when there is no such column; the message names the columns of the dataset.
    """
    column = dataset.column(name)
    if column is None:
        names = [column.name for column in dataset.columns]
        hint = did_you_mean(name, names)
        raise TableError("unknown-column", f"{dataset.name} has no column {name} (it has {listed(names)}){hint}")
    return column


def _read_columns(text: str | None, dataset: Dataset, all_observations: bool) -> tuple[Column, ...]:
    if text:
        names = _parts(text, ",")
        for name in names:
            if names.count(name) > 1:
                raise _invalid(f":columns: names {name} twice")
        return tuple(column_of(name, dataset) for name in names)
    shown = [column for column in dataset.columns if column.name not in PROVENANCE]
    if all_observations:
        shown += [column for column in dataset.columns if column.name in (SOURCE, ADOPTED, REASON)]
    return tuple(shown)


def _read_condition(text: str, dataset: Dataset) -> Condition:
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise _invalid(f":where: “{text}”; write column = value, with `;` between several, `|` for or")
    name, operator, values = match.groups()
    wanted = tuple(value.strip() for value in values.split("|"))
    check_values(name, wanted, dataset)
    return Condition(name, operator == "=", wanted)


def check_values(name: str, values: Sequence[str], dataset: Dataset) -> None:
    """Refuse a column that *dataset* does not have, and values that no row has in it.

    :raises TableError: for these; the message names the nearest column or value.
    """
    column_of(name, dataset)
    known = set(dataset.cells[name])
    for value in values:
        if value not in known:
            hint = did_you_mean(value, known) if len(known) <= _MOST_COMPARED else ""
            raise TableError("unknown-observation", f"no row of {dataset.name} has {name} = {value}{hint}")


def _read_sort(text: str) -> tuple[str, bool]:
    name, _, direction = text.rpartition(" ")
    if direction in ("asc", "desc") and name:
        return name.strip(), direction == "asc"
    return text, True


def _read_pivot(text: str | None, dataset: Dataset) -> Pivot | None:
    if not text:
        return None
    names = _parts(text, ",")
    if len(names) != 3:
        raise _invalid(":pivot: needs three columns: of the rows, of the heads, and of the figures")
    rows, heads, figure = (column_of(name, dataset) for name in names)
    if rows is heads:
        raise _invalid(f":pivot: has {rows.name} both at the side and at the top; name two columns")
    if not figure.is_figure:
        figures = listed([column.name for column in dataset.figures], "or")
        raise _invalid(f":pivot: {figure.name} is text; the third column is that of the figures ({figures})")
    return Pivot(rows, heads, figure)
