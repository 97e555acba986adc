"""What a reader must know of single figures: that sources disagree on them, or that none states them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase

from loipr.catalog.arrangement import Line
from loipr.catalog.datasets import ADOPTED, CONFIDENCE, REASON, Dataset
from loipr.catalog.grid import NO_ROW, Heading
from loipr.catalog.tables import Query
from loipr.catalog.typography import in_print

#: What the column ``confidence`` means to a reader.
_CONFIDENCE = {"inferred": "Inferred, not stated in the source.", "unverified": "Not verified."}


def with_footnotes(
    query: Query, headings: Sequence[Heading], lines: Sequence[Line]
) -> tuple[list[Line], tuple[tuple[str, str], ...]]:
    """Return the lines with letters at the figures that need a note, and the notes: each letter with its words.

    What is to be said of several figures is said once.
    """
    letters: dict[str, str] = {}
    confidence = query.dataset.cells.get(CONFIDENCE)
    reasons = query.dataset.cells.get(REASON) if ADOPTED in query.dataset.cells else None

    def words(row: int, column: str) -> Iterator[str]:
        if reasons and reasons[row] and not query.all_observations and _is_disputed(query.dataset, row, column):
            yield f"Chosen among figures that disagree: {in_print(reasons[row].rstrip('.'))}."
        if confidence and confidence[row] in _CONFIDENCE:
            yield _CONFIDENCE[confidence[row]]

    marked = []
    for line in lines:
        cells = list(line.cells)
        for number in _notable(headings, line):
            column = query.pivot.figure.name if query.pivot is not None else headings[number].name
            found = [letters.setdefault(one, _letter(len(letters))) for one in words(line.rows[number], column)]
            cells[number] = cells[number]._replace(mark=", ".join(found))
        marked.append(replace(line, cells=tuple(cells)))
    return marked, tuple((letter, one) for one, letter in letters.items())


def reasons_of(dataset: Dataset, count: int) -> tuple[dict[tuple[int, str], str], tuple[tuple[str, str], ...]]:
    """Return why figures of the first *count* rows were chosen or set aside: letters by row and column, with words.

    What is said of a row that has no figure in dispute stands at its first one.
    """
    letters: dict[str, str] = {}
    marks: dict[tuple[int, str], str] = {}
    reasons = dataset.cells.get(REASON, ()) if ADOPTED in dataset.cells else ()
    for row, reason in enumerate(reasons[:count]):
        if not reason:
            continue
        word = "Chosen among figures that disagree" if dataset.is_adopted(row) else "Set aside"
        letter = letters.setdefault(f"{word}: {in_print(reason.rstrip('.'))}.", _letter(len(letters)))
        filled = [column.name for column in dataset.figures if dataset.cells[column.name][row]]
        disputed = [name for name in filled if _is_disputed(dataset, row, name)]
        marks |= dict.fromkeys(((row, name) for name in disputed or filled[:1]), letter)
    return marks, tuple((letter, words) for words, letter in letters.items())


def _notable(headings: Sequence[Heading], line: Line) -> list[int]:
    """Return the cells of *line* that come from the dataset: its figures or, in a table of words, the last one."""
    drawn = [number for number, cell in enumerate(line.cells) if cell.text and line.rows[number] != NO_ROW]
    if any(heading.is_figure for heading in headings):
        return [number for number in drawn if headings[number].is_figure]
    return drawn[-1:]


def _is_disputed(dataset: Dataset, row: int, column: str) -> bool:
    """Whether another observation of the same key has another value there; a reason with no rival holds of the row."""
    rivals = [other for other in dataset.rows_by_key[dataset.key_of(row)] if other != row]
    values = dataset.cells[column]
    return not rivals or any(values[rival] not in ("", values[row]) for rival in rivals)


def _letter(number: int) -> str:
    """Return a, b, … z, aa, bb, …"""
    repeats, place = divmod(number, len(ascii_lowercase))
    return ascii_lowercase[place] * (repeats + 1)
