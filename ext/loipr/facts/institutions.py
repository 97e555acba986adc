"""The bodies of the State, and what they were called before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.sentences import did_you_mean, listed

PATH = "data/institutions.yaml"


@dataclass(frozen=True, slots=True)
class Institution:
    """A body as it is called from ``since`` on; ``until`` is set when its name or tasks have passed on."""

    id: str
    name: str
    vernacular: str
    aliases: tuple[str, ...]
    since: str
    until: str
    successors: tuple[str, ...]
    place: Place

    @property
    def is_former(self) -> bool:
        return bool(self.successors)


@dataclass(frozen=True, slots=True)
class Institutions:
    """All bodies by id; ``names`` leads from every id and alias to the id."""

    by_id: Mapping[str, Institution] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> Institution | None:
        """Return the body with that id or alias."""
        found = self.names.get(name.strip())
        return self.by_id[found] if found else None

    def fault(self, name: str) -> str | None:
        """Return why no body is called *name*, with the nearest name; None when there is one."""
        if self.find(name):
            return None
        return f"no institution is called {name}{did_you_mean(name, self.names)} (they stand in {PATH})"


def load_institutions(root: Path, problems: list[Problem]) -> Institutions:
    """Read ``data/institutions.yaml``."""
    node = load_yaml(root, PATH, problems)
    if node is None:
        return Institutions()
    current: dict[str, Institution] = {}
    former: dict[str, Institution] = {}
    for entry in node.children():
        entry.expect_fields(
            ["id", "name"],
            ["vernacular", "aliases", "since", "source", "confidence", "note", "predecessors"],
        )
        institution = _read(entry, ())
        if institution.id in current:
            entry.refuse(f"the institution {institution.id} stands twice", "id")
        current[institution.id] = institution
        for old in entry.children("predecessors"):
            old.expect_fields(
                ["id", "name"], ["vernacular", "aliases", "since", "until", "source", "confidence", "note"]
            )
            earlier = former.get(old.text("id"))
            former[old.text("id")] = _read(old, (*(earlier.successors if earlier else ()), institution.id))
    by_id = former | current
    return Institutions(by_id, _names(by_id, problems))


def _read(node: YamlNode, successors: tuple[str, ...]) -> Institution:
    return Institution(
        id=node.text("id"),
        name=node.text("name"),
        vernacular=node.text("vernacular"),
        aliases=node.texts("aliases"),
        since=node.text("since"),
        until=node.text("until"),
        successors=successors,
        place=node.place,
    )


def _names(by_id: Mapping[str, Institution], problems: list[Problem]) -> dict[str, str]:
    names: dict[str, str] = {}
    for institution in by_id.values():
        for name in (institution.id, *institution.aliases):
            if names.setdefault(name, institution.id) != institution.id:
                message = f"{name} names two institutions, {listed([names[name], institution.id])}"
                problems.append(Problem("invalid-data", institution.place, message))
    return names
