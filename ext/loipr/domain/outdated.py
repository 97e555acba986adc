"""Which pages a change of others makes out of date, so that they are read or written again."""

from __future__ import annotations

import hashlib
import json

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from loipr.domain.memory import memory_of
from loipr.length.foreign_words import dictionary_of
from loipr.markup.indexes import facts_digest
from loipr.markup.replies import length_of
from loipr.markup.report_of_build import report_of


def pages_with_changed_facts(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Have every page read again when the facts it shows of other pages have changed (``env-get-outdated``).

    These are the pages with an index, and the replies: which of them spells a name out hangs on those before it.
    """
    report, pages = report_of(env), memory_of(env).pages
    digest = facts_digest(report) if any(page.digest is not None for page in pages.values()) else ""
    dictionary = dictionary_of(report)
    changed = {
        docname
        for docname, page in pages.items()
        if page.digest not in (None, digest)
        or page.dictionary not in (None, dictionary)
        or (page.length is not None and page.length != length_of(docname, report))
    }
    return sorted(changed & env.found_docs)


def pages_with_changed_citations(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the pages that list citations written again when a citation has changed (``env-updated``)."""
    memory = memory_of(env)
    digest = _digest([(docname, page.citations) for docname, page in sorted(memory.pages.items()) if page.citations])
    if memory.citations_digest == digest:
        return []
    memory.citations_digest = digest
    return sorted(docname for docname, page in memory.pages.items() if "article" in page.anchors.values())


def pages_around_changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have all pages written again when a title, the contents or a target of references has changed (``env-updated``).

    Each page shows its way through the report, its neighbours and the places it refers to.
    """
    memory = memory_of(env)
    titles = {docname: title.astext() for docname, title in env.titles.items()}
    anchors = {docname: page.anchors for docname, page in memory.pages.items()}
    digest = _digest([titles, env.toctree_includes, anchors])
    if memory.around_digest == digest:
        return []
    memory.around_digest = digest
    return sorted(env.found_docs)


def _digest(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
