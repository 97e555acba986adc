"""Headings of the PDF without links: LaTeX moves their words to the contents and to the bookmarks, which bear none."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.nodes import raw_latex

from loipr.markup.nodes import article_reference


class UnlinkHeadings(SphinxPostTransform):
    """Leaves the words of links in headings, and has what leads to a place in a heading lead to its section."""

    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for title in self.document.findall(nodes.title):
            if isinstance(title.parent, nodes.section):
                for place in title.findall(article_reference):
                    title.parent["ids"] += place["ids"]
                    place["ids"] = []
                for link in list(title.findall(nodes.reference)):
                    link.replace_self(link.children)
                # What opens and closes the link of a citation.
                for code in list(title.findall(raw_latex)):
                    code.parent.remove(code)
