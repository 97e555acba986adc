"""The rules: each is a function from the facts of the report to findings. The build and `check` run the same rules."""

import importlib
import pkgutil
from dataclasses import dataclass

from loipr.datasets.once import once
from loipr.facts.acceptances import Acceptance
from loipr.report import Report
from loipr.rules.acceptances import LAST, findings
from loipr.rules.registry import RULES, Diagnostic, Rule, Severity

__all__ = ["RULES", "Diagnostic", "Judgement", "Rule", "Severity", "check", "judge"]

# Importing the modules of this room registers their rules.
for _module in pkgutil.walk_packages(__path__, f"{__name__}."):
    importlib.import_module(_module.name)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings that remain, and the accepted findings, both in the order of file, line and column."""

    findings: tuple[Diagnostic, ...]
    accepted: tuple[tuple[Diagnostic, Acceptance], ...]


@once
def judge(report: Report) -> Judgement:
    """Run every rule; each finding comes once."""
    valid = [one for one in report.acceptances if one.reason]
    standing: list[Diagnostic] = []
    accepted: list[tuple[Diagnostic, Acceptance]] = []
    last = [found for name in LAST for found in RULES[name].run(report)]
    for found in sorted((*findings(report), *last), key=_order):
        by = next((one for one in valid if one.covers(found.rule, found.place, found.message)), None)
        if by is not None and found.severity == Severity.WARNING and found.rule not in LAST:
            accepted.append((found, by))
        else:
            standing.append(found)
    return Judgement(tuple(standing), tuple(accepted))


def check(report: Report) -> list[Diagnostic]:
    """Run every rule, and return the findings that nobody accepted."""
    return list(judge(report).findings)


def _order(found: Diagnostic) -> tuple[str, int, int, str, str]:
    return found.place.path, found.place.line, found.place.column, found.rule, found.message
