"""The domain: what the build remembers of each page, merges between processes, and resolves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Set
from typing import Any, ClassVar, NamedTuple, cast

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from loipr.catalog.bibliography import PATH as BIBLIOGRAPHY
from loipr.catalog.lists_of_issues import parse_question_reference
from loipr.catalog.pages import FOLDER
from loipr.markup import DIRECTIVES, ROLES
from loipr.markup.facts import note_data, report_of
from loipr.markup.indexes import facts_digest
from loipr.markup.nodes import (
    aggregate,
    article_id,
    article_reference,
    citations_of_article,
    curled,
    data_page_id,
    dataset_id,
    institution_id,
    institution_reference,
    paragraph_number,
    question_panel,
    question_reference,
    recommendation_id,
    reply_block,
    reply_id,
    treaty_reference,
    unbroken,
)
from loipr.markup.replies import length_of
from loipr.numbering import NumberedParagraph, ParagraphTarget, captioned, numbered_paragraphs
from loipr.rules.form_spelling import dictionary_of


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


def pages_with_changed_facts(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Have every page read again when the facts it shows of other pages have changed (``env-get-outdated``).

    These are the pages with an index, and the replies: which of them spells a name out hangs on those before it.
    """
    report, data = report_of(env), env.domains["loipr"].data
    digests = data.get("digests", {})
    current = facts_digest(report) if digests else ""
    changed = {docname for docname, digest in digests.items() if digest != current}
    changed |= {docname for docname, length in data.get("lengths", {}).items() if length != length_of(docname, report)}
    dictionary = dictionary_of(report)
    changed |= {docname for docname, name in data.get("dictionaries", {}).items() if name != dictionary}
    return sorted(changed & env.found_docs)


def pages_with_changed_citations(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the pages that list citations written again when a citation has changed (``env-updated``)."""
    domain = env.domains["loipr"]
    cited = sorted(domain.data.get("citations", {}).items())
    digest = hashlib.sha256(json.dumps(cited).encode()).hexdigest()
    if domain.data.get("citations_digest") == digest:
        return []
    domain.data["citations_digest"] = digest
    anchors = domain.data.get("anchors", {})
    return sorted(docname for docname, kinds in anchors.items() if "article" in kinds.values())


def pages_around_changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have all pages written again when a title, the contents or a target of references has changed (``env-updated``).

    Each page shows its way through the report, its neighbours and the places it refers to.
    """
    data = env.domains["loipr"].data
    titles = {docname: title.astext() for docname, title in env.titles.items()}
    around = [titles, env.toctree_includes, data.get("anchors", {})]
    digest = hashlib.sha256(json.dumps(around, sort_keys=True).encode()).hexdigest()
    if data.get("around_digest") == digest:
        return []
    data["around_digest"] = digest
    return sorted(env.found_docs)


class SpellOutNames(SphinxPostTransform):
    """Spells out institutions and treaties where the edition first uses them; later the abbreviation will do (F33).

    The list of issues is named where a page first refers to one of its paragraphs.
    """

    default_priority = 5

    def run(self, **kwargs: object) -> None:
        seen: set[str] = set()
        for node in list(self.document.findall(institution_reference)):
            institution = report_of(self.env).institutions.find(node["institution"])
            if institution is None:
                node.replace_self(nodes.Text(node["institution"]))
            else:
                self._replace(node, institution.id, curled(institution.name), institution.id, seen)
        for treaty_node in list(self.document.findall(treaty_reference)):
            treaty = report_of(self.env).treaties.find(treaty_node["treaty"])
            assert treaty is not None
            self._replace(treaty_node, treaty.abbreviation, treaty.title, treaty.abbreviation, seen)
        self._name_list_of_issues()

    def _name_list_of_issues(self) -> None:
        named: set[str] = set()
        for node in list(self.document.findall(question_reference)):
            page = page_around(node, self.env)
            node.replace_self([*node.children, *([] if page in named else [nodes.Text(" of the list of issues")])])
            named.add(page)

    def _replace(self, node: nodes.Element, short: str, name: str, target: str, seen: set[str]) -> None:
        # A table has no room for the name, and reading one does not start there.
        first = short not in seen and not _stands_in(node, nodes.table) and not _stands_in(node, nodes.title)
        if first:
            seen.add(short)
        # LaTeX would print the explanation of an abbreviation after it, at its first use.
        on_site = self.app.builder.format == "html"
        on_paper = nodes.inline("", short, classes=["loipr-abbreviation"])
        link = pending_xref(
            "",
            nodes.abbreviation("", short, explanation=name) if on_site else on_paper,
            refdomain="loipr",
            reftype="institution",
            reftarget=target,
            refdoc=self.env.docname,
            refexplicit=True,
        )
        node.replace_self([nodes.Text(f"{name} ("), link, nodes.Text(")")] if first else link)


def page_around(node: nodes.Element, env: BuildEnvironment) -> str:
    """Return the name of the page that *node* stands on, also where Sphinx has put all pages into one document.

    It notes there on each section whose it is; the parents of the pages' own nodes stay what they were.
    """
    while node.parent is not None and "docname" not in node:
        node = node.parent
    return str(node.get("docname", env.docname))


def _stands_in(node: nodes.Element, kind: type[nodes.Element]) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parent
    return parent is not None


class NumberParagraphs(SphinxPostTransform):
    """Puts before each numbered paragraph its number."""

    default_priority = 7

    def run(self, **kwargs: object) -> None:
        firsts: dict[str, int] = self.env.domains["loipr"].data.get("first_paragraphs", {})
        counts: dict[str, int] = {}
        for node in self.document.findall(nodes.paragraph):
            if "address" not in node:
                continue
            docname = page_around(node, self.env)
            number = counts[docname] = counts.get(docname, firsts.get(docname, 1) - 1) + 1
            place = f"{FOLDER}/{docname}.md:{node.line or 1}"
            node.insert(0, paragraph_number(number=number, address=node["address"], place=place))


class ListCitations(SphinxPostTransform):
    """Puts under each article of a treaty index the places that cite it."""

    default_priority = 6

    def run(self, **kwargs: object) -> None:
        wanted = list(self.document.findall(citations_of_article))
        if not wanted:
            return
        domain = self.env.domains["loipr"]
        assert isinstance(domain, ReportDomain)
        cited = _by_article(domain, self.env)
        for node in wanted:
            places = cited.get((node["treaty"], node["article"]), [])
            if places:
                node.replace_self(self._paragraph(str(node["article"]), places))
            elif node["cited_only"]:
                _remove_entry(node)
            else:
                node.replace_self(nodes.paragraph("", "Not cited.", classes=["loipr-meta"]))

    def _paragraph(self, article: str, places: list[tuple[str, ArticleCitation]]) -> nodes.paragraph:
        """Return the places, those of one reply together, each with what it cites where that is not just *article*."""
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
        return make_refnode(self.app.builder, self.env.docname, docname, citation.anchor, inner)

    def _name(self, docname: str, citation: ArticleCitation) -> str:
        page = report_of(self.env).pages_by_docname.get(docname)
        if page is not None and page.is_reply and page.question is not None:
            if citation.in_question:
                return unbroken(f"question {page.question}")
            return f"reply to {unbroken(f'paragraph {page.question} {citation.item}'.rstrip())}"
        return self.env.titles[docname].astext()


def _remove_entry(node: nodes.Element) -> None:
    """Remove the article that *node* belongs to, with the last of a part the part, and say so of the last of all."""
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


def _by_article(
    domain: ReportDomain, env: BuildEnvironment
) -> dict[tuple[str, int], list[tuple[str, ArticleCitation]]]:
    report = report_of(env)
    found: dict[tuple[str, int], list[tuple[str, ArticleCitation]]] = {}

    def order(docname: str) -> tuple[int, str]:
        page = report.pages_by_docname.get(docname)
        return (page.question or 0 if page else 0, docname)

    guides = {page.docname for page in report.pages if page.is_guide}
    for docname in sorted(domain.citations.keys() - guides, key=order):
        for citation in domain.citations[docname]:
            for article in range(citation.first, citation.last + 1):
                found.setdefault((citation.treaty, article), []).append((docname, citation))
    return found
