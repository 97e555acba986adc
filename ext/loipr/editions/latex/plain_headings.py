"""Headings of the PDF without links: LaTeX copies them to the contents and the bookmarks, where links do not work."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.nodes import raw_latex

from loipr.markup.nodes import article_reference


class UnlinkHeadings(SphinxPostTransform):
    """Replaces links in headings by their words; references to a place in a heading then lead to its section."""

    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for title in self.document.findall(nodes.title):
            if isinstance(title.parent, nodes.section):
                for place in title.findall(article_reference):
                    title.parent["ids"] += place["ids"]
                    place["ids"] = []
                for link in list(title.findall(nodes.reference)):
                    link.replace_self(link.children)
                # The code that opens and closes the link of a citation.
                for code in list(title.findall(raw_latex)):
                    code.parent.remove(code)
