from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from support.history import put_under_git
from support.project import Project, make_project

# The same examples in every run: if a change breaks a property, the test fails for everybody.
settings.register_profile("suite", derandomize=True, database=None, deadline=None)
settings.load_profile("suite")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small report; the test runs in its folder."""
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path)


@pytest.fixture
def kept(project: Project) -> Project:
    """The small report under git, with one revision."""
    put_under_git(project)
    return project
