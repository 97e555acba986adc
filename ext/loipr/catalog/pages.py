"""A page of the report as facts: front matter, replies, roles, directives, prose, each with its line.

The page is read by the parser of MyST, but without building anything, so that `check` and the build judge the same
facts: what one of them saw otherwise than the other could hide there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from loipr.catalog.acceptances import Acceptance, read_comment
from loipr.catalog.figures import COMPUTED
from loipr.catalog.links import FILES, PICTURES, SCHEME
from loipr.catalog.lists_of_issues import parse_labels
from loipr.catalog.options import option_lines, read_options
from loipr.catalog.source import Place, Problem, read_text
from loipr.catalog.vocabulary import DIRECTIVES, DOMAIN, NO_SYNTAX, SYNTAX
from loipr.catalog.yaml_file import YamlNode, parse_yaml

FOLDER = "docs"
FIRST_PAGE = "docs/index.md"
#: The page whose contents are the report; without it, the whole site is.
REPORT_PAGE = "docs/report.md"
REPLIES = "docs/replies"
GUIDES = "docs/guides"
FRONT_FIELDS = ("question", "status", "lead", "contributors")
STATUSES = ("draft", "contributed", "reviewed", "cleared")
#: A page longer than this is no reply: the whole report may have 21,200 words (rule of form F01).
LARGEST_PAGE = 100_000
#: Paragraphs, cells, references, pieces of text: a page with more of them is none either.
MOST_PARTS = 10_000
_MOST_FIELDS, _DEEPEST = 20, 10
#: Directives whose argument is read as text, and those that show the picture it names.
_TITLED = frozenset({"admonition", "note", "important", "tip", "warning", "table", "list-table"})
_PICTURES = frozenset({"image", "figure"})
#: Stands in running text for a role or a code span.
HELD = "\ufffc"
#: The blocks that a piece of prose may stand in; MyST has a directive for a table beside the table of Markdown.
_AROUND: Mapping[str, str] = {
    **dict.fromkeys(("th", "td", "table", "list-table"), "table"),
    "bullet_list": "bullets",
    "blockquote": "quotation",
    "footnote_reference": "footnote",
    "gap": "gap",
}
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:.-]*)\}\s*(.*)", re.DOTALL)
_DATASET = re.compile(r"(\w+)\s*\[", re.ASCII)
#: Directives whose body is not Markdown.
_VERBATIM = frozenset({"code", "code-block", "code-cell", "math", "raw", "literalinclude", "highlight", "toctree"})


@dataclass(frozen=True, slots=True)
class Role:
    """``{name}`text` `` as it stands on a page; ``item`` is the label of the reply it stands in, if any."""

    name: str
    text: str
    place: Place
    item: str


@dataclass(frozen=True, slots=True)
class Directive:
    """``:::{name} argument`` with its options, and its ``body`` as it is written.

    A block between colons that has no name in braces has an empty ``name``; nobody can have meant it.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    place: Place
    item: str
    body: str


@dataclass(frozen=True, slots=True)
class Link:
    """What a page links to, or the picture it shows."""

    target: str
    is_picture: bool
    place: Place


@dataclass(frozen=True, slots=True)
class ParagraphName:
    """``(name)=`` above a paragraph: what `` {paragraph}`name` `` refers to."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Prose:
    """A block of running text; each role and code span in it is one U+FFFC, each line break a newline.

    ``held`` says what each of these stands for: the name of a role, or nothing for a code span; ``contents`` is what
    stands between its backticks. ``around`` names what the block stands in, as ``table`` or ``quotation``, ``level`` is
    that of a heading, and ``emphasized`` says from where to where the text is in italics or, with True, in bold.
    """

    text: str
    place: Place
    item: str
    heading: bool
    held: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    around: frozenset[str] = frozenset()
    level: int = 0
    emphasized: tuple[tuple[int, int, bool], ...] = ()

    def place_at(self, position: int) -> Place:
        """Return the place of the character at *position*."""
        return Place(self.place.path, self.place.line + self.text.count("\n", 0, position))


@dataclass(frozen=True, slots=True)
class Reply:
    """A ``{reply}`` block; ``labels`` is None when its argument names no items."""

    argument: str
    labels: tuple[str, ...] | None
    place: Place
    words: str
    filled: bool


@dataclass(frozen=True)
class Page:
    """A page. ``question`` is set on the pages that answer one."""

    path: str
    docname: str
    front: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    front_places: Mapping[str, Place] = field(default_factory=dict)
    question: int | None = None
    title: str = ""
    replies: tuple[Reply, ...] = ()
    roles: tuple[Role, ...] = ()
    directives: tuple[Directive, ...] = ()
    links: tuple[Link, ...] = ()
    prose: tuple[Prose, ...] = ()
    paragraph_names: tuple[ParagraphName, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()

    @property
    def is_reply(self) -> bool:
        return self.path.startswith(f"{REPLIES}/")

    @property
    def is_annex(self) -> bool:
        """Whether the page is an annex, which has a numbering of its own."""
        return re.match(r"Annex\b", self.title) is not None

    @property
    def is_guide(self) -> bool:
        """Whether the page is about the report, and not part of it."""
        return self.path.startswith(f"{GUIDES}/")

    @property
    def language(self) -> str:
        """The language of a guide, where it is not the report's own: ``id`` for what stands in ``guides/id``."""
        found = re.match(rf"{GUIDES}/([a-z]{{2}})/", self.path)
        return found[1] if found else ""

    @property
    def is_numbered(self) -> bool:
        """Whether its paragraphs have numbers: on the pages of the report itself, and of its annexes."""
        folder = self.docname.rpartition("/")[0]
        leads_on = self.path in (FIRST_PAGE, REPORT_PAGE)
        return self.is_annex or folder in ("replies", "sections") or (not folder and not leads_on)

    @property
    def has_labelled_headings(self) -> bool:
        """Whether its headings have labels, as I., A., 1. (F13): on the pages that the text of the report stands on."""
        return self.is_numbered and not (self.is_reply or self.is_annex)

    @property
    def status(self) -> str:
        return str(self.front.get("status", ""))

    @property
    def lead(self) -> str:
        return str(self.front.get("lead", ""))

    @property
    def contributors(self) -> tuple[str, ...]:
        value = self.front.get("contributors", ())
        return value if isinstance(value, tuple) else (value,)

    def place_of(self, name: str) -> Place:
        """Return where the front matter has *name*, or the top of the page."""
        return self.front_places.get(name, Place(self.path, 1))

    @cached_property
    def datasets(self) -> frozenset[str]:
        """The names of the datasets that its figures, tables and charts are drawn from."""
        drawn = {found[1] for role in self.roles if role.name in COMPUTED for found in _DATASET.finditer(role.text)}
        shown = {one.argument for one in self.directives if one.name in ("data-table", "data-chart")}
        return frozenset(drawn | shown)

    @property
    def gaps(self) -> tuple[Directive, ...]:
        return tuple(directive for directive in self.directives if directive.name == "gap")


def docname_of(path: str) -> str:
    """Return the name by which Sphinx knows the page at *path*: ``replies/q01`` for ``docs/replies/q01.md``."""
    return path.removeprefix(f"{FOLDER}/").removesuffix(".md")


def load_pages(root: Path, problems: list[Problem]) -> tuple[Page, ...]:
    """Read every page below ``docs``, in the order of their paths."""
    pages = []
    if not (root / FIRST_PAGE).exists():
        problems.append(Problem("unreadable-file", Place(FIRST_PAGE), "the file is missing; the report begins with it"))
    for file in sorted((root / FOLDER).rglob("*")):
        path = file.relative_to(root).as_posix()
        if any(part.startswith((".", "_")) for part in file.relative_to(root / FOLDER).parts):
            continue
        if file.suffix == ".md":
            text = read_text(root, path, problems)
            if text is not None:
                pages.append(read_page(text, path, problems))
        elif not file.is_dir() and not file.is_symlink() and file.suffix.lower() not in (*PICTURES, *FILES):
            message = "this is neither a page (.md) nor anything that a page may show; take it out of the folder"
            problems.append(Problem("unreadable-file", Place(path), message))
    return tuple(pages)


def read_page(text: str, path: str, problems: list[Problem]) -> Page:
    """Return the facts of a page; what is wrong with its front matter is noted."""
    docname = docname_of(path)
    if len(text) > LARGEST_PAGE:
        message = f"the page has {len(text):,} characters, more than the {LARGEST_PAGE:,} a page may have; split it"
        problems.append(Problem("oversized-page", Place(path, 1), message))
        return Page(path, docname)
    front = _read_front_matter(text, path, problems)
    reader = _Reader(path, problems)
    # Each bracket may begin a link, or another within it: of too many the parser would take long to find out.
    reader.parts = text.count("[")
    if reader.parts <= MOST_PARTS:
        reader.read(_parser().parse(text), 0, "")
    if reader.parts > MOST_PARTS:
        message = (
            f"the page has more than the {MOST_PARTS:,} paragraphs, cells and references a page may have; split it"
        )
        problems.append(Problem("oversized-page", Place(path, 1), message))
        return Page(path, docname)
    for label, place in reader.notes_used:
        if label not in reader.notes:
            message = f"there is no footnote [^{label}]; write it on a line of its own below, as [^{label}]: The words."
            problems.append(Problem("unknown-footnote", place, message))
    values: dict[str, str | tuple[str, ...]] = {}
    places: dict[str, Place] = {}
    question = None
    if front is not None and not path.startswith(f"{REPLIES}/"):
        message = "only a reply has front matter; delete what stands between the two --- lines"
        problems.append(Problem("invalid-front-matter", Place(path, 1), message))
    elif front is not None:
        for name, place in front.repeated_fields():
            problems.append(Problem("invalid-front-matter", place, f"the field `{name}` stands twice"))
        for name in front.fields():
            if name in FRONT_FIELDS:
                values[name] = front.texts(name) if name == "contributors" else front.text(name)
            else:
                values[name] = ""
            places[name] = front.place_of(name)
        question = _question_number(front)
    return Page(
        path=path,
        docname=docname,
        front=values,
        front_places=places,
        question=question,
        title=reader.title,
        replies=tuple(reader.replies),
        roles=tuple(reader.roles),
        directives=tuple(reader.directives),
        links=tuple(reader.links),
        prose=tuple(reader.prose),
        paragraph_names=tuple(reader.paragraph_names),
        acceptances=tuple(reader.acceptances),
    )


def _question_number(front: YamlNode) -> int | None:
    value = front.text("question") if "question" in front else ""
    return int(value) if re.fullmatch(r"\d{1,4}", value, re.ASCII) else None


def _read_front_matter(text: str, path: str, problems: list[Problem]) -> YamlNode | None:
    """Return the fields between the two ``---`` lines at the top; None when there are none."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None
    closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if closing is None:
        message = "the front matter begins with --- but has no second --- line that ends it"
        problems.append(Problem("invalid-front-matter", Place(path, 1), message))
        return None
    body = "\n".join(lines[1:closing])
    node = parse_yaml(body, path, problems, line_offset=1, rule="invalid-front-matter")
    if node is not None and len(node.fields()) > _MOST_FIELDS:
        message = f"the front matter has {len(node.fields()):,} fields; a reply has four"
        problems.append(Problem("invalid-front-matter", Place(path, 1), message))
        return None
    if node is not None and not node.fields():
        message = "the front matter must be fields, one a line, as `question: 7`"
        problems.append(Problem("invalid-front-matter", Place(path, 2), message))
        return None
    return node


@cache
def _parser() -> MarkdownIt:
    parser = create_md_parser(MdParserConfig(enable_extensions=SYNTAX, disable_syntax=NO_SYNTAX), RendererHTML)
    parser.disable("wordcount")
    # Also links that Markdown itself would leave as text, so that they are seen and judged.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


class _Reader:
    """Walks the tokens of a page, and of the bodies of its directives, in the order of the text."""

    def __init__(self, path: str, problems: list[Problem]):
        self.path = path
        self.problems = problems
        self.title = ""
        self.parts = 0
        self.replies: list[Reply] = []
        self.roles: list[Role] = []
        self.directives: list[Directive] = []
        self.links: list[Link] = []
        self.prose: list[Prose] = []
        self.paragraph_names: list[ParagraphName] = []
        self.acceptances: list[Acceptance] = []
        self.notes: set[str] = set()
        self.notes_used: list[tuple[str, Place]] = []
        self._around: list[str] = []

    def read(self, tokens: list[Token], offset: int, item: str, depth: int = 0, *, numbered: bool = True) -> None:
        """Read *tokens*, which begin after line *offset*; *numbered* where paragraphs have numbers."""
        self.parts += sum(1 + len(token.children or ()) for token in tokens)
        if self.parts > MOST_PARTS:
            return
        heading = ""
        for token, following in zip_longest(tokens, tokens[1:]):
            if token.type == "heading_open":
                heading = token.tag
            elif token.type == "heading_close":
                heading = ""
            elif token.type.removesuffix("_open") in _AROUND:
                self._around.append(_AROUND[token.type.removesuffix("_open")])
                self.notes.update(token.meta.values() if token.type == "footnote_reference_open" else ())
            elif token.type.removesuffix("_close") in _AROUND:
                self._around.pop()
            elif token.type == "inline":
                self._read_inline(token, offset, item, heading)
            elif token.type in ("fence", "colon_fence"):
                self._read_directive(token, offset, item, depth)
            elif token.type == "myst_line_comment":
                self._read_comment(token, following, offset)
            elif token.type == "myst_target" and numbered and token.level == 0:
                self._read_target(token, following, offset)

    def _read_target(self, token: Token, following: Token | None, offset: int) -> None:
        if following is not None and following.type == "paragraph_open":
            place = Place(self.path, (token.map[0] if token.map else 0) + 1 + offset)
            self.paragraph_names.append(ParagraphName(token.content, place))

    def _read_comment(self, token: Token, following: Token | None, offset: int) -> None:
        """Read what a comment accepts: it is about the block that follows within the same list, quotation or page."""
        first, last = following.map if following is not None and following.map and following.nesting >= 0 else (0, 0)
        place = Place(self.path, (token.map[0] if token.map else 0) + 1 + offset)
        self.acceptances += read_comment(token.content, place, first + 1 + offset, last + offset)

    def _read_inline(self, token: Token, offset: int, item: str, heading: str) -> None:
        start = line = (token.map[0] if token.map else 0) + 1 + offset
        words: list[str] = []
        held: list[str] = []
        contents: list[str] = []
        emphasized: list[tuple[int, int, bool]] = []
        begun: list[int] = []
        length = 0
        for child in token.children or ():
            place = Place(self.path, line)
            if child.type == "myst_role":
                name = str(child.meta["name"]).removeprefix(DOMAIN)
                self.roles.append(Role(name, child.content, place, item))
            elif child.type in ("link_open", "image"):
                is_picture = child.type == "image"
                target = str(child.attrGet("src" if is_picture else "href") or "")
                self.links.append(Link(unquote(target), is_picture, place))
            elif child.type == "footnote_ref":
                self.notes_used.append((child.meta["label"], place))
            elif child.type in ("em_open", "strong_open"):
                begun.append(length)
            elif child.type in ("em_close", "strong_close"):
                emphasized.append((begun.pop(), length, child.type == "strong_close"))
            if child.type in ("myst_role", "code_inline", "html_inline"):
                words.append(HELD + "\n" * child.content.count("\n"))
                held.append(str(child.meta["name"]).removeprefix(DOMAIN) if child.type == "myst_role" else "")
                contents.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                words.append("\n")
            elif child.type == "text":
                words.append(child.content.replace(HELD, " "))
            else:
                continue
            line += words[-1].count("\n")
            length += len(words[-1])
        text = "".join(words)
        if heading == "h1" and not self.title:
            self.title = text.strip()
        if text.strip():
            prose = Prose(
                text=text,
                place=Place(self.path, start),
                item=item,
                heading=bool(heading),
                held=tuple(held),
                contents=tuple(contents),
                around=frozenset(self._around),
                level=int(heading[1:] or 0),
                emphasized=tuple(emphasized),
            )
            self.prose.append(prose)

    def _read_directive(self, token: Token, offset: int, item: str, depth: int) -> None:
        match = _DIRECTIVE.fullmatch(token.info.strip())
        place = Place(self.path, (token.map[0] if token.map else 0) + 1 + offset)
        if match is None:
            if token.type == "colon_fence":
                self.directives.append(Directive("", token.info.strip(), {}, place, item, token.content))
            return
        name, argument = match[1].removeprefix(DOMAIN), match[2].strip()
        skipped = option_lines(token.content)
        options, faults = read_options(name, token.content, Place(self.path, place.line + 1))
        self.problems += faults
        # What takes no options has none: these lines are text.
        skipped = skipped if DIRECTIVES.get(name, ("any",)) else 0
        body = "\n".join(token.content.split("\n")[skipped:])
        self.directives.append(Directive(name, argument, options, place, item, body))
        if name in _PICTURES:
            self.links.append(Link(argument, True, place))
        if "target" in options:
            self.links.append(Link(options["target"], False, place))
        if name == "toctree" and "glob" not in options:
            for number, target in contents_entries(body):
                file = target if SCHEME.match(target) or target.endswith(".md") else f"{target}.md"
                self.links.append(Link(file, False, Place(self.path, place.line + 1 + skipped + number)))
        if depth == _DEEPEST:
            message = f"here blocks stand within one another more than {_DEEPEST} deep; write them one after the other"
            self.problems.append(Problem("oversized-page", place, message))
        if name in _VERBATIM or depth >= _DEEPEST:
            return
        labels = parse_labels(argument) if name == "reply" else None
        inner_item = labels[0] if labels else item
        if name in _TITLED:
            self.read(_parser().parseInline(argument), place.line - 1, item, depth + 1)
        before = len(self.roles), len(self.directives), len(self.prose)
        outside = list(self._around)
        self._around += [_AROUND[name]] if name in _AROUND else []
        self.read(_parser().parse(body), place.line + skipped, inner_item, depth + 1, numbered=name == "reply")
        self._around = outside
        if name == "reply":
            filled = len(self.roles) > before[0] or len(self.directives) > before[1]
            words = " ".join(prose.text for prose in self.prose[before[2] :])
            self.replies.append(Reply(argument, labels, place, words, filled))


def contents_entries(body: str) -> Iterator[tuple[int, str]]:
    """Yield what each line of a table of contents leads to, with the number of the line, from 0.

    It is a page, by its name with or without the ending, or an address; ``self``, the page itself, is left out.
    """
    for number, line in enumerate(body.split("\n")):
        target = line.strip()
        if target.endswith(">"):
            target = target[:-1].rpartition("<")[2]
        if target and target != "self":
            yield number, target


def reply_pages(pages: tuple[Page, ...]) -> Iterator[Page]:
    """Yield the pages that answer a question."""
    return (page for page in pages if page.is_reply and page.question is not None)
