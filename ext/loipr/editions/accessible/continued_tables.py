"""Where a table goes on on the next page, the words “Table 3 (continued)” stand above its repeated heads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: The class of the first row of the heads, which has these words.
CONTINUED_CLASS = "continued"


@contextmanager
def continued_tables() -> Iterator[None]:
    """Make WeasyPrint leave out the row with these words where a table begins, within this context.

    The library repeats the heads of a table on each page, and CSS cannot tell the first page from later ones. So the
    function that lays a table out is replaced: for the first page, it gets the table without that row.
    """
    from weasyprint.layout import block

    laid_out_by_library = block.table_layout

    def laid_out(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *more: Any) -> Any:
        if skip_stack is None and (heads := _with_words(table)) is not None:
            first = heads.copy_with_children(heads.children[1:])
            table = table.copy_with_children([first, *table.children[1:]])
        return laid_out_by_library(context, table, bottom_space, skip_stack, *more)

    block.table_layout = laid_out
    try:
        yield
    finally:
        block.table_layout = laid_out_by_library


def _with_words(table: Any) -> Any:
    """Return the heads of *table* if they begin with the words, else None."""
    heads = table.children[0] if table.children and table.children[0].is_header else None
    row = heads.children[0] if heads is not None and heads.children else None
    return heads if row is not None and row.element is not None and _says_so(row.element) else None


def _says_so(element: Any) -> bool:
    return bool(element.get("class") == CONTINUED_CLASS)
