"""The command line: ``loipr COMMAND …``, or ``python -m loipr COMMAND …``. Each module named here is a command.

Libraries that only one command needs, above all Sphinx, are imported when that command runs. So `check` starts at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from loipr.cli import (
    build,
    changes,
    chase,
    check,
    explain,
    export,
    import_file,
    meeting,
    new_report,
    owners,
    redline,
    upgrade,
    words,
)
from loipr.cli.common import CommandError
from loipr.version import __version__


class Command(Protocol):
    """What the module of a command must have: a line of help, its arguments, and a function that runs it."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments of the command to *parser*."""

    def run(self, root: Path, options: argparse.Namespace) -> int:
        """Run the command for the report in the folder *root*; return its exit status.

        :raises CommandError: when it cannot run.
        """


COMMANDS: Mapping[str, Command] = {
    "check": check,
    "explain": explain,
    "words": words,
    "changes": changes,
    "redline": redline,
    "build": build,
    "export": export,
    "import": import_file,
    "chase": chase,
    "meeting": meeting,
    "owners": owners,
    "new": new_report,
    "upgrade": upgrade,
}
#: Commands that need no report.
_ANYWHERE = ("explain", "new")


def main(arguments: list[str] | None = None) -> int:
    """Run a command, and return its exit status: 0 all is well, 1 errors were found, 2 it could not run.

    *arguments* are what the user typed after ``loipr``; without them, those of the process.
    """
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command].run(_folder(options.command), options)
    except CommandError as error:
        print(f"loipr: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="loipr", description="Write a report to a UN treaty body as pages and data.")
    parser.add_argument("--version", action="version", version=f"loipr {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add_arguments(
            commands.add_parser(name, help=command.HELP, description=f"{command.HELP[0].upper()}{command.HELP[1:]}.")
        )
    return parser


def _folder(command: str) -> Path:
    """Return the folder in which *command* runs.

    :raises CommandError: when the folder is gone, or has no report and the command needs one.
    """
    try:
        root = Path.cwd().resolve()
    except FileNotFoundError:
        raise CommandError("the folder this runs in is gone") from None
    if command not in _ANYWHERE and not (root / "conf.py").is_file():
        raise CommandError("there is no conf.py here; run this from the project's folder")
    return root
