"""How many words the report has, and how many it may have.

Words are counted as a word processor counts them: each text between two spaces in the printed edition. Headings with
their labels, notes, citations and the tables of the replies count (F04), and so does the note below each page about the
origin of its figures. Annexes do not count. The question above a reply does not count, because it is the Committee's
text, nor does a gap, because the submitted edition has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loipr.datasets.once import once
from loipr.facts.form_rules import FormRule
from loipr.facts.lists_of_issues import Question
from loipr.facts.settings import Sources
from loipr.length.data_annex import before_table, data_annex
from loipr.length.printed_text import Printer
from loipr.pages.page import Directive, Page
from loipr.report import Report
from loipr.tables.chart import chart_of
from loipr.tables.chart_words import DATA_BELOW, comparison
from loipr.tables.query import TableError, read_query
from loipr.tables.table import explanations, select, without_empty_columns
from loipr.wording.labels import heading_label
from loipr.wording.phrases import FULL_TABLE, reply_to, sources_head

#: The id of the rule that enforces the limits.
RULE = "word-budget"
_WORD = re.compile(r"(?<!\S)[^\s\w]*\w\S*")


@dataclass(frozen=True, slots=True)
class Budget:
    """How many words the report may have, and the rule of form that says so."""

    kind: str
    words: int
    rule: FormRule


def count_words(text: str) -> int:
    """Return how many words *text* has: a figure and a bracketed letter are words, a dash is not."""
    return len(_WORD.findall(text))


def budget_of(report: Report) -> Budget | None:
    """Return the limit for a report of this kind; None when no rule of form sets one."""
    kind = report.settings.kind
    for rule in report.form_rules.values():
        if RULE in rule.checks and kind in rule.limits:
            return Budget(kind, rule.limits[kind], rule)
    return None


@once
def word_counts(report: Report) -> Mapping[str, int]:
    """Return the number of words of each page of the report itself, by its name, in the order of reading.

    A name that is spelt out at its first mention counts in full there, and only there.
    """
    printer = Printer(report)
    pages = [page for page in report.pages if page.is_numbered and not page.is_annex]
    return {page.docname: sum(map(count_words, _texts(page, report, printer))) for page in sorted(pages, key=_order)}


def _order(page: Page) -> tuple[bool, int, str]:
    return page.is_reply, page.question or 0, page.docname


def _texts(page: Page, report: Report, printer: Printer) -> Iterator[str]:
    printer.begin_page()
    if page.question is not None and page.question in report.questions and page.is_reply:
        yield reply_to(page.question)
    for prose in page.prose:
        if prose.heading and page.has_labelled_headings:
            yield heading_label(prose.level, 1)
        if "gap" not in prose.around:
            yield printer.text(prose)
    yield printer.note()
    for reply in page.replies:
        yield reply.argument
    for directive in page.directives:
        if directive.name in ("data-table", "data-chart"):
            yield from _table(directive, report, printer)


def _table(directive: Directive, report: Report, printer: Printer) -> Iterator[str]:
    """Yield the texts of a table, or of the table that is printed for a chart: its cells and the lines around them."""
    is_chart = directive.name == "data-chart"
    try:
        query = read_query(directive.argument, directive.options, report.datasets, is_chart=is_chart)
        table = select(query)
        compared = comparison(chart_of(query, table)) if is_chart else ""
    except TableError:
        return
    if not is_chart:
        table = without_empty_columns(table)
    yield f"Table 1. {table.caption}"
    if table.sources and report.settings.sources != Sources.NONE:
        is_noted = report.settings.sources == Sources.NOTES
        named = printer.named(table.sources) if is_noted else ", ".join(table.sources)
        yield f"{sources_head(len(table.sources))} {named}."
    annex = data_annex(report)
    if annex is not None:
        yield f"{FULL_TABLE} {before_table(annex)}table 1."
    if is_chart:
        yield from (compared, DATA_BELOW)
    yield from (*table.notes, *explanations(table))
    yield from (words for _, words in table.footnotes)
    yield from (heading.text for heading in table.headings)
    yield from (cell.text for row in table.rows for cell in row)


def parts_of(question: Question) -> int:
    """Return how many parts of a question need a reply: its items at the lowest level, or the question itself."""
    return sum(not item.items for item in question.walk()) or 1


def share_of(question: Question, report: Report) -> int | None:
    """Return how many words the reply to *question* may have; None when there is no limit.

    The list of issues may set the limit. Otherwise it is a share of the limit for the report, by the number of items.
    """
    budget = budget_of(report)
    if question.words is not None or budget is None:
        return question.words
    return budget.words * parts_of(question) // sum(map(parts_of, report.questions.values()))


@dataclass(frozen=True, slots=True)
class Length:
    """The words that the reply to a question has, and may have (``share``); ``question`` None means all other pages."""

    question: Question | None
    words: int
    share: int | None


def lengths(report: Report) -> Iterator[Length]:
    """Yield the length of each reply, in the order of the questions; then the length of all other pages together."""
    counts = dict(word_counts(report))
    for number, question in sorted(report.questions.items()):
        page = report.pages_by_question.get(number)
        yield Length(question, counts.pop(page.docname, 0) if page else 0, share_of(question, report))
    yield Length(None, sum(counts.values()), None)
