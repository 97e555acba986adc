"""The marked document as one page for a browser: each changed page of the report in full, with its changes.

A change is told by its form and in words for screen readers, never by colour alone. The page asks for nothing else: its
style and its script stand in it, and it runs no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from loipr.editions.shared.lone_page import lone_page
from loipr.revisions.block import CELL, Piece
from loipr.revisions.redline import Mark, MarkedBlock, MarkedLeaf, Redline
from loipr.revisions.summary import in_sum, in_words, kind_of, name_of, place_of

_HERE = Path(__file__).parent
#: The style of such pages.
STYLE = _HERE / "redline.css"
#: The element of a change of words, its class, and what a screen reader says before and after it.
_ELEMENTS: Mapping[Mark, tuple[str, str, str]] = {
    Mark.INSERTED: ("ins", "added: ", " end of addition "),
    Mark.DELETED: ("del", "struck: ", " end of struck text "),
    Mark.MOVED_HERE: ("ins", "moved to here: ", " end of moved text "),
    Mark.MOVED_AWAY: ("del", "moved from here: ", " end of moved text "),
}
_MOVES = (Mark.MOVED_HERE, Mark.MOVED_AWAY)


def redline_page(found: Redline, title: str, names: tuple[str, str]) -> str:
    """Return *found* as an HTML file for the report called *title*; *names* are those of the two revisions."""
    style, script = ((_HERE / f"redline.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    numbers = {id(change): number for number, change in enumerate(_changes(found), 1)}
    return lone_page(f"What changed: {title}", "\n".join(_body(found, names, numbers)), style, script)


def _changes(found: Redline) -> Iterator[MarkedBlock]:
    return (change for leaf in found.changed for change in leaf.changes)


def _body(found: Redline, names: tuple[str, str], numbers: Mapping[int, int]) -> Iterator[str]:
    yield f"<p>From {escape(names[0])} to {escape(names[1])}. {escape(in_sum(found))}</p>"
    if not found.changed:
        return
    yield (
        "<p>Added text is <ins>underlined</ins>, struck text is <del>struck through</del>. Pages without a change are "
        "left out. The keys N and P lead to the next and the previous change.</p>"
    )
    yield (
        '<div class="bar" hidden><button type="button" id="previous">Previous change</button> '
        '<button type="button" id="next">Next change</button></div>'
    )
    yield from _contents(found, numbers)
    places = {(one.move, one.mark): numbers[id(one)] for one in _changes(found) if one.move}
    for number, leaf in enumerate(found.changed, 1):
        went = " (a new page)" if leaf.before is None else " (the page is gone)" if leaf.after is None else ""
        yield f'<h2 id="page-{number}">{escape(name_of(leaf))}{went}</h2>'
        for kind, own in groupby(leaf.blocks, key=_group):
            yield from _grouped(kind, list(own), numbers, places)


def _contents(found: Redline, numbers: Mapping[int, int]) -> Iterator[str]:
    """Yield the list of changes by page, and of pages by institution."""
    yield '<nav aria-label="Changes by page"><h2>Changes by page</h2><ul>'
    owners: dict[str, list[str]] = {}
    for number, leaf in enumerate(found.changed, 1):
        link = f'<a href="#page-{number}">{escape(name_of(leaf))}</a>'
        for owner in leaf.leaf.owners:
            owners.setdefault(owner, []).append(link)
        lines = (f'<li><a href="#change-{numbers[id(one)]}">{escape(in_words(one))}</a></li>' for one in leaf.changes)
        yield f"<li>{link}<details><summary>{_count(leaf)}</summary><ul>{''.join(lines)}</ul></details></li>"
    yield "</ul></nav>"
    if owners:
        yield '<nav aria-label="Changes by institution"><h2>Changes by institution</h2><ul>'
        yield from (f"<li>{escape(owner)}: {', '.join(links)}</li>" for owner, links in sorted(owners.items()))
        yield "</ul></nav>"


def _count(leaf: MarkedLeaf) -> str:
    return f"{len(leaf.changes)} change{'' if len(leaf.changes) == 1 else 's'}"


def _group(one: MarkedBlock) -> str:
    """Return the construct that a block is a part of: a table, a list, or none."""
    return {"row": "table", "item": "list"}.get(one.block.kind, "")


def _grouped(
    kind: str, own: Sequence[MarkedBlock], numbers: Mapping[int, int], places: Mapping[tuple[int, Mark], int]
) -> Iterator[str]:
    if kind == "table":
        rows = (f"<tr{_mark(one, numbers)}>{_cells(one)}</tr>" for one in own)
        yield f'<div class="table" tabindex="0" role="group" aria-label="Table"><table>{"".join(rows)}</table></div>'
    elif kind == "list":
        yield f"<ul>{''.join(f'<li{_mark(one, numbers)}>{_marked(_pieces(one))}</li>' for one in own)}</ul>"
    for one in own:
        if not kind:
            name, head = _element(one)
            yield f"<{name}{_mark(one, numbers)}>{head}{_marked(_pieces(one))}</{name}>"
        if one.mark != Mark.KEPT:
            yield _where(one, places)


def _element(one: MarkedBlock) -> tuple[str, str]:
    """Return the element of a block, and what stands before its text."""
    kind = one.block.kind
    if kind.startswith("heading "):
        return f"h{min(int(kind[8:]) + 2, 6)}", ""
    if kind == "paragraph":
        return "p", ""
    return "p", f'<span class="kind">{escape(kind_of(one.block))}:</span> '


def _mark(one: MarkedBlock, numbers: Mapping[int, int]) -> str:
    """Return the attributes of a block: of one that changed, its number, so that keys and links lead to it."""
    number = numbers.get(id(one))
    return f' class="change" id="change-{number}" tabindex="-1"' if number else ""


def _where(one: MarkedBlock, places: Mapping[tuple[int, Mark], int]) -> str:
    """Return the line below a change: where it is in the source, what it is in words, and the other end of a move."""
    words = in_words(one) if one.mark == Mark.CHANGED else f"{kind_of(one.block)} {one.mark}"
    other = ""
    if one.mark in _MOVES:
        end = next(mark for mark in _MOVES if mark != one.mark)
        number = places[one.move, end]
        other = f' (<a href="#change-{number}">{"from where" if one.mark == Mark.MOVED_HERE else "to where"}</a>)'
    return f'<p class="where">{escape(str(place_of(one)))}: {escape(words)}{other}</p>'


def _pieces(one: MarkedBlock) -> list[tuple[Mark, Piece]]:
    return [(run.mark, piece) for run in one.runs for piece in run.pieces]


def _cells(one: MarkedBlock) -> str:
    """Return the cells of a row; each has its own changes."""
    cells: list[list[tuple[Mark, Piece]]] = [[]]
    for mark, piece in _pieces(one):
        # In a row that is still there, a border that went is no border any more.
        if piece.kind == CELL and not (mark == Mark.DELETED and one.mark == Mark.CHANGED):
            cells.append([])
        else:
            cells[-1].append((mark, piece))
    return "".join(f"<td>{_marked(cell)}</td>" for cell in cells)


def _marked(pieces: Sequence[tuple[Mark, Piece]]) -> str:
    """Return *pieces* as HTML, each change as one element."""
    parts = []
    for mark, own in groupby(pieces, key=lambda one: one[0]):
        text = "".join(map(_piece, (piece for _, piece in own)))
        if mark not in _ELEMENTS:
            parts.append(text)
            continue
        name, begin, end = _ELEMENTS[mark]
        moved = ' class="moved"' if mark in _MOVES else ""
        said = [f'<span class="hidden">{words}</span>' for words in (begin, end)]
        parts.append(f"<{name}{moved}>{said[0]}{text}{said[1]}</{name}>")
    return "".join(parts)


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.kind == "break":
        return "<br>"
    for style, name in (("bold", "strong"), ("italic", "em")):
        if style in piece.style.split():
            text = f"<{name}>{text}</{name}>"
    if piece.source and piece.source != piece.text:
        return f'<span title="{escape(f"{piece.kind} {piece.source}", quote=True)}">{text}</span>'
    return text
