"""The pin of a report that does not contain the machinery: a line of ``requirements.txt`` with version and place."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from loipr.cli.common import CommandError

PATH = "requirements.txt"
#: The folder of a report that keeps the wheel.
VENDOR = "vendor"
WHEEL = re.compile(r"loipr-(\d+\.\d+\.\d+)-py3-none-any\.whl")
_HEAD = """\
# The machinery of this report: which version, and from where. `tox -e upgrade` brings a newer one.
# What it stands on itself is locked in .ci/requirements.
"""
_BY_ADDRESS = re.compile(r"loipr @ git\+(\S+)@([0-9a-f]{40})  # (\d+\.\d+\.\d+)")
_BY_WHEEL = re.compile(rf"\./({VENDOR}/{WHEEL.pattern}) --hash=sha256:([0-9a-f]{{64}})")
_ADDRESS = re.compile(r"(?:https|ssh|file)://[^\s@#?]+|ssh://[\w.-]+@[^\s@#?]+")
#: git's short form: ``git@host:organisation/repository``.
_SHORT = re.compile(r"([\w.-]+@[\w.-]+):([^\s/:@][^\s:@]*)")


@dataclass(frozen=True, slots=True)
class Pin:
    """One version of the machinery, and where it comes from.

    ``place`` is the address of a repository, and ``mark`` a commit there; or ``place`` is the path of a wheel, and
    ``mark`` its SHA-256.
    """

    version: str
    place: str
    mark: str

    @property
    def is_wheel(self) -> bool:
        """Whether it pins the file of a wheel, and not a commit."""
        return self.place.endswith(".whl")

    @property
    def line(self) -> str:
        """The line of ``requirements.txt``."""
        if self.is_wheel:
            return f"./{self.place} --hash=sha256:{self.mark}"
        return f"loipr @ git+{self.place}@{self.mark}  # {self.version}"


def pin_of_wheel(wheel: Path) -> Pin:
    """Return the pin of the file *wheel*.

    :raises CommandError: when it cannot be read, or does not have the name of a wheel of the machinery.
    """
    name = WHEEL.fullmatch(wheel.name)
    if name is None:
        raise CommandError(f"{wheel}: this is no wheel of the machinery; its name is loipr-VERSION-py3-none-any.whl")
    try:
        return Pin(name[1], f"{VENDOR}/{wheel.name}", hashlib.sha256(wheel.read_bytes()).hexdigest())
    except OSError as error:
        raise CommandError(f"{wheel}: this cannot be read: {error.strerror}") from None


def clean_address(address: str) -> str:
    """Return the *address* of a repository in the form of ``requirements.txt``, without a password.

    :raises CommandError: when it is no address of a repository.
    """
    short = _SHORT.fullmatch(address)
    given = f"ssh://{short[1]}/{short[2]}" if short else address.removeprefix("git+")
    if given and Path(given).is_dir():
        given = Path(given).resolve().as_uri()
    without_password = re.sub(r"^(https://)[^/@]*@|^(ssh://[^/@:]*):[^/@]*(?=@)", r"\1\2", given)
    if not _ADDRESS.fullmatch(without_password):
        raise CommandError(f"{without_password}: this is no address of a repository; write https://HOST/ORG/REPOSITORY")
    return without_password


def read_pin(root: Path) -> Pin:
    """Return the pin of the report in *root*.

    :raises CommandError: when its ``requirements.txt`` cannot be read or has no pin.
    """
    for line in _lines(root):
        if found := _BY_ADDRESS.fullmatch(line):
            return Pin(found[3], found[1], found[2])
        if found := _BY_WHEEL.fullmatch(line):
            return Pin(found[2], found[1], found[3])
    raise CommandError(
        f"{PATH}: no line pins the machinery; write loipr @ git+https://HOST/ORG/REPOSITORY@COMMIT  # VERSION"
    )


def write_pin(root: Path, pin: Pin, wheel: Path | None) -> None:
    """Write *pin* to the ``requirements.txt`` of the report in *root*, in place of the old pin, and copy the *wheel*.

    The old wheel is deleted if the place changes.

    :raises OSError: when a file cannot be written.
    :raises CommandError: when there is a ``requirements.txt`` without a pin.
    """
    if wheel is not None:
        (root / VENDOR).mkdir(exist_ok=True)
        shutil.copyfile(wheel, root / pin.place)
    file = root / PATH
    if file.exists():
        before = read_pin(root)
        lines = [pin.line if line == before.line else line for line in _lines(root)]
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
        if before.is_wheel and before.place != pin.place:
            (root / before.place).unlink(missing_ok=True)
    else:
        file.write_text(f"{_HEAD}{pin.line}\n", encoding="utf-8", newline="\n")


def _lines(root: Path) -> list[str]:
    try:
        return (root / PATH).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"{PATH}: this cannot be read") from None
