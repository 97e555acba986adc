"""Abbreviations that are neither institutions nor treaties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.reading import is_there
from loipr.files.yaml_file import load_yaml
from loipr.wording.languages import _

PATH = "data/abbreviations.yaml"


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What an abbreviation stands for: in the report's language and, if it comes from the State's, in that too."""

    short: str
    meaning: str
    vernacular: str
    place: Place


def load_abbreviations(root: Path, problems: list[Problem]) -> Mapping[str, Abbreviation]:
    """Read ``data/abbreviations.yaml``; a report may do without that file."""
    if not is_there(root, PATH):
        return {}
    node = load_yaml(root, PATH, problems)
    found: dict[str, Abbreviation] = {}
    for entry in node.children() if node is not None else ():
        entry.expect_fields(["abbreviation", "meaning"], ["vernacular", "note"])
        short = entry.text("abbreviation")
        if short in found:
            entry.refuse(_("the abbreviation {short} is there twice").format(short=short), "abbreviation")
        found[short] = Abbreviation(short, entry.text("meaning"), entry.text("vernacular"), entry.place)
    return found
