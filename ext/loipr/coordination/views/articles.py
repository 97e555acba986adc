"""Articles by question and questions by article, as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loipr.coordination.articles import Coverage, coverage_of, turned
from loipr.coordination.sheet import Cell, Column, Is, Sheet, several
from loipr.coordination.views.block import Block, Sources
from loipr.wording.sentences import listed


def articles(sources: Sources, _: str) -> Iterator[Block]:
    """Yield the articles asked about and cited, by question, and the questions by article."""
    coverage = coverage_of(sources.report)
    if coverage is None:
        yield "The treaty of the report is not on record."
        return
    uncited, all_of_them = coverage.uncited, len(coverage.treaty.articles)
    named = f": {listed(map(str, uncited))}" if uncited else ""
    yield (
        f"Replies cite {all_of_them - len(uncited)} of the {all_of_them} articles of the treaty; {len(uncited)} are "
        f"cited by none{named}."
    )
    yield _by_article(sources, coverage)
    yield _by_question(sources, coverage)


def _by_article(sources: Sources, coverage: Coverage) -> Sheet:
    asked, cited = turned(coverage.asked), turned(coverage.cited)

    def questions(numbers: Iterable[int]) -> Cell:
        return several((str(one), sources.question_page(one)) for one in numbers)

    columns = (
        Column("Article", Is.NUMBER),
        Column("Subject"),
        Column("Asked by", full="Questions that ask about it"),
        Column("Cited by", full="Replies that cite it"),
        Column("State", Is.CHOICE),
    )
    rows = (
        (
            Cell(str(one), value=one),
            Cell(article.subject),
            questions(asked.get(one, ())),
            questions(cited.get(one, ())),
            Cell(_state(one in asked, one in cited)),
        )
        for one, article in sorted(coverage.treaty.articles.items())
    )
    return Sheet("articles", "Articles and questions", columns, tuple(rows))


def _state(is_asked: bool, is_cited: bool) -> str:
    if is_asked and is_cited:
        return "asked and cited"
    return "asked, not cited" if is_asked else "cited, not asked" if is_cited else "neither"


def _by_question(sources: Sources, coverage: Coverage) -> Sheet:
    columns = (
        Column("Question", Is.NUMBER),
        Column("Subject"),
        Column("Asked and cited"),
        Column("Asked, not cited"),
        Column("Cited, not asked"),
    )
    rows = []
    for one, question in sorted(sources.report.questions.items()):
        asked, cited = set(coverage.asked.get(one, ())), set(coverage.cited.get(one, ()))
        found = (asked & cited, asked - cited, cited - asked)
        lists = (Cell(", ".join(map(str, sorted(numbers)))) for numbers in found)
        rows.append((Cell(str(one), sources.question_page(one), one), Cell(question.subject), *lists))
    return Sheet("questions", "Questions and articles", columns, tuple(rows))
