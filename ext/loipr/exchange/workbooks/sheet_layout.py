"""What the writer and the reader of a workbook agree on: its sheets, and how a row is named."""

from __future__ import annotations

from collections.abc import Iterable

from loipr.datasets.dataset import ADOPTED, Dataset

#: The sheets besides those of the datasets. The record says what was sent out, and is hidden.
README, ASKED, QUESTIONS, MISSING = "Read me", "Asked of you", "Your questions", "Missing or stale"
SOURCES, RECORD = "Sources", "Record"
#: On the sheet “Asked of you”, the row with the heads of the columns, and the row of the first task.
HEAD_OF_TASKS, FIRST_TASK = 7, 8
#: Its columns for the institution, and the column with the id of the task; from 0.
ANSWER, SOURCE, REMARK, CODE = 5, 6, 7, 8
#: The first text of the record.
FORMAT = "loipr workbook 1"
#: In the record, this text is before the name of a sheet whose texts are recorded.
OF_A_SHEET = "sheet:"
#: On the sheet of a dataset, the titles come first, then the names of the columns, then the rows.
NAMES_ROW, FIRST_ROW = 2, 3
_LONGEST_NAME = 31


def sheet_names(datasets: Iterable[str]) -> dict[str, str]:
    """Return the name of the sheet of each dataset: its own name, shortened if it is too long, and unique."""
    names: dict[str, str] = {}
    # Spreadsheets reserve the name “History”.
    taken = {name.casefold() for name in (README, ASKED, QUESTIONS, MISSING, SOURCES, RECORD, "History")}
    for dataset in datasets:
        name, number = dataset[:_LONGEST_NAME], 2
        while name.casefold() in taken:
            name, number = f"{dataset[: _LONGEST_NAME - 5]} {number}", number + 1
        taken.add(name.casefold())
        names[dataset] = name
    return names


def row_name(dataset: Dataset, row: int) -> str:
    """Return the name of a row as an author writes it: ``deaths[2023, NTT]``.

    It says more when another row with the same key comes before it.
    """
    key = dataset.key_of(row)
    same = dataset.rows_by_key[key]
    more = [] if row == same[0] else [_distinction(dataset, row, same)]
    return f"{dataset.name}[{', '.join([*key, *more])}]"


def _distinction(dataset: Dataset, row: int, same: list[int]) -> str:
    """Return the words that distinguish *row* from the *same* rows of its key: one column if that is enough."""
    names = [name for name in dataset.primary_key if name not in dataset.key]
    texts = {name: [dataset.cells[name][one] for one in same] for name in names}
    place = same.index(row)
    if (
        ADOPTED in dataset.cells
        and [*zip(*texts.values(), strict=True)].count(tuple(one[place] for one in texts.values())) > 1
    ):
        # A figure and its correction may differ only in this.
        texts[ADOPTED] = [dataset.cells[ADOPTED][one] for one in same]
    parts = {name: column[place] for name, column in texts.items()}
    enough = next((name for name, text in parts.items() if texts[name].count(text) == 1), None)
    return ", ".join(f"{name}={text}" for name, text in parts.items() if enough in (None, name))


def rows_of(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return the cells of *dataset*, row by row, as in the file."""
    return list(zip(*(dataset.cells[column.name] for column in dataset.columns), strict=True))
