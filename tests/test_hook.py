"""The hook before a commit: it checks the files of the commit, with the rules of the report."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.project import REPOSITORY, Project

HOOK = REPOSITORY / ".ci/hooks/pre-commit"
PAGE = "docs/replies/q02-recruitment.md"


@pytest.fixture
def repository(project: Project) -> Project:
    """The small report under version control, with the hook and the extension."""
    (project.root / "ext").symlink_to(REPOSITORY / "ext")
    git(project, "init", "-q")
    git(project, "config", "core.hooksPath", str(HOOK.parent))
    assert commit(project, "--no-verify") == (0, "")
    return project


def git(project: Project, *arguments: str, environment: str = sys.prefix) -> tuple[int, str]:
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    known = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments],
        cwd=project.root,
        env={**known, **names, "VIRTUAL_ENV": environment},
        capture_output=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


def commit(project: Project, *options: str, environment: str = sys.prefix) -> tuple[int, str]:
    git(project, "add", "-A")
    return git(project, "commit", "-q", "-m", "x", *options, environment=environment)


def test_a_commit_with_an_error_is_refused(repository: Project) -> None:
    repository.append(PAGE, "{article}`94`\n")
    assert commit(repository) == (
        1,
        f"{PAGE}:12: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?\n"
        "10 pages, 3 questions, 2 datasets: 1 error, 0 warnings, 0 gaps\n",
    )
    repository.replace(PAGE, "`94`", "`93`")
    assert commit(repository) == (0, "10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 0 gaps\n")


def test_what_is_committed_is_judged_and_not_what_stands_in_the_folder(repository: Project) -> None:
    text = repository.read(PAGE)
    repository.append(PAGE, "{article}`94`\n")
    git(repository, "add", "-A")
    repository.write(PAGE, text)
    status, said = git(repository, "commit", "-q", "-m", "x")
    assert (status, said.partition(": the")[0]) == (1, f"{PAGE}:12: error[unknown-provision]")
    repository.append(PAGE, "{article}`93`\n")
    git(repository, "add", "-A")
    repository.append(PAGE, "{article}`94`\n")
    assert git(repository, "commit", "-q", "-m", "x")[0] == 0


def test_a_clone_for_windows_is_the_same(repository: Project, tmp_path: Path) -> None:
    repository.write(".gitattributes", (REPOSITORY / ".gitattributes").read_bytes())
    repository.write("docs/dot.png", b"\x89PNG\r\n\x1a\n\n\r")
    assert commit(repository, "--no-verify")[0] == 0
    assert git(repository, "clone", "-q", "-c", "core.autocrlf=true", ".", str(tmp_path / "clone"))[0] == 0
    files = [file for file in (tmp_path / "clone").rglob("*") if file.is_file() and ".git" not in file.parts]
    assert len(files) > 20
    for file in files:
        assert file.read_bytes() == (repository.root / file.relative_to(tmp_path / "clone")).read_bytes(), file


def test_an_error_in_another_file_refuses_nothing(repository: Project) -> None:
    repository.append(PAGE, "{article}`94`\n")
    assert commit(repository, "--no-verify")[0] == 0
    repository.append("docs/index.md", "\nText.\n")
    assert commit(repository) == (
        0,
        "10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 0 gaps; 1 error in other files\n",
    )


def test_a_commit_of_something_else_is_not_judged(repository: Project) -> None:
    repository.write("README.md", "Text.\n")
    (repository.root / PAGE).unlink()
    assert commit(repository) == (0, "")


def test_a_name_with_spaces_and_line_ends(repository: Project) -> None:
    repository.write("docs/a b\nc.md", "No heading.\n")
    status, said = commit(repository)
    assert status == 1
    assert said.startswith("docs/a b\\nc.md: error[misnamed-file]: ")


def test_without_an_environment_it_says_what_to_do(repository: Project, tmp_path: Path) -> None:
    repository.append(PAGE, "{article}`94`\n")
    assert commit(repository, environment=str(tmp_path / "none")) == (
        0,
        "The rules were not run. To have them here, run once: python3 .ci/tox -e check\n",
    )
