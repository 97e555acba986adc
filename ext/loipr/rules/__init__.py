"""The rules: each a function from the facts of the report to findings. The build and `check` run the same."""

from loipr.catalog.report import Report
from loipr.rules import (
    agreement,
    figures,
    files,
    freshness,
    institutions,
    pages,
    provisions,
    questions,
    replies,
    sources,
    typed_figures,
)
from loipr.rules.registry import RULES, Diagnostic, Rule, Severity

__all__ = ["RULES", "Diagnostic", "Rule", "Severity", "check"]

_MODULES = (
    files,
    pages,
    questions,
    replies,
    provisions,
    figures,
    typed_figures,
    agreement,
    freshness,
    institutions,
    sources,
)


def check(report: Report) -> list[Diagnostic]:
    """Run every rule; the findings are in the order of file, line and column, none twice."""
    found = {diagnostic for rule in RULES.values() for diagnostic in rule.run(report)}
    return sorted(found, key=lambda one: (one.place.path, one.place.line, one.place.column, one.rule, one.message))
