"""The feed of the site: another program reads it, and it tells what git has, on any day and in each build."""

from __future__ import annotations

import shutil

import feedparser  # type: ignore[import-untyped]
import pytest

from support.changes import LAWS, PLACEMENTS, RECRUITMENT
from support.history import commit, git
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
ADDRESS = "https://example.org/report/"


@pytest.fixture
def published(kept: Project) -> Project:
    kept.append("conf.py", f'\nhtml_baseurl = "{ADDRESS}"\n')
    return kept


def entries(project: Project) -> list[tuple[str, str, str]]:
    """The entries, as a reader's program finds them: address, day and title."""
    found = feedparser.parse((project.root / "out/html/feed.xml").read_bytes())
    assert not found.bozo
    assert found.version == "atom10"
    assert (found.feed.id, found.feed.link, found.feed.author) == (ADDRESS, ADDRESS, "Nobody")
    assert found.feed.updated == max(one.updated for one in found.entries)
    assert len({one.id for one in found.entries}) == len(found.entries)
    assert {one.link for one in found.entries} == {ADDRESS}
    return [(one.id.removeprefix(ADDRESS), one.updated[:10], f"{one.title}: {one.summary}") for one in found.entries]


def test_it_tells_editions_and_days(published: Project) -> None:
    published.replace(LAWS, "status: draft", "status: reviewed")
    published.append(RECRUITMENT, "\nMore & <more>.\n")
    commit(published, 3)
    git(published, "tag", "edition-1")
    published.append(PLACEMENTS, "2021,100,50,2023-03,S01,yes,\n")
    published.write("docs/guides/g.md", "# A guide\n")
    commit(published, 5)
    git(published, "tag", "-a", "edition-2", "-m", "x", date="2025-06-20 12:00:00 +0000")
    published.build()
    found = entries(published)
    assert [one[:2] for one in found] == [
        ("feed.xml#edition-2", "2025-06-05"),
        ("feed.xml#changes-2025-06-05", "2025-06-05"),
        ("feed.xml#edition-1", "2025-06-03"),
        ("feed.xml#changes-2025-06-03", "2025-06-03"),
        ("feed.xml#changes-2025-06-01", "2025-06-01"),
    ]
    assert [one[2] for one in found[:4]] == [
        "Official edition 2: The official edition edition-2 was made.",
        "Changes of 5 June 2025: Data: Placements",
        "Official edition 1: The official edition edition-1 was made.",
        "Changes of 3 June 2025: Reply to paragraph 1 of the list of issues: Laws (now reviewed)\n"
        "Reply to paragraph 2 of the list of issues: Recruitment",
    ]


def test_it_is_the_same_in_each_build_and_named_on_each_page(published: Project) -> None:
    published.build()
    file = published.root / "out/html/feed.xml"
    whole = file.read_bytes()
    assert 'type="application/atom+xml" href="../feed.xml"' in published.page("replies/q01-laws")
    published.append(LAWS, "\nNot yet a revision.\n")
    published.build()
    assert file.read_bytes() == whole


def test_without_an_address_or_without_git_there_is_none(kept: Project) -> None:
    kept.build()
    shutil.rmtree(kept.root / ".git")
    kept.append("conf.py", f'\nhtml_baseurl = "{ADDRESS}"\n')
    kept.build(out="other")
    for out in ("out", "other"):
        assert not (kept.root / out / "html/feed.xml").exists()
        assert "atom+xml" not in kept.page("index", out)
