"""Cells that are heads say of what: of their column, or of their row (WCAG 1.3.1)."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def setup(app: Sphinx) -> None:
    """Have the site and the accessible edition open cells so."""
    opened = (_open_cell, _close_cell)
    app.registry.add_translation_handlers(nodes.entry, html=opened, accessible=opened)


def _open_cell(self: HTML5Translator, node: nodes.entry) -> None:
    type(self).visit_entry(self, node)
    scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
    self.body[-1] = self.body[-1].replace("<th", f'<th scope="{scope}"', 1)


def _close_cell(self: HTML5Translator, node: nodes.entry) -> None:
    type(self).depart_entry(self, node)
