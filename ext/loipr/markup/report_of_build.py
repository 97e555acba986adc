"""The report's facts and the edition that is written, for what a page goes through: known to every process."""

from __future__ import annotations

from weakref import WeakKeyDictionary, ref

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from loipr.report import Report

_REPORTS: WeakKeyDictionary[BuildEnvironment, Report] = WeakKeyDictionary()
#: A builder holds its environment: held here, it would keep both alive for ever.
_BUILDERS: WeakKeyDictionary[BuildEnvironment, ref[Builder]] = WeakKeyDictionary()


def remember(env: BuildEnvironment, report: Report, builder: Builder) -> None:
    """Make *report* the facts of this build, and *builder* what writes its edition."""
    _REPORTS[env], _BUILDERS[env] = report, ref(builder)


def forget(env: BuildEnvironment) -> None:
    """Let go of what was remembered; Sphinx and its roles may hold the environment long after its build."""
    _REPORTS.pop(env, None)
    _BUILDERS.pop(env, None)


def report_of(env: BuildEnvironment) -> Report:
    """Return the facts of this build."""
    return _REPORTS[env]


def builder_of(env: BuildEnvironment) -> Builder:
    """Return what writes the edition of this build."""
    builder = _BUILDERS[env]()
    assert builder is not None, "the builder is there as long as its build"
    return builder


def is_site(env: BuildEnvironment) -> bool:
    """Whether this build writes the website, where notes open and files can be had; all other editions are printed."""
    return builder_of(env).format == "html"


def note_data(env: BuildEnvironment, path: str) -> None:
    """Have the current page built again when the data file *path* (from the project's root) changes."""
    env.note_dependency(report_of(env).root / path)
