"""What a view is made of: sentences, sheets and pictures of time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from loipr.coordination.institution_pages import institution_pages
from loipr.coordination.parts import parts_of
from loipr.coordination.sheet import Cell, Sheet
from loipr.coordination.tasks import Task, dated_tasks
from loipr.datasets.dataset import Dataset
from loipr.pages.page import docname_of
from loipr.report import Report

#: The page with the sources, to which their keys lead.
SOURCES_PAGE = docname_of("docs/annexes/bibliography.md")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time on a timeline, with its number in the sheet below, and its name there."""

    number: int
    first: datetime.date
    last: datetime.date
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Times on one line, with their words beside them if these are short; ``goal`` is the day they lead to."""

    title: str
    stretches: tuple[Stretch, ...]
    goal: datetime.date | None = None
    has_words: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A count over time: the day of each change with the new count. ``most`` is the top of its scale, if not 0."""

    title: str
    points: tuple[tuple[datetime.date, int], ...]
    most: int = 0


@dataclass(frozen=True, slots=True)
class Curves:
    """Counts over the same time, each as a small picture; the sheet below has their numbers."""

    title: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True, eq=False)
class Sources:
    """What the views of a report are made from; each part is computed once."""

    report: Report

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return dated_tasks(self.report)

    @cached_property
    def tasks_by_owner(self) -> Mapping[str, list[Task]]:
        found: dict[str, list[Task]] = {}
        for task in self.tasks:
            found.setdefault(task.owner, []).append(task)
        return found

    @cached_property
    def parts(self) -> Mapping[int, Mapping[str, str]]:
        """The part of each institution, by question and institution."""
        pages = self.report.pages_by_question
        questions = sorted(self.report.questions.items())
        return {one: parts_of(question, pages.get(one), self.report) for one, question in questions}

    @cached_property
    def questions_by_institution(self) -> Mapping[str, list[int]]:
        """The questions that each institution has a part in."""
        found: dict[str, list[int]] = {}
        for one, parts in self.parts.items():
            for name in parts:
                found.setdefault(name, []).append(one)
        return found

    @cached_property
    def dataset_pages(self) -> Mapping[str, str]:
        """The page of each dataset."""
        return {
            one.argument: page.docname for page in self.report.pages for one in page.directives if one.name == "dataset"
        }

    @cached_property
    def datasets_by_owner(self) -> Mapping[str, list[Dataset]]:
        """The datasets for which each institution is responsible."""
        found: dict[str, list[Dataset]] = {}
        for dataset in self.report.datasets.values():
            owner = self.report.institutions.find(dataset.owner)
            found.setdefault(owner.id if owner else "", []).append(dataset)
        return found

    def question_page(self, number: int) -> str:
        """Return the name of the page of a question; empty when it has none."""
        page = self.report.pages_by_question.get(number)
        return page.docname if page else ""

    def institution_page(self, name: str) -> str:
        """Return the name of the page of the institution *name*; empty when it has none."""
        institution = self.report.institutions.find(name)
        return institution_pages(self.report).get(institution.id, "") if institution else ""

    def institution(self, name: str) -> Cell:
        """Return a cell with the name of an institution and a link to its page."""
        return Cell(name or "nobody named", self.institution_page(name))


#: A sentence, a sheet, a timeline or curves.
Block = str | Sheet | Timeline | Curves
#: Makes the blocks of a view; the text names the institution, if the view is about one.
View = Callable[[Sources, str], Iterator[Block]]
