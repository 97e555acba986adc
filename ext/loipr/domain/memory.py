"""What the build remembers: a record of each page, and a few facts of the whole report.

All of it is plain values. Sphinx keeps them between builds and carries them between processes. The record of a page is
made when the page is read. The facts of the whole report are worked out from the records when all pages are read, so
only records are ever merged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, cast

from sphinx.environment import BuildEnvironment

#: The name of the domain, and the key of the memory in the domain's data.
DOMAIN, MEMORY = "loipr", "memory"


class ArticleCitation(NamedTuple):
    """A place that cites provisions of one treaty."""

    anchor: str  #: Id of the place on its page.
    treaty: str  #: Abbreviation of the treaty.
    first: int  #: First article cited.
    last: int  #: Last article cited; the same as the first, unless it is a range.
    text: str  #: The provisions as printed, without the word “article”.
    item: str  #: Label of the reply it stands in, or an empty string.
    in_question: bool  #: Whether the question names the provisions, and not its reply.


class NumberedParagraph(NamedTuple):
    """A paragraph with a number, by its address on its page, and the names that references use for it."""

    address: str
    names: tuple[str, ...]


class ParagraphTarget(NamedTuple):
    """Where a reference to a paragraph leads, and what it prints."""

    docname: str
    address: str
    words: str


class Captioned(NamedTuple):
    """A table or figure with a caption: its kind, as Sphinx calls it, its id, and the names that references use."""

    kind: str
    id: str
    names: tuple[str, ...] = ()


class TableTarget(NamedTuple):
    """A table or figure of the report, for references to it by name."""

    docname: str
    id: str
    kind: str
    number: int


@dataclass(slots=True)
class PageMemory:
    """What other pages need to know of one page."""

    #: The provisions it cites, in the order of the text.
    citations: list[ArticleCitation] = field(default_factory=list)
    #: The ids that references lead to, each with the kind of thing there: ``reply``, ``article``, ``dataset`` …
    anchors: dict[str, str] = field(default_factory=dict)
    #: Its numbered paragraphs, in the order of the text.
    paragraphs: list[NumberedParagraph] = field(default_factory=list)
    #: The names of the paragraphs that it refers to.
    paragraph_references: list[str] = field(default_factory=list)
    #: The names of the tables and figures that it refers to.
    table_references: list[str] = field(default_factory=list)
    #: Its tables and figures with a caption, in the order of the text.
    captioned: list[Captioned] = field(default_factory=list)
    #: The views that it shows to those who run the process, each with its institution or an empty string.
    views: list[tuple[str, str]] = field(default_factory=list)
    #: The digest of the facts of other pages that it shows; empty if it has a fault, None if it shows no such facts.
    digest: str | None = None
    #: How many words the page says that its reply has, and may have; None on a page that does not say it.
    length: list[int | None] | None = None
    #: The dictionary in which its words in italics were looked up; None on a page without any.
    dictionary: str | None = None


@dataclass(slots=True)
class Memory:
    """What the build remembers of all pages."""

    pages: dict[str, PageMemory] = field(default_factory=dict)
    #: The numbers of tables and figures by page, kind and id: the shape of Sphinx's ``toc_fignumbers``.
    numbers: dict[str, dict[str, dict[str, tuple[int, ...]]]] = field(default_factory=dict)
    #: The tables and figures that references may name, by name.
    table_targets: dict[str, TableTarget] = field(default_factory=dict)
    #: The number of the first paragraph of each page.
    first_paragraphs: dict[str, int] = field(default_factory=dict)
    #: The paragraphs that references may name, by name.
    paragraph_targets: dict[str, ParagraphTarget] = field(default_factory=dict)
    #: The labels of the headings of each page, by their anchors in Sphinx's contents.
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    #: The digest of each file that a page was read from, or draws from, by its path.
    files: dict[str, str] = field(default_factory=dict)
    #: The digest of the citations of all pages, at the time when the pages that list them were last written.
    citations_digest: str = ""
    #: The digest of titles, contents and targets of references, at the time when the pages were last written.
    around_digest: str = ""
    #: The digest of what each page with views showed when it was last written, by page.
    views: dict[str, str] = field(default_factory=dict)
    #: The revision that the first page of the site shows; None before that page is written for the first time.
    revision: str | None = None


def memory_of(env: BuildEnvironment) -> Memory:
    """Return what the build of *env* remembers."""
    return cast("Memory", env.domaindata[DOMAIN][MEMORY])
