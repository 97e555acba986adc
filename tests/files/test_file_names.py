"""The names of files: how long, and which letters."""

from __future__ import annotations

import pytest

from loipr.files.file_names import name_problems
from support.project import Project


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("x" * 97 + ".md", None),
        ("x" * 98 + ".md", "the name has 101 characters; give it one of no more than 100"),
        ("annex-2.md", None),
        ("annex 2.md", "a name may have only letters from A to Z, digits, - and _; rename it to annex-2.md"),
        ("é.md", "a name may have only letters from A to Z, digits, - and _; rename it to e.md"),
        ("附件.md", "a name may have only letters from A to Z, digits, - and _; rename it"),
    ],
)
def test_what_a_file_may_be_called(project: Project, name: str, fault: str | None) -> None:
    project.write(f"docs/{name}", "# Title\n")
    assert [one.message for one in name_problems(project.root)] == ([fault] if fault else [])
