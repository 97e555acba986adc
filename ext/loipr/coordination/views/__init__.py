"""The views on the pages for coordinators, by the names that directives use."""

from __future__ import annotations

from collections.abc import Mapping

from loipr.coordination.sheet import Sheet
from loipr.coordination.views import (
    articles,
    calendar,
    changes,
    institutions,
    matrix,
    measures,
    meetings,
    readiness,
    recommendations,
    tasks,
)
from loipr.coordination.views.block import Block, Sources, View
from loipr.datasets.once import once
from loipr.report import Report

VIEWS: Mapping[str, View] = {
    "tasks": tasks.all_tasks,
    "tasks-of-one": tasks.tasks_of_one,
    "institutions": institutions.all_institutions,
    "questions-of-one": institutions.questions_of_one,
    "datasets-of-one": institutions.datasets_of_one,
    "plan": calendar.plan,
    "record": calendar.record,
    "matrix": matrix.matrix,
    "articles": articles.articles,
    "changes": changes.changes,
    "readiness": readiness.readiness,
    "meetings": meetings.meetings,
    "groups": meetings.groups,
    "decisions": meetings.decisions,
    "consultations": meetings.consultations,
    "recommendations": recommendations.recommendations,
    "recommendation-trace": recommendations.trace,
    "scorecard": measures.scorecard,
    "indicators": measures.definitions,
    "freshness": measures.freshness,
}


class Views:
    """The views of a report; each is made once."""

    def __init__(self, report: Report) -> None:
        self._sources = Sources(report)
        self._made: dict[tuple[str, str], tuple[Block, ...]] = {}

    def blocks(self, view: str, argument: str = "") -> tuple[Block, ...]:
        """Return the blocks of *view*; *argument* names the institution, if the view is about one."""
        key = (view, argument)
        if key not in self._made:
            self._made[key] = tuple(VIEWS[view](self._sources, argument))
        return self._made[key]

    def sheets(self, view: str, argument: str = "") -> list[Sheet]:
        """Return only the sheets of *view*; *argument* is as in :meth:`blocks`."""
        return [block for block in self.blocks(view, argument) if isinstance(block, Sheet)]


@once
def views_of(report: Report) -> Views:
    """Return the views of *report*."""
    return Views(report)
