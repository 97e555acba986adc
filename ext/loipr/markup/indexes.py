"""Directives that show the report to its readers: questions, overview, abbreviations, the Convention, rules.

Their content comes from the data and from the facts of other pages. A page with such a directive carries the digest
of those facts (:func:`facts_digest`). When the digest changes, the page is read again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from loipr.coordination.counts import in_sum
from loipr.coordination.tasks import tasks_of
from loipr.datasets.once import once
from loipr.facts import abbreviations, institutions
from loipr.facts.acceptances import Acceptance
from loipr.facts.treaties import Article, Treaty
from loipr.length.word_count import lengths
from loipr.markup.nodes import (
    aggregate,
    article_id,
    citations_of_article,
    institution_id,
    recommendation_id,
    site_only,
)
from loipr.markup.references import cross_reference, institution_node
from loipr.markup.report_of_build import note_data, report_of
from loipr.markup.tables import word_table
from loipr.markup.vernacular import language_class
from loipr.pages.page import Page
from loipr.report import Report
from loipr.rules import RULES, Diagnostic, judge


@once
def facts_digest(report: Report) -> str:
    """Return a digest (SHA-256, in hexadecimal) of all facts of pages that the indexes show."""
    facts: list[object] = [
        [
            *(page.docname, page.title, page.question, page.status, page.lead, page.contributors, len(page.gaps)),
            *sorted(page.datasets),
        ]
        for page in report.pages
    ]
    facts.append([[one.path, one.question, one.title, one.words] for one in report.parked])
    facts.append(sorted(used_abbreviations(report)))
    facts.append([[one.words, one.share] for one in lengths(report)] if report.form_rules else [])
    facts.append(in_sum(tasks_of(report)))
    facts.append(list(report.register.entries))
    facts.append([[str(found), by.reason] for found, by in judge(report).accepted])
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


class Index(SphinxDirective):
    """A directive that shows facts of other pages."""

    def marker(self) -> aggregate:
        """Return the node that marks the page as one to read again when the facts of other pages change."""
        return aggregate(digest=facts_digest(report_of(self.env)))

    def note_list_of_issues(self) -> None:
        """Make Sphinx read the page again when the file of the list of issues changes."""
        found = report_of(self.env).list_of_issues
        if found is not None:
            note_data(self.env, found.place.path)


class QuestionListDirective(Index):
    """``:::{question-list} b3``: the questions of a section; their pages become the contents of this page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        report = report_of(self.env)
        self.note_list_of_issues()
        sections = report.list_of_issues.sections if report.list_of_issues else ()
        if report.list_of_issues is None:
            return []
        section = next((section for section in sections if section.id == self.arguments[0]), None)
        if section is None:
            ids = ", ".join(section.id for section in sections)
            raise self.error(f"there is no section {self.arguments[0]} in the list of issues (there are {ids})")
        pages = [report.pages_by_question.get(question.number) for question in section.questions]
        entries = [(None, page.docname) for page in pages if page is not None]
        tree = addnodes.toctree(
            parent=self.env.docname,
            entries=entries,
            includefiles=[docname for _, docname in entries],
            maxdepth=1,
            caption=None,
            glob=False,
            hidden=True,
            includehidden=False,
            numbered=0,
            titlesonly=True,
        )
        table = _question_table(self.env, [question.number for question in section.questions])
        return [self.marker(), nodes.compound("", tree, classes=["toctree-wrapper"]), site_only(table)]


class OverviewDirective(Index):
    """``:::{overview}``: where every question stands."""

    def run(self) -> list[nodes.Node]:
        report = report_of(self.env)
        self.note_list_of_issues()
        statuses = Counter(page.status for page in report.pages_by_question.values())
        counted = ", ".join(f"{number} {status}" for status, number in sorted(statuses.items()))
        summary = f"{len(report.questions)} questions; replies: {counted or 'none'}. {in_sum(tasks_of(report))}"
        table = _question_table(self.env, sorted(report.questions))
        return [self.marker(), nodes.paragraph("", summary), table, *_parked_texts(report)]


def _parked_texts(report: Report) -> list[nodes.Node]:
    """Return a list of the texts whose question is gone: no other page shows them."""
    if not report.parked:
        return []
    entries = nodes.bullet_list()
    for text in report.parked:
        answered = f"question {text.question}" if text.question is not None else "no question"
        words = f": {text.title} (formerly {answered}; {text.words:,} words)"
        entries += nodes.list_item("", nodes.paragraph("", "", nodes.literal("", text.path), nodes.Text(words)))
    summary = "Parked texts, whose question is gone from the list; they stand in no edition:"
    return [nodes.paragraph("", summary), entries]


def _question_table(env: BuildEnvironment, numbers: list[int]) -> nodes.table:
    report = report_of(env)
    rows: list[tuple[str, ...]] = []
    cells: list[list[list[nodes.Node]]] = []
    for number in numbers:
        question = report.questions[number]
        page = report.pages_by_question.get(number)
        gaps = str(len(page.gaps)) if page and page.gaps else ""
        status = page.status if page else "no page"
        row = (str(number), question.subject, question.standing, page.lead if page else "", status, gaps)
        link = cross_reference(env.docname, "question", str(number), nodes.inline("", question.subject))
        lead = [institution_node(env, page.lead)] if page and page.lead else []
        rows.append(row)
        cells.append(
            [
                [nodes.Text(row[0])],
                [link],
                [nodes.Text(row[2])],
                lead,
                [nodes.inline("", status, classes=["loipr-status", f"loipr-status-{status}"])],
                [nodes.Text(gaps)],
            ]
        )
    return word_table(("No.", "Question", "Text", "Lead", "Status", "Gaps"), rows, cells)


class TreatyIndexDirective(Index):
    """``:::{treaty-index} ICRMW``: each article with its subject and every place that cites it."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"cited-only": directives.flag}

    def run(self) -> list[nodes.Node]:
        treaty = report_of(self.env).treaties.find(self.arguments[0])
        if treaty is None and not report_of(self.env).treaties.by_abbreviation:
            return []
        if treaty is None:
            raise self.error(f"there is no treaty {self.arguments[0]} on record")
        note_data(self.env, treaty.place.path)
        found: list[nodes.Node] = [self.marker()]
        for part, articles in _by_part(treaty):
            if part:
                found.append(nodes.rubric("", f"Part {part}"))
            found.append(self._list(treaty, articles))
        return found

    def _list(self, treaty: Treaty, articles: list[Article]) -> nodes.definition_list:
        entries = nodes.definition_list(classes=["loipr-articles"])
        for article in articles:
            term = nodes.term("", f"Article {article.number}. {article.subject}")
            term["ids"].append(article_id(treaty.abbreviation, article.number))
            term["anchor"] = "article"
            cited = citations_of_article(
                treaty=treaty.abbreviation, article=article.number, cited_only="cited-only" in self.options
            )
            entries += nodes.definition_list_item("", term, nodes.definition("", cited))
        return entries


def _by_part(treaty: Treaty) -> Iterator[tuple[str, list[Article]]]:
    parts: dict[str, list[Article]] = {}
    for number in sorted(treaty.articles):
        article = treaty.articles[number]
        parts.setdefault(article.part, []).append(article)
    yield from parts.items()


class AbbreviationListDirective(Index):
    """``:::{abbreviation-list}``: every abbreviation that the text uses, and what it stands for."""

    def run(self) -> list[nodes.Node]:
        report = report_of(self.env)
        note_data(self.env, institutions.PATH)
        if report.abbreviations:
            note_data(self.env, abbreviations.PATH)
        used = used_abbreviations(report)
        entries = nodes.definition_list(classes=["loipr-abbreviations"])
        classes = language_class(report.settings.national_language)
        for short in sorted(used, key=lambda short: (short.casefold(), short)):
            meaning, vernacular = used[short]
            term = nodes.term("", short)
            term["ids"].append(institution_id(short))
            term["anchor"] = "institution"
            text = nodes.paragraph("", meaning)
            if vernacular:
                text += [nodes.Text(" ("), nodes.emphasis("", vernacular, classes=classes), nodes.Text(")")]
            entries += nodes.definition_list_item("", term, nodes.definition("", text))
        return [self.marker(), entries]


_TOKEN = re.compile(r"[^\W_][\w-]*")


def used_abbreviations(report: Report) -> dict[str, tuple[str, str]]:
    """Return the abbreviations that the pages use, and what each means in the report's language and in the State's own.

    The second meaning is empty where none is on record. Guides are not looked at.
    """
    known: dict[str, tuple[str, str]] = {
        treaty.abbreviation: (treaty.title, "") for treaty in report.treaties.by_abbreviation.values()
    }
    known |= {one.short: (one.meaning, one.vernacular) for one in report.abbreviations.values()}
    known |= {one.id: (one.name, one.vernacular) for one in report.institutions.by_id.values()}
    used: set[str] = set()
    phrases = [short for short in known if not _TOKEN.fullmatch(short)]
    for page in report.pages:
        if page.is_guide:
            continue
        used.update(found.id for name in _named_institutions(page) if (found := report.institutions.find(name)))
        used.update(role.text.split()[0] for role in page.roles if role.name == "article" and role.text[:1].isupper())
        for prose in page.prose:
            used.update(_TOKEN.findall(prose.text))
            used.update(phrase for phrase in phrases if phrase in prose.text)
    return {short: meaning for short, meaning in known.items() if short in used}


def _named_institutions(page: Page) -> Iterator[str]:
    yield from (role.text for role in page.roles if role.name == "institution")
    yield from (name.strip() for gap in page.gaps for name in gap.argument.split(","))
    yield from (page.lead, *page.contributors)


class RecommendationIndexDirective(SphinxDirective):
    """``:::{recommendation-index}``: the earlier concluding observations that are on record."""

    def run(self) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for document in report_of(self.env).concluding_observations.values():
            note_data(self.env, document.place.path)
            found.append(nodes.rubric("", document.symbol))
            entries = nodes.definition_list()
            for number, subject in sorted(document.paragraphs.items()):
                term = nodes.term("", f"Paragraph {number}")
                term["ids"].append(recommendation_id(document.short, number))
                term["anchor"] = "recommendation"
                entries += nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", subject)))
            found.append(entries)
        return found


class RuleListDirective(Index):
    """``:::{rule-list}``: every rule with its documentation, as ``explain`` prints it, and its accepted findings."""

    def run(self) -> list[nodes.Node]:
        accepted = judge(report_of(self.env)).accepted
        found: list[nodes.Node] = [self.marker()]
        for rule in sorted(RULES.values(), key=lambda rule: rule.id):
            section = nodes.section(ids=[nodes.make_id(f"rule-{rule.id}")], names=[rule.id])
            section += nodes.title("", "", nodes.literal("", rule.id), nodes.Text(f" ({rule.severity})"))
            for block in rule.documentation.split("\n\n"):
                section += self._block(block)
            section += self._accepted([(one, by) for one, by in accepted if one.rule == rule.id])
            found.append(section)
        return found

    @staticmethod
    def _accepted(accepted: list[tuple[Diagnostic, Acceptance]]) -> list[nodes.Node]:
        """Return the accepted findings of one rule as a list, as written: where, what, why; nothing without any."""
        if not accepted:
            return []
        entries = nodes.bullet_list()
        for one, by in accepted:
            where = nodes.literal("", str(one.place))
            reason = [nodes.strong("", "Reason:"), nodes.Text(" "), nodes.literal("", by.reason)]
            what = [nodes.Text(": "), nodes.literal("", one.message), nodes.Text(". ")]
            text = nodes.paragraph("", "", where, *what, *reason)
            entries += nodes.list_item("", text)
        return [nodes.paragraph("", "Accepted:"), entries]

    def _block(self, block: str) -> nodes.Node:
        if block.startswith("    "):
            text = "\n".join(line.removeprefix("    ") for line in block.split("\n"))
            return nodes.literal_block(text, text, language="text")
        return nodes.paragraph("", "", *self.parse_inline(block)[0])
