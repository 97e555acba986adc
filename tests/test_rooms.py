"""The rooms of the machinery are a ladder: each room imports only rooms before it, and each module has its own name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from support.rooms import LADDER, PACKAGE, Imports, imports_in, room_of

#: A module that all rooms may import; and the modules above the ladder: they register the extension and start commands.
OUTSIDE, ABOVE = "version", ("", "__main__")
#: The rooms that do not import Sphinx, because Sphinx takes longer to load than they take to answer.
PLAIN = LADDER[: LADDER.index("markup")]
#: A subject may have a module in several rooms, and the room tells them apart. Inside one room, each name must be used
#: only once. There are two exceptions: similar folders have the same parts, and views are named after what they show.
PARTS, VIEWS = {"builder", "command", "commands"}, "views"


def upward(imports: Mapping[str, Set[str]]) -> list[str]:
    """Return the imports of a later room by an earlier one."""
    found = []
    for module, others in imports.items():
        for other in sorted(others):
            here, there = room_of(module), room_of(other)
            if module in ABOVE or there == OUTSIDE:
                continue
            if there not in LADDER or here not in LADDER or LADDER.index(there) > LADDER.index(here):
                found.append(f"{module} imports {other or PACKAGE.name}")
    return found


def with_sphinx(libraries: Mapping[str, Set[str]]) -> list[str]:
    """Return the imports of Sphinx and docutils in rooms that must not import them."""
    return [
        f"{module} imports {library}"
        for module, found in libraries.items()
        if room_of(module) in PLAIN
        for library in sorted(found & {"sphinx", "docutils"})
    ]


def circle(imports: Mapping[str, Set[str]]) -> list[str]:
    """Return modules that import one another in a circle; an empty list if there is no circle."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def alike(modules: Set[str]) -> list[str]:
    """Return the names that more than one module of the same room has."""
    packages = {module.rpartition(".")[0] for module in modules}
    names = Counter(
        (room_of(module), module.rpartition(".")[2]) for module in modules - packages if f".{VIEWS}." not in module
    )
    return sorted(
        f"{room} has {count} modules called {name}"
        for (room, name), count in names.items()
        if count > 1 and name not in PARTS
    )


@pytest.fixture(scope="module")
def imports() -> Imports:
    return imports_in(PACKAGE)


def test_each_room_stands_on_those_before_it(imports: Imports) -> None:
    assert len(imports[0]) > 150
    assert upward(imports[0]) == []


def test_the_rules_and_what_they_stand_on_do_without_sphinx(
    imports: Imports,
) -> None:
    assert with_sphinx(imports[1]) == []


def test_no_library_brings_sphinx_along() -> None:
    modules = [f"loipr.{one}" for one in PLAIN if (PACKAGE / one).exists() or (PACKAGE / f"{one}.py").exists()]
    code = f"import sys, {', '.join(modules)}; print('sphinx' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_no_modules_import_one_another(imports: Imports) -> None:
    assert circle(imports[0]) == []


def test_modules_are_told_apart_by_their_names(imports: Imports) -> None:
    assert alike(set(imports[0])) == []


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("facts/laws.py", "from loipr.rules import check", ["facts.laws imports rules"]),
        ("facts/laws.py", "def f():\n    import loipr.pages.page", ["facts.laws imports pages.page"]),
        ("rules/laws.py", "from loipr.facts import laws, provisions", []),
        ("facts/laws.py", "from loipr.version import __version__", []),
        ("facts/laws.py", "from loipr import __version__", ["facts.laws imports loipr"]),
        ("facts/laws.py", "from loipr import report", ["facts.laws imports report"]),
        ("loose.py", "from loipr.facts import provisions", ["loose imports facts.provisions"]),
        ("rules/laws.py", "from docutils import nodes\nimport sphinx.util", ["rules.laws imports docutils", "rules.laws imports sphinx"]),
        ("markup/laws.py", "from docutils import nodes", []),
        ("facts/provisions.py", "from loipr.facts.treaties import x", ["facts.provisions", "facts.treaties", "facts.provisions"]),
        ("editions/shared/body.py", "", ["editions has 2 modules called body"]),
        ("exchange/documents/commands.py", "", []),
        ("markup/provisions.py", "", []),
        ("facts/views/treaties.py", "", []),
    ],
)  # fmt: skip
def test_what_is_against_the_plan_is_found(tmp_path: Path, file: str, text: str, found: list[str]) -> None:
    """The test adds one module to a package of a few modules."""
    package = tmp_path / "loipr"
    for name, line in {
        "__init__": "__version__ = 1",
        "version": "",
        "report": "",
        "pages/page": "",
        "facts/__init__": "",
        "facts/provisions": "x = 1",
        "facts/treaties": "from loipr.facts.provisions import x",
        "rules/__init__": "check = 1",
        "exchange/workbooks/commands": "",
        "markup/sandbox": "",
        "editions/word/body": "",
        file.removesuffix(".py"): text,
    }.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / f"{name}.py").write_text(f"{line}\n", encoding="utf-8")
    inside, libraries = imports_in(package)
    assert [*upward(inside), *with_sphinx(libraries), *circle(inside), *alike(set(inside))] == found
