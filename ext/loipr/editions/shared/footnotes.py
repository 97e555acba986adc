"""Footnotes in editions that are one document: numbered through all pages, in the order of their first references."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.domain.numbering import page_around
from loipr.markup.nodes import STRUCK
from loipr.markup.report_of_build import is_site


class NumberFootnotes(SphinxPostTransform):
    """Gives footnotes their numbers in printed editions; on the site, the numbers of each page begin with 1."""

    def run(self, **kwargs: object) -> None:
        if is_site(self.env):
            return
        numbers: dict[tuple[str, str], str] = {}
        for reference in self.document.findall(nodes.footnote_reference):
            if reference["refid"].startswith(STRUCK):
                continue  # A note that went is not counted.
            note = (page_around(reference, self.env), reference["refid"])
            reference.children = [nodes.Text(numbers.setdefault(note, str(len(numbers) + 1)))]
        for footnote in self.document.findall(nodes.footnote):
            number = numbers.get((page_around(footnote, self.env), footnote["ids"][0]))
            label = footnote.next_node(nodes.label)
            if number is not None and label is not None:
                label.children = [nodes.Text(number)]
