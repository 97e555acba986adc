"""Names of institutions and treaties, and of the list of issues, in full at their first use in an edition (F33)."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.domain.numbering import page_around
from loipr.markup.nodes import (
    curled,
    institution_reference,
    question_reference,
    treaty_reference,
)
from loipr.markup.references import cross_reference
from loipr.markup.report_of_build import is_site, report_of
from loipr.wording.phrases import OF_THE_LIST, spelt_out


class ShortenNamesInHeadings(SphinxTransform):
    """Writes institutions, treaties and paragraphs of the list of issues in short in headings.

    A heading does not spell names out. And its words go to the contents as soon as its page is read, long before it is
    known where an edition first uses a name.
    """

    def apply(self, **kwargs: object) -> None:
        for title in self.document.findall(nodes.title):
            for institution in list(title.findall(institution_reference)):
                institution.replace_self(self._link(institution["institution"]))
            for treaty in list(title.findall(treaty_reference)):
                treaty.replace_self(self._link(treaty["treaty"]))
            for question in list(title.findall(question_reference)):
                question.replace_self(question.children)

    def _link(self, short: str) -> pending_xref:
        return cross_reference(self.env.docname, "institution", short, nodes.inline("", short))


class SpellOutNames(SphinxPostTransform):
    """Spells out institutions and treaties at their first use in the edition; later the abbreviation is enough (F33).

    The list of issues is named when a page first refers to one of its paragraphs.
    """

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
            node.replace_self([*node.children, *([] if page in named else [nodes.Text(f" {OF_THE_LIST}")])])
            named.add(page)

    def _replace(self, node: nodes.Element, short: str, name: str, target: str, seen: set[str]) -> None:
        # A table has no room for the name, and readers do not begin with a table.
        first = short not in seen and not _is_in_table(node)
        if first:
            seen.add(short)
        # In LaTeX, Sphinx would print the explanation after the abbreviation at its first use.
        on_site = is_site(self.env)
        on_paper = nodes.inline("", short, classes=["loipr-abbreviation"], expansion=name)
        link = pending_xref(
            "",
            nodes.abbreviation("", short, explanation=name) if on_site else on_paper,
            refdomain="loipr",
            reftype="institution",
            reftarget=target,
            refdoc=self.env.docname,
            refexplicit=True,
        )
        before, _, after = spelt_out(name, short)
        node.replace_self([nodes.Text(before), link, nodes.Text(after)] if first else link)


def _is_in_table(node: nodes.Element) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.table):
        parent = parent.parent
    return parent is not None
