"""The report's facts, for roles and directives: loaded once a build, read by every process of it."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sphinx.environment import BuildEnvironment

from loipr.report import Report

_REPORTS: WeakKeyDictionary[BuildEnvironment, Report] = WeakKeyDictionary()


def remember(env: BuildEnvironment, report: Report) -> None:
    """Make *report* the facts of this build."""
    _REPORTS[env] = report


def report_of(env: BuildEnvironment) -> Report:
    """Return the facts of this build."""
    return _REPORTS[env]


def note_data(env: BuildEnvironment, path: str) -> None:
    """Have the current page built again when the data file *path* (from the project's root) changes."""
    env.note_dependency(report_of(env).root / path)
