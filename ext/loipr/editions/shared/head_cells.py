"""A cell that is a head says what it is the head of: its column or its row (WCAG 1.3.1).

In a column with marks of notes, each cell says how many letters the widest mark has. So the style sheet can keep room
for it, and the figures stay aligned. A cell of a table that can be sorted says how it is compared.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from loipr.editions.shared.written_html import add_attributes


def setup(app: Sphinx) -> None:
    """Make the site and the accessible edition write cells in this way.

    It uses the registry, because `add_node` would change docutils' own cells for all later builds in the same process.
    """
    opened = (_open_cell, _close_cell)
    app.registry.add_translation_handlers(nodes.entry, html=opened, print=opened)


def _open_cell(self: HTML5Translator, node: nodes.entry) -> None:
    type(self).visit_entry(self, node)
    if not self.body[-1].lstrip().startswith("<td"):
        scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        add_attributes(self.body, -1, "th", f'scope="{scope}"')
    more = {
        'style="--loipr-mark: {}"': node.get("room") or None,
        'data-kind="{}"': node.get("kind"),
        'data-value="{}"': node.get("sorted_by"),
    }
    tag = "td" if self.body[-1].lstrip().startswith("<td") else "th"
    for attribute, value in more.items():
        if value is not None:
            add_attributes(self.body, -1, tag, attribute.format(self.attval(str(value))))


def _close_cell(self: HTML5Translator, node: nodes.entry) -> None:
    type(self).depart_entry(self, node)
