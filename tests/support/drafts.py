"""A report whose Word edition goes out, comes back with changes, and is brought in."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

import pytest

from support.marking import Marking
from support.project import Project, make_project

FILE = "_build/docx/CMW-C-XXX-1.docx"
PAGE = "docs/replies/q02-recruitment.md"
#: A page with what people change: prose with roles and emphasis, lists, a table, a quotation, notes, a gap.
TEXT = """\
---
question: 2
status: reviewed
lead: MOL
---

# Recruitment

In 2023 there were {value}`placements[2023].total` placements {cite}`S01`, as {article}`33 (1) (a)` asks.
The agencies are *licensed* by the {institution}`MOL`. They pay a **deposit of money**.

The second paragraph says more[^a]. It has a sentence that stays.

The third paragraph is short.

- First point
- Second point
- Third point

1. one
2. two
3. three

> What somebody said.

## Agencies and brokers

| Body | Task |
| --- | --- |
| Agency | To place workers |
| Broker | To find workers |

:::{gap} MOL
The number of brokers.
:::

The last paragraph stands alone.

[^a]: The words of the note.
"""


def send(root: Path) -> Project:
    """Make the report below *root*, commit it, and build its Word edition."""
    project = make_project(root)
    project.write(PAGE, TEXT)
    project.write(".gitignore", "_build/\nmarked*.docx\n")
    for command in (("init", "-q"), ("add", "-A")):
        subprocess.run(["git", *command], cwd=root, check=True)
    commit(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert project.run("build", "docx")[0] == 0
    return project


def commit(project: Project) -> None:
    """Commit all files of the project."""
    names = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *names, "commit", "-qam", "Change"], cwd=project.root, check=True)


def restore(project: Project) -> None:
    """Give the project the files that were committed."""
    subprocess.run(["git", "checkout", "-q", "."], cwd=project.root, check=True)
    subprocess.run(["git", "clean", "-qfd"], cwd=project.root, check=True)


def marking_of(project: Project) -> Marking:
    """Return the Word edition that went out, to be marked."""
    return Marking(project.root / FILE)


def bring(project: Project, *markings: Marking, options: tuple[str, ...] = ("--yes",)) -> tuple[int, str]:
    """Bring the marked files in, and return the status and the answer."""
    names = []
    for number, marking in enumerate(markings):
        names.append(f"marked{number}.docx")
        marking.write(project.root / names[-1])
    return project.run("import", *names, *options)


def changed(project: Project, path: str = PAGE, was: str = TEXT) -> list[str]:
    """Return the lines of a page that went and that came, each with its sign."""
    lines = difflib.unified_diff(was.split("\n"), project.read(path).split("\n"), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]
