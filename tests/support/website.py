"""Reads the website like a reader: from page to page, by the “next” links, with its notes at their marks."""

from __future__ import annotations

import os
import re
import string
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from support.flat import Flat

#: Parts that only the site has: the details of a figure, the files it offers, its signs for links to headings, the
#: tables of questions on pages of sections, the length of a reply, and the mark of an outline question.
SITE_ONLY = (
    ".headerlink, .loipr-provenance, .loipr-download, .loipr-files, .loipr-revision, .visually-hidden, "
    ".toctree-wrapper, .toctree-wrapper + div, script, "
    '.loipr-meta:-soup-contains("Length: "), .loipr-standing'
)
_HEADING = re.compile(r"h([1-6])")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_COUNTED = {"loweralpha": string.ascii_lowercase, "lowerroman": _ROMAN}
_LEVELS = {"loipr-level-1": "({})", "loipr-level-2": "({})", "loipr-level-3": "{}.", "loipr-level-4": "{}."}


class Website:
    """The pages of a site from *start* to *end* (not included), in the order of the “next” links."""

    def __init__(self, folder: Path, start: str, end: str = "") -> None:
        self.found = Flat()
        self._folder = folder
        self._lists = 0
        self._above: int | None = None  #: The depth of the first page in the contents of the site.
        page = start
        while page and page != end:
            page = self._read(page)

    def _read(self, page: str) -> str:
        """Read *page*, and return the next page."""
        self._page = page
        soup = BeautifulSoup((self._folder / page).read_bytes(), "html.parser")
        article = soup.find("article")
        assert isinstance(article, Tag)
        for extra in article.select(SITE_ONLY):
            extra.extract()
        self._notes = {f"#{note['id']}": note.extract() for note in article.select("aside.footnote")}
        here = soup.select_one('nav.loipr-nav [aria-current="page"]')
        depth = len(here.find_parents("ul")) if here is not None else 0
        if self._above is None:
            self._above = max(depth - 1, 0)
        self._depth = depth - self._above
        self.found.places[page, ""] = len(self.found.text)
        self._below(article)
        following = soup.select_one(".prev-next-area a.right-next")
        return self._path(str(following["href"])) if following is not None else ""

    def _path(self, href: str) -> str:
        return os.path.normpath(os.path.join(os.path.dirname(self._page), unquote(href)))

    def _below(self, tag: Tag) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._tag(child)
            elif type(child) is NavigableString:
                self.found.add(child)

    def _tag(self, tag: Tag) -> None:
        classes = _classes(tag)
        if tag.get("id"):
            self.found.places.setdefault((self._page, tag["id"]), len(self.found.text))
        heading = _HEADING.fullmatch(tag.name)
        if heading and "loipr-item-label" not in classes:
            self.found.add("#" * (self._depth + int(heading[1]) - 1))
        if tag.name in ("tr", "td", "th"):
            self.found.add("‖" if tag.name == "tr" else "|")
        if tag.name == "img" or tag.get("role") == "img":
            self.found.pictures.append(str(tag.get("alt") or tag.get("aria-label")))
        elif tag.name == "li":
            self._item(tag)
        elif tag.name == "a" and "footnote-reference" in classes:
            self._note(tag)
        elif tag.name == "a" and tag.get("href") and "loipr-number" not in classes:
            self._link(tag)
        elif tag.name in ("ul", "ol"):
            self._lists += tag.name == "ul"
            self._below(tag)
            self._lists -= tag.name == "ul"
        else:
            self._below(tag)

    def _item(self, item: Tag) -> None:
        around = item.parent
        assert isinstance(around, Tag)
        classes = _classes(around)
        if around.name == "ol":
            number = int(str(around.get("start") or 1)) + around.find_all("li", recursive=False).index(item)
            counted = next((_COUNTED[name][number - 1] for name in classes if name in _COUNTED), str(number))
            form = next((_LEVELS[name] for name in classes if name in _LEVELS), "{}.")
            self.found.add(form.format(counted))
        elif "loipr-items" not in classes and item.find_parent(class_="loipr-items") is None:
            self.found.add("•" if self._lists == 1 else "–")
        self._below(item)

    def _note(self, mark: Tag) -> None:
        """Put the note at its mark; both have the same number."""
        note = self._notes[str(mark["href"])]
        label = note.select_one(".label")
        assert label is not None
        assert label.get_text() == mark.get_text()
        self.found.add("⟦")
        for child in note.find_all(recursive=False):
            if "label" not in _classes(child) and "backrefs" not in _classes(child):
                self._tag(child)
        self.found.add("⟧")

    def _link(self, link: Tag) -> None:
        before = len(self.found.text)
        self._below(link)
        href = str(link["href"])
        target: object = href
        if not re.match(r"\w+:", href):
            path, _, name = href.partition("#")
            target = (self._path(path) if path else self._page, unquote(name))
        self.found.links.append((self.found.text[before:], target))


def _classes(tag: Tag) -> list[str]:
    return [*tag.get_attribute_list("class")]
