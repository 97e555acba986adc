"""What the writer and the reader of a workbook agree on: its sheets, and how a row is named."""

from __future__ import annotations

from collections.abc import Iterable

from loipr.datasets.dataset import ADOPTED, Dataset

#: The sheets beside those of the datasets. The record says what was sent out; nobody sees it.
README, ASKED, MISSING, SOURCES, RECORD = "Read me", "Asked of you", "Missing or stale", "Sources", "Record"
#: What stands at the top of the record.
FORMAT = "loipr workbook 1"
#: In the record, begins the name of a sheet of which the texts are noted as they were sent out.
OF_A_SHEET = "sheet:"
#: On the sheet of a dataset the titles come first, then the names of the columns, then the rows.
NAMES_ROW, FIRST_ROW = 2, 3
_LONGEST_NAME = 31


def sheet_names(datasets: Iterable[str]) -> dict[str, str]:
    """Return the sheet of each dataset: its name, as far as the name of a sheet may be long, and none twice."""
    names: dict[str, str] = {}
    # Spreadsheets keep “History” for themselves.
    taken = {name.casefold() for name in (README, ASKED, MISSING, SOURCES, RECORD, "History")}
    for dataset in datasets:
        name, number = dataset[:_LONGEST_NAME], 2
        while name.casefold() in taken:
            name, number = f"{dataset[: _LONGEST_NAME - 5]} {number}", number + 1
        taken.add(name.casefold())
        names[dataset] = name
    return names


def row_name(dataset: Dataset, row: int) -> str:
    """Name a row as an author does: ``deaths[2023, NTT]``; where another row of the key comes first, with more."""
    key = tuple(str(dataset.frame.at[row, name]) for name in dataset.key)
    same = dataset.rows_by_key[key]
    more = [] if row == same[0] else [_distinction(dataset, row, same)]
    return f"{dataset.name}[{', '.join([*key, *more])}]"


def _distinction(dataset: Dataset, row: int, same: list[int]) -> str:
    """Return what tells *row* from the *same* rows of its key: one column where one is enough."""
    names = [name for name in dataset.primary_key if name not in dataset.key]
    texts = {name: [str(dataset.frame.at[one, name]) for one in same] for name in names}
    place = same.index(row)
    if (
        ADOPTED in dataset.cells
        and [*zip(*texts.values(), strict=True)].count(tuple(one[place] for one in texts.values())) > 1
    ):
        # A figure and its correction differ in nothing else.
        texts[ADOPTED] = [str(dataset.frame.at[one, ADOPTED]) for one in same]
    parts = {name: column[place] for name, column in texts.items()}
    enough = next((name for name, text in parts.items() if texts[name].count(text) == 1), None)
    return ", ".join(f"{name}={text}" for name, text in parts.items() if enough in (None, name))


def rows_of(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return the cells of *dataset*, row by row, as they stand in the file."""
    return list(dataset.frame.itertuples(index=False, name=None))
