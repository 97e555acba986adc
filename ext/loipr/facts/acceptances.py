"""Findings that somebody accepted, with the reason: in a page before the paragraph concerned, or in a data file.

``% accept superseded-name: quoted from the law of 2017`` is a comment of MyST: no edition shows it. Findings that are
not in a paragraph of a page are accepted by an entry of ``data/accepted.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.reading import is_there
from loipr.files.yaml_file import load_yaml

PATH = "data/accepted.yaml"
_COMMENT = re.compile(r"accept\b\s*([\w-]*)\s*:?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody accepts what *rule* finds in the file *path*, for the *reason* given.

    It covers the lines from ``first`` to ``last`` (0: the whole file) and the messages that contain ``match``.
    """

    rule: str
    reason: str
    place: Place
    path: str
    first: int = 0
    last: int = 0
    match: str = ""

    def covers(self, rule: str, place: Place, message: str) -> bool:
        """Whether this accepts the *message* of *rule* at *place*."""
        return (
            (self.rule, self.path) == (rule, place.path)
            and (not self.first or self.first <= place.line <= self.last)
            and self.match in message
        )


def read_comment(text: str, place: Place, first: int, last: int) -> Iterator[Acceptance]:
    """Yield each acceptance in a comment that begins at *place*; it covers the lines from *first* to *last*."""
    for number, line in enumerate(text.split("\n")):
        match = _COMMENT.fullmatch(line.strip())
        if match:
            yield Acceptance(match[1], match[2], Place(place.path, place.line + number), place.path, first, last)


def load_acceptances(root: Path, problems: list[Problem]) -> tuple[Acceptance, ...]:
    """Read ``data/accepted.yaml``; a report may do without that file."""
    if not is_there(root, PATH):
        return ()
    node = load_yaml(root, PATH, problems)
    found = []
    for entry in node.children() if node is not None else ():
        entry.expect_fields(["rule", "file", "reason"], ["match"])
        acceptance = Acceptance(
            rule=entry.text("rule"),
            reason=entry.text("reason"),
            place=entry.place,
            path=entry.text("file"),
            match=entry.text("match"),
        )
        found.append(acceptance)
    return tuple(found)
