"""A page of the report as facts: front matter, replies, roles, directives, prose, each with its line.

MyST's parser reads the page, but nothing is built. So `check` and the build judge the same facts: nothing can hide
in a difference between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from loipr.facts.acceptances import Acceptance, read_comment
from loipr.facts.lists_of_issues import parse_labels
from loipr.files.addresses import SCHEME
from loipr.files.characters import deceptions_behind
from loipr.files.places import Place, Problem
from loipr.files.reading import read_text, without_conflicts
from loipr.files.yaml_file import YamlNode, parse_yaml
from loipr.pages.blocks import BODILESS, block_faults, body_faults
from loipr.pages.directive_options import option_lines, read_options
from loipr.pages.front_matter import front_matter_of
from loipr.pages.links import PICTURES
from loipr.pages.page import (
    FIRST_PAGE,
    FOLDER,
    FRONT_FIELDS,
    HELD,
    PARKED,
    REPLIES,
    Aside,
    Directive,
    Label,
    Link,
    Page,
    ParagraphName,
    Prose,
    Reply,
    Role,
    docname_of,
    shows_code,
)
from loipr.pages.unmeant import LOST, UNMEANT, unmeant
from loipr.pages.vocabulary import DIRECTIVES, DOMAIN, NO_SYNTAX, SYNTAX
from loipr.wording.languages import _
from loipr.wording.sentences import shortened

#: A page with more characters is not a reply: the whole report may have 21,200 words (rule of form F01).
LARGEST_PAGE = 100_000
#: The same for paragraphs, cells, references and pieces of text, counted together.
MOST_PARTS = 10_000
_MOST_FIELDS = 20
#: Blocks stand within one another at most so deep.
DEEPEST = 10
#: Directives whose argument is text, and directives whose argument names a picture.
_TITLED = frozenset({"admonition", "note", "important", "tip", "warning", "table", "list-table"})
_PICTURES = frozenset({"image", "figure"})
_TABLES = frozenset({"table", "list-table"})
_FORMED = _TABLES | {"figure"}
#: The constructs around prose. MyST has a directive for tables, besides the tables of Markdown.
_AROUND: Mapping[str, str] = {
    **dict.fromkeys(("th", "td", "table", "list-table"), "table"),
    "bullet_list": "bullets",
    "blockquote": "quotation",
    "footnote_reference": "footnote",
    "gap": "gap",
}
#: The backticks that open a span, and the space after them, which is not part of the span.
_TICKS = re.compile(r"(`+) ?")
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:.-]*)\}\s*(.*)", re.DOTALL)
#: Options whose words are printed or read aloud.
_SAID: Mapping[str, str] = {"caption": _("the caption"), "alt": _("what is said of the picture")}
#: What is wrong with a list in a field of the front matter that takes one value.
_ONE_VALUE: Mapping[str, str] = {
    "question": _("`question` is one number, as 8; a page answers one question"),
    "status": _("`status` is one word: draft, contributed, reviewed or cleared"),
    "lead": _("`lead` is one institution; write the others as contributors: [Kemlu, Polri]"),
}
#: Directives whose body is not Markdown.
VERBATIM = frozenset({"code", "code-block", "code-cell", "math", "raw", "literalinclude", "highlight", "toctree"})


def load_pages(root: Path, problems: list[Problem]) -> tuple[Page, ...]:
    """Read every page below ``docs``, in the order of their paths."""
    pages = []
    if not (root / FIRST_PAGE).exists():
        problems.append(
            Problem("unreadable-file", Place(FIRST_PAGE), _("the file is missing; the report begins with it"))
        )
    for file in sorted((root / FOLDER).rglob("*")):
        path = file.relative_to(root).as_posix()
        if any(part.startswith((".", "_")) for part in file.relative_to(root / FOLDER).parts):
            continue
        if file.is_relative_to(root / PARKED):
            continue
        if file.suffix == ".md":
            text = read_text(root, path, problems)
            if text is not None:
                pages.append(read_page(text, path, problems))
        elif not file.is_dir() and not file.is_symlink() and file.suffix.lower() not in PICTURES:
            message = _(
                "this is neither a page (.md) nor a picture; take it out of the folder: put figures into "
                "a dataset, and give any other document by its web address"
            )
            problems.append(Problem("unreadable-file", Place(path), message))
    return tuple(pages)


def read_page(text: str, path: str, problems: list[Problem]) -> Page:
    """Return the facts of the page *text* at *path*; add to *problems* what is wrong with its form."""
    docname = docname_of(path)
    if len(text) > LARGEST_PAGE:
        message = _("the page has {count:,} characters, more than the {most:,} a page may have; split it").format(
            count=len(text), most=LARGEST_PAGE
        )
        problems.append(Problem("oversized-page", Place(path, 1), message))
        return Page(path, docname)
    text = without_conflicts(text)
    front, after = _read_front_matter(text, path, problems)
    # It is not part of the text; the lines keep their numbers.
    text = "\n" * after + text.split("\n", after)[after] if after else text
    reader = _Reader(path, problems)
    reader.written = text
    # Each bracket may begin a link, even within a link: with too many brackets the parser would take very long.
    reader.parts = text.count("[")
    if reader.parts <= MOST_PARTS:
        reader.read_text(text, 0, "")
    if reader.parts > MOST_PARTS:
        message = _(
            "the page has more than the {most:,} paragraphs, cells and references a page may have; split it"
        ).format(most=MOST_PARTS)
        problems.append(Problem("oversized-page", Place(path, 1), message))
        return Page(path, docname)
    for label, place in reader.notes_used:
        if label not in reader.notes:
            message = _(
                "there is no footnote [^{label}]; write it on a line of its own below, as [^{label}]: The words."
            ).format(label=label)
            problems.append(Problem("unknown-footnote", place, message))
    for label in sorted(reader.notes.keys() - {label for label, _place in reader.notes_used}):
        message = _("nothing refers to this footnote; write [^{label}] where it belongs, or delete it").format(
            label=label
        )
        problems.append(Problem("unknown-footnote", reader.notes[label], message))
    values: dict[str, str | tuple[str, ...]] = {}
    places: dict[str, Place] = {}
    question = None
    if front is not None and not path.startswith(f"{REPLIES}/"):
        message = _("only a reply has front matter; delete the two --- lines and what is between them")
        problems.append(Problem("invalid-front-matter", Place(path, 1), message))
    elif front is not None:
        for name, place in front.repeated_fields():
            problems.append(
                Problem("invalid-front-matter", place, _("the field `{name}` is there twice").format(name=name))
            )
        for name in front.fields():
            places[name] = front.place_of(name)
            value = front.child(name)
            if name not in FRONT_FIELDS:
                values[name] = ""
            elif name == "contributors":
                values[name] = front.texts(name)
            elif value is not None and value.is_single:
                values[name] = front.text(name)
            else:
                problems.append(Problem("invalid-front-matter", places[name], _ONE_VALUE[name]))
        question = _question_number(str(values.get("question", "")))
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
        asides=tuple(reader.asides),
        paragraph_names=tuple(reader.paragraph_names),
        labels=tuple(reader.labels),
        acceptances=tuple(reader.acceptances),
    )


def _question_number(value: str) -> int | None:
    return int(value) if re.fullmatch(r"\d{1,4}", value, re.ASCII) else None


def _read_front_matter(text: str, path: str, problems: list[Problem]) -> tuple[YamlNode | None, int]:
    """Return the fields between the two ``---`` lines at the top, or None, and the number of lines they take."""
    lines, after = front_matter_of(text, path, problems)
    if lines is None:
        return None, 0
    return _fields("\n".join(lines), path, problems), after


def _fields(body: str, path: str, problems: list[Problem]) -> YamlNode | None:
    node = parse_yaml(body, path, problems, rule="invalid-front-matter")
    if node is not None and len(node.fields()) > _MOST_FIELDS:
        message = _("the front matter has {count:,} fields; a reply has four").format(count=len(node.fields()))
        problems.append(Problem("invalid-front-matter", Place(path, 1), message))
        return None
    if node is not None and not node.fields():
        message = _("the front matter must be fields, one per line, as `question: 7`")
        problems.append(Problem("invalid-front-matter", Place(path, 2), message))
        return None
    return node


@cache
def parser() -> MarkdownIt:
    """Return the parser of pages: MyST's, with the extensions that pages may use."""
    made = create_md_parser(MdParserConfig(enable_extensions=SYNTAX, disable_syntax=NO_SYNTAX), RendererHTML)
    made.disable("wordcount")
    # Accept also links that Markdown itself would leave as text, so that the rules judge them.
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    return made


class _Breaks:
    """Counts the line breaks in the roles and code spans of a block, one by one: the parser turns them into spaces."""

    def __init__(self, source: str):
        self._source = source
        self._flat = source.replace("\n", " ")
        self._position = 0

    def within(self, content: str) -> int:
        """Return the number of line breaks in the next span that holds *content*."""
        if "\n" not in self._source:
            return 0
        for ticks in _TICKS.finditer(self._flat, self._position):
            for begin in (ticks.end(), ticks.end(1)):
                if self._flat.startswith(content, begin):
                    # A space between the text of the span and its backticks is not part of the text, and may be a line
                    # break.
                    self._position = self._flat.find("`", begin + len(content))
                    return self._source.count("\n", ticks.end(1), self._position)
        return 0


class _Reader:
    """Collects the facts from the tokens of a page, and of the bodies of its directives, in the order of the text."""

    def __init__(self, path: str, problems: list[Problem]):
        self.path = path
        self.problems = problems
        self.title = ""
        self.parts = 0
        self.written = ""
        self.replies: list[Reply] = []
        self.roles: list[Role] = []
        self.directives: list[Directive] = []
        self.links: list[Link] = []
        self.prose: list[Prose] = []
        self.asides: list[Aside] = []
        self.paragraph_names: list[ParagraphName] = []
        self.acceptances: list[Acceptance] = []
        self.labels: list[Label] = []
        self.notes: dict[str, Place] = {}
        self.notes_used: list[tuple[str, Place]] = []
        self._around: list[str] = []
        self._blocks: list[str] = []

    def read_text(self, text: str, offset: int, item: str, depth: int = 0, block: str = "") -> list[Token]:
        """Read *text*, which begins after line *offset*, and return its tokens; *block* is the directive around it."""
        known: dict[str, dict[str, Any]] = {}
        tokens = parser().parse(text, known)
        self.read(tokens, offset, item, depth, numbered=block in ("", "reply"))
        if self.parts <= MOST_PARTS:
            place = Place(self.path, offset + 1)
            self.problems += unmeant(text, tokens, known.get("references", {}), place, block)
        return tokens

    def read(self, tokens: list[Token], offset: int, item: str, depth: int = 0, *, numbered: bool = True) -> None:
        """Read *tokens*, which begin after line *offset*; *numbered* says that paragraphs here have numbers."""
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
                if token.type == "footnote_reference_open":
                    self._read_note(token, following, offset)
            elif token.type.removesuffix("_close") in _AROUND:
                self._around.pop()
            elif token.type == "inline":
                self._read_inline(token, offset, item, heading)
            elif token.type == "code_block":
                # Nobody means code by indented lines: they are read as the paragraph that they are.
                plain = "\n".join(line.strip() for line in token.content.split("\n"))
                self.read(parser().parse(plain), offset + (token.map[0] if token.map else 0), item, depth)
            elif token.type in ("fence", "colon_fence"):
                self._read_directive(token, offset, item, depth)
            elif token.type == "myst_line_comment":
                self._read_comment(token, following, offset)
            elif token.type == "myst_target":
                self._read_target(token, following, offset, names_paragraph=numbered and token.level == 0)

    def _read_target(self, token: Token, following: Token | None, offset: int, *, names_paragraph: bool) -> None:
        place = Place(self.path, (token.map[0] if token.map else 0) + 1 + offset)
        kind = following.type if following is not None else ""
        self.labels.append(Label(token.content, place, has_title=kind == "heading_open"))
        if not kind:
            message = _("({content})= names what is below it, and nothing is; delete it").format(content=token.content)
            self.problems.append(Problem("unmeant-markdown", place, message))
        if names_paragraph and kind == "paragraph_open":
            self.paragraph_names.append(ParagraphName(token.content, place))

    def _read_note(self, token: Token, following: Token | None, offset: int) -> None:
        place = Place(self.path, (token.map[0] if token.map else 0) + 1 + offset)
        label = token.meta["label"]
        first = self.notes.setdefault(label, place)
        if first is not place:
            message = _("the footnote [^{label}] stands in line {line} already; give one of them another name").format(
                label=label, line=first.line
            )
            self.problems.append(Problem("unknown-footnote", place, message))
        if following is not None and following.type == "footnote_reference_close":
            self.problems.append(Problem("unknown-footnote", place, _("this footnote is empty; write its words")))

    def _read_comment(self, token: Token, following: Token | None, offset: int) -> None:
        """Read what a comment accepts: it applies to the next block in the same list, quotation or page."""
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
        breaks = _Breaks(token.content)
        for child in token.children or ():
            place = Place(self.path, line)
            if "&" in self.written:
                self.problems += chain.from_iterable(
                    deceptions_behind(text, self.written, place) for text in _shown_by(child)
                )
            if child.type == "myst_role":
                name = str(child.meta["name"]).removeprefix(DOMAIN)
                self.roles.append(Role(name, child.content, place, item))
            elif child.type in ("link_open", "image"):
                is_picture = child.type == "image"
                target = str(child.attrGet("src" if is_picture else "href") or "")
                self.links.append(Link(unquote(target), is_picture, place))
                self._note(_("what is said of the picture"), child.content if is_picture else "", place)
                self._refuse_title(str(child.attrGet("title") or ""), place)
            elif child.type == "footnote_ref":
                self.notes_used.append((child.meta["label"], place))
                if "footnote" in self._around:
                    message = _("the footnote refers to the footnote [^{label}]; write its words here").format(
                        label=child.meta["label"]
                    )
                    self.problems.append(Problem("footnote-in-footnote", place, message))
            elif child.type in ("em_open", "strong_open"):
                begun.append(length)
            elif child.type in ("em_close", "strong_close"):
                emphasized.append((begun.pop(), length, child.type == "strong_close"))
            if child.type in ("myst_role", "code_inline", "html_inline"):
                words.append(HELD + "\n" * breaks.within(child.content))
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

    def _refuse_title(self, title: str, place: Place) -> None:
        """Note a problem with a title of a link or picture: a pointer shows it on the site, and print has none."""
        if title:
            message = _("the title “{text}” is on the site alone; say it in the text, or delete it").format(
                text=shortened(title)
            )
            self.problems.append(Problem(LOST, place, message))

    def _note(self, kind: str, text: str, place: Place) -> None:
        if text.strip():
            self.asides.append(Aside(kind, text, place))

    def _read_directive(self, token: Token, offset: int, item: str, depth: int) -> None:
        named = named_block(token)
        place = Place(self.path, (token.map[0] if token.map else 0) + 1 + offset)
        if named is None:
            if token.type == "colon_fence":
                self.directives.append(Directive("", token.info.strip(), {}, place, item, token.content))
            elif not shows_code(self.path):
                message = _(
                    "a report shows no code; write the text without these lines, or a name in braces after the first"
                )
                self.problems.append(Problem(UNMEANT, place, message))
            return
        name, argument = named
        skipped = option_lines(token.content)
        options, faults = read_options(name, token.content, Place(self.path, place.line + 1))
        self.problems += faults
        for text in options.values():
            self.problems += deceptions_behind(" ".join(text.split("\n")), self.written, place)
        # A block that takes no options has none: these lines are text.
        skipped = skipped if DIRECTIVES.get(name, ("any",)) else 0
        body = "\n".join(token.content.split("\n")[skipped:])
        self.directives.append(Directive(name, argument, options, place, item, body))
        for option, kind in _SAID.items():
            self._note(kind, options.get(option, ""), place)
        if name in _PICTURES:
            self.links.append(Link(argument, True, place))
        if "name" in options:
            self.labels.append(
                Label(options["name"], place, has_title=name == "figure" or bool(argument and name in _TABLES))
            )
        if "target" in options:
            self.links.append(Link(options["target"], False, place))
        if name == "toctree" and "glob" not in options:
            for number, target in contents_entries(body):
                file = target if SCHEME.match(target) or target.endswith(".md") else f"{target}.md"
                self.links.append(Link(file, False, Place(self.path, place.line + 1 + skipped + number)))
        if depth == DEEPEST:
            message = _(
                "here blocks stand within one another more than {most} deep; write them one after the other"
            ).format(most=DEEPEST)
            self.problems.append(Problem("oversized-page", place, message))
        around = self._blocks[-1] if self._blocks else _("a list or a quotation") if token.level else ""
        self.problems += block_faults(name, argument, options, body, place, around)
        if name in VERBATIM or name in BODILESS or name not in DIRECTIVES or depth >= DEEPEST:
            return
        labels = parse_labels(argument) if name == "reply" else None
        inner_item = labels[0] if labels else item
        if name in _TITLED:
            self.read(parser().parseInline(argument), place.line - 1, item, depth + 1)
        before = len(self.roles), len(self.directives), len(self.prose)
        outside = list(self._around)
        self._around += [_AROUND[name]] if name in _AROUND else []
        self._blocks.append(f"{{{name}}}")
        tokens = self.read_text(body, place.line + skipped, inner_item, depth + 1, name)
        self._blocks.pop()
        if name in _FORMED:
            self.problems += body_faults(name, options, tokens, place)
        self._around = outside
        if name == "reply":
            filled = len(self.roles) > before[0] or len(self.directives) > before[1]
            words = " ".join(prose.text for prose in self.prose[before[2] :])
            self.replies.append(Reply(argument, labels, place, words, filled))


def named_block(token: Token) -> tuple[str, str] | None:
    """Return the name and the argument of the block that begins with *token*; None when it has no name in braces."""
    match = _DIRECTIVE.fullmatch(token.info.strip())
    return (match[1].removeprefix(DOMAIN), match[2].strip()) if match is not None else None


def _shown_by(token: Token) -> Iterator[str]:
    """Yield the texts of *token*, in which entities have become characters."""
    if token.type == "text":
        yield token.content
    yield str(token.attrGet("title") or "")
    for child in token.children or ():
        yield from _shown_by(child)


def contents_entries(body: str) -> Iterator[tuple[int, str]]:
    """Yield the number (from 0) and the target of each line of a table of contents.

    The target is the name of a page, with or without its ending, or an address. ``self``, the page itself, is left out.
    """
    for number, line in enumerate(body.split("\n")):
        target = line.strip()
        if target.endswith(">"):
            target = target[:-1].rpartition("<")[2]
        if target and target != "self":
            yield number, target
