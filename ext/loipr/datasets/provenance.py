"""The origin of a figure in words, for its readers and for those who are responsible for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from loipr.datasets.dataset import AS_OF, BASIS, CONFIDENCE, NOTE, PERIOD, REASON, Dataset
from loipr.datasets.figures import UNIT, printed_key, unit_in_print
from loipr.datasets.observations import Observation
from loipr.datasets.once import once
from loipr.datasets.totals import WORDS
from loipr.facts.bibliography import Bibliography
from loipr.wording.period_words import in_words
from loipr.wording.sentences import listed
from loipr.wording.typography import in_print

CONFIDENCES = {
    "seen": "seen in the source",
    "inferred": "inferred from what the source says",
    "unverified": "not verified",
}


def provenance(observation: Observation, bibliography: Bibliography) -> tuple[str, ...]:
    """Return the lines about the origin of a figure: its dataset, source, cut-off, basis and remarks."""
    key = printed_key(observation.dataset, observation.row)
    lines = [f"{observation.dataset.title}: {', '.join(key)}"]
    lines.append(f"Source: {'; '.join(_source(key, bibliography) for key in observation.sources) or 'not given'}")
    if observation.other(AS_OF):
        lines.append(f"As of: {in_words(observation.other(AS_OF))}")
    if observation.other(BASIS):
        lines.append(f"Counted: {in_print(observation.other(BASIS))}")
    confidence = CONFIDENCES.get(observation.other(CONFIDENCE))
    if confidence:
        lines.append(f"Confidence: {confidence}")
    if not observation.dataset.is_adopted(observation.row):
        lines.append(f"Set aside: {in_print(observation.other(REASON))}")
    elif observation.other(REASON):
        lines.append(f"Adopted among others: {in_print(observation.other(REASON))}")
    if observation.other(NOTE):
        lines.append(f"Note: {in_print(observation.other(NOTE))}")
    return tuple(lines)


class Fact(NamedTuple):
    """What print says about a figure: its dataset, its time, the rest of its key, and its origin."""

    dataset: str
    title: str
    time: str
    what: str
    sources: tuple[str, ...]
    details: str  #: Its unit if rows differ in it, its cut-off, its basis, and whether it is not stated or not used.


class Statement(NamedTuple):
    """Several figures of one dataset with the same origin, in words, with their sources."""

    words: str
    sources: tuple[str, ...]


def short_facts(observations: Iterable[Observation]) -> list[Fact]:
    """Return what print says about each observation, for :func:`statements`."""
    return [Fact(one.dataset.name, one.dataset.title, *_named(one), one.sources, _details(one)) for one in observations]


def statements(facts: Iterable[Fact]) -> dict[tuple[str, str], list[Statement]]:
    """Return the statements below a printed page about its figures, by the name and title of the dataset.

    Figures with the same sources and details share one statement.
    """
    found: dict[tuple[str, str], dict[tuple[tuple[str, ...], str], list[Fact]]] = {}
    for fact in dict.fromkeys(facts):
        found.setdefault((fact.dataset, fact.title), {}).setdefault((fact.sources, fact.details), []).append(fact)
    return {
        dataset: [
            Statement(_sentence(_listed(same) + (f" \N{EN DASH} {details}" if details else "")), sources)
            for (sources, details), same in places.items()
        ]
        for dataset, places in found.items()
    }


def _named(observation: Observation) -> tuple[str, str]:
    """Return the time of an observation and the rest of its key, without words that only call it a total."""
    dataset = observation.dataset
    shown = dict(zip(dataset.key, printed_key(dataset, observation.row), strict=True))
    time = shown.pop(PERIOD, "")
    # The unit belongs to the details.
    shown.pop(UNIT, None)
    what = ""
    for name, words in shown.items():
        if dataset.cells[name][observation.row] not in WORDS:
            what += f"{words} " if name in _naming_breakdowns(dataset) else f"{words}, "
    return time, what.rstrip(", ")


@once
def _naming_breakdowns(dataset: Dataset) -> frozenset[str]:
    """Return the columns of the key that name what the next column holds, as “status” before “procedural”."""
    return frozenset(
        name
        for name, following in pairwise(dataset.key)
        if name != PERIOD
        and any(map(WORDS.issuperset, zip(dataset.cells[name], dataset.cells[following], strict=True)))
    )


def _details(observation: Observation) -> str:
    parts = [] if observation.sources else ["no source"]
    if observation.other(UNIT):
        parts.append(unit_in_print(observation.dataset, observation.other(UNIT)))
    if observation.other(AS_OF):
        parts.append(f"as of {in_words(observation.other(AS_OF))}")
    if observation.other(BASIS):
        parts.append(in_print(observation.other(BASIS)))
    if observation.other(CONFIDENCE) in ("inferred", "unverified"):
        parts.append(CONFIDENCES[observation.other(CONFIDENCE)])
    if not observation.dataset.is_adopted(observation.row):
        parts.append("set aside")
    return ", ".join(parts)


def _listed(facts: Sequence[Fact]) -> str:
    """Return the figures in words by their time; times with the same figures are named together."""
    by_time: dict[str, list[str]] = {}
    for fact in facts:
        by_time.setdefault(fact.time, []).append(fact.what)
    by_what: dict[tuple[str, ...], list[str]] = {}
    for time, told in by_time.items():
        by_what.setdefault(tuple(what or "total" for what in told) if any(told) or not time else (), []).append(time)
    told = []
    for words, times in by_what.items():
        joint = "; " if any("," in one for one in words) else ", "
        told.append(": ".join(part for part in (listed([time for time in times if time]), joint.join(words)) if part))
    return "; ".join(told)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _source(key: str, bibliography: Bibliography) -> str:
    source = bibliography.sources.get(key)
    if source is None:
        return key
    publisher = f"{source.publisher}, " if source.publisher else ""
    return f"{key} – {publisher}“{source.title}” ({source.date})"
