"""The comments in a Word file: who said what about which words, in which thread, and whether it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from loipr.exchange.word_edition.paragraphs import Anchor, Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MORE = "{http://schemas.microsoft.com/office/word/2012/wordml}"
COMMENTS, EXTENDED = "word/comments.xml", "word/commentsExtended.xml"


class Comment(NamedTuple):
    """A comment. ``answers`` is the number of the comment that begins its thread, empty if it begins one itself.

    ``anchor`` says what it is about; None when the text does not show it.
    """

    number: str
    author: str
    time: str
    text: str
    answers: str
    is_settled: bool
    anchor: Anchor | None


def read_comments(root: Element, extended: Element | None, anchors: Mapping[str, Anchor]) -> list[Comment]:
    """Return the comments in the part *root*; *extended* says which answer which, and which are settled."""
    found = list(_comments(root))
    threads = (
        {one.get(f"{_MORE}paraId", ""): one for one in extended.iter(f"{_MORE}commentEx")}
        if extended is not None
        else {}
    )
    numbers = {identity: element.get(f"{_W}id", "") for element, _, identity in found if identity}
    comments = []
    for element, text, identity in found:
        number = element.get(f"{_W}id", "")
        thread = threads.get(identity)
        parent = thread.get(f"{_MORE}paraIdParent", "") if thread is not None else ""
        begins = threads.get(parent, thread)
        is_settled = any(one is not None and one.get(f"{_MORE}done") in ("1", "true") for one in (thread, begins))
        author, time = element.get(f"{_W}author", ""), element.get(f"{_W}date", "")
        answers = numbers.get(parent, "")
        # An answer that is not anchored itself is about what its thread is about.
        anchor = anchors.get(number) or anchors.get(answers)
        comments.append(Comment(number, author, time, text, answers, is_settled, anchor))
    return comments


def _comments(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield each comment, its text, and the id of its last paragraph, by which threads are told."""
    for element in root.iter(f"{_W}comment"):
        reading = Reading()
        reading.read(COMMENTS, element)
        text = "\n".join(one.now.strip() for one in reading.paragraphs).strip()
        yield element, text, reading.paragraphs[-1].id if reading.paragraphs else ""
