"""The layout in LaTeX: short tables stay whole, only tables with a caption are counted, sources are in small print,
and each annex begins a page.
"""

from __future__ import annotations

from math import ceil

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.editions.shared.table_parts import first_rows, is_beyond_text, kept_rows, lines
from loipr.markup.nodes import TABLE_LABEL, notes_below
from loipr.markup.paragraphs import ANNEX

#: The caption, head, rules and notes of a table take the room of so many lines.
_AROUND = 7
#: The height of a line of a table, and of the space between two rows, in lines of text.
_LEADING, _BETWEEN_ROWS = 0.84, 0.125


class LayOutTables(SphinxPostTransform):
    """Prepares tables, the lines below them, and annexes for LaTeX."""

    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "longtable" in table["classes"]:
                _keep_together(table)
                _let_be_wide(table)
            if not any(isinstance(child, nodes.title) for child in table.children):
                _leave_uncounted(table)
        for section in list(self.document.findall(nodes.section)):
            if ANNEX in section["classes"]:
                section.parent.insert(section.parent.index(section), _tex(r"\clearpage"))
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if {"loipr-source", TABLE_LABEL} & {*paragraph["classes"]}:
                _set_small(paragraph)


def _let_be_wide(table: nodes.table) -> None:
    """Tell TeX of a table that is wider than the text; its notes have its width, too."""
    if not is_beyond_text(sum(int(spec["colwidth"]) for spec in table.findall(nodes.colspec))):
        return
    place = table.parent.index(table)
    foot = [node for node in table.parent[place + 1 : place + 2] if isinstance(node, notes_below)]
    table.parent[place : place + 1 + len(foot)] = [
        _tex(r"\begin{reportbeyond}"),
        table,
        *foot,
        _tex(r"\end{reportbeyond}"),
    ]


def _leave_uncounted(table: nodes.table) -> None:
    table.replace_self([_tex(r"\begin{reportuncounted}"), table, _tex(r"\end{reportuncounted}")])


def _keep_together(table: nodes.table) -> None:
    sizes = [int(spec["colwidth"]) for spec in table.findall(nodes.colspec)]
    rows = [row for row in next(table.findall(nodes.tbody)).children if isinstance(row, nodes.row)]
    heights = [max(lines(cell, size) for cell, size in zip(row.children, sizes, strict=False)) for row in rows]
    for row, is_kept in zip(rows, kept_rows(heights), strict=True):
        row["kept"] = is_kept
    # A short table begins where there is room for all of it; a longer one where there is room for its first rows.
    first = first_rows(heights)
    room = ceil((_AROUND + sum(first)) * _LEADING + len(first) * _BETWEEN_ROWS)
    before = _label_of(table) or table
    mark = _tex(rf"\reportroom{{{room}\baselineskip}}")
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
