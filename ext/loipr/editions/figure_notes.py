"""In print, where nothing opens under a figure, a note at the end of each page says where its figures come from."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.catalog.provenance import note_on
from loipr.markup.nodes import figure_reference
from loipr.markup.ties import tied


class NoteFigures(SphinxPostTransform):
    """Adds the note to every page with figures, in all editions but the site."""

    default_priority = 7

    def run(self, **kwargs: object) -> None:
        if self.app.builder.format == "html":
            return
        pages: list[nodes.Element] = list(self.document.findall(addnodes.start_of_file))
        pages = pages or [self.document]
        for page in pages:
            own = list(_own(page))
            figures = [node for node in own if isinstance(node, figure_reference)]
            section = next((node for node in own if isinstance(node, nodes.section)), None)
            if figures and section is not None:
                section.append(_note(figures))


def _own(page: nodes.Element) -> Iterator[nodes.Node]:
    """Yield what stands on *page*, but not on the pages that Sphinx has put below it."""
    for child in page.children:
        yield child
        if isinstance(child, nodes.Element) and not isinstance(child, addnodes.start_of_file):
            yield from _own(child)


def _note(figures: list[figure_reference]) -> nodes.paragraph:
    text = nodes.Text(tied(note_on(fact for node in figures for fact in node["short"])))
    return nodes.paragraph("", "", nodes.emphasis("", "Figures: "), text, classes=["loipr-source"])
