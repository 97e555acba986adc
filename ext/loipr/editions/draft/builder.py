"""The builders ``draft-docx`` and ``draft-pdf``: the editions of the same kind, of some pages, or with comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from loipr.domain.numbering import start_of
from loipr.editions.accessible.builder import PAGE_IN_HTML, AccessibleBuilder
from loipr.editions.draft.draft import SETTING, Draft, draft_of
from loipr.editions.shared.assembly import page_alone, unlink_others
from loipr.editions.shared.masthead import Masthead
from loipr.editions.word.builder import WordBuilder
from loipr.facts.comments import KeptComment
from loipr.markup.nodes import BEGINS_PAGE
from loipr.markup.report_of_build import report_of


class DraftInPrint(AccessibleBuilder):
    """Writes a draft of some replies as one page of HTML, from which the PDF is made."""

    name = "draft-pdf"

    def _head(self) -> Masthead:
        return _titled(super()._head(), draft_of(self.config))

    def _assembled(self, start: str) -> nodes.document:
        names = _pages(self, draft_of(self.config))
        tree = _some_pages(self, names)
        unlink_others(tree, PAGE_IN_HTML, names)
        return tree


class DraftInWord(WordBuilder):
    """Writes a draft of some replies, or of all with the comments on them, as a Word file."""

    name = "draft-docx"

    def _head(self) -> Masthead:
        return _titled(super()._head(), draft_of(self.config))

    def _file(self) -> str:
        return draft_of(self.config).file(report_of(self.env).settings.symbol)

    def _assembled(self) -> nodes.document:
        draft = draft_of(self.config)
        return _some_pages(self, _pages(self, draft)) if draft.questions else super()._assembled()

    def _comments(self) -> Sequence[KeptComment]:
        has_comments = draft_of(self.config).has_comments
        return [one for one in report_of(self.env).comments if has_comments and not one.is_settled]


def setup(app: Sphinx) -> None:
    """Register the builders and their setting."""
    app.add_config_value(SETTING, {}, "", dict)
    app.add_builder(DraftInPrint)
    app.add_builder(DraftInWord)


def _titled(head: Masthead, draft: Draft) -> Masthead:
    return replace(head, title=draft.title(head.title))


def _pages(builder: Builder, draft: Draft) -> list[str]:
    """Return the names of the pages with the replies. Each question has one, or the rules would not let it be made."""
    pages = report_of(builder.env).pages_by_question
    return [pages[number].docname for number in draft.questions]


def _some_pages(builder: Builder, names: Sequence[str]) -> nodes.document:
    """Return the pages called *names* as one document, each from a new page; its references are resolved."""
    env, start = builder.env, start_of(builder.env)
    document = env.get_doctree(start)
    document.children.clear()
    document["docname"] = start
    whole = nodes.section("", nodes.title("", report_of(env).settings.title), ids=["draft"], docname=start)
    for number, name in enumerate(names):
        page = page_alone(env, name)
        if number:
            next(page.findall(nodes.section))["classes"].append(BEGINS_PAGE)
        whole += page
    document += whole
    env.resolve_references(document, start, builder)
    return document
