"""Editions that are told as built and show what was: what a file holds decides, not its date.

Stands for the class of files that come with a date of their own (from a ZIP, `rsync`, `cp -p`, a clock set back), and of
those that are written while an edition is built.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from support.changes import BIBLIOGRAPHY, LIST, PLACEMENTS, RECRUITMENT
from support.project import Project

OLD = 1_000_000_000 * 10**9


def site(project: Project) -> dict[str, bytes]:
    folder = project.root / "_build/html"
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def set_date(file: Path, moment: int) -> None:
    os.utime(file, ns=(moment, moment))


def dot(colour: str) -> bytes:
    """Return a picture of one dot."""
    from io import BytesIO

    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (1, 1), colour).save(stream, "png")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (RECRUITMENT, "In 2023", "During 2023"),
        (PLACEMENTS, "274965", "274966"),
        (BIBLIOGRAPHY, "Annual data", "Yearly data"),
        (LIST, "Asks for the agencies", "Asks for all agencies"),
        ("data/institutions.yaml", "Ministry of Labour", "Ministry of Work"),
        ("data/concluding-observations/co-1.yaml", "The dialogue", "A dialogue"),
    ],
)
@pytest.mark.parametrize("same_date", [True, False])
def test_a_change_with_an_older_date(project: Project, path: str, old: str, new: str, same_date: bool) -> None:
    file = project.root / path
    set_date(file, OLD)
    assert project.run("build", "html")[0] == 0
    project.replace(path, old, new)
    set_date(file, OLD if same_date else OLD - 10**12)
    assert project.run("build", "html")[0] == 0
    again = site(project)
    shutil.rmtree(project.root / "_build")
    assert project.run("build", "html")[0] == 0
    clean = site(project)
    assert [name for name, content in clean.items() if again.get(name) != content] == []


def test_a_picture_with_an_older_date(project: Project) -> None:
    project.write("docs/map.png", dot("red"))
    project.append(RECRUITMENT, "\n![A map](../map.png)\n")
    assert project.run("build", "html")[0] == 0
    project.write("docs/map.png", dot("blue"))
    set_date(project.root / "docs/map.png", OLD)
    assert project.run("build", "html")[0] == 0
    assert site(project)["_images/map.png"] == dot("blue")


def during_a_build(monkeypatch: pytest.MonkeyPatch, before: Callable[[], None], after: Callable[[], None]) -> None:
    """Do something just before Sphinx reads the pages, and something when it is done."""
    build = Sphinx.build

    def changed(app: Sphinx, *arguments: object) -> None:
        before()
        build(app)
        after()

    monkeypatch.setattr(Sphinx, "build", changed)


@pytest.mark.parametrize("keeps_date", [True, False])
def test_an_edit_made_and_undone_during_a_build(
    project: Project, monkeypatch: pytest.MonkeyPatch, keeps_date: bool
) -> None:
    file = project.root / RECRUITMENT
    moment = file.stat().st_mtime_ns

    def undo() -> None:
        project.replace(RECRUITMENT, "During 2023", "In 2023")
        if keeps_date:
            set_date(file, moment)

    with monkeypatch.context() as patched:
        during_a_build(patched, lambda: project.replace(RECRUITMENT, "In 2023", "During 2023"), undo)
        status, said = project.run("build", "html")
    assert (status, said.splitlines()[-1]) == (
        1,
        f"html: not built: {RECRUITMENT} was changed during the build; build again",
    )
    assert not (project.root / "_build/html").exists()
    status, said = project.run("build", "html")
    assert (status, said.splitlines()[-1]) == (0, "html: _build/html/index.html")
    assert b"During 2023" not in site(project)["replies/q02-recruitment.html"]


def test_a_page_added_during_a_build(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        during_a_build(patched, lambda: None, lambda: project.write("docs/new.md", "# New\n"))
        status, said = project.run("build", "docx")
    assert status == 1
    assert said.splitlines()[-1].startswith("docx: not built: docs/new.md was changed during the build; ")
