"""Parked texts: earlier replies to questions that are no longer in the list. They are kept, but no edition has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.reading import read_text
from loipr.pages.page import PARKED, REPLIES
from loipr.pages.reader import read_page

_WORD = re.compile(r"(?<!\S)[^\s\w]*\w\S*")


@dataclass(frozen=True, slots=True)
class ParkedText:
    """A parked text: the question that it answered (None if it does not say), its heading, and its length in words."""

    path: str
    question: int | None
    title: str
    words: int


def load_parked(root: Path, problems: list[Problem]) -> tuple[ParkedText, ...]:
    """Read every text below ``docs/parked``, in the order of their paths; no rule judges their content."""
    found = []
    for file in sorted((root / PARKED).rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_dir() or any(part.startswith((".", "_")) for part in file.relative_to(root / PARKED).parts):
            continue
        if file.suffix != ".md":
            problems.append(
                Problem("unreadable-file", Place(path), "only texts (.md) are parked; move it to another folder")
            )
        elif (text := read_text(root, path, problems)) is not None:
            page = read_page(text, path.replace(PARKED, REPLIES, 1), [])
            words = sum(len(_WORD.findall(prose.text)) for prose in page.prose if not prose.heading)
            found.append(ParkedText(path, page.question, page.title, words))
    return tuple(found)
