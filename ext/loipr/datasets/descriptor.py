"""The descriptor of the datasets: one Data Package (https://datapackage.org), with custom properties.

Beyond the standard a resource has ``key`` (the columns by which an author names an observation), ``owner`` (the
institution that is responsible for the figures), ``counts``, ``good_for_months``, ``disaggregation``, ``sums``,
``same_as``, ``series``, ``not_applicable`` and ``changes``; a field may have ``unit``. A value is printed as its label
in the standard's ``categories``. ``description`` and ``licenses`` are for readers. All other properties of the standard
are refused, or may only have the value that is true anyway (``encoding``: utf-8). ``sources`` is refused because each
row names its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path, PurePosixPath

from loipr.datasets.cell_checks import check_cells, check_keys
from loipr.datasets.dataset import NUMBER_FORMS, PATH, Change, Column, ColumnSum, Dataset, RowSum, SameFact, Series
from loipr.files.csv_file import load_csv
from loipr.files.places import Place, Problem
from loipr.files.reading import read_text
from loipr.files.yaml_file import YamlNode, parse_json
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean, listed, nearest, several

_LONGEST_PATTERN, _MOST_REPEATED = 200, 2
_FOLDER = "data/datasets"
_TYPES = ("string", "integer", "number", "boolean")
_NAME = re.compile(r"[a-z0-9_.-]+")
_COLUMN = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_PATH = re.compile(r"data/[A-Za-z0-9._/ -]+")
_RESOURCE = ("name", "path", "title", "key", "schema")
_RESOURCE_MORE = (
    *("description", "owner", "format", "mediatype", "encoding", "licenses", "type"),
    *("counts", "good_for_months", "disaggregation", "sums", "same_as", "series", "not_applicable", "changes"),
)
_FIELD_MORE = (
    *("title", "description", "unit", "constraints", "format", "example", "categories"),
    *("trueValues", "falseValues", "decimalChar"),
)
#: Properties of the standard that may only have this value, because the files are always read in this way.
_RESOURCE_FIXED = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "type": "table"}
_FIELD_FIXED = {"format": "default", "trueValues": "yes", "falseValues": "no", "decimalChar": "."}
_OF_TEXTS, _OF_FIGURES = ("minLength", "maxLength"), ("minimum", "maximum")
_CONSTRAINTS = ("required", "unique", "enum", "pattern", *_OF_TEXTS, *_OF_FIGURES)


def load_datasets(root: Path, problems: list[Problem]) -> Mapping[str, Dataset | None]:
    """Read the descriptor and every file it names, and add what is wrong to *problems*.

    Returns the datasets by name; None stands for a dataset that is described but could not be read.
    """
    package = _load_descriptor(root, problems)
    datasets: dict[str, Dataset | None] = {}
    astray = _astray(root, package)
    for resource in package.children("resources") if package is not None else ():
        name = resource.text("name")
        if not name and "name" not in resource:
            resource.refuse(_("a dataset without a `name`"))
        elif name and not _NAME.fullmatch(name):
            message = _("`name` is `{name}`; a dataset needs a name of small letters, digits and _").format(name=name)
            resource.refuse(message, "name")
        elif name in datasets:
            resource.refuse(_("the dataset {name} is there twice").format(name=name), "name")
        elif name:
            datasets[name] = _load_dataset(root, name, resource, astray, problems)
    for path, meant in astray.items():
        if meant is None:
            message = _(
                "no dataset of {descriptor} names this file, so it is not used; describe it there, or delete it"
            ).format(descriptor=PATH)
            problems.append(Problem("invalid-data", Place(path), message))
    return datasets


def _astray(root: Path, package: YamlNode | None) -> Mapping[str, str | None]:
    """Return each table that no dataset describes, with the wrong path that means it, or None.

    Nobody would notice that such a table is not used. With a wrong path, that path is the mistake, and told alone.
    """
    if package is None:
        return {}
    there = sorted(file.relative_to(root) for file in (root / "data").rglob("*.csv"))
    described = {str(_path_of(resource)) for resource in package.children("resources")}
    astray: dict[str, str | None] = {
        path.as_posix(): None
        for path in there
        if path.is_relative_to(_FOLDER)
        and path.as_posix() not in described
        and not any(part.startswith((".", "_")) for part in path.parts)
    }
    for wrong in sorted(described - {path.as_posix() for path in there}):
        by_name = {PurePosixPath(path).name: path for path, meant in astray.items() if meant is None}
        name = nearest(PurePosixPath(wrong).name, by_name)
        if name is not None:
            astray[by_name[name]] = wrong
    return astray


def _path_of(resource: YamlNode) -> PurePosixPath:
    return PurePosixPath("data") / resource.text("path")


def _load_descriptor(root: Path, problems: list[Problem]) -> YamlNode | None:
    text = read_text(root, PATH, problems)
    if text is None:
        return None
    package = parse_json(text, PATH, problems, "invalid-data")
    if package is not None and "resources" not in package:
        package.refuse(_("the descriptor needs `resources`, a list of datasets"))
    return package


def _load_dataset(
    root: Path, name: str, resource: YamlNode, astray: Mapping[str, str | None], problems: list[Problem]
) -> Dataset | None:
    resource.expect_fields(_RESOURCE, _RESOURCE_MORE)
    # A field that is not known is told; the rows can be read without it, as those of an older descriptor.
    before = len(problems)
    _expect_only(resource, _RESOURCE_FIXED)

    def refuse(message: str, field: str) -> None:
        said = _("dataset {name}: {message}").format(name=name, message=message)
        problems.append(Problem("invalid-data", resource.place_of(field), said))

    path = _path_of(resource)
    if not _PATH.fullmatch(str(path)) or ".." in path.parts or path.suffix != ".csv":
        refuse("`path` must name a CSV file inside data/", "path")
    elif (there := next((file for file, wrong in astray.items() if wrong == str(path)), None)) is not None:
        written = PurePosixPath(there).relative_to("data")
        refuse(_("there is no file {path}; did you mean `path` {written}?").format(path=path, written=written), "path")
    schema = resource.child("schema")
    if schema is not None:
        schema.expect_fields(["fields", "primaryKey"], ["missingValues"])
        _expect_only(schema, {"missingValues": ""})
    columns = tuple(_read_column(entry) for entry in schema.children("fields")) if schema is not None else ()
    names = [column.name for column in columns]
    for twice in sorted({one for one in names if names.count(one) > 1}):
        refuse(_("the column {twice} is there twice").format(twice=twice), "schema")
    key = resource.texts("key")
    primary_key = schema.texts("primaryKey") if schema is not None else ()
    for field, given in (("key", key), ("schema", primary_key)):
        if not given or not set(given) <= set(names):
            shown = "`key`" if field == "key" else "`schema.primaryKey`"
            there = next((f"; there is {_no_column(one, names)}" for one in given if one not in names), "")
            refuse(_("{shown} must name one or more of its columns{there}").format(shown=shown, there=there), field)
    if len(problems) > before:
        return None
    cells = load_csv(root, str(path), names, problems)
    if cells is None:
        return None
    disaggregation = resource.child("disaggregation")
    if disaggregation is not None:
        disaggregation.expect_fields([], ["has", "asked", "columns"])
    dataset = Dataset(
        name=name,
        title=resource.text("title") or name,
        description=resource.text("description"),
        path=str(path),
        key=key,
        primary_key=primary_key,
        owner=resource.text("owner"),
        columns=columns,
        cells=cells,
        place=resource.place_of("name"),
        counts=resource.text("counts"),
        good_for_months=resource.integer("good_for_months"),
        terms=tuple(_read_terms(resource)),
        asked_by=disaggregation.texts("asked") if disaggregation is not None else (),
        broken_down_by=disaggregation.texts("has") if disaggregation is not None else (),
        breakdowns=tuple(_read_breakdowns(disaggregation, columns)),
        sums=tuple(one for entry in resource.children("sums") if (one := _read_sum(entry, columns)) is not None),
        same_as=tuple(_read_same_fact(entry) for entry in resource.children("same_as")),
        series=_read_series(resource.child("series"), columns),
        changes=tuple(_read_changes(resource)),
        not_applicable=tuple(_read_not_applicable(resource, columns)),
    )
    faults = [*check_cells(dataset), *check_keys(dataset)]
    problems.extend(faults)
    return None if any(fault.rule == "invalid-cell" for fault in faults) else dataset


def _read_terms(resource: YamlNode) -> Iterator[str]:
    for entry in resource.children("licenses"):
        entry.expect_fields([], ["name", "title", "path"])
        yield entry.text("title") or entry.text("name")


def _expect_only(node: YamlNode, fixed: Mapping[str, str]) -> None:
    """Refuse properties that describe the files in another way than they are read."""
    for field, value in fixed.items():
        given = node.texts(field)
        if field in node and given not in ((value,), ()):
            node.refuse(
                _("`{field}` is `{names}`; the files are read with `{value}`: leave it out").format(
                    field=field, names=listed(given), value=value
                ),
                field,
            )


def _read_column(node: YamlNode) -> Column:
    node.expect_fields(["name", "type"], _FIELD_MORE)
    _expect_only(node, _FIELD_FIXED)
    if node.text("name") and not _COLUMN.fullmatch(node.text("name")):
        node.refuse(
            _("`name` is `{text}`; a column needs a name of letters, digits and _").format(text=node.text("name")),
            "name",
        )
    type_ = node.choice("type", _TYPES, "string")
    column = Column(
        name=node.text("name"),
        title=node.text("title") or node.text("name"),
        type=type_,
        unit=node.text("unit"),
        required=False,
        options=("yes", "no") if type_ == "boolean" else (),
        pattern="",
        example=node.text("example"),
        labels=tuple(_read_labels(node)),
    )
    constraints = node.child("constraints")
    return _constrained(column, constraints) if constraints is not None else column


def _constrained(column: Column, node: YamlNode) -> Column:
    """Return *column* with the constraints in *node*; constraints that do not suit its type are refused."""
    node.expect_fields([], _CONSTRAINTS)
    of_others = _OF_TEXTS if column.is_figure else _OF_FIGURES
    for name in (name for name in of_others if name in node):
        node.refuse(
            _("`{name}` is not a constraint for the type {type}; leave it out").format(name=name, type=column.type),
            name,
        )
    pattern = node.text("pattern")
    if not _is_pattern(pattern):
        node.refuse(
            _("`pattern` is `{pattern}`, which is not a simple regular expression").format(pattern=pattern), "pattern"
        )
        pattern = ""
    options = tuple(entry.scalar() for entry in node.children("enum"))
    return replace(
        column,
        required=node.choice("required", ("true", "false"), "false") == "true",
        unique=node.choice("unique", ("true", "false"), "false") == "true",
        options=column.options if column.type == "boolean" else options,
        pattern=pattern,
        bounds=(_number(node, "minimum"), _number(node, "maximum")),
        lengths=(node.integer("minLength"), node.integer("maxLength")),
    )


def _number(node: YamlNode, field: str) -> Decimal | None:
    """Return *field* as a number, or None (noted, unless it is absent)."""
    value = node.text(field)
    if NUMBER_FORMS["number"].fullmatch(value):
        return Decimal(value)
    if field in node:
        node.refuse(_("`{field}` is `{value}`, not a number").format(field=field, value=value), field)
    return None


def _read_labels(node: YamlNode) -> Iterator[tuple[str, str]]:
    for entry in node.children("categories"):
        entry.expect_fields(["value", "label"])
        yield entry.text("value"), entry.text("label")


def _read_breakdowns(node: YamlNode | None, columns: Sequence[Column]) -> Iterator[tuple[str, tuple[str, ...]]]:
    kinds = node.child("columns") if node is not None else None
    if kinds is not None:
        for kind in kinds.fields():
            yield kind, _named(kinds, kind, columns)


def _is_pattern(text: str) -> bool:
    """Whether *text* is a regular expression that is fast for every cell: it is short and has few repetitions."""
    repeated = re.findall(r"[*+]|\{\d*,\d*\}", text)
    if len(text) > _LONGEST_PATTERN or len(repeated) > _MOST_REPEATED or re.search(r"\)[*+{]|\(\?(?!:)|\\[1-9]", text):
        return False
    try:
        re.compile(text)
    except (re.error, OverflowError):
        return False
    return True


def _named(node: YamlNode, field: str, columns: Sequence[Column], *, figures: bool = False) -> tuple[str, ...]:
    """Return the columns in *field*; note those that do not exist and, with *figures*, those without figures."""
    names = [column.name for column in columns]
    wanted = [column.name for column in columns if column.is_figure or not figures]
    for name in node.texts(field):
        if name not in names:
            node.refuse(f"there is {_no_column(name, names)}", field)
        elif name not in wanted:
            there = _("these do: {names}").format(names=listed(wanted)) if wanted else _("nor does any other")
            node.refuse(
                _("`{field}`: the column {name} holds no figures ({there})").format(
                    field=field, name=name, there=there
                ),
                field,
            )
    return tuple(name for name in node.texts(field) if name in wanted)


def _no_column(name: str, names: Sequence[str]) -> str:
    """Return words that say that *name* is none of the columns *names*, and which may be meant."""
    if meant := several(name, names):
        wanted = '", "'.join(meant)
        return _('no column “{name}”; write ["{wanted}"]').format(name=name, wanted=wanted)
    return _("no column {name} (there are {names}){hint}").format(
        name=name, names=listed(names), hint=did_you_mean(name, names)
    )


def _named_one(node: YamlNode, field: str, columns: Sequence[Column], *, figures: bool = False) -> str:
    if len(node.texts(field)) > 1:
        node.refuse(
            _("`{field}` must name one column, but here are {count}").format(field=field, count=len(node.texts(field))),
            field,
        )
        return ""
    return "".join(_named(node, field, columns, figures=figures)[:1])


def _read_sum(node: YamlNode, columns: Sequence[Column]) -> ColumnSum | RowSum | None:
    """Return which parts add up to which total; None, with a problem noted, when one of the two is missing."""
    exceptions = tuple(_read_exceptions(node))
    if "column" not in node:
        node.expect_fields(["total", "parts"], ["except"])
        total = _named_one(node, "total", columns, figures=True)
        parts = _named(node, "parts", columns, figures=True)
        return ColumnSum(total, parts, exceptions) if total and parts else None
    node.expect_fields(["column", "total", "figures"], ["parts", "except"])
    column, figures = _named_one(node, "column", columns), _named(node, "figures", columns, figures=True)
    one = RowSum(column, node.text("total"), figures, node.texts("parts"), exceptions)
    return one if column and figures else None


def _read_exceptions(node: YamlNode) -> Iterator[tuple[str, str]]:
    for entry in node.children("except"):
        entry.expect_fields(["key", "reason"])
        yield entry.text("key"), entry.text("reason")


def _read_same_fact(node: YamlNode) -> SameFact:
    node.expect_fields(["here", "there"])
    return SameFact(node.text("here"), node.text("there"), node.place)


def _read_series(node: YamlNode | None, columns: Sequence[Column]) -> Series | None:
    if node is None:
        return None
    node.expect_fields(["along", "figure"], ["where"])
    where = node.child("where")
    along, figure = _named_one(node, "along", columns), _named_one(node, "figure", columns, figures=True)
    met = tuple(_read_conditions(where, columns)) if where is not None else ()
    return Series(along, figure, met) if along and figure else None


def _read_not_applicable(
    resource: YamlNode, columns: Sequence[Column]
) -> Iterator[tuple[tuple[tuple[str, str], ...], tuple[str, ...]]]:
    for entry in resource.children("not_applicable"):
        entry.expect_fields(["where", "columns"])
        where = entry.child("where")
        if where is not None:
            met = tuple(_read_conditions(where, columns))
            yield met, _named(entry, "columns", columns, figures=True) if met else ()


def _read_conditions(node: YamlNode, columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    node.expect_fields([], [column.name for column in columns])
    for name in node.fields():
        yield name, node.text(name)


def _read_changes(resource: YamlNode) -> Iterator[Change]:
    for entry in resource.children("changes"):
        entry.expect_fields(["date", "what"])
        date = entry.date("date")
        if date is not None:
            yield Change(date.isoformat(), entry.text("what"))
