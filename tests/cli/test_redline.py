"""``loipr redline``: the text of two revisions, block by block."""

from __future__ import annotations

import json
import shutil

import pytest

from support.changes import LAWS, PLACEMENTS, RECRUITMENT
from support.history import commit, git
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def changed(kept: Project) -> Project:
    """The small report: a word and a figure that were changed on day 3, a page that came, and one that went."""
    kept.write("docs/old.md", "# Old\n")
    kept.replace("docs/index.md", "\nannex\n", "\nannex\nold\n")
    commit(kept, 2)
    git(kept, "tag", "first")
    kept.replace(LAWS, "Laws give", "Acts give")
    kept.replace(PLACEMENTS, "2022,200761", "2022,200762")
    kept.write("docs/more.md", "# More\n\nText.\n")
    kept.replace("docs/index.md", "\nold\n", "\nmore\n")
    (kept.root / "docs/old.md").unlink()
    commit(kept, 3)
    kept.append(RECRUITMENT, "\nNot committed.\n")
    return kept


def test_text(changed: Project) -> None:
    status, said = changed.run("redline", "first..main")
    assert (status, said) == (
        0,
        """\
from first to main: On 5 pages, blocks of text: 4 changed, 2 inserted and 1 deleted.

Question 1: Laws
  docs/replies/q01-laws.md:11: paragraph: “Laws” is now “Acts”

Question 3: Statistics
  docs/replies/q03-statistics.md:9: row of a table “2022”: “200,761” is now “200,762”
  docs/replies/q03-statistics.md:9: row of a table “Total”: “773,160” is now “773,161”

Annex
  docs/annex.md:3: row of a table “2022”: “200,761” is now “200,762”

Old (the page is gone)
  docs/old.md:1: title of the page deleted: “Old”

More (a new page)
  docs/more.md:1: title of the page inserted: “More”
  docs/more.md:3: paragraph inserted: “Text.”
""",
    )


def test_up_to_the_files_as_they_are_now(changed: Project) -> None:
    status, said = changed.run("redline", "main")
    assert (status, said) == (
        0,
        """\
from main to the files as they are now: On 1 page, blocks of text: 1 inserted.

Question 2: Recruitment
  docs/replies/q02-recruitment.md:13: paragraph inserted: “Not committed.”
""",
    )


def test_nothing(changed: Project) -> None:
    assert changed.run("redline", "main..main") == (0, "from main to main: Nothing changed.\n")


def test_json(changed: Project) -> None:
    status, said = changed.run("redline", "main", "--format", "json")
    assert (status, json.loads(said)) == (
        0,
        {
            "version": 1,
            "from": "main",
            "to": "the files as they are now",
            "summary": "On 1 page, blocks of text: 1 inserted.",
            "pages": [
                {
                    "page": "replies/q02-recruitment",
                    "question": 2,
                    "title": "Recruitment",
                    "institutions": ["MOL"],
                    "is_new": False,
                    "is_gone": False,
                    "changes": [
                        {
                            "mark": "inserted",
                            "kind": "paragraph",
                            "path": "docs/replies/q02-recruitment.md",
                            "line": 13,
                            "words": "paragraph inserted: “Not committed.”",
                            "move": None,
                            "runs": [{"mark": "inserted", "text": "Not committed."}],
                        }
                    ],
                }
            ],
        },
    )


@pytest.mark.parametrize(("form", "path"), [("html", "html/index.html"), ("docx", "CMW-C-XXX-1.docx")])
def test_the_editions(changed: Project, form: str, path: str) -> None:
    """How they look is tested with the editions."""
    assert changed.run("redline", "main", "--format", form) == (
        0,
        f"redline: _build/redline/{path}\n"
        "from main to the files as they are now: On 1 page, blocks of text: 1 inserted.\n",
    )
    assert (changed.root / "_build/redline" / path).is_file()
    # Nothing else is left behind, and the pages and the last editions are as they were.
    assert [file.name for file in (changed.root / "_build").iterdir()] == ["redline"]
    assert len(list((changed.root / "_build/redline").iterdir())) == 1


def test_what_cannot_be_compared(changed: Project) -> None:
    said = "git has no revision called x: write a commit, a branch or a tag; `git log --oneline` lists the commits"
    assert changed.run("redline", "x..main") == (2, f"loipr: {said}\n")
