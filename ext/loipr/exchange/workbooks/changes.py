"""The changes of a returned workbook in a dataset, separated from later changes in the data.

Three states are compared: the rows as sent, as returned, and as they are now. Cells that the institution did not change
stay as they are now. If both sides changed one cell, people must decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from loipr.datasets.dataset import ADOPTED, NUMBER_FORMS, PERIOD, Column, Dataset
from loipr.datasets.published import FAR, how_it_moved
from loipr.exchange.workbooks.places import of_cell_at, of_row, told
from loipr.exchange.workbooks.reading import Returned, Row
from loipr.exchange.workbooks.sheet_layout import row_name, rows_of
from loipr.files.csv_file import replace_cells, write_row
from loipr.wording.languages import Message, _, ngettext
from loipr.wording.sentences import listed

_Key = tuple[str, ...]
_Cells = tuple[str, ...]


@dataclass
class Revision:
    """A dataset with the changes of the workbook: the lines of its file, and what is new in them."""

    returned: Returned
    lines: list[str]
    #: The row of the sheet for a line of the file.
    origins: dict[int, int] = field(default_factory=dict)
    #: The changes, each as a line for the reader.
    shown: list[str] = field(default_factory=list)
    #: Published figures that would change, each as a line to confirm.
    questions: list[str] = field(default_factory=list)
    #: What is refused: the place on the sheet, and the reason.
    faults: list[tuple[str, str]] = field(default_factory=list)
    cells_changed: int = 0
    rows_added: int = 0
    rows_removed: int = 0

    @property
    def dataset(self) -> Dataset:
        return self.returned.dataset

    @property
    def text(self) -> str:
        """The new text of the file."""
        return "\n".join(self.lines)

    @property
    def summary(self) -> str:
        """The number of changed cells, added rows and removed rows, in words; empty without changes."""
        cells, added, removed = self.cells_changed, self.rows_added, self.rows_removed
        counts = (
            (cells, ngettext("{number} cell changed", "{number} cells changed", cells)),
            (added, ngettext("{number} row added", "{number} rows added", added)),
            (removed, ngettext("{number} row removed", "{number} rows removed", removed)),
        )
        return listed(said.format(number=count) for count, said in counts if count)


def revise(returned: Returned, text: str) -> Revision:
    """Compare the returned rows with *text*, the file of the dataset. Lines without a change stay as they are."""
    comparison = _Comparison(returned, text)
    comparison.compare()
    return comparison.revision


class _Comparison:
    def __init__(self, returned: Returned, text: str):
        self.returned = returned
        self.dataset = returned.dataset
        self.columns = returned.dataset.columns
        self.revision = Revision(returned, text.split("\n"))
        keys = self.dataset.primary_key
        self.in_key = [position for position, column in enumerate(self.columns) if column.name in keys]
        rows = rows_of(self.dataset)
        self.now = {key: (line, rows[line - 1]) for line, key in enumerate(self.keys(rows), 1)}
        self.sent = dict(zip(self.keys(returned.sent), returned.sent, strict=True))

    def keys(self, rows: Sequence[_Cells]) -> Iterator[_Key]:
        """Yield the key of each row, which is the same for other ways to write its figures and spaces.

        A number at its end separates a figure from its correction by the same source.
        """
        seen: Counter[_Key] = Counter()
        for cells in rows:
            key = tuple(_canonical(cells[position], self.columns[position]) for position in self.in_key)
            yield (*key, str(seen[key]))
            seen[key] += 1

    def refuse(self, where: str, message: str) -> None:
        self.revision.faults.append((where, message))

    def compare(self) -> None:
        back = self._rows_by_key()
        lines = self.revision.lines
        last = max((row.number for key, row in back.items() if key in self.now), default=0)
        end = max((line for line, _ in self.now.values()), default=0)
        following: dict[int, list[Row]] = {}
        origins: dict[int, int] = {}
        anchor = 0
        for key, row in back.items():
            if key in self.now:
                anchor, cells = self.now[key]
                origins[anchor] = row.number
                changed = self._merged(row, self.sent.get(key), cells, row_name(self.dataset, anchor - 1))
                lines[anchor] = replace_cells(lines[anchor], changed) if changed else lines[anchor]
            elif key not in self.sent:
                # A new row keeps its place: below the row that it follows, or at the end.
                following.setdefault(end if row.number > last else anchor, []).append(self._new(row))
            elif not self._same(row.cells, self.sent[key]):
                message = _("this row was changed, but the data has it no more; ask the coordinator ({cells})")
                self.refuse(of_row(row.number), message.format(cells=self._named(row.cells)))
        self._assemble(following, self._removed(back), origins)

    def _rows_by_key(self) -> dict[_Key, Row]:
        rows = self.returned.rows
        found = dict(zip(self.keys([row.cells for row in rows]), rows, strict=True))
        for key, row in found.items():
            first = found.get((*key[:-1], "0"), row)
            if first is not row and key not in self.now and self._are_twins(first.cells, row.cells):
                message = _("the row repeats the key of row {other}; keep one of the two").format(other=first.number)
                self.refuse(of_row(row.number), message)
        return found

    def _are_twins(self, first: _Cells, second: _Cells) -> bool:
        """Whether two rows with one key are not a figure and its correction.

        Both are adopted or both are not, or they have the same figures.
        """
        both = zip(first, second, self.columns, strict=True)
        differ = [column.name for one, other, column in both if not _same(one, other, column)]
        return ADOPTED not in differ or not any(column.is_figure and column.name in differ for column in self.columns)

    def _merged(self, row: Row, sent: _Cells | None, now: _Cells, name: str) -> dict[int, str]:
        """Return the cells that the institution changed and nobody changed in the data since."""
        changed: dict[int, str] = {}
        for position, column in enumerate(self.columns):
            old, new = now[position], row.cells[position].strip()
            before = sent[position] if sent is not None else None
            if _same(new, old, column) or (before is not None and _same(new, before, column)):
                continue
            where = of_cell_at(position + 1, row.number)
            if before is None or not _same(old, before, column):
                message = (
                    _("the row is new on both sides, is {now} in the data by now, and {here} here; ask who is right")
                    if before is None
                    else _("it was sent out as {was}, is {now} in the data by now, and {here} here; ask who is right")
                )
                self.refuse(where, message.format(was=_shown(before or ""), now=_shown(old), here=_shown(new)))
                continue
            changed[position] = new
            moved = _("{figure}: {was} -> {here} ({where})")
            change = moved.format(figure=f"{name}.{column.name}", was=_shown(old), here=_shown(new), where=where)
            self.revision.shown.append(change)
            if column.is_figure and old:
                self.revision.questions.append(told(change, how_it_moved(old, new)))
        self.revision.cells_changed += len(changed)
        return changed

    def _new(self, row: Row) -> Row:
        cells = tuple(cell.strip() for cell in row.cells)
        for position, column in enumerate(self.columns):
            if column.name in self.dataset.key and not cells[position]:
                message = _("the row is new, and does not say its {column}; fill it in, or clear the row")
                self.refuse(of_cell_at(position + 1, row.number), message.format(column=column.name))
        message = _("{dataset}: new row: {cells} ({where})")
        self.revision.shown.append(
            message.format(dataset=self.dataset.name, cells=self._named(cells), where=of_row(row.number))
        )
        self.revision.rows_added += 1
        self.revision.questions += self._far_off(cells, row.number)
        return Row(row.number, cells)

    def _named(self, cells: _Cells) -> str:
        """Return the filled *cells* of a row, each with the name of its column."""
        return "; ".join(f"{column.name} {cell}" for column, cell in zip(self.columns, cells, strict=True) if cell)

    def _far_off(self, cells: _Cells, number: int) -> Iterator[Message]:
        """Yield a warning for each figure of a new row that is far from the figures of all other periods."""
        names = [column.name for column in self.columns]
        rest = [name for name in self.dataset.key if name != PERIOD]
        if PERIOD not in self.dataset.key:
            return
        known = self.dataset.cells
        like = [row for row in self.dataset.rows if all(known[name][row] == cells[names.index(name)] for name in rest)]
        for position, column in enumerate(self.columns):
            said = [
                abs(Decimal(known[column.name][row])) for row in like if column.is_figure and known[column.name][row]
            ]
            if len(said) > 1 and NUMBER_FORMS["number"].fullmatch(cells[position]):
                value = abs(Decimal(cells[position]))
                if value > max(said) * FAR or value * FAR < min(said):
                    yield _(
                        "{dataset}: {column} of the new row is {value} ({where}): more than a factor of {factor} from "
                        "all figures of other periods ({least} to {most})"
                    ).format(
                        dataset=self.dataset.name,
                        column=column.name,
                        value=cells[position],
                        where=of_cell_at(position + 1, number),
                        factor=FAR,
                        least=str(min(said)),
                        most=str(max(said)),
                    )

    def _removed(self, back: dict[_Key, Row]) -> set[int]:
        gone = [key for key in self.sent if key not in back]
        if gone and (len(gone) * 2 > len(self.sent) or not back):
            message = _("{gone} of the {number} rows are gone; send back the whole of it")
            self.refuse("", message.format(gone=len(gone), number=len(self.sent)))
            return set()
        lines = set()
        for key in gone:
            if key not in self.now:
                continue
            line, cells = self.now[key]
            name = row_name(self.dataset, line - 1)
            if self._same(cells, self.sent[key]):
                lines.add(line)
                self.revision.shown.append(_("{row}: removed row").format(row=name))
                if any(cell and column.is_figure for cell, column in zip(cells, self.columns, strict=True)):
                    self.revision.questions.append(_("{row}: its figures go with the row").format(row=name))
                self.revision.rows_removed += 1
            else:
                message = _("the row {row} is gone here, but was changed in the data meanwhile; ask who is right")
                self.refuse("", message.format(row=name))
        return lines

    def _same(self, first: _Cells, second: _Cells) -> bool:
        return all(_same(*pair) for pair in zip(first, second, self.columns, strict=True))

    def _assemble(self, following: dict[int, list[Row]], removed: set[int], origins: dict[int, int]) -> None:
        made: list[str] = []
        for number, line in enumerate(self.revision.lines):
            if number not in removed:
                made.append(line)
                if number in origins:
                    self.revision.origins[len(made)] = origins[number]
            for row in following.get(number, ()):
                made.append(write_row(row.cells))
                self.revision.origins[len(made)] = row.number
        self.revision.lines = made


def _canonical(text: str, column: Column) -> str:
    text = text.strip()
    if column.is_figure and NUMBER_FORMS["number"].fullmatch(text):
        return f"{Decimal(text).normalize() + 0:f}"
    return text


def _same(first: str, second: str, column: Column) -> bool:
    return first == second or _canonical(first, column) == _canonical(second, column)


def _shown(text: str) -> str:
    return text or _("(empty)")
