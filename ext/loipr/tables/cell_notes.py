"""Notes on single figures: sources disagree on the figure, no source states it, or what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loipr.datasets.dataset import ADOPTED, BASIS, CONFIDENCE, PROVENANCE, REASON, Dataset
from loipr.tables.grid import NO_ROW, Heading
from loipr.tables.query import Query
from loipr.tables.rows import Line
from loipr.wording.labels import letters as letter
from loipr.wording.typography import in_print

#: What the column ``confidence`` means to a reader.
_CONFIDENCE = {"inferred": "Inferred, not stated in the source.", "unverified": "Not verified."}


def with_footnotes(
    query: Query, headings: Sequence[Heading], lines: Sequence[Line]
) -> tuple[list[Line], tuple[tuple[str, str], ...]]:
    """Return the lines with letters at the figures that need a note, and the notes: each letter with its words.

    Figures with the same note share one letter.
    """
    letters: dict[str, str] = {}
    reasons = query.dataset.cells.get(REASON) if ADOPTED in query.dataset.cells else None

    def words(row: int, column: str) -> Iterator[str]:
        if reasons and reasons[row] and not query.all_observations and _is_disputed(query.dataset, row, column):
            yield f"Chosen among figures that disagree: {in_print(reasons[row].rstrip('.'))}."
        yield from _confidence(query.dataset, row)

    marked = []
    for line in lines:
        cells = list(line.cells)
        for number in _notable(headings, line):
            column = query.pivot.figure.name if query.pivot is not None else headings[number].name
            found = [letters.setdefault(one, letter(len(letters) + 1)) for one in words(line.rows[number], column)]
            cells[number] = cells[number]._replace(mark=", ".join(found))
        marked.append(replace(line, cells=tuple(cells)))
    return marked, tuple((mark, one) for one, mark in letters.items())


def notes_on_figures(
    dataset: Dataset, count: int, *, says_basis: bool
) -> tuple[dict[tuple[int, str], str], tuple[tuple[str, str], ...]]:
    """Return the notes on the first *count* rows: their letters by row and column, and each letter with its words.

    The notes say why a figure was chosen or set aside, that no source states it and, with *says_basis*, what was
    counted (for a table without a column for it). The note on a choice stands at the disputed figures. Other notes on a
    row, and this one if no figure is disputed, stand at its first figure or, in a row without figures, at its last
    word.
    """
    letters: dict[str, str] = {}
    marks: dict[tuple[int, str], str] = {}
    for row in dataset.rows[:count]:
        filled = [column.name for column in dataset.figures if dataset.cells[column.name][row]]
        first = filled[:1] or _last_words(dataset, row)
        said: dict[str, list[str]] = {}
        for words in _reason(dataset, row):
            for name in [name for name in filled if _is_disputed(dataset, row, name)] or first:
                said.setdefault(name, []).append(words)
        for words in _confidence(dataset, row):
            for name in filled or first:
                said.setdefault(name, []).append(words)
        for words in _basis(dataset, row) if says_basis else ():
            for name in first:
                said.setdefault(name, []).append(words)
        for name, found in said.items():
            marks[row, name] = ", ".join(letters.setdefault(one, letter(len(letters) + 1)) for one in found)
    return marks, tuple((mark, words) for words, mark in letters.items())


def _reason(dataset: Dataset, row: int) -> Iterator[str]:
    if ADOPTED in dataset.cells and REASON in dataset.cells and dataset.cells[REASON][row]:
        word = "Chosen among figures that disagree" if dataset.is_adopted(row) else "Set aside"
        yield f"{word}: {in_print(dataset.cells[REASON][row].rstrip('.'))}."


def _confidence(dataset: Dataset, row: int) -> Iterator[str]:
    if CONFIDENCE in dataset.cells and dataset.cells[CONFIDENCE][row] in _CONFIDENCE:
        yield _CONFIDENCE[dataset.cells[CONFIDENCE][row]]


def _basis(dataset: Dataset, row: int) -> Iterator[str]:
    if BASIS in dataset.cells and dataset.cells[BASIS][row]:
        yield f"Counted: {in_print(dataset.cells[BASIS][row].rstrip('.'))}."


def _last_words(dataset: Dataset, row: int) -> list[str]:
    names = [column.name for column in dataset.columns if column.name not in PROVENANCE]
    return [name for name in names if dataset.cells[name][row]][-1:]


def _notable(headings: Sequence[Heading], line: Line) -> list[int]:
    """Return the positions of the cells of *line* that may have notes: figures or, in a table of words, the last cell.

    Only cells from the dataset count.
    """
    drawn = [number for number, cell in enumerate(line.cells) if cell.text and line.rows[number] != NO_ROW]
    if any(heading.is_figure for heading in headings):
        return [number for number in drawn if headings[number].is_figure]
    return drawn[-1:]


def _is_disputed(dataset: Dataset, row: int, column: str) -> bool:
    """Whether another observation of the same key has another value in *column*, or there is no other observation."""
    rivals = [other for other in dataset.rows_by_key[dataset.key_of(row)] if other != row]
    values = dataset.cells[column]
    return not rivals or any(values[rival] not in ("", values[row]) for rival in rivals)
