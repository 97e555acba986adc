"""Replies: the blocks that answer items, the gaps in them, and the question shown above them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from loipr.facts.lists_of_issues import Item, Question, parse_labels
from loipr.length.word_count import share_of, word_counts
from loipr.markup.nodes import item_label, question_panel, reply_block, reply_id, site_only
from loipr.markup.references import article_nodes, cross_reference, institution_node
from loipr.markup.report_of_build import note_data, report_of
from loipr.pages.page import DUE, Page, gap_id
from loipr.report import Report
from loipr.wording.phrases import reply_to
from loipr.wording.sentences import listed

STATUS_MEANINGS = {
    "draft": "draft, being written",
    "contributed": "contributed by the institutions concerned, not yet reviewed",
    "reviewed": "reviewed by the coordinator, not yet cleared",
    "cleared": "cleared for submission",
}


class ReplyDirective(SphinxDirective):
    """``:::{reply} (a)``: the answer to item (a), or to several items."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        labels = parse_labels(self.arguments[0]) or (self.arguments[0],)
        ids = [reply_id(self.env.docname, label) for label in labels]
        node = reply_block(ids=ids, labels=list(labels), anchor="reply")
        node += item_label("", listed(labels))
        node += self.parse_content_to_nodes()
        self.set_source_info(node)
        return [node]


class GapDirective(SphinxDirective):
    """``:::{gap} KP2MI, Kemlu``: what is not known, and who should fill it."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = {DUE: directives.unchanged}

    def run(self) -> list[nodes.Node]:
        number = self.env.new_serialno("loipr-gap") + 1
        node = nodes.admonition(classes=["loipr-gap"], ids=[gap_id(self.env.docname, number)])
        title = nodes.title("", "", nodes.Text("Information not available; to be supplied by "))
        for index, name in enumerate(part.strip() for part in self.arguments[0].split(",")):
            if index:
                title += nodes.Text(", ")
            title += institution_node(self.env, name)
        node += title
        node += self.parse_content_to_nodes()
        self.set_source_info(node)
        return [node]


class ShowQuestion(SphinxTransform):
    """Gives a reply the UN's heading, “Reply to paragraph 7 of the list of issues”, and shows the question above it."""

    def apply(self, **kwargs: object) -> None:
        report = report_of(self.env)
        page = report.pages_by_docname.get(self.env.docname)
        question = report.questions.get(page.question) if page and page.is_reply and page.question else None
        section = next(self.document.findall(nodes.section), None)
        if page is None or question is None or section is None:
            return
        note_data(self.env, question.place.path)
        title = section.next_node(nodes.title)
        if title is None:
            return
        title.insert(0, nodes.Text(f"{reply_to(question.number)} "))
        section.insert(section.index(title) + 1, _panel(question, page, self.env))


def _panel(question: Question, page: Page, env: BuildEnvironment) -> question_panel:
    length = length_of(page.docname, report_of(env))
    panel = question_panel(question=question.number, standing=question.standing, status=page.status, length=length)
    kind = "Question" if question.standing == "known" else "Question (working outline)"
    first, *others = question.wording.split("\n")
    label = nodes.strong("", f"{kind} {question.number}. ")
    panel += nodes.paragraph("", "", label, nodes.Text(first), classes=["loipr-question"])
    panel += [nodes.paragraph("", other, classes=["loipr-question"]) for other in others]
    panel += _footnotes(question.footnotes)
    if question.items:
        panel += _items(question.items, page, env.docname)
    if env.config.loipr_official:
        # What follows is the office's own: the United Nations prints the question alone.
        return panel
    if question.provisions:
        panel += _line("Provisions", article_nodes(env, question.provisions))
    panel += _line("Status", nodes.Text(STATUS_MEANINGS.get(page.status, page.status)))
    panel += _line("Lead", *_institutions(env, [page.lead] if page.lead else []))
    if page.contributors:
        panel += _line("With", *_institutions(env, list(page.contributors)))
    words, share = length
    if share is not None:
        line = _line("Length", nodes.Text(f"{words:,} words; its share of what the report may have is {share:,}"))
        panel += site_only(line)
    if question.standing != "known":
        note = "The Committee's text of this question is not at hand; it was outlined from the Convention's own order."
        standing = nodes.paragraph("", note, classes=["loipr-standing"])
        # In print the word “outline” stands before the number, and the introduction says once what it means.
        panel += site_only(standing)
    return panel


def length_of(docname: str, report: Report) -> list[int | None]:
    """Return how many words the reply *docname* has, and how many it may have; two None if it has no share."""
    page = report.pages_by_docname.get(docname)
    question = report.questions.get(page.question) if page and page.question else None
    share = share_of(question, report) if question else None
    return [word_counts(report).get(docname), share] if share is not None else [None, None]


def _footnotes(texts: tuple[str, ...]) -> list[nodes.paragraph]:
    """Return the Committee's own footnotes *texts*, a paragraph each, to stand below the question or item."""
    return [_line("Footnote of the Committee", nodes.Text(text)) for text in texts]


def _line(label: str, *children: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", f"{label}: "), *children, classes=["loipr-meta"])


def _institutions(env: BuildEnvironment, names: list[str]) -> Iterator[nodes.Node]:
    for index, name in enumerate(names):
        if index:
            yield nodes.Text(", ")
        yield institution_node(env, name)


def _items(items: tuple[Item, ...], page: Page, docname: str) -> nodes.bullet_list:
    answered = {label for reply in page.replies for label in reply.labels or ()}
    found = nodes.bullet_list(classes=["loipr-items"])
    for item in items:
        label = item.label.rpartition(" ")[2]
        shown: nodes.Node = nodes.strong("", label)
        if item.label in answered:
            target = f"{page.question} {item.label}"
            shown = cross_reference(docname, "question", target, nodes.strong("", label))
        first, *others = item.wording.split("\n")
        entry = nodes.list_item("", nodes.paragraph("", "", shown, nodes.Text(f" {first}")))
        entry += [nodes.paragraph("", other) for other in others]
        entry += _footnotes(item.footnotes)
        if item.items:
            entry += _items(item.items, page, docname)
        found += entry
    return found
