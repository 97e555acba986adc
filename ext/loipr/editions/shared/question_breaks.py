"""Where the question above a reply may break across pages: after its first three lines, between paragraphs or items."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.markup.nodes import question_panel

#: The most letters in a line of the question, and the fewest lines that stay below the heading.
_LINE, _LEAST = 120, 3
#: A paragraph of at least so many lines may break in the middle.
_LONG = 15


def paragraphs_with_breaks(panel: nodes.Element) -> Iterator[tuple[nodes.paragraph, bool]]:
    """Yield the paragraphs of *panel*, each with whether a page may end after it."""
    paragraphs = list(panel.findall(nodes.paragraph))
    lines = 0
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        lines += _lines(paragraph)
        stands_with_next = following is None or (_is_detail(paragraph) and _is_detail(following))
        yield paragraph, lines >= _LEAST and not stands_with_next


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
