"""``loipr explain``: what a rule asks for, with a bad and a good example; without an id, a list of all rules."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from loipr.cli.common import CommandError
from loipr.rules import RULES
from loipr.wording.sentences import did_you_mean

HELP = "read what a rule wants, with a bad and a good example"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `explain`."""
    parser.add_argument("rule", nargs="?", help="the id in the square brackets of a finding; without it, all rules")


def run(_root: Path, options: argparse.Namespace) -> int:
    """Print the documentation of the rule that was named, or the list of all; return 0.

    :raises CommandError: when there is no such rule.
    """
    if options.rule is None:
        print("\n".join(_rule_list()))
        return 0
    rule = RULES.get(options.rule)
    if rule is None:
        suggestion = did_you_mean(options.rule, RULES)
        raise CommandError(f"there is no rule {options.rule}{suggestion}\n`python -m loipr explain` lists the rules.")
    print(f"{rule.id} ({rule.severity})\n\n{rule.documentation}")
    return 0


def _rule_list() -> Iterator[str]:
    """Yield the lines of the list: for each module of rules its subject, then its rules with their summaries."""
    for module, rules in groupby(RULES.values(), key=lambda rule: rule.find.__module__):
        subject, _, more = (sys.modules[module].__doc__ or "").partition("\n")
        yield f"{subject}{more}".strip()
        yield ""
        for rule in rules:
            yield f"  {rule.id} ({rule.severity})"
            yield textwrap.fill(rule.summary, 100, initial_indent=" " * 6, subsequent_indent=" " * 6)
        yield ""
    yield "`python -m loipr explain RULE` shows a bad and a good example."
