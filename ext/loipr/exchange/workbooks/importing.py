"""Imports a returned workbook: its changes are shown, then checked, and written only when everything is right."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from openpyxl.utils import get_column_letter

from loipr.datasets.cell_checks import check_cells, check_keys
from loipr.datasets.dataset import PATH
from loipr.exchange.workbooks.changes import Revision, revise
from loipr.exchange.workbooks.history import note_change
from loipr.exchange.workbooks.reading import read_workbook, sheet_place
from loipr.exchange.workbooks.sheet_layout import ASKED
from loipr.exchange.workbooks.taking_over import Taken, take_over
from loipr.exchange.workbooks.xlsx_zip import WorkbookError
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.facts.bibliography import read_bibliography
from loipr.files.csv_file import parse_csv
from loipr.files.places import Place, Problem
from loipr.files.reading import read_text, text_faults
from loipr.pages.reader import read_page
from loipr.report import Report
from loipr.rules import Diagnostic, Severity, check
from loipr.wording.sentences import listed, on_one_line

_Finding = TypeVar("_Finding", Problem, Diagnostic)
#: So many faults are shown; the others are only counted.
_MOST_FAULTS = 40


def import_workbook(file: Path, report: Report, *, date: datetime.date, agreed: Callable[[Sequence[str]], bool]) -> int:
    """Show what *file* changes, check it, and write it when *agreed* allows it; the history gets the *date*.

    *agreed* is called with the published figures that would be overwritten, each as a line, and returns whether to
    write. Returns 0, or 1 when something is wrong with the file or its content; then nothing is written.
    """
    try:
        book = read_workbook(file, report.datasets)
    except WorkbookError as error:
        return _refuse([f"{file.name}: {error}"])
    faults = [*book.faults]
    revisions = []
    for one in book.datasets:
        text = read_text(report.root, one.dataset.path, [])
        assert text is not None, "it was read a moment ago"
        revision = revise(one, text)
        faults += [f"{sheet_place(file.name, one.sheet, where)}: {message}" for where, message in revision.faults]
        if revision.shown:
            revisions.append(revision)

    def tell(cell: str, message: str) -> str:
        return f"{sheet_place(file.name, ASKED, f'cell {cell}')}: {message}"

    taken = take_over(book.answers, book.institution, report, date, tell)
    faults += taken.faults
    for line in [*(line for revision in revisions for line in revision.shown), *taken.shown]:
        print(on_one_line(line))
    beside = [*book.beside, *taken.beside]
    _tell(beside)
    if faults:
        return _refuse(faults)
    changes = Changes(report, revisions, taken, file.name)
    if not changes.files:
        for summary in taken.summaries:
            print(summary)
        print(f"{file.name}: no changes{' of the report' if beside else ''}")
        return 0
    errors, warnings = changes.check()
    if errors:
        print("With these changes the report would have errors that it has not now:")
        return _refuse(errors)
    for warning in warnings:
        print(f"Worth a look: {warning}")
    for summary in [*(f"{revision.dataset.path}: {revision.summary}" for revision in revisions), *taken.summaries]:
        print(summary)
    if not agreed([question for revision in revisions for question in revision.questions]):
        return 0
    try:
        _write(report.root, {**changes.files, **_history(report, revisions, f"{book.institution}'s workbook", date)})
    except OSError as error:
        return _refuse([f"{error.filename}: this cannot be written: {error.strerror}"])
    print(f"Written: {listed(changes.files)}{f'; noted in {PATH}' if revisions else ''}")
    return 0


def _tell(beside: list[str]) -> None:
    """Print what the workbook says beside tables and answers: only a person can decide where it belongs."""
    if beside:
        print(
            "Not taken over; write it where it belongs (a source in data/references.bib, a remark in the column note):"
        )
    for line in beside:
        print(on_one_line(line))


def _refuse(faults: list[str]) -> int:
    for fault in faults[:_MOST_FAULTS]:
        print(fault)
    if len(faults) > _MOST_FAULTS:
        print(f"… and {len(faults) - _MOST_FAULTS} more")
    print("Nothing was written.")
    return 1


@dataclass(frozen=True)
class Changes:
    """All changes of a workbook, in datasets and by answers, and what the rules say of the report with them."""

    report: Report
    revisions: Sequence[Revision]
    taken: Taken
    file: str

    @property
    def files(self) -> dict[str, str]:
        """The new text of each file that changes, by its path."""
        return {**{revision.dataset.path: revision.text for revision in self.revisions}, **self.taken.files}

    def check(self) -> tuple[list[str], list[str]]:
        """Run all rules on the report as it would be; return the new errors and the new warnings."""
        report = self.report
        problems = [problem for problem in report.problems if problem.place.path not in self.files]
        datasets = dict(report.datasets)
        for revision in self.revisions:
            names = [column.name for column in revision.dataset.columns]
            cells = parse_csv(revision.text, revision.dataset.path, names, problems)
            if cells is not None:
                dataset = datasets[revision.dataset.name] = replace(revision.dataset, cells=cells)
                # Faults of cells come first: the keys of a row with wrong cells are not useful.
                problems += check_cells(dataset) or check_keys(dataset)
        for path, text in self.taken.files.items():
            problems += text_faults(text, path)
        pages = tuple(
            read_page(self.taken.files[page.path], page.path, problems) if page.path in self.taken.files else page
            for page in report.pages
        )
        added = self.taken.files.get(BIBLIOGRAPHY)
        bibliography = report.bibliography if added is None else read_bibliography(added, problems)
        broken = self._located(_new(problems, report.problems))
        if broken:
            return broken, []
        revised = replace(report, datasets=datasets, pages=pages, bibliography=bibliography, problems=tuple(problems))
        found = _new(check(revised), check(report))
        errors, warnings = (
            [one for one in found if one.severity == severity] for severity in (Severity.ERROR, Severity.WARNING)
        )
        return self._located(errors), [*self._gathered(warnings)]

    def _gathered(self, warnings: Sequence[Diagnostic]) -> Iterator[str]:
        """Yield the warnings as lines; those of one rule about answers are one line, for a proposal is still edited."""
        in_answers: dict[str, list[Diagnostic]] = {}
        others = []
        for one in warnings:
            (in_answers.setdefault(one.rule, []) if self.taken.cell_of(one.place) else others).append(one)
        yield from self._located(others)
        for rule, found in in_answers.items():
            (first,) = self._located(found[:1])
            more = f" (and {len(found) - 1} more of {rule} in the answers)" if found[1:] else ""
            yield f"{first}{more}"

    def _located(self, found: Sequence[Problem | Diagnostic]) -> list[str]:
        """Return each finding as a line, at the cell of the workbook that it comes from."""
        by_path = {revision.dataset.path: revision for revision in self.revisions}
        lines = []
        for one in found:
            revision, cell = by_path.get(one.place.path), self.taken.cell_of(one.place)
            place = str(one.place)
            if revision is not None:
                place = _on_sheet(one.place, revision, self.file)
            elif cell:
                place = sheet_place(self.file, ASKED, f"cell {cell}")
            # A message that names rows means rows of the file, which has one line less above them.
            rows = f" (rows of {one.place.path})" if revision and re.search(r"\brows? \d", one.message) else ""
            lines.append(f"{place}: {one.message}{rows}")
        return lines


def _new(after: Iterable[_Finding], before: Iterable[_Finding]) -> list[_Finding]:
    """Return the findings *after* that were not there *before*, even in another line."""
    known = {(one.rule, one.place.path, one.message) for one in before}
    return [one for one in after if (one.rule, one.place.path, one.message) not in known]


def _on_sheet(place: Place, revision: Revision, file: str) -> str:
    row = revision.origins.get(place.line)
    if row is None:
        return sheet_place(file, revision.returned.sheet)
    where = f"cell {get_column_letter(place.column)}{row}" if place.column else f"row {row}"
    return sheet_place(file, revision.returned.sheet, where)


def _history(report: Report, revisions: Sequence[Revision], origin: str, date: datetime.date) -> dict[str, str]:
    """Return the descriptor with the history of the datasets that change, by its path."""
    descriptor = read_text(report.root, PATH, []) if revisions else None
    if descriptor is None:
        return {}
    for revision in revisions:
        what = f"{origin}: {revision.summary}"
        descriptor = note_change(descriptor, revision.dataset.name, date.isoformat(), what)
    return {PATH: descriptor}


def _write(root: Path, files: dict[str, str]) -> None:
    """Write all *files*. Each is complete at every moment, and none is replaced before all are on the disk."""
    fresh = {(root / path).resolve(): text for path, text in files.items()}
    try:
        for file, text in fresh.items():
            new = _beside(file)
            new.write_bytes(text.encode("utf-8"))
            shutil.copymode(file, new)
        for file in fresh:
            _beside(file).replace(file)
    finally:
        for file in fresh:
            _beside(file).unlink(missing_ok=True)


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.new")
