"""``loipr redline``: what changed in the text between two revisions, block by block and word by word."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from loipr.cli.common import CommandError
from loipr.cli.two_revisions import add_revisions, two_reports
from loipr.revisions.redline import MarkedBlock, MarkedLeaf, Redline
from loipr.revisions.summary import in_sum, in_words, kind_of, name_of, place_of
from loipr.wording.sentences import on_one_line

HELP = "compare the text of two revisions, block by block and word by word"
#: It goes up when a field changes its meaning or is removed, but not when a field is added.
VERSION = 1
#: The forms that are editions.
EDITIONS = ("html", "pdf", "accessible", "docx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `redline`."""
    add_revisions(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", *EDITIONS),
        default="text",
        help="the form of the answer (text); html, pdf, accessible and docx make that edition of the report with what "
        "changed in it, in _build/redline: added and struck text, in Word as tracked changes",
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Print what changed, or make the edition that was asked for; return 0, or 1 when it could not be made.

    :raises CommandError: when a revision cannot be read.
    """
    # Imported here, so that other commands do not wait for Sphinx.
    from loipr.editions.edition_error import EditionError
    from loipr.editions.redline.make_redline import compare, make_redline

    with two_reports(root, options) as two:
        try:
            if options.format in EDITIONS:
                made = make_redline(options.format, two.before, two.after, two.names, root)
                if made is not None:
                    print(f"from {two.names[0]} to {two.names[1]}: {in_sum(made)}")
                return 0 if made is not None else 1
            found = compare(two.before, two.after, root)
        except EditionError as error:
            raise CommandError(str(error)) from None
    print("\n".join(_text(found, two.names) if options.format == "text" else [_json(found, two.names)]))
    return 0


def _text(found: Redline, names: tuple[str, str]) -> Iterator[str]:
    yield f"from {names[0]} to {names[1]}: {in_sum(found)}"
    for leaf in found.changed:
        yield ""
        yield on_one_line(f"{name_of(leaf)}{_came_or_went(leaf)}")
        for one in leaf.changes:
            yield f"  {place_of(one)}: {on_one_line(in_words(one))}"


def _came_or_went(leaf: MarkedLeaf) -> str:
    return " (a new page)" if leaf.before is None else " (the page is gone)" if leaf.after is None else ""


def _json(found: Redline, names: tuple[str, str]) -> str:
    pages = [
        {
            "page": leaf.leaf.docname,
            "question": leaf.leaf.question,
            "title": leaf.leaf.title,
            "institutions": leaf.leaf.owners,
            "is_new": leaf.before is None,
            "is_gone": leaf.after is None,
            "changes": [_change(one) for one in leaf.changes],
        }
        for leaf in found.changed
    ]
    return json.dumps(
        {"version": VERSION, "from": names[0], "to": names[1], "summary": in_sum(found), "pages": pages}, indent=2
    )


def _change(one: MarkedBlock) -> dict[str, object]:
    place = place_of(one)
    return {
        "mark": one.mark,
        "kind": kind_of(one.block),
        "path": place.path,
        "line": place.line,
        "words": in_words(one),
        "move": one.move or None,
        "runs": [{"mark": run.mark, "text": run.text} for run in one.runs],
    }
