"""Numbered paragraphs: which paragraphs have a number, the address of each, and references to them by name.

The numbers run through the whole report, so they are known only when all pages are read
(:mod:`loipr.domain.numbering`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from loipr.markup.nodes import fault, page_id, reply_block
from loipr.markup.references import cross_reference
from loipr.markup.report_of_build import report_of
from loipr.pages.page import Page

#: The class of the section that is an annex: in print it begins a page.
ANNEX = "loipr-annex"
#: How the levels below a paragraph are numbered: (a), (i), a., i. (F11).
_SUBLEVELS = (("loweralpha", "(", ")"), ("lowerroman", "(", ")"), ("loweralpha", "", "."), ("lowerroman", "", "."))


class MarkParagraphs(SphinxTransform):
    """Gives each paragraph that must have a number its address, and gives lists the UN's labels (F10).

    Headings, the question above a reply, gaps, tables, notes, quotations and lists have no number of their own (F12).
    The address says which question and item a paragraph answers, and its position there: ``paragraph-8-a-2``.
    It runs after the step that gives a paragraph the name written above it.
    """

    def apply(self, **kwargs: object) -> None:
        page = report_of(self.env).pages_by_docname.get(self.env.docname)
        if page is None or not page.is_numbered:
            return
        if page.is_annex:
            next(self.document.findall(nodes.section))["classes"].append(ANNEX)
        counts: Counter[str] = Counter()
        for paragraph in _paragraphs(self.document):
            around = paragraph.parent
            label = around["labels"][0] if isinstance(around, reply_block) else ""
            start = _address(page, label)
            counts[start] += 1
            paragraph["address"] = f"{start}-{counts[start]}"
            paragraph["ids"].append(paragraph["address"])
        for enumeration in self.document.findall(nodes.enumerated_list):
            _label(enumeration)


def _address(page: Page, label: str) -> str:
    subject = str(page.question) if page.is_reply and page.question is not None else page_id(page.docname)
    return nodes.make_id(f"paragraph-{subject}-{label}")


def _paragraphs(document: nodes.document) -> Iterator[nodes.paragraph]:
    for paragraph in document.findall(nodes.paragraph):
        stands_free = isinstance(paragraph.parent, nodes.section | reply_block | nodes.document)
        is_picture = all(isinstance(child, nodes.image) for child in paragraph.children)
        if stands_free and not is_picture and not paragraph["classes"]:
            yield paragraph


def _label(enumeration: nodes.enumerated_list) -> None:
    depth = 0
    around = enumeration.parent
    while around is not None:
        depth += isinstance(around, nodes.enumerated_list)
        around = around.parent
    kind, before, after = _SUBLEVELS[min(depth, len(_SUBLEVELS) - 1)]
    enumeration.update_basic_atts({"classes": [f"loipr-level-{min(depth, len(_SUBLEVELS) - 1) + 1}"]})
    enumeration["enumtype"], enumeration["prefix"], enumeration["suffix"] = kind, before, after


class ParagraphRole(SphinxRole):
    """`` {paragraph}`placement-costs` ``: a link to the paragraph of that name, printed with its present number."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if self.text not in report_of(self.env).paragraph_names:
            return [fault(self.text)], []
        return [cross_reference(self.env.docname, "paragraph", self.text, nodes.inline("", self.text))], []
