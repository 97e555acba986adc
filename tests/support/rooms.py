"""The rooms of the machinery, in their order, and which of its modules import which."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import TypedDict

from support.project import REPOSITORY

PACKAGE = REPOSITORY / "ext/loipr"
#: From the first to the last. A room is a folder, or a module beside the folders.
LADDER = (
    *("wording", "files", "facts", "datasets", "tables", "pages", "report", "length", "rules", "coordination"),
    *("exchange", "markup", "domain", "revisions", "editions", "pipeline", "cli"),
)
#: Of each module: the modules, and the libraries, that it imports.
Imports = tuple[dict[str, set[str]], dict[str, set[str]]]


class Room(TypedDict):
    """What the picture of the rooms shows of one: its size, to the thousand lines, and the rooms that it imports."""

    thousand_lines: int
    imports: list[str]


def module_of(file: Path, package: Path) -> str:
    """Return the name of a module below the package: ``rules.form.common``, ``rules`` for its ``__init__``."""
    return ".".join(file.relative_to(package).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


def imported(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """Yield what a module imports, wherever it does, and the names that it takes from there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((one.name, []) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports say the whole name"
            yield node.module or "", [one.name for one in node.names]


def imports_in(package: Path) -> Imports:
    """Return which modules of *package* each of its modules imports, and which libraries."""
    trees = {
        module_of(file, package): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(package.rglob("*.py"))
    }
    inside: dict[str, set[str]] = {}
    libraries: dict[str, set[str]] = {}
    for module, tree in trees.items():
        inside[module], libraries[module] = set(), set()
        for name, taken in imported(tree):
            first, _, rest = name.partition(".")
            if first != package.name:
                libraries[module].add(first)
                continue
            below = [f"{rest}.{one}".lstrip(".") for one in taken]
            modules = [one for one in below if one in trees]
            inside[module].update(modules)
            # What is no module is a name that the package itself has.
            if len(modules) < len(taken) or not taken:
                inside[module].add(rest)
    return inside, libraries


def room_of(module: str) -> str:
    return module.partition(".")[0]


def rooms_of(package: Path, imports: Mapping[str, Set[str]]) -> dict[str, Room]:
    """Return the rooms of *package*, in their order, of which *imports* says what each module imports."""
    lines: dict[str, int] = {}
    others: dict[str, set[str]] = {}
    for module, names in imports.items():
        room = room_of(module)
        others.setdefault(room, set()).update(room_of(name) for name in names)
    for file in package.rglob("*.py"):
        room = room_of(module_of(file, package))
        lines[room] = lines.get(room, 0) + file.read_text(encoding="utf-8").count("\n")
    return {
        room: Room(
            thousand_lines=round(lines[room] / 1000),
            imports=[other for other in LADDER if other in others[room] - {room}],
        )
        for room in LADDER
        if room in others
    }
