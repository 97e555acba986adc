"""The last check for leftover markup, in the text that an edition prints; `check` should have found it before."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from loipr.markup.nodes import CHANGES_ON_PAGE, deleted
from loipr.markup.report_of_build import report_of
from loipr.wording.leftovers import leftovers

_logger = logging.getLogger(__name__)
#: Nodes that show markup on purpose, as guides do, nodes that no reader sees, and what was printed so before.
_SHOWN = (nodes.literal, nodes.literal_block, nodes.raw, nodes.comment, deleted)


class RefuseLeftoverMarkup(SphinxPostTransform):
    """Warns of each text that would be printed with markup in it; after a warning, the edition is not published."""

    def run(self, **kwargs: object) -> None:
        sources = report_of(self.env).bibliography.sources
        for text in _texts(self.document):
            found = next(leftovers(text, sources), None)
            if found is not None:
                _logger.warning(
                    "the edition would print “%s” in “%s”; write it in words, or mend the markup",
                    found[0],
                    " ".join(text.split()),
                    location=_place(text),
                    type="loipr",
                    subtype="printed-markup",
                )


def _texts(node: nodes.Element) -> Iterator[nodes.Text]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not _is_shown(child):
            yield from _texts(child)


def _is_shown(node: nodes.Element) -> bool:
    return isinstance(node, _SHOWN) or CHANGES_ON_PAGE in node["classes"]


def _place(text: nodes.Text) -> nodes.Element | None:
    """Return the nearest node around *text* that knows its file or its line."""
    node = text.parent
    while node is not None and node.line is None and not node.source:
        node = node.parent
    return node
