"""Which names the files of a report may have: every computer, edition and web address must accept them.

No file may be a symbolic link, because a link could lead to any file of the computer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from loipr.files.places import Place, Problem
from loipr.files.reading import LINKED

_FOLDERS = ("docs", "data")
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_LONGEST = 100
#: Names that Windows keeps for devices, and pages that the site makes itself.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_PAGES_OF_THE_SITE = ("docs/search.md", "docs/genindex.md")


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
                fault = f"{twin} has the same name but for capitals: many computers take the two as one; rename this"
            if fault is not None:
                yield Problem("misnamed-file", Place(path), fault)


def _fault(name: str, path: str) -> str | None:
    if len(name) > _LONGEST:
        return f"the name has {len(name)} characters; give it one of no more than {_LONGEST}"
    if _DEVICES.fullmatch(name):
        return "Windows keeps this name for a device, and no file can have it there; rename it"
    if path in _PAGES_OF_THE_SITE:
        return "the site has its own page of this name; rename it"
    if _PLAIN.fullmatch(name):
        return None
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", plain).strip("-._")
    plain = re.sub(r"(?<!-)-+(?=\.|$)", "", plain)
    hint = f" to {plain}" if _PLAIN.fullmatch(plain) and not plain.startswith(("md", "csv")) else ""
    return f"a name may have only letters from A to Z, digits, - and _; rename it{hint}"
