"""``loipr export``: the workbook that an institution fills in, or the workbooks of all institutions."""

from __future__ import annotations

import argparse
from pathlib import Path

from loipr.cli.common import load

HELP = "write the workbook that an institution fills in, or those of all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `export`."""
    parser.add_argument("--institution", help="its abbreviation; without it, all")
    parser.add_argument("--out", type=Path, default=Path("_build/workbooks"), help="the folder (%(default)s)")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the workbooks; return as :func:`~loipr.exchange.workbooks.commands.export`."""
    report = load(root)
    from loipr.exchange.workbooks.commands import export

    return export(report, options.institution, options.out)
