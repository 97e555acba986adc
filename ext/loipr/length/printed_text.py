"""What the editions print for a piece of prose: its text, with the words that its roles print."""

from __future__ import annotations

from collections.abc import Sequence

from loipr.datasets.figures import COMPUTED, figure
from loipr.datasets.observations import Observation, ObservationError
from loipr.datasets.provenance import short_facts, statements
from loipr.facts.bibliography import in_note
from loipr.facts.concluding_observations import parse_recommendation, recommendation_fault
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.facts.provisions import NamedTreaty, Piece, ProvisionError, in_print, parse_citation, plain
from loipr.facts.settings import Sources
from loipr.length.data_annex import before_table, data_annex
from loipr.pages.page import HELD, Prose
from loipr.pages.sentences import CITATIONS
from loipr.report import Report
from loipr.wording.phrases import (
    OF_THE_LIST,
    SOURCES_OF_THE_FIGURES,
    of_recommendation,
    paragraph_of_list,
    spelt_out,
)


class Printer:
    """Prints one piece of prose after another, and remembers which names it has spelt out.

    A role with a wrong reference prints its own text; the rules report the reference.
    """

    def __init__(self, report: Report):
        self._report = report
        self._spelt_out: set[str] = set()
        self._names_list = True
        self._figures: list[Observation] = []
        self._noted: set[str] = set()

    def begin_page(self) -> None:
        """Forget the figures and the sources of the last page, and that it has named the list of issues."""
        self._names_list = True
        self._figures.clear()
        self._noted.clear()

    def note(self) -> str:
        """Return the note below the page about the origin of its figures; empty for a page without figures."""
        if self._report.settings.sources == Sources.NONE:
            return ""
        annex = data_annex(self._report)
        where = f" ({before_table(annex)}table 1)" if annex is not None else ""
        told = [
            f"{title}{where}: {' '.join(f'{one.words} {self.cited(one.sources)}.' for one in places)}"
            for (_, title), places in statements(short_facts(self._figures)).items()
        ]
        return " ".join((SOURCES_OF_THE_FIGURES, *told)) if told else ""

    def text(self, prose: Prose) -> str:
        """Return *prose* as printed, and remember its figures."""
        pieces = prose.text.split(HELD)
        printed = [pieces[0]]
        for name, content, after in zip(prose.held, prose.contents, pieces[1:], strict=True):
            printed += [self._role(name, content, prose), after]
        return "".join(printed)

    def cited(self, keys: Sequence[str], *, within_note: bool = False) -> str:
        """Return what the official edition prints for sources in the text, with the words of their notes.

        A page has a note for each source where it first cites it. Within a note the words stand where the source is
        cited.
        """
        match self._report.settings.sources:
            case Sources.KEYS:
                return f"[{', '.join(key.strip() for key in keys)}]"
            case Sources.NONE:
                return ""
        fresh = [key.strip() for key in keys if within_note or key.strip() not in self._noted]
        self._noted.update(() if within_note else fresh)
        return self.named(fresh)

    def named(self, keys: Sequence[str]) -> str:
        """Return sources in words, as notes have them."""
        known = self._report.bibliography.sources
        return "; ".join(in_note(known[key]) if key in known else key for key in keys)

    def _role(self, name: str, content: str, prose: Prose) -> str:
        may_spell_out = not prose.heading and "table" not in prose.around
        if name == "article":
            return self._article(content, may_spell_out=may_spell_out)
        if name == "institution":
            found = self._report.institutions.find(content)
            return self._name(found.id, found.name, may_spell_out=may_spell_out) if found else content
        if name == "question":
            return self._question(content, may_name_list=not prose.heading)
        if name == "recommendation":
            return self._recommendation(content)
        if name in COMPUTED:
            try:
                computed = figure(name, content, self._report.datasets)
            except ObservationError:
                return content
            self._figures += computed.observations
            return computed.text
        if name in CITATIONS:
            return self.cited(content.split(","), within_note="footnote" in prose.around)
        # Every number is one word.
        return f"{name} 1" if name in ("paragraph", "table") else content

    def _name(self, short: str, name: str, *, may_spell_out: bool) -> str:
        if short in self._spelt_out or not may_spell_out:
            return short
        self._spelt_out.add(short)
        return "".join(spelt_out(name, short))

    def _article(self, content: str, *, may_spell_out: bool) -> str:
        try:
            citation = parse_citation(content)
        except ProvisionError:
            return content
        return "".join(self._piece(piece, may_spell_out=may_spell_out) for piece in in_print(citation))

    def _piece(self, piece: Piece, *, may_spell_out: bool) -> str:
        found = self._report.treaties.find(piece.treaty) if isinstance(piece, NamedTreaty) else None
        return self._name(found.abbreviation, found.title, may_spell_out=may_spell_out) if found else plain(piece)

    def _question(self, content: str, *, may_name_list: bool) -> str:
        reference = parse_question_reference(content)
        if reference is None:
            return content
        number, label = reference
        text = paragraph_of_list(number, label)
        if self._names_list and may_name_list:
            self._names_list = False
            return f"{text} {OF_THE_LIST}"
        return text

    def _recommendation(self, content: str) -> str:
        documents = self._report.concluding_observations
        reference = parse_recommendation(content)
        if reference is None or recommendation_fault(content, documents):
            return content
        return of_recommendation(documents[reference.short].symbol, str(reference))
