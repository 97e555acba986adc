"""The layout in LaTeX: short tables stay whole, only tables with a caption are counted, sources are in small print,
and each annex begins a page.
"""

from __future__ import annotations

from math import ceil

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.editions.shared.table_parts import first_rows, kept_rows, lines
from loipr.markup.nodes import TABLE_LABEL
from loipr.markup.paragraphs import ANNEX

#: The caption, head, rules and notes of a table take the room of so many lines.
_AROUND = 7
#: The height of a line of a table, and of the space between two rows, in lines of text.
_LEADING, _BETWEEN_ROWS = 0.8, 0.125
#: A table stays together with a heading and a paragraph above it. It is then at most the child of its section with the
#: first number (its column specification counts too), and heading and paragraph take so many lines of text.
_BELOW_HEADING = 3
_HEADING = 6


class LayOutTables(SphinxPostTransform):
    """Prepares tables, the lines below them, and annexes for LaTeX."""

    formats = ("latex",)

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
            if {"loipr-source", TABLE_LABEL} & {*paragraph["classes"]}:
                _set_small(paragraph)


def _leave_uncounted(table: nodes.table) -> None:
    table.replace_self([_tex(r"\begin{reportuncounted}"), table, _tex(r"\end{reportuncounted}")])


def _keep_together(table: nodes.table) -> None:
    sizes = [int(spec["colwidth"]) for spec in table.findall(nodes.colspec)]
    rows = next(table.findall(nodes.tbody)).children
    heights = [max(lines(cell, size) for cell, size in zip(row.children, sizes, strict=False)) for row in rows]
    for row, is_kept in zip(rows, kept_rows(heights), strict=True):
        assert isinstance(row, nodes.row)
        row["kept"] = is_kept
    # A short table begins where there is room for all of it; a longer one where there is room for its first rows.
    first = first_rows(heights)
    room = ceil((_AROUND + sum(first)) * _LEADING + len(first) * _BETWEEN_ROWS)
    section = table.parent
    heads_section = isinstance(section, nodes.section) and section.index(table) <= _BELOW_HEADING
    before = section if heads_section else _label_of(table) or table
    mark = _tex(rf"\reportroom{{{room + _HEADING if heads_section else room}\baselineskip}}")
    before.parent.insert(before.parent.index(before), mark)


def _label_of(table: nodes.table) -> nodes.Element | None:
    """Return the paragraph above *table* that says what the table is, or None."""
    above = table.parent[: table.parent.index(table)]
    found = next((node for node in reversed(above) if not isinstance(node, addnodes.tabular_col_spec)), None)
    return found if isinstance(found, nodes.paragraph) and TABLE_LABEL in found["classes"] else None


def _set_small(paragraph: nodes.paragraph) -> None:
    """Put *paragraph* in small print."""
    small = nodes.container(classes=["loipr-source"])
    paragraph.replace_self(small)
    small += paragraph


def _tex(text: str) -> nodes.raw:
    return nodes.raw("", f"{text}\n", format="latex")
