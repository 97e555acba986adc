"""Content controls around what follows from data: they say what it is, and Word locks it against typing.

Whoever deletes a sentence deletes them with it. What comes back is read without them: some programs drop them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple
from xml.etree.ElementTree import Element

from docutils import nodes

from loipr.datasets.provenance import Fact
from loipr.editions.word.elements import clean, w
from loipr.markup.nodes import NUMBERED, article_reference, figure_reference, question_panel
from loipr.wording.sentences import shortened

#: Word opens no file with a longer name of a control.
_LONGEST = 64
#: References by their class: what they are called.
_REFERENCES = {
    "loipr-question": "reference",
    "loipr-recommendation": "recommendation",
    "loipr-institution": "institution",
}
#: The class that sphinxcontrib-bibtex gives to a citation.
_CITATION = "bibtex-citation"


class _Named(NamedTuple):
    """What a control says: for readers, and for programs."""

    title: str
    tag: str


class Controls:
    """Numbers the controls of a file."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def around(self, node: nodes.Element, content: Iterator[Element]) -> Iterator[Element]:
        """Yield *content*, which was made from *node*: in a control, if it follows from data."""
        named = _named(node)
        inside = list(content)
        if named is None or not inside:
            yield from inside
            return
        form = w(
            "sdtPr",
            w("alias", val=_short(named.title)),
            w("tag", val=_short(named.tag)),
            w("id", val=next(self._numbers)),
            w("lock", val="contentLocked"),
        )
        yield w("sdt", form, w("sdtContent", *inside))


def _short(text: str) -> str:
    return shortened(" ".join(clean(text).split()), _LONGEST)


def _named(node: nodes.Element) -> _Named | None:
    if isinstance(node, figure_reference):
        return _Named("; ".join(dict.fromkeys(map(_origin, node["short"]))), node["written"])
    if isinstance(node, article_reference):
        parts = "; ".join(f"{treaty} {provisions}" for treaty, _, provisions in node["parts"])
        return _Named(_title(node), f"article {parts}")
    if _CITATION in node["classes"]:
        return _Named(_title(node), f"cite {node.astext().strip('[]')}")
    kind = "reference" if NUMBERED in node else next(filter(None, map(_REFERENCES.get, node["classes"])), "")
    if not kind or not isinstance(node, nodes.reference) or _is_in_question(node):
        return None
    return _Named(node.get("reftitle") or f"Reference to {node.astext()}", f"{kind} {node.astext()}")


def _is_in_question(node: nodes.Node) -> bool:
    """Whether *node* is a part of the question, in which each item leads to its reply."""
    while node.parent is not None and not isinstance(node.parent, question_panel):
        node = node.parent
    return node.parent is not None


def _origin(fact: Fact) -> str:
    """Return where a figure comes from: dataset, time, sources, and the rest."""
    said = (fact.title, fact.time, fact.what, "; ".join(fact.sources), fact.details)
    return ", ".join(filter(None, said))


def _title(node: nodes.Element) -> str:
    """Return the titles of what *node* leads to, or its words if they have none."""
    titles = [one["reftitle"] for one in node.findall(nodes.reference) if "reftitle" in one]
    return "; ".join(dict.fromkeys(titles)) or node.astext()
