"""``loipr check``: run the rules, write the certain fixes if asked, and answer in the form that is asked for."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from loipr.cli.check import github, gitlab, plain_json, sarif, text
from loipr.cli.check.answer import Answer
from loipr.cli.check.fixes import write_fixes
from loipr.cli.common import CommandError, add_language, language_of_answer, load
from loipr.report import load_report
from loipr.rules import Severity
from loipr.wording.sentences import on_one_line

HELP = "check the pages and the data by all rules, in seconds, without building anything"

FORMATS: Mapping[str, Callable[[Answer], Iterator[str]]] = {
    "text": text.lines,
    "github": github.lines,
    "gitlab": gitlab.lines,
    "sarif": sarif.lines,
    "json": plain_json.lines,
}
#: The most rounds of fixes. A fix may uncover another fault: Windows line ends are only seen when the byte order mark
#: is gone, and semicolons between cells only after that.
_ROUNDS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `check`."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="tell only of these files and folders")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the answer (text)")
    parser.add_argument("--gaps", action="store_true", help="list the gaps too")
    parser.add_argument("--accepted", action="store_true", help="list the findings that were accepted, and why")
    parser.add_argument("--fix", action="store_true", help="write what is certain, and say what was written")
    add_language(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Print what the rules find; return 0, or 1 if the files that were asked for have errors.

    :raises CommandError: when a file that was asked for does not exist, or the settings cannot be read.
    """
    report = load(root)
    paths = tuple(_relative(root, given) for given in options.paths)
    for path, given in zip(paths, options.paths, strict=True):
        if path is None or not (root / path).exists():
            raise CommandError(f"there is no file {on_one_line(given)} in the project")
    asked = tuple(path for path in paths if path and path != ".")
    answer = Answer(report, asked, options.gaps, language_of_answer(options, report))
    if options.fix:
        answer = _fix(answer)
    for line in _lines(answer, options):
        print(line)
    return 1 if answer.counts.get(Severity.ERROR) else 0


def _relative(root: Path, given: str) -> str | None:
    """Return the path *given* as a path from the project's folder, or None if it leads out of that folder."""
    path = Path(os.path.relpath(given, root))
    return None if path.is_absolute() or ".." in path.parts else path.as_posix()


def _lines(answer: Answer, options: argparse.Namespace) -> Iterator[str]:
    if options.accepted:
        return text.accepted(answer)
    if options.format == "text" and sys.stdout.isatty():
        coloured = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return text.grouped(answer, shutil.get_terminal_size().columns, coloured=coloured)
    return FORMATS[options.format](answer)


def _fix(answer: Answer) -> Answer:
    """Write the certain fixes, say what was written, and return the answer for the files as they are now."""
    # This goes to stderr, because a program may read stdout.
    for _ in range(_ROUNDS):
        mended, refused = write_fixes(answer.report.root, answer.found)
        for found in mended:
            print(text.mended(found, answer.language), file=sys.stderr)
        if not mended:
            for reason in refused:
                print(f"loipr: {on_one_line(reason)}", file=sys.stderr)
            break
        answer = replace(answer, report=load_report(answer.report.root, answer.report.settings))
    return answer
