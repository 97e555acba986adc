"""The accessible PDF: it has tags for people who listen or read Braille, and the LaTeX edition's text and numbers.

Debian's TeX cannot write tags. WeasyPrint can: it makes PDF/UA-1 from the one page of HTML that is written here.
"""

from __future__ import annotations

import html
import shutil
from collections.abc import Set
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from loipr.domain.numbering import start_of
from loipr.editions.accessible.pdf_tags import CONTENTS_CLASS, NOTE_ROLE
from loipr.editions.accessible.tree import contents_of, prepare, unique
from loipr.editions.accessible.writer import TOP, Writer
from loipr.editions.drawing.charts import font_files
from loipr.editions.shared.assembly import CONTENTS_DEPTH, assembled
from loipr.editions.shared.masthead import DRAFT, Masthead, masthead_of
from loipr.markup.nodes import chart, series
from loipr.markup.report_of_build import report_of
from loipr.wording.dates import in_words

PAGE = "edition.html"
#: What Sphinx writes before the name of a page in a link within one page of HTML.
PAGE_IN_HTML = "#document-"
_STYLE = Path(__file__).parent / "print.css"
#: Not written as `background: … center …`: WeasyPrint parses that position inside an `assert`, which Python's -O skips.
_WATERMARK = (
    "@page { background-repeat: no-repeat; background-position: center; "
    "background-image: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
    "width='560' height='760'%3E%3Ctext transform='rotate(-55 280 380)' x='280' y='420' text-anchor='middle' "
    "font-family='FreeSerif' font-size='150' font-weight='bold' fill='%23f0f0f0'%3EDRAFT%3C/text%3E%3C/svg%3E\"); }\n"
)
_CONTENTS = f'class="{CONTENTS_CLASS}"'


class AccessibleBuilder(SingleFileHTMLBuilder):
    """Writes the report as one page of HTML, with the parts of the LaTeX edition in the same order."""

    name = "accessible"
    # Its format is not ``html``, so what only the site has (downloads, notes that open) is left out.
    format = "print"
    search = False
    add_permalinks = False
    default_translator_class = Writer

    def write_documents(self, _docnames: Set[str]) -> None:
        self.prepare_writing(self.env.all_docs.keys())
        start = start_of(self.env)
        tree = self._assembled(start)
        self.post_process_images(tree)
        tree.settings = self.docsettings
        tree.settings.initial_header_level = TOP
        self.fignumbers = _numbers(self.env.toc_fignumbers)
        self.imgpath, self.dlpath, self.current_docname = "_images", "_downloads", start
        prepare(tree)
        visitor = self.create_translator(tree, self)
        assert isinstance(visitor, Writer)
        tree.walkabout(visitor)
        text = self._page("".join(visitor.fragment), tree)
        (Path(self.outdir) / PAGE).write_text(text, encoding="utf-8")

    def _assembled(self, start: str) -> nodes.document:
        tree = assembled(self.env, start)
        self.env.resolve_references(tree, start, self)
        return tree

    def finish(self) -> None:
        self.copy_image_files()

    def _page(self, body: str, tree: nodes.document) -> str:
        config = self.config
        head = self._head()
        draft = "" if config.loipr_official else DRAFT
        style = _STYLE.read_text(encoding="utf-8")
        for key, value in {"SYMBOL": head.symbol, "DRAFT": draft, "REVISION": self._revision()}.items():
            style = style.replace(f"@{key}@", _css_text(value))
        style += _WATERMARK if draft else ""
        style += self._letters_of_charts() if any(tree.findall(_is_drawn)) else ""
        author, subject = (html.escape(text, quote=True) for text in (config.author, head.symbol))
        return (
            f'<!DOCTYPE html>\n<html lang="{html.escape(config.language)}"><head><meta charset="utf-8">'
            f"<title>{html.escape(head.title)}</title>"
            f'<meta name="author" content="{author}"><meta name="description" content="{subject}">'
            f"<style>{style}</style></head>\n<body>\n{self._front(head, draft, tree)}"
            f"<main>{body}</main></body></html>\n"
        )

    def _head(self) -> Masthead:
        return masthead_of(report_of(self.env))

    def _front(self, head: Masthead, draft: str, tree: nodes.document) -> str:
        """Return what stands before the text: the first page and the contents."""
        contents = f'<nav id="contents"><h2>Contents</h2>\n{_contents(tree)}</nav>\n'
        return f"{self._first_page(head, draft)}{contents}"

    def _letters_of_charts(self) -> str:
        """Copy the fonts of charts to the folder of the page, and return the CSS that names them."""
        faces = []
        for style, file in font_files().items():
            shutil.copyfile(file, Path(self.outdir) / file.name)
            faces.append(
                f"@font-face {{ font-family: 'DejaVu Sans'; font-style: {style}; src: url('{file.name}'); }}\n"
            )
        return "".join(faces)

    def _revision(self) -> str:
        return f"Revision {self.config.loipr_revision}" if not self._is_bare() else ""

    def _is_bare(self) -> bool:
        return bool(self.config.loipr_official) or not self.config.loipr_revision

    def _first_page(self, head: Masthead, draft: str) -> str:
        settings = report_of(self.env).settings
        marks = ", ".join(mark for mark, _ in head.notes)
        distribution = "".join(f"<p>{html.escape(line)}</p>" for line in head.distribution)
        notice = f'<div class="notice"><p><strong>{draft}</strong></p><p>{html.escape(settings.notice)}</p></div>'
        notes = "".join(f'<p role="{NOTE_ROLE}">{mark} {html.escape(text)}</p>' for mark, text in head.notes)
        return (
            f'<header><div class="top"><p>United Nations</p><p class="symbol">{html.escape(head.symbol)}</p></div>'
            f'<div class="treaty"><p>{html.escape(head.treaty)}</p><div>{distribution}</div></div>'
            f'<p class="committee">{html.escape(head.committee)}</p>'
            f"<h1>{html.escape(head.title)}<sup>{marks}</sup></h1>"
            f"<p><strong>Replies to the list of issues prior to reporting ({html.escape(settings.list_of_issues)})"
            f"</strong></p><p>State of affairs at {in_words(settings.reference_date)}</p>"
            f'<p class="received">{html.escape(head.received)}</p>{notice if draft else ""}'
            f'<div class="title-notes">{notes}</div></header>\n'
        )


def setup(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(AccessibleBuilder)


def _css_text(text: str) -> str:
    """Return *text*, escaped for a string in CSS."""
    return "".join(letter if letter.isalnum() or letter in " -–.,+" else f"\\{ord(letter):06x}" for letter in text)


def _numbers(by_page: dict[str, dict[str, dict[str, tuple[int, ...]]]]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return the numbers of tables and figures by kind and by the ids that they have in this edition."""
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for docname, kinds in by_page.items():
        for kind, numbers in kinds.items():
            found.setdefault(kind, {}).update({unique(docname, name): number for name, number in numbers.items()})
    return found


def _contents(node: nodes.Element, depth: int = 1) -> str:
    entries = []
    for section, title in contents_of(node):
        below = _contents(section, depth + 1) if depth < CONTENTS_DEPTH else ""
        link = f'<a {_CONTENTS} href="#{title["ids"][0]}">{html.escape(title.astext())}</a>'
        entries.append(f"<li {_CONTENTS}>{link}{below}</li>\n")
    return f"<ol {_CONTENTS}>{''.join(entries)}</ol>" if entries else ""


def _is_drawn(node: nodes.Node) -> bool:
    return isinstance(node, chart | series)
