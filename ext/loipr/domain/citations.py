"""The domain of citations of sphinxcontrib-bibtex, made fast enough for long reports.

For every source, the library looks through all citations; for every citation, it looks through all sources. And most
citations of a page are the same, because they stand in tables. Here each lookup goes by the key, and is kept.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from pybtex.database import Entry
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, _FilterVisitor

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class CitationDomain(BibtexDomain):
    """Knows which source is cited where, and how a citation looks. The results are the library's, in less time."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: The citations of each source by its key, each with its position among all citations.
        self._by_key: dict[str, list[tuple[int, Citation]]] = {}
        self._resolved: dict[tuple[str, ...], nodes.Element] = {}

    def lists(self, key: str) -> bool:
        """Whether a bibliography of the report lists the source *key*; known only when all pages are read."""
        return key in self._by_key

    def env_updated(self) -> Iterable[str]:
        """Work out what each bibliography lists, when all pages are read; return what the library returns."""
        updated = super().env_updated()
        self._by_key, self._resolved = defaultdict(list), {}
        for place, citation in enumerate(self.citations):
            self._by_key[citation.key].append((place, citation))
        return updated

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterator[tuple[str, Entry]]:
        """Yield the key and the entry of each source that a bibliography lists, in the order of the file.

        The key is the one that citations use: the entry's own, after the bibliography's prefix.
        """
        pages = defaultdict(set)
        for reference in self.citation_refs:
            for target in reference.targets:
                pages[target.key].add(reference.docname)
        bibliography = self.bibliographies[bibliography_key]
        for entry in self.get_entries(bibliography.bibfiles):
            key = bibliography.keyprefix + entry.key
            visitor = _FilterVisitor(entry, bibliography_key.docname, pages[key])  # type: ignore[no-untyped-call]
            try:
                is_listed = visitor.visit(bibliography.filter_)
            except ValueError:
                # The page has written its own filter, which the rules refuse.
                is_listed = bool(pages[key])
            if is_listed or entry.key in bibliography.keys:
                yield key, entry

    def resolve_xref(  # type: ignore[override]  # as the library has it
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """Return a citation with its links; on one page, the same *target* is resolved only once."""
        asked = (builder.name, fromdocname, typ, target)
        if asked not in self._resolved:
            keys = {one.key for one in parse_citation_targets(target)}
            found = sorted((place for key in keys for place in self._by_key.get(key, [])), key=lambda pair: pair[0])
            narrowed = copy.copy(self)
            narrowed.data = {**self.data, "citations": [citation for _, citation in found]}
            self._resolved[asked] = BibtexDomain.resolve_xref(
                narrowed, env, fromdocname, builder, typ, target, node, contnode
            )
        return self._resolved[asked].deepcopy()
