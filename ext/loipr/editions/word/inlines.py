"""The contents of a line: words, links, marks of notes, fields, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.images import get_image_size

from loipr.editions.drawing.charts import draw
from loipr.editions.drawing.time_series import draw_series
from loipr.editions.word.anchors import Anchors, web_address
from loipr.editions.word.controls import Controls
from loipr.editions.word.docx_zip import Relations
from loipr.editions.word.elements import RELATION, field, w
from loipr.editions.word.pictures import Pictures, size_of_png
from loipr.editions.word.runs import LINK, PLAIN, Look, runs
from loipr.markup.nodes import NUMBERED, aggregate, chart, figure_reference, footnote_mark, paragraph_number, series

_log = logging.getLogger(__name__)

#: Nodes that are not printed in this edition, or that only mark a place.
SKIPPED = (
    *(nodes.comment, nodes.substitution_definition, nodes.pending, nodes.system_message, nodes.raw, nodes.label),
    *(addnodes.index, addnodes.toctree, addnodes.tabular_col_spec, addnodes.highlightlang),
    *(aggregate, paragraph_number),
)
_BOLD = (nodes.strong, addnodes.literal_strong)
_ITALIC = (nodes.emphasis, nodes.title_reference, addnodes.literal_emphasis)
_CODE = (nodes.literal, nodes.math)
#: How Word reads a number: that of a paragraph itself, or the words of a bookmark, in the look of the text around.
_SWITCHES = {"paragraph": r"\r \h", **dict.fromkeys(("table", "figure"), r"\h \* CHARFORMAT")}
#: The dots in an inch of a picture that does not give its size.
_DOTS = 96


class Inlines:
    """Turns the inline nodes of the doctree into runs. It is given all that it must know about the whole document.

    With *has_controls*, what follows from data stands in controls.
    """

    def __init__(
        self,
        anchors: Anchors,
        relations: Relations,
        folder: Path,
        note: Callable[[str, nodes.Element], Iterator[Element]],
        *,
        has_controls: bool,
    ) -> None:
        self._anchors = anchors
        self._folder = folder
        self._note = note
        self._controls = Controls() if has_controls else None
        self._marks: dict[str, int] = {}
        self.relations = relations
        self.pictures = Pictures(relations)
        #: The name of the page whose content is being written.
        self.page = ""

    def of(self, children: Iterable[nodes.Node], look: Look = PLAIN) -> Iterator[Element]:
        """Yield Word's elements for the inline nodes *children*, in the *look* of the text around them."""
        for child in children:
            if isinstance(child, nodes.Text):
                yield from runs(child.astext(), look)
            elif isinstance(child, nodes.Element) and not isinstance(child, SKIPPED):
                names = self._anchors.names(self.page, child["ids"])
                written = self._element(child, look)
                yield from self.marked(names, self._controls.around(child, written) if self._controls else written)

    def marked(self, names: Iterable[str], content: Iterator[Element]) -> Iterator[Element]:
        """Yield *content* inside the bookmarks *names*, each only once, even if a divided table repeats a column."""
        ends = []
        for name in names:
            if name not in self._marks:
                number = self._marks[name] = len(self._marks) + 1
                yield w("bookmarkStart", id=number, name=name)
                ends.append(w("bookmarkEnd", id=number))
        yield from content
        yield from ends

    def _element(self, node: nodes.Element, look: Look) -> Iterator[Element]:
        if isinstance(node, nodes.reference):
            yield from self._link(node, look)
        elif isinstance(node, nodes.footnote_reference):
            yield from self._note(self.page, node)
        elif isinstance(node, footnote_mark):
            yield from runs(node["letters"], replace(look, raised="superscript"))
        elif isinstance(node, nodes.image | chart | series):
            yield from self.picture(node)
        elif isinstance(node, nodes.Inline | nodes.line | nodes.term | nodes.title | nodes.paragraph):
            yield from self.of(node.children, _look(node, look))
        else:
            self.refuse(node)

    def refuse(self, node: nodes.Element) -> None:
        """Log a warning that Word cannot show *node*, and where it is."""
        kind = type(node).__name__.replace("_", " ")
        _log.warning("the Word edition has no form for this (%s); write it in another way", kind, location=node)

    def _link(self, node: nodes.reference, look: Look) -> Iterator[Element]:
        target = self._anchors.target(self.page, node)
        address = web_address(str(node.get("refuri", "")))
        if target is None and not address:
            yield from self.of(node.children, look)
            return
        # A figure with a link to its dataset looks like the figures beside it.
        inside = look if isinstance(node.parent, figure_reference) else replace(look, style=LINK.style)
        if target is None:
            link = w("hyperlink", *self.of(node.children, inside), history=1)
            link.set(f"{{{RELATION}}}id", self.relations.to("hyperlink", address))
            yield link
        elif NUMBERED in node and (number := re.search(r"(?<!\d)\d+\Z", node.astext())):
            # “paragraph 12”, “table 3”: Word keeps the number right when paragraphs or tables are added or removed.
            yield from runs(node.astext()[: number.start()], inside)
            yield from field(f"REF {target} {_SWITCHES[node[NUMBERED]]}", list(runs(number[0], inside)))
        else:
            yield w("hyperlink", *self.of(node.children, inside), anchor=target, history=1)

    def picture(self, node: nodes.Element) -> Iterator[Element]:
        """Yield the picture of a chart, a series or a file."""
        if isinstance(node, nodes.image):
            # The rules allow only pictures of the project, as PNG or JPEG.
            file = self._folder / node["uri"]
            pixels = get_image_size(file) or (_DOTS, _DOTS)
            yield self.pictures.run(file.read_bytes(), file.suffix.lower()[1:], pixels, node.get("alt", ""), _DOTS)
            return
        content = draw(node["chart"], "png") if isinstance(node, chart) else draw_series(node, "png")
        yield self.pictures.run(content, "png", size_of_png(content), node["alt"])


def _look(node: nodes.Element, look: Look) -> Look:
    if isinstance(node, _BOLD):
        look = replace(look, bold=True)
    elif isinstance(node, _ITALIC):
        look = replace(look, italic=True)
    elif isinstance(node, _CODE):
        look = replace(look, style="Literal")
    elif isinstance(node, nodes.superscript | nodes.subscript):
        look = replace(look, raised=type(node).__name__)
    for name in node["classes"]:
        if name.startswith("language-"):
            look = replace(look, language=name.removeprefix("language-"))
    return look
