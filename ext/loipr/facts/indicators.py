"""The indicators: the measures of the work, each defined once.

Their kinds are those of the UN's guide to human rights indicators (HRI/MC/2008/3): structure, process and outcome.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.reading import is_there
from loipr.files.yaml_file import YamlNode, load_yaml
from loipr.wording.languages import _

PATH = "data/indicators.yaml"
#: The kinds of indicators, in the order in which they are shown.
KINDS = ("structure", "process", "outcome")
#: Whether a higher or a lower value is better; ``none`` when neither is.
UP, DOWN, NO_DIRECTION = "up", "down", "none"
FREQUENCIES = ("weekly", "monthly", "quarterly", "half-yearly", "yearly", "once")
#: The number of the goal, from 1 to 17, then a point and the number or letter of the target.
_SDG = re.compile(r"(?:[1-9]|1[0-7])\.(?:[1-9]|1\d|[a-d])", re.ASCII)
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_FIELDS = ("id", "name", "group", "kind", "definition", "unit", "direction", "frequency", "owner")
_MORE = (
    *("observed", "baseline", "good_for_months", "threshold", "article", "question", "sdg_target", "note"),
    "source",
)


@dataclass(frozen=True, slots=True)
class Observed:
    """The place of an indicator's values: the column *figure* of a dataset, in the rows that meet *where*."""

    dataset: str
    figure: str
    where: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, and how to judge it.

    Indicators of one ``group``, as those of a task force, are shown together under its name. ``observed`` is None when
    nobody measures the indicator yet. ``baseline`` names an observation. From ``threshold`` per cent of a target on, a
    value is near the target. ``good_for_months`` says how long a value is good, if it differs from the dataset's.
    ``places`` are the places of the fields.
    """

    id: str
    name: str
    group: str
    kind: str
    definition: str
    unit: str
    direction: str
    frequency: str
    owner: str
    observed: Observed | None
    baseline: str
    good_for_months: int | None
    threshold: int | None
    article: str
    question: str
    sdg_target: str
    note: str
    sources: tuple[str, ...]
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Indicators:
    """All indicators by id, and the name of the dataset that holds their targets (empty: there is none)."""

    by_id: Mapping[str, Indicator] = field(default_factory=dict)
    targets: str = ""
    targets_place: Place = field(default_factory=lambda: Place(PATH))


def load_indicators(root: Path, problems: list[Problem]) -> Indicators:
    """Read ``data/indicators.yaml``; a report that measures nothing may do without that file."""
    if not is_there(root, PATH):
        return Indicators()
    node = load_yaml(root, PATH, problems)
    if node is None:
        return Indicators()
    node.expect_fields(["indicators"], ["targets"])
    found: dict[str, Indicator] = {}
    for entry in node.children("indicators"):
        entry.expect_fields(_FIELDS, _MORE)
        indicator = _read(entry)
        if indicator.id in found:
            entry.refuse(_("the indicator {id} is there twice").format(id=indicator.id), "id")
        found.setdefault(indicator.id, indicator)
    return Indicators(found, node.text("targets"), node.place_of("targets"))


def _read(node: YamlNode) -> Indicator:
    if "id" in node and not _ID.fullmatch(node.text("id")):
        node.refuse(
            _("`id` is `{text}`; write small letters, digits and -, as departures-prevented").format(
                text=node.text("id")
            ),
            "id",
        )
    sdg_target, threshold = node.text("sdg_target"), node.integer("threshold")
    if sdg_target and not _SDG.fullmatch(sdg_target):
        node.refuse(
            _("`sdg_target` is `{sdg_target}`; write the goal and its target, as 10.7 or 10.c").format(
                sdg_target=sdg_target
            ),
            "sdg_target",
        )
    if threshold is not None and not 1 <= threshold <= 100:
        node.refuse(_("`threshold` is a share of the target, from 1 to 100 per cent"), "threshold")
    observed = node.child("observed")
    return Indicator(
        id=node.text("id"),
        name=node.text("name"),
        group=node.text("group"),
        kind=node.choice("kind", KINDS, KINDS[0]),
        definition=node.text("definition"),
        unit=node.text("unit"),
        direction=node.choice("direction", (UP, DOWN, NO_DIRECTION), NO_DIRECTION),
        frequency=node.choice("frequency", FREQUENCIES, ""),
        owner=node.text("owner"),
        observed=_read_observed(observed) if observed is not None else None,
        baseline=node.text("baseline"),
        good_for_months=node.integer("good_for_months"),
        threshold=threshold,
        article=node.text("article"),
        question=node.text("question"),
        sdg_target=sdg_target,
        note=node.text("note"),
        sources=node.texts("source"),
        place=node.place,
        places={name: node.place_of(name) for name in node.fields()},
    )


def _read_observed(node: YamlNode) -> Observed | None:
    node.expect_fields(["dataset", "figure"], ["where"])
    if not (node.text("dataset") and node.text("figure")):
        return None
    where = node.child("where")
    conditions = tuple((name, where.text(name)) for name in where.fields()) if where is not None else ()
    return Observed(node.text("dataset"), node.text("figure"), conditions, node.place)
