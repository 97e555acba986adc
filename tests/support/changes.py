"""The files of the small report, and changes of them: each is defined once, and applied to the project of a test."""

from __future__ import annotations

from collections.abc import Callable

from support.project import Project

LAWS = "docs/replies/q01-laws.md"
RECRUITMENT = "docs/replies/q02-recruitment.md"
STATISTICS = "docs/replies/q03-statistics.md"
LIST = "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml"
OBSERVATIONS = "data/concluding-observations/co-1.yaml"
DESCRIPTOR = "data/datapackage.json"
PLACEMENTS = "data/datasets/placements.csv"
MONEY = "data/datasets/money.csv"
BIBLIOGRAPHY = "data/references.bib"
FORM = "data/form-rules.yaml"
CALENDAR = "data/calendar.yaml"
MEETING = "data/meetings/2025-06-12.yaml"
COMMENTS = "data/comments.yaml"
REGISTER = "data/register.yaml"
Change = Callable[[Project], None]


def add(path: str, text: str) -> Change:
    return lambda project: project.append(path, text)


def swap(path: str, old: str, new: str) -> Change:
    return lambda project: project.replace(path, old, new)


def write(path: str, text: str | bytes) -> Change:
    return lambda project: project.write(path, text)


def remove(path: str) -> Change:
    return lambda project: (project.root / path).unlink()


def rename(old: str, new: str) -> Change:
    def change(project: Project) -> None:
        (project.root / old).rename(project.root / new)

    return change


def both(*changes: Change) -> Change:
    def change(project: Project) -> None:
        for one in changes:
            one(project)

    return change


def hold(project: Project, check: str, more: str = "") -> None:
    """Give the report one rule of form, which *check* enforces; *more* are further lines of it."""
    text = f"- id: F1\n  rule: A rule.\n  source: S01\n  confidence: seen\n  check: {check}\n{more}"
    project.write(FORM, text)
