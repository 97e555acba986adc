"""All pages of the report in one document, for the editions that are one file."""

from __future__ import annotations

from collections.abc import Container

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from loipr.pages.page import is_site_only

#: The contents list so many levels of headings; LaTeX's preamble says the same as ``tocdepth``.
CONTENTS_DEPTH = 4


def assembled(env: BuildEnvironment, start: str) -> nodes.document:
    """Return the page *start* with all pages below it, each in the place of the table of contents that lists it.

    Each page is there once. Sphinx's ``inline_all_toctrees`` does the same, but copies every page; that is not needed,
    because `get_doctree` returns a new tree each time.
    """
    document = _with_pages(env, start, {start})
    document["docname"] = start
    return document


def _with_pages(env: BuildEnvironment, docname: str, placed: set[str]) -> nodes.document:
    document = env.get_doctree(docname)
    for contents in list(document.findall(addnodes.toctree)):
        pages = []
        for name in contents["includefiles"]:
            if name not in placed and not is_site_only(name):
                placed.add(name)
                pages.append(_page(_with_pages(env, name, placed), name))
        contents.parent.replace(contents, pages)
    return document


def page_alone(env: BuildEnvironment, name: str) -> addnodes.start_of_file:
    """Return the page *name* without those below it, for a document of some pages."""
    return _page(env.get_doctree(name), name)


def unlink_others(tree: nodes.document, sign: str, pages: Container[str]) -> None:
    """Take away the links that lead to other *pages*; their words stay. *sign* stands before a page in a link."""
    for link in list(tree.findall(nodes.reference)):
        target = str(link.get("refuri", ""))
        if target.startswith(sign) and target.removeprefix(sign).partition("#")[0] not in pages:
            link.replace_self(link.children)


def _page(document: nodes.document, name: str) -> addnodes.start_of_file:
    page = addnodes.start_of_file(docname=name)
    page.extend(document.children)
    for section in page.findall(nodes.section):
        # The sections of the pages below already have theirs.
        section.setdefault("docname", name)
    return page
