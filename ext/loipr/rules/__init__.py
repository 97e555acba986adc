"""The rules: each a function from the facts of the report to findings. The build and `check` run the same."""

from dataclasses import dataclass
from functools import lru_cache

from loipr.facts.acceptances import Acceptance
from loipr.report import Report
from loipr.rules import (
    acceptances,
    agreement,
    calendar,
    clearance,
    contents,
    figures,
    files,
    freshness,
    indicators,
    institutions,
    pages,
    paragraphs,
    provisions,
    questions,
    replies,
    sources,
    typed_figures,
    words_around_figures,
)
from loipr.rules.form import citations as form_citations
from loipr.rules.form import common as form
from loipr.rules.form import length as form_length
from loipr.rules.form import numbers as form_numbers
from loipr.rules.form import spelling as form_spelling
from loipr.rules.form import structure as form_structure
from loipr.rules.form import wording as form_wording
from loipr.rules.registry import RULES, Diagnostic, Rule, Severity

__all__ = ["RULES", "Diagnostic", "Judgement", "Rule", "Severity", "check", "judge"]

_MODULES = (
    files,
    pages,
    contents,
    questions,
    replies,
    provisions,
    paragraphs,
    figures,
    typed_figures,
    words_around_figures,
    agreement,
    freshness,
    calendar,
    indicators,
    institutions,
    sources,
    form,
    form_length,
    form_structure,
    form_citations,
    form_spelling,
    form_numbers,
    form_wording,
    clearance,
    acceptances,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings that stand, and those that were accepted, each in the order of file, line and column."""

    findings: tuple[Diagnostic, ...]
    accepted: tuple[tuple[Diagnostic, Acceptance], ...]


@lru_cache(maxsize=1)
def judge(report: Report) -> Judgement:
    """Run every rule; no finding comes twice."""
    valid = [one for one in report.acceptances if one.reason]
    standing: list[Diagnostic] = []
    accepted: list[tuple[Diagnostic, Acceptance]] = []
    last = [found for name in acceptances.LAST for found in RULES[name].run(report)]
    for found in sorted((*acceptances.findings(report), *last), key=_order):
        by = next((one for one in valid if one.covers(found.rule, found.place, found.message)), None)
        if by is not None and found.severity == Severity.WARNING and found.rule not in acceptances.LAST:
            accepted.append((found, by))
        else:
            standing.append(found)
    return Judgement(tuple(standing), tuple(accepted))


def check(report: Report) -> list[Diagnostic]:
    """Run every rule, and return the findings that stand."""
    return list(judge(report).findings)


def _order(found: Diagnostic) -> tuple[str, int, int, str, str]:
    return found.place.path, found.place.line, found.place.column, found.rule, found.message
