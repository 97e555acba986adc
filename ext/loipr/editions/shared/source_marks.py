"""Sources in the official edition in print: a note for each, or nothing, in place of the draft's keys in brackets.

The setting ``loipr_sources`` says which. In the annexes the keys stay: there they lead to the list of sources, and no
limit of words holds. A note is given where a page first cites its source.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.domain.numbering import page_around
from loipr.facts.bibliography import in_note
from loipr.facts.settings import Sources
from loipr.markup.no_break_spaces import tied
from loipr.markup.nodes import notes_below, page_id
from loipr.markup.report_of_build import is_site, report_of

#: What stands before the mark of a note, not behind it.
_PUNCTUATION = re.compile(r"[.,;:]+")


def sources_in_print(env: BuildEnvironment) -> Sources:
    """Return how this edition says its sources: in keys, unless it is the official edition in print."""
    if is_site(env) or not env.config.loipr_official:
        return Sources.KEYS
    return report_of(env).settings.sources


class NoteSources(SphinxPostTransform):
    """Writes the sources that the text cites as ``loipr_sources`` says."""

    def run(self, **kwargs: object) -> None:
        self._form = sources_in_print(self.env)
        if self._form == Sources.KEYS:
            return
        pages = report_of(self.env).pages_by_docname
        cited = [node for node in self.document.findall(addnodes.pending_xref) if node["refdomain"] == "cite"]
        for node in cited:
            docname = page_around(node, self.env)
            page = pages.get(docname)
            if page is not None and page.is_numbered and not page.is_annex and node.parent is not None:
                self._write(node, docname)

    def _write(self, node: addnodes.pending_xref, docname: str) -> None:
        keys = [key.strip() for key in node["reftarget"].split(",")]
        around = node.parent
        if isinstance(around.parent, notes_below) and "loipr-source" in around["classes"]:
            self._below_table(node, around, keys)
        elif self._form == Sources.NONE:
            _close_up(node)
            around.remove(node)
        elif _is_in_note(node):
            around.replace(node, nodes.Text(self._words(keys)))
        else:
            _close_up(node)
            around.replace(node, self._marks(keys, docname))

    def _below_table(self, node: addnodes.pending_xref, line: nodes.Element, keys: list[str]) -> None:
        """Write the line of sources below a table: in words, or not at all."""
        if self._form == Sources.NOTES:
            after = line.index(node) + 1
            if line[after].astext() == ", ":
                line[after] = nodes.Text("; ")
            line.replace(node, nodes.Text(self._words(keys)))
            return
        # From its head, “Sources:”, to its full stop.
        while line.children and isinstance(line.children[0], nodes.emphasis | nodes.Text | addnodes.pending_xref):
            line.remove(line.children[0])
        if not line.children:
            line.parent.remove(line)

    def _words(self, keys: list[str]) -> str:
        sources = report_of(self.env).bibliography.sources
        return tied("; ".join(in_note(sources[key]) if key in sources else key for key in keys))

    def _marks(self, keys: list[str], docname: str) -> list[nodes.Node]:
        """Return a mark for each of *keys*, and see that the page has a note for each."""
        page = next(one for one in self.document.findall(nodes.section) if page_around(one, self.env) == docname)
        there = {name for note in page.findall(nodes.footnote) for name in note["ids"]}
        marks: list[nodes.Node] = []
        for key in keys:
            name = page_id(docname, "source", key)
            if name not in there:
                note = nodes.paragraph("", f"{self._words([key])}.")
                page += nodes.footnote("", nodes.label("", ""), note, ids=[name], docname=docname, auto=1)
            if marks:
                marks.append(nodes.Text(" "))
            marks.append(nodes.footnote_reference("", "", refid=name, docname=docname, auto=1))
        return marks


def _close_up(node: nodes.Element) -> None:
    """Take the space before *node* away, and put the punctuation behind it in its place."""
    around = node.parent
    at = around.index(node)
    before = around[at - 1] if at else None
    after = around[at + 1] if at + 1 < len(around) else None
    found = _PUNCTUATION.match(after.astext()) if isinstance(after, nodes.Text) else None
    # By position: texts that say the same are equal.
    if found and after is not None:
        around[at + 1] = nodes.Text(after.astext()[found.end() :])
    text = before.astext().rstrip() if isinstance(before, nodes.Text) else ""
    closed = nodes.Text(text + (found[0] if found else ""))
    if isinstance(before, nodes.Text):
        around[at - 1] = closed
    elif closed:
        around.insert(at, closed)


def _is_in_note(node: nodes.Node) -> bool:
    while node.parent is not None and not isinstance(node.parent, nodes.footnote):
        node = node.parent
    return node.parent is not None
