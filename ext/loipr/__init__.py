"""A State's report to a UN treaty body, written as pages and data: the Sphinx extension that checks and draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loipr.version import __version__, code_version

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx, and return its metadata.

    The imports are inside, because ``python -m loipr check`` imports this package without Sphinx.
    """
    from loipr import pipeline
    from loipr.domain import configuration
    from loipr.domain.report_domain import ReportDomain
    from loipr.editions.accessible import builder as accessible
    from loipr.editions.accessible import writer as accessible_writer
    from loipr.editions.draft import builder as draft
    from loipr.editions.latex import latex
    from loipr.editions.meeting import builder as meeting
    from loipr.editions.shared import head_cells
    from loipr.editions.site import site
    from loipr.editions.word import builder as word
    from loipr.markup import sandbox

    # What conf.py says about the report, and the settings that no report may change.
    configuration.setup(app)
    # What authors can write, and a parser that keeps their pages inside the report.
    app.add_source_parser(sandbox.Pages, override=True)
    app.add_domain(ReportDomain)
    # How the editions write it.
    for edition in (site, latex, accessible, word, meeting, draft, head_cells):
        edition.setup(app)
    for node, visitors in site.VISITORS.items():
        app.add_node(node, html=visitors, latex=latex.VISITORS[node], print=accessible_writer.VISITORS[node])
    # What happens to a page on the way.
    pipeline.connect(app)
    return {
        "version": __version__,
        "env_version": code_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
