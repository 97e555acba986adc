"""The look at pages with axe finds a fault that is planted, and none without it."""

from __future__ import annotations

import importlib.util

import pytest

import axe
from support.browser import needs_browser
from support.project import Project

pytestmark = [
    needs_browser,
    pytest.mark.skipif(importlib.util.find_spec(axe.CARRIER) is None, reason="`tox -e axe` brings axe"),
]


def test_a_planted_fault_is_found(project: Project) -> None:
    project.build()
    site = project.root / "out/html"
    assert axe.look_at(site, ["replies/q01-laws.html"], 1366, "light") == {}
    page = site / "replies/q01-laws.html"
    page.write_text(page.read_text("utf-8").replace('<html lang="en"', "<html"), "utf-8")
    assert axe.look_at(site, ["replies/q01-laws.html"], 360, "dark") == {
        "replies/q01-laws.html": ["html-has-lang: html"]
    }
