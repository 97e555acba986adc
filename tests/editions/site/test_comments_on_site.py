"""Comments on the pages for coordinators and in the papers for a meeting: as they were written, whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from support.changes import COMMENTS, MEETING
from support.project import Project, make_project
from support.word import Word

TEXT = "Why [S01], {article}`33` and **all** <b>$x$</b>?"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    project = make_project(tmp_path)
    project.write(COMMENTS, f"comments:\n- by: BP2MI\n  page: docs/replies/q02-recruitment.md\n  text: '{TEXT}'\n")
    assert project.findings() == []
    return project


def test_the_list_of_tasks(project: Project) -> None:
    project.write("docs/coordination/tasks.md", "# Tasks\n\n:::{task-list}\n:::\n")
    project.replace("docs/index.md", "sections/b\n", "sections/b\ncoordination/tasks\n")
    assert project.run("build", "html")[0] == 0
    page = (project.root / "_build/html/coordination/tasks.html").read_text(encoding="utf-8")
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])] for row in BeautifulSoup(page, "lxml").find_all("tr")
    ]
    assert ["2", "MOL", "comment to be settled", f"BP2MI comments: {TEXT}"] in [row[:4] for row in rows]


def test_the_papers_for_a_meeting(project: Project) -> None:
    project.write(MEETING, "date: 2025-06-12\nwhat: A meeting.\nsource: [S01]\n")
    assert project.run("meeting", "2025-06-12", "--format", "docx")[0] == 0
    word = Word(project.root / "_build/meeting/2025-06-12/questions-1-3.docx")
    assert f"BP2MI comments: {TEXT}" in "".join(word.body.itertext())
