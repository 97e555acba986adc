"""Pages that must be read or written again because something else has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from itertools import chain
from typing import cast

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.bibfile import parse_bibdata
from sphinxcontrib.bibtex.domain import BibtexDomain

from loipr.domain.memory import memory_of
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.length.foreign_words import dictionary_of
from loipr.markup.indexes import facts_digest
from loipr.markup.replies import length_of
from loipr.markup.report_of_build import report_of


def pages_with_changed_facts(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Return the pages that show facts of other pages that have changed (``env-get-outdated``); they are read again.

    These are pages with an index, replies that show their length, and pages with words in italics, whose dictionary
    may have changed.
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


def pages_with_changed_files(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Return the pages made from a file whose content has changed (``env-get-outdated``); they are read again.

    Sphinx compares the times of files. But another file may be put in the place of a file, and have an older time.
    """
    known, present = memory_of(env).files, _Digests()
    if known.get(bibliography := str(report_of(env).root / BIBLIOGRAPHY)) != present[bibliography]:
        citations = cast("BibtexDomain", env.domains["cite"])
        citations.data["bibdata"] = parse_bibdata([*citations.bibdata.bibfiles], citations.bibdata.encoding)
    read = env.found_docs & env.all_docs.keys()
    return sorted(name for name in read if any(known.get(file) != present[file] for file in _files_of(name, env)))


def note_files(app: Sphinx, env: BuildEnvironment) -> None:
    """Remember the content of the files that the pages were made from, as digests (``env-updated``)."""
    present = _Digests()
    noted = {str(report_of(env).root / BIBLIOGRAPHY), *chain.from_iterable(_files_of(one, env) for one in env.all_docs)}
    memory_of(env).files = {file: present[file] for file in sorted(noted)}


def _files_of(docname: str, env: BuildEnvironment) -> Iterator[str]:
    """Yield the paths of the page itself and of the files that it draws from."""
    yield os.fspath(env.doc2path(docname))
    yield from (os.path.normpath(os.path.join(env.srcdir, path)) for path in env.dependencies.get(docname, ()))


class _Digests(dict[str, str]):
    """The digests of files by their paths, each worked out once; empty for a link, or if there is no such file."""

    def __missing__(self, path: str) -> str:
        self[path] = ""
        if os.path.islink(path) or not os.path.isfile(path):
            # A link may lead to a device that never ends.
            return ""
        try:
            with open(path, "rb") as file:
                self[path] = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            pass
        return self[path]


def pages_with_changed_citations(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write again if a citation has changed: those that list citations (``env-updated``)."""
    memory = memory_of(env)
    digest = _digest([(docname, page.citations) for docname, page in sorted(memory.pages.items()) if page.citations])
    if memory.citations_digest == digest:
        return []
    memory.citations_digest = digest
    return sorted(docname for docname, page in memory.pages.items() if "article" in page.anchors.values())


def pages_around_changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all pages, to write them again, if a title, the contents or a target has changed (``env-updated``).

    Each page shows its path from the start, its neighbours and the places that it refers to.
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
