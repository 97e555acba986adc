"""Tables that an author typed, measured for print as the tables of datasets are."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.markup.column_widths import shares, width_of

#: A table in one of these has no room of its own, and does not go on on the next page.
_AROUND = (nodes.entry, nodes.list_item, nodes.Admonition, nodes.block_quote, nodes.definition, nodes.footnote)


class MeasureTypedTables(SphinxPostTransform):
    """Gives typed tables the widths of columns that tables of datasets have, in all editions but the site."""

    formats = ("latex", "print", "docx")

    def run(self, **kwargs: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "needed" not in table and not _is_inside(table):
                measure_typed(table)


def measure_typed(table: nodes.table) -> None:
    """Measure the columns of *table*; one with cells across several columns keeps the widths that it has."""
    rows = [[entry.astext() for entry in row.children] for row in table.findall(nodes.row)]
    columns = list(table.findall(nodes.colspec))
    if not rows or any(len(row) != len(columns) for row in rows):
        return
    widths = [width_of(head, cells) for head, *cells in zip(*rows, strict=True)]
    table["needed"] = [width.needed for width in widths]
    table["align"] = "left"
    table["classes"] = [name for name in table["classes"] if not name.startswith("colwidths")]
    table["classes"] += ["longtable", "colwidths-given"]
    for column, size in zip(columns, shares(widths), strict=True):
        column["colwidth"] = size


def _is_inside(table: nodes.table) -> bool:
    node = table.parent
    while node is not None and not isinstance(node, _AROUND):
        node = node.parent
    return node is not None
