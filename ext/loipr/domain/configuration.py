"""The settings of the build: those of the report, and those that keep a page inside the report."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from loipr.domain.bibliography_style import STYLE, register_style
from loipr.domain.citations import CitationDomain
from loipr.facts.settings import NAMES, Settings
from loipr.pages.page import DEEPEST_ANCHOR
from loipr.pages.vocabulary import NO_SYNTAX, SYNTAX
from loipr.wording.dates import in_words

#: Warnings of Sphinx about what the rules report themselves: suppressed, so that each fault is reported once.
_REPORTED_BY_RULES = ["bibtex.key_not_found", "bibtex.bibfile_error", "bibtex.duplicate_id", "myst.topmatter"]
#: Code in a language that Sphinx does not know is shown in one colour; that needs no warning.
_HARMLESS = ["misc.highlighting_failure"]


def setup(app: Sphinx) -> None:
    """Add the settings of ``conf.py``, and the extensions that the report needs."""
    for name in NAMES:
        app.add_config_value(f"loipr_{name}", "", "env", str)
    app.add_config_value("loipr_title_notes", [], "env", (list, tuple))
    # `loipr build` prints the findings before it builds; a plain sphinx-build logs them.
    app.add_config_value("loipr_log_findings", True, "", bool)
    app.add_config_value("loipr_official", False, "env", bool)
    app.add_config_value("loipr_revision", "", "", str)
    register_style()
    app.setup_extension("myst_parser")
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(CitationDomain, override=True)


def root_of(app: Sphinx) -> Path:
    """Return the project's folder: the one with ``conf.py``."""
    return Path(app.confdir)


def settings_of(config: Config) -> Settings:
    """Return the report's settings.

    :raises ValueError: when ``conf.py`` lacks a setting, or has one that is not valid.
    """
    values = {value.name: value.value for value in config if value.name.startswith("loipr_")}
    names = ("project", "language", "html_baseurl")
    return Settings.of({**values, **{name: config[name] for name in names}})


def complete(app: Sphinx, config: Config) -> None:
    """Check the report's settings, and set the settings that the machinery decides (``config-inited``).

    :raises ConfigError: when a setting of the report is missing or not valid.
    """
    try:
        settings = settings_of(config)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    settle(
        config,
        # A page is text by strangers: no raw HTML, no file from elsewhere, no template that is run.
        source_suffix={".md": "markdown"},
        myst_enable_extensions=set(SYNTAX),
        myst_disable_syntax=list(NO_SYNTAX),
        myst_heading_anchors=DEEPEST_ANCHOR,
        suppress_warnings=[*config.suppress_warnings, *_REPORTED_BY_RULES, *_HARMLESS],
        bibtex_default_style=STYLE,
        bibtex_reference_style="label",
        # The same source makes the same edition on any day.
        today=in_words(settings.reference_date),
        html_last_updated_fmt=None,
        html_copy_source=False,
        # Tables and charts are numbered by loipr.domain.numbering.
        numfig=False,
        # The labels of headings bring their own full stop or bracket (loipr.domain.headings).
        html_secnumber_suffix=" ",
        # The report has no index of terms.
        html_use_index=False,
        html_show_sphinx=False,
    )


def settle(config: Config, **settings: object) -> None:
    """Set the *settings* of Sphinx, of its extensions and of its theme in *config*.

    :raises ConfigError: when *config* has no such setting any more: its value would have no effect, and nobody would
        notice.
    """
    for name, value in settings.items():
        if name not in config:
            raise ConfigError(f"{name} is no setting of this Sphinx; the extension needs another version of it")
        setattr(config, name, value)
