"""The articles of the report's treaty that each question asks about, and those that its reply cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loipr.facts.lists_of_issues import Question
from loipr.facts.provisions import ProvisionError, by_treaty, ends, parse_citation
from loipr.facts.treaties import Treaty
from loipr.report import Report


@dataclass(frozen=True, slots=True)
class Coverage:
    """Articles by question, *asked* about by the list and *cited* by the reply, each in the order of the treaty."""

    treaty: Treaty
    asked: Mapping[int, tuple[int, ...]]
    cited: Mapping[int, tuple[int, ...]]

    @property
    def uncited(self) -> tuple[int, ...]:
        """The articles that no reply cites."""
        there = {article for articles in self.cited.values() for article in articles}
        return tuple(article for article in sorted(self.treaty.articles) if article not in there)


def turned(by_question: Mapping[int, tuple[int, ...]]) -> Mapping[int, tuple[int, ...]]:
    """Return the questions by article, from articles by question."""
    found: dict[int, list[int]] = {}
    for number, articles in sorted(by_question.items()):
        for article in articles:
            found.setdefault(article, []).append(number)
    return {article: tuple(numbers) for article, numbers in found.items()}


def coverage_of(report: Report) -> Coverage | None:
    """Return the articles asked about and cited; None when the treaty is not on record."""
    treaty = report.treaties.find(report.settings.treaty)
    if treaty is None:
        return None
    asked = {number: _articles(_provisions(question), treaty) for number, question in report.questions.items()}
    cited = {
        number: _articles((role.text for role in page.roles if role.name == "article"), treaty)
        for number, page in report.pages_by_question.items()
    }
    return Coverage(treaty, asked, cited)


def _provisions(question: Question) -> Iterator[str]:
    yield question.provisions
    yield from (item.provisions for item in question.walk())


def _articles(texts: Iterable[str], treaty: Treaty) -> tuple[int, ...]:
    found: set[int] = set()
    for text in texts:
        try:
            citation = parse_citation(text) if text else ()
        except ProvisionError:
            continue
        for name, parts in by_treaty(citation):
            if name is not None and name.casefold() not in map(str.casefold, (treaty.abbreviation, *treaty.aliases)):
                continue
            for part in parts:
                first, *_, last = (*ends(part), *ends(part))
                found.update(range(first.article, last.article + 1))
    return tuple(sorted(found & treaty.articles.keys()))
