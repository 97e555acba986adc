"""The matrix of questions and institutions: who leads, who contributes, what is open, what came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loipr.coordination.institution_pages import present_institutions
from loipr.coordination.parts import DELIVERED, parts_of
from loipr.coordination.tasks import tasks_of
from loipr.facts.calendar import TaskKind
from loipr.facts.lists_of_issues import Question
from loipr.pages.page import Page
from loipr.report import Report


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The role of an institution in a question. ``part`` is empty when only gaps name the institution."""

    part: str
    gaps: int
    is_delivered: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Questions and the institutions concerned by any of them, with a cell for each pair.

    ``without_part`` are the present institutions that no question concerns.
    """

    questions: tuple[int, ...]
    institutions: tuple[str, ...]
    rows: Mapping[int, Mapping[str, MatrixCell]]
    without_part: tuple[str, ...]

    def gaps_of_question(self, number: int) -> int:
        """Return how many gaps are open in a question; each counts once for every institution that must fill it."""
        return sum(cell.gaps for cell in self.rows[number].values())

    def sums(self) -> tuple[Counter[str], Counter[str]]:
        """Return for each institution how many gaps it must fill, and how many of its parts came in."""
        gaps, delivered = Counter[str](), Counter[str]()
        for row in self.rows.values():
            for name, cell in row.items():
                gaps[name] += cell.gaps
                delivered[name] += cell.is_delivered
        return gaps, delivered

    def of(self, questions: Iterable[int]) -> Matrix:
        """Return the part of the matrix about *questions*, with the institutions that they concern."""
        rows = {number: self.rows[number] for number in questions}
        names = {name for row in rows.values() for name in row}
        return Matrix(tuple(rows), tuple(name for name in self.institutions if name in names), rows, ())


def matrix_of(report: Report) -> Matrix:
    """Return the matrix of the report."""
    gaps: dict[int, Counter[str]] = {}
    for task in tasks_of(report):
        if task.kind == TaskKind.GAP and task.question is not None and task.owner:
            gaps.setdefault(task.question, Counter())[task.owner] += 1
    rows = {
        number: _row(question, report.pages_by_question.get(number), gaps.get(number, Counter()), report)
        for number, question in sorted(report.questions.items())
    }
    named = {name for row in rows.values() for name in row}
    return Matrix(
        questions=tuple(rows),
        institutions=tuple(name for name in report.institutions.by_id if name in named),
        rows=rows,
        without_part=tuple(name for name in present_institutions(report) if name not in named),
    )


def _row(question: Question, page: Page | None, gaps: Counter[str], report: Report) -> Mapping[str, MatrixCell]:
    parts = parts_of(question, page, report)
    is_there = page is not None and page.status in DELIVERED
    return {
        name: MatrixCell(parts.get(name, ""), gaps[name], name in parts and not gaps[name] and is_there)
        for name in (*parts, *(name for name in gaps if name not in parts))
    }
