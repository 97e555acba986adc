"""How the bibliography is printed: entries under their keys, in the order of the keys.

A key such as [DT01] stands in the data, in the pages and in every edition, and does not change
when a source is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, ClassVar

from pybtex.database import Entry
from pybtex.plugin import find_plugin, register_plugin
from pybtex.style import FormattedEntry
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import FieldIsMissing, Node, field, href, optional, sentence

from loipr.domain.kinds_of_sources import as_misc, in_words_of_bibtex

STYLE = "loipr"


class _KeyLabels(BaseLabelStyle):  # type: ignore[misc]  # pybtex is untyped
    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        return (entry.key for entry in sorted_entries)


class _KeySorting(BaseSortingStyle):  # type: ignore[misc]
    def sorting_key(self, entry: Entry) -> tuple[str, Decimal]:
        letters = entry.key.rstrip("0123456789")
        return letters, Decimal(entry.key[len(letters) :] or 0)


class _Style(UnsrtStyle):  # type: ignore[misc]
    default_label_style = _KeyLabels
    default_sorting_style = _KeySorting

    #: sphinxcontrib-bibtex asks twice in every edition: for the entry itself, and for the words shown on hover.
    _formatted: ClassVar[dict[tuple[object, ...], FormattedEntry]] = {}

    def format_url(self, e: Entry) -> Node:
        """Give the address alone: what it is, it says itself."""
        return href(field("url", raw=True))[field("url", raw=True)]

    def format_web_refs(self, e: Entry) -> Node:
        """End without a full stop, which would be read as part of the address."""
        visited = optional[" (visited on ", field("urldate"), ")"]
        others = (optional[self.format_eprint(e)], optional[self.format_pubmed(e)], optional[self.format_doi(e)])
        return sentence(add_period=False)[optional[self.format_url(e), visited], *others]

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        asked = (label, entry.key, entry.type, *entry.fields.items(), str(entry.persons))
        if asked not in self._formatted:
            plain = in_words_of_bibtex(entry)
            if plain.type == "misc":
                plain = as_misc(plain)
            try:
                self._formatted[asked] = super().format_entry(label, plain, bib_data)
            except FieldIsMissing:
                self._formatted[asked] = super().format_entry(label, as_misc(plain), bib_data)
        return self._formatted[asked]


def register_style() -> None:
    """Make the style known to pybtex, and the part that sphinxcontrib-bibtex asks for at every citation.

    Unless it is registered, pybtex searches all installed packages for it each time: 14 ms a citation.
    """
    register_plugin("pybtex.style.formatting", STYLE, _Style, force=True)
    register_plugin("pybtex.backends", "plaintext", find_plugin("pybtex.backends", "plaintext"), force=True)
