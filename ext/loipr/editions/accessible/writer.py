"""How the accessible edition writes the nodes on its page of HTML."""

from __future__ import annotations

import hashlib
from pathlib import Path

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from loipr.editions.accessible.continued_tables import CONTINUED_CLASS
from loipr.editions.accessible.pdf_tags import EXPANSION, LABEL_CLASS, MARK_CLASS, NOTE_ROLE
from loipr.editions.accessible.tree import SHORT_CLASS, TEXT
from loipr.editions.drawing.charts import draw
from loipr.editions.drawing.time_series import draw_series
from loipr.editions.shared.visitors import add_nothing, leave_out
from loipr.editions.shared.written_html import add_attributes
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

#: The report's title is the only heading of level 1; the headings of the report's parts begin at this level.
TOP = 2
_DEEPEST = 6


class Writer(HTML5Translator):
    """Writes sources as lists, notes below tables as notes, and captions as wide as the line."""

    def add_secnumber(self, node: nodes.Element) -> None:
        """Write nothing: the numbers of sections are in their headings already."""

    def add_fignumber(self, node: nodes.Element) -> None:
        # Sections have their ids on their headings.
        if not isinstance(node, nodes.section):
            super().add_fignumber(node)
        if isinstance(node, nodes.table) and node["ids"]:
            # The number of a table stands above its title, as in the UN's documents.
            self.body.append("<br>")

    def visit_start_of_file(self, node: nodes.Element) -> None:
        # If a page has no heading, links to it lead here.
        self.body.append(self.starttag(node, "div") if node["ids"] else "")

    def depart_start_of_file(self, node: nodes.Element) -> None:
        self.body.append("</div>\n" if node["ids"] else "")

    def visit_citation(self, node: nodes.Element) -> None:
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<ul class="sources">\n')
        self.body.append(self.starttag(node, "li", ""))

    def depart_citation(self, node: nodes.Element) -> None:
        self.body.append("</li>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
            self.body.append("</ul>\n")

    def visit_table(self, node: nodes.table) -> None:
        # Links lead to the caption, which has the id of the table: in a PDF, the table itself begins below it.
        ids = node["ids"]
        node["ids"] = [] if _has_caption(node) else ids
        super().visit_table(node)
        node["ids"] = ids

    def visit_thead(self, node: nodes.thead) -> None:
        super().visit_thead(node)
        table = node.parent.parent
        assert isinstance(table, nodes.table)
        if SHORT_CLASS not in table["classes"]:
            numbers = self.builder.fignumbers.get("table", {})
            number = next((f"Table {numbers[name][0]} " for name in table["ids"] if name in numbers), "")
            width = len(node[0].children)
            self.body.append(f'<tr class="{CONTINUED_CLASS}"><td colspan="{width}">{number}(continued)</td></tr>\n')

    def visit_reference(self, node: nodes.Element) -> None:
        start = len(self.body)
        super().visit_reference(node)
        if "expansion" in node:
            add_attributes(self.body, start, "a", f'{EXPANSION}="{self.attval(node["expansion"])}"')

    def visit_title(self, node: nodes.title) -> None:
        start = len(self.body)
        super().visit_title(node)
        if isinstance(node.parent, nodes.table) and "needed" in node.parent:
            # A caption would be as wide as its table; a negative margin makes it as wide as the text.
            missing = TEXT - float(node.parent["width"].removesuffix("cm"))
            if missing > 0:
                add_attributes(self.body, start, "caption", f'style="margin-right: -{missing:.2f}cm"')
        if isinstance(node.parent, nodes.table) and node.parent["ids"]:
            add_attributes(self.body, start, "caption", f'id="{node.parent["ids"][0]}"')

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if _is_note(node):
            self.body.append(self.starttag(node, "p", "", role=NOTE_ROLE))
        elif not _is_cell(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if _is_note(node):
            self.body.append("</p>\n")
        elif not _is_cell(node):
            super().depart_paragraph(node)

    def visit_superscript(self, node: nodes.superscript) -> None:
        is_label = _is_note(node.parent) and node.parent.index(node) == 0
        self.body.append(self.starttag(node, "sup", "", CLASS=LABEL_CLASS if is_label else ""))


def _has_caption(table: nodes.table) -> bool:
    return isinstance(table.children[0], nodes.title)


def _is_note(node: nodes.Element) -> bool:
    """Whether *node* is a note below a table: such a note begins with its mark."""
    return isinstance(node.parent, notes_below) and bool(node.children) and isinstance(node[0], nodes.superscript)


def _is_cell(node: nodes.Element) -> bool:
    """Whether *node* is the only content of a cell, so that the cell needs no paragraph."""
    return isinstance(node.parent, nodes.entry) and len(node.parent) == 1 and not node["ids"] and not node["classes"]


def _open_label(self: HTML5Translator, node: nodes.Element) -> None:
    node["level"] = min(self.section_level + TOP, _DEEPEST)
    self.body.append(self.starttag(node, f"h{node['level']}", "", CLASS="item"))


def _close_label(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f"</h{node['level']}>\n")


def _number(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f'<span class="number">{node["number"]}.</span> ')


def _mark(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f'<sup class="{MARK_CLASS}">{self.encode(node["letters"])}</sup>')


def _draw_chart(self: HTML5Translator, node: nodes.Element) -> None:
    _add_picture(self, draw(node["chart"], "svg"), node)


def _draw_series(self: HTML5Translator, node: nodes.Element) -> None:
    _add_picture(self, draw_series(node, "svg"), node)


def _add_picture(self: HTML5Translator, picture: bytes, node: nodes.Element) -> None:
    name = f"chart-{hashlib.sha256(picture).hexdigest()[:16]}.svg"
    (Path(self.builder.outdir) / name).write_bytes(picture)
    self.body.append(self.emptytag(node, "img", "", src=name, alt=node["alt"]))


def _open_div(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "div", CLASS=type(node).__name__.replace("_", "-")))


def _close_div(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def _open_span(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS=type(node).__name__.replace("_", "-")))


def _close_span(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</span>")


#: How the accessible edition opens and closes each node of the domain.
VISITORS = {
    aggregate: (leave_out, add_nothing),
    article_reference: (_open_span, _close_span),
    figure_reference: (_open_span, _close_span),
    question_panel: (_open_div, _close_div),
    reply_block: (_open_div, _close_div),
    item_label: (_open_label, _close_label),
    chart: (_draw_chart, add_nothing),
    series: (_draw_series, add_nothing),
    footnote_mark: (_mark, add_nothing),
    not_available: (add_nothing, add_nothing),
    notes_below: (_open_div, _close_div),
    paragraph_number: (_number, add_nothing),
}
