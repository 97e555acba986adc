"""The small report under git, with revisions on days of June 2025."""

from __future__ import annotations

import datetime
import os
import subprocess

from support.project import Project


def day(number: int) -> datetime.date:
    return datetime.date(2025, 6, number)


def git(project: Project, *arguments: str, date: str = "") -> None:
    who = {f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} if date else {}
    subprocess.run(
        ["git", "-C", str(project.root), *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **who, **dates, "GIT_CONFIG_GLOBAL": os.devnull},
    )


def commit(project: Project, number: int) -> None:
    """Commit all changes, on day *number* of June 2025."""
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "x", date=f"2025-06-{number:02} 12:00:00 +0700")


def put_under_git(project: Project) -> None:
    """Put the small report under git, with its first revision on day 1."""
    project.write(".gitignore", "_build\n")
    git(project, "init", "-q", "-b", "main")
    commit(project, 1)
