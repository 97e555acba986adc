"""A page of the report as facts, and the places of pages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from loipr.datasets.figures import COMPUTED
from loipr.facts.acceptances import Acceptance
from loipr.files.places import Place

FOLDER = "docs"
FIRST_PAGE = "docs/index.md"
#: The page whose table of contents lists the report. If it is missing, the whole site is the report.
REPORT_PAGE = "docs/report.md"
REPLIES = "docs/replies"
GUIDES = "docs/guides"
#: The folder of the pages for developers.
MACHINERY = "docs/machinery"
#: The folder of the pages for coordinators; only the site has them.
COORDINATION = "docs/coordination"
#: The block that has all datasets in full, one table each.
DATA_ANNEX = "dataset-annex"
#: The option of a gap with the day by which it must be filled.
DUE = "due"
#: The folder of earlier replies to questions that no longer exist: no edition and no count of words includes them.
PARKED = "docs/parked"
FRONT_FIELDS = ("question", "status", "lead", "contributors")
STATUSES = ("draft", "contributed", "reviewed", "cleared")
#: The placeholder for a role or a code span in running text.
HELD = "\ufffc"
#: The deepest level of headings that a link may lead to.
DEEPEST_ANCHOR = 3
#: The blocks that make a table or figure, each with its kind.
_TABLES: Mapping[str, str] = {
    **dict.fromkeys(("data-table", "table", "list-table"), "table"),
    **dict.fromkeys(("data-chart", "figure"), "figure"),
}
_TABLE_REFERENCE = re.compile(r"(?:(Table|Figure)\s+)?(.*)", re.DOTALL)
_DATASET = re.compile(r"(?<!\w)(\w+)\s*\[", re.ASCII)


@dataclass(frozen=True, slots=True)
class Role:
    """``{name}`text` `` on a page; ``item`` is the label of the reply around it, or empty."""

    name: str
    text: str
    place: Place
    item: str


@dataclass(frozen=True, slots=True)
class Directive:
    """``:::{name} argument`` with its options, and its ``body`` as written.

    A block between colons without a name in braces has an empty ``name``: it is a mistake.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    place: Place
    item: str
    body: str

    @property
    def due(self) -> datetime.date | None:
        """The day in its option ``:due:``; None when the option is missing or is not a day."""
        try:
            return datetime.date.fromisoformat(self.options.get(DUE, ""))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page, or a picture that it shows."""

    target: str
    is_picture: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Aside:
    """Words beside the running text that are printed or read aloud: a caption, a title, a description of a picture."""

    kind: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ParagraphName:
    """``(name)=`` above a paragraph, for references like `` {paragraph}`name` ``."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class TableName:
    """The name of a table or figure, for references like `` {table}`name` ``; without a caption it has no number."""

    name: str
    kind: str  #: ``table`` or ``figure``.
    place: Place
    has_caption: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """A name for references like `` {ref}`name` ``; ``has_title`` says that its target has a title to print."""

    name: str
    place: Place
    has_title: bool


@dataclass(frozen=True, slots=True)
class Prose:
    """A block of running text; each role and code span in it is one U+FFFC, each line break a newline.

    For each U+FFFC, ``held`` has the name of the role (empty for a code span), and ``contents`` the text between the
    backticks. ``around`` names the constructs around the block, as ``table`` or ``quotation``. ``level`` is the level
    of a heading. ``emphasized`` has the start and end of each text in italics or, with True, in bold.
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
    """A ``{reply}`` block; ``labels`` is None when its argument cannot be read as items."""

    argument: str
    labels: tuple[str, ...] | None
    place: Place
    words: str
    filled: bool


@dataclass(frozen=True)
class Page:
    """A page. ``question`` is set on pages that answer a question."""

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
    asides: tuple[Aside, ...] = ()
    paragraph_names: tuple[ParagraphName, ...] = ()
    labels: tuple[Label, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()

    @property
    def is_reply(self) -> bool:
        return self.path.startswith(f"{REPLIES}/")

    @property
    def is_annex(self) -> bool:
        """Whether the page is an annex; annexes have their own numbering."""
        return re.match(r"Annex\b", self.title) is not None

    @property
    def is_guide(self) -> bool:
        """Whether the page is about the report, not part of it: a guide, or a page for coordinators or developers."""
        return shows_code(self.path) or self.path.startswith(f"{COORDINATION}/")

    @property
    def language(self) -> str:
        """The language of a guide, if it is not the language of the report: ``id`` for guides in ``guides/id``."""
        found = re.match(rf"{GUIDES}/([a-z]{{2}})/", self.path)
        return found[1] if found else ""

    @property
    def is_numbered(self) -> bool:
        """Whether its paragraphs have numbers, as on the pages of the report itself and of its annexes."""
        folder = self.docname.rpartition("/")[0]
        leads_on = self.path in (FIRST_PAGE, REPORT_PAGE)
        return self.is_annex or folder in ("replies", "sections") or (not folder and not leads_on)

    @property
    def has_labelled_headings(self) -> bool:
        """Whether its headings have labels, as I., A., 1. (F13), like the pages with the text of the report."""
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
        """Return the place of *name* in the front matter, or the top of the page."""
        return self.front_places.get(name, Place(self.path, 1))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The texts after ``#`` in links to its headings, as MyST makes them."""
        found: dict[str, int] = {}
        for prose in self.prose:
            if 0 < prose.level <= DEEPEST_ANCHOR:
                words = re.sub(
                    r"[^\w\u4e00-\u9fff\- ]", "", prose.text.replace("\n", "").strip().lower().replace(" ", "-")
                )
                number = found[words] = found.get(words, -1) + 1
                found.setdefault(f"{words}-{number}" if number else words, 0)
        return frozenset(found)

    @cached_property
    def datasets(self) -> frozenset[str]:
        """The names of the datasets that its figures, tables and charts come from."""
        drawn = {found[1] for role in self.roles if role.name in COMPUTED for found in _DATASET.finditer(role.text)}
        shown = {one.argument for one in self.directives if one.name in ("data-table", "data-chart")}
        return frozenset(drawn | shown)

    @property
    def table_names(self) -> Iterator[TableName]:
        """The names of its tables and figures, in small letters."""
        for one in self.directives:
            name = " ".join(one.options.get("name", "").lower().split())
            if one.name in _TABLES and name:
                # The table of a dataset always has a caption; others may have one.
                caption = one.body.strip() if one.name == "figure" else one.argument
                yield TableName(name, _TABLES[one.name], one.place, bool(caption))

    @property
    def gaps(self) -> tuple[Directive, ...]:
        """Its ``{gap}`` blocks, in the order of the text."""
        return tuple(directive for directive in self.directives if directive.name == "gap")


def shows_code(path: str) -> bool:
    """Whether the page at *path* tells how pages, data or the machinery are written, and so may show them."""
    return path.startswith((f"{GUIDES}/", f"{MACHINERY}/"))


def parse_table_reference(text: str) -> tuple[str, bool]:
    """Return the name in the reference *text*, and whether it begins a sentence: “Table wages” prints “Table 3”."""
    found = _TABLE_REFERENCE.fullmatch(text.strip())
    assert found is not None
    return " ".join(found[2].lower().split()), found[1] is not None


def is_site_only(docname: str) -> bool:
    """Whether the page *docname* is for coordinators or developers: it is no part of an edition of print."""
    return docname.startswith((f"{docname_of(COORDINATION)}/", f"{docname_of(MACHINERY)}/"))


def docname_of(path: str) -> str:
    """Return the name that Sphinx gives to the page at *path*: ``replies/q01`` for ``docs/replies/q01.md``."""
    return path.removeprefix(f"{FOLDER}/").removesuffix(".md")


def gap_id(docname: str, number: int) -> str:
    """Return the id of the gap with this *number* (from 1) on its page; it is unique in the report."""
    return re.sub(r"[^a-z0-9]+", "-", f"{docname.rpartition('/')[2]}-gap-{number}".lower()).strip("-")


def reply_pages(pages: tuple[Page, ...]) -> Iterator[Page]:
    """Yield the pages that answer a question."""
    return (page for page in pages if page.is_reply and page.question is not None)
