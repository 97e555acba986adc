"""The targets of links: the bookmarks of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from docutils import nodes
from sphinx import addnodes

#: In a link that Sphinx has resolved, this sign stands before the name of a page.
PAGE_SIGN = "%"
#: The longest name and the longest address that Word accepts, in letters.
_LONGEST_NAME, _LONGEST_ADDRESS = 40, 2000
_HOST = re.compile(r"[\w.-]+\Z", re.ASCII)
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w.-]+\Z", re.ASCII)

#: A place in the report: its page, and its id there (empty for the page itself).
Place: TypeAlias = tuple[str, str]


class Anchors:
    """The bookmarks of a document: one for each target of a link, and one for each numbered paragraph."""

    def __init__(self, document: nodes.document) -> None:
        self._pages_of: dict[str, list[str]] = {}
        wanted: dict[Place, None] = {}
        #: Each element after the page that it stands on.
        self.elements = list(_by_page(document, document["docname"]))
        for page, node in self.elements:
            for name in node["ids"]:
                self._pages_of.setdefault(name, []).append(page)
            if isinstance(node, nodes.paragraph) and "address" in node:
                wanted[page, node["address"]] = None
        self._pages = {page for page, _ in self.elements}
        for page, node in self.elements:
            if isinstance(node, nodes.reference) and (place := self._place(page, node)):
                wanted[place] = None
        self._names: dict[Place, str] = {}
        taken: set[str] = set()
        for place in wanted:
            self._names[place] = _name(place[1] or place[0].rpartition("/")[2], taken)

    def names(self, page: str, ids: list[str]) -> list[str]:
        """Return the bookmarks that a node of *page* with these *ids* must have."""
        return [self._names[page, one] for one in ids if (page, one) in self._names]

    def page_names(self, page: str) -> list[str]:
        """Return the bookmarks that the beginning of *page* must have."""
        return self.names(page, [""])

    def target(self, page: str, node: nodes.reference) -> str | None:
        """Return the bookmark that the link *node* on *page* leads to; None if it leads elsewhere."""
        place = self._place(page, node)
        return self._names[place] if place else None

    def _place(self, page: str, node: nodes.reference) -> Place | None:
        if "refid" in node:
            pages = self._pages_of.get(node["refid"], [])
            return (page if page in pages else pages[0], node["refid"]) if pages else None
        uri = str(node.get("refuri", ""))
        if not uri.startswith(PAGE_SIGN):
            return None
        page, _, name = uri.removeprefix(PAGE_SIGN).partition("#")
        # A page that is not part of the report, such as a guide, has no place in it.
        return (page, name) if page in (self._pages_of.get(name, []) if name else self._pages) else None


def _by_page(document: nodes.Element, page: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield each element after its page. Parents do not show the page in a document that Sphinx has put together."""
    waiting = [(page, document)]
    while waiting:
        around, node = waiting.pop()
        here = node["docname"] if isinstance(node, addnodes.start_of_file) else around
        yield here, node
        waiting += [(here, child) for child in reversed(node.children) if isinstance(child, nodes.Element)]


def _name(text: str, taken: set[str]) -> str:
    """Return a name like *text*, of letters, digits and underscores, that is not *taken* yet, and add it to *taken*."""
    stem = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
    stem = stem if stem[:1].isalpha() else f"at_{stem}"
    name, number = stem[:_LONGEST_NAME], 1
    while name.lower() in taken:
        number += 1
        name = f"{stem[: _LONGEST_NAME - len(str(number)) - 1]}_{number}"
    taken.add(name.lower())
    return name


def web_address(uri: str) -> str:
    """Return *uri* as Word accepts it; an empty text if it is no address of the web or of mail, or too long."""
    if _MAIL.match(uri):
        return uri
    try:
        parts = urlsplit(uri)
        is_sound = parts.scheme in ("http", "https") and _HOST.match(parts.hostname or "") and (parts.port or 1)
    except ValueError:
        return ""
    address = quote(uri, safe="/:?#@!$&'()*+,;=~%-._")
    # A per cent sign that does not begin a code is written as a code itself.
    address = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address)
    return address if is_sound and len(address) <= _LONGEST_ADDRESS else ""
