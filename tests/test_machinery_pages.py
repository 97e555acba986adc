"""The pages for those who change the machinery: what they name is there, and their picture is that of the code."""

from __future__ import annotations

import ast
import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image

import draw_rooms
from loipr.facts.settings import Settings
from loipr.length.word_count import word_counts
from loipr.report import Report, load_report
from loipr.rules import RULES
from support.project import REPOSITORY, Project
from support.rooms import PACKAGE, imports_in, rooms_of

PAGES = sorted((REPOSITORY / "docs/machinery").glob("*.md"))
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
NAMES = sorted(set(re.findall(r"`(loipr\.[\w.]+)`", TEXT)))
PATHS = sorted(set(re.findall(r"`((?:ext|tests|docs/guides|data)/[\w./-]+)`", TEXT)))
#: What an example adds.
ADDED = re.compile(r"training_centres|opcat|tests/editions/plain|guides/pt|locale/pt")


def named(name: str) -> object:
    """Return the module, or what is in it, that *name* names in full.

    :raises AttributeError: when there is none such.
    """
    parts = name.split(".")
    found: object = import_module(parts[0])
    for number, part in enumerate(parts[1:], 2):
        if not hasattr(found, part):
            try:
                import_module(".".join(parts[:number]))
            except ModuleNotFoundError:
                fields = getattr(found, "__dataclass_fields__", {})
                if part in fields:
                    return fields[part]
        found = getattr(found, part)
    return found


@pytest.fixture(scope="module")
def report() -> Report:
    return load_report(REPOSITORY, Settings.read(REPOSITORY))


@pytest.mark.parametrize("name", NAMES)
def test_what_they_name_is_there(name: str) -> None:
    assert named(name) is not None


@pytest.mark.parametrize("name", ["loipr.wording.date", "loipr.tables.query.read", "loipr.pages.page.Page.is_guides"])
def test_a_name_that_is_not_there_is_found(name: str) -> None:
    with pytest.raises(AttributeError):
        named(name)


@pytest.mark.parametrize("path", [path for path in PATHS if not ADDED.search(path)])
def test_the_files_that_they_name_are_there(path: str) -> None:
    assert (REPOSITORY / path).exists()


def test_the_tests_that_they_name_are_there() -> None:
    functions = {
        node.name
        for file in (REPOSITORY / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert set(re.findall(r"`(test_\w+)`", TEXT)) - functions == set()


def test_the_rules_that_they_name_are_there() -> None:
    told = re.findall(r"^.*(?:told by|`tox -e check` t).*$", TEXT, re.MULTILINE)
    ids = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", "\n".join(told)))
    assert len(ids) > 5
    assert ids - RULES.keys() == set()


def test_the_picture_shows_the_code() -> None:
    with Image.open(draw_rooms.PICTURE) as picture:
        drawn = json.loads(picture.info[draw_rooms.KEY])
    assert drawn == rooms_of(PACKAGE, imports_in(PACKAGE)[0]), "draw the picture anew: tox -e rooms"


def test_the_picture_is_drawn_of_what_it_holds(tmp_path: Path) -> None:
    rooms = rooms_of(PACKAGE, imports_in(PACKAGE)[0])
    shown: list[bytes] = []
    for number in (1, 2):
        draw_rooms.draw(rooms, tmp_path / f"{number}.png")
        shown.append((tmp_path / f"{number}.png").read_bytes())
    assert shown[0] == shown[1]
    rooms["cli"]["imports"].remove("rules")
    draw_rooms.draw(rooms, tmp_path / "3.png")
    with Image.open(tmp_path / "1.png") as before, Image.open(tmp_path / "3.png") as after:
        assert before.tobytes() != after.tobytes()


def test_the_plan_has_every_room_in_its_order() -> None:
    plan = (REPOSITORY / "docs/machinery/index.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", plan, re.MULTILINE) == list(rooms_of(PACKAGE, imports_in(PACKAGE)[0]))


def test_they_are_no_part_of_the_report(report: Report) -> None:
    pages = [page for page in report.pages if page.path.startswith("docs/machinery/")]
    assert [page.path for page in pages] == [page.relative_to(REPOSITORY).as_posix() for page in PAGES]
    assert all(page.is_guide and not page.is_numbered for page in pages)


def test_they_show_code_and_figures_and_are_counted_and_printed_nowhere(project: Project) -> None:
    words = word_counts(project.load())
    project.write("docs/machinery/index.md", "# Rooms\n\nOf 4,711 rooms.\n\n```text\nopen(7)\n```\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\nmachinery/index\n")
    assert project.findings() == []
    assert word_counts(project.load()) == words
    assert project.build(builder="latex") == ""
    assert "Of 4,711" not in "".join(file.read_text("utf-8") for file in (project.root / "out/latex").glob("*.tex"))
    assert project.build() == ""
    assert "Of 4,711" in project.page("machinery/index")
