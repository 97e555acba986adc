"""The facts and the rules within a build: the same that ``python -m loipr check`` loads and runs."""

from __future__ import annotations

import glob
from pathlib import Path
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from loipr.domain.configuration import root_of, settings_of
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.files.places import Place
from loipr.markup.report_of_build import forget, remember, report_of
from loipr.pages.page import FOLDER, PARKED
from loipr.report import Report, load_report
from loipr.rules import Severity, check
from loipr.wording.sentences import on_one_line

_logger = logging.getLogger(__name__)
_FEW = 5
_NOT_BUILT = ("unreadable-file", "oversized-page", "misnamed-file")
#: What the reader of pages passes over: templates of pages, what editors leave behind, parked texts.
_PASSED_OVER = ("_*", "**/_*", ".*", "**/.*", f"{PARKED.removeprefix(f'{FOLDER}/')}/**")
#: What was loaded and checked just now, for the next build of its folder; and what each build has of it.
_PREPARED: dict[Path, Report] = {}
_FACTS: WeakKeyDictionary[Sphinx, Report] = WeakKeyDictionary()


def load_facts(app: Sphinx, config: Config) -> None:
    """Load data and pages, before anything else reads them (``config-inited``)."""
    root = root_of(app)
    prepared = _PREPARED.pop(root, None)
    report = _FACTS[app] = load_report(root, settings_of(config)) if prepared is None else prepared
    # What was not read as a fact, Sphinx is not to read either: a link to a file of the machine, say.
    unread = {one.place.path for one in report.problems if one.rule in _NOT_BUILT}
    inside = sorted(path.removeprefix(f"{FOLDER}/") for path in unread if path.startswith(f"{FOLDER}/"))
    config.exclude_patterns = [*config.exclude_patterns, *_PASSED_OVER, *map(glob.escape, inside)]
    # A bibliography that the rules refuse would stop the extension that prints it.
    broken = not report.bibliography.sources
    config.bibtex_bibfiles = [] if broken else [BIBLIOGRAPHY]


def hand_over_facts(app: Sphinx) -> None:
    """Give the facts to the build, and keep its pages from reading files or holding raw markup (``builder-inited``)."""
    remember(app.env, facts_of(app), app.builder)
    app.env.settings.update(file_insertion_enabled=False, raw_enabled=False)


def forget_facts(app: Sphinx, exception: Exception | None) -> None:
    """Let go of the facts when nothing more is built of them (``build-finished``): the next build loads its own."""
    _FACTS.pop(app, None)
    forget(app.env)


def facts_of(app: Sphinx) -> Report:
    """Return the facts of a build, also before its environment is there."""
    return _FACTS[app]


def prepare(report: Report) -> None:
    """Let the next build of its folder use *report*, which was just loaded and checked."""
    _PREPARED[report.root] = report


def leave_few_pages_to_one_process(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read and write a few pages without starting further processes, which takes longer (``env-before-read-docs``)."""
    if len(docnames) <= _FEW:
        app.parallel = 1


def log_findings(app: Sphinx, env: BuildEnvironment) -> None:
    """Log every finding at its place (``env-updated``): in each build, whatever pages were read again.

    Gaps are no warnings: they are what a working edition honestly has.
    """
    if not app.config.loipr_log_findings:
        return
    for found in check(report_of(env)):
        if found.severity == Severity.GAP:
            _logger.info("%s", found)
        else:
            _logger.warning(
                on_one_line(found.message), location=_location(found.place), type="loipr", subtype=found.rule
            )


def _location(place: Place) -> str:
    # Sphinx takes a text without a colon for the name of a page.
    return str(place) if place.line else f"{place}:1"
