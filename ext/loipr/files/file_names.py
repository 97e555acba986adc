"""Which names the files of a report may have: every computer, edition and web address must accept them.

No file may be a symbolic link, because a link could lead to any file of the computer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.reading import LINKED
from loipr.wording.languages import _

_FOLDERS = ("docs", "data")
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_LONGEST = 100
#: Names that Windows keeps for devices, and pages that the site makes itself.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
#: The files of an institution are named after it, with an ending after it.
_LONGEST_STEM = 60
_PAGES_OF_THE_SITE = ("docs/search.md", "docs/genindex.md", "docs/404.md")


def name_problems(root: Path) -> Iterator[Problem]:
    """Yield a problem for each name of a file or folder below ``docs`` and ``data`` that cannot be used."""
    for folder in _FOLDERS:
        seen: dict[str, str] = {}
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root).as_posix()
            if any(part.startswith((".", "_")) for part in file.relative_to(root).parts):
                continue
            if file.is_symlink():
                yield Problem("unreadable-file", Place(path), LINKED)
            fault = _fault(file.name, path)
            twin = seen.setdefault(path.casefold(), path)
            if fault is None and twin != path:
                fault = _(
                    "{twin} has the same name but for capitals: many computers take the two as one; rename this"
                ).format(twin=twin)
            if fault is not None:
                yield Problem("misnamed-file", Place(path), fault)


def file_stems(names: Iterable[str], otherwise: str = "institution") -> Mapping[str, str]:
    """Return for each of *names* the name of its files, without an ending; *otherwise* is for one without letters.

    It has no spaces, no folders in it, and no name that a computer keeps for itself. Two of them never differ by
    capitals alone.
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r"[^\w.-]+", "-", name)[:_LONGEST_STEM].strip(".-") or otherwise
        plain = f"{plain}-{otherwise}" if _DEVICES.fullmatch(plain) else plain
        stem, number = plain, 2
        while stem.casefold() in taken:
            stem, number = f"{plain}-{number}", number + 1
        taken.add(stem.casefold())
        stems[name] = stem
    return stems


def _fault(name: str, path: str) -> str | None:
    if len(name) > _LONGEST:
        return _("the name has {count} characters; give it one of no more than {most}").format(
            count=len(name), most=_LONGEST
        )
    if _DEVICES.fullmatch(name):
        return _("Windows keeps this name for a device, and no file can have it there; rename it")
    if path in _PAGES_OF_THE_SITE:
        return _("the site has its own page of this name; rename it")
    if _PLAIN.fullmatch(name):
        return None
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", plain).strip("-._")
    plain = re.sub(r"(?<!-)-+(?=\.|$)", "", plain)
    hint = f" to {plain}" if _PLAIN.fullmatch(plain) and not plain.startswith(("md", "csv")) else ""
    return _("a name may have only letters from A to Z, digits, - and _; rename it{hint}").format(hint=hint)
