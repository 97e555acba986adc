"""The bodies of the State, and their earlier names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.languages import _
from loipr.wording.periods import parse_period
from loipr.wording.sentences import listed, several

PATH = "data/institutions.yaml"
#: How much two texts must share (from 0 to 1), if one is to be taken for the other: single words, and words of a name.
_NEAR, _NEAR_WORD = 0.6, 0.75
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Institution:
    """A body under its name from ``since`` on; ``until`` is set when it has a new name or others have its tasks."""

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


@dataclass(frozen=True)
class Institutions:
    """All bodies by id; ``names`` gives the id for every id and alias."""

    by_id: Mapping[str, Institution] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> Institution | None:
        """Return the body whose id or alias is *name*; None when there is none."""
        found = self.names.get(name.strip())
        return self.by_id[found] if found else None

    @property
    def all_present(self) -> list[Institution]:
        """All bodies that exist now."""
        return [one for one in self.by_id.values() if not one.is_former]

    def present(self, name: str) -> Institution:
        """Return the body that exists now and is called *name*.

        :raises ValueError: when there is none; the message says which name is meant.
        """
        found = self.find(name)
        if found is None:
            raise ValueError(self.fault(name))
        if found.is_former:
            raise ValueError(
                _("{name} is now {successors}").format(name=name, successors=listed(found.successors, "or"))
            )
        return found

    def fault(self, name: str) -> str | None:
        """Return why no body is called *name*, with the nearest name; None when a body is."""
        if not name:
            return _("an institution of {file} must be named here").format(file=PATH)
        if self.find(name):
            return None
        if names := several(name, self.names):
            message = _("“{name}” names {count} institutions; write {names} where several may stand, else one")
            return message.format(name=name, count=len(names), names=", ".join(names))
        meant = self.meant(name)
        hint = _("; did you mean {candidate}?").format(candidate=meant) if meant else ""
        return _("there is no institution {name}{hint} (they stand in {file})").format(name=name, hint=hint, file=PATH)

    def meant(self, name: str) -> str | None:
        """Return the abbreviation of the body with the nearest name, in any form and language; None if none is near."""
        wanted = " ".join(name.split()).casefold()
        if wanted in self._forms:
            return self._forms[wanted]
        # The long names of two ministries may be mostly the same: so each word must be near, not only the whole name.
        alike = [form for form in self._forms if _words_are_near(wanted, form)]
        found = difflib.get_close_matches(wanted, alike, n=1, cutoff=_NEAR)
        return self._forms[found[0]] if found else None

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        """The abbreviation to write for every form of every name; the forms are in small letters."""
        forms = {form.casefold(): one.id for one in self.by_id.values() for form in (one.name, one.vernacular) if form}
        return forms | {short.casefold(): short for short in self.names}


def _is_day(text: str) -> bool:
    """Whether *text* is a year, a month or a day, as 2020, 2020-02 or 2020-02-01."""
    period = parse_period(text) if _DAY.fullmatch(text) else None
    return period is not None


def _words_are_near(one: str, other: str) -> bool:
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    cutoff = _NEAR if len(words) == 1 else _NEAR_WORD
    return all(
        bool(difflib.get_close_matches(word, [like], n=1, cutoff=cutoff))
        for word, like in zip(words, others, strict=True)
    )


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
            entry.refuse(_("the institution {id} is there twice").format(id=institution.id), "id")
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
    for name in ("since", "until"):
        if node.text(name) and not _is_day(node.text(name)):
            node.refuse(
                _("`{name}` is `{text}`; write a year or a day, as 2020 or 2020-02-01").format(
                    name=name, text=node.text(name)
                ),
                name,
            )
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
                message = _("{name} names two institutions, {names}").format(
                    name=name, names=listed([names[name], institution.id])
                )
                problems.append(Problem("invalid-data", institution.place, message))
    return names
