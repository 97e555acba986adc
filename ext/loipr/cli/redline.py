"""``loipr redline``: what changed in the text between two revisions, block by block and word by word."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from loipr.cli.common import CommandError
from loipr.cli.two_revisions import Two, add_revisions, two_reports
from loipr.revisions.read_leaves import read_leaves
from loipr.revisions.redline import MarkedBlock, MarkedLeaf, Redline, redline
from loipr.revisions.summary import in_sum, in_words, kind_of, name_of, place_of
from loipr.wording.sentences import on_one_line

HELP = "compare the text of two revisions, block by block and word by word"
#: It goes up when a field changes its meaning or is removed, but not when a field is added.
VERSION = 1
#: The file of each form that is a file.
FILES = {
    "html": "_build/redline/index.html",
    "docx": "_build/redline/redline.docx",
    "pdf": "_build/redline/redline.pdf",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `redline`."""
    add_revisions(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", *FILES),
        default="text",
        help="the form of the answer (text); html writes a page for a browser, docx a Word file with tracked changes, "
        "pdf a file to print",
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Print what changed, or write the file that was asked for; return 0.

    :raises CommandError: when a revision cannot be read.
    """
    with two_reports(root, options) as two:
        found = redline(read_leaves(two.before), read_leaves(two.after))
    if options.format in FILES:
        path = FILES[options.format]
        _write(root / path, found, two)
        print(f"redline: {path}: {in_sum(found)}")
    else:
        print("\n".join(_text(found, two.names) if options.format == "text" else [_json(found, two.names)]))
    return 0


def _write(file: Path, found: Redline, two: Two) -> None:
    """Write the marked document to *file*, in the form that its name says.

    :raises CommandError: when the machine lacks what that form needs.
    """
    # Imported here, so that the answer in words does not wait for what writes files.
    from loipr.editions.edition_error import EditionError
    from loipr.editions.redline.redline_docx import redline_docx
    from loipr.editions.redline.redline_page import redline_page
    from loipr.editions.redline.redline_pdf import redline_pdf

    settings = two.after.settings
    try:
        if file.suffix == ".html":
            content = redline_page(found, settings.title, two.names).encode()
        elif file.suffix == ".docx":
            content = redline_docx(found, two.names, settings)
        else:
            content = redline_pdf(found, two.after, two.names)
    except EditionError as error:
        raise CommandError(str(error)) from None
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(file)


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
