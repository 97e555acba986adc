"""All pages of the report as one, for the editions that are one file."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from loipr.pages.page import COORDINATION, MACHINERY, docname_of

#: The pages for those who run the process, and for those who change the machinery, are no part of an edition.
_LEFT_OUT = tuple(f"{docname_of(folder)}/" for folder in (COORDINATION, MACHINERY))
#: So many levels of headings are in the contents; LaTeX has it in its preamble, as ``tocdepth``.
CONTENTS_DEPTH = 4


def assembled(env: BuildEnvironment, start: str) -> nodes.document:
    """Return the page *start* with the pages of its tables of contents in place of them, and so on; each page once.

    As Sphinx's ``inline_all_toctrees`` does it, but without copies of what is nobody else's: `get_doctree` makes each
    page anew.
    """
    document = _with_pages(env, start, {start})
    document["docname"] = start
    return document


def _with_pages(env: BuildEnvironment, docname: str, placed: set[str]) -> nodes.document:
    document = env.get_doctree(docname)
    for contents in list(document.findall(addnodes.toctree)):
        pages = []
        for name in contents["includefiles"]:
            if name not in placed and not name.startswith(_LEFT_OUT):
                placed.add(name)
                pages.append(_page(_with_pages(env, name, placed), name))
        contents.parent.replace(contents, pages)
    return document


def _page(document: nodes.document, name: str) -> addnodes.start_of_file:
    page = addnodes.start_of_file(docname=name)
    page.extend(document.children)
    for section in page.findall(nodes.section):
        # Those of the pages below have theirs.
        section.setdefault("docname", name)
    return page
