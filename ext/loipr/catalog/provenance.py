"""Where a figure comes from, in words: for those who read it and for those who have to stand by it."""

from __future__ import annotations

from collections.abc import Iterable

from loipr.catalog.bibliography import Bibliography
from loipr.catalog.datasets import AS_OF, BASIS, CONFIDENCE, NOTE, REASON
from loipr.catalog.observations import Observation

CONFIDENCES = {
    "seen": "seen in the source",
    "inferred": "inferred from what the source says",
    "unverified": "not verified",
}


def provenance(observation: Observation, bibliography: Bibliography) -> tuple[str, ...]:
    """Return the lines that say where a figure comes from: its dataset, source, cut-off, basis and what is to know."""
    lines = [f"{observation.dataset.title}: {', '.join(observation.key)}"]
    lines.append(f"Source: {'; '.join(_source(key, bibliography) for key in observation.sources) or 'not given'}")
    for name, column in (("As of", AS_OF), ("Counted", BASIS)):
        if observation.other(column):
            lines.append(f"{name}: {observation.other(column)}")
    confidence = CONFIDENCES.get(observation.other(CONFIDENCE))
    if confidence:
        lines.append(f"Confidence: {confidence}")
    if not observation.dataset.is_adopted(observation.row):
        lines.append(f"Set aside: {observation.other(REASON)}")
    elif observation.other(REASON):
        lines.append(f"Adopted among others: {observation.other(REASON)}")
    if observation.other(NOTE):
        lines.append(f"Note: {observation.other(NOTE)}")
    return tuple(lines)


def in_short(observation: Observation) -> str:
    """Return source, cut-off and basis in one line, for print."""
    parts = [", ".join(observation.sources) or "no source"]
    if observation.other(AS_OF):
        parts.append(f"as of {observation.other(AS_OF)}")
    if observation.other(BASIS):
        parts.append(observation.other(BASIS))
    if observation.other(CONFIDENCE) in ("inferred", "unverified"):
        parts.append(CONFIDENCES[observation.other(CONFIDENCE)])
    return ", ".join(parts)


def short_facts(observations: Iterable[Observation]) -> list[tuple[str, str, str]]:
    """Return of each observation its dataset, its key and where it comes from, for :func:`note_on`."""
    return [(one.dataset.title, ", ".join(one.key), in_short(one)) for one in observations]


def note_on(facts: Iterable[tuple[str, str, str]]) -> str:
    """Return what a printed page says below of its figures: one sentence a dataset, facts of one source together."""
    datasets: dict[str, dict[str, list[str]]] = {}
    for dataset, key, source in facts:
        keys = datasets.setdefault(dataset, {}).setdefault(source, [])
        if key not in keys:
            keys.append(key)
    sentences = []
    for dataset, sources in datasets.items():
        told = [f"{' / '.join(keys)} ({source})" for source, keys in sources.items()]
        sentences.append(f"{dataset}: {'; '.join(told)}.")
    return " ".join(sentences)


def _source(key: str, bibliography: Bibliography) -> str:
    source = bibliography.sources.get(key)
    if source is None:
        return key
    publisher = f"{source.publisher}, " if source.publisher else ""
    return f"{key} – {publisher}“{source.title}” ({source.date})"
