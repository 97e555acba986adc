"""The places that cite an article, listed under each article of a treaty index."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from loipr.domain.memory import ArticleCitation, memory_of
from loipr.markup.nodes import (
    citations_of_article,
    unbroken,
)
from loipr.markup.report_of_build import builder_of, report_of


class ListCitations(SphinxPostTransform):
    """Puts under each article of a treaty index the places that cite it."""

    def run(self, **kwargs: object) -> None:
        wanted = list(self.document.findall(citations_of_article))
        if not wanted:
            return
        cited = _by_article(self.env)
        for node in wanted:
            places = cited.get((node["treaty"], node["article"]), [])
            if places:
                node.replace_self(self._paragraph(str(node["article"]), places))
            elif node["cited_only"]:
                _remove_entry(node)
            else:
                node.replace_self(nodes.paragraph("", "Not cited.", classes=["loipr-meta"]))

    def _paragraph(self, article: str, places: list[tuple[str, ArticleCitation]]) -> nodes.paragraph:
        """Return a paragraph with links to *places*, grouped by reply.

        A place that cites more exactly than *article* is followed by the provisions that it cites.
        """
        replies: dict[tuple[str, str], dict[str, ArticleCitation]] = {}
        for docname, citation in places:
            name = self._name(docname, citation)
            replies.setdefault((docname, name), {}).setdefault(citation.text, citation)
        paragraph = nodes.paragraph("", "Cited in ", classes=["loipr-meta"])
        for index, ((docname, name), cited) in enumerate(replies.items()):
            whole = cited.pop(article, None)
            first = whole or next(iter(cited.values()))
            paragraph += [nodes.Text("; " if index else ""), self._link(docname, first, name)]
            for number, (text, citation) in enumerate(cited.items()):
                paragraph += [nodes.Text(", " if number else ": "), self._link(docname, citation, unbroken(text))]
        paragraph += nodes.Text(".")
        return paragraph

    def _link(self, docname: str, citation: ArticleCitation, words: str) -> nodes.reference:
        inner = nodes.inline("", words)
        return make_refnode(builder_of(self.env), self.env.docname, docname, citation.anchor, inner)

    def _name(self, docname: str, citation: ArticleCitation) -> str:
        page = report_of(self.env).pages_by_docname.get(docname)
        if page is not None and page.is_reply and page.question is not None:
            if citation.in_question:
                return unbroken(f"question {page.question}")
            return f"reply to {unbroken(f'paragraph {page.question} {citation.item}'.rstrip())}"
        return self.env.titles[docname].astext()


def _remove_entry(node: nodes.Element) -> None:
    """Remove the article that *node* belongs to.

    With the last article of a part, the part goes too. When no article is left at all, a line says so.
    """
    entry = node.parent.parent
    entries = entry.parent
    entries.remove(entry)
    if entries.children:
        return
    around = entries.parent
    before = around.index(entries) - 1
    around.remove(entries)
    if before >= 0 and isinstance(around[before], nodes.rubric):
        del around[before]
    if next(around.findall(nodes.definition_list), None) is None:
        around.append(nodes.paragraph("", "Not cited.", classes=["loipr-meta"]))


def _by_article(env: BuildEnvironment) -> dict[tuple[str, int], list[tuple[str, ArticleCitation]]]:
    report, remembered = report_of(env), memory_of(env).pages
    found: dict[tuple[str, int], list[tuple[str, ArticleCitation]]] = {}

    def order(docname: str) -> tuple[int, str]:
        page = report.pages_by_docname.get(docname)
        return (page.question or 0 if page else 0, docname)

    guides = {page.docname for page in report.pages if page.is_guide}
    for docname in sorted(remembered.keys() - guides, key=order):
        for citation in remembered[docname].citations:
            for article in range(citation.first, citation.last + 1):
                found.setdefault((citation.treaty, article), []).append((docname, citation))
    return found
