"""The draft that goes out and comes back, once for each module, and as it was before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.drafts import marking_of, restore, send
from support.marking import Marking
from support.project import Project


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return send(tmp_path_factory.mktemp("sent"))


@pytest.fixture
def project(sent: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.chdir(sent.root)
    yield sent
    restore(sent)


@pytest.fixture
def marking(project: Project) -> Marking:
    return marking_of(project)
