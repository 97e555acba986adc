"""The LaTeX edition: title page, running heads, and how it prints the domain's nodes."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.latex.theming import Theme
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util.template import LaTeXRenderer
from sphinx.writers.latex import MAX_CITATION_LABEL_LENGTH, LaTeXTranslator

from loipr.domain.configuration import settings_of, settle
from loipr.domain.load_and_check import facts_of
from loipr.domain.numbering import REPORT
from loipr.editions.drawing.charts import draw
from loipr.editions.drawing.time_series import draw_series
from loipr.editions.edition import file_name
from loipr.editions.latex.run_xelatex import SOURCE_MARK
from loipr.editions.shared.assembly import assembled
from loipr.editions.shared.masthead import draft_of, masthead_of, revision_shown
from loipr.editions.shared.missing_glyphs import tex_fallbacks
from loipr.editions.shared.visitors import add_nothing, leave_out
from loipr.markup.nodes import (
    aggregate,
    article_reference,
    chart,
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
from loipr.wording.dates import in_words

_PREAMBLE = Path(__file__).parent / "preamble.tex"
#: What marks changes, for an edition that shows them.
_CHANGES = Path(__file__).parent / "changes.tex"
_LINKS = "{rgb}{0.04,0.30,0.48}"
#: Words in headings are not hyphenated; gaps have the colours of the site.
_SETUP = (
    "hmargin=4cm,vmargin=2.5cm,"
    f"InnerLinkColor={_LINKS},OuterLinkColor={_LINKS},"
    r"HeaderFamily={\rmfamily\bfseries\raggedright\hyphenpenalty10000 },"
    "div.note_border-TeXcolor={rgb}{0.78,0.60,0.36},div.note_background-TeXcolor={rgb}{1,1,1},"
    "div.note_title-background-TeXcolor={rgb}{0.99,0.95,0.89}"
)


_NOTICE = (
    r"\setlength{{\fboxsep}}{{9pt}}\fbox{{\parbox{{\dimexpr\linewidth-2\fboxsep-2\fboxrule\relax}}"
    r"{{\raggedright\bfseries {}\par\medskip\normalfont {}}}}}\par"
)
#: Sphinx's words above the part of a table on its next page: they are long and in the middle.
_CONTINUED = re.compile(
    r"\\multicolumn{(\d+)}{c}{\\sphinxnorowcolor\s*\\makebox\[0pt\]{\\sphinxtablecontinued{\\tablename[^\n]*}}(?=%)"
)
_WATERMARK = (
    r"\AddToHook{shipout/background}{\put(.5\paperwidth,-.5\paperheight){\makebox(0,0){\rotatebox{55}"
    r"{\fontsize{110}{110}\selectfont\bfseries\color[gray]{.94}DRAFT}}}}"
)


def setup(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(ReportBuilder, override=True)


class ReportTranslator(LaTeXTranslator):
    """Writes LaTeX. It compiles the template of tables once; Sphinx compiles it for every table."""

    def __init__(self, document: nodes.document, builder: LaTeXBuilder, theme: Theme) -> None:
        super().__init__(document, builder, theme)
        # Sphinx sets all deeper headings in the last of LaTeX's own levels; the UN has one level more (F13).
        self.sectionnames.append("reportdeepest")

    def render(self, template_name: str, variables: dict[str, Any]) -> str:
        """Return Sphinx's LaTeX for a table, with shorter words where the table continues on a page.

        :raises ExtensionError: when Sphinx's template has other words there than expected.
        """
        table, found = _CONTINUED.subn(
            r"\\multicolumn{\1}{l}{\\reportcontinued", _renderer().render(template_name, variables)
        )
        if found != template_name.startswith("longtable"):
            raise ExtensionError(f"{template_name} of Sphinx says otherwise than before that a table is continued")
        return table

    def depart_row(self, node: nodes.Element) -> None:
        """End a row; if it is marked as kept, the next row stays on the same page."""
        super().depart_row(node)
        if node.get("kept"):
            self.body.append("\\reportkeeprows\n")

    def visit_thebibliography(self, node: nodes.Element) -> None:
        """Make TeX leave room for the widest label: it measures all labels in a stack, where Sphinx counts letters."""
        labels = {label.astext()[:MAX_CITATION_LABEL_LENGTH] for label in node.findall(nodes.label)}
        stack = r"\\".join(map(self.encode, sorted(labels)))
        self.body.append(f"\n\\begin{{sphinxthebibliography}}{{\\shortstack{{{stack}}}}}\n")


class ReportBuilder(LaTeXBuilder):
    """Sphinx's builder ``latex``, with the pages put together as in the other editions of print."""

    # Not set in the registry: if that has any translator, the site's theme changes only the translators that are there.
    default_translator_class = ReportTranslator

    def assemble_doctree(self, indexfile: str, toctree_only: bool, appendices: list[str]) -> nodes.document:
        """Return the page *indexfile* with all pages below it and resolved references; there are no *appendices*."""
        document = assembled(self.env, indexfile)
        # References can lead to these pages.
        self.docnames = {indexfile, *(page["docname"] for page in document.findall(addnodes.start_of_file))}
        self.env.resolve_references(document, indexfile, self)
        return document


@cache
def _renderer() -> LaTeXRenderer:
    return LaTeXRenderer(latex_engine="xelatex")


def _escape(text: str) -> str:
    for plain, tex in (("\\", r"\textbackslash "), ("{", r"\{"), ("}", r"\}")):
        text = text.replace(plain, tex)
    for character in "&%$#_":
        text = text.replace(character, "\\" + character)
    return text.replace("~", r"\textasciitilde ").replace("^", r"\textasciicircum ")


def configure(app: Sphinx, config: Config) -> None:
    """Set Sphinx's settings for the LaTeX edition (``config-inited``).

    :raises ConfigError: when Sphinx no longer has one of these settings.
    """
    settings = settings_of(config)
    head = masthead_of(facts_of(app))
    start = REPORT if (Path(app.srcdir) / f"{REPORT}.md").exists() else config.root_doc
    name = f"{file_name(settings.symbol)}.tex"
    # The engine is the one that loipr.editions.latex.run_xelatex runs; the preamble is written for this class.
    settle(
        config,
        latex_engine="xelatex",
        latex_toplevel_sectioning="section",
        latex_documents=[(start, name, _escape(head.title), _escape(config.author), "howto")],
        latex_show_urls="no",
        # Rules and no colours, as in the UN's tables.
        latex_table_style=["booktabs"],
        latex_elements={**_elements(app, config), **config.latex_elements},
    )


def _elements(app: Sphinx, config: Config) -> dict[str, str]:
    """Return the parts of the LaTeX source that are the edition's own."""
    settings, head = settings_of(config), masthead_of(facts_of(app))
    preamble = _PREAMBLE.read_text(encoding="utf-8")
    values = {
        "TITLE": head.title,
        "AUTHOR": config.author,
        "SYMBOL": head.symbol,
        "LISTOFISSUES": settings.list_of_issues,
        "TREATY": head.treaty,
        "COMMITTEE": head.committee,
        "RECEIVED": head.received,
        "DATE": in_words(settings.reference_date),
        "DRAFT": draft_of(config),
        "REVISION": revision_shown(config),
    }
    lines = {
        "DISTRIBUTION": "\\par ".join(map(_escape, head.distribution)),
        "TITLENOTES": "".join(rf"{{\small {mark} {_escape(text)}\par}}" for mark, text in head.notes),
        "NOTICE": "" if config.loipr_official else _NOTICE.format(_escape(draft_of(config)), _escape(settings.notice)),
        "FALLBACKS": tex_fallbacks(),
        "WATERMARK": "" if config.loipr_official else _WATERMARK,
    }
    for key, value in {**{key: _escape(value) for key, value in values.items()}, **lines}.items():
        preamble = preamble.replace(f"@{key}@", value)
    preamble += _CHANGES.read_text(encoding="utf-8") if config.loipr_compared_with else ""
    marks = ", ".join(mark for mark, _ in head.notes)
    preamble += rf"\newcommand{{\reporttitlemarks}}{{\textsuperscript{{{marks}}}}}" + "\n"
    return {
        "papersize": "a4paper",
        "pointsize": "10pt",
        "figure_align": "H",
        "releasename": "",
        "sphinxsetup": _SETUP,
        "maketitle": r"\reporttitlepage",
        "tableofcontents": r"\sphinxtableofcontents\clearpage",
        "preamble": preamble,
    }


def _anchor(self: LaTeXTranslator, node: nodes.Element) -> None:
    for name in node["ids"]:
        self.body.append(self.hypertarget(name))


def _open_reply(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("\n\\reportreply\n")
    _anchor(self, node)


def _open_panel(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("\n\\begin{reportquestion}\n")


def _close_panel(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("\n\\end{reportquestion}\n")


def _open_label(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("\n\\reportitem{")


def _close_label(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("}\n")


def _draw_chart(self: LaTeXTranslator, node: nodes.Element) -> None:
    _add_picture(self, draw(node["chart"], "pdf"))


def _draw_series(self: LaTeXTranslator, node: nodes.Element) -> None:
    _add_picture(self, draw_series(node, "pdf"))


def _add_picture(self: LaTeXTranslator, picture: bytes) -> None:
    name = f"chart-{hashlib.sha256(picture).hexdigest()[:16]}.pdf"
    (Path(self.builder.outdir) / name).write_bytes(picture)
    self.body.append(f"\\noindent\\sphinxincludegraphics{{{name}}}\n")


def _mark(self: LaTeXTranslator, node: nodes.Element) -> None:
    # The mark takes no width, so the figures of a column stay aligned.
    self.body.append(f"\\rlap{{\\textsuperscript{{{node['letters']}}}}}")


def _number(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append(f"\\reportnumber{{{node['number']}}}{SOURCE_MARK}{node['place']}\n")
    self.body.append(self.hypertarget(node["address"]))


def _open_figure(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append(r"\reportfigure{")


def _close_figure(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("}")


def _open_notes(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("\n\\begin{reportnotes}\n")


def _close_notes(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("\n\\end{reportnotes}\n")


#: How LaTeX opens and closes each node of the domain.
VISITORS = {
    aggregate: (leave_out, add_nothing),
    article_reference: (_anchor, add_nothing),
    figure_reference: (_open_figure, _close_figure),
    question_panel: (_open_panel, _close_panel),
    reply_block: (_open_reply, add_nothing),
    item_label: (_open_label, _close_label),
    chart: (_draw_chart, add_nothing),
    series: (_draw_series, add_nothing),
    footnote_mark: (_mark, add_nothing),
    not_available: (add_nothing, add_nothing),
    paragraph_number: (_number, add_nothing),
    notes_below: (_open_notes, _close_notes),
}
