"""In print: short tables stay on one page, only tables with a caption are counted, and what stands below is small."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.markup.nodes import dataset_download

#: A table of so many lines begins where there is room for all of them.
_SHORT = 18
#: A longer one begins where there is room for its head and the first of its lines.
_BEGINNING = 9
#: The caption, the head and the rules take as much room as so many rows.
_AROUND = 4
#: With a heading and a paragraph above it, and what sets its columns, a table stands together with them.
_BELOW_HEADING = 3
_HEADING = 6
#: How many characters a line of small print holds.
_LINE = 105


class LayOutTables(SphinxPostTransform):
    """Prepares tables, and the lines below them, for LaTeX."""

    formats = ("latex",)
    default_priority = 900

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "longtable" in table["classes"]:
                _keep_together(table)
            if not any(isinstance(child, nodes.title) for child in table.children):
                _leave_uncounted(table)
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if "loipr-source" in paragraph["classes"]:
                _set_small(paragraph)


def _leave_uncounted(table: nodes.table) -> None:
    table.replace_self([_tex(r"\begin{reportuncounted}"), table, _tex(r"\end{reportuncounted}")])


def _keep_together(table: nodes.table) -> None:
    widths = [int(spec["colwidth"]) for spec in table.findall(nodes.colspec)]
    lines = _AROUND + sum(_lines(row, widths) for row in table.findall(nodes.row))
    section = table.parent
    heads_section = isinstance(section, nodes.section) and section.index(table) <= _BELOW_HEADING
    lines = lines if lines <= _SHORT else _BEGINNING
    room = _tex(rf"\reportroom{{{lines + _HEADING if heads_section else lines}\baselineskip}}")
    place = section if heads_section else table
    place.parent.insert(place.parent.index(place), room)


def _lines(row: nodes.row, widths: Sequence[int]) -> int:
    """Return how many lines *row* takes, by its longest cell and the width of that cell's column."""
    texts = [cell.astext() for cell in row.children]
    return max(
        (-(-len(text) * 100 // (_LINE * width)) or 1 for text, width in zip(texts, widths, strict=False)), default=1
    )


def _set_small(paragraph: nodes.paragraph) -> None:
    """Put *paragraph* in small print; without it where it has nothing but a file to download."""
    if all(isinstance(child, dataset_download) for child in paragraph.children):
        paragraph.parent.remove(paragraph)
        return
    small = nodes.container(classes=["loipr-source"])
    paragraph.replace_self(small)
    small += paragraph


def _tex(text: str) -> nodes.raw:
    return nodes.raw("", f"{text}\n", format="latex")
