"""Readiness over time, as small pictures and as a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from loipr.coordination.readiness import Course, course_of
from loipr.coordination.sheet import Column, Is, Sheet, day, number
from loipr.coordination.tasks import history_of
from loipr.coordination.views.block import Block, Curve, Curves, Sources
from loipr.pages.page import STATUSES

_STEPS = {"day": "day", "week": "last day of change in a week", "month": "last day of change in a month"}


def readiness(sources: Sources, _: str) -> Iterator[Block]:
    """Yield replies by status, open gaps and written words, day by day."""
    course = course_of(sources.report)
    unknown = history_of(sources.report).unknown
    if unknown:
        yield f"How far the report was before is not known: {unknown}."
    curves = tuple(_curves(course))
    if len(curves[0].points) > 1:
        yield Curves("Readiness over time", curves)
    columns = (
        Column("Day", Is.DAY, _STEPS.get(course.step, "last day of change in a year").capitalize()),
        *(Column(status.capitalize(), Is.NUMBER, f"Replies that are {_said(status)}") for status in STATUSES),
        Column("Gaps in the text", Is.NUMBER),
        Column("Words", Is.NUMBER, "Words written in the replies"),
    )
    rows = (
        (
            day(one.day, "now" if unknown else "now, not committed"),
            *(number(one.replies[status], blank=False) for status in STATUSES),
            number(one.gaps, blank=False),
            number(one.words, blank=False),
        )
        for one in reversed(course.moments)
    )
    yield Sheet("readiness", "Readiness over time", columns, tuple(rows))


def _said(status: str) -> str:
    return "drafts" if status == "draft" else status


def _curves(course: Course) -> Iterator[Curve]:
    """Yield a curve for each status, all on one scale, one for the gaps, and one for the words."""
    dated = [(one.day, one) for one in course.moments if one.day is not None]
    most = max((sum(one.replies.values()) for one in course.moments), default=0)
    for status in STATUSES:
        yield Curve(f"Replies: {status}", tuple((at, one.replies[status]) for at, one in dated), most)
    yield Curve("Gaps in the text", tuple((at, one.gaps) for at, one in dated))
    yield Curve("Words written", tuple((at, one.words) for at, one in dated))
