"""The command line: ``loipr COMMAND …``, or ``python -m loipr COMMAND …``. Each module named here is a command.

Only the module of the command that is asked for is imported, and libraries that it needs at the end, above all Sphinx,
when it runs. So `check` starts at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

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


#: All commands by name, in the order in which they are told: each with its module in this room.
COMMANDS: Mapping[str, str] = {
    "check": "check",
    "explain": "explain",
    "words": "words",
    "changes": "changes",
    "redline": "redline",
    "build": "build",
    "export": "export",
    "import": "import_file",
    "chase": "chase",
    "meeting": "meeting",
    "owners": "owners",
    "new": "new_report",
    "upgrade": "upgrade",
}
#: Commands that need no report.
_ANYWHERE = ("explain", "new")


def main(arguments: list[str] | None = None) -> int:
    """Run a command, and return its exit status: 0 all is well, 1 errors were found, 2 it could not run.

    *arguments* are what the user typed after ``loipr``; without them, those of the process.
    """
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser([name for name in COMMANDS if name in given[:1]] or COMMANDS).parse_args(given)
    try:
        return command_of(options.command).run(_folder(options.command), options)
    except CommandError as error:
        print(f"loipr: {error}", file=sys.stderr)
        return 2


def command_of(name: str) -> Command:
    """Import and return the command with this *name*, which is one of ``COMMANDS``."""
    return cast("Command", import_module(f"loipr.cli.{COMMANDS[name]}"))


def _parser(names: Iterable[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="loipr", description="Write a report to a UN treaty body as pages and data.")
    parser.add_argument("--version", action="version", version=f"loipr {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names:
        command = command_of(name)
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
