"""The domain: what authors can write, what the build remembers of that, and where references lead."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from loipr.domain.memory import DOMAIN, MEMORY, ArticleCitation, Memory, PageMemory, memory_of
from loipr.domain.numbering import captioned, numbered_paragraphs
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.facts.concluding_observations import parse_recommendation
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.length.foreign_words import dictionary_of
from loipr.markup import DIRECTIVES, ROLES
from loipr.markup.nodes import (
    NUMBERED,
    aggregate,
    article_id,
    article_reference,
    coordination_view,
    data_page_id,
    dataset_id,
    institution_id,
    institution_page_id,
    question_panel,
    recommendation_id,
    reply_block,
    reply_id,
    unbroken,
)
from loipr.markup.report_of_build import note_data, report_of

#: Sphinx leaves objects with this priority out of its search.
_NOT_SEARCHED = -1


class ReportDomain(Domain):
    """The domain ``loipr``: what authors can write, and where its references lead."""

    name = DOMAIN
    label = "Report to a treaty body"
    object_types: ClassVar[dict[str, ObjType]] = {
        "reply": ObjType("reply", "question"),
        "article": ObjType("article", "article"),
        "recommendation": ObjType("recommendation", "recommendation"),
        "institution": ObjType("institution", "institution"),
        "dataset": ObjType("dataset"),
        "data-page": ObjType("dataset"),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = dict(ROLES)
    directives: ClassVar[dict[str, type[Directive]]] = dict(DIRECTIVES)
    initial_data: ClassVar[dict[str, Any]] = {MEMORY: Memory()}
    data_version = 3
    #: The page of each anchor. It is made when the first reference is resolved, because then all pages are read.
    _pages: dict[str, str] | None = None

    @property
    def memory(self) -> Memory:
        """What the build remembers."""
        return memory_of(self.env)

    def clear_doc(self, docname: str) -> None:
        self.memory.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        others = otherdata[MEMORY].pages
        self.memory.pages.update({docname: others[docname] for docname in docnames if docname in others})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note what other pages need to know of this one."""
        self.memory.pages[docname] = _remembered(document, env)
        if any(node["refdomain"] == "cite" for node in document.findall(pending_xref)):
            note_data(env, BIBLIOGRAPHY)

    def _page_of(self, anchor: str) -> str | None:
        """Return the page that has *anchor*: the first by name, whatever the order in which pages were read."""
        if self._pages is None:
            self._pages = {}
            for docname, page in sorted(self.memory.pages.items()):
                for name in page.anchors:
                    self._pages.setdefault(name, docname)
        return self._pages.get(anchor)

    def _target(self, reftype: str, target: str, form: str) -> tuple[str | None, str]:
        """Return the page and the id that a reference leads to; the page is None if there is no such target.

        On the site (*form* ``html``), a dataset or an institution may have a page of its own. Otherwise its place is in
        an annex.
        """
        if reftype == "institution" and form == "html" and self._page_of(institution_page_id(target)):
            return self._page_of(institution_page_id(target)), ""
        if reftype == "dataset" and form == "html" and self._page_of(data_page_id(target)):
            return self._page_of(data_page_id(target)), data_page_id(target)
        if reftype == "question":
            return self._question_target(target)
        if reftype == "recommendation":
            return self._recommendation_target(target, form)
        if reftype == "article":
            name, _, number = target.rpartition(" ")
            anchor = article_id(name, int(number))
        else:
            anchor = dataset_id(target) if reftype == "dataset" else institution_id(target)
        return self._page_of(anchor), anchor

    def _recommendation_target(self, target: str, form: str) -> tuple[str | None, str]:
        """Return the place of a recommendation in the register, if the site shows it there; else that in the annex."""
        wanted = parse_recommendation(target)
        if wanted is None:
            return None, ""
        entry = report_of(self.env).register.find(wanted)
        if entry is not None and form == "html" and self._page_of(entry.anchor):
            return self._page_of(entry.anchor), entry.anchor
        anchor = recommendation_id(wanted.short, wanted.paragraph)
        return self._page_of(anchor), anchor

    def _question_target(self, target: str) -> tuple[str | None, str]:
        reference = parse_question_reference(target)
        page = report_of(self.env).pages_by_question.get(reference[0]) if reference else None
        if reference is None or page is None:
            return None, ""
        anchor = reply_id(page.docname, reference[1]) if reference[1] else ""
        remembered = self.memory.pages.get(page.docname)
        return page.docname, anchor if remembered and anchor in remembered.anchors else ""

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
        if typ == "table":
            return self._table_reference(builder, fromdocname, node)
        docname, anchor = self._target(typ, target, builder.format)
        if docname is None or docname not in env.found_docs:
            # The rules report what is wrong. A report without an annex, for example, simply has no link there.
            return contnode  # type: ignore[return-value]  # Sphinx takes any node
        title = self._title(typ, target)
        reference = make_refnode(builder, fromdocname, docname, anchor, list(node.children), title)
        reference["classes"].append(f"loipr-{typ}")
        return reference

    def _paragraph_reference(self, builder: Builder, fromdocname: str, name: str) -> nodes.reference | None:
        target = self.memory.paragraph_targets.get(name)
        if target is None:
            return None
        words = nodes.inline("", unbroken(target.words))
        reference = make_refnode(builder, fromdocname, target.docname, target.address, words)
        reference[NUMBERED] = "paragraph"
        return reference

    def _table_reference(self, builder: Builder, fromdocname: str, node: pending_xref) -> nodes.reference | None:
        target = self.memory.table_targets.get(node["reftarget"])
        if target is None:
            return None
        word = target.kind.capitalize() if node["begins"] else target.kind
        words = nodes.inline("", f"{node['before']}{unbroken(f'{word} {target.number}')}")
        reference = make_refnode(builder, fromdocname, target.docname, target.id, words)
        reference[NUMBERED] = target.kind
        return reference

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return nothing: a plain link names a page or a heading; references of this domain are written as roles."""
        return []

    def _title(self, reftype: str, target: str) -> str | None:
        """Return what readers see on hover: the subject of an article, the words of an abbreviation; or None."""
        report = report_of(self.env)
        name, _, number = target.rpartition(" ")
        if reftype == "article":
            treaty = report.treaties.find(name)
            return f"Article {number}: {treaty.articles[int(number)].subject}" if treaty else None
        if reftype == "institution":
            institution = report.institutions.find(target)
            return institution.name if institution else None
        wanted = parse_recommendation(target) if reftype == "recommendation" else None
        document = report.concluding_observations.get(wanted.short) if wanted is not None else None
        return document.paragraphs.get(wanted.paragraph) if wanted is not None and document is not None else None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for docname, page in sorted(self.memory.pages.items()):
            for anchor, kind in page.anchors.items():
                yield anchor, anchor, kind, docname, anchor, _NOT_SEARCHED


def _citations(node: article_reference) -> Iterator[ArticleCitation]:
    block = node.parent
    while block is not None and not isinstance(block, reply_block | question_panel):
        block = block.parent
    item = block["labels"][0] if isinstance(block, reply_block) else ""
    for treaty, articles, text in node["parts"]:
        in_question = isinstance(block, question_panel)
        yield ArticleCitation(node["ids"][0], treaty, articles[0], articles[-1], text, item, in_question)


def _remembered(document: nodes.document, env: BuildEnvironment) -> PageMemory:
    """Return what other pages need to know of the page *document*."""
    references: dict[str, set[str]] = {}
    for reference in document.findall(pending_xref):
        references.setdefault(reference["reftype"], set()).add(reference["reftarget"])
    page = PageMemory(
        citations=[citation for node in document.findall(article_reference) for citation in _citations(node)],
        anchors={
            name: node["anchor"] for node in document.findall(nodes.Element) if "anchor" in node for name in node["ids"]
        },
        paragraphs=numbered_paragraphs(document),
        paragraph_references=sorted(references.get("paragraph", ())),
        table_references=sorted(references.get("table", ())),
        captioned=captioned(document),
        views=[(node["view"], node["argument"]) for node in document.findall(coordination_view)],
    )
    for panel in document.findall(question_panel):
        page.length = panel["length"]
    if any(document.findall(nodes.emphasis)):
        page.dictionary = dictionary_of(report_of(env))
    for node in document.findall(aggregate):
        page.digest = node["digest"]
    if any("loipr-fault" in node["classes"] for node in document.findall(nodes.inline)):
        # A target that is missing today may exist tomorrow, in a file that is not known yet. An empty digest never
        # equals the present one, so the page is read again in each build.
        page.digest = ""
    return page
