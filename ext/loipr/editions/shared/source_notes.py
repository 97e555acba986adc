"""Notes at the end of each page that say where its figures come from: in print, nothing opens under a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.datasets.provenance import statements
from loipr.domain.citations import CitationDomain
from loipr.editions.shared.full_table_references import table_of
from loipr.editions.shared.source_marks import sources_in_print
from loipr.facts.settings import Sources
from loipr.markup.no_break_spaces import tied
from loipr.markup.nodes import figure_reference
from loipr.markup.report_of_build import is_site
from loipr.wording.phrases import SOURCES_OF_THE_FIGURES


class NoteFigures(SphinxPostTransform):
    """Adds the notes to every page with figures, in all editions but the site: a paragraph for each dataset."""

    def run(self, **kwargs: object) -> None:
        if is_site(self.env) or sources_in_print(self.env) == Sources.NONE:
            return
        pages: list[nodes.Element] = list(self.document.findall(addnodes.start_of_file))
        pages = pages or [self.document]
        for page in pages:
            own = list(_own(page))
            figures = [node for node in own if isinstance(node, figure_reference)]
            section = next((node for node in own if isinstance(node, nodes.section)), None)
            if figures and section is not None:
                section.extend(_notes(figures, self.env))


def _own(page: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the nodes of *page*, without those of the pages that were put below it."""
    for child in page.children:
        yield child
        if isinstance(child, nodes.Element) and not isinstance(child, addnodes.start_of_file):
            yield from _own(child)


def _notes(figures: list[figure_reference], env: BuildEnvironment) -> Iterator[nodes.paragraph]:
    facts = (fact for node in figures for fact in node["short"])
    for number, ((name, title), places) in enumerate(statements(facts).items()):
        paragraph = nodes.paragraph(classes=["loipr-source"])
        if number == 0:
            paragraph += nodes.emphasis("", f"{SOURCES_OF_THE_FIGURES} ")
        paragraph += nodes.Text(tied(title))
        table = table_of(env, name)
        if table is not None:
            paragraph += [nodes.Text(" ("), table, nodes.Text(")")]
        paragraph += nodes.Text(":")
        for one in places:
            paragraph += [nodes.Text(tied(f" {one.words}")), *_cited(one.sources, env), nodes.Text(".")]
        yield paragraph


def _cited(keys: Sequence[str], env: BuildEnvironment) -> list[nodes.Node]:
    """Return a citation of *keys*; keys that no bibliography lists follow as plain text."""
    domain = env.domains["cite"]
    assert isinstance(domain, CitationDomain)
    known = [key for key in keys if domain.lists(key)]
    unknown = [key for key in keys if key not in known]
    found: list[nodes.Node] = [nodes.Text(" ")] if keys else []
    if known:
        target = ",".join(known)
        found.append(
            addnodes.pending_xref(
                "", nodes.inline(target, target), refdomain="cite", reftype="p", reftarget=target, refdoc=env.docname
            )
        )
    if unknown:
        # The brackets are texts of their own, as those of a citation: what has keys between them was typed.
        found += [nodes.Text(text) for text in (", [" if known else "[", ", ".join(unknown), "]")]
    return found
