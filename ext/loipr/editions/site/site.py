"""The review website: its look, its navigation, and the files it offers."""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from loipr.domain.configuration import settle
from loipr.domain.memory import memory_of
from loipr.editions.drawing.chart_style import NARROW, SCREEN, SERIES_ON_SCREEN, SMALL_SERIES
from loipr.editions.drawing.charts import draw
from loipr.editions.drawing.time_series import draw_series
from loipr.editions.shared.masthead import DRAFT, draft_of, revision_shown
from loipr.editions.shared.visitors import add_nothing
from loipr.editions.shared.written_html import add_attributes
from loipr.editions.site import downloads, feed
from loipr.editions.site.coordination import draw_view
from loipr.editions.site.navigation import language_of
from loipr.editions.site.paragraph_numbers import write_number
from loipr.editions.site.remarks import address_for_comments
from loipr.markup.nodes import (
    aggregate,
    article_reference,
    chart,
    coordination_view,
    dataset_download,
    figure_reference,
    footnote_mark,
    item_label,
    not_available,
    notes_below,
    paragraph_number,
    question_panel,
    reply_block,
    series,
)
from loipr.markup.report_of_build import report_of
from loipr.markup.vernacular import language_class
from loipr.wording.dates import in_words

_ASSETS = Path(__file__).parent


def setup(app: Sphinx) -> None:
    """Register how the site writes tables, sources, and the nodes that only the site has."""
    app.registry.add_translation_handlers(nodes.table, html=(_open_table, _close_table))
    app.add_node(dataset_download, html=(_offer_download, add_nothing))
    app.add_node(coordination_view, html=(draw_view, add_nothing))
    app.add_node(nodes.citation, override=True, html=(_open_source, _close_source))


def configure(app: Sphinx, config: Config) -> None:
    """Set Sphinx's settings for the site (``config-inited``).

    :raises ConfigError: when Sphinx no longer has one of these settings.
    """
    # The lists are new, because the old ones may be Sphinx's defaults, which the next build in this process shares. The
    # paths are relative, because Sphinx keeps a digest of its settings, which must be the same in every checkout.
    settle(
        config,
        templates_path=[*config.templates_path, os.path.relpath(_ASSETS, app.confdir)],
        html_static_path=[*config.html_static_path, os.path.relpath(_ASSETS / "static", app.confdir)],
        html_css_files=[*config.html_css_files, "signs.css", "loipr.css"],
        html_js_files=[*config.html_js_files, ("loipr.js", {"defer": "defer"})],
        html_favicon=config.html_favicon or os.path.relpath(_ASSETS / "static/favicon.svg", app.confdir),
        template_bridge="loipr.editions.site.site_templates.Templates",
        html_sidebars=config.html_sidebars or {"**": ["loipr-nav.html"]},
        numfig_format={**config.numfig_format, "table": "Table %s", "figure": "Figure %s."},
        html_theme_options={**_theme_options(config), **config.html_theme_options},
    )


def _theme_options(config: Config) -> dict[str, object]:
    return {
        "announcement": f"Draft. {escape(config.loipr_notice)}" if not config.loipr_official else "",
        "use_download_button": False,
        "use_fullscreen_button": False,
        "show_toc_level": 2,
        "navbar_persistent": [],
        "footer_content_items": ["loipr-footer.html"],
    }


def keep_compiled_templates(app: Sphinx) -> None:
    """Keep the compiled templates of the theme for the next build."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        folder = Path(app.doctreedir) / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def shorten_title(app: Sphinx, doctree: nodes.document) -> None:
    """Name a reply “7. Recruitment” in the navigation; its heading is the UN's “Reply to paragraph 7”."""
    page = report_of(app.env).pages_by_docname.get(app.env.docname)
    if page is not None and page.is_reply and page.question in report_of(app.env).questions:
        text = f"{page.question}. {page.title}"
        app.env.titles[app.env.docname] = nodes.title("", text)


def mark_language(app: Sphinx, doctree: nodes.document) -> None:
    """Tell browsers and screen readers if a guide is in another language (WCAG 3.1.2)."""
    classes = language_class(language_of(app, app.env.docname))
    for section in doctree.children:
        if classes and isinstance(section, nodes.section):
            section["classes"] += classes
            for entry in app.env.tocs[app.env.docname].findall(nodes.reference):
                entry["classes"] += classes


def name_language(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let a page in another language say so (WCAG 3.1.1), and the frame around it say that it stays in English."""
    if language := language_of(app, pagename):
        context["language"], context["frame_language"] = language, context["language"]


def escape_titles(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Escape the titles that the theme writes as HTML, for print and for screen readers."""
    for name in ("pagetitle", "root_title"):
        context[name] = escape(context.get(name, ""))


def show_revision(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Show the revision on the first page of a draft. If every page showed it, each commit would change all pages."""
    if pagename == app.config.root_doc and (revision := _revision(app)):
        context["body"] += f'<p class="loipr-revision">{DRAFT}. {revision}</p>\n'


def add_footer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the foot of the page what the report is; offer its files on the first page above the first section."""
    settings = report_of(app.env).settings
    page = report_of(app.env).pages_by_docname.get(pagename)
    context["report_feed"] = feed.FILE if feed.has_feed(report_of(app.env)) else ""
    context["report_footer"] = {
        "symbol": settings.symbol,
        "draft": draft_of(app.config),
        "day": in_words(settings.reference_date),
        "licence": settings.licence,
        "remarks": settings.coordinator_address,
        "comments": address_for_comments(context, settings.coordinator_address),
        "lead": page.lead if page is not None else "",
        "address": f"{settings.site_address}{app.builder.get_target_uri(pagename)}" if settings.site_address else "",
    }
    if pagename == app.config.root_doc:
        above, section, below = context["body"].partition("</h1>")
        before, second, after = below.partition("<section ")
        context["body"] = f'{above}{section}{before}<div class="loipr-files"></div>\n{second}{after}'


def front_page_of_another_revision(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the first page, to write it again, if the revision has changed (``env-updated``)."""
    memory = memory_of(env)
    if app.builder.format != "html" or memory.revision == _revision(app):
        return []
    memory.revision = _revision(app)
    return [app.config.root_doc]


def _revision(app: Sphinx) -> str:
    return revision_shown(app.config)


def delete_removed_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Delete pages from the site that no longer exist; Sphinx leaves them there."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        for docname in removed:
            Path(app.builder.get_outfilename(docname)).unlink(missing_ok=True)
    return []


def delete_unused_files(app: Sphinx, exception: Exception | None) -> None:
    """Delete pictures and files from the site that no page uses any more (``build-finished``)."""
    if exception is not None or app.builder.format != "html":
        return
    images, downloads = ([name for _, name in files.values()] for files in (app.env.images, app.env.dlfiles))
    for folder, names in (("_images", images), ("_downloads", downloads)):
        for file in (Path(app.outdir) / folder).rglob("*"):
            if file.is_file() and file.relative_to(Path(app.outdir) / folder).as_posix() not in names:
                file.unlink()


def _open_span(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="loipr-articles"))


def _close_span(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</span>")


def _open_figure(self: HTML5Translator, node: nodes.Element) -> None:
    node["start"] = len(self.body)
    self.body.append(self.starttag(node, "span", "", CLASS="loipr-value"))


def _close_figure(self: HTML5Translator, node: nodes.Element) -> None:
    # The text that opens below describes the link, or the figure itself if there is no link.
    described = f'aria-describedby="{node["tip"]}"'
    link = next((at for at in range(node["start"], len(self.body)) if self.body[at].startswith("<a ")), None)
    if link is None:
        add_attributes(self.body, node["start"], "span", f'tabindex="0" {described}')
    else:
        add_attributes(self.body, link, "a", described)
    observations = "".join(
        f'<span class="loipr-observation">{"".join(_line(self, line) for line in lines)}</span>'
        for lines in node["provenance"]
    )
    self.body.append(f'<span class="loipr-provenance" role="tooltip" id="{node["tip"]}">{observations}</span></span>')


def _line(self: HTML5Translator, line: str) -> str:
    return f'<span class="loipr-line">{self.encode(line)} </span>'


def _open_panel(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(
        self.starttag(node, "aside", "\n", False, **{"class": "loipr-panel", "aria-label": "The question"})
    )


def _close_section(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</aside>\n" if isinstance(node, question_panel) else "</section>\n")


def _open_reply(self: HTML5Translator, node: nodes.Element) -> None:
    label = " and ".join(node["labels"])
    self.body.append(
        self.starttag(node, "section", "\n", False, **{"class": "loipr-reply", "aria-label": f"Reply to item {label}"})
    )


def _open_label(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "h2", "", CLASS="loipr-item-label"))


def _close_label(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</h2>\n")


def _open_source(self: HTML5Translator, node: nodes.Element) -> None:
    # The roles that docutils writes here are deprecated, and screen readers do not announce a list.
    if not isinstance(node.previous_sibling(), nodes.citation):
        self.body.append('<div role="list" class="citation-list">\n')
    self.body.append(self.starttag(node, "div", "", CLASS="citation", role="listitem"))


def _close_source(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        self.body.append("</div>\n")


def _offer_download(self: HTML5Translator, node: nodes.Element) -> None:
    up = "../" * self.builder.current_docname.count("/")
    files = downloads.files_of(report_of(self.builder.env).datasets[node["dataset"]])
    links = [
        f'<a class="loipr-download" href="{up}{downloads.FOLDER}/{self.encode(name)}" download>{kind}'
        f'<span class="visually-hidden"> of {self.encode(node["dataset"])}</span></a>'
        for kind, name in files.items()
    ]
    self.body.append(" ".join(links))


def _draw_chart(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the picture into the page itself, for wide and for narrow screens: no file is loaded, its text is text."""
    self.body.append(_picture(self, node))
    for name, size in (("wide", SCREEN), ("narrow", NARROW)):
        prefix = f"{_drawn_id(node)}-{name}-"
        self.body.append(_inline(draw(node["chart"], "svg", size).decode("utf-8"), prefix, f"loipr-{name}"))
    self.body.append("</div>")


def _picture(self: HTML5Translator, node: nodes.Element) -> str:
    """Return the tag that opens a picture; of one that came or went, with its address."""
    css_class = " ".join(["loipr-picture", *node["classes"]])
    name = f' id="{node["ids"][-1]}"' if node["ids"] else ""
    return f'<div class="{css_class}"{name} role="img" aria-label="{self.attval(node["alt"])}">'


def _drawn_id(node: nodes.Element) -> str:
    """Return what the ids within a picture begin with."""
    return str((node["ids"] or node.parent["ids"])[0])


def _inline(picture: str, prefix: str, css_class: str) -> str:
    """Return the SVG file *picture* as a part of a page: with *css_class*, *prefix* before its ids, and no style."""
    picture = picture[picture.index("<svg") :].replace(
        "<svg ", f'<svg class="{css_class}" aria-hidden="true" focusable="false" stroke-linejoin="round" ', 1
    )
    picture = re.sub(r"<style.*?</style>", "", picture, count=1, flags=re.DOTALL)
    return re.sub(r'(\bid="|url\(#|xlink:href="#|href="#)', rf"\g<1>{prefix}", picture)


def _draw_series(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the picture into the page itself: alone for wide and for narrow screens, beside others small."""
    is_alone = "loipr-series" not in node.parent.parent["classes"]
    sizes = {"wide": SERIES_ON_SCREEN, "narrow": SMALL_SERIES} if is_alone else {"small": SMALL_SERIES}
    self.body.append(_picture(self, node))
    for name, size in sizes.items():
        drawn = draw_series(node, "svg", size).decode("utf-8")
        self.body.append(_inline(drawn, f"{_drawn_id(node)}-{name}-", f"loipr-{name}"))
    self.body.append("</div>")


def _open_table(self: HTML5Translator, node: nodes.table) -> None:
    """Open a table as the theme does. The frame in which it scrolls gets the table's name, for users of a keyboard."""
    type(self).visit_table(self, node)
    if node.get("label"):
        add_attributes(self.body, -2, "div", f'role="group" aria-label="{self.attval(node["label"])}"')
    if node.get("view"):
        add_attributes(self.body, -1, "table", f'data-view="{self.attval(node["view"])}"')


def _close_table(self: HTML5Translator, node: nodes.table) -> None:
    type(self).depart_table(self, node)


def _mark(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append('<span class="visually-hidden"> note </span><sup class="loipr-mark">')
    self.body.append(self.encode(node["letters"]))
    self.body.append("</sup>")


def _open_sign(self: HTML5Translator, node: nodes.Element) -> None:
    """Hide the sign from screen readers, which read out words instead."""
    self.body.append('<span aria-hidden="true">')


def _close_sign(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append('</span><span class="visually-hidden">not available</span>')


def _open_notes(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append('<div class="loipr-notes">')


def _close_notes(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


#: How the site opens and closes each node of the domain.
VISITORS = {
    aggregate: (add_nothing, add_nothing),
    article_reference: (_open_span, _close_span),
    figure_reference: (_open_figure, _close_figure),
    question_panel: (_open_panel, _close_section),
    reply_block: (_open_reply, _close_section),
    item_label: (_open_label, _close_label),
    chart: (_draw_chart, add_nothing),
    series: (_draw_series, add_nothing),
    footnote_mark: (_mark, add_nothing),
    paragraph_number: (write_number, add_nothing),
    not_available: (_open_sign, _close_sign),
    notes_below: (_open_notes, _close_notes),
}
