from __future__ import annotations

from pathlib import Path

import pytest

from project import Project, make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small report, in the folder that the test runs in."""
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path)
