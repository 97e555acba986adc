"""The sources of answers: the keys to cite, and entries for the bibliography of those that it does not have."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loipr.facts.bibliography import Bibliography
from loipr.wording.languages import _

_ADDRESS = re.compile(r"https?://[^\s{}\\<>\"]+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Between two sources in a cell.
_BETWEEN = re.compile(r";(?=\s|$)|\n")
#: What the grammar of BibTeX or LaTeX takes for its own and no escape saves.
_REFUSED = re.compile(r"[{}\\~^]")
_ESCAPED = re.compile(r"[&%#$_]")
_AT_THE_ENDS = " \t,;:-–—"


class SourceError(ValueError):
    """A source that cannot be written as an entry; the message says what to write instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class Sources:
    """The sources that an institution names. New ones get the *day* of the import, unless they say their year."""

    bibliography: Bibliography
    institution: str
    day: datetime.date
    #: The new entries by their keys.
    entries: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._titles = {_folded(one.title): key for key, one in self.bibliography.sources.items()}
        self._keys = {key.casefold(): key for key in self.bibliography.sources}

    def keys_of(self, text: str) -> Iterator[str]:
        """Yield the key of each source in the *text* of a cell; a source that is not known becomes an entry.

        :raises SourceError: when a source cannot become one.
        """
        parts = [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()]
        if all(part.casefold() in self._keys for part in parts):
            yield from (self._keys[part.casefold()] for part in parts)
            return
        for part in filter(None, map(str.strip, _BETWEEN.split(text))):
            folded = _folded(part)
            yield self._keys.get(folded) or self._titles.get(folded) or self._add(part)

    def _add(self, text: str) -> str:
        address = _ADDRESS.search(text)
        url = address[0].rstrip(".,;:)]") if address else ""
        words = " ".join((text.replace(url, "", 1) if url else text).split()).strip(_AT_THE_ENDS)
        title = words.removesuffix("()").removesuffix("[]").strip(_AT_THE_ENDS) or url
        refused = _REFUSED.search(title)
        if refused:
            raise SourceError(_("a source holds no “{sign}”; write it in plain words").format(sign=refused[0]))
        years = [year for year in _YEAR.findall(title) if int(year) <= self.day.year]
        year = years[-1] if years else str(self.day.year)
        key = self._key(year)
        fields = {
            "title": f"{{{_ESCAPED.sub(lambda found: chr(92) + found[0], title)}}}",
            "author": f"{{{self.institution}}}",
            "year": year,
            **({"url": url} if url else {}),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        self.entries[key] = f"@misc{{{key},\n{lines}\n}}\n"
        self._titles[_folded(text)] = self._titles[_folded(title)] = key
        return key

    def _key(self, year: str) -> str:
        """Return a key that no source has: the institution and the year, with a letter where two have both."""
        name = re.sub(r"[^A-Za-z]", "", self.institution) or "Source"
        number = 1
        while True:
            key = f"{name}{year}{'' if number == 1 else chr(96 + number) if number <= 26 else number}"
            if key.casefold() not in self._keys:
                self._keys[key.casefold()] = key
                return key
            number += 1


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
