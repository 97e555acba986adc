"""The marked document as a page: both revisions can be read from it, its links lead, and it runs nothing of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from loipr.editions.redline.redline_page import redline_page
from loipr.revisions.block import Leaf
from loipr.revisions.read_leaves import read_leaves
from loipr.revisions.redline import Redline, redline
from support.browser import needs_browser, opened, served
from support.changes import LAWS, PLACEMENTS, RECRUITMENT, STATISTICS
from support.project import Project

MORE = """
A paragraph with **bold words**, *others* and a note[^a].

- The first item of a list.
- The second item.

| Year | Persons |
|---|---|
| 2023 | many |
| 2024 | few |

[^a]: What the note says.
"""


def page_of(old: list[Leaf], new: list[Leaf]) -> tuple[Redline, BeautifulSoup]:
    found = redline(old, new)
    return found, BeautifulSoup(redline_page(found, "A report", ("a", "b")), "html.parser")


def text_of(page: BeautifulSoup, *, new: bool) -> list[str]:
    """Return the texts of the pages of the report, as a reader has them who takes all changes, or none."""
    copy = BeautifulSoup(str(page), "html.parser")
    gone, stays = ("del", "ins") if new else ("ins", "del")
    for one in copy.select(f"{gone}, .where, .hidden, .kind"):
        one.decompose()
    for one in copy.select(stays):
        one.unwrap()
    begin = copy.find("h2", id="page-1")
    assert isinstance(begin, Tag)
    blocks = begin.find_all_next(["p", "li", "tr", "h3", "h4", "h5", "h6"])
    return [text for one in blocks if (text := "".join(one.get_text("|" if one.name == "tr" else "").split()))]


def wanted(leaves: list[Leaf | None]) -> list[str]:
    return ["".join(block.text.split()) for leaf in leaves if leaf for block in leaf.blocks]


@pytest.fixture
def old(project: Project) -> list[Leaf]:
    project.append(LAWS, MORE)
    return read_leaves(project.load())


def test_both_revisions_can_be_read_from_it(project: Project, old: list[Leaf]) -> None:
    project.replace(LAWS, "| 2023 | many |\n", "")
    project.replace(LAWS, "few", "fewer")
    project.replace(LAWS, "- The first item of a list.\n", "")
    project.replace(LAWS, "**bold words**", "bold words")
    project.append(RECRUITMENT, "\n- The first item of a list.\n\nNew <b>&amp; odd</b>.\n")
    project.replace(PLACEMENTS, "2023,274965", "2023,274966")
    project.replace(STATISTICS, ":sort: total desc\n", "")
    found, page = page_of(old, read_leaves(project.load()))
    assert text_of(page, new=True) == wanted([one.after for one in found.changed])
    assert text_of(page, new=False) == wanted([one.before for one in found.changed])


def test_every_change_has_a_place_and_every_link_leads_to_one(project: Project, old: list[Leaf]) -> None:
    project.replace(LAWS, "- The first item of a list.\n", "")
    project.append(RECRUITMENT, "\n- The first item of a list.\n")
    found, page = page_of(old, read_leaves(project.load()))
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert len(page.select(".change")) == sum(len(one.changes) for one in found.changed) == 2
    links = [str(one["href"]) for one in page.select("a[href]")]
    assert {one.removeprefix("#") for one in links} <= set(ids)
    assert [one.get_text() for one in page.select(".where a")] == ["to where", "from where"]


def test_a_page_cannot_run_anything_in_it(project: Project, old: list[Leaf]) -> None:
    odd = "</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    project.append(LAWS, f"\n{odd} [{odd}](javascript:alert(1)) {{value}}`{odd}`\n")
    project.replace(LAWS, "# Laws", f"# Laws {odd}")
    _, page = page_of(old, read_leaves(project.load()))
    assert len(page.select("script")) == len(page.select("style")) == 1
    assert page.select("img, iframe, [onerror], [style]") == []
    assert all(str(one["href"]).startswith("#") for one in page.select("a[href]"))


def test_nothing_changed(old: list[Leaf]) -> None:
    _, page = page_of(old, old)
    assert [one.get_text() for one in page.select("main p")] == ["From a to b. Nothing changed."]
    assert page.select("ins, del, .change") == []


def test_the_same_revisions_make_the_same_bytes(project: Project, old: list[Leaf]) -> None:
    project.replace(LAWS, "The second item", "Another item")
    new = read_leaves(project.load())
    assert redline_page(redline(old, new), "x", ("a", "b")) == redline_page(redline(old, new), "x", ("a", "b"))


@needs_browser
def test_its_script_runs_under_its_own_policy(project: Project, old: list[Leaf], tmp_path: Path) -> None:
    project.replace(LAWS, "The second item", "Another item")
    text = redline_page(redline(old, read_leaves(project.load())), "A report", ("a", "b"))
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(text, encoding="utf-8")
    with served(tmp_path / "site") as address:
        html, said, _ = opened(f"{address}/index.html", tmp_path)
    # The bar is hidden until the script has run.
    assert '<div class="bar" hidden' in text
    assert '<div class="bar"><button' in html
    assert said == []
