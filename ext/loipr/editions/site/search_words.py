"""The words of the search: those of Sphinx, each brought to its stem once and not at every place it stands in."""

from __future__ import annotations

from sphinx.search.en import SearchEnglish


class SearchWords(SearchEnglish):
    """English words, for the index that the site is searched by."""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return the stem of *word*."""
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = super().stem(word)
        return found
