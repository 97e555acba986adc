"""The running numbers of the report: paragraphs, tables and charts, each through the whole report in its order.

Sphinx's own (``numfig``) opens every page again in each build to count; here what is on each page is remembered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.length.data_annex import annex_name
from loipr.markup.nodes import (
    paragraph_number,
)
from loipr.markup.report_of_build import report_of
from loipr.pages.page import FOLDER, REPORT_PAGE, docname_of

#: What Sphinx calls the kinds that have a series of numbers.
_TABLE, _FIGURE = "table", "figure"
REPORT = docname_of(REPORT_PAGE)


class NumberedParagraph(NamedTuple):
    """A paragraph with a number, by its address on its page, and the names that references use for it."""

    address: str
    names: tuple[str, ...]


class ParagraphTarget(NamedTuple):
    """Where a reference to a paragraph leads, and what it prints."""

    docname: str
    address: str
    words: str


def start_of(env: BuildEnvironment) -> str:
    """Return the page whose contents are the report, in its order."""
    return REPORT if REPORT in env.found_docs else env.config.root_doc


def captioned(document: nodes.document) -> list[tuple[str, str]]:
    """Return kind and id of each table and figure of a page that has a caption, in the order of the text."""
    found = []
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.table) and node.next_node(nodes.title) is not None and node["ids"]:
            found.append((_TABLE, node["ids"][0]))
        elif isinstance(node, nodes.figure) and node.next_node(nodes.caption) is not None and node["ids"]:
            found.append((_FIGURE, node["ids"][0]))
    return found


def numbered_paragraphs(document: nodes.document) -> list[NumberedParagraph]:
    """Return the paragraphs of a page that have a number, in the order of the text."""
    return [
        NumberedParagraph(node["address"], tuple(node["names"]))
        for node in document.findall(nodes.paragraph)
        if "address" in node
    ]


def number_all(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Number paragraphs, tables and charts when all pages are read (``env-get-updated``).

    Returns the pages on which a number has changed, their own or that of a paragraph they refer to.
    """
    return sorted({*_number_tables(app, env), *_number_paragraphs(env)})


def _number_tables(app: Sphinx, env: BuildEnvironment) -> list[str]:
    data = env.domains["loipr"].data
    on_page: dict[str, list[tuple[str, str]]] = data.get("captioned", {})
    counts: dict[str, int] = {}
    numbers: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}
    for docname in _in_order(env, app.config.root_doc, set()):
        for kind, name in on_page.get(docname, ()):
            counts[kind] = counts.get(kind, 0) + 1
            numbers.setdefault(docname, {}).setdefault(kind, {})[name] = (counts[kind],)
    env.toc_fignumbers = numbers
    before, data["numbers"] = data.get("numbers", {}), numbers
    data["numbered"] = {}
    for docname in _in_order(env, start_of(env), set()):
        for kind, found in numbers.get(docname, {}).items():
            for name, (number,) in found.items():
                data["numbered"].setdefault((kind, name), (docname, number))
    return [docname for docname in on_page if before.get(docname) != numbers.get(docname)]


def number_of(env: BuildEnvironment, kind: str, name: str) -> tuple[str, int] | None:
    """Return the page and the number of a table or figure of the report, by its id; None where there is none such."""
    numbered: dict[tuple[str, str], tuple[str, int]] = env.domains["loipr"].data.get("numbered", {})
    return numbered.get((kind, name))


def _number_paragraphs(env: BuildEnvironment) -> list[str]:
    """Give each page the number of its first paragraph: those of an annex begin with 1 again (F10)."""
    data = env.domains["loipr"].data
    on_page: dict[str, list[NumberedParagraph]] = data.get("paragraphs", {})
    pages = report_of(env).pages_by_docname
    firsts: dict[str, int] = {}
    names: dict[str, ParagraphTarget] = {}
    following = 1
    for docname in _in_order(env, start_of(env), set()):
        is_annex = docname in pages and pages[docname].is_annex
        firsts[docname] = 1 if is_annex else following
        prefix = f"{annex_name(pages[docname].title)}, " if is_annex else ""
        for number, paragraph in enumerate(on_page.get(docname, ()), firsts[docname]):
            for name in paragraph.names:
                names.setdefault(name, ParagraphTarget(docname, paragraph.address, f"{prefix}paragraph {number}"))
        following += 0 if is_annex else len(on_page.get(docname, ()))
    before_firsts, before_names = data.get("first_paragraphs", {}), data.get("paragraph_targets", {})
    data["first_paragraphs"], data["paragraph_targets"] = firsts, names
    return [
        *(docname for docname in on_page if before_firsts.get(docname) != firsts.get(docname)),
        *_pages_that_refer(data.get("paragraph_references", {}), before_names, names),
    ]


def _pages_that_refer(
    references: Mapping[str, list[str]], before: Mapping[str, ParagraphTarget], now: Mapping[str, ParagraphTarget]
) -> Iterator[str]:
    for docname, names in references.items():
        if any(before.get(name) != now.get(name) for name in names):
            yield docname


def _in_order(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterator[str]:
    """Yield the pages as the contents list them, each once."""
    seen.add(docname)
    yield docname
    for child in env.toctree_includes.get(docname, ()):
        if child not in seen:
            yield from _in_order(env, child, seen)


def page_around(node: nodes.Element, env: BuildEnvironment) -> str:
    """Return the name of the page that *node* stands on, also where Sphinx has put all pages into one document.

    It notes there on each section whose it is; the parents of the pages' own nodes stay what they were.
    """
    while node.parent is not None and "docname" not in node:
        node = node.parent
    return str(node.get("docname", env.docname))


class NumberParagraphs(SphinxPostTransform):
    """Puts before each numbered paragraph its number."""

    default_priority = 7

    def run(self, **kwargs: object) -> None:
        firsts: dict[str, int] = self.env.domains["loipr"].data.get("first_paragraphs", {})
        counts: dict[str, int] = {}
        for node in self.document.findall(nodes.paragraph):
            if "address" not in node:
                continue
            docname = page_around(node, self.env)
            number = counts[docname] = counts.get(docname, firsts.get(docname, 1) - 1) + 1
            place = f"{FOLDER}/{docname}.md:{node.line or 1}"
            node.insert(0, paragraph_number(number=number, address=node["address"], place=place))
