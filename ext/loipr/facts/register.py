"""The register of recommendations: what the State does about each of them, over the cycles of reports.

What a recommendation says stands in the document of the Committee (``data/concluding-observations``) and is not
repeated here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from loipr.facts.concluding_observations import Recommendation, parse_recommendation
from loipr.files.places import Place, Problem
from loipr.files.reading import is_there
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.languages import _

PATH = "data/register.yaml"
NOT_STARTED, UNDER_WAY, DONE, NOT_ACCEPTED, SUPERSEDED = (
    *("not started", "under way", "done"),
    *("not accepted", "superseded"),
)
STATUSES = (NOT_STARTED, UNDER_WAY, DONE, NOT_ACCEPTED, SUPERSEDED)
#: With these, something is still to be done.
OPEN = (NOT_STARTED, UNDER_WAY)
#: The groups of persons that a recommendation is about.
PERSONS = (
    *("documented nationals abroad", "undocumented nationals abroad"),
    *("documented foreigners", "undocumented foreigners"),
)
#: The kinds of evidence, each with an example.
EVIDENCE: Mapping[str, str] = {
    "question": "question 8 (a)",
    "paragraph": "paragraph shelters",
    "dataset": "dataset placements",
}
_OPTIONAL = (
    *("subject", "persons", "articles", "lead", "others", "action", "indicator", "due"),
    *("evidence", "questions", "continues", "note"),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that something was done: a question with its reply, a paragraph with a name, or a dataset."""

    kind: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation and what is done about it.

    ``subject`` is empty where that of the document's paragraph is right. ``questions`` of the present list of issues
    ask about it. It ``continues`` recommendations of earlier cycles. ``note`` says why, where it is not accepted.
    """

    id: str
    recommendation: Recommendation
    status: str
    subject: str
    persons: tuple[str, ...]
    articles: str
    lead: str
    others: tuple[str, ...]
    action: str
    indicator: str
    due: datetime.date | None
    evidence: tuple[Evidence, ...]
    questions: tuple[str, ...]
    continues: tuple[str, ...]
    note: str
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict, hash=False, compare=False)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status in OPEN

    @property
    def anchor(self) -> str:
        """Its place on the page that shows the register."""
        return f"recommendation-{re.sub(r'[^a-z0-9]+', '-', self.id.lower()).strip('-')}"

    def named(self, kind: str) -> list[tuple[str, Place]]:
        """Return what stands as evidence of *kind*, each with its place."""
        return [(one.name, one.place) for one in self.evidence if one.kind == kind]


@dataclass(frozen=True)
class Register:
    """All entries by the ids of their recommendations, in the order of the file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    @cached_property
    def continued_by(self) -> Mapping[str, tuple[str, ...]]:
        """The entries of later cycles that continue each one, by its id."""
        found: dict[str, list[str]] = {}
        for entry in self.entries.values():
            for earlier in entry.continues:
                found.setdefault(earlier, []).append(entry.id)
        return {earlier: tuple(later) for earlier, later in found.items()}

    @cached_property
    def _first_of_paragraph(self) -> Mapping[tuple[str, int], Entry]:
        found: dict[tuple[str, int], Entry] = {}
        for entry in self.entries.values():
            found.setdefault((entry.recommendation.short, entry.recommendation.paragraph), entry)
        return found

    def find(self, wanted: Recommendation) -> Entry | None:
        """Return the entry of a recommendation: its own, that of its whole paragraph, or the paragraph's first one.

        A letter that has no entry, in a paragraph that is registered by other letters, has none.
        """
        own = self.entries.get(wanted.id) or self.entries.get(wanted.of_paragraph.id)
        if own is not None or wanted.letter:
            return own
        return self._first_of_paragraph.get((wanted.short, wanted.paragraph))


def load_register(root: Path, problems: list[Problem]) -> Register:
    """Read ``data/register.yaml``; a report may do without that file."""
    node = load_yaml(root, PATH, problems) if is_there(root, PATH) else None
    if node is None:
        return Register()
    node.expect_fields([], ["recommendations"])
    found: dict[str, Entry] = {}
    for child in node.children("recommendations"):
        child.expect_fields(["id", "status"], _OPTIONAL)
        entry = _read(child)
        if entry is not None and entry.id in found:
            child.refuse(_("the recommendation {id} stands twice").format(id=entry.id), "id")
        elif entry is not None:
            found[entry.id] = entry
    return Register(found)


def _read(node: YamlNode) -> Entry | None:
    recommendation = _reference(node, "id", node.text("id")) if "id" in node else None
    status = node.choice("status", STATUSES)
    persons = tuple(_persons(node))
    evidence = tuple(_evidence(node))
    due, others = node.date("due"), node.texts("others")
    continues = tuple(found.id for text in node.texts("continues") if (found := _reference(node, "continues", text)))
    if recommendation is None:
        return None
    return Entry(
        id=recommendation.id,
        recommendation=recommendation,
        status=status,
        subject=node.text("subject"),
        persons=persons,
        articles=node.text("articles"),
        lead=node.text("lead"),
        others=others,
        action=node.text("action"),
        indicator=node.text("indicator"),
        due=due,
        evidence=evidence,
        questions=node.texts("questions"),
        continues=continues,
        note=node.text("note"),
        place=node.place,
        places={name: node.place_of(name) for name in node.fields()},
    )


def _reference(node: YamlNode, name: str, text: str) -> Recommendation | None:
    found = parse_recommendation(text)
    if found is None:
        node.refuse(
            _("`{name}` is “{text}”; write the document and the paragraph, as CO/1 24 or CO/1 24 (b)").format(
                name=name, text=text
            ),
            name,
        )
    return found


def _persons(node: YamlNode) -> Iterator[str]:
    child = node.child("persons")
    for name in dict.fromkeys(node.texts("persons")):
        if name in PERSONS:
            yield name
        elif child is not None:
            child.refuse(_("`persons` is “{name}”; write {names}").format(name=name, names="; or ".join(PERSONS)))


def _evidence(node: YamlNode) -> Iterator[Evidence]:
    child = node.child("evidence")
    for text in node.texts("evidence"):
        kind, _blank, name = text.partition(" ")
        if kind in EVIDENCE and name.strip():
            yield Evidence(kind, name.strip(), node.place_of("evidence"))
        elif child is not None:
            child.refuse(
                _("`evidence` is “{text}”; write what it is and its name, as {names}").format(
                    text=text, names="; or ".join(EVIDENCE.values())
                )
            )
