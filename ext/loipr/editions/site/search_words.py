"""The words of the search: Sphinx's own, but the stem of each word is worked out once, not at every place."""

from __future__ import annotations

from sphinx.search.en import SearchEnglish


class SearchWords(SearchEnglish):
    """English words, for the index of the site's search."""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return the stem of *word*."""
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = super().stem(word)
        return found
