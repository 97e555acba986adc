"""Roles that refer: to provisions, questions, recommendations and institutions."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from loipr.facts.concluding_observations import parse_recommendation, recommendation_fault
from loipr.facts.institutions import PATH as INSTITUTIONS
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.facts.provisions import (
    ArticleWord,
    CitedPart,
    NamedTreaty,
    ProvisionError,
    by_treaty,
    ends,
    in_print,
    parse_citation,
)
from loipr.facts.treaties import Treaty
from loipr.markup.nodes import (
    NO_BREAK_SPACE,
    article_reference,
    fault,
    institution_reference,
    page_id,
    question_reference,
    treaty_reference,
    unbroken,
)
from loipr.markup.report_of_build import note_data, report_of
from loipr.pages.page import parse_table_reference
from loipr.wording.phrases import of_recommendation, paragraph_of_list

_Result = tuple[list[nodes.Node], list[nodes.system_message]]


def cross_reference(docname: str, reftype: str, target: str, *children: nodes.Node) -> addnodes.pending_xref:
    """Return a reference of kind *reftype* to *target*, which the domain resolves when all pages are read.

    *docname* is the page that holds the reference; *children* are its words.
    """
    return addnodes.pending_xref(
        "", *children, refdomain="loipr", reftype=reftype, reftarget=target, refdoc=docname, refexplicit=True
    )


def table_reference(docname: str, name: str, before: str = "", *, begins: bool = False) -> addnodes.pending_xref:
    """Return a reference to the table or figure *name*, after the words *before*; *begins*: with a capital letter.

    *docname* is the page that holds the reference. The domain adds “table” or “figure”, and the number.
    """
    node = cross_reference(docname, "table", name, nodes.inline("", f"{before}table"))
    node["before"], node["begins"] = before, begins
    return node


def article_nodes(env: BuildEnvironment, text: str) -> nodes.Node:
    """Return the citation *text*, with a link from each provision to its article.

    A *text* that is no citation, or cites what no treaty has, comes back marked as a fault.
    """
    try:
        citation = parse_citation(text)
    except ProvisionError:
        return fault(text)
    treaties: dict[str | None, Treaty] = {}
    for name, parts in by_treaty(citation):
        treaty = report_of(env).treaties.find(name)
        if treaty is None or any(treaty.fault(provision) for part in parts for provision in ends(part)):
            return fault(text)
        treaties[name] = treaty
    number = env.new_serialno("loipr-article") + 1
    node = article_reference(ids=[page_id(env.docname, "article", str(number))], parts=[])
    for treaty in treaties.values():
        note_data(env, treaty.place.path)
    for piece in in_print(citation):
        if isinstance(piece, ArticleWord):
            # An author who writes “Article 33” begins a sentence with it.
            word = piece.word.capitalize() if text.startswith("Art") else piece.word
            node += nodes.Text(f"{word}{NO_BREAK_SPACE}")
        elif isinstance(piece, CitedPart):
            _add_part(env, node, treaties[piece.treaty], piece)
        elif isinstance(piece, NamedTreaty):
            node += treaty_reference(treaty=treaties[piece.treaty].abbreviation)
        else:
            node += nodes.Text(piece)
    return node


def _add_part(env: BuildEnvironment, node: article_reference, treaty: Treaty, cited: CitedPart) -> None:
    target = f"{treaty.abbreviation} {ends(cited.part)[0].article}"
    words = nodes.inline(cited.words, unbroken(cited.words), treaty=treaty.abbreviation, ends=ends(cited.part))
    node += cross_reference(env.docname, "article", target, words)
    node["parts"].append((treaty.abbreviation, [end.article for end in ends(cited.part)], str(cited.part)))


def institution_node(env: BuildEnvironment, name: str) -> nodes.Node:
    """Return the node of the institution *name*, which an edition spells out; plain *name* if it is not known."""
    note_data(env, INSTITUTIONS)
    institution = report_of(env).institutions.find(name)
    return institution_reference(institution=institution.id) if institution else nodes.Text(name)


class ArticleRole(SphinxRole):
    """`` {article}`16 (1)-(4) and 17` ``: printed in the UN's style (F24)."""

    def run(self) -> _Result:
        return [article_nodes(self.env, self.text)], []


class QuestionRole(SphinxRole):
    """`` {question}`12 (b)` ``: a link to the reply, printed as the UN cites a paragraph (F25)."""

    def run(self) -> _Result:
        reference = parse_question_reference(self.text)
        report = report_of(self.env)
        question = report.questions.get(reference[0]) if reference else None
        if reference is None or question is None or (reference[1] and question.item(reference[1]) is None):
            return [fault(self.text)], []
        note_data(self.env, question.place.path)
        number, label = reference
        text = paragraph_of_list(number, label)
        words = nodes.inline(text, unbroken(text))
        node = cross_reference(self.env.docname, "question", f"{number} {label}".rstrip(), words)
        return [question_reference("", "", node)], []


class TableRole(SphinxRole):
    """`` {table}`wages` ``: a link to the table or figure of that name, printed with its present number: “table 3”.

    The table of a dataset in the annex has the dataset's name. `` {table}`Table wages` `` begins a sentence.
    """

    def run(self) -> _Result:
        name, begins = parse_table_reference(self.text)
        if name not in report_of(self.env).table_names:
            return [fault(self.text)], []
        return [table_reference(self.env.docname, name, begins=begins)], []


class RecommendationRole(SphinxRole):
    """`` {recommendation}`CO/1 24` ``: symbol and paragraph of earlier concluding observations (F16, F25)."""

    def run(self) -> _Result:
        documents = report_of(self.env).concluding_observations
        reference = parse_recommendation(self.text)
        if reference is None or recommendation_fault(self.text, documents):
            return [fault(self.text)], []
        document = documents[reference.short]
        note_data(self.env, document.place.path)
        text = of_recommendation(document.symbol, unbroken(str(reference)))
        return [cross_reference(self.env.docname, "recommendation", reference.id, nodes.inline(text, text))], []


class InstitutionRole(SphinxRole):
    """`` {institution}`KP2MI` ``: the name, spelt out at its first use in the edition (F33)."""

    def run(self) -> _Result:
        found = institution_node(self.env, self.text)
        return [found if isinstance(found, institution_reference) else fault(self.text)], []
