"""The datasets: tables of tidy rows, described by one Data Package descriptor.

Beyond the standard, a resource has ``key`` (the columns by which an author names an observation)
and ``owner`` (the institution that answers for the figures), and a field may have ``unit``. Where
observations of one key disagree, the column ``adopted`` marks the one that the report uses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

import pandas as pd

from loipr.catalog.csv_file import load_csv
from loipr.catalog.source import Place, Problem, did_you_mean, listed, nearest, read_text

PATH = "data/datapackage.json"
ADOPTED, SOURCE, AS_OF, BASIS, REASON, NOTE = "adopted", "source", "as_of", "basis", "reason", "note"
#: Columns that say how an observation came about, not what was observed.
PROVENANCE = (AS_OF, BASIS, SOURCE, "confidence", ADOPTED, REASON, NOTE)
_TYPES = ("string", "integer", "number", "boolean")
_NUMBER = {"integer": re.compile(r"-?\d+"), "number": re.compile(r"-?\d+(\.\d+)?")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, its heading in print, its type and, for a figure, its unit."""

    name: str
    title: str
    type: str
    unit: str
    required: bool
    options: tuple[str, ...]
    pattern: str

    @property
    def is_figure(self) -> bool:
        return self.type in _NUMBER


@dataclass(frozen=True, slots=True)
class Observation:
    """One cell with what it takes to trust it."""

    dataset: Dataset
    row: int
    column: Column
    value: str

    @property
    def place(self) -> Place:
        names = [column.name for column in self.dataset.columns]
        return Place(self.dataset.path, self.row + 2, names.index(self.column.name) + 1)

    @property
    def number(self) -> float:
        return float(self.value)

    def other(self, column: str) -> str:
        """Return the text of another *column* of the row; empty when the dataset has none such."""
        frame = self.dataset.frame
        return str(frame.at[self.row, column]) if column in frame.columns else ""

    @property
    def sources(self) -> tuple[str, ...]:
        return split_sources(self.other(SOURCE))


@dataclass(frozen=True, eq=False)
class Dataset:
    """A table; ``frame`` holds its cells as the text of the file, checked against ``columns``."""

    name: str
    title: str
    description: str
    path: str
    key: tuple[str, ...]
    primary_key: tuple[str, ...]
    owner: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame = field(repr=False)
    place: Place

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def figures(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_figure)

    @cached_property
    def rows_by_key(self) -> dict[tuple[str, ...], list[int]]:
        """The rows of each key, adopted ones first."""
        rows: dict[tuple[str, ...], list[int]] = {}
        for row, key in enumerate(self.frame[list(self.key)].itertuples(index=False, name=None)):
            rows.setdefault(key, []).append(row)
        if ADOPTED in self.frame.columns:
            adopted = self.frame[ADOPTED].tolist()
            for same in rows.values():
                same.sort(key=lambda row: adopted[row] != "yes")
        return rows

    def is_adopted(self, row: int) -> bool:
        return ADOPTED not in self.frame.columns or str(self.frame.at[row, ADOPTED]) == "yes"


def split_sources(text: str) -> tuple[str, ...]:
    """Return the citation keys of a source cell: ``DT10;DT11``."""
    return tuple(key for key in (part.strip() for part in text.split(";")) if key)


def load_datasets(root: Path, problems: list[Problem]) -> Mapping[str, Dataset | None]:
    """Read the descriptor and every file it names.

    Returns the datasets by name; None stands for one that is described but could not be read.
    """
    text = read_text(root, PATH, problems)
    if text is None:
        return {}
    try:
        package = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        message = f"this is not valid JSON ({getattr(error, 'msg', 'nested too deeply')})"
        problems.append(Problem("invalid-data", Place(PATH, line, getattr(error, "colno", 0)), message))
        return {}
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        problems.append(Problem("invalid-data", Place(PATH), "the descriptor needs `resources`, a list of datasets"))
        return {}
    datasets: dict[str, Dataset | None] = {}
    for resource in resources:
        name = resource.get("name") if isinstance(resource, dict) else None
        place = Place(PATH, _line_of(text, name))
        dataset = _load_dataset(root, resource, place, problems) if name else None
        if not name:
            problems.append(Problem("invalid-data", place, "a dataset without a `name`"))
        elif name in datasets:
            problems.append(Problem("invalid-data", place, f"the dataset {name} stands twice"))
        if name:
            datasets[str(name)] = dataset
    return datasets


def _line_of(text: str, name: object) -> int:
    position = text.find(f'"name": {json.dumps(name)}')
    return text.count("\n", 0, position) + 1 if position >= 0 else 0


def _load_dataset(root: Path, resource: dict[str, object], place: Place, problems: list[Problem]) -> Dataset | None:
    name = str(resource["name"])

    def refuse(message: str) -> None:
        problems.append(Problem("invalid-data", place, f"dataset {name}: {message}"))

    path = PurePosixPath("data") / str(resource.get("path", ""))
    if path.is_absolute() or ".." in path.parts or not str(resource.get("path", "")).endswith(".csv"):
        refuse("`path` must name a CSV file inside data/")
        return None
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(fields, list):
        refuse("`schema.fields` is missing")
        return None
    columns = tuple(column for entry in fields if (column := _read_column(entry, refuse)) is not None)
    names = [column.name for column in columns]
    key, primary_key = _names_in(resource.get("key"), names), _names_in(schema.get("primaryKey"), names)
    if not key or not primary_key:
        refuse("`key` and `schema.primaryKey` must each name one or more of its columns")
        return None
    frame = load_csv(root, str(path), names, problems)
    if frame is None:
        return None
    dataset = Dataset(
        name=name,
        title=str(resource.get("title", name)),
        description=str(resource.get("description", "")),
        path=str(path),
        key=key,
        primary_key=primary_key,
        owner=str(resource.get("owner", "")),
        columns=columns,
        frame=frame,
        place=place,
    )
    faults = [*_check_cells(dataset), *_check_keys(dataset)]
    problems.extend(faults)
    return None if any(fault.rule == "invalid-cell" for fault in faults) else dataset


def _names_in(value: object, names: list[str]) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(entry in names for entry in values):
        return ()
    return tuple(values)


def _read_column(entry: object, refuse: object) -> Column | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or entry.get("type") not in _TYPES:
        assert callable(refuse)
        refuse(f"each field needs a `name` and a `type` ({listed(_TYPES, 'or')})")
        return None
    given = entry.get("constraints")
    constraints = given if isinstance(given, dict) else {}
    pattern = str(constraints.get("pattern", ""))
    try:
        re.compile(pattern)
    except re.error:
        pattern = ""
    return Column(
        name=entry["name"],
        title=str(entry.get("title", entry["name"])),
        type=entry["type"],
        unit=str(entry.get("unit", "")),
        required=constraints.get("required") is True,
        options=("yes", "no") if entry["type"] == "boolean" else tuple(map(str, constraints.get("enum", ()))),
        pattern=pattern,
    )


def _check_cells(dataset: Dataset) -> list[Problem]:
    """Check every cell against its column's type and constraints."""
    faults = []
    for number, column in enumerate(dataset.columns, 1):
        cells = dataset.frame[column.name]
        empty = cells == ""
        bad: list[tuple[pd.Series[bool], str]] = []
        if column.required:
            bad.append((empty, "this cell may not be empty"))
        if column.is_figure:
            bad.append((~empty & ~cells.str.fullmatch(_NUMBER[column.type]), _number_hint(column.type)))
        if column.options:
            bad.append((~empty & ~cells.isin(column.options), f"write {listed(column.options, 'or')}"))
        if column.pattern:
            bad.append((~empty & ~cells.str.fullmatch(column.pattern), f"write it in the form {column.pattern}"))
        for mask, hint in bad:
            for row in cells.index[mask]:
                value = str(cells.at[row])
                shown = f"{column.name} is “{value}”; {hint}" if value else f"{column.name}: {hint}"
                faults.append(Problem("invalid-cell", Place(dataset.path, int(row) + 2, number), shown))
    return faults


def _number_hint(type_: str) -> str:
    example = "274965" if type_ == "integer" else "14.22"
    kind = "a whole number" if type_ == "integer" else "a number"
    return f"write {kind}, without separators or words, as {example}"


def _check_keys(dataset: Dataset) -> list[Problem]:
    """Find rows with one primary key, and keys whose adopted row is missing or not the only one."""
    faults = []
    first_row: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(dataset.frame[list(dataset.primary_key)].itertuples(index=False, name=None)):
        if key in first_row:
            message = f"the row repeats the key {', '.join(key)} of row {first_row[key] + 2}"
            faults.append(Problem("duplicate-key", Place(dataset.path, row + 2, 1), message))
        first_row.setdefault(key, row)
    if faults:
        return faults
    has_reason = REASON in dataset.frame.columns
    for key, rows in dataset.rows_by_key.items():
        adopted = [row for row in rows if dataset.is_adopted(row)]
        shown = f"{dataset.name}[{', '.join(key)}]"
        if len(adopted) > 1:
            lines = listed([str(row + 2) for row in adopted])
            message = f"{shown} has {len(adopted)} adopted observations (rows {lines}); mark all but one as `no`"
            faults.append(Problem("duplicate-key", Place(dataset.path, adopted[1] + 2, 1), message))
        for row in rows:
            if has_reason and not dataset.is_adopted(row) and not dataset.frame.at[row, REASON]:
                column = list(dataset.frame.columns).index(REASON) + 1
                message = f"{shown}: say in `reason` why this observation is set aside"
                faults.append(Problem("missing-reason", Place(dataset.path, row + 2, column), message))
    return faults


_REFERENCE = re.compile(r"\s*(\w+)\s*\[([^\[\]]*)\]\s*\.\s*(\w+)\s*", re.ASCII)


class ObservationError(ValueError):
    """A reference to an observation that leads nowhere; ``rule`` is the id of the rule it breaks."""

    def __init__(self, rule: str, message: str):
        super().__init__(message)
        self.rule = rule
        self.message = message


def observe(reference: str, datasets: Mapping[str, Dataset]) -> Observation:
    """Return the observation that *reference* names: ``dataset[key, key].column``.

    A key may be followed by ``column=value`` to name an observation that was not adopted.

    :raises ObservationError: saying which part of the reference leads nowhere.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ObservationError(
            "malformed-value",
            f"“{reference}” names no observation; write dataset[key].column, as placements_by_year[2024].total",
        )
    name, keys, column_name = match.groups()
    dataset = datasets.get(name)
    if dataset is None:
        raise ObservationError("unknown-dataset", f"there is no dataset {name}{did_you_mean(name, datasets)}")
    row = _find_row(dataset, [part.strip() for part in keys.split(",")])
    column = dataset.column(column_name)
    if column is None:
        names = [column.name for column in dataset.columns]
        raise ObservationError(
            "unknown-column",
            f"{name} has no column {column_name} (it has {listed(names)}){did_you_mean(column_name, names)}",
        )
    value = str(dataset.frame.at[row, column_name])
    if value == "":
        filled = [column.name for column in dataset.figures if dataset.frame.at[row, column.name] != ""]
        hint = f"; this row has {listed(filled)}" if filled else ""
        raise ObservationError("unknown-observation", f"{reference.strip()} is empty in row {row + 2}{hint}")
    return Observation(dataset, row, column, value)


def _find_row(dataset: Dataset, parts: list[str]) -> int:
    key = tuple(part for part in parts if "=" not in part)
    shown = f"{dataset.name}[{', '.join(key)}]"
    if len(key) != len(dataset.key):
        raise ObservationError(
            "unknown-observation",
            f"{shown}: the key of {dataset.name} is [{', '.join(dataset.key)}], {len(dataset.key)} part"
            f"{'s' if len(dataset.key) > 1 else ''} separated by commas",
        )
    rows = dataset.rows_by_key.get(key)
    if not rows:
        known = {", ".join(known): known for known in dataset.rows_by_key}
        hint = nearest(", ".join(key), known)
        suggestion = f"; did you mean {dataset.name}[{hint}]?" if hint else ""
        raise ObservationError("unknown-observation", f"there is no row {shown}{suggestion}")
    for part in parts:
        if "=" not in part:
            continue
        column, _, value = (piece.strip() for piece in part.partition("="))
        if column not in dataset.frame.columns:
            raise ObservationError("unknown-column", f"{dataset.name} has no column {column}")
        rows = [row for row in rows if dataset.frame.at[row, column] == value]
        if not rows:
            raise ObservationError("unknown-observation", f"no row of {shown} has {column} {value}")
    selected = len(parts) > len(key)
    if not selected and not dataset.is_adopted(rows[0]):
        raise ObservationError(
            "unknown-observation",
            f"no observation of {shown} is adopted; name one by its source, as [{', '.join(key)}, source=DT01]",
        )
    return rows[0]
