"""The facts and the rules within a build: the same that ``python -m loipr check`` loads and runs."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from loipr.catalog.report import load_report
from loipr.catalog.source import Place
from loipr.configuration import root_of, settings_of
from loipr.markup.facts import remember, report_of
from loipr.rules import Severity, check

_logger = logging.getLogger(__name__)


def load_facts(app: Sphinx) -> None:
    """Load data and pages once, before pages are read (``builder-inited``)."""
    remember(app.env, load_report(root_of(app), settings_of(app.config)))


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
            _logger.warning(found.message, location=_location(found.place), type="loipr", subtype=found.rule)


def _location(place: Place) -> str:
    # Sphinx takes a text without a colon for the name of a page.
    return str(place) if place.line else f"{place}:1"
