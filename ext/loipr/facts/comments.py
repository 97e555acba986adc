"""The comments of readers on the report, with their answers: as a Word file brought them, until they are settled."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from loipr.files.places import Place, Problem
from loipr.files.reading import is_there
from loipr.files.yaml_file import YamlNode, load_yaml

PATH = "data/comments.yaml"
OPEN, SETTLED = "open", "settled"


class Answer(NamedTuple):
    """An answer to a comment; ``at`` is the moment as the file had it, such as 2026-03-04T05:06:00Z, or empty."""

    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptComment:
    """A comment that began a thread.

    ``page`` is the path of the page that it stands on, empty for the first page of print; ``item`` the label of the
    reply around it. ``paragraph`` is the paragraph as it was then, ``about`` the words that were marked, if not all.
    """

    by: str
    at: str
    page: str
    item: str
    paragraph: str
    about: str
    text: str
    is_settled: bool
    answers: tuple[Answer, ...]
    place: Place

    @property
    def day(self) -> datetime.date | None:
        """The day on which it was made, if that is known."""
        try:
            return datetime.date.fromisoformat(self.at[:10])
        except ValueError:
            return None


def load_comments(root: Path, problems: list[Problem]) -> tuple[KeptComment, ...]:
    """Read ``data/comments.yaml``; a report may do without that file."""
    node = load_yaml(root, PATH, problems) if is_there(root, PATH) else None
    if node is None:
        return ()
    node.expect_fields(["comments"])
    return tuple(map(_comment, node.children("comments")))


def _comment(node: YamlNode) -> KeptComment:
    node.expect_fields(["by", "text"], ["at", "page", "item", "paragraph", "about", "state", "answers"])
    return KeptComment(
        by=node.text("by"),
        at=node.text("at"),
        page=node.text("page"),
        item=node.text("item"),
        paragraph=node.text("paragraph"),
        about=node.text("about"),
        text=node.text("text"),
        is_settled=node.choice("state", (OPEN, SETTLED), OPEN) == SETTLED,
        answers=tuple(_answers(node)),
        place=node.place,
    )


def _answers(node: YamlNode) -> Iterator[Answer]:
    for one in node.children("answers"):
        one.expect_fields(["by", "text"], ["at"])
        yield Answer(one.text("by"), one.text("at"), one.text("text"))
