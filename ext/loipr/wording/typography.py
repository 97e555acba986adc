"""Words of the data in the form of print: with the same quotation marks and dates as the prose around them."""

from __future__ import annotations

import re

from loipr.wording.period_words import dates_in_words

#: A straight quotation mark opens where words begin. Elsewhere it closes a quotation, or is an apostrophe.
_OPENS = re.compile(r"(?<![^\s(\[{/\u2013\u2014\u2018\u201c'\"-])(['\"])(?=\S)")
_QUOTES = {"'": ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}")}
_QUOTES['"'] = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")


def in_print(text: str) -> str:
    """Return words from the data with the quotation marks and dates of print."""
    opened = _OPENS.sub(lambda found: _QUOTES[found[1]][0], text)
    for straight, (_, closing) in _QUOTES.items():
        opened = opened.replace(straight, closing)
    return dates_in_words(opened)
