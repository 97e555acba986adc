"""In print: short tables stay whole, those with a caption are counted, sources are small, annexes begin a page."""

from __future__ import annotations

from math import ceil

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.editions.table_parts import lines
from loipr.markup.paragraphs import ANNEX

#: A table of so many lines begins where there is room for all of them, and for what stands around them: its caption,
#: head, rules and notes take as much as so many more.
_SHORT, _AROUND = 28, 7
#: A longer one begins where there is room for its head and the first of its lines.
_BEGINNING = 11
#: The height of a line of a table, and of the space between two rows, in lines of text.
_LEADING, _BETWEEN_ROWS = 0.8, 0.125
#: With a heading and a paragraph above it, and what sets its columns, a table stands together with them; they take so
#: many lines of text.
_BELOW_HEADING = 3
_HEADING = 6


class LayOutTables(SphinxPostTransform):
    """Prepares tables, the lines below them, and annexes for LaTeX."""

    formats = ("latex",)
    default_priority = 900

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "longtable" in table["classes"]:
                _keep_together(table)
            if not any(isinstance(child, nodes.title) for child in table.children):
                _leave_uncounted(table)
        for section in list(self.document.findall(nodes.section)):
            if ANNEX in section["classes"]:
                section.parent.insert(section.parent.index(section), _tex(r"\clearpage"))
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if "loipr-source" in paragraph["classes"]:
                _set_small(paragraph)


def _leave_uncounted(table: nodes.table) -> None:
    table.replace_self([_tex(r"\begin{reportuncounted}"), table, _tex(r"\end{reportuncounted}")])


def _keep_together(table: nodes.table) -> None:
    sizes = [int(spec["colwidth"]) for spec in table.findall(nodes.colspec)]
    rows = next(table.findall(nodes.tbody)).children
    height = sum(max(lines(cell, size) for cell, size in zip(row.children, sizes, strict=False)) for row in rows)
    room = ceil(
        (_AROUND + height) * _LEADING + len(rows) * _BETWEEN_ROWS if height <= _SHORT else _BEGINNING * _LEADING
    )
    section = table.parent
    heads_section = isinstance(section, nodes.section) and section.index(table) <= _BELOW_HEADING
    before = section if heads_section else table
    mark = _tex(rf"\reportroom{{{room + _HEADING if heads_section else room}\baselineskip}}")
    before.parent.insert(before.parent.index(before), mark)


def _set_small(paragraph: nodes.paragraph) -> None:
    """Put *paragraph* in small print."""
    small = nodes.container(classes=["loipr-source"])
    paragraph.replace_self(small)
    small += paragraph


def _tex(text: str) -> nodes.raw:
    return nodes.raw("", f"{text}\n", format="latex")
