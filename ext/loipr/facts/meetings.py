"""The meetings on the report, a file each: who was there, which group has which questions, what was decided, and who
was heard.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loipr.facts.calendar import Event
from loipr.facts.lists_of_issues import parse_numbers
from loipr.files.places import Place, Problem
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.languages import _
from loipr.wording.periods import Period, parse_period

FOLDER = "data/meetings"
#: Whether a source tells which questions a group has, or only this edition proposes it.
RECORDED, PROPOSED = "recorded", "proposed"
#: A meeting of more days is a typing error.
_MOST_DAYS = 31
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?: to \d{4}-\d{2}-\d{2})?)?", re.ASCII)
_DATES = "2025-07-22, 2025-06-12 to 2025-06-13, or 2025-11 if the day is not known"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the meeting, and the numbers of the questions that it works on. ``lead`` runs it, if that is known."""

    name: str
    subject: str
    lead: str
    questions: tuple[int, ...]
    is_proposed: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Decision:
    """What ``who`` must do, together with ``others``, and by which day. ``done`` is the day on which it was done.

    ``question`` is the question that it is about, perhaps with an item: ``29 (b)``.
    """

    what: str
    who: str
    others: tuple[str, ...]
    by: datetime.date | None
    done: datetime.date | None
    question: str
    place: Place

    @property
    def institutions(self) -> tuple[str, ...]:
        """Everyone who must do it."""
        return (*([self.who] if self.who else []), *self.others)


@dataclass(frozen=True, slots=True)
class Consultation:
    """Who was heard, on what, and the questions, paragraphs (names) and recommendations in which it was taken up.

    ``reason`` says why none of them is named.
    """

    heard: tuple[str, ...]
    on: str
    questions: tuple[str, ...]
    paragraphs: tuple[str, ...]
    recommendations: tuple[str, ...]
    reason: str
    place: Place

    @property
    def is_taken_up(self) -> bool:
        return bool(self.questions or self.paragraphs or self.recommendations)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting. ``id`` is the name of its file, without its ending; ``event`` is its entry in the record of events."""

    id: str
    event: Event
    venue: str
    note: str
    groups: tuple[Group, ...]
    decisions: tuple[Decision, ...]
    consultations: tuple[Consultation, ...]

    @property
    def place(self) -> Place:
        """The place of its date in its file."""
        return self.event.place

    @property
    def first(self) -> datetime.date:
        return self.event.period.first

    @property
    def named_after(self) -> str:
        """The name that its file must have: its first day, or its month."""
        return self.event.when.partition(" ")[0]

    @property
    def is_exact(self) -> bool:
        """Whether its days are known, and not only its month."""
        return len(self.named_after) == len("2025-07-22")


def load_meetings(root: Path, problems: list[Problem]) -> tuple[Meeting, ...]:
    """Read ``data/meetings``, in the order of time; a report may do without that folder."""
    found = []
    for file in sorted((root / FOLDER).glob("[!.]*")):
        path = file.relative_to(root).as_posix()
        if file.suffix != ".yaml":
            message = _(
                "this is passed over: a meeting is a file named after its day, as 2025-07-22.yaml; rename or delete it"
            )
            problems.append(Problem("invalid-data", Place(path), message))
            continue
        node = load_yaml(root, path, problems)
        meeting = _meeting(node, file.stem) if node is not None else None
        if meeting is not None:
            found.append(meeting)
    return tuple(sorted(found, key=lambda one: (one.first, one.id)))


def _meeting(node: YamlNode, name: str) -> Meeting | None:
    node.expect_fields(
        ["date", "what", "source"],
        ["place", "institutions", "others", "confidence", "note", "groups", "decisions", "consultations"],
    )
    groups = tuple(_groups(node))
    decisions = tuple(_decision(entry) for entry in node.children("decisions"))
    consultations = tuple(_consultation(entry) for entry in node.children("consultations"))
    period = _period(node)
    if period is None:
        return None
    event = Event(
        when=node.text("date"),
        period=period,
        what=node.text("what"),
        institutions=node.texts("institutions"),
        others=node.text("others"),
        sources=node.texts("source"),
        is_inferred=node.choice("confidence", ("seen", "inferred"), "seen") == "inferred",
        place=node.place_of("date"),
    )
    return Meeting(name, event, node.text("place"), node.text("note"), groups, decisions, consultations)


def _period(node: YamlNode) -> Period | None:
    """Return the days of the meeting, or None (noted)."""
    if "date" not in node:
        return None
    if len(node.texts("date")) > 1:
        node.refuse(_("`date` is a list; write a meeting of several days as {forms}").format(forms=_DATES), "date")
        return None
    text = node.text("date")
    period = parse_period(text) if _DATE.fullmatch(text) else None
    if period is None:
        node.refuse(
            _("`date` is `{text}`, which is no time of a meeting; write it as {forms}").format(text=text, forms=_DATES),
            "date",
        )
    elif period.days > _MOST_DAYS:
        node.refuse(
            _("`date` has {days:,} days; a meeting has at most {most}; correct a day").format(
                days=period.days, most=_MOST_DAYS
            ),
            "date",
        )
        return None
    return period


def _groups(node: YamlNode) -> Iterator[Group]:
    seen: set[str] = set()
    for entry in node.children("groups"):
        entry.expect_fields(["name", "questions"], ["subject", "lead", "standing"])
        name = entry.text("name")
        if name and name in seen:
            entry.refuse(_("the group {name} stands twice").format(name=name), "name")
        seen.add(name)
        numbers: dict[int, None] = {}
        for text in entry.texts("questions"):
            found = parse_numbers(text)
            if found is None:
                entry.refuse(
                    _("“{text}” names no questions; write their numbers, as 13-20 or [1, 4, 13-20]").format(text=text),
                    "questions",
                )
            numbers |= dict.fromkeys(found or ())
        yield Group(
            name=name,
            subject=entry.text("subject"),
            lead=entry.text("lead"),
            questions=tuple(sorted(numbers)),
            is_proposed=entry.choice("standing", (RECORDED, PROPOSED), RECORDED) == PROPOSED,
            place=entry.place,
        )


def _decision(entry: YamlNode) -> Decision:
    entry.expect_fields(["what"], ["who", "with", "by", "done", "question"])
    return Decision(
        what=entry.text("what"),
        who=entry.text("who"),
        others=entry.texts("with"),
        by=entry.date("by"),
        done=entry.date("done"),
        question=entry.text("question"),
        place=entry.place,
    )


def _consultation(entry: YamlNode) -> Consultation:
    entry.expect_fields(["heard", "on"], ["questions", "paragraphs", "recommendations", "reason"])
    return Consultation(
        heard=entry.texts("heard"),
        on=entry.text("on"),
        questions=entry.texts("questions"),
        paragraphs=entry.texts("paragraphs"),
        recommendations=entry.texts("recommendations"),
        reason=entry.text("reason"),
        place=entry.place,
    )
