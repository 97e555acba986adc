"""Finding a machinery: at an address, in a wheel, in a folder, or here."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from loipr.cli.common import CommandError
from loipr.cli.machinery.machinery import Machinery
from loipr.cli.machinery.pin import WHEEL, Pin, clean_address, pin_of_wheel

#: The most bytes to which a wheel may unpack; the machinery's is smaller.
_LARGEST = 100_000_000
#: How many seconds pip or git may take.
_LONGEST = 600
#: The errors that unpacking raises if a file is no zip archive or is damaged.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
#: What the user can do if it is not clear which machinery a report will use.
_OTHERWISE = "add --machinery ADDRESS@REVISION, --wheel or --with-machinery"


@dataclass(frozen=True, slots=True)
class Found:
    """A machinery that was found: where it can be read now, its pin (a folder has none), and the file of its wheel."""

    machinery: Machinery
    pin: Pin | None = None
    wheel: Path | None = None


def find(source: str, scratch: Path, *, address: str = "") -> Found:
    """Find the machinery that *source* names: a wheel, a folder, an address with a revision, or only a revision.

    If it is only a revision, it is one at *address*. Fetched or unpacked files are put into the folder *scratch*.

    :raises CommandError: when no machinery is found.
    """
    if source.endswith(".whl"):
        return _unpack(Path(source), scratch)
    if Path(source).is_dir():
        return Found(Machinery.in_folder(Path(source)))
    if address and "/" not in source and ":" not in source:
        return _fetch(address, source, scratch)
    place, _, revision = source.rpartition("@")
    if not place or "/" in revision or ":" in revision:
        place, revision = source, "HEAD"
    return _fetch(clean_address(place), revision, scratch)


def find_here(machinery: Machinery) -> Found:
    """Return the running *machinery*, pinned by the address and the commit from which it comes.

    :raises CommandError: when these are not known, or when other people could not fetch that commit.
    """
    project = machinery.beside if machinery.is_project else None
    if project is None:
        address, commit = _installed_from()
    else:
        address, commit = _git(project, "remote", "get-url", "origin"), _git(project, "rev-parse", "HEAD")
    if not (address and commit):
        raise CommandError(f"it is not known from where others get this machinery; {_OTHERWISE}")
    if project is not None:
        if _git(project, "status", "--porcelain", "--", "ext", "pyproject.toml"):
            raise CommandError(f"the machinery here has changes that are not committed; push them, or {_OTHERWISE}")
        if not _git(project, "branch", "--remotes", "--contains", commit):
            raise CommandError(f"nobody else can get the commit {commit[:10]} yet; push it, or {_OTHERWISE}")
    return Found(machinery, Pin(machinery.version, clean_address(address), commit))


def _installed_from() -> tuple[str, str]:
    """Return the address and the commit from which pip installed the package; both empty if it came another way."""
    try:
        told = json.loads(importlib.metadata.distribution("loipr").read_text("direct_url.json") or "{}")
        return told["url"], told["vcs_info"]["commit_id"]
    except (importlib.metadata.PackageNotFoundError, ValueError, KeyError):
        return "", ""


def build_wheel(machinery: Machinery, scratch: Path) -> Found:
    """Build the wheel of *machinery* in the folder *scratch*.

    :raises CommandError: when it cannot be built.
    """
    if not machinery.is_project:
        raise CommandError("the machinery is installed here, without what a wheel is built from; add --machinery WHEEL")
    # If the build backend is not installed, pip fetches it.
    isolation = [] if importlib.util.find_spec("hatchling") is None else ["--no-build-isolation"]
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", *isolation]
    try:
        done = subprocess.run(
            [*command, "--wheel-dir", scratch, machinery.beside],
            capture_output=True,
            encoding="utf-8",
            timeout=_LONGEST,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise CommandError(f"the wheel could not be built: {error}") from None
    wheels = [file for file in scratch.iterdir() if WHEEL.fullmatch(file.name)]
    if done.returncode or len(wheels) != 1:
        said = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise CommandError(f"the wheel could not be built: {said}")
    return Found(machinery, pin_of_wheel(wheels[0]), wheels[0])


def _unpack(wheel: Path, scratch: Path) -> Found:
    pin = pin_of_wheel(wheel)
    try:
        with zipfile.ZipFile(wheel) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise CommandError(f"{wheel}: this is too large for a wheel of the machinery")
            archive.extractall(scratch)
    except _DAMAGED:
        raise CommandError(f"{wheel}: this is no wheel, or it is damaged") from None
    machinery, version = _read(scratch, str(wheel))
    if version != pin.version:
        raise CommandError(f"{wheel}: it is named {pin.version} and holds {version}")
    return Found(machinery, pin, wheel)


def _fetch(address: str, revision: str, scratch: Path) -> Found:
    if revision.startswith("-") or not revision.isprintable():
        raise CommandError(f"{revision}: this is no revision; write a branch, a tag or a commit in full")
    _git(scratch, "init", "--quiet")
    try:
        _run_git(scratch, "fetch", "--quiet", "--depth", "1", "--", address, revision)
    except (OSError, subprocess.SubprocessError) as error:
        said = ((getattr(error, "stderr", "") or "").strip() or "git cannot be run").splitlines()[-1]
        raise CommandError(
            f"{address} at {revision} could not be fetched ({said}); a revision is a branch, a tag or a commit in full"
        ) from None
    _git(scratch, "checkout", "--quiet", "FETCH_HEAD")
    machinery, version = _read(scratch, f"{address} at {revision}")
    if not (scratch / "pyproject.toml").is_file():
        raise CommandError(f"{address} at {revision}: this version ({version}) was no package yet; name a newer one")
    return Found(machinery, Pin(version, address, _git(scratch, "rev-parse", "HEAD")))


def _read(scratch: Path, source: str) -> tuple[Machinery, str]:
    """Return the machinery that was unpacked to *scratch*, and its version; *source* is its name in messages.

    :raises CommandError: when there is no machinery, or it has no version.
    """
    try:
        machinery = Machinery.in_folder(scratch)
        return machinery, machinery.version
    except CommandError:
        raise CommandError(f"{source}: there is no machinery in it, or no version of it") from None


def _git(folder: Path, *arguments: str) -> str:
    """Return what git prints; empty if it fails, or if *folder* is not itself a repository."""
    if arguments[0] != "init" and not (folder / ".git").exists():
        return ""
    try:
        return _run_git(folder, *arguments)
    except (OSError, subprocess.SubprocessError):
        return ""


def _run_git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=environment, timeout=_LONGEST)
    return done.stdout.strip()
