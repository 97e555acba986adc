"""The report's facts and the builder of the edition, for every step of a page, in every process."""

from __future__ import annotations

from weakref import WeakKeyDictionary, ref

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from loipr.report import Report

_REPORTS: WeakKeyDictionary[BuildEnvironment, Report] = WeakKeyDictionary()
#: A builder holds its environment. A strong reference to it here would keep both alive for ever.
_BUILDERS: WeakKeyDictionary[BuildEnvironment, ref[Builder]] = WeakKeyDictionary()


def remember(env: BuildEnvironment, report: Report, builder: Builder) -> None:
    """Remember *report* and *builder* for the build of *env*."""
    _REPORTS[env], _BUILDERS[env] = report, ref(builder)


def forget(env: BuildEnvironment) -> None:
    """Forget what was remembered for *env*: Sphinx and its roles may keep *env* long after its build."""
    _REPORTS.pop(env, None)
    _BUILDERS.pop(env, None)


def report_of(env: BuildEnvironment) -> Report:
    """Return the report that the build of *env* shows.

    :raises KeyError: when the build has not loaded it yet, or has ended.
    """
    return _REPORTS[env]


def builder_of(env: BuildEnvironment) -> Builder:
    """Return the builder that writes the edition of *env*.

    :raises KeyError: when the build has not begun, or has ended.
    """
    builder = _BUILDERS[env]()
    assert builder is not None, "the builder is there as long as its build"
    return builder


def is_site(env: BuildEnvironment) -> bool:
    """Whether this build writes the website, where notes open and files can be downloaded; other editions are print."""
    return builder_of(env).format == "html"


def note_data(env: BuildEnvironment, path: str) -> None:
    """Make Sphinx read the current page again when the data file *path* (from the project's root) changes."""
    env.note_dependency(report_of(env).root / path)
