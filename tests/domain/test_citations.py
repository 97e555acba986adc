"""Citations: each leads to its source, and each bibliography lists the sources that it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from support.changes import RECRUITMENT
from support.project import Project, make_project

THIRD = "\n@misc{S03,\n  title = {Never cited},\n  author = {{Nobody}},\n  year = {2020}\n}\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def links(project: Project, page: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the citations of a page: the words of each, and its links with their targets."""
    found = BeautifulSoup(project.page(page), "html.parser").select("span.bibtex-citation")
    return [
        (one.get_text(), [(link.get_text(), str(link["href"])) for link in one.select("a")])
        for one in found
        if one.find_parent("table") is None
    ]


def listed(project: Project, page: str) -> list[str]:
    return [one.get_text() for one in BeautifulSoup(project.page(page), "html.parser").select("div.citation > span")]


def test_the_same_words_lead_to_the_same_source_from_every_page(project: Project) -> None:
    project.append(RECRUITMENT, "\nFirst {cite}`S02,S01`, then {cite}`S01`, and again {cite}`S01`.\n")
    project.append("docs/convention.md", "\nSaid in {cite}`S01`.\n")
    assert project.build() == ""
    first, second = ("S01", "../sources.html#id2"), ("S02", "../sources.html#id3")
    assert links(project, "replies/q02-recruitment")[-3:] == [
        ("[S01, S02]", [first, second]),
        ("[S01]", [first]),
        ("[S01]", [first]),
    ]
    assert links(project, "convention") == [("[S01]", [("S01", "sources.html#id2")])]


@pytest.mark.parametrize(
    ("option", "wanted"),
    [
        ("", ["S01", "S02"]),
        (":cited:\n", ["S01", "S02"]),
        (":all:\n", ["S01", "S02", "S03"]),
        (":notcited:\n", ["S03"]),
    ],
)
def test_what_a_bibliography_lists(project: Project, option: str, wanted: list[str]) -> None:
    project.append("data/references.bib", THIRD)
    project.write("docs/sources.md", f"# Sources\n\n:::{{bibliography}}\n{option}:::\n")
    project.build()
    assert listed(project, "sources") == [f"[{key}]" for key in wanted]


def test_a_filter_of_a_page_is_refused_and_stops_nothing(project: Project) -> None:
    project.write("docs/sources.md", "# Sources\n\n:::{bibliography}\n:filter: year ** 9\n:::\n")
    assert [line.partition("]: ")[2] for line in project.findings()] == [
        "{bibliography} has no option :filter: (it has none)"
    ]
    project.build()
    assert listed(project, "sources") == ["[S01]", "[S02]"]
