"""Words of the data as print has them: with the quotation marks and the dates of the prose around them."""

from __future__ import annotations

import re

from loipr.wording.period_words import dates_in_words

#: A quotation mark opens where words begin, and closes or leaves out letters elsewhere.
_OPENS = re.compile(r"(?<![^\s(\[{/\u2013\u2014\u2018\u201c'\"-])(['\"])(?=\S)")
_QUOTES = {"'": ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}")}
_QUOTES['"'] = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")


def in_print(text: str) -> str:
    """Return words from the data with the quotation marks and dates of print."""
    opened = _OPENS.sub(lambda found: _QUOTES[found[1]][0], text)
    for straight, (_, closing) in _QUOTES.items():
        opened = opened.replace(straight, closing)
    return dates_in_words(opened)
