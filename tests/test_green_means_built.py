"""What passes the check is built in every edition without a warning; the check finds what would stop a build."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from support.odd_pages import ODD
from support.pictures import PNG
from support.project import Project, make_project, needs_print

#: Markup that is right; the check must not find fault with it.
GOOD = (
    *(
        "figure-width-ok",
        "figure-width-abs",
        "listtable-good",
        "table-noarg",
        "note-arg",
        "heading-inst",
        "heading-article",
    ),
    *(
        "heading-question",
        "heading-table",
        "heading-treaty",
        "heading-value",
        "heading-link",
        "target-heading",
        "sub",
        "cite-t",
    ),
    *("quote", "deflist", "autolink", "entity-num", "link-anchored", "link-self", "gap-in-list"),
    *("table-foot", "foot-number", "foot-table", "data-table-inlist", "list-four", "image-in-list"),
)


def with_pages(project: Project, names: Iterable[str]) -> Project:
    """Put each page of *names* into the report, below a title."""
    project.write("docs/map.png", PNG)
    for name in names:
        project.write(f"docs/odd/{name}.md", f"# Title\n\n{ODD[name]}\n")
    lines = "".join(f"odd/{name}\n" for name in names)
    project.replace("docs/index.md", "\nsources\n", f"\nsources\n{lines}")
    return project


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of the pages with which the check finds no fault."""
    project = with_pages(make_project(tmp_path_factory.mktemp("odd")), ODD)
    found = {match[1] for one in project.findings() if (match := re.match(r"docs/odd/([\w-]+)\.md:\d+: error", one))}
    return [name for name in ODD if name not in found]


def test_what_is_right_passes(passed: list[str]) -> None:
    assert set(GOOD) - set(passed) == set()


@needs_print
@pytest.mark.parametrize("builder", ["html", "latex", "accessible", "docx"])
def test_what_passes_is_built(project: Project, passed: list[str], builder: str) -> None:
    with_pages(project, passed)
    assert [one for one in project.findings() if ": gap[" not in one] == []
    assert project.build("-n", builder=builder) == ""


@needs_print
def test_what_passes_is_printed(project: Project, passed: list[str]) -> None:
    """This runs TeX and Pango themselves, too."""
    with_pages(project, passed)
    status, said = project.run("build", "pdf", "accessible")
    assert (status, [line for line in said.splitlines() if "not built" in line]) == (0, [])
