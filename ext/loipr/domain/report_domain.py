"""The domain: what the build remembers of each page, merges between processes, and resolves."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any, ClassVar, NamedTuple, cast

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from loipr.domain.numbering import NumberedParagraph, ParagraphTarget, captioned, numbered_paragraphs
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.length.foreign_words import dictionary_of
from loipr.markup import DIRECTIVES, ROLES
from loipr.markup.nodes import (
    aggregate,
    article_id,
    article_reference,
    data_page_id,
    dataset_id,
    institution_id,
    question_panel,
    recommendation_id,
    reply_block,
    reply_id,
    unbroken,
)
from loipr.markup.report_of_build import note_data, report_of


class ArticleCitation(NamedTuple):
    """A place that cites provisions of one treaty."""

    anchor: str  #: Id of the place on its page.
    treaty: str  #: Abbreviation of the treaty.
    first: int  #: First article cited.
    last: int  #: Last article cited; the same but for a range.
    text: str  #: The provisions as printed, without the word “article”.
    item: str  #: Label of the reply it stands in, or an empty string.
    in_question: bool  #: Whether it is the question that names the provisions, and not its reply.


class ReportDomain(Domain):
    """The domain ``loipr``. Its data is plain values by page, so that it merges and purges page by page."""

    name = "loipr"
    label = "Report to a treaty body"
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = dict(ROLES)
    directives: ClassVar[dict[str, type[Directive]]] = dict(DIRECTIVES)
    data_version = 1
    #: The page of each anchor, made when the first reference is resolved: all pages are read then.
    _pages: dict[str, str] | None = None

    @property
    def citations(self) -> dict[str, list[ArticleCitation]]:
        """The citations on each page, in the order of the text."""
        return cast("dict[str, list[ArticleCitation]]", self.data.setdefault("citations", {}))

    @property
    def anchors(self) -> dict[str, dict[str, str]]:
        """The ids on each page that references lead to, each with what it marks: a reply, an article, a dataset …"""
        return cast("dict[str, dict[str, str]]", self.data.setdefault("anchors", {}))

    @property
    def digests(self) -> dict[str, str]:
        """The digest of the facts that each page with an index shows; empty where a page has a fault."""
        return cast("dict[str, str]", self.data.setdefault("digests", {}))

    @property
    def paragraphs(self) -> dict[str, list[NumberedParagraph]]:
        """The numbered paragraphs of each page, in the order of the text."""
        return cast("dict[str, list[NumberedParagraph]]", self.data.setdefault("paragraphs", {}))

    @property
    def paragraph_references(self) -> dict[str, list[str]]:
        """The names of the paragraphs that each page refers to."""
        return cast("dict[str, list[str]]", self.data.setdefault("paragraph_references", {}))

    @property
    def captioned(self) -> dict[str, list[tuple[str, str]]]:
        """Kind and id of each table and figure with a caption, by page."""
        return cast("dict[str, list[tuple[str, str]]]", self.data.setdefault("captioned", {}))

    @property
    def lengths(self) -> dict[str, list[int | None]]:
        """How many words each reply is said to have, and how many it may have."""
        return cast("dict[str, list[int | None]]", self.data.setdefault("lengths", {}))

    @property
    def dictionaries(self) -> dict[str, str]:
        """The dictionary that the words in italics of each page were looked up in."""
        return cast("dict[str, str]", self.data.setdefault("dictionaries", {}))

    def _tables(self) -> dict[str, dict[str, Any]]:
        return {
            "citations": self.citations,
            "anchors": self.anchors,
            "digests": self.digests,
            "captioned": self.captioned,
            "lengths": self.lengths,
            "dictionaries": self.dictionaries,
            "paragraphs": self.paragraphs,
            "paragraph_references": self.paragraph_references,
        }

    def clear_doc(self, docname: str) -> None:
        for table in self._tables().values():
            table.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for name, table in self._tables().items():
            table.update({doc: value for doc, value in otherdata.get(name, {}).items() if doc in docnames})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note what other pages need to know of this one."""
        self.clear_doc(docname)
        cited = [citation for node in document.findall(article_reference) for citation in _citations(node)]
        for panel in document.findall(question_panel):
            self.lengths[docname] = panel["length"]
        if any(document.findall(nodes.emphasis)):
            self.dictionaries[docname] = dictionary_of(report_of(env))
        if cited:
            self.citations[docname] = cited
        anchors = {
            name: node["anchor"] for node in document.findall(nodes.Element) if "anchor" in node for name in node["ids"]
        }
        if anchors:
            self.anchors[docname] = anchors
        captions = captioned(document)
        if captions:
            self.captioned[docname] = captions
        paragraphs = numbered_paragraphs(document)
        if paragraphs:
            self.paragraphs[docname] = paragraphs
        names = [node["reftarget"] for node in document.findall(pending_xref) if node["reftype"] == "paragraph"]
        if names:
            self.paragraph_references[docname] = sorted(set(names))
        for node in document.findall(aggregate):
            self.digests[docname] = node["digest"]
        if any("loipr-fault" in node["classes"] for node in document.findall(nodes.inline)):
            # What leads nowhere today may be there tomorrow, in a file that no one knows yet.
            self.digests[docname] = ""
        if any(node["refdomain"] == "cite" for node in document.findall(pending_xref)):
            note_data(env, BIBLIOGRAPHY)

    def _page_of(self, anchor: str) -> str | None:
        """Return the page that has *anchor*: the first by name, whatever order the pages were read in."""
        if self._pages is None:
            self._pages = {}
            for docname in sorted(self.anchors):
                for name in self.anchors[docname]:
                    self._pages.setdefault(name, docname)
        return self._pages.get(anchor)

    def _target(self, reftype: str, target: str, form: str) -> tuple[str | None, str]:
        """Return page and id that a reference leads to; the page is None when there is none such.

        On the site (*form* ``html``) a dataset has a page of its own; elsewhere its place is in the annex.
        """
        if reftype == "dataset" and form == "html" and self._page_of(data_page_id(target)):
            return self._page_of(data_page_id(target)), data_page_id(target)
        if reftype == "question":
            return self._question_target(target)
        name, _, number = target.rpartition(" ")
        if reftype == "article":
            anchor = article_id(name, int(number))
        elif reftype == "recommendation":
            anchor = recommendation_id(name, int(number))
        else:
            anchor = dataset_id(target) if reftype == "dataset" else institution_id(target)
        return self._page_of(anchor), anchor

    def _question_target(self, target: str) -> tuple[str | None, str]:
        reference = parse_question_reference(target)
        page = report_of(self.env).pages_by_question.get(reference[0]) if reference else None
        if reference is None or page is None:
            return None, ""
        anchor = reply_id(page.docname, reference[1]) if reference[1] else ""
        return page.docname, anchor if anchor in self.anchors.get(page.docname, {}) else ""

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        if typ == "paragraph":
            return self._paragraph_reference(builder, fromdocname, target)
        docname, anchor = self._target(typ, target, builder.format)
        if docname is None or docname not in env.found_docs:
            # The rules report what is wrong; a report without, say, an annex simply has no link there.
            return contnode  # type: ignore[return-value]  # Sphinx takes any node
        title = self._title(typ, target)
        reference = make_refnode(builder, fromdocname, docname, anchor, list(node.children), title)
        reference["classes"].append(f"loipr-{typ}")
        return reference

    def _paragraph_reference(self, builder: Builder, fromdocname: str, name: str) -> nodes.reference | None:
        target: ParagraphTarget | None = self.data.get("paragraph_targets", {}).get(name)
        if target is None:
            return None
        words = nodes.inline("", unbroken(target.words))
        return make_refnode(builder, fromdocname, target.docname, target.address, words)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Find nothing: a plain link names a page or a heading, and this domain's references have their roles."""
        return []

    def _title(self, reftype: str, target: str) -> str | None:
        """Return what a reader learns on hover: the subject of an article, the words of an abbreviation."""
        report = report_of(self.env)
        name, _, number = target.rpartition(" ")
        if reftype == "article":
            treaty = report.treaties.find(name)
            return f"Article {number}: {treaty.articles[int(number)].subject}" if treaty else None
        if reftype == "institution":
            institution = report.institutions.find(target)
            return institution.name if institution else None
        if reftype == "recommendation":
            document = report.concluding_observations.get(name)
            return document.paragraphs.get(int(number)) if document else None
        return None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for docname, anchors in sorted(self.anchors.items()):
            for anchor, kind in anchors.items():
                if kind == "reply":
                    yield anchor, anchor, "question", docname, anchor, -1


def _citations(node: article_reference) -> Iterator[ArticleCitation]:
    block = node.parent
    while block is not None and not isinstance(block, reply_block | question_panel):
        block = block.parent
    item = block["labels"][0] if isinstance(block, reply_block) else ""
    for treaty, articles, text in node["parts"]:
        in_question = isinstance(block, question_panel)
        yield ArticleCitation(node["ids"][0], treaty, articles[0], articles[-1], text, item, in_question)
