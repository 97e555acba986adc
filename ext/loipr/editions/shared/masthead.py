"""The masthead of a UN document (F27), in the words that every printed edition shows."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.config import Config

from loipr.report import Report
from loipr.wording.dates import in_words

#: What every page says if the edition is not the official one.
DRAFT = "Draft – not for submission"
#: Stands where the secretariat, or the State when it submits the report, must still write something.
_OPEN = "…"


@dataclass(frozen=True, slots=True)
class Masthead:
    """The parts of the first page, from top to bottom; ``notes`` are the notes of the title: \\*, \\*\\* …"""

    symbol: str
    treaty: str
    distribution: tuple[str, ...]
    committee: str
    title: str
    notes: tuple[tuple[str, str], ...]
    received: str


def draft_of(config: Config) -> str:
    """Return what every page of a draft says: that it is one, and what it is compared with."""
    changes = f"changes from {config.loipr_compared_with} to {config.loipr_revision}"
    return "" if config.loipr_official else f"{DRAFT}: {changes}" if config.loipr_compared_with else DRAFT


def revision_shown(config: Config) -> str:
    """Return the revision, as the foot of a page shows it in a draft."""
    shown = "" if config.loipr_official or config.loipr_compared_with else config.loipr_revision
    return f"Revision {shown}" if shown else ""


def masthead_of(report: Report) -> Masthead:
    """Return the masthead of *report*."""
    settings = report.settings
    treaty = report.treaties.find(settings.treaty)
    issued = in_words(settings.issued) if settings.issued else f"[date: {_OPEN}]"
    languages = (settings.languages,) if settings.languages else ()
    return Masthead(
        symbol=settings.symbol,
        treaty=treaty.title if treaty else settings.treaty,
        distribution=("Distr.: General", issued, f"Original: {settings.original_language}", *languages),
        committee=treaty.committee if treaty else "",
        title=settings.title,
        notes=tuple(("*" * number, text) for number, text in enumerate(settings.title_notes, 1)),
        received=f"[Date received: {in_words(settings.received) if settings.received else _OPEN}]",
    )
