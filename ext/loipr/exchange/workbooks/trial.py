"""The report as it would be with the changes of a workbook, and what the rules say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from loipr.datasets.cell_checks import check_cells, check_keys
from loipr.exchange.workbooks.changes import Revision
from loipr.exchange.workbooks.places import of_cell, of_cell_at, of_row, of_sheet, told
from loipr.exchange.workbooks.sheet_layout import ASKED
from loipr.exchange.workbooks.taking_over import Taken
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.facts.bibliography import read_bibliography
from loipr.files.csv_file import parse_csv
from loipr.files.places import Place, Problem
from loipr.files.reading import text_faults
from loipr.pages.reader import read_page
from loipr.report import Report
from loipr.rules import Diagnostic, Severity, check
from loipr.wording.languages import _

_Finding = TypeVar("_Finding", Problem, Diagnostic)


@dataclass(frozen=True)
class Trial:
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
        others: list[Diagnostic] = []
        for one in warnings:
            (in_answers.setdefault(one.rule, []) if self.taken.cell_of(one.place) else others).append(one)
        yield from self._located(others)
        for rule, found in in_answers.items():
            (first,) = self._located(found[:1])
            more = _("{first} (and {number} more of {rule} in the answers)")
            yield more.format(first=first, number=len(found) - 1, rule=rule) if found[1:] else first

    def _located(self, found: Sequence[Problem | Diagnostic]) -> list[str]:
        """Return each finding as a line, at the cell of the workbook that it comes from."""
        by_path = {revision.dataset.path: revision for revision in self.revisions}
        lines: list[str] = []
        for one in found:
            revision, cell = by_path.get(one.place.path), self.taken.cell_of(one.place)
            place: str = str(one.place)
            if revision is not None:
                place = _on_sheet(one.place, revision, self.file)
            elif cell:
                place = of_sheet(self.file, ASKED, of_cell(cell))
            line = told(place, one.message)
            if revision and re.search(r"\brows? \d", one.message):
                # A message that names rows means rows of the file, which has one line less above them.
                line = _("{line} (rows of {path})").format(line=line, path=one.place.path)
            lines.append(line)
        return lines


def _new(after: Iterable[_Finding], before: Iterable[_Finding]) -> list[_Finding]:
    """Return the findings *after* that were not there *before*, even in another line."""
    known = {(one.rule, one.place.path, one.message) for one in before}
    return [one for one in after if (one.rule, one.place.path, one.message) not in known]


def _on_sheet(place: Place, revision: Revision, file: str) -> str:
    row = revision.origins.get(place.line)
    if row is None:
        return of_sheet(file, revision.returned.sheet)
    return of_sheet(file, revision.returned.sheet, of_cell_at(place.column, row) if place.column else of_row(row))
