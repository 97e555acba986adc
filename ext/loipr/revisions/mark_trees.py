"""The changes of a marked document put into the trees of the new revision, so that every edition can print them.

What came is within :class:`~loipr.markup.nodes.inserted`; what went is brought from the trees of the old revision, as
plain words within :class:`~loipr.markup.nodes.deleted`, to where it stood. A block that came, went or changed has in
``change`` its number, and in ``mark`` what happened to it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby, pairwise

from docutils import nodes
from sphinx import addnodes

from loipr.markup.nodes import (
    CHANGES_ON_PAGE,
    STRUCK,
    chart,
    deleted,
    footnote_mark,
    inserted,
    item_label,
    question_panel,
    series,
)
from loipr.revisions.block import FIGURE, Block, Piece
from loipr.revisions.redline import Mark, MarkedBlock, MarkedLeaf, Redline, runs_of
from loipr.revisions.summary import changed_words
from loipr.revisions.tree_blocks import Origin, TreeBlock, ancestors, pieces_of, words_of

#: The class of a block that came, went or changed.
CHANGED = "loipr-changed"
_CAME, _WENT = "inserted", "deleted"
_PLAIN = (nodes.emphasis, nodes.strong, nodes.literal, nodes.superscript, nodes.subscript)
#: What must stand first in what it stands in.
_FIRST = (nodes.title, nodes.label, nodes.colspec, nodes.term)
_DRAWN = (chart, series, nodes.image)


def change_id(number: int) -> str:
    """Return the id of the block that is the change with this *number*."""
    return f"change-{number}"


def mark_trees(found: Redline, known: Mapping[int, TreeBlock], trees: Mapping[str, nodes.document]) -> dict[int, int]:
    """Put the changes of *found* into *trees*, which have the pages of the new revision by their names.

    *known* has each block of both revisions by its ``id()``. Returns the number of each change, by the ``id()`` of it.
    """
    marker = _Marker(known)
    before = next(iter(trees.values()), None)
    for leaf in found.leaves:
        before = trees[leaf.after.docname] if leaf.after is not None else before
        if leaf.changes and before is not None:
            marker.mark(leaf, before)
    return marker.numbers


class _Marker:
    """Marks page after page; the changes are counted through all of them."""

    def __init__(self, known: Mapping[int, TreeBlock]) -> None:
        self.numbers: dict[int, int] = {}
        self._known = known
        self._count = count(1)
        #: The node of the new tree that stands for a node of the old one, by the id() of that.
        self._now: dict[int, nodes.Element] = {}
        #: The node of the block of the old revision before the present one, and of the next one that is in both.
        self._last: nodes.Element | None = None
        self._next: nodes.Element | None = None

    def mark(self, leaf: MarkedLeaf, tree: nodes.document) -> None:
        """Put the changes of a page into *tree*; the changes of a page that is gone are put at its end."""
        self._stand_for(leaf, tree)
        self._last = None
        following = self._following(leaf)
        for one, self._next in zip(leaf.blocks, following, strict=True):
            if one.mark != Mark.KEPT:
                self._mark(one)
            if one.before is not None:
                self._last = self._now[id(self._node(one.before))]
        _unlink_notes(tree)

    def _following(self, leaf: MarkedLeaf) -> list[nodes.Element | None]:
        """Return for each block the node of the first block from there on that is in both revisions."""
        found: list[nodes.Element | None] = []
        for one in reversed(leaf.blocks):
            is_in_both = one.before is not None and one.after is not None
            found.append(self._node(one.after) if is_in_both else found[-1] if found else None)
        return found[::-1]

    def _mark(self, one: MarkedBlock) -> None:
        number = self.numbers[id(one)] = next(self._count)
        if one.after is None:
            self._gone(one, number)
        elif one.before is None:
            self._came(self._node(one.after), number)
        else:
            self._changed(one, number)

    def _node(self, block: Block | None) -> nodes.Element:
        return self._known[id(block)].node

    def _stand_for(self, leaf: MarkedLeaf, tree: nodes.document) -> None:
        """Note which node of the new tree stands for which node of the old one."""
        if leaf.before is not None and leaf.before.blocks:
            page = list(ancestors(self._node(leaf.before.blocks[0])))[-1]
            if leaf.after is None:
                tree.append(nodes.container())
            here: nodes.Element = tree if leaf.after is not None else tree.children[-1]  # type: ignore[assignment]
            self._now[id(page)] = here
            tops = [next(one.findall(nodes.section), None) for one in (page, here)]
            if tops[0] is not None and tops[1] is not None:
                self._now[id(tops[0])] = tops[1]
        for one in leaf.blocks:
            if one.before is None or one.after is None:
                continue
            old, new = self._node(one.before), self._node(one.after)
            self._now[id(old)] = new
            old, new = old.parent, new.parent
            while old is not None and type(old) is type(new) and id(old) not in self._now:
                self._now[id(old)] = new
                old, new = old.parent, new.parent

    # What came, and what changed.

    def _came(self, node: nodes.Element, number: int) -> None:
        _label(node, number, _CAME)
        for text in _texts(node):
            _wrap(text, inserted)

    def _changed(self, one: MarkedBlock, number: int) -> None:
        assert one.before is not None
        assert one.after is not None
        old, new = self._known[id(one.before)], self._known[id(one.after)]
        if isinstance(new.node, _DRAWN):
            self._place(old.node, _struck(old.node, 0))
            _label(new.node, number, _CAME)
            _say(new.node, f"The picture as it was, and as it is now: {changed_words(one)}.")
        elif isinstance(new.node, nodes.row) or isinstance(old.node, nodes.row):
            self._row_changed(old.node, new.node, number)
        else:
            _label(new.node, number, "")
            _rewrite(new.node, old.pairs, new.pairs)

    def _row_changed(self, old: nodes.Element, new: nodes.Element, number: int) -> None:
        """Mark the cells of a row; a row with other cells went, and another one came."""
        if len(old) != len(new) or type(old) is not type(new):
            self._place(old, _struck(old, 0))
            self._came(new, number)
            return
        _label(new, number, "")
        for before, after in zip(old.children, new.children, strict=True):
            assert isinstance(before, nodes.Element)
            assert isinstance(after, nodes.Element)
            _rewrite(after, pieces_of(before, None), pieces_of(after, None))

    # What went.

    def _gone(self, one: MarkedBlock, number: int) -> None:
        node = self._node(one.before)
        struck = _struck(node, number)
        self._place(node, struck)
        if isinstance(struck, chart | series):
            _say(struck, f"A picture that is gone: {one.block.text}")

    def _place(self, node: nodes.Element, struck: nodes.Element) -> None:
        """Put *struck* where *node* stood: behind the block before it, and before the next one that is still there.

        It stands in what stands for what *node* stood in. Where there is no such thing, one is made.
        """
        self._now[id(node)] = struck
        made: list[tuple[nodes.Element, nodes.Element]] = []
        inside, around = struck, node.parent
        while around is not None:
            parent = self._now.get(id(around))
            place = self._place_in(parent) if parent is not None else None
            if parent is not None and place is not None:
                if isinstance(inside, nodes.row):
                    _fit(inside, next((one for one in parent if isinstance(one, nodes.row)), None))
                parent.insert(place, inside)
                self._now |= {id(old): new for old, new in made}
                return
            shell = _shell(around)
            shell.append(inside)
            made.append((around, shell))
            inside, around = shell, around.parent
        self._now[id(node)] = self._put_beside(struck)

    def _place_in(self, parent: nodes.Element) -> int | None:
        """Return where in *parent* is the place behind the last block and before the next; None if it is not there."""
        last, following = self._last, self._next
        around_next = {id(one) for one in (following, *ancestors(following))} if following is not None else set()
        if last is not None:
            for child in (last, *ancestors(last)):
                if child.parent is parent:
                    return None if id(child) in around_next else parent.index(child) + 1
        if id(parent) in around_next or (last is None and following is None):
            return next((at for at, child in enumerate(parent) if not isinstance(child, _FIRST)), len(parent))
        return None

    def _put_beside(self, struck: nodes.Element) -> nodes.Element:
        """Put *struck* right behind the last block, and return what stands there.

        The next block stands in the same list or table, which was two before.
        """
        last, following = self._last, self._next
        beside = last if last is not None else following
        assert beside is not None
        if isinstance(beside, nodes.row) and not isinstance(struck, nodes.row):
            struck = nodes.row("", nodes.entry("", struck))
            _label(struck, 0, _WENT)
        elif isinstance(struck, nodes.row) and not isinstance(beside, nodes.row):
            entries = [child for entry in struck for child in entry.children]
            struck = nodes.container("", *entries)
        if isinstance(struck, nodes.row):
            _fit(struck, beside)
        beside.parent.insert(beside.parent.index(beside) + (last is not None), struck)
        return struck


def _say(drawn: nodes.Element, words: str) -> None:
    """Say above what is *drawn* what changed in it; in Word nothing but the text of a revision may stand."""
    beside = drawn.parent if isinstance(drawn.parent, nodes.figure) else drawn
    note = nodes.paragraph("", words, classes=[CHANGES_ON_PAGE])
    around = beside.parent
    around.insert(around.index(beside), addnodes.only("", note, expr="not builder_docx"))


def _label(node: nodes.Element, number: int, mark: str) -> None:
    """Say of *node* that it is the change with this *number*."""
    node["mark"] = mark
    node["classes"].append(CHANGED)
    if mark:
        node["classes"].append(f"loipr-{mark}")
    if number:
        node["change"] = number
        node["ids"].append(change_id(number))


def _shell(node: nodes.Element) -> nodes.Element:
    """Return an empty node like *node*; what is counted or led to is none of it."""
    found = nodes.container() if isinstance(node, nodes.section | nodes.document) else node.copy()
    _strip(found)
    if isinstance(node, nodes.tgroup):
        found.extend(_shell(child) for child in node if isinstance(child, nodes.colspec))
    found["classes"] = [name for name in node["classes"] if name != "loipr-annex"]
    if isinstance(node, nodes.footnote):
        found["ids"], found["backrefs"] = (list(map(_struck_id, node[name])) for name in ("ids", "backrefs"))
        found.extend(nodes.label("", child.astext()) for child in node if isinstance(child, nodes.label))
    return found


def _struck_id(name: str) -> str:
    """Return the id of a note that went, or of its mark; on the same page a note of today may have the id *name*."""
    return f"{STRUCK}{name}"


def _unlink_notes(tree: nodes.document) -> None:
    """Make plain letters of the struck marks of notes that are still there, and have other marks."""
    notes = {name for note in tree.findall(nodes.footnote) for name in note["ids"]}
    for mark in list(tree.findall(nodes.footnote_reference)):
        if mark["refid"].startswith(STRUCK) and mark["refid"] not in notes:
            mark.replace_self(nodes.superscript("", mark.astext()))


def _strip(node: nodes.Element) -> None:
    for name in ("ids", "names", "dupnames", "backrefs", "classes"):
        node[name] = []
    node.document = None  # type: ignore[assignment]  # as it is before a node is put anywhere
    node.attributes.pop("address", None)
    node.attributes.pop("refid", None)


def _struck(node: nodes.Element, number: int) -> nodes.Element:
    """Return a copy of a block that went, with its words struck."""
    found: nodes.Element
    if isinstance(node, chart | series):
        found = node.deepcopy()
        _strip(found)
        # A drawing needs ids of its own.
        found["ids"] = list(map(_struck_id, node.parent["ids"]))
    elif isinstance(node, nodes.image):
        # Its file may be gone, or be another one now.
        found = nodes.paragraph("", "", deleted("", "", *_plain([node])))
    elif isinstance(node, nodes.title | item_label):
        found = nodes.rubric("", "", deleted("", "", *_plain(node.children)))
    elif isinstance(node, nodes.TextElement):
        found = _shell(node)
        found.append(deleted("", "", *_plain(node.children)))
    else:
        found = _shell(node)
        found.extend(_struck(child, 0) for child in node if isinstance(child, nodes.Element))
    if isinstance(node.parent, nodes.entry):
        found["mark"] = _WENT
    elif isinstance(found, nodes.row | nodes.TextElement | chart | series):
        _label(found, number, _WENT)
    return found


def _fit(row: nodes.row, other: nodes.Element | None) -> None:
    """Give *row* as many cells as the *other* row has."""
    if other is None:
        return
    while len(row) < len(other):
        row.append(nodes.entry())
    last = row[len(other) - 1]
    for entry in row[len(other) :]:
        assert isinstance(last, nodes.entry)
        assert isinstance(entry, nodes.entry)
        row.remove(entry)
        last.extend(entry.children)


def _plain(children: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield the words of *children* with their look, but without links, notes and what else leads anywhere."""
    for child in children:
        if isinstance(child, nodes.Text):
            yield nodes.Text(child.astext())
        elif isinstance(child, footnote_mark):
            continue
        elif isinstance(child, nodes.footnote_reference):
            found = child.deepcopy()
            _strip(found)
            found["ids"], found["refid"] = list(map(_struck_id, child["ids"])), _struck_id(child["refid"])
            yield found
        elif isinstance(child, addnodes.pending_xref):
            yield nodes.Text(words_of(child))
        elif isinstance(child, nodes.image):
            yield nodes.Text(f"[picture: {child.get('alt', '')}]")
        elif isinstance(child, _PLAIN):
            yield type(child)("", "", *_plain(child.children))
        elif isinstance(child, nodes.Element):
            yield from _plain(child.children)


def _texts(node: nodes.Element) -> Iterator[nodes.TextElement]:
    """Yield *node*, or the paragraphs of a row."""
    if isinstance(node, nodes.TextElement):
        yield node
    else:
        yield from (one for one in node.findall(nodes.TextElement) if not isinstance(one, nodes.Inline))


def _wrap(node: nodes.Element, kind: type[inserted | deleted]) -> None:
    """Put the content of *node* within a node of this *kind*; the label of an item of a question stays first."""
    is_item = isinstance(node.parent, nodes.list_item)
    begin = int(is_item and any(isinstance(one, question_panel) for one in ancestors(node)))
    content = node.children[begin:]
    if content:
        del node[begin:]
        node.append(kind("", "", *content))


def _rewrite(node: nodes.Element, old: Iterable[tuple[Piece, Origin]], new: Iterable[tuple[Piece, Origin]]) -> None:
    """Put the changes of words from *old* to *new*, which are the pieces of *node*, into *node*."""
    before, after = list(old), list(new)
    origins = iter([origin for _, origin in after])
    gone = iter([origin for _, origin in before])
    marked: list[tuple[Mark, list[Origin]]] = []
    for run in runs_of([_shown(piece) for piece, _ in before], [_shown(piece) for piece, _ in after]):
        if run.mark == Mark.DELETED:
            marked.append((run.mark, [next(gone) for _ in run.pieces]))
        else:
            marked.append((run.mark, [next(origins) for _ in run.pieces]))
            if run.mark == Mark.KEPT:
                for _ in run.pieces:
                    next(gone)
    _put(node, marked)


def _shown(piece: Piece) -> Piece:
    """Return *piece* as it is printed: a figure that comes from elsewhere, but is the same, is no change of words."""
    return piece._replace(source="") if piece.kind == FIGURE else piece


def _put(node: nodes.Element, marked: Sequence[tuple[Mark, list[Origin]]]) -> None:
    """Put into *node* what was struck, and mark what was inserted; *marked* has both and what was kept, in order."""
    cuts: dict[int, list[tuple[int, int]]] = {}
    struck: dict[tuple[int, int], list[Origin]] = {}
    rest: list[Origin] = []
    for mark, origins in marked:
        if mark == Mark.DELETED:
            rest = origins
            continue
        if rest:
            struck[id(origins[0].node), origins[0].begin] = rest
            rest = []
        if mark == Mark.INSERTED:
            for origin in origins:
                cuts.setdefault(id(origin.node), []).append((origin.begin, origin.end))
    touched = {*cuts, *(key for key, _ in struck)}
    for child in [one for one in node.findall() if id(one) in touched]:
        around = child.parent
        # By identity: equal texts are equal nodes.
        place = next(at for at, one in enumerate(around) if one is child)
        around[place : place + 1] = list(_parts(child, cuts.get(id(child), []), struck))
    if rest:
        _end(node).append(_deleted(rest))
    for around in [node, *(one for one in node.findall(nodes.Element))]:
        _join(around)


def _end(node: nodes.Element) -> nodes.Element:
    """Return where words at the end of *node* belong: in a cell, into its last paragraph."""
    if isinstance(node, nodes.TextElement):
        return node
    last = node[-1] if len(node) else None
    if not isinstance(last, nodes.paragraph):
        last = nodes.paragraph()
        node.append(last)
    return last


def _parts(
    child: nodes.Node, cuts: Sequence[tuple[int, int]], struck: Mapping[tuple[int, int], list[Origin]]
) -> Iterator[nodes.Node]:
    """Yield what takes the place of *child*: its text cut at what came, and at what went before it."""
    if not isinstance(child, nodes.Text):
        if gone := struck.get((id(child), 0)):
            yield _deleted(gone)
        yield inserted("", "", child) if cuts else child
        return
    text = child.astext()
    came = {at for begin, end in cuts for at in range(begin, end)}
    turns = (at for at in range(1, len(text)) if (at in came) != (at - 1 in came))
    begins = sorted({0, len(text), *turns, *(at for key, at in struck if key == id(child))})
    for begin, end in pairwise(begins):
        if gone := struck.get((id(child), begin)):
            yield _deleted(gone)
        part = nodes.Text(text[begin:end])
        yield inserted("", "", part) if begin in came else part


def _deleted(origins: Sequence[Origin]) -> deleted:
    """Return the words of *origins*, struck."""
    parts: list[nodes.Node] = []
    for node, own in groupby(origins, key=lambda one: one.node):
        if not isinstance(node, nodes.Text):
            parts += _plain([node])
            continue
        ends = list(own)
        text: nodes.Node = nodes.Text(node.astext()[ends[0].begin : ends[-1].end])
        for around in ancestors(node):
            if not isinstance(around, nodes.Inline):
                break
            if isinstance(around, _PLAIN):
                text = type(around)("", "", text)
        parts.append(text)
    return deleted("", "", *parts)


def _join(node: nodes.Element) -> None:
    """Make one node of neighbours that are both inserted."""
    last: nodes.Node | None = None
    for child in list(node.children):
        if isinstance(child, inserted) and isinstance(last, inserted):
            node.remove(child)
            last.extend(child.children)
        else:
            last = child
