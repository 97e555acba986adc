"""``loipr changes``: what changed between two revisions of the report, in words or as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from loipr.cli.two_revisions import Two, add_revisions, two_reports
from loipr.coordination.change import Changes
from loipr.coordination.changed import changes_between
from loipr.wording.sentences import on_one_line

HELP = "tell what changed between two revisions, or since a day: pages, status, gaps and figures"
#: It goes up when a field changes its meaning or is removed, but not when a field is added.
VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `changes`."""
    add_revisions(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="the form of the answer (text)")


def run(root: Path, options: argparse.Namespace) -> int:
    """Print what changed; return 0.

    :raises CommandError: when a revision cannot be read.
    """
    with two_reports(root, options) as two:
        changes = changes_between(two.before, two.after)
    print("\n".join(_text(two, changes) if options.format == "text" else [_json(two, changes)]))
    return 0


def _text(two: Two, changes: Changes) -> Iterator[str]:
    yield f"from {two.names[0]} to {two.names[1]}: {changes.in_sum}"
    subject = ""
    for one in changes.all:
        if one.place != subject:
            subject = one.place
            yield ""
            yield on_one_line(subject)
        yield f"  {on_one_line(one.words)}{_shown_in(one.questions) if one.dataset else ''}"


def _shown_in(questions: tuple[int, ...]) -> str:
    if not questions:
        return ""
    return f" (printed in the repl{'ies' if len(questions) > 1 else 'y'} to {', '.join(map(str, questions))})"


def _json(two: Two, changes: Changes) -> str:
    found = [
        {
            "kind": one.kind,
            "what": one.what,
            "before": one.before,
            "after": one.after,
            "words": one.words,
            "questions": one.questions,
            "institutions": one.owners,
            "page": one.page,
            "dataset": one.dataset,
        }
        for one in changes.all
    ]
    whole = {"version": VERSION, "from": two.names[0], "to": two.names[1], "summary": changes.in_sum, "changes": found}
    return json.dumps(whole, indent=2)
