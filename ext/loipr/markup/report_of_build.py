"""The report's facts and the edition that is written, for what a page goes through: known to every process."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from loipr.report import Report

_REPORTS: WeakKeyDictionary[BuildEnvironment, Report] = WeakKeyDictionary()
_BUILDERS: WeakKeyDictionary[BuildEnvironment, Builder] = WeakKeyDictionary()


def remember(env: BuildEnvironment, report: Report, builder: Builder) -> None:
    """Make *report* the facts of this build, and *builder* what writes its edition."""
    _REPORTS[env], _BUILDERS[env] = report, builder


def report_of(env: BuildEnvironment) -> Report:
    """Return the facts of this build."""
    return _REPORTS[env]


def builder_of(env: BuildEnvironment) -> Builder:
    """Return what writes the edition of this build."""
    return _BUILDERS[env]


def is_site(env: BuildEnvironment) -> bool:
    """Whether this build writes the website, where notes open and files can be had; all other editions are printed."""
    return _BUILDERS[env].format == "html"


def note_data(env: BuildEnvironment, path: str) -> None:
    """Have the current page built again when the data file *path* (from the project's root) changes."""
    env.note_dependency(report_of(env).root / path)
