"""What the site's search reads: the text of each page, block by block, in a file that the browser loads as a script.

Sphinx's own index holds words without numbers, and fetches a page to show the words around a match, which browsers
refuse for files. Here the text itself is the index: it is smaller than one thinks (a page compresses to two or three
kilobytes), the browser looks through all of it in milliseconds, and the sentence that matches is at hand. How it looks
is in ``static/search.js`` alone.

Pages are written in several processes. So each leaves its text in a file; the files are put together at the end.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from loipr.coordination.institution_pages import institution_pages
from loipr.domain.headings import labelled_title
from loipr.domain.memory import memory_of
from loipr.length.data_annex import annex_name
from loipr.markup.nodes import article_id, item_label
from loipr.markup.report_of_build import report_of
from loipr.report import Report

#: The file, beside the site's pages.
FILE = "search-index.js"
#: The script hands the pages over by this name.
_OPENS, _CLOSES = "const loiprPages = ", ";\n"
#: The kinds of blocks; ``search.js`` knows them by the same numbers. What has a name is found by it before all else.
HEADING, NAMED, TEXT, HEAD, ROW = range(5)
#: The folders whose pages come after those of the report: how it is coordinated, then how it is made.
_LATER = {"coordination": 1, "guides": 2, "machinery": 2}
#: What is a page of one dataset or institution comes before all pages where it is only used.
_THING = -1
_FOLDER = "search"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*")
_SKIPPED = (nodes.Invisible, nodes.raw, nodes.image, nodes.system_message, addnodes.toctree, addnodes.index)
_NUMBERED = "#"

#: A block: its kind, the id nearest to it, its text, and its name if it has one. The index adds a second name to some.
Block = tuple[int, str, str] | tuple[int, str, str, str]


def replace_sphinx_index(app: Sphinx) -> None:
    """Tell Sphinx not to make its own index and page of the search (``builder-inited``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def collect_text(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Keep the text of a page that is being written (``html-page-context``)."""
    if doctree is None or app.builder.format != "html":
        return
    file = _kept(app, pagename)
    file.parent.mkdir(parents=True, exist_ok=True)
    numbers = _captions(app.env.toc_fignumbers.get(pagename, {}))
    file.write_text(json.dumps(list(blocks(doctree, numbers)), ensure_ascii=False), encoding="utf-8")


def _captions(numbers: Mapping[str, Mapping[str, tuple[int, ...]]]) -> dict[str, str]:
    """Return what the tables and figures of a page are called, “table 4”, by their ids."""
    return {
        place: f"{kind} {'.'.join(map(str, number))}"
        for kind in ("table", "figure")
        for place, number in numbers.get(kind, {}).items()
    }


def make_search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index, and have the page of the search written (``html-collect-pages``)."""
    pages = [_page(app, docname) for docname in sorted(app.env.all_docs) if _kept(app, docname).exists()]
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    # What a browser would take for the end of a line or of the script.
    text = text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    file = Path(app.outdir) / FILE
    file.write_text(f"{_OPENS}{text}{_CLOSES}", encoding="utf-8", newline="\n")
    yield "search", {"search_index": FILE}, "search.html"


def forget_text(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Forget the text of pages that no longer exist (``env-get-outdated``)."""
    for docname in removed:
        _kept(app, docname).unlink(missing_ok=True)
    if not env.all_docs:
        shutil.rmtree(Path(app.doctreedir) / _FOLDER, ignore_errors=True)
    return []


def blocks(document: nodes.document, captions: Mapping[str, str]) -> Iterator[Block]:
    """Yield the blocks of text of a page, in its order; *captions* are the names of its tables and figures by id.

    Addresses of the web are left out: nobody looks for parts of them.
    """
    title = next(document.findall(nodes.title), None)
    for child in document.children:
        for block in _blocks(child, "", title):
            name = captions.get(block[1]) if block[0] == HEADING else None
            yield (*block[:3], name) if name else block


def _blocks(node: nodes.Node, anchor: str, title: nodes.title | None) -> Iterator[Block]:
    if not isinstance(node, nodes.Element) or isinstance(node, _SKIPPED) or node is title:
        return
    if "toctree-wrapper" in node["classes"] or "no-search" in node["classes"]:
        return
    anchor = node.get("address") or next(iter(node["ids"]), anchor)
    match node:
        case nodes.table():
            yield from _table(node, anchor)
        case nodes.citation():
            label, *rest = node.children
            yield _named(anchor, label.astext(), " ".join(text_of(part) for part in rest))
        case nodes.definition_list_item():
            term = node.children[0]
            name = text_of(term)
            place = next(iter(term["ids"]), anchor) if isinstance(term, nodes.Element) else anchor
            yield _named(place, name, " ".join(text_of(part) for part in node.children[1:]))
        case nodes.title() | nodes.rubric() | nodes.caption() | item_label():
            yield from _block(HEADING, anchor, text_of(node))
        case nodes.paragraph() if "address" in node:
            yield (NAMED, anchor, text_of(node), _NUMBERED)
        case nodes.TextElement():
            yield from _block(TEXT, anchor, text_of(node))
        case _:
            for child in node.children:
                yield from _blocks(child, anchor, title)


def _block(kind: int, anchor: str, text: str) -> Iterator[Block]:
    if text:
        yield kind, anchor, text


def _named(anchor: str, name: str, text: str) -> Block:
    return NAMED, anchor, text, name


def _table(table: nodes.table, anchor: str) -> Iterator[Block]:
    for caption in table.children:
        if isinstance(caption, nodes.title):
            yield from _block(HEADING, anchor, text_of(caption))
    for row in table.findall(nodes.row):
        kind = HEAD if isinstance(row.parent, nodes.thead) else ROW
        place = next((element["ids"][0] for element in row.findall(nodes.Element) if element["ids"]), anchor)
        yield kind, place if kind == ROW else anchor, "\t".join(text_of(cell) for cell in row.children)


def text_of(node: nodes.Node) -> str:
    """Return the text of *node* on one line, its blocks apart, without addresses of the web."""
    return " ".join(_ADDRESS.sub(" ", " ".join(_pieces(node))).split())


def _pieces(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
        yield "".join(text for text in _inline(node))
    elif isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.Element) and not isinstance(node, _SKIPPED):
        for child in node.children:
            yield from _pieces(child)


def _inline(node: nodes.Element) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, nodes.Element) and not isinstance(child, _SKIPPED):
            yield from _inline(child)


def _kept(app: Sphinx, docname: str) -> Path:
    return Path(app.doctreedir) / _FOLDER / f"{docname}.json"


def numbered_paragraphs(app: Sphinx) -> Iterator[tuple[str, str, str, str]]:
    """Yield each numbered paragraph: the name of its page, “paragraph 45”, its id and its text."""
    for docname in sorted(app.env.all_docs):
        if _kept(app, docname).exists():
            for block, is_numbered in _with_names(app, docname):
                if is_numbered:
                    _, anchor, text, name = block
                    yield docname, name, anchor, text


def _with_names(app: Sphinx, docname: str) -> Iterator[tuple[list[Any], bool]]:
    """Yield the blocks of a page with the names that are known when all pages are read, and whether each is a numbered
    paragraph.
    """
    page = report_of(app.env).pages_by_docname.get(docname)
    number = memory_of(app.env).first_paragraphs.get(docname, 1)
    prefix = f"{annex_name(page.title)}, " if page is not None and page.is_annex else ""
    articles = _articles(report_of(app.env))
    for block in json.loads(_kept(app, docname).read_text(encoding="utf-8")):
        is_numbered = block[3:] == [_NUMBERED]
        if is_numbered:
            block[3] = f"{prefix}paragraph {number}"
            number += 1
        elif block[0] == NAMED and block[1] in articles:
            block.append(articles[block[1]])
        yield block, is_numbered


def _page(app: Sphinx, docname: str) -> list[object]:
    """Return what the script needs of a page: its address, title, language, rank, names and blocks."""
    env, report = app.env, report_of(app.env)
    page = report.pages_by_docname.get(docname)
    found = [block for block, _ in _with_names(app, docname)]
    things = _things(report, docname)
    names = [f"question {page.question}"] if page and page.is_reply and page.question in report.questions else []
    rank = _THING if things else _LATER.get(docname.partition("/")[0], 0)
    language = page.language if page is not None else ""
    address = app.builder.get_target_uri(docname)
    return [address, labelled_title(env, docname), language, rank, [*names, *things], found]


def _things(report: Report, docname: str) -> list[str]:
    """Return the names of the dataset or the institution that the page is about."""
    page = report.pages_by_docname.get(docname)
    names = [directive.argument for directive in page.directives if directive.name == "dataset"] if page else []
    for name, its_page in institution_pages(report).items():
        institution = report.institutions.find(name) if its_page == docname else None
        if institution is not None:
            names += [institution.name, institution.vernacular]
    return [name for name in names if name]


def _articles(report: Report) -> dict[str, str]:
    """Return how each article is cited in short, “ICCPR 6”, by its id in the index of its treaty."""
    return {
        article_id(treaty.abbreviation, number): f"{treaty.abbreviation} {number}"
        for treaty in report.treaties.by_abbreviation.values()
        for number in treaty.articles
    }
