"""The treaty body's rules on the form of documents: where each comes from, and what enforces it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.languages import _
from loipr.wording.sentences import listed

PATH = "data/form-rules.yaml"
#: How sure a rule is: a source states it, it follows from a source, or it is a working assumption.
CONFIDENCES: Mapping[str, str] = {
    "seen": "seen in",
    "inferred": "inferred from",
    "unverified": "a working assumption",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words to write, each by the word it replaces, in documents ``since`` a day (None: always)."""

    since: datetime.date | None
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormRule:
    """A rule of form in our own words.

    ``checks`` are the ids of the rules of this software that enforce it. ``kept`` says how the editions follow it by
    themselves, and ``unchecked`` why neither is possible for it or a part of it. ``limits`` are the numbers that it
    sets, by the name of what they limit. ``wordings`` say which words to write instead of others. ``dictionary`` is the
    dictionary for the language and spelling of the report.
    """

    id: str
    rule: str
    sources: tuple[str, ...]
    confidence: str
    caveat: str
    checks: tuple[str, ...]
    kept: str
    unchecked: str
    limits: Mapping[str, int]
    wordings: tuple[Wording, ...]
    dictionary: str
    place: Place

    @property
    def standing(self) -> str:
        """The source of the rule and how sure it is, as words for a finding."""
        sources = f" {listed(self.sources)}" if self.sources else ""
        reserved = ", with a reservation" if self.sources and self.caveat else ""
        return f"rule of form {self.id}, {CONFIDENCES.get(self.confidence, self.confidence)}{sources}{reserved}"

    def words_at(self, day: datetime.date) -> Mapping[str, str]:
        """Return the words to write in a document of *day*, by the words they replace; the newest wording counts."""
        begun = [one for one in self.wordings if one.since is None or one.since <= day]
        return max(begun, key=lambda one: one.since or datetime.date.min).words if begun else {}


def load_form_rules(root: Path, problems: list[Problem]) -> Mapping[str, FormRule]:
    """Read ``data/form-rules.yaml``. A report may do without that file; then no rule of form applies to it."""
    if not (root / PATH).exists() and not (root / PATH).is_symlink():
        return {}
    node = load_yaml(root, PATH, problems)
    found: dict[str, FormRule] = {}
    for entry in node.children() if node is not None else ():
        rule = _read(entry)
        if rule.id in found:
            entry.refuse(_("the rule of form {id} is there twice").format(id=rule.id), "id")
        found[rule.id] = rule
    return found


def _read(node: YamlNode) -> FormRule:
    node.expect_fields(
        ["id", "rule", "confidence"],
        ["source", "caveat", "check", "kept", "unchecked", "limits", "wordings", "dictionary"],
    )
    confidence = node.choice("confidence", CONFIDENCES, "unverified")
    if confidence != "unverified" and not node.texts("source"):
        node.refuse(
            _("a rule that is {confidence} needs its `source`; without one its confidence is unverified").format(
                confidence=confidence
            )
        )
    if not any(field in node for field in ("check", "kept", "unchecked")):
        node.refuse(_("say how this rule is kept: `check` (ids of rules), `kept` (how) or `unchecked` (why not)"))
    return FormRule(
        id=node.text("id"),
        rule=node.text("rule"),
        sources=node.texts("source"),
        confidence=confidence,
        caveat=node.text("caveat"),
        checks=node.texts("check"),
        kept=node.text("kept"),
        unchecked=node.text("unchecked"),
        limits=_read_limits(node.child("limits")),
        wordings=tuple(_read_wording(entry) for entry in node.children("wordings")),
        dictionary=node.text("dictionary"),
        place=node.place,
    )


def _read_limits(node: YamlNode | None) -> Mapping[str, int]:
    if node is None:
        return {}
    if not node.fields():
        node.refuse(_("write one limit per line, as `periodic report: 21200`"))
    found = {name: node.integer(name) for name in node.fields()}
    return {name: limit for name, limit in found.items() if limit is not None}


def _read_wording(node: YamlNode) -> Wording:
    node.expect_fields(["words"], ["since"])
    words = node.child("words")
    if words is None or not words.fields():
        node.refuse(_("write one entry of `words` per line: what not to write, a colon, and what to write"), "words")
        return Wording(node.date("since"), {})
    return Wording(node.date("since"), {word: words.text(word) for word in words.fields()})
