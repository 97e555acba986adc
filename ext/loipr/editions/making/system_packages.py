"""What an edition needs of the machine beside Python: what is missing, and how it gets there."""

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

#: So many seconds an installation waits for the end of another, looking again after each pause.
_PATIENCE, _PAUSE = 300, 2.0
#: So many seconds it may take itself, also where the network is slow.
_LONGEST, _A_MINUTE = 3600, 60
#: What apt-get says when another is at work.
_LOCKED = "Could not get lock"


class MissingProgramError(EditionError):
    """The machine lacks what an edition needs; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What an edition needs of the machine."""

    #: What it is, in the words of the messages.
    name: str
    #: Debian's packages that have it.
    packages: Sequence[str]
    #: Returns what of it is missing.
    missing: Callable[[], list[str]]


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine that builds, and whether packages may be installed on it."""

    may_install: bool

    def ensure(self, edition: str, needs: Needs) -> None:
        """See that *needs* are there, and install them where that is allowed; messages call who needs them *edition*.

        :raises MissingProgramError: with what to do, where they are not there and not installed.
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
    """Run *command* of apt-get; again while another holds the lists or archives, for which it does not itself wait."""
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
    """Return those of Debian's *packages* that are not installed; none on another system."""
    if shutil.which("dpkg-query") is None:
        return []
    command = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *packages]
    found = run_program(command, seconds=_A_MINUTE).stdout
    return [package for package in packages if f"{package} installed" not in found]
