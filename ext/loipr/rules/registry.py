"""The records of a rule and of a finding, and the register of all rules."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from loipr.files.places import Fix, NotedRule, Place, Problem
from loipr.report import Report
from loipr.wording.languages import ENGLISH, Language
from loipr.wording.sentences import on_one_line

#: The place, the message and, if it can be computed, the fix.
Findings = Iterable[tuple[Place, str] | tuple[Place, str, Fix | None]]


#: No message is longer, apart from what it quotes.
_LONGEST = 2_000


class Severity(StrEnum):
    """How serious a finding is."""

    ERROR = "error"  #: blocks a pull request
    WARNING = "warning"  #: is shown, and does not block
    GAP = "gap"  #: something that is openly missing; only the official edition refuses it


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of a check."""

    rule: str
    severity: Severity
    place: Place
    message: str
    fix: Fix | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.said()

    def said(self, language: Language = ENGLISH) -> str:
        """Return the finding as one line, with its message in *language*; place, severity and id are for programs."""
        return on_one_line(f"{self.place}: {self.severity}[{self.rule}]: {language.say(self.message)}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the report: its id, its severity, and the function that looks for breaches."""

    id: str
    severity: Severity
    find: Callable[[Report], Findings]

    @property
    def documentation(self) -> str:
        """What the rule wants, with a bad and a good example."""
        return inspect.cleandoc(self.find.__doc__ or "")

    @property
    def summary(self) -> str:
        return self.documentation.partition("\n")[0]

    def run(self, report: Report) -> Iterator[Diagnostic]:
        """Yield what the rule finds in *report*."""
        for place, message, *fix in self.find(report):
            yield Diagnostic(self.id, self.severity, place, _shortened(message), *fix)


def _shortened(message: str) -> str:
    """Return *message*; if its quotation is far too long, without the middle."""
    return message if len(message) <= _LONGEST else f"{message[: _LONGEST // 2]} […] {message[-_LONGEST // 2 :]}"


RULES: dict[str, Rule] = {}


def rule(severity: Severity) -> Callable[[Callable[[Report], Findings]], Callable[[Report], Findings]]:
    """Register a function as a rule; its name with hyphens is the rule's id, its docstring the documentation."""

    def register(find: Callable[[Report], Findings]) -> Callable[[Report], Findings]:
        name = find.__name__.replace("_", "-")
        RULES[name] = Rule(name, severity, find)
        return find

    return register


def noted(report: Report, name: NotedRule, extra: Iterable[Problem] = ()) -> Findings:
    """Yield the problems that the loaders noted for the rule *name*, and those of *extra*."""
    for problem in (*report.problems, *extra):
        if problem.rule == name:
            yield problem.place, problem.message, problem.fix
