"""Yields the elements of a web page one by one; the time grows only with the length of the page.

The parser of Python's library needs minutes for 2 MB of ``<!--``: each time it searches for the end of the construct,
up to the end of the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loipr.exchange.documents.blocks import DocumentError

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]{0,40})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>", re.ASCII)
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?", re.ASCII)
#: The contents of these elements are not markup.
_RAW = ("script", "style", "xmp", "textarea")
_PROGRAMS = ("script", "style")
_RAW_ENDS = {tag: re.compile(rf"</{tag}\b", re.IGNORECASE) for tag in _RAW}
_ZEROS, _TOO_LONG = re.compile(r"(&#[xX]?)0+(?=[0-9A-Fa-f])"), re.compile(r"&#(?:\d{8,}|[xX][0-9A-Fa-f]{7,});?")
#: Only so many characters of an element's attributes are read.
_LONGEST_TAG = 20_000


@dataclass(frozen=True, slots=True)
class Token:
    """A text, or the start (``<p>``) or end (``</p>``) of an element, with its line."""

    kind: str
    line: int
    text: str
    attributes: Mapping[str, str]


def tokens(page: str) -> Iterator[Token]:
    """Yield the texts, starts and ends of *page*, without comments, declarations and scripts.

    :raises DocumentError: when a comment or a script is not closed, so that the rest of the page would be lost.
    """
    position, line, counted = 0, 1, 0
    while position < len(page):
        line += page.count("\n", counted, position)
        counted = position
        if page[position] != "<":
            end = page.find("<", position)
            end = len(page) if end < 0 else end
            yield Token("text", line, _unescaped(page[position:end]), {})
            position = end
        elif page.startswith(("<!", "<?"), position):
            closing = "-->" if page.startswith("<!--", position) else ">"
            position = _after(page, closing, position + 2, line)
        elif tag := _TAG.match(page, position):
            name = tag[2].lower()
            kind = "end" if tag[1] else "start"
            yield Token(kind, line, name, {} if tag[1] else _attributes(tag[3]))
            position = tag.end()
            if kind == "start" and name in _RAW:
                close = _RAW_ENDS[name].search(page, position)
                if close is None:
                    raise DocumentError(f"line {line}: <{name}> is opened here and not closed; save the page again")
                if name not in _PROGRAMS:
                    yield Token("text", line, _unescaped(page[position : close.start()]), {})
                position = close.start()
        else:
            yield Token("text", line, "<", {})
            position += 1


def _after(page: str, closing: str, position: int, line: int) -> int:
    end = page.find(closing, position)
    if end < 0:
        raise DocumentError(f"line {line}: something is opened with <! here and not closed; save the page again")
    return end + len(closing)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text[:_LONGEST_TAG]):
        found.setdefault(name.lower(), _unescaped(double or single or bare))
    return found


def _unescaped(text: str) -> str:
    """Return *text* with its entities as characters; a number of a character with too many digits becomes U+FFFD."""
    return html.unescape(_TOO_LONG.sub("\ufffd", _ZEROS.sub(r"\1", text)) if "&#" in text else text)
