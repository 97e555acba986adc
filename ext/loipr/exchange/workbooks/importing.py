"""Imports a returned workbook: its changes are shown, then checked, and written only when everything is right."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from openpyxl.utils import get_column_letter

from loipr.datasets.cell_checks import check_cells, check_keys
from loipr.datasets.dataset import PATH
from loipr.exchange.workbooks.changes import Revision, revise
from loipr.exchange.workbooks.history import note_change
from loipr.exchange.workbooks.reading import read_workbook, sheet_place
from loipr.exchange.workbooks.xlsx_zip import WorkbookError
from loipr.files.csv_file import parse_csv
from loipr.files.places import Place, Problem
from loipr.files.reading import read_text
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
    faults: list[str] = []
    remarks: list[str] = []
    try:
        institution, returned = read_workbook(file, report.datasets, faults, remarks)
    except WorkbookError as error:
        return _refuse([f"{file.name}: {error}"])
    revisions = []
    for one in returned:
        text = read_text(report.root, one.dataset.path, [])
        assert text is not None, "it was read a moment ago"
        revision = revise(one, text)
        faults += [f"{sheet_place(file.name, one.sheet, where)}: {message}" for where, message in revision.faults]
        if revision.shown:
            revisions.append(revision)
    for revision in revisions:
        for line in revision.shown:
            print(line)
    _tell(remarks)
    if faults:
        return _refuse(faults)
    if not revisions:
        print(f"{file.name}: no changes{' of the datasets' if remarks else ''}")
        return 0
    faults, warnings = _check(report, revisions, file.name)
    if faults:
        print("With these changes the report would have errors that it has not now:")
        return _refuse(faults)
    for warning in warnings:
        print(f"Worth a look: {warning}")
    for revision in revisions:
        print(f"{revision.dataset.path}: {revision.summary}")
    if not agreed([question for revision in revisions for question in revision.questions]):
        return 0
    try:
        _write(report.root, _files(report, revisions, f"{institution}'s workbook", date))
    except OSError as error:
        return _refuse([f"{error.filename}: this cannot be written: {error.strerror}"])
    print(f"Written: {listed(revision.dataset.path for revision in revisions)}; noted in {PATH}")
    return 0


def _tell(remarks: list[str]) -> None:
    """Print what the workbook says beside its tables: only a person can decide where it belongs."""
    if remarks:
        print(
            "Not taken over; write it where it belongs (a source in data/references.bib, a remark in the column note):"
        )
    for remark in remarks[:_MOST_FAULTS]:
        print(on_one_line(remark))
    if len(remarks) > _MOST_FAULTS:
        print(f"… and {len(remarks) - _MOST_FAULTS} more")


def _refuse(faults: list[str]) -> int:
    for fault in faults[:_MOST_FAULTS]:
        print(fault)
    if len(faults) > _MOST_FAULTS:
        print(f"… and {len(faults) - _MOST_FAULTS} more")
    print("Nothing was written.")
    return 1


def _check(report: Report, revisions: list[Revision], file: str) -> tuple[list[str], list[str]]:
    """Run all rules on the report as it would be; return the new errors and the new warnings."""
    datasets = dict(report.datasets)
    paths = {revision.dataset.path for revision in revisions}
    problems = [problem for problem in report.problems if problem.place.path not in paths]
    for revision in revisions:
        names = [column.name for column in revision.dataset.columns]
        cells = parse_csv(revision.text, revision.dataset.path, names, problems)
        if cells is not None:
            dataset = datasets[revision.dataset.name] = replace(revision.dataset, cells=cells)
            # Faults of cells come first: the keys of a row with wrong cells are not useful.
            problems += check_cells(dataset) or check_keys(dataset)
    broken = _located(_new(problems, report.problems), revisions, file)
    if broken:
        return broken, []
    revised = replace(report, datasets=datasets, problems=tuple(problems))
    found = _new(check(revised), check(report))
    errors, warnings = (
        [one for one in found if one.severity == severity] for severity in (Severity.ERROR, Severity.WARNING)
    )
    return _located(errors, revisions, file), _located(warnings, revisions, file)


def _new(after: Iterable[_Finding], before: Iterable[_Finding]) -> list[_Finding]:
    """Return the findings *after* that were not there *before*, even in another line."""
    known = {(one.rule, one.place.path, one.message) for one in before}
    return [one for one in after if (one.rule, one.place.path, one.message) not in known]


def _located(found: Sequence[Problem | Diagnostic], revisions: list[Revision], file: str) -> list[str]:
    by_path = {revision.dataset.path: revision for revision in revisions}
    lines = []
    for one in found:
        revision = by_path.get(one.place.path)
        place = _on_sheet(one.place, revision, file) if revision is not None else str(one.place)
        # A message that names rows means rows of the file, which has one line less above them.
        rows = f" (rows of {one.place.path})" if revision and re.search(r"\brows? \d", one.message) else ""
        lines.append(f"{place}: {one.message}{rows}")
    return lines


def _on_sheet(place: Place, revision: Revision, file: str) -> str:
    row = revision.origins.get(place.line)
    if row is None:
        return sheet_place(file, revision.returned.sheet)
    where = f"cell {get_column_letter(place.column)}{row}" if place.column else f"row {row}"
    return sheet_place(file, revision.returned.sheet, where)


def _files(report: Report, revisions: list[Revision], origin: str, date: datetime.date) -> dict[str, str]:
    """Return the new text of each file that changes, including the descriptor."""
    descriptor = read_text(report.root, PATH, [])
    assert descriptor is not None, "it was read a moment ago"
    for revision in revisions:
        what = f"{origin}: {revision.summary}"
        descriptor = note_change(descriptor, revision.dataset.name, date.isoformat(), what)
    return {**{revision.dataset.path: revision.text for revision in revisions}, PATH: descriptor}


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
