"""The report as pages of blocks, from the same tokens that the reader of pages reads."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from urllib.parse import unquote

from markdown_it.token import Token

from loipr.coordination.changed_pages import known_ids
from loipr.datasets.figures import COMPUTED, figure
from loipr.datasets.observations import ObservationError
from loipr.facts.lists_of_issues import Question
from loipr.files.places import Place
from loipr.files.reading import read_bytes, read_text, without_conflicts
from loipr.pages.blocks import BODILESS
from loipr.pages.directive_options import option_lines, read_options
from loipr.pages.front_matter import front_matter_of
from loipr.pages.page import FOLDER, Page
from loipr.pages.reader import DEEPEST, LARGEST_PAGE, MOST_PARTS, VERBATIM, named_block, parser
from loipr.pages.sentences import CITATIONS
from loipr.pages.vocabulary import DIRECTIVES, DOMAIN
from loipr.report import Report
from loipr.revisions.block import CELL, SPACE, Block, Leaf, Piece, joined, words
from loipr.tables.query import TableError, read_query
from loipr.tables.table import select

_FRONT = ("status", "lead", "contributors")
#: The constructs that blocks stand in, and the kind of a block that begins one.
_AROUND: Mapping[str, str] = {
    "bullet_list": "bullets",
    "ordered_list": "numbers",
    "blockquote": "quotation",
    "footnote_reference": "footnote",
    "dl": "definitions",
}
_STYLES: Mapping[str, str] = {"em": "italic", "strong": "bold", "s": "struck"}
#: The kind of the first paragraph in a construct.
_FIRST: Mapping[str, str] = {"list_item": "item", "dt": "term", "dd": "definition"}
#: What stands before the text of a reference, so that it reads as a reference.
_PREFIXED = frozenset({"article", "question", "recommendation", "table"})
_DATA = ("data-table", "data-chart")
_PICTURES = ("image", "figure")


def read_leaves(report: Report) -> list[Leaf]:
    """Return the pages of the report itself as blocks; the files of *report* must be there."""
    leaves: dict[str, Leaf] = {}
    for page in report.pages:
        if page.is_guide:
            continue
        question = page.question if page.is_reply else None
        subject = f"question {question}" if question is not None else page.path
        subject = page.path if subject in leaves else subject
        blocks = tuple(_blocks(page, report))
        owners = known_ids((page.lead, *page.contributors), report)
        leaves[subject] = Leaf(subject, page.title, page.docname, question, owners, blocks)
    return list(leaves.values())


def _blocks(page: Page, report: Report) -> Iterator[Block]:
    for name in _FRONT:
        value = page.front.get(name, "")
        text = ", ".join(value) if isinstance(value, tuple) else value
        if text:
            yield Block(name, (), tuple(words(text)), page.place_of(name))
    question = report.questions.get(page.question) if page.is_reply and page.question is not None else None
    if question is not None:
        yield from _asked(question)
    text = without_conflicts(read_text(report.root, page.path, []) or "")
    lines, after = front_matter_of(text, page.path, [])
    text = text.split("\n", after)[after] if lines is not None else text
    if len(text) > LARGEST_PAGE or text.count("[") > MOST_PARTS:
        yield Block("page", (), joined(list(words(text))), Place(page.path, 1))
        return
    reader = _Reader(page, report)
    reader.read(parser().parse(text), after, 0)
    yield from reader.blocks


def _asked(question: Question) -> Iterator[Block]:
    """Yield the text of a question, which stands above its reply."""
    yield Block("question", (), joined(list(words(question.wording or question.subject))), question.place)
    for item in question.walk():
        yield Block("question", ("item",), joined(list(words(f"{item.label} {item.wording}"))), item.place)


class _Reader:
    """Collects the blocks of a page, in the order of the text."""

    def __init__(self, page: Page, report: Report) -> None:
        self.blocks: list[Block] = []
        self._page = page
        self._report = report
        #: The constructs around the present block, and the kind of the next paragraph.
        self._within: list[str] = []
        self._kinds: list[str] = []
        self._cells: list[Piece] | None = None
        self._row_place = Place(page.path)

    def read(self, tokens: Sequence[Token], offset: int, depth: int) -> None:
        """Read *tokens*, which begin after line *offset*, within *depth* blocks."""
        for token in tokens:
            place = Place(self._page.path, (token.map[0] if token.map else 0) + 1 + offset)
            name, _, side = token.type.rpartition("_")
            if token.type == "inline":
                self._read_inline(token, place)
            elif token.type in ("fence", "colon_fence"):
                self._read_block(token, place, depth)
            elif token.type == "code_block":
                plain = "\n".join(line.strip() for line in token.content.split("\n"))
                self.read(parser().parse(plain), place.line - 1, depth)
            elif token.type == "hr":
                self._add("line", (Piece("—"),), place)
            elif side == "open":
                self._open(name, token)
            elif side == "close":
                self._close(name, place)

    def _open(self, name: str, token: Token) -> None:
        if name in _AROUND:
            self._within.append(_AROUND[name])
        if name == "heading":
            self._kinds.append(f"heading {token.tag[1:]}")
        elif name in _FIRST:
            self._kinds.append(_FIRST[name])
        elif name == "tr":
            self._cells = []
        elif name in ("th", "td") and self._cells:
            self._cells.append(Piece(" | ", CELL))

    def _close(self, name: str, place: Place) -> None:
        if name in _AROUND:
            self._within.pop()
        if (name == "heading" or name in _FIRST) and self._kinds:
            self._kinds.pop()
        elif name == "tr" and self._cells is not None:
            self._add("row", joined(self._cells), self._row_place)
            self._cells = None

    def _read_inline(self, token: Token, place: Place) -> None:
        pieces = list(self._pieces(token.children or ()))
        if self._cells is not None:
            self._cells += pieces
            self._row_place = place
            return
        kind = self._kinds[-1] if self._kinds else "paragraph"
        if self._kinds:
            # What follows in the same item is a paragraph of it.
            self._kinds[-1] = "paragraph" if not kind.startswith("heading") else kind
        self._add(kind or "paragraph", joined(pieces), place)

    def _add(self, kind: str, pieces: tuple[Piece, ...], place: Place) -> None:
        if pieces:
            self.blocks.append(Block(kind, tuple(self._within), pieces, place))

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        styles: list[str] = []
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            style = " ".join(styles)
            if token.type == "myst_role":
                yield self._role(str(token.meta["name"]).removeprefix(DOMAIN), token.content, style)
            elif token.type == "text":
                yield from words(token.content, style)
            elif token.type == "softbreak":
                yield Piece(" ", SPACE)
            elif token.type == "hardbreak":
                yield Piece("\n", "break")
            elif token.type == "footnote_ref":
                yield Piece(f"[note {token.meta['label']}]", "note", str(token.meta["label"]), style)
            elif token.type == "image":
                yield self._picture(str(token.attrGet("src") or ""), token.content, style)
            elif side == "open":
                styles.append(f"{_STYLES.get(name, name)}{self._target(token)}")
            elif side == "close" and styles:
                styles.pop()
            elif token.content:
                yield Piece(token.content, "code", token.content, style)

    @staticmethod
    def _target(token: Token) -> str:
        return "".join(f" {name}={token.attrGet(name)}" for name in ("href", "title") if token.attrGet(name))

    def _role(self, name: str, text: str, style: str) -> Piece:
        """Return what a role prints, as one piece that never splits; it is the same while its figures are."""
        shown = text
        if name in COMPUTED:
            with suppress(ObservationError):
                shown = figure(name, text, self._report.datasets).text
        elif name in CITATIONS:
            shown = f"[{text}]"
        elif name in _PREFIXED and not text.casefold().startswith(name):
            shown = f"{name} {text}"
        return Piece(shown, name, text, style)

    def _picture(self, target: str, said: str, style: str) -> Piece:
        """Return a picture as a piece: another picture under the same name is another piece."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._page.path), unquote(target)))
        digest = ""
        if path.startswith(f"{FOLDER}/"):
            with suppress(OSError):
                digest = hashlib.sha256(read_bytes(self._report.root, path)).hexdigest()[:12]
        return Piece(f"[picture {target}{f': {said}' if said else ''}]", "picture", f"{target} {digest}", style)

    def _read_block(self, token: Token, place: Place, depth: int) -> None:
        named = named_block(token)
        name, argument = named if named is not None else ("", token.info.strip())
        options, _ = read_options(name, token.content, place)
        skipped = option_lines(token.content) if DIRECTIVES.get(name, ("any",)) else 0
        body = "\n".join(token.content.split("\n")[skipped:])
        is_whole = name in VERBATIM or name in BODILESS or name not in DIRECTIVES or depth >= DEEPEST
        told = [argument, *(f":{option}: {value}" for option, value in sorted(options.items()))]
        if is_whole:
            told += [body] if named is not None else [token.content]
        pieces = [*words(" ".join(filter(None, told)))]
        if name in _PICTURES:
            pieces = [self._picture(argument, "", ""), Piece(" ", SPACE), *words(" ".join(told[1:]))]
        if name in _DATA:
            pieces = [*words(argument)]
        # A block without words of its own is a block all the same: it can come and go.
        self._add(name or "code", joined(pieces) or (Piece(f"{{{name}}}", "block"),), place)
        if name in _DATA:
            self._read_data(name, argument, options, place)
        elif not is_whole:
            self._within.append(name)
            outside, self._kinds = self._kinds, []
            self.read(parser().parse(body), place.line + skipped, depth + 1)
            self._kinds = outside
            self._within.pop()

    def _read_data(self, name: str, argument: str, options: Mapping[str, str], place: Place) -> None:
        """Add the options of a table or chart that comes from a dataset, and each row that it shows."""
        self._within.append(name)
        for option, value in sorted(options.items()):
            self._add("option", joined([*words(f":{option}: {value}")]), place)
        try:
            query = read_query(argument, options, self._report.datasets, is_chart=name == "data-chart")
            table = select(query)
        except TableError:
            table = None
        if table is not None:
            lines = [[heading.text for heading in table.headings], *([cell.text for cell in row] for row in table.rows)]
            for line in lines:
                cells = [piece for text in line for piece in (Piece(" | ", CELL), Piece(text, "figure", text))][1:]
                self._add("row", tuple(cells), place)
        self._within.pop()
