"""A State's report to a UN treaty body, written as pages and data: the Sphinx extension that checks and draws it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension. ``python -m loipr check`` imports this package without Sphinx, hence the imports here."""
    from loipr import build_checks, configuration, domain, headings, numbering
    from loipr.editions import (
        accessible,
        accessible_writer,
        data_annex,
        downloads,
        figure_notes,
        footnotes,
        head_cells,
        latex,
        print_layout,
        site,
    )
    from loipr.editions.word import builder as word
    from loipr.markup import outside
    from loipr.markup.languages import MarkVernacular
    from loipr.markup.paragraphs import MarkParagraphs
    from loipr.markup.replies import ShowQuestion
    from loipr.markup.ties import TieWords

    # What conf.py says of the report, and the settings that no report may change.
    configuration.setup(app)
    # The facts: loaded before anything is read, judged when everything is.
    app.connect("config-inited", build_checks.load_facts, priority=200)
    app.connect("builder-inited", build_checks.hand_over_facts)
    app.connect("env-before-read-docs", build_checks.leave_few_pages_to_one_process)
    app.connect("env-updated", build_checks.log_findings)
    # What authors may not write.
    app.connect("source-read", outside.hide_front_matter)
    app.add_source_parser(outside.Pages, override=True)
    app.add_transform(outside.StayInside)
    app.add_post_transform(outside.LeadNowhereElse)
    # What authors write, and what the build remembers of it.
    app.add_domain(domain.ReportDomain)
    app.add_transform(ShowQuestion)
    app.add_transform(MarkParagraphs)
    app.add_transform(MarkVernacular)
    app.add_transform(TieWords)
    app.add_post_transform(domain.SpellOutNames)
    app.add_post_transform(domain.ListCitations)
    app.add_post_transform(domain.NumberParagraphs)
    app.add_post_transform(headings.LabelHeadings)
    app.add_post_transform(figure_notes.NoteFigures)
    app.add_post_transform(data_annex.NameFullTables)
    app.add_post_transform(footnotes.NumberFootnotes)
    app.add_post_transform(downloads.LeaveDownloadsOut)
    app.add_post_transform(print_layout.LayOutTables)
    app.connect("env-get-outdated", domain.pages_with_changed_facts)
    app.connect("env-updated", domain.pages_with_changed_citations)
    app.connect("env-updated", domain.pages_around_changed_pages)
    app.connect("env-get-updated", numbering.number_all)
    app.connect("env-get-updated", headings.label_all)
    # How it looks.
    site.setup(app)
    latex.setup(app)
    accessible.setup(app)
    word.setup(app)
    head_cells.setup(app)
    for node, visitors in site.VISITORS.items():
        app.add_node(node, html=visitors, latex=latex.VISITORS[node], accessible=accessible_writer.VISITORS[node])
    return {
        "version": __version__,
        "env_version": code_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


@cache
def code_version() -> int:
    """Return a number that changes with the code of the extension, so that pages built by older code are built anew."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return int.from_bytes(digest.digest()[:6])
