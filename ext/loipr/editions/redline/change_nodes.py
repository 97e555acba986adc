"""How HTML and LaTeX write words that were added or struck; Word has its own way."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator
from sphinx.writers.latex import LaTeXTranslator

from loipr.markup.nodes import deleted, inserted

#: The element, and what a screen reader says before and behind it.
_SAID: Mapping[type[nodes.Element], tuple[str, str, str]] = {
    inserted: ("ins", "added: ", " end of addition "),
    deleted: ("del", "struck: ", " end of struck text "),
}


def _open(self: HTML5Translator, node: nodes.Element) -> None:
    name, begin, _ = _SAID[type(node)]
    self.body.append(f'<{name}><span class="visually-hidden">{begin}</span>')


def _close(self: HTML5Translator, node: nodes.Element) -> None:
    name, _, end = _SAID[type(node)]
    self.body.append(f'<span class="visually-hidden">{end}</span></{name}>')


def _open_tex(self: LaTeXTranslator, node: nodes.Element) -> None:
    # A bar cannot stand within a table, which LaTeX sets more than once.
    self.body.append(r"{" if self.table else r"\reportbar{")
    self.body.append(r"\reportinserted{" if isinstance(node, inserted) else r"\reportdeleted{")


def _close_tex(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append("}}")


class MarkEachWord(SphinxPostTransform):
    """Puts the marks around the words alone, for LaTeX: its lines under words stop at a link, and at a note."""

    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for change in list(self.document.findall(lambda node: isinstance(node, inserted | deleted))):
            assert isinstance(change, nodes.Element)
            for text in [one for one in change.findall(nodes.Text) if not isinstance(one.parent, nodes.label)]:
                around = text.parent
                place = next(at for at, one in enumerate(around) if one is text)
                around[place] = (inserted if isinstance(change, inserted) else deleted)("", "", text)
            change.replace_self(change.children)


def setup(app: Sphinx) -> None:
    """Register how added and struck words are written."""
    for node in (inserted, deleted):
        app.add_node(node, html=(_open, _close), print=(_open, _close), latex=(_open_tex, _close_tex))
