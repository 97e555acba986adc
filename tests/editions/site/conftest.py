from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from support.project import REPOSITORY, Project


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped report."""
    root = tmp_path_factory.mktemp("shipped")
    for name in ("conf.py", "data", "docs"):
        there = REPOSITORY / name
        (shutil.copytree if there.is_dir() else shutil.copy)(there, root / name)
    os.symlink(REPOSITORY / "ext", root / "ext")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        Project(root).build()
    return root / "out/html"
