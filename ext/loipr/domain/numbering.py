"""The running numbers of paragraphs, tables and charts. Each kind is counted through the whole report, in its order.

What print does not have takes no number, but a table that print has elsewhere shows the number that it has there.

Sphinx's own numbers (``numfig``) need every page opened again in each build. Here the build remembers what each page
has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.domain.memory import Captioned, NumberedParagraph, PageMemory, ParagraphTarget, TableTarget, memory_of
from loipr.length.data_annex import annex_name
from loipr.markup.nodes import (
    paragraph_number,
)
from loipr.markup.report_of_build import report_of
from loipr.pages.page import FOLDER, REPORT_PAGE, docname_of, is_site_only

#: Sphinx's names of the kinds that have a series of numbers.
_TABLE, _FIGURE = "table", "figure"
REPORT = docname_of(REPORT_PAGE)
_NOTHING = PageMemory()


def start_of(env: BuildEnvironment) -> str:
    """Return the name of the page whose contents are the report, in its order: the root page if there is no other."""
    return REPORT if REPORT in env.found_docs else env.config.root_doc


def captioned(document: nodes.document) -> list[Captioned]:
    """Return the tables and figures of a page that have a caption, in the order of the text."""
    found = []
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.table) and node.next_node(nodes.title) is not None and node["ids"]:
            found.append(Captioned(_TABLE, node["ids"][0], tuple(node["names"])))
        elif isinstance(node, nodes.figure) and node.next_node(nodes.caption) is not None and node["ids"]:
            found.append(Captioned(_FIGURE, node["ids"][0], tuple(node["names"])))
    return found


def numbered_paragraphs(document: nodes.document) -> list[NumberedParagraph]:
    """Return the paragraphs of a page that have a number, in the order of the text."""
    return [
        NumberedParagraph(node["address"], tuple(node["names"]))
        for node in document.findall(nodes.paragraph)
        if "address" in node
    ]


class Renumbered(NamedTuple):
    """The names of the pages on which a number has changed."""

    pages: set[str]  #: Pages on which the number of a table or figure, or in a reference to a paragraph, has changed.
    only_first_paragraph: set[str]  #: Pages on which nothing changed but the numbers of their own paragraphs.


def number_all(app: Sphinx, env: BuildEnvironment) -> Renumbered:
    """Number paragraphs, tables and charts when all pages are read; return the pages on which a number has changed."""
    memory = memory_of(env)
    firsts, targets, tables = memory.first_paragraphs, memory.paragraph_targets, memory.table_targets
    pages = set(_number_tables(env))
    _number_paragraphs(env)
    for docname, page in memory.pages.items():
        if any(targets.get(name) != memory.paragraph_targets.get(name) for name in page.paragraph_references):
            pages.add(docname)
        if any(tables.get(name) != memory.table_targets.get(name) for name in page.table_references):
            pages.add(docname)
    renumbered = {
        docname
        for docname, page in memory.pages.items()
        if page.paragraphs and firsts.get(docname) != memory.first_paragraphs.get(docname)
    }
    # A page that was not in the contents before has no numbers that one could replace.
    pages |= renumbered - firsts.keys()
    return Renumbered(pages, renumbered - pages)


def _number_tables(env: BuildEnvironment) -> list[str]:
    """Number the tables and figures in the order of print; return the pages on which a number has changed."""
    memory = memory_of(env)
    counts: dict[str, int] = {}
    numbers: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}
    targets: dict[str, TableTarget] = {}

    def give(docname: str, one: Captioned, number: int) -> None:
        numbers.setdefault(docname, {}).setdefault(one.kind, {})[one.id] = (number,)

    printed = list(_in_order(env, start_of(env), set()))
    for docname in printed:
        for one in _page(env, docname).captioned:
            counts[one.kind] = counts.get(one.kind, 0) + 1
            give(docname, one, counts[one.kind])
            for name in one.names:
                targets.setdefault(name, TableTarget(docname, one.id, one.kind, counts[one.kind]))
    for docname in memory.pages.keys() - set(printed):
        for one in _page(env, docname).captioned:
            for target in (targets[name] for name in one.names if name in targets):
                give(docname, one, target.number)
    env.toc_fignumbers = numbers
    before, memory.numbers, memory.table_targets = memory.numbers, numbers, targets
    return [docname for docname in memory.pages if before.get(docname) != numbers.get(docname)]


def _number_paragraphs(env: BuildEnvironment) -> None:
    """Give each page the number of its first paragraph; in an annex, the numbers begin with 1 again (F10)."""
    memory, pages = memory_of(env), report_of(env).pages_by_docname
    firsts: dict[str, int] = {}
    names: dict[str, ParagraphTarget] = {}
    following = 1
    for docname in _in_order(env, start_of(env), set()):
        is_annex = docname in pages and pages[docname].is_annex
        firsts[docname] = 1 if is_annex else following
        prefix = f"{annex_name(pages[docname].title)}, " if is_annex else ""
        paragraphs = _page(env, docname).paragraphs
        for number, paragraph in enumerate(paragraphs, firsts[docname]):
            for name in paragraph.names:
                names.setdefault(name, ParagraphTarget(docname, paragraph.address, f"{prefix}paragraph {number}"))
        following += 0 if is_annex else len(paragraphs)
    memory.first_paragraphs, memory.paragraph_targets = firsts, names


def _page(env: BuildEnvironment, docname: str) -> PageMemory:
    """Return the record of a page; an empty record if the page could not be read."""
    return memory_of(env).pages.get(docname, _NOTHING)


def _in_order(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterator[str]:
    """Yield the page *docname* and the pages below it that print has, in the order of the contents, each once."""
    seen.add(docname)
    yield docname
    for child in env.toctree_includes.get(docname, ()):
        if child not in seen and not is_site_only(child):
            yield from _in_order(env, child, seen)


def page_around(node: nodes.Element, env: BuildEnvironment) -> str:
    """Return the name of the page that *node* stands on, also if Sphinx has put all pages into one document.

    In such a document, Sphinx notes the page on each section, and the nodes of a page keep the parents they had.
    """
    while node.parent is not None and "docname" not in node:
        node = node.parent
    return str(node.get("docname", env.docname))


class NumberParagraphs(SphinxPostTransform):
    """Puts its number before each numbered paragraph."""

    def run(self, **kwargs: object) -> None:
        firsts = memory_of(self.env).first_paragraphs
        counts: dict[str, int] = {}
        for node in self.document.findall(nodes.paragraph):
            if "address" not in node:
                continue
            docname = page_around(node, self.env)
            number = counts[docname] = counts.get(docname, firsts.get(docname, 1) - 1) + 1
            place = f"{FOLDER}/{docname}.md:{node.line or 1}"
            node.insert(0, paragraph_number(number=number, address=node["address"], place=place))
