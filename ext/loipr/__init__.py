"""A State's report to a UN treaty body, written as pages and data: the Sphinx extension that checks and draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loipr.version import __version__, code_version

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension. ``python -m loipr check`` imports this package without Sphinx, hence the imports here."""
    from loipr.domain import configuration, headings, load_and_check, numbering, outdated
    from loipr.domain.article_index import ListCitations
    from loipr.domain.report_domain import ReportDomain
    from loipr.domain.spelt_out_names import SpellOutNames
    from loipr.editions.accessible import builder as accessible
    from loipr.editions.accessible import writer as accessible_writer
    from loipr.editions.latex import keep_together, latex
    from loipr.editions.shared import footnotes, full_table_references, head_cells, source_notes
    from loipr.editions.site import downloads, site
    from loipr.editions.word import builder as word
    from loipr.markup import sandbox
    from loipr.markup.no_break_spaces import TieWords
    from loipr.markup.paragraphs import MarkParagraphs
    from loipr.markup.replies import ShowQuestion
    from loipr.markup.vernacular import MarkVernacular

    # What conf.py says of the report, and the settings that no report may change.
    configuration.setup(app)
    # The facts: loaded before anything is read, judged when everything is.
    app.connect("config-inited", load_and_check.load_facts, priority=200)
    app.connect("builder-inited", load_and_check.hand_over_facts)
    app.connect("env-before-read-docs", load_and_check.leave_few_pages_to_one_process)
    app.connect("env-updated", load_and_check.log_findings)
    # What authors may not write.
    app.connect("source-read", sandbox.hide_front_matter)
    app.add_source_parser(sandbox.Pages, override=True)
    app.add_transform(sandbox.StayInside)
    app.add_post_transform(sandbox.LeadNowhereElse)
    # What authors write, and what the build remembers of it.
    app.add_domain(ReportDomain)
    app.add_transform(ShowQuestion)
    app.add_transform(MarkParagraphs)
    app.add_transform(MarkVernacular)
    app.add_transform(TieWords)
    app.add_post_transform(SpellOutNames)
    app.add_post_transform(ListCitations)
    app.add_post_transform(numbering.NumberParagraphs)
    app.add_post_transform(headings.LabelHeadings)
    app.add_post_transform(source_notes.NoteFigures)
    app.add_post_transform(full_table_references.NameFullTables)
    app.add_post_transform(footnotes.NumberFootnotes)
    app.add_post_transform(downloads.LeaveDownloadsOut)
    app.add_post_transform(keep_together.LayOutTables)
    app.connect("env-get-outdated", outdated.pages_with_changed_facts)
    app.connect("env-updated", outdated.pages_with_changed_citations)
    app.connect("env-updated", outdated.pages_around_changed_pages)
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
