"""A new paragraph changes the later numbers, but only its own page is written again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder

from support.changes import LAWS, RECRUITMENT, STATISTICS
from support.project import Project

TEXT = "\n:::{reply}\nOne.\n\nTwo.\n:::\n"


@pytest.fixture
def written(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages that a build writes; a site with numbered paragraphs on two pages exists already."""
    for page in (RECRUITMENT, STATISTICS):
        project.append(page, "\nOne.\n\nTwo.\n")
    assert project.run("build", "html")[0] == 0
    pages: list[str] = []
    write: Callable[..., None] = StandaloneHTMLBuilder.handle_page

    def handle_page(self: StandaloneHTMLBuilder, pagename: str, *details: Any, **more: Any) -> None:
        pages.append(pagename)
        write(self, pagename, *details, **more)

    monkeypatch.setattr(StandaloneHTMLBuilder, "handle_page", handle_page)
    return pages


def numbers(project: Project, page: str) -> list[int]:
    text = project.read(f"_build/html/{page.removeprefix('docs/').removesuffix('.md')}.html")
    return [int(number) for number in re.findall(r'class="loipr-number" href="#[^"]+">(\d+)\.</a>', text)]


def test_pages_after_it_have_their_numbers_and_are_not_written(project: Project, written: list[str]) -> None:
    before = numbers(project, STATISTICS)
    project.replace(LAWS, ":::{reply} (a)\n", ":::{reply} (a)\nOne paragraph more.\n\n")
    assert project.run("build", "html")[0] == 0
    assert numbers(project, STATISTICS) == [number + 1 for number in before]
    assert "replies/q01-laws" in written
    assert "replies/q03-statistics" not in written


def test_a_page_that_refers_to_a_paragraph_after_it_is_written(project: Project, written: list[str]) -> None:
    project.replace(STATISTICS, "\nOne.\n", "\n(one)=\nOne.\n")
    project.append(RECRUITMENT, "\nSee {paragraph}`one`.\n")
    assert project.run("build", "html")[0] == 0
    written.clear()
    project.replace(LAWS, ":::{reply} (a)\n", ":::{reply} (a)\nOne paragraph more.\n\n")
    assert project.run("build", "html")[0] == 0
    assert f"paragraph\u00a0{numbers(project, STATISTICS)[-2]}" in project.read(
        "_build/html/replies/q02-recruitment.html"
    )
    assert "replies/q02-recruitment" in written
    assert "replies/q03-statistics" not in written


def test_a_page_that_is_not_as_it_was_left_is_written(project: Project, written: list[str]) -> None:
    page = project.root / "_build/.workshop/html/replies/q03-statistics.html"
    page.write_text(page.read_text(encoding="utf-8").replace('class="loipr-number"', "", 1), encoding="utf-8")
    before = numbers(project, STATISTICS)
    project.replace(LAWS, ":::{reply} (a)\n", ":::{reply} (a)\nOne paragraph more.\n\n")
    assert project.run("build", "html")[0] == 0
    assert numbers(project, STATISTICS) == [number + 1 for number in before]
    assert "replies/q03-statistics" in written
