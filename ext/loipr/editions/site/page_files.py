"""The style sheets and the scripts of a page: one file of each in the place of the many that the theme names.

A browser asks for each file on its own, so a first page took twenty requests; more than half of their bytes were signs
that no page shows (``static/loipr.css`` draws those that are shown). What a page names is read from the page itself.
So a file that a new version of the theme adds is put in, too; and if its tags are written in another way, the page
keeps them and works as before.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from pathlib import Path

#: Scripts that nothing on the site uses: the theme's signs as drawings, and Sphinx's own search and keys.
UNUSED = (
    "fontawesome.js",
    "searchtools.js",
    "language_data.js",
    "searchindex.js",
    "doctools.js",
    "sphinx_highlight.js",
)
#: Files that stay alone: what the theme writes when all pages are there, what the scripts within a page need at once,
#: and what only some pages have.
_ALONE = ("pygments.css", "documentation_options.js", "coordination.js", "search-index.js", "search.js")
_STYLE = re.compile(r'<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]*)"[^>]*>\s*')
_SCRIPT = re.compile(r'<script\b[^>]*\bsrc="([^"]*)"[^>]*>\s*</script>\s*')
_PRELOADED = re.compile(r'<link\b(?=[^>]*\brel="preload")(?=[^>]*\bas="script")[^>]*>\s*')
_IMPORT = re.compile(r'@import\s+(?:url\()?["\']?([^"\')]+?)["\']?\)?\s*;')
_ADDRESS = re.compile(r'\burl\((["\']?)(?!["\']|[a-z]+:|#|/)([^"\')]+)\1\)')
_CHARSET = re.compile(r'@charset\s+"[^"]*";')
_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


class PageFiles:
    """The files that the pages of the site in *folder* share, each written once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[tuple[str, ...], str] = {}

    def put_together(self, page: str, up: str) -> str:
        """Return *page* with one style sheet and one script; *up* leads from it to the folder of the site."""
        page = _PRELOADED.sub("", _SCRIPT.sub(lambda tag: "" if _name(tag[1]) in UNUSED else tag[0], page))
        page = self._one(page, up, _STYLE, "css", '<link rel="stylesheet" href="{}">')
        return self._one(page, up, _SCRIPT, "js", '<script defer src="{}"></script>')

    def _one(self, page: str, up: str, tag: re.Pattern[str], ending: str, written: str) -> str:
        """Put the file with all that *tag* finds in the place of the first of these tags."""
        here = [found for found in tag.finditer(page) if self._is_shared(found[1], up)]
        if len(here) < 2:
            return page
        address = self._file(tuple(_path(found[1], up) for found in here), ending)
        parts, end = [], 0
        for found in here:
            parts.append(page[end : found.start()])
            end = found.end()
        parts.insert(1, written.format(up + address) + "\n")
        return "".join([*parts, page[end:]])

    def _is_shared(self, href: str, up: str) -> bool:
        return _name(href) not in _ALONE and href.startswith(up) and (self._folder / _path(href, up)).is_file()

    def _file(self, names: tuple[str, ...], ending: str) -> str:
        """Write the files *names* as one, and return its address with a digest, so that browsers see when it changes.

        Which files are in it is in its name: two pages with other files have another one.
        """
        if names not in self._written:
            path = f"_static/site-{_digest(' '.join(names))}.{ending}"
            read = _styles if ending == "css" else _scripts
            text = "\n".join(read(self._folder, name) for name in names)
            # Several processes write the same; none may read a half of it.
            fresh = self._folder / f"{path}.{os.getpid()}"
            fresh.write_text(text, encoding="utf-8", newline="\n")
            fresh.replace(self._folder / path)
            self._written[names] = f"{path}?v={_digest(text)}"
        return self._written[names]


def _styles(folder: Path, name: str) -> str:
    """Return the style sheet *name* with those that it imports, as a style sheet in the folder ``_static``."""
    text = _CHARSET.sub("", (folder / name).read_text(encoding="utf-8"))
    here = posixpath.dirname(name)

    def imported(found: re.Match[str]) -> str:
        return _styles(folder, posixpath.normpath(posixpath.join(here, found[1])))

    def led(found: re.Match[str]) -> str:
        return f"url({posixpath.relpath(posixpath.join(here, found[2]), '_static')})"

    return _IMPORT.sub(imported, _ADDRESS.sub(led, text))


def _scripts(folder: Path, name: str) -> str:
    return _MAP.sub("", (folder / name).read_text(encoding="utf-8")).rstrip() + ";"


def _path(href: str, up: str) -> str:
    return href.removeprefix(up).partition("?")[0]


def _name(href: str) -> str:
    return posixpath.basename(href.partition("?")[0])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
