"""Finds constructs of Markdown that the author did not mean, such as a sign that begins a quotation.

A page may use a small set of constructs. All others are reported, with their lines and what to write instead. Text that
no edition would print is reported too, so that nothing that an author typed is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markdown_it.token import Token

from loipr.facts.acceptances import read_comment
from loipr.files.places import Fix, NotedRule, Place, Problem
from loipr.wording.languages import _, ngettext

#: The rules that report these problems.
UNMEANT: Final = "unmeant-markdown"
LOST: Final = "lost-text"
UNCLOSED: Final = "unclosed-block"
#: The ends of lines in Markdown; one of them is that of old Macintosh computers.
_LINE_END = re.compile(r"\r\n?|\n")
#: The last line of a block between colons, backticks or tildes.
_CLOSING = re.compile(r"[\s>]*(:{3,}|`{3,}|~{3,})\s*")
#: A “quotation” that begins with a figure is a comparison: “> 18 years”.
_COMPARED = re.compile(r"\s*(>=?)\s*(?:[^\W\d_]{0,3}[$€£]\s?)?[+-]?\d")
#: The lines of a table before its rows: the head, and the line below it.
_HEAD_LINES = 2
#: TeX allows four levels of lists.
_DEEPEST = 4
_NESTED = frozenset({"bullet_list_open", "ordered_list_open", "blockquote_open"})
_NESTED_END = frozenset({"bullet_list_close", "ordered_list_close", "blockquote_close"})
#: What stands before a row within a quotation, an item of a list or a footnote.
_BEFORE = re.compile(r"\s*(?:(?:>|[-*+]|\d{1,9}[.)]|:|\[\^[^\]\n]+\]:)\s+|>)*")
_BAR = re.compile(r"(?<!\\)\|")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"\s*[-*]\s+\d")


def unmeant(
    text: str, tokens: Sequence[Token], definitions: Mapping[str, Mapping[str, Sequence[int]]], place: Place, block: str
) -> Iterator[Problem]:
    """Yield the problems with the constructs of *text*, which begins at *place*; *tokens* are its tokens.

    *definitions* are the link addresses that the parser took from the text. *block* is the directive around it, or
    empty.
    """
    page = _Text(_LINE_END.split(text), place, block)
    for one in definitions.values():
        yield page.definition(one["map"][0])
    for number, token in enumerate(tokens):
        if token.type in _NESTED_END:
            page.depth -= 1
        if token.map is None:
            continue
        if token.type == "paragraph_open":
            page.paragraph_end = token.map[1]
        if token.type in _NESTED:
            page.depth += 1
            if page.depth == _DEEPEST + 1:
                message = _(
                    "lists and quotations stand in one another here more than {most} deep, which no print shows"
                ).format(most=_DEEPEST)
                yield page.found(
                    UNMEANT, token.map[0], _("{message}; write it with fewer levels").format(message=message)
                )
        find = _FINDERS.get(token.type)
        if find is not None:
            yield from find(page, token.map[0], token)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            yield from page.list_items(_items(tokens[number:]), token)


def _items(tokens: Sequence[Token]) -> list[tuple[Token, bool]]:
    """Return the items of the list at the beginning of *tokens*, each with whether it is empty."""
    found = []
    for token, following in pairwise(tokens):
        if token.level == tokens[0].level and token.nesting < 0:
            break
        if token.type == "list_item_open" and token.level == tokens[0].level + 1:
            found.append((token, following.type == "list_item_close"))
    return found


@dataclass(slots=True)
class _Text:
    """The lines of a text and its place; the end of the last paragraph so far, and the width of the last table."""

    lines: list[str]
    place: Place
    block: str
    paragraph_end: int = -1
    cells: int = 0
    depth: int = 0

    def found(
        self, rule: NotedRule, line: int, message: str, old: str = "", new: str = "", *, certain: bool = True
    ) -> Problem:
        place = Place(self.place.path, self.place.line + line)
        return Problem(rule, place, message, Fix(place, old, new, certain) if old else None)

    def definition(self, line: int) -> Problem:
        message = _(
            "what begins with [ ]: defines the address of a link in Markdown, and is not printed; "
            "write the words without the brackets, and an address after its words, as [the "
            "law](https://example.org)"
        )
        return self.found(LOST, line, message)

    def heading(self, line: int, token: Token) -> Iterator[Problem]:
        if token.markup in ("=", "-"):
            end = token.map[1] if token.map else line
            title, underline = self.lines[line].strip(), self.lines[end - 1].strip()
            wanted = f"{token.markup.replace('=', '#').replace('-', '##')} {title}"
            message = _(
                "“{underline}” below a line makes that line a heading; write {wanted} if a heading is "
                "meant, or delete the line below"
            ).format(underline=underline[:3], wanted=wanted)
            yield self.found(UNMEANT, line, message)
        if token.level or self.block not in ("", "reply"):
            message = _(
                "a heading must be on the page itself or in a reply, not inside another block; write it as text"
            )
            yield self.found(UNMEANT, line, message)

    def code(self, line: int, token: Token) -> Iterator[Problem]:
        old = "\n".join(self.lines[line : token.map[1] if token.map else line]).rstrip()
        new = "\n".join(one.strip() for one in old.split("\n"))
        message = _("Markdown takes a line that begins with four spaces or a tab as code; delete the spaces")
        yield self.found(UNMEANT, line, message, old, new, certain=not token.level)

    def rule(self, line: int, _token: Token) -> Iterator[Problem]:
        # The first line of a page begins front matter; if that does not end, its reader reports it.
        if line or self.block:
            message = _("“{text}” draws a line across the page; delete it").format(text=self.lines[line].strip())
            yield self.found(UNMEANT, line, message)

    def block_break(self, line: int, _token: Token) -> Iterator[Problem]:
        yield self.found(LOST, line, _("a line that begins with +++ is not printed; delete it, or write \\+++"))

    def comment(self, line: int, token: Token) -> Iterator[Problem]:
        for number, words in enumerate(token.content.split("\n"), line):
            if words.strip() and next(read_comment(words, self.place, 0, 0), None) is None:
                message = _(
                    "a line that begins with {sign} is not printed; begin it with a word, as “55 per cent”, or "
                    "write \\{sign} for the sign itself; a finding is accepted by {sign} accept, the rule, a colon and "
                    "the reason"
                ).format(sign="%")
                yield self.found(LOST, number, message)

    def quotation(self, line: int, token: Token) -> Iterator[Problem]:
        last = token.map[1] if token.map else line
        sign = _COMPARED.match(self.lines[line])
        within = self.paragraph_end == line
        if sign or within:
            message = _(
                "a line that begins with > becomes a quotation, and the sign is lost; write “more than”, "
                "or \\{what} for the sign itself"
            ).format(what=sign[1] if sign else ">")
            old = self.lines[line].strip()
            yield self.found(UNMEANT, line, message, old, f"\\{old}", certain=bool(sign) and within)
            return
        for number in range(line + 1, last):
            if self.lines[number].strip() and not self.lines[number].lstrip().startswith(">"):
                message = _(
                    "this line belongs to the quotation above; put an empty line before it, or > if it is quoted"
                )
                yield self.found(UNMEANT, number, message)
                return

    def list_items(self, items: Sequence[tuple[Token, bool]], token: Token) -> Iterator[Problem]:
        line = token.map[0] if token.map else 0
        before = self.lines[line - 1].rstrip() if line else ""
        begun = self.lines[line].split()[0]
        # A list directly below the text of an item is a list within the item.
        if self.paragraph_end == line and not token.level and not before.endswith(":"):
            message = _(
                "a line that begins with “{begun}” begins a list; put an empty line above if one is "
                "meant, or write {escaped} for the sign itself"
            ).format(begun=begun, escaped=_escaped(begun))
            yield self.found(UNMEANT, line, message)
        elif token.markup == "+" or (len(items) == 1 and token.markup == "-" and _FIGURE.match(self.lines[line])):
            message = _(
                "a line that begins with “{begun}” becomes an item of a list, and the sign is lost; "
                "write {escaped} for the sign itself, and - for an item"
            ).format(begun=begun, escaped=_escaped(begun))
            yield self.found(UNMEANT, line, message)
        elif token.type == "ordered_list_open":
            yield from self._numbers([(one.map[0] if one.map else 0, int(one.info)) for one, _ in items])
        for item, is_empty in items:
            if is_empty and item.info in ("", "1"):
                yield self.found(UNMEANT, item.map[0] if item.map else 0, _("this item of a list is empty; delete it"))

    def _numbers(self, items: Sequence[tuple[int, int]]) -> Iterator[Problem]:
        """Judge the typed numbers: the editions count the items themselves."""
        if {number for _, number in items} == {1}:
            return
        begins = items[0][1]
        for wanted, (line, number) in enumerate(items, 1):
            shown = self.lines[line].split()[0]
            if _YEAR.fullmatch(str(number)) and begins != 1:
                message = _(
                    "“{shown}” at the beginning of a line starts a list, and is lost; begin with a word, as "
                    "In {number}, or write {escaped} for the figure itself"
                ).format(shown=shown, number=number, escaped=_escaped(shown))
                yield self.found(UNMEANT, line, message, shown, _escaped(shown), certain=len(items) == 1)
            elif begins != 1:
                message = _("paragraphs are numbered automatically, and a list begins with 1; delete “{shown}”").format(
                    shown=shown
                )
                yield self.found(UNMEANT, line, message, f"{shown} ", "", certain=False)
            elif number != wanted:
                message = _(
                    "this is item {wanted} of its list, and is printed as that; write {wanted}{shown} for {shown2}"
                ).format(wanted=wanted, shown=shown[-1], shown2=shown)
                yield self.found(UNMEANT, line, message, shown, f"{wanted}{shown[-1]}", certain=False)

    def table(self, line: int, token: Token) -> Iterator[Problem]:
        if token.map and token.map[1] - line <= _HEAD_LINES:
            yield self.found(UNMEANT, line, _("this table has a head but no rows; write them, or delete it"))

    def head(self, line: int, _token: Token) -> Iterator[Problem]:
        self.cells = _cells(self.lines[line])
        return iter(())

    def row(self, line: int, _token: Token) -> Iterator[Problem]:
        cells = _cells(self.lines[line])
        if cells > self.cells:
            message = _(
                "this row has {counted}, and the head of the table {cells}: the other cells are not "
                "printed; write \\| for a bar within a cell"
            ).format(counted=_counted(cells), cells=self.cells)
            yield self.found(LOST, line, message)
        elif cells < self.cells:
            message = _(
                "this row has {counted}, and the head of the table {cells}; write a bar for an empty cell"
            ).format(counted=_counted(cells), cells=self.cells)
            yield self.found(UNMEANT, line, message)

    def hard_breaks(self, line: int, token: Token) -> Iterator[Problem]:
        if not any(child.type == "hardbreak" for child in token.children or ()):
            return
        for number in range(line, (token.map[1] if token.map else line) - 1):
            whole = self.lines[number]
            if whole.endswith(("  ", "\\")):
                message = _(
                    "two spaces or \\ at the end of a line break the line in print; delete them, or leave an empty line"
                )
                yield self.found(UNMEANT, number, message, whole, whole.rstrip(" \\"))

    def fence(self, line: int, token: Token) -> Iterator[Problem]:
        if not token.info.strip() and token.markup.startswith(":"):
            return  # Such colons begin no block: they closed one too early.
        if not token.markup.startswith(":") and not token.info.lstrip().startswith("{"):
            return  # It is told as the code that it is.
        last = (token.map[1] if token.map else line) - 1
        closing = _CLOSING.fullmatch(self.lines[last]) if last > line else None
        if closing is not None and closing[1].startswith(token.markup):
            return
        message = _(
            "nothing closes the block that begins here; write {markup} on a line of its own where it ends"
        ).format(markup=token.markup)
        if self.block == "reply" and token.info.strip().startswith("{reply}"):
            return  # The block above is the one that is not closed, and is told.
        if self.block:
            more = token.markup[0] * (len(token.markup) + 1)
            message = _(
                "{message}; if that line is there, it closes {{{block}}}, which is to begin and end with {more}"
            ).format(message=message, block=self.block, more=more)
        yield self.found(UNCLOSED, line, message)


def _counted(cells: int) -> str:
    return ngettext("{count} cell", "{count} cells", cells).format(count=cells)


def _escaped(sign: str) -> str:
    """Return *sign*, a bullet or a number with its point, in a form that Markdown reads as text."""
    return f"\\{sign}" if len(sign) == 1 else f"{sign[:-1]}\\{sign[-1]}"


def _cells(row: str) -> int:
    """Return how many cells Markdown sees in a row of a table, after what a list or quotation has before it."""
    return len(_BAR.findall(_BEFORE.sub("", row, count=1).removeprefix("|").rstrip().removesuffix("|"))) + 1


_FINDERS: Mapping[str, Callable[[_Text, int, Token], Iterator[Problem]]] = {
    "heading_open": _Text.heading,
    "code_block": _Text.code,
    "hr": _Text.rule,
    "myst_block_break": _Text.block_break,
    "myst_line_comment": _Text.comment,
    "blockquote_open": _Text.quotation,
    "table_open": _Text.table,
    "thead_open": _Text.head,
    "tr_open": _Text.row,
    "inline": _Text.hard_breaks,
    "fence": _Text.fence,
    "colon_fence": _Text.fence,
}
