"""Concluding observations and the register: new recommendations come in as “not started”, and follow their numbers.

What the State wrote about a recommendation stays. It is never removed: where the document has the recommendation no
longer, its entry is marked, and `check` asks for a decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from loipr.exchange.documents.languages import either
from loipr.exchange.documents.understand import Document, Paragraph
from loipr.exchange.documents.update_data import Filing, FilingError, Moved
from loipr.exchange.documents.yaml_edit import DataFile, Entry, Value, new_entry, parse_file
from loipr.facts.concluding_observations import Recommendation, parse_recommendation
from loipr.facts.register import NOT_STARTED, PATH
from loipr.files.places import Problem
from loipr.files.reading import is_there, read_text

_RECOMMENDS = re.compile(either("recommends"), re.IGNORECASE)
_LETTER = re.compile(r"\(([a-z])\)", re.ASCII)
_HEAD = """\
# What the State does about each recommendation of the Committee, over the cycles. What a recommendation says stands in
# data/concluding-observations. `status`: not started, under way, done (both with `evidence`), not accepted (with a
# `note` that says why), or superseded (by a later one that `continues` this one).
"""


def recommendations(document: Document, short: str) -> list[Recommendation]:
    """Return the recommendations of *document*: each letter of a paragraph that recommends, or the whole paragraph."""
    return [one for paragraph in document.paragraphs for one in _of_paragraph(paragraph, short)]


def _of_paragraph(paragraph: Paragraph, short: str) -> Iterator[Recommendation]:
    if not _RECOMMENDS.search(" ".join(paragraph.text.split())):
        return
    letters = [match[1] for item in paragraph.items if (match := _LETTER.fullmatch(item.label))]
    yield from (Recommendation(short, paragraph.number, letter) for letter in letters or [""])


def fill_register(root: Path, document: Document, filing: Filing) -> tuple[str | None, list[str]]:
    """Return the text of the register with the recommendations of *document*, and what changes in it.

    The text is None when nothing changes.

    :raises FilingError: when the register cannot be read.
    :raises EditError: when it cannot be changed.
    """
    problems: list[Problem] = []
    before = read_text(root, PATH, problems) if is_there(root, PATH) else None
    if problems:
        raise FilingError(f"{problems[0].place}: {problems[0].message}")
    data = parse_file(before, PATH) if before and before.strip() else DataFile(Entry(), [""])
    entries = list(data.root.entries("recommendations"))
    changes = [change for moved in [_moves(filing)] for entry in entries for change in _follow(entry, moved)]
    there = {found.id for entry in entries if (found := parse_recommendation(entry.get("id"))) is not None}
    for one in recommendations(document, filing.short):
        if one.id not in there and one.of_paragraph.id not in there:
            _insert(entries, one)
            changes.append(f"{one.id}: new, {NOT_STARTED}")
    if not changes:
        return None, []
    data.root.set_entries("recommendations", entries)
    return ("" if before else _HEAD) + data.text(), changes


def _moves(filing: Filing) -> dict[str, Moved]:
    return {f"{filing.short} {one.was}": one for one in filing.moved}


def _follow(entry: Entry, moves: dict[str, Moved]) -> Iterator[str]:
    """Give an entry the present numbers of what it names; yield what changed."""
    was = entry.get("id")
    now = _renamed(was, moves)
    if now != was:
        entry.set("id", now)
        gone = "formerly" in now
        yield f"{was}: no longer in the document; what was written stays" if gone else f"{was}: is now {now}"
    field = entry.find("continues")
    if field is not None and field.value:
        names = (field.value,) if isinstance(field.value, str) else field.value
        new: Value = tuple(_renamed(name, moves) for name in names)
        if new != names:
            entry.set("continues", new[0] if isinstance(field.value, str) else new)


def _renamed(text: str, moves: dict[str, Moved]) -> str:
    """Return the present reference of a former one; “formerly” stands in one that the document has no longer."""
    former = parse_recommendation(text)
    moved = moves.get(former.of_paragraph.id) if former is not None else None
    if former is None or moved is None:
        return text
    label = moved.items.get(f"({former.letter})", f"({former.letter})") if former.letter else ""
    if moved.number is None or label is None:
        return f"{former.short} formerly {former.id.partition(' ')[2]}"
    return Recommendation(former.short, moved.number, label.strip("()")).id


def _insert(entries: list[Entry], new: Recommendation) -> None:
    """Insert a new entry after those of its document that come before it."""
    place, own = len(entries), False
    for at, entry in enumerate(entries):
        found = parse_recommendation(entry.get("id"))
        if found is None or found.short != new.short:
            continue
        if (found.paragraph, found.letter) < (new.paragraph, new.letter):
            place, own = at + 1, True
        elif not own:
            place, own = at, True
            break
    dash = entries[0].dash if entries and entries[0].dash is not None else 0
    entries.insert(place, new_entry(dash, [("id", new.id), ("status", NOT_STARTED)]))
