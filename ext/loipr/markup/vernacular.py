"""Words in a language other than the report's own are marked with it, for screen readers (WCAG 3.1.2)."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxTransform

from loipr.length.foreign_words import is_of_the_state
from loipr.markup.report_of_build import report_of


def language_class(language: str) -> list[str]:
    """Return the class that docutils turns into the attribute `lang`; an empty list if *language* is empty."""
    return [f"language-{language}"] if language else []


class MarkVernacular(SphinxTransform):
    """Marks the words in italics that are in the State's own language; the rules of form ask for these italics."""

    def apply(self, **kwargs: object) -> None:
        report = report_of(self.env)
        page = report.pages_by_docname.get(self.env.docname)
        if page is None or page.is_guide:
            return
        for passage in self.document.findall(nodes.emphasis):
            if not passage["classes"] and is_of_the_state(report, passage.astext()):
                passage["classes"] += language_class(report.settings.national_language)
