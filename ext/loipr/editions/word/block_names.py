"""The bookmark of each block: its name follows from the page and from what the author wrote there."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from loipr.exchange.word_edition.sent import Origin
from loipr.files.reading import read_text

#: A name has at most 40 letters: so many of the page's name, then the fingerprint, then a number if there are several.
_LONGEST_PAGE, _FINGERPRINT = 18, 12


class BlockNames:
    """Names the blocks of the report, and remembers where each comes from.

    The source of a block is its lines up to an empty line or to the next block. Blocks with the same source on the
    same page, such as the cells of a row, are told apart by a number.
    """

    def __init__(self, root: Path, pages: dict[str, str], elements: Iterable[tuple[str, nodes.Element]]) -> None:
        """*pages* has the file of each page, below *root*; *elements* has each element after its page."""
        #: Where each block comes from, by its name.
        self.origins: dict[str, Origin] = {}
        self._root = root
        self._pages = pages
        self._counts = Counter[str]()
        self._texts: dict[str, list[str]] = {}
        begins: dict[str, set[int]] = {}
        for page, node in elements:
            if node.line is not None and not isinstance(node, nodes.Inline):
                begins.setdefault(page, set()).add(node.line)
        self._begins = {page: sorted(lines) for page, lines in begins.items()}

    def name(self, page: str, node: nodes.Element) -> str:
        """Return a new bookmark for a block that was made from *node* on *page*."""
        path, line = self._pages.get(page, page), _line_of(node)
        source = self._source(page, line)
        fingerprint = hashlib.sha256(source.encode()).hexdigest()[:_FINGERPRINT]
        own = hashlib.sha256(f"{path}\0{source}".encode()).hexdigest()[:_FINGERPRINT]
        stem = re.sub(r"[^a-z0-9]+", "_", page.rpartition("/")[2].lower())[:_LONGEST_PAGE].strip("_")
        name = f"b_{stem}_{own}"
        self._counts[name] += 1
        name = name if self._counts[name] == 1 else f"{name}_{self._counts[name]}"
        self.origins[name] = Origin(path, line, fingerprint)
        return name

    def _source(self, page: str, line: int) -> str:
        if page not in self._texts:
            text = read_text(self._root, self._pages[page], []) if page in self._pages else ""
            self._texts[page] = (text or "").splitlines()
        lines, begins = self._texts[page], self._begins.get(page, [])
        following = bisect_right(begins, line)
        end = begins[following] - 1 if following < len(begins) else len(lines)
        found = lines[max(line - 1, 0) : max(line, end)] if line else []
        filled = next((number for number, one in enumerate(found) if not one.strip()), len(found))
        return "\n".join(found[:filled])


def _line_of(node: nodes.Node) -> int:
    """Return the line where *node*, or the nearest node around it, begins on its page; 0 when none is known."""
    around: nodes.Node | None = node
    while around is not None and not isinstance(around, addnodes.start_of_file):
        if around.line:
            return int(around.line)
        around = around.parent
    return 0
