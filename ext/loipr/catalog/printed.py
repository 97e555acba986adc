"""What the editions print for a piece of prose: the text with what its roles stand for."""

from __future__ import annotations

from loipr.catalog.concluding_observations import parse_recommendation, recommendation_fault
from loipr.catalog.figures import COMPUTED, figure
from loipr.catalog.lists_of_issues import parse_question_reference
from loipr.catalog.observations import ObservationError
from loipr.catalog.pages import HELD, Prose
from loipr.catalog.provisions import ProvisionError, by_treaty, parse_citation, un_style
from loipr.catalog.report import Report
from loipr.catalog.typed_figures import CITATIONS


class Printer:
    """Prints one piece of prose after another, and remembers which names it has spelt out.

    What a role prints that leads nowhere is its own text: rules say what is wrong with it.
    """

    def __init__(self, report: Report):
        self._report = report
        self._spelt_out: set[str] = set()
        self._names_list = True

    def begin_page(self) -> None:
        """Have the next reference to a question name the list of issues, as the first of each page does."""
        self._names_list = True

    def text(self, prose: Prose) -> str:
        """Return *prose* as it is printed."""
        may_spell_out = not prose.heading and "table" not in prose.around
        pieces = prose.text.split(HELD)
        printed = [pieces[0]]
        for name, content, after in zip(prose.held, prose.contents, pieces[1:], strict=True):
            printed += [self._role(name, content, may_spell_out=may_spell_out), after]
        return "".join(printed)

    def _role(self, name: str, content: str, *, may_spell_out: bool) -> str:
        if name == "article":
            return self._article(content, may_spell_out=may_spell_out)
        if name == "institution":
            found = self._report.institutions.find(content)
            return self._name(found.id, found.name, may_spell_out=may_spell_out) if found else content
        if name == "question":
            return self._question(content)
        if name == "recommendation":
            return self._recommendation(content)
        if name in COMPUTED:
            try:
                return figure(name, content, self._report.datasets).text
            except ObservationError:
                return content
        if name in CITATIONS:
            return f"[{', '.join(key.strip() for key in content.split(','))}]"
        # The number of a paragraph is one word, whichever it is.
        return "paragraph 1" if name == "paragraph" else content

    def _name(self, short: str, name: str, *, may_spell_out: bool) -> str:
        if short in self._spelt_out or not may_spell_out:
            return short
        self._spelt_out.add(short)
        return f"{name} ({short})"

    def _article(self, content: str, *, may_spell_out: bool) -> str:
        try:
            citation = parse_citation(content)
        except ProvisionError:
            return content
        text = un_style(citation)
        for treaty in dict.fromkeys(treaty for treaty, _ in by_treaty(citation) if treaty):
            found = self._report.treaties.find(treaty)
            if found is not None:
                named = self._name(found.abbreviation, found.title, may_spell_out=may_spell_out)
                text = text.replace(f" of the {treaty}", f" of the {named}", 1)
        return text

    def _question(self, content: str) -> str:
        reference = parse_question_reference(content)
        if reference is None:
            return content
        number, label = reference
        text = f"paragraph {number} {label}".rstrip()
        if self._names_list:
            self._names_list = False
            return f"{text} of the list of issues"
        return text

    def _recommendation(self, content: str) -> str:
        documents = self._report.concluding_observations
        reference = parse_recommendation(content)
        if reference is None or recommendation_fault(content, documents):
            return content
        return f"{documents[reference.short].symbol}, {reference}"
