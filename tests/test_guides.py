"""The guides for contributors: what they tell to write gets in, and each has its like in Bahasa Indonesia."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from loipr.catalog.report import load_report
from loipr.catalog.settings import Settings
from loipr.rules import Severity, check
from project import REPOSITORY, Project

GUIDES = REPOSITORY / "docs/guides"
TRANSLATED = sorted(page.name for page in (GUIDES / "id").glob("*.md") if page.name != "index.md")


@pytest.fixture
def clone(tmp_path: Path) -> Project:
    """The report as it is, without its machinery: what a contributor opens in the browser."""
    for name in ("docs", "data"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "conf.py", tmp_path)
    return Project(tmp_path)


def problems(clone: Project) -> list[str]:
    found = check(load_report(clone.root, Settings.read(REPOSITORY)))
    return [str(one) for one in found if one.severity != Severity.GAP]


def blocks(page: Path) -> list[str]:
    """Return what the page shows in fences, without its indentation."""
    found = re.findall(r"^( *)```\w+\n(.*?)^\1```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


@pytest.mark.parametrize("folder", [GUIDES, GUIDES / "id"], ids=["en", "id"])
def test_the_figure_of_the_guide_gets_in(clone: Project, folder: Path) -> None:
    table, source, sentence = blocks(folder / "figure.md")
    header, row = table.splitlines()
    path = "data/datasets/placements_by_year.csv"
    assert (clone.root / path).read_text(encoding="utf-8").splitlines()[0] == header
    clone.append(path, f"{row}\n")
    clone.append("data/references.bib", f"\n{source}")
    clone.replace("docs/replies/q04-data.md", ":::{reply} (a)\n", f":::{{reply}} (a)\n{sentence}\n")
    assert problems(clone) == []


def test_a_figure_is_corrected_as_the_guide_tells(clone: Project) -> None:
    path = "data/datasets/wni_abroad.csv"
    assert problems(clone) == []
    lines = (clone.root / path).read_text(encoding="utf-8").splitlines()
    assert lines[0].split(",")[-3:] == ["adopted", "reason", "note"], lines[0]


@pytest.mark.parametrize("name", TRANSLATED)
def test_each_guide_in_indonesian_has_its_like_in_english_and_each_leads_to_the_other(name: str) -> None:
    english, indonesian = GUIDES / name, GUIDES / "id" / name
    assert f"](id/{name})" in english.read_text(encoding="utf-8")
    text = indonesian.read_text(encoding="utf-8")
    assert f"](../{name})" in text
    assert f"]({name})" in (GUIDES / "id/index.md").read_text(encoding="utf-8")


def test_the_page_to_copy_from_is_right(clone: Project) -> None:
    text = (clone.root / "docs/replies/_template.md").read_text(encoding="utf-8")
    clone.write("docs/replies/q08-recruitment.md", text)
    found = [line for line in problems(clone) if "unanswered" not in line]
    assert found == []
