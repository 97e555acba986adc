"""Rules about the provisions of treaties that pages and data cite."""

from collections.abc import Iterator

from loipr.datasets.once import once
from loipr.facts.treaties import provision_problems
from loipr.files.places import Place, Problem
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, noted, rule


def _cited(report: Report) -> Iterator[tuple[str, Place]]:
    """Yield every citation of provisions with its place: on pages, in the list of issues, indicators, the register."""
    for page in report.pages:
        for role in page.roles:
            if role.name == "article":
                yield role.text, role.place
    for question in report.questions.values():
        if question.provisions:
            yield question.provisions, question.place
        for item in question.walk():
            if item.provisions:
                yield item.provisions, item.place
    for indicator in report.indicators.by_id.values():
        if indicator.article:
            yield indicator.article, indicator.places["article"]
    for entry in report.register.entries.values():
        if entry.articles:
            yield entry.articles, entry.places["articles"]


@once
def _problems(report: Report) -> tuple[Problem, ...]:
    found = [problem for text, place in _cited(report) for problem in provision_problems(text, place, report.treaties)]
    known = report.treaties.find(None) is not None
    return tuple(problem for problem in found if known or problem.rule == "malformed-provision")


@rule(Severity.ERROR)
def malformed_provision(report: Report) -> Findings:
    """A provision is written as lawyers write it: article, paragraph, letter, roman item.

    Bad:

        {article}`33.1.a`

    Good:

        {article}`33 (1) (a)`, {article}`8-15`, {article}`16 (1)-(4) and 17`, {article}`ICCPR 14 (3) (d)`
    """
    return noted(report, "malformed-provision", _problems(report))


@rule(Severity.ERROR)
def unknown_treaty(report: Report) -> Findings:
    """A provision of another treaty is cited by an abbreviation that is on record.

    Bad:

        {article}`ICPR 14`

    Good:

        {article}`ICCPR 14`
    """
    return noted(report, "unknown-treaty", _problems(report))


@rule(Severity.ERROR)
def unknown_provision(report: Report) -> Findings:
    """The treaty has the article, the paragraph, the letter and the roman item that are cited.

    Bad:

        {article}`33 (4)`

    Good:

        {article}`33 (3)`
    """
    return noted(report, "unknown-provision", _problems(report))
