"""Rules about the rules of form in data/form-rules.yaml, and what those rules share that enforce them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping

from loipr.facts.form_rules import FormRule
from loipr.files.places import Fix
from loipr.files.reading import meant
from loipr.length.foreign_words import enforced_by
from loipr.pages.page import HELD, Page, Prose
from loipr.report import Report
from loipr.rules.registry import RULES, Findings, Severity, rule
from loipr.wording.sentences import did_you_mean

_Find = Callable[[Report, FormRule], Findings]


def rule_of_form(find: _Find) -> Callable[[Report], Findings]:
    """Register a rule that enforces a rule of form.

    It applies to a report when one of the report's rules of form names it in `check`. Each finding names this rule of
    form, its source and how sure it is. A finding is a warning: it does not block a pull request, only the official
    edition.
    """

    @functools.wraps(find)
    def with_standing(report: Report) -> Findings:
        form = enforced_by(report, find.__name__.replace("_", "-"))
        if form is not None:
            for place, message, *fix in find(report, form):
                yield place, f"{message} ({form.standing})", fix[0] if fix else None

    return rule(Severity.WARNING)(with_standing)


def prose_of(report: Report, *, headings: bool = True, tables: bool = True) -> Iterator[tuple[Page, Prose]]:
    """Yield the prose of the report and of its pages of data. Guides do not have to follow the form of the report.

    Headings from the list of issues are left out, because they are the Committee's words.
    """
    theirs = report.list_of_issues.headings if report.list_of_issues else frozenset()
    for page in report.pages:
        for prose in () if page.is_guide else page.prose:
            if prose.heading and (not headings or prose.text in theirs):
                continue
            if tables or "table" not in prose.around:
                yield page, prose


def any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    """Return a pattern for each of *words* as a whole word, the longest first, also across the end of a line."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<![\w{HELD}-])(?:{alternatives})(?![\w{HELD}-])" if words else r"(?!)")


def replace(prose: Prose, match: re.Match[str], new: str, *, certain: bool = True) -> Fix | None:
    """Return the fix that writes *new* for *match*; None when the match crosses the end of a line."""
    return None if "\n" in match[0] else Fix(prose.place_at(match.start()), match[0], new, certain=certain)


def on_one_line(match: re.Match[str]) -> str:
    """Return the text of *match* with each run of blanks and line breaks as one blank."""
    return " ".join(match[0].split())


@rule(Severity.ERROR)
def unknown_check(report: Report) -> Findings:
    """A rule of form names in `check` rules that there are.

    Bad: `check: [word-limit]`

    Good: `check: [word-budget]`
    """
    for form in report.form_rules.values():
        for name in form.checks:
            if name not in RULES:
                hint = did_you_mean(name, RULES)
                yield form.place, f"{form.id}: there is no rule {name}{hint}", meant(form.place, name, RULES)
