"""Programs that a build starts: each has a limit of time, and none lives longer than the build."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from loipr.editions.edition_error import EditionError


class UnfinishedError(EditionError):
    """A program did not end in time, and was stopped."""


def run_program(
    command: Sequence[str], *, seconds: float, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run *command*, and return its exit status and its output.

    It is stopped after so many *seconds*. On Linux, it also ends when this process is killed.

    :raises UnfinishedError: when it takes longer.
    :raises OSError: when the program does not exist.
    """
    tied = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") and shutil.which(command[0]) else []
    try:
        return subprocess.run(
            [*tied, *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise UnfinishedError(f"{command[0]} was not done after {seconds:g} seconds, and was stopped") from None
