"""``loipr new``: its arguments."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "start the report of another State, or to another Committee, from its list of issues"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `new`."""
    parser.add_argument("folder", type=Path, help="the folder to make, beside this project: ../report")
    parser.add_argument("list", type=Path, help="the list of issues as the UN publishes it (.docx, .html, .txt)")
    parser.add_argument("--state", default="", help="the short name of the State, if the list does not say it")
    parser.add_argument("--symbol", default="", help="the symbol of the report, if it does not follow from the list's")


def run(root: Path, options: argparse.Namespace) -> int:
    """Make the folder; return 0, or 1 when it cannot be made."""
    from loipr.cli.new_report.project import start_report

    return start_report(root, options.folder, options.list, state=options.state, symbol=options.symbol)
