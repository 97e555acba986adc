"""Where the question above a reply may break across pages: if it is long, between its paragraphs or items.

At least three lines stay below the heading, and what is said about the question (provisions, status, who replies) stays
with its last item.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.markup.nodes import question_panel

#: The letters in a line of the question, the fewest lines that stay below the heading, and the most lines of a question
#: that is never divided.
_LINE, _LEAST, _WHOLE = 95, 3, 10
#: A paragraph of at least so many lines may break in the middle.
_LONG = 15


def paragraphs_with_breaks(panel: nodes.Element) -> Iterator[tuple[nodes.paragraph, bool]]:
    """Yield the paragraphs of *panel*, each with whether a page may end after it."""
    paragraphs = list(panel.findall(nodes.paragraph))
    is_long = not stays_whole(panel)
    lines = 0
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        lines += _lines(paragraph)
        yield paragraph, is_long and lines >= _LEAST and following is not None and not _is_detail(following)


def stays_whole(panel: nodes.Element) -> bool:
    """Whether *panel* is so short that it is never divided."""
    return sum(map(_lines, panel.findall(nodes.paragraph))) <= _WHOLE


def _lines(paragraph: nodes.paragraph) -> int:
    return ceil(len(paragraph.astext()) / _LINE)


def _is_detail(paragraph: nodes.paragraph) -> bool:
    """Whether *paragraph* is one of the lines below the question's text: provisions, status, who replies."""
    return not {"loipr-meta", "loipr-standing"}.isdisjoint(paragraph["classes"])


class BreakQuestions(SphinxPostTransform):
    """Makes LaTeX keep a question together, except where it may break across pages."""

    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for panel in list(self.document.findall(question_panel)):
            for paragraph, may_break in list(paragraphs_with_breaks(panel)):
                if _lines(paragraph) >= _LONG:
                    paragraph += _tex(r"{\interlinepenalty0\par}")
                after = _tex(r"\reportbreak" if may_break else r"\reportkeep")
                paragraph.parent.insert(paragraph.parent.index(paragraph) + 1, after)


def _tex(text: str) -> nodes.raw:
    return nodes.raw("", text, format="latex")
