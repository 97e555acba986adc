"""Checks that every cell of a dataset fits the schema, and that every row has its own key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal

from loipr.datasets.dataset import ADOPTED, AS_OF, NUMBER_FORMS, PERIOD, REASON, TIMES, Column, Dataset
from loipr.files.csv_file import is_formula
from loipr.files.places import Fix, NotedRule, Place, Problem
from loipr.wording.dates_as_written import meant_periods
from loipr.wording.languages import _
from loipr.wording.periods import parse_period
from loipr.wording.sentences import listed, shortened

_PERIODS = "2024, 2024-09, 2024-09-30, 2024 Jan-Oct, 2025 H1, 2024-07 to 2025-06 or to 2024-11"
#: A day or a month in figures, as 2024-09-30 or 2024-09.
_DAY = re.compile(r"(?<![\w./-])\d{4}-\d{2}(?:-\d{2})?(?![\w/-])", re.ASCII)

_LEADING_ZERO = re.compile(r"-?0\d", re.ASCII)

#: What spreadsheets and officials write for yes and no.
_SAID = {
    **dict.fromkeys(("ya", "y", "true", "benar", "1", "x"), "yes"),
    **dict.fromkeys(("tidak", "n", "false", "salah", "0"), "no"),
}
#: A cell with a pattern is short: with two repetitions in a pattern, the time grows with the square of the length.
_LONGEST_FORM = 100


def check_cells(dataset: Dataset) -> list[Problem]:
    """Check every cell against its column's type and constraints."""
    faults = []
    for number, column in enumerate(dataset.columns, 1):
        cells = dataset.cells[column.name]
        known = set(cells)
        meant = {value: tidy for value in known if (tidy := _tidy(value)) != value and not is_formula(value)}
        told: dict[NotedRule, set[str]] = {}
        for rule, is_good, hint in _demands(column):
            # Only the first fault of a cell is reported: the others mostly follow from it.
            bad = {value for value in known if not is_good(meant.get(value, value))} - told.setdefault(rule, set())
            told[rule] |= bad
            for row, value in enumerate(cells) if bad else ():
                if value in bad:
                    faults.append(_fault(rule, Place(dataset.path, row + 2, number), column, value, hint))
        # A cell with another fault is written anew anyway.
        untidy = meant.keys() - set().union(*told.values())
        for row, value in enumerate(cells) if untidy else ():
            if value in untidy:
                faults.append(_blanks(Place(dataset.path, row + 2, number), column.name, value, meant[value]))
        faults += _repeated(dataset, column, number) if column.unique else ()
    return faults


def _fault(rule: NotedRule, place: Place, column: Column, cell: str, hint: str) -> Problem:
    """Return the finding. A day, a period or a choice in another form is offered in the right form."""
    name = column.name
    said = _SAID.get(cell.casefold(), cell.casefold()) if column.type == "boolean" else cell.casefold()
    choice = next((option for option in column.options if option.casefold() == said), "")
    if cell and choice:
        return Problem(rule, place, f"{name} is “{cell}”; write {choice}", Fix(place, cell, choice))
    offered = meant_periods(cell) if name in (PERIOD, AS_OF) and parse_period(cell) is None else ()
    if offered:
        fix = Fix(place, cell, offered[0], certain=False) if len(offered) == 1 else None
        return Problem(
            rule,
            place,
            _("{name} is “{cell}”; write it as {offered}").format(name=name, cell=cell, offered=listed(offered, "or")),
            fix,
        )
    return Problem(
        rule,
        place,
        _("{name} is “{cell}”; {hint}").format(name=name, cell=cell, hint=hint)
        if cell
        else _("{name}: {hint}").format(name=name, hint=hint),
    )


def _tidy(cell: str) -> str:
    """Return *cell* with its letters in one form, one plain blank between words, and no blanks at the ends."""
    if cell.isascii() and "  " not in cell and cell == cell.strip():
        return cell
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _blanks(place: Place, name: str, cell: str, meant: str) -> Problem:
    message = _(
        "{name} is “{cell}”, with a space at an end, a double or no-break space, or a letter "
        "made of two signs: it looks like “{meant}”, but is another text; write that one"
    ).format(name=name, cell=shortened(cell), meant=shortened(meant))
    written, wanted = (text.replace('"', '""') for text in (cell, meant))
    return Problem("invalid-cell", place, message, Fix(place, written, wanted))


def _repeated(dataset: Dataset, column: Column, number: int) -> Iterator[Problem]:
    """Yield the cells that repeat a cell above, in a column where every cell must be different."""
    first: dict[str, int] = {}
    for row, cell in enumerate(dataset.cells[column.name]):
        if cell and first.setdefault(cell, row) != row:
            message = _("{name} is “{cell}”, as in row {first}; it may be in one row only").format(
                name=column.name, cell=cell, first=first[cell] + 2
            )
            yield Problem("invalid-cell", Place(dataset.path, row + 2, number), message)


def _demands(column: Column) -> Iterator[tuple[NotedRule, Callable[[str], object], str]]:
    """Yield each demand on the cells of *column*: the rule, the test that good cells pass, a hint for the message."""
    if column.required:
        yield "invalid-cell", bool, _("this cell may not be empty")
    if column.is_figure:
        number = NUMBER_FORMS[column.type]
        yield "invalid-cell", lambda cell: not cell or number.fullmatch(cell), _number_hint(column.type)
        hint = _("a figure does not begin with 0: a digit is lost or too many; write it in full")
        yield "invalid-cell", lambda cell: not _LEADING_ZERO.match(cell), hint
        yield from _bounds(column, number)
    if column.options:
        hint = _("write {options}").format(options=listed(column.options, "or"))
        yield "invalid-cell", lambda cell: not cell or cell in column.options, hint
    if column.name in TIMES:
        yield "invalid-cell", _is_in_the_calendar, _("there is no such day or month; correct the date")
    if column.name in (PERIOD, AS_OF):
        yield (
            "invalid-cell",
            lambda cell: not cell or parse_period(cell) is not None,
            _("this is not a period; write it as {form}").format(form=_PERIODS),
        )
    if column.pattern:
        pattern = re.compile(column.pattern)
        hint = (
            _("write it as {example}").format(example=column.example)
            if column.example
            else _("write it in the form {pattern}").format(pattern=column.pattern)
        )
        yield "invalid-cell", lambda cell: not cell or (len(cell) <= _LONGEST_FORM and pattern.fullmatch(cell)), hint
    yield from _lengths(column)
    if not column.is_figure:
        begin = _("begin with a letter, a digit or a quotation mark, also after a semicolon")
        hint = _("a spreadsheet takes this as a formula; {begin}").format(begin=begin)
        yield "formula-cell", lambda cell: not is_formula(cell), hint


def _bounds(column: Column, number: re.Pattern[str]) -> Iterator[tuple[NotedRule, Callable[[str], object], str]]:
    least, most = column.bounds
    if least is not None:
        yield (
            "invalid-cell",
            lambda cell: not number.fullmatch(cell) or Decimal(cell) >= least,
            _("it is {least} or more").format(least=least),
        )
    if most is not None:
        yield (
            "invalid-cell",
            lambda cell: not number.fullmatch(cell) or Decimal(cell) <= most,
            _("it is {most} or less").format(most=most),
        )


def _lengths(column: Column) -> Iterator[tuple[NotedRule, Callable[[str], object], str]]:
    least, most = column.lengths
    if least is not None:
        yield (
            "invalid-cell",
            lambda cell: not cell or len(cell) >= least,
            _("it has {least} characters or more").format(least=least),
        )
    if most is not None:
        yield "invalid-cell", lambda cell: len(cell) <= most, _("it has {most} characters or fewer").format(most=most)


def _is_in_the_calendar(cell: str) -> bool:
    """Whether every day and month written in digits exists."""
    return all(parse_period(found[0]) is not None for found in _DAY.finditer(cell))


def _number_hint(type_: str) -> str:
    example = "274965" if type_ == "integer" else "14.22"
    kind = _("a whole number") if type_ == "integer" else _("a number")
    return _("write {kind}, without separators or words, as {example}").format(kind=kind, example=example)


def _repetition(dataset: Dataset, first: int, second: int) -> str | None:
    """Return what to add to the message about two rows with one primary key; None when one row corrects the other."""
    pairs = ((dataset.cells[column.name][first], dataset.cells[column.name][second]) for column in dataset.figures)
    if all(one == other for one, other in pairs):
        return ""
    if not (dataset.is_adopted(first) and dataset.is_adopted(second)):
        return None
    return (
        _("; if it corrects that row, write no in `{column}` there").format(column=ADOPTED)
        if ADOPTED in dataset.cells
        else ""
    )


def check_keys(dataset: Dataset) -> list[Problem]:
    """Find rows that share a primary key, and keys without an adopted row or with several.

    When a source corrects a figure, the new row has the primary key of the old one, and the old one is set aside.
    """
    faults = []
    known: dict[tuple[str, ...], list[int]] = {}
    for row, key in enumerate(zip(*(dataset.cells[name] for name in dataset.primary_key), strict=True)):
        same = known.setdefault(key, [])
        for other in same:
            said = _repetition(dataset, other, row)
            if said is not None:
                message = _("the row repeats the key {key} of row {other}{said}").format(
                    key=", ".join(key), other=other + 2, said=said
                )
                faults.append(Problem("duplicate-key", Place(dataset.path, row + 2, 1), message))
                break
        same.append(row)
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
            message = _("{shown} has {adopted} adopted observations (rows {lines}); mark all but one as `no`").format(
                shown=shown, adopted=len(adopted), lines=lines
            )
            faults.append(Problem("duplicate-key", Place(dataset.path, adopted[1] + 2, 1), message))
        for row in rows:
            # A cell that says neither yes nor no is told anyway, and so is one that says yes once too often.
            is_read = ADOPTED not in dataset.cells or dataset.cells[ADOPTED][row] in ("yes", "no")
            if reasons is not None and not reasons[row] and is_read and not (len(adopted) > 1 and row in adopted):
                column = list(dataset.cells).index(REASON) + 1
                what = _("is adopted and not another") if dataset.is_adopted(row) else _("is set aside")
                message = _("{shown}: say in `reason` why this observation {what}").format(shown=shown, what=what)
                faults.append(Problem("missing-reason", Place(dataset.path, row + 2, column), message))
    return faults
