"""The calendar of the report: when things are due, counted back from the day of filing, and what really happened."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.reading import is_there
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.languages import _
from loipr.wording.periods import Period, parse_period
from loipr.wording.sentences import did_you_mean, listed

PATH = "data/calendar.yaml"
#: A plan that begins more days before the deadline is a typing error.
_MOST_DAYS = 3_650
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class TaskKind(StrEnum):
    """What can be owed to the report."""

    GAP = "gap"  #: something unknown, as a gap in the text says
    REPLY = "reply"  #: a reply that is not cleared
    STALE = "stale"  #: figures past their shelf life
    BREAKDOWN = "breakdown"  #: figures that are not broken down as the Committee asks
    INDICATOR = "indicator"  #: an indicator without a value, or whose newest value is too old
    OUTLINE = "outline"  #: a question whose official text is not known
    PARKED = "parked"  #: a text whose question is no longer in the list
    DECISION = "decision"  #: what a meeting decided, and what is not done yet
    COMMENT = "comment"  #: a reader's comment that is not settled
    UNANSWERED = "unanswered"  #: an earlier recommendation that no reply takes up
    RECOMMENDATION = "recommendation"  #: a recommendation to be carried out by a day


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of the plan. ``day`` is None when there is no deadline to count back from, ``reached`` until it is done."""

    id: str
    title: str
    vernacular: str
    what: str
    day: datetime.date | None
    reached: datetime.date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``when`` is the time as written, ``period`` the same from the first day to the last.

    ``institutions`` took part, and so did ``others``, who are not institutions of the report. ``is_inferred`` says that
    no source states the event directly.
    """

    when: str
    period: Period
    what: str
    institutions: tuple[str, ...]
    others: str
    sources: tuple[str, ...]
    is_inferred: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plan and the record. ``coordinator`` is the institution that runs the process.

    ``due`` holds the day by which each kind of task must be done. Without the file, everything is empty.
    """

    coordinator: str = ""
    deadline: datetime.date | None = None
    milestones: tuple[Milestone, ...] = ()
    due: Mapping[TaskKind, datetime.date] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    note: str = ""
    place: Place = field(default_factory=lambda: Place(PATH))


def load_calendar(root: Path, deadline: datetime.date | None, problems: list[Problem]) -> Calendar:
    """Read ``data/calendar.yaml``; a report may do without that file. *deadline* is the one of the list of issues."""
    node = load_yaml(root, PATH, problems) if is_there(root, PATH) else None
    if node is None:
        return Calendar(deadline=deadline)
    node.expect_fields(["coordinator"], ["deadline", "note", "milestones", "due", "events"])
    deadline = node.date("deadline") or deadline
    milestones = tuple(_milestones(node, deadline))
    return Calendar(
        coordinator=node.text("coordinator"),
        deadline=deadline,
        milestones=milestones,
        due=_due(node, milestones),
        events=tuple(event for entry in node.children("events") if (event := _event(entry)) is not None),
        note=node.text("note"),
        place=node.place_of("coordinator"),
    )


def _milestones(node: YamlNode, deadline: datetime.date | None) -> Iterator[Milestone]:
    seen: set[str] = set()
    for entry in node.children("milestones"):
        entry.expect_fields(["id", "title"], ["vernacular", "what", "days_before", "date", "reached"])
        name = entry.text("id")
        if not _ID.fullmatch(name):
            entry.refuse(_("`id` is `{name}`; write small letters, digits and -, as data-in").format(name=name), "id")
        if name in seen:
            entry.refuse(_("the milestone {name} is there twice").format(name=name), "id")
        seen.add(name)
        yield Milestone(
            id=name,
            title=entry.text("title"),
            vernacular=entry.text("vernacular"),
            what=entry.text("what"),
            day=_day(entry, deadline),
            reached=entry.date("reached"),
            place=entry.place,
        )


def _day(entry: YamlNode, deadline: datetime.date | None) -> datetime.date | None:
    """Return the day of a milestone: its date, or its number of days before the deadline."""
    if ("date" in entry) == ("days_before" in entry):
        entry.refuse(_("write the day of the milestone: either `date`, or `days_before` the day of filing"))
        return None
    before = entry.integer("days_before")
    if before is None:
        return entry.date("date")
    if before > _MOST_DAYS:
        entry.refuse(
            _("`days_before` is {before:,}; a plan goes back at most {most:,} days").format(
                before=before, most=_MOST_DAYS
            ),
            "days_before",
        )
        return None
    if deadline is None:
        entry.refuse(_("the list of issues has no deadline to count back from; write `deadline: 2025-07-31` above"))
        return None
    return deadline - datetime.timedelta(days=before)


def _due(node: YamlNode, milestones: tuple[Milestone, ...]) -> Mapping[TaskKind, datetime.date]:
    """Return the day by which each kind of task must be done: the day of the milestone that `due` names for it."""
    found: dict[TaskKind, datetime.date] = {}
    fields = node.child("due")
    if fields is None:
        return found
    fields.expect_fields([], list(TaskKind))
    days = {one.id: one.day for one in milestones}
    for kind in TaskKind:
        name = fields.text(kind)
        day = days.get(name)
        if name and name not in days:
            there = _("there are {names}").format(names=listed(days)) if days else _("there are none")
            fields.refuse(
                _("there is no milestone {name} ({there}){hint}").format(
                    name=name, there=there, hint=did_you_mean(name, days)
                ),
                kind,
            )
        elif day is not None:
            found[kind] = day
    return found


def _event(entry: YamlNode) -> Event | None:
    entry.expect_fields(["date", "what", "source"], ["institutions", "others", "confidence"])
    when = entry.text("date")
    period = parse_period(when)
    if period is None:
        forms = "2025-06-12, 2025-06-12 to 2025-06-13, 2025-11 or 2018"
        message = _("`date` is `{when}`, which is not a date; write it as {forms}").format(when=when, forms=forms)
        if "date" in entry:
            entry.refuse(message, "date")
        return None
    return Event(
        when=when,
        period=period,
        what=entry.text("what"),
        institutions=entry.texts("institutions"),
        others=entry.text("others"),
        sources=entry.texts("source"),
        is_inferred=entry.choice("confidence", ("seen", "inferred"), "seen") == "inferred",
        place=entry.place,
    )
