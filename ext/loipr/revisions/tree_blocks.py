"""The blocks of a page as Sphinx has read it: its tree as pieces of text, each with the node that it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.nodes import bibliography

from loipr.files.places import Place
from loipr.markup.nodes import (
    COUNTED,
    aggregate,
    article_reference,
    chart,
    citations_of_article,
    coordination_view,
    dataset_download,
    figure_reference,
    footnote_mark,
    full_dataset,
    institution_reference,
    item_label,
    paragraph_number,
    question_panel,
    question_reference,
    series,
    treaty_reference,
)
from loipr.revisions.block import CELL, SPACE, Block, Piece, words

#: What is no text, or what the machinery makes of other pages.
_SKIPPED = (
    *(nodes.comment, nodes.substitution_definition, nodes.pending, nodes.system_message, nodes.raw, nodes.label),
    *(nodes.colspec, nodes.target, addnodes.toctree, addnodes.index, bibliography),
    *(
        addnodes.only,
        aggregate,
        paragraph_number,
        citations_of_article,
        coordination_view,
        dataset_download,
        full_dataset,
    ),
)
#: What never splits, beside the references that are still to be resolved.
_ATOMS = (
    *(article_reference, institution_reference, treaty_reference, question_reference, figure_reference),
    *(footnote_mark, nodes.math, nodes.literal, nodes.image),
)
_PICTURES = (chart, series, nodes.image)
#: What a block that stands within it is told by.
_AROUND: dict[type[nodes.Node], str] = {
    nodes.bullet_list: "bullets",
    nodes.enumerated_list: "numbers",
    nodes.block_quote: "quotation",
    nodes.footnote: "footnote",
    nodes.admonition: "gap",
    question_panel: "question",
}


class Origin(NamedTuple):
    """Where a piece comes from: a node, and which part of its text when it is text."""

    node: nodes.Node
    begin: int = 0
    end: int = 0


class TreeBlock(NamedTuple):
    """A block with the node that it is, and the origin of each of its pieces."""

    block: Block
    node: nodes.Element
    origins: tuple[Origin, ...]

    @property
    def pairs(self) -> list[tuple[Piece, Origin]]:
        """Its pieces, each with its origin."""
        return list(zip(self.block.pieces, self.origins, strict=True))


def tree_blocks(document: nodes.document, path: str, folder: Path) -> Iterator[TreeBlock]:
    """Yield the blocks of *document*, the page at *path*; its pictures are found below *folder*."""
    for node in _leaves(document):
        around = _around(node)
        place = Place(path, _line(node))
        pairs = list(_row(node) if isinstance(node, nodes.row) else pieces_of(node, folder))
        if pairs:
            pieces, origins = zip(*pairs, strict=True)
            yield TreeBlock(Block(_kind(node), around, pieces, place), node, origins)


def _leaves(node: nodes.Element) -> Iterator[nodes.Element]:
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, _SKIPPED) or COUNTED in child["classes"]:
            continue
        is_text = isinstance(child, nodes.TextElement) and not isinstance(child, nodes.Inline)
        if is_text or isinstance(child, (nodes.row, *_PICTURES)):
            yield child
        else:
            yield from _leaves(child)


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield what *node* stands in, from the inside."""
    while (around := node.parent) is not None:
        yield around
        node = around


def _around(node: nodes.Element) -> tuple[str, ...]:
    found = [_AROUND[type(one)] for one in ancestors(node) if type(one) in _AROUND]
    return tuple(found[::-1])


def _line(node: nodes.Element) -> int:
    return next((one.line for one in (node, *ancestors(node)) if one.line), 1)


def _kind(node: nodes.Element) -> str:
    """Return what kind of block *node* is."""
    around = node.parent
    if isinstance(node, nodes.row):
        return "row"
    if isinstance(node, _PICTURES):
        return "picture" if isinstance(node, nodes.image) else "chart"
    if isinstance(node, nodes.title | nodes.caption):
        if isinstance(around, nodes.section):
            return f"heading {sum(isinstance(one, nodes.section) for one in ancestors(node))}"
        return "gap" if isinstance(around, nodes.Admonition) else "caption"
    if isinstance(node, item_label):
        return "reply"
    if isinstance(around, nodes.list_item) and around.index(node) == 0:
        return "item"
    return type(node).__name__


def _row(row: nodes.Element) -> Iterator[tuple[Piece, Origin]]:
    for number, entry in enumerate(row.children):
        if number:
            yield Piece(" | ", CELL), Origin(entry)
        assert isinstance(entry, nodes.Element)
        yield from pieces_of(entry, None)


def pieces_of(node: nodes.Element, folder: Path | None) -> Iterator[tuple[Piece, Origin]]:
    """Yield the pieces of *node*, each with its origin; a run of white space is one space, and none is at the ends."""
    found: list[tuple[Piece, Origin]] = []
    for piece, origin in _pieces([node] if isinstance(node, _PICTURES) else node.children, "", folder):
        if piece.kind != SPACE or (found and found[-1][0].kind != SPACE):
            found.append((piece, origin))
    if found and found[-1][0].kind == SPACE:
        found.pop()
    yield from found


def _pieces(children: Sequence[nodes.Node], style: str, folder: Path | None) -> Iterator[tuple[Piece, Origin]]:
    for child in children:
        if isinstance(child, nodes.Text):
            end = 0
            text = child.astext()
            for piece, size in _sized(text, style):
                yield piece, Origin(child, end, end + size)
                end += size
        elif isinstance(child, chart | series):
            yield from ((piece, Origin(child)) for piece in words(child["alt"]))
            yield Piece("", "picture", _digest(repr(child.get("chart", child.attributes)))), Origin(child)
        elif isinstance(child, nodes.image):
            yield _picture(child, folder), Origin(child)
        elif isinstance(child, nodes.footnote_reference):
            yield Piece("[note]", "note"), Origin(child)
        elif _is_atom(child):
            assert isinstance(child, nodes.Element)
            yield Piece(words_of(child), type(child).__name__, _source(child), style), Origin(child)
        elif isinstance(child, nodes.Element) and not isinstance(child, _SKIPPED):
            own = "" if type(child) in (nodes.inline, nodes.paragraph) else f" {child.tagname}"
            target = f" {child['refuri']}" if "refuri" in child else ""
            yield from _pieces(child.children, f"{style}{own}{target}".strip(), folder)


def _sized(text: str, style: str) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces of *text*, each with how many letters of it they are."""
    rest = text
    for piece in words(text, style):
        size = len(rest) - len(rest.lstrip()) if piece.kind == SPACE else len(piece.text)
        rest = rest[size:]
        yield piece, size


def _is_atom(node: nodes.Node) -> bool:
    return isinstance(node, _ATOMS) or (isinstance(node, addnodes.pending_xref) and node.get("reftype") != "myst")


def words_of(node: nodes.Element) -> str:
    """Return the words of an atom, as a reader has them."""
    is_citation = isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite"
    return f"[{', '.join(node.astext().split(','))}]" if is_citation else node.astext()


def _source(node: nodes.Element) -> str:
    if isinstance(node, figure_reference):
        return "; ".join(" ".join(filter(None, (one.dataset, *one[2:4]))) for one in node["short"])
    return str(node.get("letters", ""))


def _picture(node: nodes.image, folder: Path | None) -> Piece:
    file = folder / node["uri"] if folder is not None else None
    digest = _digest(file.read_bytes()) if file is not None and file.is_file() else ""
    return Piece(f"[picture: {node.get('alt', '')}]", "picture", f"{node['uri']} {digest}")


def _digest(content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()[:12]
