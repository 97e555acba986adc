"""Every event and transform of a build, in the order in which they run.

A smaller number runs first. No two steps of one event share a number, so the order of these lines does not matter.
Other extensions have numbers too: a comment says which step must come before or after one of theirs.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils.transforms import Transform
from sphinx.application import Sphinx

from loipr.domain import configuration, headings, load_and_check, numbering, outdated
from loipr.domain.article_index import ListCitations
from loipr.domain.spelt_out_names import ShortenNamesInHeadings, SpellOutNames
from loipr.editions.latex import latex
from loipr.editions.latex.fit_tables import FitTables
from loipr.editions.latex.keep_together import LayOutTables
from loipr.editions.latex.plain_headings import UnlinkHeadings
from loipr.editions.shared.footnotes import NumberFootnotes
from loipr.editions.shared.full_table_references import NameFullTables
from loipr.editions.shared.leftover_markup import RefuseLeftoverMarkup
from loipr.editions.shared.missing_glyphs import TurnRightToLeft
from loipr.editions.shared.question_breaks import BreakQuestions
from loipr.editions.shared.source_marks import NoteSources
from loipr.editions.shared.source_notes import NoteFigures
from loipr.editions.shared.typed_tables import MeasureTypedTables
from loipr.editions.site import (
    akn,
    coordination,
    downloads,
    feed,
    institution_pages,
    machine_words,
    navigation,
    paragraph_numbers,
    report_json,
    search_index,
    site,
)
from loipr.markup import sandbox
from loipr.markup.no_break_spaces import TieWords
from loipr.markup.paragraphs import MarkParagraphs
from loipr.markup.replies import ShowQuestion
from loipr.markup.vernacular import MarkVernacular

#: Before the pages: settings and facts.
START: tuple[tuple[str, int, Callable[..., object]], ...] = (
    ("config-inited", 100, configuration.complete),
    ("config-inited", 200, load_and_check.load_facts),
    ("config-inited", 500, site.configure),
    ("config-inited", 501, latex.configure),
    ("builder-inited", 500, load_and_check.hand_over_facts),
    ("builder-inited", 501, site.keep_compiled_templates),
    ("builder-inited", 502, institution_pages.add_institution_pages),
    ("builder-inited", 503, search_index.replace_sphinx_index),
    ("env-get-outdated", 500, outdated.pages_with_changed_facts),
    ("env-get-outdated", 501, outdated.pages_with_changed_files),
    ("env-get-outdated", 502, site.delete_removed_pages),
    ("env-get-outdated", 503, search_index.forget_text),
    ("env-before-read-docs", 500, load_and_check.leave_few_pages_to_one_process),
)
#: Each page: its text, then its tree.
PAGE: tuple[tuple[str, int, Callable[..., object]], ...] = (
    ("source-read", 500, sandbox.hide_front_matter),
    ("doctree-read", 600, site.shorten_title),
    ("doctree-read", 601, site.mark_language),
)
PAGE_TRANSFORMS: tuple[tuple[int, type[Transform]], ...] = (
    (10, sandbox.StayInside),
    (400, ShowQuestion),
    (450, MarkParagraphs),
    (451, MarkVernacular),
    (452, ShortenNamesInHeadings),
    # After the quotation marks are curled (750).
    (800, TieWords),
)
#: When all pages are read: findings, what to write again, numbers.
ALL_PAGES: tuple[tuple[str, int, Callable[..., object]], ...] = (
    ("env-updated", 500, load_and_check.log_findings),
    ("env-updated", 501, outdated.pages_with_changed_citations),
    ("env-updated", 502, outdated.pages_around_changed_pages),
    ("env-updated", 503, outdated.note_files),
    ("env-updated", 504, site.front_page_of_another_revision),
    ("env-updated", 505, coordination.pages_with_changed_views),
    ("env-get-updated", 500, paragraph_numbers.number_pages),
    # After the numbers: in the contents, labels take their place.
    ("env-get-updated", 501, headings.label_all),
)
#: Each page again, as an edition writes it. The steps with numbers below 9 must run before MyST (9) and Sphinx (10)
#: resolve references. The bibliography is filled in at 5.
WRITTEN_PAGE_TRANSFORMS: tuple[tuple[int, type[Transform]], ...] = (
    (1, SpellOutNames),
    (2, ListCitations),
    (3, numbering.NumberParagraphs),
    (4, headings.LabelHeadings),
    (5, NoteFigures),
    (6, NoteSources),
    (7, NameFullTables),
    (8, NumberFootnotes),
    (599, MeasureTypedTables),
    (600, FitTables),
    (850, downloads.LeaveDownloadsOut),
    (900, sandbox.LeadNowhereElse),
    (901, LayOutTables),
    (902, BreakQuestions),
    (903, UnlinkHeadings),
    # When everything that will be printed is there.
    (940, RefuseLeftoverMarkup),
    (950, TurnRightToLeft),
)
#: The site: its pages, then its files.
SITE: tuple[tuple[str, int, Callable[..., object]], ...] = (
    ("html-collect-pages", 500, search_index.make_search_page),
    ("html-collect-pages", 501, machine_words.make_not_found),
    # Before the theme, which shows a link to edit each page that has a source, and leaves empty contents out.
    ("html-page-context", 400, institution_pages.offer_no_source),
    ("html-page-context", 401, navigation.list_items),
    ("html-page-context", 500, navigation.add_navigation),
    ("html-page-context", 501, site.show_revision),
    ("html-page-context", 502, coordination.add_script),
    ("html-page-context", 503, search_index.collect_text),
    ("html-page-context", 504, site.add_footer),
    ("html-page-context", 505, machine_words.describe_page),
    ("html-page-context", 506, akn.collect_page),
    # After the theme, which treats titles as HTML.
    ("html-page-context", 900, site.escape_titles),
    ("html-page-context", 901, site.name_language),
    ("build-finished", 500, downloads.write_downloads),
    ("build-finished", 501, site.delete_unused_files),
    ("build-finished", 502, coordination.write_view_files),
    ("build-finished", 503, machine_words.list_pages),
    ("build-finished", 504, report_json.write_report),
    ("build-finished", 505, akn.write_document),
    ("build-finished", 506, feed.write_feed),
)
#: When everything is written.
END: tuple[tuple[str, int, Callable[..., object]], ...] = (("build-finished", 999, load_and_check.forget_facts),)


def connect(app: Sphinx) -> None:
    """Connect every step to the build."""
    for event, priority, step in (*START, *PAGE, *ALL_PAGES, *SITE, *END):
        app.connect(event, step, priority=priority)
    for priority, transform in PAGE_TRANSFORMS:
        transform.default_priority = priority
        app.add_transform(transform)
    for priority, transform in WRITTEN_PAGE_TRANSFORMS:
        transform.default_priority = priority
        app.add_post_transform(transform)
