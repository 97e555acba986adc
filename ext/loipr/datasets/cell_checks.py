"""Is every cell of a dataset what its schema says, and every row the only one of its kind?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from loipr.datasets.dataset import NUMBER_FORMS, REASON, Column, Dataset
from loipr.files.places import NotedRule, Place, Problem
from loipr.wording.sentences import listed

#: How a text begins that a spreadsheet, when it opens the CSV file, would run as a formula. Where numbers have decimal
#: commas, in Indonesia too, it also takes what stands behind a semicolon for a cell.
_FORMULA = re.compile(r"(?:.*;)?\s*[=+@＝＋＠]|\s*[-－]|.*;[-－]")

#: A cell that has a form is short. A pattern with two repetitions takes the square of its length.
_LONGEST_FORM = 100


def check_cells(dataset: Dataset) -> list[Problem]:
    """Check every cell against its column's type and constraints."""
    faults = []
    for number, column in enumerate(dataset.columns, 1):
        for rule, is_good, hint in _demands(column):
            cells = dataset.cells[column.name]
            bad = {value for value in set(cells) if not is_good(value)}
            for row, value in enumerate(cells) if bad else ():
                if value in bad:
                    shown = f"{column.name} is “{value}”; {hint}" if value else f"{column.name}: {hint}"
                    faults.append(Problem(rule, Place(dataset.path, row + 2, number), shown))
    return faults


def _demands(column: Column) -> Iterator[tuple[NotedRule, Callable[[str], object], str]]:
    """Yield what each cell of *column* must be: the rule, the test, and how to say it."""
    if column.required:
        yield "invalid-cell", bool, "this cell may not be empty"
    if column.is_figure:
        number = NUMBER_FORMS[column.type]
        yield "invalid-cell", lambda cell: not cell or number.fullmatch(cell), _number_hint(column.type)
    if column.options:
        hint = f"write {listed(column.options, 'or')}"
        yield "invalid-cell", lambda cell: not cell or cell in column.options, hint
    if column.pattern:
        pattern = re.compile(column.pattern)
        hint = f"write it as {column.example}" if column.example else f"write it in the form {column.pattern}"
        yield "invalid-cell", lambda cell: not cell or (len(cell) <= _LONGEST_FORM and pattern.fullmatch(cell)), hint
    if not column.is_figure:
        begin = "begin with a letter, a digit or a quotation mark, also behind a semicolon"
        hint = f"a spreadsheet takes this for a formula; {begin}"
        yield "formula-cell", lambda cell: not _FORMULA.match(cell), hint


def _number_hint(type_: str) -> str:
    example = "274965" if type_ == "integer" else "14.22"
    kind = "a whole number" if type_ == "integer" else "a number"
    return f"write {kind}, without separators or words, as {example}"


def check_keys(dataset: Dataset) -> list[Problem]:
    """Find rows with one primary key, and keys whose adopted row is missing or not the only one."""
    faults = []
    first_row: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(zip(*(dataset.cells[name] for name in dataset.primary_key), strict=True)):
        if key in first_row:
            message = f"the row repeats the key {', '.join(key)} of row {first_row[key] + 2}"
            faults.append(Problem("duplicate-key", Place(dataset.path, row + 2, 1), message))
        first_row.setdefault(key, row)
    if faults:
        return faults
    reasons = dataset.cells.get(REASON)
    for key, rows in dataset.rows_by_key.items():
        if len(rows) == 1 and dataset.is_adopted(rows[0]):
            continue
        adopted = [row for row in rows if dataset.is_adopted(row)]
        shown = f"{dataset.name}[{', '.join(key)}]"
        if len(adopted) > 1:
            lines = listed([str(row + 2) for row in adopted])
            message = f"{shown} has {len(adopted)} adopted observations (rows {lines}); mark all but one as `no`"
            faults.append(Problem("duplicate-key", Place(dataset.path, adopted[1] + 2, 1), message))
        for row in rows:
            if reasons is not None and not reasons[row]:
                column = list(dataset.cells).index(REASON) + 1
                what = "is adopted and not another" if dataset.is_adopted(row) else "is set aside"
                message = f"{shown}: say in `reason` why this observation {what}"
                faults.append(Problem("missing-reason", Place(dataset.path, row + 2, column), message))
    return faults
