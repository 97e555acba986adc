"""The domain of citations: that of sphinxcontrib-bibtex, for long reports.

The library looks through all citations for every source, and through all sources for every citation; and most
citations of a page, those in its tables, are alike. Here each looks up its own.
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
    """Which source is cited where, and how a citation looks; the library's results in less of its time."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: The citations of each source, with their places in the order of all.
        self._by_key: dict[str, list[tuple[int, Citation]]] = {}
        self._resolved: dict[tuple[str, ...], nodes.Element] = {}

    def lists(self, key: str) -> bool:
        """Whether a bibliography of the report has the source *key*, once all pages are read."""
        return key in self._by_key

    def env_updated(self) -> Iterable[str]:
        """Work out, once all pages are read, what each bibliography lists."""
        updated = super().env_updated()
        self._by_key, self._resolved = defaultdict(list), {}
        for place, citation in enumerate(self.citations):
            self._by_key[citation.key].append((place, citation))
        return updated

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterator[tuple[str, Entry]]:
        """Yield the sources that a bibliography lists, in the order of the file, with the keys they are cited by."""
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
                # A filter of the page's own, which the rules refuse.
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
        """Return a citation with its links: from a page, the same words lead to the same places."""
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
