"""How the bibliography is printed: entries under their keys, in the order of the keys.

A key such as [DT01] is the same in the data, in the pages and in every edition. It does not change when a source is
added.
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

from loipr.domain.kinds_of_sources import COPY, as_misc, in_words_of_bibtex

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

    #: A cache: sphinxcontrib-bibtex asks for each entry twice in every edition, to print it and to show it on hover.
    _formatted: ClassVar[dict[tuple[object, ...], FormattedEntry]] = {}

    def format_url(self, e: Entry) -> Node:
        """Return the address alone, without “URL:” before it: readers see that it is an address."""
        return href(field("url", raw=True))[field("url", raw=True)]

    def format_web_refs(self, e: Entry) -> Node:
        """Return the addresses without a full stop at the end, which readers would take for part of an address.

        An address that is not that of the original says so.
        """
        visited = optional[" (visited on ", field("urldate"), ")"]
        copy = optional[" (", field(COPY), ")"]
        others = (optional[self.format_eprint(e)], optional[self.format_pubmed(e)], optional[self.format_doi(e)])
        return sentence(add_period=False)[optional[self.format_url(e), copy, visited], *others]

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
    """Register the style with pybtex, and the backend that sphinxcontrib-bibtex asks for at every citation.

    If the backend is not registered, pybtex searches all installed packages for it each time: 14 ms a citation.
    """
    register_plugin("pybtex.style.formatting", STYLE, _Style, force=True)
    register_plugin("pybtex.backends", "plaintext", find_plugin("pybtex.backends", "plaintext"), force=True)
