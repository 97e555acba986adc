"""Words that the report may use and no dictionary has: places, programmes, terms of law."""

from __future__ import annotations

import re
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.reading import is_there, read_text

PATH = "data/words.txt"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def load_words(root: Path, problems: list[Problem]) -> frozenset[str]:
    """Read ``data/words.txt``: one word a line, comments after ``#``. A report may do without that file."""
    if not is_there(root, PATH):
        return frozenset()
    found: dict[str, int] = {}
    for number, line in enumerate((read_text(root, PATH, problems) or "").split("\n"), 1):
        word = line.partition("#")[0].strip()
        if word and not _WORD.fullmatch(word):
            problems.append(
                Problem("invalid-data", Place(PATH, number), f"“{word}” is not a word; write one word per line")
            )
        elif word in found:
            message = f"“{word}” stands in line {found[word]} already; delete this line"
            problems.append(Problem("invalid-data", Place(PATH, number), message))
        elif word:
            found[word] = number
    return frozenset(found)
