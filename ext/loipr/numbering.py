"""The numbers of tables and charts: one series of each through the whole report, in the order of its contents.

Sphinx's own (``numfig``) opens every page again in each build to count them; here each page's are remembered.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

#: What Sphinx calls the kinds that have a series of numbers.
_TABLE, _FIGURE = "table", "figure"


def captioned(document: nodes.document) -> list[tuple[str, str]]:
    """Return kind and id of each table and figure of a page that has a caption, in the order of the text."""
    found = []
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.table) and node.next_node(nodes.title) is not None and node["ids"]:
            found.append((_TABLE, node["ids"][0]))
        elif isinstance(node, nodes.figure) and node.next_node(nodes.caption) is not None and node["ids"]:
            found.append((_FIGURE, node["ids"][0]))
    return found


def number_tables(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Number every table and figure, after Sphinx has numbered none (``env-get-updated``).

    Returns the pages on which a number has changed.
    """
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
    return sorted(docname for docname in on_page if before.get(docname) != numbers.get(docname))


def _in_order(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterator[str]:
    """Yield the pages as the contents list them, each once."""
    seen.add(docname)
    yield docname
    for child in env.toctree_includes.get(docname, ()):
        if child not in seen:
            yield from _in_order(env, child, seen)
