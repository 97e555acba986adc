"""How the files of a report may be called: every computer, every edition and every address must hold the name.

None of them is a symbolic link, which could lead to any file there is.
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
#: Windows has devices of these names; the site has pages of its own called like the others.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_PAGES_OF_THE_SITE = ("docs/search.md", "docs/genindex.md")


def name_problems(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the names of files and folders below ``docs`` and ``data``."""
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
                fault = f"{twin} is called the same but for capitals: many computers take the two for one; rename this"
            if fault is not None:
                yield Problem("misnamed-file", Place(path), fault)


def _fault(name: str, path: str) -> str | None:
    if len(name) > _LONGEST:
        return f"the name has {len(name)} characters; give it one of no more than {_LONGEST}"
    if _DEVICES.fullmatch(name):
        return "Windows has a device of this name, and no file can have it there; rename it"
    if path in _PAGES_OF_THE_SITE:
        return "the site has a page of its own of this name; rename it"
    if _PLAIN.fullmatch(name):
        return None
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", plain).strip("-._")
    plain = re.sub(r"(?<!-)-+(?=\.|$)", "", plain)
    hint = f" to {plain}" if _PLAIN.fullmatch(plain) and not plain.startswith(("md", "csv")) else ""
    return f"a name has letters from A to Z, digits, - and _ alone; rename it{hint}"
