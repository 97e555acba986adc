"""The builder ``docx``: it puts the pages together as the LaTeX builder does, and writes them as one Word file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from xml.etree.ElementTree import Element

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from loipr.domain.numbering import start_of
from loipr.editions.edition import file_name
from loipr.editions.making.moment import moment_of
from loipr.editions.shared.assembly import assembled
from loipr.editions.shared.masthead import DRAFT, Masthead, masthead_of
from loipr.editions.word.anchors import PAGE_SIGN
from loipr.editions.word.body import Body, Heading, Pages
from loipr.editions.word.comments_part import comment_parts
from loipr.editions.word.docx_zip import write_package
from loipr.editions.word.elements import properties, serialized, w
from loipr.editions.word.front import contents, first_page, title_notes
from loipr.editions.word.provenance import properties_part, sent_parts
from loipr.editions.word.runs import word_language
from loipr.editions.word.sheet import section
from loipr.editions.word.templates import filled, note_separators, refer_to_parts
from loipr.facts.comments import KeptComment
from loipr.markup.report_of_build import report_of
from loipr.wording.dates import in_words


class WordBuilder(Builder):
    """Builds the report as one .docx."""

    name = "docx"
    format = "docx"
    epilog = "The Word edition is in %(outdir)s."
    allow_parallel = False
    supported_image_types = ["image/png", "image/jpeg"]  # noqa: RUF012  # as Sphinx has it

    def get_outdated_docs(self) -> str:
        return "the report"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return PAGE_SIGN + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to)

    def write_documents(self, _docnames: Set[str]) -> None:
        document = self._assembled()
        head = self._head()
        body = Body(
            document,
            Path(self.srcdir),
            self.env.toc_fignumbers,
            first_note=len(head.notes) + 1,
            pages=self._pages(),
            is_draft=not self.config.loipr_official,
        )
        text = body.write()
        everything = w("document", w("body", *self._around(head, text, body.headings), section()))
        notes = w("footnotes", *note_separators(), *title_notes(head), *body.footnotes)
        relations = body.inlines.relations
        has_turned = refer_to_parts(everything, relations)
        written = {"word/document.xml": everything, "word/footnotes.xml": notes}
        report, revision = report_of(self.env).settings.symbol, self.config.loipr_revision
        origin = properties_part(report, revision)
        if not self.config.loipr_official:
            # A draft comes back with changes. The official edition goes out, and needs no second copy of its text.
            origin |= sent_parts(report, revision, written, body.names.origins, relations)
        comments = comment_parts(self._comments(), written, body.names.origins, relations)
        parts = {
            **{name: serialized(part) for name, part in written.items()},
            "word/_rels/document.xml.rels": relations.part(),
            "word/_rels/footnotes.xml.rels": body.note_relations.part(),
            "word/numbering.xml": serialized(body.numbers.part()),
            **filled(self._words(head), is_draft=not self.config.loipr_official, has_turned=has_turned),
            **body.inlines.pictures.files,
            **origin,
            **comments,
        }
        write_package(self.outdir / f"{self._file()}.docx", parts)

    def _comments(self) -> Sequence[KeptComment]:
        """Return the comments that stand in the file; an edition has none."""
        return ()

    def _pages(self) -> Pages:
        root = Path(report_of(self.env).root)
        files = {name: Path(self.env.doc2path(name)) for name in self.env.found_docs}
        return Pages(root, {name: os.path.relpath(file, root).replace(os.sep, "/") for name, file in files.items()})

    def _file(self) -> str:
        """Return the name of the file, without its ending."""
        return file_name(report_of(self.env).settings.symbol)

    def _head(self) -> Masthead:
        return masthead_of(report_of(self.env))

    def _around(self, head: Masthead, text: list[Element], headings: list[Heading]) -> Iterator[Element]:
        """Yield the whole document: the first page, the contents, and the *text* from a new page."""
        yield from self._front(head)
        yield from contents(headings)
        if text:
            yield w("p", properties("Between"), w("r", w("br", type="page")))
        yield from text

    def _assembled(self) -> nodes.document:
        start = start_of(self.env)
        document = assembled(self.env, start)
        self.env.resolve_references(document, start, self)
        return document

    def _front(self, head: Masthead) -> Iterator[Element]:
        settings = report_of(self.env).settings
        lines = [
            f"Replies to the list of issues prior to reporting ({settings.list_of_issues})",
            f"State of affairs at {in_words(settings.reference_date)}",
        ]
        notice = () if self.config.loipr_official else tuple(filter(None, (DRAFT, settings.notice)))
        return first_page(head, lines, notice)

    def _words(self, head: Masthead) -> dict[str, str]:
        """Return the words of this report for heads, feet and the file's properties."""
        settings = report_of(self.env).settings
        is_draft = not self.config.loipr_official
        return {
            "TITLE": head.title,
            "AUTHOR": self.config.author,
            "SYMBOL": head.symbol,
            "LISTOFISSUES": settings.list_of_issues,
            "LANGUAGE": word_language(self.config.language),
            "DRAFT": DRAFT if is_draft else "",
            "REVISION": f"Revision {self.config.loipr_revision}" if is_draft and self.config.loipr_revision else "",
            "MOMENT": f"{moment_of(settings.reference_date):%Y-%m-%dT%H:%M:%SZ}",
        }


def setup(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(WordBuilder)
