"""Where a page is in the report, and what is on it: the sidebar, the way to the page, its contents, its neighbours."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from html import escape
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from loipr.domain.headings import labelled_title
from loipr.facts.lists_of_issues import Question
from loipr.markup.nodes import reply_block
from loipr.markup.report_of_build import report_of
from loipr.wording.sentences import listed

#: If a page has more pages below it than this, the navigation leaves them out: it is repeated on each of them.
_MOST_CHILDREN = 40
#: The contents of a page are narrow: an item has so many characters there.
_LONGEST_ITEM = 60
_END_OF_CLAUSE = re.compile(r"[,;:] |\.?$", re.MULTILINE)
_PARENTS: WeakKeyDictionary[BuildEnvironment, dict[str, str]] = WeakKeyDictionary()


def language_of(app: Sphinx, docname: str) -> str:
    """Return the language of a page, if it is another than the report's."""
    page = report_of(app.env).pages_by_docname.get(docname)
    return page.language if page is not None else ""


def add_navigation(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the sidebar its tree: open on the path to the page and at the first branch, closed elsewhere.

    A table of contents of the first page that has a caption is one entry, which opens where one is within it: readers
    see the report, and contributors one way in.

    The theme's own sidebar resolves all tables of contents for each page. The time for that grows with the square of
    the number of pages (pydata-sphinx-theme #364, #381).
    """
    env = app.env
    parents = _PARENTS.get(env)
    if parents is None:
        parents = {child: page for page, children in env.toctree_includes.items() for child in children}
        _PARENTS[env] = parents
    way = [pagename]
    while (parent := parents.get(way[0])) is not None and parent not in way:
        way.insert(0, parent)

    first = next(iter(env.toctree_includes.get(app.config.root_doc, [])), None)

    def branch(docname: str) -> list[dict[str, object]]:
        children = env.toctree_includes.get(docname, [])
        return [
            {
                "title": labelled_title(env, child),
                "href": context["pathto"](child),
                "current": child == pagename,
                "language": language_of(app, child),
                "children": branch(child) if child in way or child == first else [],
            }
            for child in children
            # If a page has many pages below it, it has a table of them itself.
            if child in env.titles and (len(children) <= _MOST_CHILDREN or child in way)
        ]

    context["report_navigation"] = list(_grouped(env, branch(app.config.root_doc), context["pathto"], set(way)))
    context["report_way"] = list(_way(app, way, context["pathto"]))
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    _, *neighbours = app.builder.relations.get(pagename, (None, None, None))
    for name, docname in zip(("prev", "next"), neighbours, strict=True):
        if docname in env.titles:
            title, language = escape(labelled_title(env, docname)), language_of(app, docname)
            shown = f'<span lang="{language}">{title}</span>' if language else title
            context[name] = {**context[name], "title": shown}


def _way(app: Sphinx, way: list[str], pathto: Callable[[str], str]) -> Iterator[dict[str, str]]:
    """Yield the pages from below the first page down to the page itself, which is the last of *way*."""
    captions = {docname: toctree["caption"] for docname, toctree in _groups(app.env).items()}
    for docname in way:
        if docname in captions:
            first = next(one for one, caption in captions.items() if caption == captions[docname])
            yield {"title": captions[docname], "href": pathto(first), "language": ""}
        if docname != app.config.root_doc and docname in app.env.titles:
            title, language = labelled_title(app.env, docname), language_of(app, docname)
            yield {"title": title, "href": pathto(docname), "language": language}


def _groups(env: BuildEnvironment) -> dict[str, addnodes.toctree]:
    """Return the tables of contents of the first page that have a caption, by the pages in them."""
    return {
        docname: toctree
        for toctree in env.tocs[env.config.root_doc].findall(addnodes.toctree)
        if toctree.get("caption")
        for docname in toctree["includefiles"]
    }


def _grouped(
    env: BuildEnvironment, entries: list[dict[str, object]], pathto: Callable[[str], str], way: set[str]
) -> Iterator[dict[str, object]]:
    """Yield the *entries* of the first page; those below a caption as the children of one entry."""
    by_address = {pathto(docname): toctree for docname, toctree in _groups(env).items()}
    shown: list[addnodes.toctree] = []
    for entry in entries:
        toctree = by_address.get(str(entry["href"]))
        if toctree is None:
            yield entry
        elif toctree not in shown:
            shown.append(toctree)
            is_open = bool(way & set(toctree["includefiles"]))
            within = [one for one in entries if by_address.get(str(one["href"])) is toctree] if is_open else []
            yield {**entry, "title": toctree["caption"], "current": False, "language": "", "children": within}


def list_items(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the items that a reply answers among the contents of its page (``html-page-context``)."""
    report = report_of(app.env)
    page = report.pages_by_docname.get(pagename)
    if doctree is None or page is None or not page.is_reply:
        return
    question = report.questions.get(page.question) if page.question else None
    context["toc"] = _contents(doctree, question)


def _contents(node: nodes.Element, question: Question | None) -> str:
    entries = "".join(
        f'<li><a class="reference internal" href="{href}">{escape(text)}</a>{_contents(part, question)}</li>'
        for part, href, text in _parts(node, question)
    )
    return f"<ul>{entries}</ul>" if entries else ""


def _parts(node: nodes.Element, question: Question | None) -> Iterator[tuple[nodes.Element, str, str]]:
    """Yield the next sections and replies to items within *node*, each with its address and what it is called."""
    for part in node.children:
        if isinstance(part, nodes.section):
            is_page = isinstance(node, nodes.document)
            title = part.next_node(nodes.title)
            yield part, "#" if is_page else f"#{part['ids'][0]}", title.astext() if title is not None else ""
        elif isinstance(part, reply_block):
            yield part, f"#{part['ids'][0]}", _called(part["labels"], question)
        elif isinstance(part, nodes.Element):
            yield from _parts(part, question)


def _called(labels: list[str], question: Question | None) -> str:
    """Return “(a) Laws adopted since …”: the label of an item and the first words of it; of several, the labels."""
    items = {item.label: item for one in (question.items if question else ()) for item in one.walk()}
    if len(labels) > 1 or labels[0] not in items:
        return listed(labels)
    clause, *_ = _END_OF_CLAUSE.split(items[labels[0]].wording.strip(), 1)
    return f"{labels[0]} {textwrap.shorten(clause, _LONGEST_ITEM, placeholder=' …')}"
