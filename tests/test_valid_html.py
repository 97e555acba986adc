"""Every page of the site is HTML without a fault, as a strict reader of the standard sees it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from support.project import REPOSITORY, Project


def faults(page: Path) -> Iterator[str]:
    reader = HTMLParser()
    reader.parse(page.read_text(encoding="utf-8"))
    for (line, column), code, said in reader.errors:
        yield f"{page.name}:{line}:{column}: {code} {said}"


def test_the_site_of_this_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("docs", "data"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "conf.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    status, said = Project(tmp_path).run("build", "html")
    assert status == 0, said
    site = tmp_path / "_build/html"
    pages = [page for page in sorted(site.rglob("*.html")) if "_static" not in page.relative_to(site).parts]
    assert len(pages) > 100
    assert [fault for page in pages for fault in faults(page)] == []
