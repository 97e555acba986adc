"""A change of the report between two revisions, and all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loipr.wording.sentences import listed


class ChangeKind(StrEnum):
    """What a change is about."""

    QUESTION = "question"  #: the text of a question, as the list of issues has it
    PAGE = "page"  #: a page that is new, or gone
    TITLE = "title"
    STATUS = "status"
    LEAD = "lead"
    CONTRIBUTORS = "contributors"
    TEXT = "text"  #: the text of a page, without its gaps
    GAP_CLOSED = "gap closed"
    GAP_OPENED = "gap opened"
    GAP_REWORDED = "gap reworded"
    DATASET = "dataset"  #: a dataset that is new, gone or unreadable
    FIGURE = "figure"  #: a cell of a dataset
    ROW = "row"  #: a row of a dataset that is new, or gone


#: A change of each kind in words: of one, and of several.
CALLED: Mapping[ChangeKind, tuple[str, str]] = {
    ChangeKind.QUESTION: ("question reworded", "questions reworded"),
    ChangeKind.PAGE: ("page came or went", "pages came or went"),
    ChangeKind.TITLE: ("title changed", "titles changed"),
    ChangeKind.STATUS: ("reply changed status", "replies changed status"),
    ChangeKind.LEAD: ("lead changed", "leads changed"),
    ChangeKind.CONTRIBUTORS: ("list of contributors changed", "lists of contributors changed"),
    ChangeKind.TEXT: ("page changed in its text", "pages changed in their text"),
    ChangeKind.GAP_CLOSED: ("gap was closed", "gaps were closed"),
    ChangeKind.GAP_OPENED: ("gap was opened", "gaps were opened"),
    ChangeKind.GAP_REWORDED: ("gap was reworded", "gaps were reworded"),
    ChangeKind.DATASET: ("dataset came or went", "datasets came or went"),
    ChangeKind.FIGURE: ("cell of a dataset changed", "cells of datasets changed"),
    ChangeKind.ROW: ("row of a dataset came or went", "rows of datasets came or went"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: of *what*, from *before* to *after*; one of the two is empty when something is new or gone.

    ``questions`` are the replies that the change shows in, ``owners`` the ids of the institutions concerned. ``page``
    and ``anchor`` are the place on the site; a page that is gone keeps its name.
    """

    kind: ChangeKind
    what: str
    before: str
    after: str
    questions: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()
    page: str = ""
    anchor: str = ""
    dataset: str = ""  #: The name of the dataset, if the change is one of data.

    @property
    def words(self) -> str:
        """The change in a sentence without its full stop."""
        if self.kind in (ChangeKind.GAP_CLOSED, ChangeKind.GAP_OPENED):
            return f"{self.kind}: {self.before or self.after}"
        if self.kind == ChangeKind.GAP_REWORDED:
            return f"gap reworded: it was “{self.before}”, and is “{self.after}”"
        if self.kind == ChangeKind.QUESTION:
            return "the question was reworded" if self.before and self.after else _came_or_went("the question", self)
        if self.kind == ChangeKind.TEXT:
            return f"the text changed{self._length}"
        if not self.before or not self.after:
            return _came_or_went(self.what, self)
        return f"{self.what} was {self.before}, and is {self.after}"

    @property
    def _length(self) -> str:
        if not self.before or not self.after:
            return ""
        return f": {self.before}, {'as before' if self.before == self.after else f'now {self.after}'}"

    @property
    def place(self) -> str:
        """What it belongs to, as the heading of a list: a question, a page or the datasets."""
        if self.dataset:
            return "Datasets"
        return f"Question {self.questions[0]}" if self.questions else self.page

    @property
    def address(self) -> str:
        """Its address on the site, without the ending of the page."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


def _came_or_went(what: str, change: Changed) -> str:
    told = change.before or change.after
    return f"{what} is {'gone' if change.before else 'new'}{f': {told}' if told != what else ''}"


@dataclass(frozen=True, slots=True)
class Changes:
    """Every change, in the order of the questions, then of other pages, then of datasets."""

    all: tuple[Changed, ...]

    def of_question(self, number: int) -> tuple[Changed, ...]:
        """Return the changes that show in the reply to a question, also those of figures that it prints."""
        return tuple(one for one in self.all if number in one.questions)

    @property
    def questions(self) -> tuple[int, ...]:
        """The questions whose replies show any of the changes, in their order."""
        return tuple(sorted({number for one in self.all for number in one.questions}))

    def of_kind(self, *kinds: ChangeKind) -> tuple[Changed, ...]:
        """Return the changes of these *kinds*."""
        return tuple(one for one in self.all if one.kind in kinds)

    @property
    def in_sum(self) -> str:
        """How many changes of each kind there are, in a sentence."""
        counts = {kind: len(self.of_kind(kind)) for kind in ChangeKind}
        said = listed(f"{count:,} {CALLED[kind][count != 1]}" for kind, count in counts.items() if count)
        return f"{said}." if said else "Nothing changed."
