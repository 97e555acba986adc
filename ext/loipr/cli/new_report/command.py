"""``loipr new``: its arguments, and which machinery the new report will use."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from loipr.cli.common import CommandError
from loipr.cli.machinery.find import Found, build_wheel, find, find_here
from loipr.cli.machinery.machinery import Machinery

HELP = "start the report of another State, or to another Committee, from its list of issues"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `new`."""
    parser.add_argument("folder", type=Path, help="the folder to make, beside this project: ../report")
    parser.add_argument("list", type=Path, help="the list of issues as the UN publishes it (.docx, .html, .txt)")
    parser.add_argument("--state", default="", help="the short name of the State, if the list does not say it")
    parser.add_argument("--symbol", default="", help="the symbol of the report, if it does not follow from the list's")
    machinery = parser.add_mutually_exclusive_group()
    machinery.add_argument(
        "--machinery",
        metavar="ADDRESS@REVISION",
        help="where the report gets the machinery from, or the file of its wheel; without it, from where this one came",
    )
    machinery.add_argument("--wheel", action="store_true", help="build the wheel of the machinery, and put it beside")
    machinery.add_argument("--with-machinery", action="store_true", help="copy the machinery, to have all in one place")


def run(root: Path, options: argparse.Namespace) -> int:
    """Make the folder of the report; return 0, or 1 when it cannot be made.

    :raises CommandError: when it is not clear which machinery the report will use, or that machinery is not found.
    """
    from loipr.cli.new_report.project import start_report

    with TemporaryDirectory() as scratch:
        found = _machinery(options, Path(scratch))
        return start_report(root, options.folder, options.list, found, state=options.state, symbol=options.symbol)


def _machinery(options: argparse.Namespace, scratch: Path) -> Found:
    here = Machinery.here()
    if options.with_machinery:
        return Found(here)
    if options.wheel:
        return build_wheel(here, scratch)
    if not options.machinery:
        return find_here(here)
    found = find(options.machinery, scratch)
    if found.pin is None:
        raise CommandError(f"{options.machinery}: a folder cannot be pinned; name an address or the file of a wheel")
    return found
