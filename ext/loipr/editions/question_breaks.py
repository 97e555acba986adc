"""Where the question above a reply may go on on the next page: after three lines of it, and then between its items."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.markup.nodes import question_panel

#: So many letters stand in a line of the question; so many lines of it stay below the heading.
_LINE, _LEAST = 105, 3
#: A paragraph of so many lines may itself be divided.
_LONG = 15


def paragraphs_with_breaks(panel: nodes.Element) -> Iterator[tuple[nodes.paragraph, bool]]:
    """Yield the paragraphs of *panel*, each with whether a page may end with it."""
    paragraphs = list(panel.findall(nodes.paragraph))
    lines = 0
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        lines += _lines(paragraph)
        yield paragraph, following is not None and lines >= _LEAST and _begins_part(following)


def _lines(paragraph: nodes.paragraph) -> int:
    return ceil(len(paragraph.astext()) / _LINE)


def _begins_part(paragraph: nodes.paragraph) -> bool:
    """Whether *paragraph* begins an item, or what stands below all items: provisions, status, who replies."""
    around = paragraph.parent
    before = around.index(paragraph) - 1
    if isinstance(around, nodes.list_item):
        return before < 0
    return before >= 0 and isinstance(around[before], nodes.bullet_list)


class BreakQuestions(SphinxPostTransform):
    """Has LaTeX keep the paragraphs of a question together, but for where it may go on on the next page."""

    formats = ("latex",)
    default_priority = 900

    def run(self, **kwargs: object) -> None:
        for panel in list(self.document.findall(question_panel)):
            for paragraph, may_break in list(paragraphs_with_breaks(panel)):
                after = r"\reportbreak" if may_break else r"\reportkeep"
                if _lines(paragraph) >= _LONG:
                    after = rf"{{\interlinepenalty0\par}}{after}"
                paragraph.parent.insert(
                    paragraph.parent.index(paragraph) + 1, nodes.raw("", f"\n{after}\n", format="latex")
                )
