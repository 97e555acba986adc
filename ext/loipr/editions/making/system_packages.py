"""What an edition needs on the machine besides Python: what is missing, and how it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from loipr.editions.edition_error import EditionError
from loipr.editions.making.programs import run_program

#: An installation waits so many seconds for the end of another one, and looks again after each pause.
_PATIENCE, _PAUSE = 300, 2.0
#: It may take so many seconds itself, also on a slow network; other commands may take a minute.
_LONGEST, _A_MINUTE = 3600, 60
#: What apt-get says while another installation runs.
_LOCKED = "Could not get lock"


class MissingProgramError(EditionError):
    """The machine lacks what an edition needs; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What an edition needs on the machine."""

    #: Its name in messages.
    name: str
    #: Debian's packages that contain it.
    packages: Sequence[str]
    #: Returns the names of the parts that are missing.
    missing: Callable[[], list[str]]


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine that builds, and whether packages may be installed on it."""

    may_install: bool

    def ensure(self, edition: str, needs: Needs) -> None:
        """Install *needs* if they are missing and may be installed; messages say that *edition* needs them.

        :raises MissingProgramError: when they are still missing; the message says what to do.
        """
        if not needs.missing():
            return
        command = f"apt-get install --no-install-recommends {' '.join(needs.packages)}"
        lacks = f"{edition} needs {needs.name}, which is not installed"
        if shutil.which("apt-get") is None or os.geteuid() != 0:
            raise MissingProgramError(f"{lacks}; run: sudo {command}")
        if not self.may_install:
            raise MissingProgramError(f"{lacks}; add --install to have it installed, or run: {command}")
        print(f"Installing {needs.name} for {edition}: {' '.join(needs.packages)}", flush=True)
        for step in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *needs.packages]):
            done = _when_free(["apt-get", "-o", f"DPkg::Lock::Timeout={_PATIENCE}", *step])
            if done.returncode:
                last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
                raise MissingProgramError(f"{needs.name} could not be installed ({' '.join(last)}); run: {command}")
        if lacking := needs.missing():
            raise MissingProgramError(f"{needs.name} lacks {', '.join(lacking)} even after {command}")


def _when_free(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run *command* of apt-get; repeat it while another one holds lists or archives, for which it does not wait."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    end = time.monotonic() + _PATIENCE
    for attempt in count():
        done = run_program(command, seconds=_LONGEST, environment=environment)
        if done.returncode == 0 or _LOCKED not in done.stderr or time.monotonic() > end:
            break
        if attempt == 0:
            print("Another installation is under way on this machine; waiting for its end.", flush=True)
        time.sleep(_PAUSE)
    return done


def not_installed(packages: Sequence[str]) -> list[str]:
    """Return which of Debian's *packages* are not installed; none on a system without dpkg."""
    if shutil.which("dpkg-query") is None:
        return []
    command = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *packages]
    found = run_program(command, seconds=_A_MINUTE).stdout
    return [package for package in packages if f"{package} installed" not in found]
