"""The builders ``meeting-pdf`` and ``meeting-docx``: the papers for a meeting, as the editions of the same kind."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from docutils import nodes
from sphinx.application import Sphinx

from loipr.editions.accessible.builder import PAGE_IN_HTML, AccessibleBuilder
from loipr.editions.meeting.papers import SETTING, Papers, papers_of
from loipr.editions.meeting.papers_tree import papers_tree
from loipr.editions.shared.assembly import unlink_others
from loipr.editions.shared.masthead import DRAFT, Masthead
from loipr.editions.word.body import Heading
from loipr.editions.word.builder import WordBuilder
from loipr.editions.word.elements import properties, w
from loipr.editions.word.runs import runs
from loipr.facts.lists_of_issues import questions_in_words
from loipr.markup.report_of_build import report_of
from loipr.report import Report
from loipr.wording.dates import in_words
from loipr.wording.sentences import listed


class PapersInPrint(AccessibleBuilder):
    """Writes the papers as one page of HTML, from which the PDF is made."""

    name = "meeting-pdf"

    def _head(self) -> Masthead:
        return replace(super()._head(), title=_papers(self).title)

    def _assembled(self, start: str) -> nodes.document:
        papers = _papers(self)
        tree = papers_tree(self, papers)
        pages = report_of(self.env).pages_by_question
        unlink_others(tree, PAGE_IN_HTML, {pages[number].docname for number in papers.questions if number in pages})
        return tree

    def _front(self, head: Masthead, draft: str, tree: nodes.document) -> str:
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in _lines(_papers(self), report_of(self.env)))
        notice = html.escape(report_of(self.env).settings.notice)
        return (
            f'<header class="papers"><div class="top"><p>{html.escape(head.symbol)}</p></div>'
            f'<h1>{html.escape(head.title)}</h1>{lines}<div class="notice"><p><strong>{DRAFT}</strong></p>'
            f"<p>{notice}</p></div></header>\n"
        )


class PapersInWord(WordBuilder):
    """Writes the papers as a Word file."""

    name = "meeting-docx"

    def _head(self) -> Masthead:
        return replace(super()._head(), title=_papers(self).title, notes=())

    def _file(self) -> str:
        return _papers(self).file

    def _assembled(self) -> nodes.document:
        return papers_tree(self, _papers(self))

    def _around(self, head: Masthead, text: list[Element], headings: list[Heading]) -> Iterator[Element]:
        report = report_of(self.env)
        yield _paragraph("Title", head.title)
        for line in _lines(_papers(self), report):
            yield _paragraph("Subtitle", line)
        yield _paragraph("NoticeTitle", DRAFT)
        yield _paragraph("Notice", report.settings.notice)
        yield from text


def setup(app: Sphinx) -> None:
    """Register the builders and their setting."""
    app.add_config_value(SETTING, {}, "", dict)
    app.add_builder(PapersInPrint)
    app.add_builder(PapersInWord)


def _papers(builder: PapersInPrint | PapersInWord) -> Papers:
    return papers_of(builder.config, report_of(builder.env))


def _lines(papers: Papers, report: Report) -> Iterator[str]:
    """Yield what stands below the title: the place, who is invited, the questions, and the day of print."""
    event = papers.meeting.event
    if papers.meeting.venue:
        yield f"Place: {papers.meeting.venue}"
    if event.institutions or event.others:
        yield f"Present: {listed([*event.institutions, *([event.others] if event.others else [])])}"
    words = questions_in_words(papers.questions)
    yield f"{words[0].upper()}{words[1:]} of the list of issues {report.settings.list_of_issues}"
    if papers.today is not None:
        yield f"State of {in_words(papers.today)}, from which the days left are counted"


def _paragraph(style: str, text: str) -> Element:
    return w("p", properties(style), *runs(text))
