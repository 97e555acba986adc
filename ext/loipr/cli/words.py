"""``loipr words``: the length of the report and of each reply, beside the words that they may have."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from loipr.cli.common import load
from loipr.facts.settings import Sources
from loipr.length.word_count import budget_of, lengths, word_counts
from loipr.report import Report

HELP = "see how long the report is, and each reply, beside what they may have"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Add nothing: `words` has no arguments."""


def run(root: Path, _options: argparse.Namespace) -> int:
    """Print the table of words; return 0."""
    print("\n".join(_word_table(load(root))))
    return 0


def _word_table(report: Report) -> Iterator[str]:
    """Yield a line for each reply, a line for the other pages, and how much of the limit they use together.

    The last line says how many of the words that are left each open gap may use.
    """
    yield f"{'question':>8}  {'words':>7}  {'share':>7}"
    total = 0
    for one in lengths(report):
        total += one.words
        name = str(one.question.number) if one.question else "others"
        share = "" if one.share is None else f"{one.share:,}"
        over = f"  {one.words - one.share:,} above its share" if one.share is not None and one.words > one.share else ""
        subject = one.question.subject if one.question else "introduction and headings of sections"
        yield f"{name:>8}  {one.words:>7,}  {share:>7}  {subject}{over and f' ({over.strip()})'}"
    budget = budget_of(report)
    if budget is None:
        yield f"{total:,} words; no rule of form has a limit for a {report.settings.kind}"
    else:
        left = budget.words - total
        rest = f"{left:,} are left" if left >= 0 else f"{-left:,} too many"
        yield f"{total:,} words of the {budget.words:,} that a {budget.kind} may have; {rest} ({budget.rule.standing})"
        yield from _for_the_gaps(report, max(left, 0))
    yield _with_sources(report)


def _with_sources(report: Report) -> str:
    """Return how many words the report has with its sources in each form that the official edition can print."""
    settings = report.settings
    counts = {
        form: sum(word_counts(replace(report, settings=replace(settings, sources=form))).values()) for form in Sources
    }
    return (
        f"with sources as keys it has {counts[Sources.KEYS]:,} words, with notes {counts[Sources.NOTES]:,}, with none "
        f"{counts[Sources.NONE]:,}; the official edition prints them as loipr_sources in conf.py says: "
        f"{settings.sources}"
    )


def _for_the_gaps(report: Report, left: int) -> Iterator[str]:
    """Yield how many of the words that are *left* each gap may use: a gap does not count, but its later text does."""
    gaps = sum(len(page.gaps) for page in report.pages if page.is_numbered and not page.is_annex)
    if gaps:
        each = "a word" if left // gaps == 1 else f"{left // gaps:,} words" if left >= gaps else "less than a word"
        yield f"{gaps:,} {'gap is' if gaps == 1 else 'gaps are'} open; what is left comes to {each} for each of them"
