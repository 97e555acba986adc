"""Checks that figures agree with one another: parts with their total, one dataset with another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from loipr.datasets.dataset import BASIS, ColumnSum, Dataset, RowSum, SameFact
from loipr.datasets.figures import UNIT
from loipr.datasets.observations import Observation, ObservationError, observe
from loipr.datasets.totals import WORDS, may_be_added, unmarked_totals
from loipr.files.places import Place
from loipr.wording.languages import _
from loipr.wording.sentences import listed

#: Smaller numbers may add up by chance.
_TELLING = 100


def sum_faults(dataset: Dataset) -> Iterator[tuple[Place, str]]:
    """Yield each total that is not the sum of its parts, and each declared exception that is not needed.

    When parts are missing, the sum of the others must not exceed the total. Only adopted observations count.
    """
    for one in dataset.sums:
        found = dict(_column_sums(dataset, one) if isinstance(one, ColumnSum) else _row_sums(dataset, one))
        excepted = {key for key, _ in one.exceptions}
        judged = set()
        for key, (total, parts, is_whole) in found.items():
            added = sum(parts, Decimal(0))
            is_right = total.amount == added if is_whole else total.amount >= added or min(parts) < 0
            judged |= {key} if is_whole or not is_right else set()
            if not is_right and key not in excepted:
                parts_there = _("its parts add up to") if is_whole else _("those of its parts that are there add up to")
                yield (
                    total.place,
                    _(
                        "{reference} is {amount:,}, but {parts_there} {added:,}; mend one of them, or name the "
                        "key “{key}” with the reason in `except` of its sum in the descriptor"
                    ).format(
                        reference=total.reference, amount=total.amount, parts_there=parts_there, added=added, key=key
                    ),
                )
            elif is_right and is_whole and key in excepted:
                yield (
                    dataset.place,
                    _("the parts of {reference} add up: take “{key}” out of `except`").format(
                        reference=total.reference, key=key
                    ),
                )
        for key in sorted(excepted - judged):
            yield dataset.place, _("`except` names “{key}”, which has no total with all its parts").format(key=key)


#: By key: the total, the parts that have a figure, and whether all parts have one.
_Sums = Iterator[tuple[str, tuple[Observation, list[Decimal], bool]]]


def _adopted_rows(dataset: Dataset) -> list[int]:
    return [rows[0] for rows in dataset.rows_by_key.values() if dataset.is_adopted(rows[0])]


def _cell(dataset: Dataset, row: int | None, name: str) -> Observation | None:
    column = dataset.column(name)
    value = dataset.cells[name][row] if row is not None and column is not None else ""
    return Observation(dataset, row, column, value) if row is not None and column is not None and value else None


def _judged(key: tuple[str, ...], total: Observation | None, parts: Sequence[Observation | None]) -> _Sums:
    there = [part.amount for part in parts if part is not None]
    if total is not None and there:
        yield ", ".join(key), (total, there, len(there) == len(parts))


def _column_sums(dataset: Dataset, one: ColumnSum) -> _Sums:
    for row in _adopted_rows(dataset):
        parts = [_cell(dataset, row, name) for name in one.parts]
        yield from _judged(dataset.key_of(row), _cell(dataset, row, one.total), parts)


def _row_sums(dataset: Dataset, one: RowSum) -> _Sums:
    position = dataset.key.index(one.column) if one.column in dataset.key else -1
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for row in _adopted_rows(dataset) if position >= 0 else ():
        key = dataset.key_of(row)
        groups.setdefault((*key[:position], *key[position + 1 :]), {})[key[position]] = row
    for group, rows in groups.items():
        wanted = one.parts or tuple(name for name in rows if name != one.total)
        for figure in one.figures:
            named = group if len(one.figures) == 1 else (*group, figure)
            parts = [_cell(dataset, rows.get(name), figure) for name in wanted]
            yield from _judged(named, _cell(dataset, rows.get(one.total), figure), parts)


def parts_beyond_totals(dataset: Dataset) -> Iterator[tuple[Place, str]]:
    """Yield each total that is smaller than what it is the total of: a column beside it, or the rows below it.

    Columns may overlap, as women and minors, so each is judged alone. Totals that the descriptor declares under `sums`
    are left to :func:`sum_faults`.
    """
    rows = _adopted_rows(dataset)
    for whole, parts in (*_beside_totals(dataset, rows), *_below_totals(dataset, rows)):
        added = sum((part.amount for part in parts), Decimal(0))
        if added > whole.amount and min(part.amount for part in parts) >= 0:
            beyond = (
                _("{part} is").format(part=parts[0].reference) if len(parts) == 1 else _("the other rows add up to")
            )
            yield (
                whole.place,
                _(
                    "{reference} is {amount:,}, and {beyond} {added:,}: no part is larger than its total; "
                    "mend one of them, or name what the total counts"
                ).format(reference=whole.reference, amount=whole.amount, beyond=beyond, added=added),
            )


#: A total, with the parts that have a figure.
_Parts = Iterator[tuple[Observation, list[Observation]]]


def _beside_totals(dataset: Dataset, rows: Sequence[int]) -> _Parts:
    """Yield each total in a column that is called so, with each column of its unit."""
    declared = {one.total for one in dataset.sums if isinstance(one, ColumnSum)}
    columns = [column for column in dataset.figures if may_be_added(column.unit)]
    for total in columns:
        if total.name not in declared and not WORDS.isdisjoint((total.name, total.title)):
            parts = [one.name for one in columns if one is not total and one.unit == total.unit]
            yield from _there(dataset, ((row, total.name, [(row, name)]) for row in rows for name in parts))


def _below_totals(dataset: Dataset, rows: Sequence[int]) -> _Parts:
    """Yield each total in a row that is called so, with the rows whose key differs from its key in this alone."""
    declared = {one.column for one in dataset.sums if isinstance(one, RowSum)}
    alike = [dataset.cells[name] for name in (UNIT, BASIS) if name in dataset.cells]
    for name in dataset.key:
        cells = dataset.cells[name]
        if name in declared or WORDS.isdisjoint(cells):
            continue
        rest = [*(dataset.cells[one] for one in dataset.key if one != name), *alike]
        groups: dict[tuple[str, ...], list[int]] = {}
        for row in rows:
            groups.setdefault(tuple(texts[row] for texts in rest), []).append(row)
        for group in groups.values():
            parts = [row for row in group if cells[row] not in WORDS]
            for whole in (row for row in group if cells[row] in WORDS):
                figures = [one.name for one in dataset.figures if may_be_added(one.unit)]
                yield from _there(dataset, ((whole, one, [(row, one) for row in parts]) for one in figures))


def _there(dataset: Dataset, found: Iterable[tuple[int, str, list[tuple[int, str]]]]) -> _Parts:
    for row, name, places in found:
        whole = _cell(dataset, row, name)
        parts = [part for place in places if (part := _cell(dataset, *place)) is not None]
        if whole is not None and parts:
            yield whole, parts


def undeclared_sums(dataset: Dataset) -> Iterator[tuple[Place, str]]:
    """Yield the columns and rows that are the sum of others although the descriptor does not say so under `sums`."""
    for total, parts in _sums_of_columns(dataset):
        yield (
            dataset.place,
            _(
                "{total} is the sum of {names} in each row that has them: say so in `sums` of {name}, so "
                "that each new row is checked"
            ).format(total=total, names=listed(parts), name=dataset.name),
        )
    for name, row in unmarked_totals(dataset, _adopted_rows(dataset)):
        cell = dataset.cells[name][row]
        yield (
            Place(dataset.path, row + 2, list(dataset.cells).index(name) + 1),
            _(
                "“{cell}” is the sum of the other rows, and tables do not add it to them once more: say "
                "so in `sums` of {name}"
            ).format(cell=cell, name=dataset.name),
        )


def _sums_of_columns(dataset: Dataset) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each column that is the sum of neighbouring columns, with their names.

    There must be two or more such columns, and two or more rows with all figures.
    """
    declared = {(one.total, frozenset(one.parts)) for one in dataset.sums if isinstance(one, ColumnSum)}
    columns = [column for column in dataset.figures if may_be_added(column.unit)]
    rows = _adopted_rows(dataset)
    for total in columns:
        others = [column for column in columns if column is not total and column.unit == total.unit]
        for start, end in combinations(range(len(others) + 1), 2):
            parts = tuple(column.name for column in others[start:end])
            known = (total.name, frozenset(parts)) in declared
            if len(parts) > 1 and not known and _add_up(dataset, rows, total.name, parts):
                yield total.name, parts


def _add_up(dataset: Dataset, rows: Sequence[int], total: str, parts: Sequence[str]) -> bool:
    told = 0
    wholes, columns = dataset.cells[total], [dataset.cells[name] for name in parts]
    for row in rows:
        if wholes[row] and all(cells[row] for cells in columns):
            whole = Decimal(wholes[row])
            if sum((Decimal(cells[row]) for cells in columns), Decimal(0)) != whole:
                return False
            told += whole >= _TELLING
    return told > 1


def same_fact_faults(dataset: Dataset, datasets: Mapping[str, Dataset]) -> Iterator[tuple[Place, str]]:
    """Yield each entry of `same_as` that does not name two figures, with what is wrong with it."""
    for fact in dataset.same_as:
        fault = _named_figures(dataset, fact, datasets)
        if isinstance(fault, str):
            yield fact.place, f"`same_as`: {fault}"


def same_fact_differences(dataset: Dataset, datasets: Mapping[str, Dataset]) -> Iterator[tuple[Place, str]]:
    """Yield each figure that differs from its counterpart under `same_as`."""
    for fact in dataset.same_as:
        named = _named_figures(dataset, fact, datasets)
        if not isinstance(named, str) and named[0].amount != named[1].amount:
            here, there = named
            yield (
                here.place,
                _(
                    "{reference} is {amount:,}, but {reference2} is {amount2:,}: one fact has one value; "
                    "adopt the same, or set one of them aside with the reason"
                ).format(
                    reference=here.reference, amount=here.amount, reference2=there.reference, amount2=there.amount
                ),
            )


def _named_figures(
    dataset: Dataset, fact: SameFact, datasets: Mapping[str, Dataset]
) -> tuple[Observation, Observation] | str:
    """Return the two figures that *fact* names, or what is wrong with it."""
    try:
        here, there = observe(fact.here, datasets), observe(fact.there, datasets)
    except ObservationError as error:
        return error.message
    if here.dataset is not dataset or there.dataset is dataset:
        return _("`here` names a figure of {name}, `there` one of another dataset").format(name=dataset.name)
    if not (here.column.is_figure and there.column.is_figure):
        other = here if there.column.is_figure else there
        return _("{reference} is no figure; name a column of figures").format(reference=other.reference)
    return here, there


def unsettled(dataset: Dataset) -> Iterator[tuple[Place, Sequence[int], str]]:
    """Yield each key with several observations and no adopted one: the place, the rows, and the name of the key."""
    for key, rows in dataset.rows_by_key.items():
        if len(rows) > 1 and not dataset.is_adopted(rows[0]):
            yield Place(dataset.path, min(rows) + 2), rows, f"{dataset.name}[{', '.join(key)}]"
