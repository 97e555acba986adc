"""`tox -e links`: Sphinx asks every address of the bibliography and of the pages, and names those that lead nowhere."""

from __future__ import annotations

import configparser
from pathlib import Path

from support.browser import served
from support.changes import BIBLIOGRAPHY, RECRUITMENT
from support.project import REPOSITORY, Project


def test_an_address_that_leads_nowhere_is_named(project: Project, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "good.html").write_text("<p>Here.</p>", "utf-8")
    project.write("data/accepted.yaml", "- rule: copied-source\n  file: data/references.bib\n  reason: for the test\n")
    with served(there) as address:
        project.replace(BIBLIOGRAPHY, "https://example.org/a_b%20c", f"{address}/gone.html")
        project.append(RECRUITMENT, f"\nSee [the list]({address}/good.html) {{cite}}`S01`.\n")
        said = project.build(builder="linkcheck")
    fault = f"404 Client Error: File not found for url: {address}/gone.html"
    assert said == f"docs/sources.md:1: WARNING: broken link: {address}/gone.html ({fault})\n"


def test_the_command_runs_that() -> None:
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(REPOSITORY / "tox.ini", "utf-8")
    (section,) = [name for name in tox.sections() if ",links" in name]
    assert "links: python -m sphinx -q -b linkcheck " in tox[section]["commands"]
