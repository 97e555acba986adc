"""What stands in a heading, which is printed in the contents and in the navigation too."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxTransform

from loipr.markup.nodes import article_reference, institution_reference, question_reference, treaty_reference


class PlainHeadings(SphinxTransform):
    """Writes names and articles in headings in short: an edition spells them out where its text first has them."""

    def apply(self, **kwargs: object) -> None:
        for title in self.document.findall(nodes.title):
            for name in list(title.findall(institution_reference)):
                name.replace_self(nodes.Text(name["institution"]))
            for treaty in list(title.findall(treaty_reference)):
                treaty.replace_self(nodes.Text(treaty["treaty"]))
            # TeX takes no place within a heading that a link could lead back to.
            for article in list(title.findall(article_reference)):
                article["ids"] = []
                article.replace_self(nodes.Text(article.astext()))
            for question in list(title.findall(question_reference)):
                question.replace_self(question.children)
