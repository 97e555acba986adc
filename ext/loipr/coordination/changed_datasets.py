"""What changed in the datasets of the report between two revisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loipr.coordination.change import Changed, ChangeKind
from loipr.coordination.changed_pages import known_ids
from loipr.coordination.pairing import paired
from loipr.coordination.used_figures import used_figures
from loipr.datasets.dataset import SOURCE, Column, Dataset
from loipr.datasets.figures import format_cell
from loipr.report import Report


def changed_datasets(before: Report, after: Report) -> Iterator[Changed]:
    """Yield the changes of the datasets: cell by cell, and row by row where a row is new or gone."""
    printed = _printed(after)
    pages = {one.argument: page.docname for page in after.pages for one in page.directives if one.name == "dataset"}
    for name in sorted(_names(before) | _names(after)):
        old, new = before.datasets.get(name), after.datasets.get(name)
        there = new or old
        owners = known_ids((there.owner,), after) if there is not None else ()
        found = _cells(old, new, printed) if old is not None and new is not None else _whole(name, before, after)
        yield from (replace(one, owners=owners, page=pages.get(name, ""), dataset=name) for one in found)


def _whole(name: str, before: Report, after: Report) -> Iterator[Changed]:
    was, now = _title(name, before), _title(name, after)
    if was != now:
        yield Changed(ChangeKind.DATASET, f"the dataset {name}", was, now)


def _title(name: str, report: Report) -> str:
    dataset = report.datasets.get(name)
    return dataset.title if dataset is not None else "unreadable" if name in report.unread_datasets else ""


def _names(report: Report) -> set[str]:
    return {*report.datasets, *report.unread_datasets}


def _printed(report: Report) -> Mapping[tuple[str, int, str], tuple[int, ...]]:
    """Return the questions whose replies print a cell, by its dataset, row and column."""
    found: dict[tuple[str, int, str], dict[int, None]] = {}
    for number, page in sorted(report.pages_by_question.items()):
        for (name, row), columns in used_figures(page, report).items():
            for column in columns:
                found.setdefault((name, row, column), {})[number] = None
    return {cell: tuple(numbers) for cell, numbers in found.items()}


def _cells(old: Dataset, new: Dataset, printed: Mapping[tuple[str, int, str], tuple[int, ...]]) -> Iterator[Changed]:
    columns = [column for column in new.columns if column.name in old.cells]
    pairs = _paired_rows(old, new)
    for row, at in zip(new.rows, pairs, strict=True):
        name = _name_of(new, row)
        if at is None:
            yield Changed(ChangeKind.ROW, name, "", _figures_of(new, row) or name)
            continue
        for column in columns:
            was, now = old.cells[column.name][at], new.cells[column.name][row]
            if was != now:
                questions = printed.get((new.name, row, column.name), ())
                shown = _shown(was, column), _shown(now, column)
                yield Changed(ChangeKind.FIGURE, f"{name}.{column.name}", *shown, questions=questions)
    for at in sorted(set(old.rows) - set(pairs)):
        name = _name_of(old, at)
        yield Changed(ChangeKind.ROW, name, _figures_of(old, at) or name, "")


def _shown(text: str, column: Column) -> str:
    return format_cell(text, column) if text else "(empty)"


def _name_of(dataset: Dataset, row: int) -> str:
    """Return the name that an author writes for *row*; with its source when other rows have the same key."""
    key = dataset.key_of(row)
    is_one_of_several = len(dataset.rows_by_key.get(key, ())) > 1 and SOURCE in dataset.cells
    source = [f"source={dataset.cells[SOURCE][row]}"] if is_one_of_several else []
    return f"{dataset.name}[{', '.join([*key, *source])}]"


def _figures_of(dataset: Dataset, row: int) -> str:
    told = ((column, dataset.cells[column.name][row]) for column in dataset.figures)
    return ", ".join(f"{column.title} {format_cell(text, column)}" for column, text in told if text)


def _paired_rows(old: Dataset, new: Dataset) -> list[int | None]:
    """Return the old row of each new one: the same row, else one with its primary key, else one with its key."""
    shared = [column.name for column in new.columns if column.name in old.cells]
    # A key of columns that were not there yet tells no rows apart.
    keys = [key if set(key) <= set(shared) else shared for key in (new.primary_key, new.key)]
    marks = ([[_texts(one, row, names) for names in (shared, *keys)] for row in one.rows] for one in (old, new))
    return paired(*marks)


def _texts(dataset: Dataset, row: int, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dataset.cells[name][row] for name in names)
