"""The program that makes the accessible PDF from its page: ``python -m … PAGE PDF``. It prints WeasyPrint's warnings.

It imports nothing of Sphinx, so that it starts at once and leaves the memory to WeasyPrint.
"""

from __future__ import annotations

import gc
import logging
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.html import UA, UA_COUNTER_STYLE
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from loipr.editions.accessible.continued_tables import continued_tables
from loipr.editions.accessible.pdf_tags import complete_tags, more_telling_tags


class _Beside(URLFetcher):  # type: ignore[misc]  # the library is not typed
    """Loads only files in the folder of the page."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=["file", "data"])
        self._folder = folder

    def fetch(self, url: str, headers: object = None) -> object:
        if not url.startswith((f"{self._folder.as_uri()}/", "data:")):
            raise FatalURLFetchingError(f"{url} is not part of the report")
        return super().fetch(url, headers)


class _Page(HTML):  # type: ignore[misc]
    def _ua_stylesheets(self, forms: bool = False) -> list[object]:
        return [CSS(string=_without_idle_rules(UA), counter_style=UA_COUNTER_STYLE.copy())]


def write_pdf(file: Path, target: Path) -> None:
    """Make the PDF *target* from the page *file*, and print each warning on a line."""
    said = logging.StreamHandler(sys.stdout)
    # The library's messages about progress come for each page.
    said.setLevel(logging.WARNING)
    for name in ("weasyprint", "weasyprint.progress"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [said], False
    page = _Page(filename=file, url_fetcher=_Beside(file.parent))
    pictures: dict[str, Any] = {}
    options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": b"loipr", "cache": pictures}
    with more_telling_tags(), continued_tables():
        document = page.render(**options)
        _forget_layout(pictures)
        document.write_pdf(target, finisher=_finish, **options)


def _forget_layout(pictures: Mapping[str, Any]) -> None:
    """Give back the room of the boxes from which the pages were made: it is nearly as much as that of the pages.

    Drawn pictures hold on to them, as they hold what they may load other pictures with. Ours load none.
    """
    for picture in pictures.values():
        if hasattr(picture, "_context"):
            picture._context = None
    gc.collect()


def _finish(document: Any, pdf: Any) -> None:
    """Complete the tags; then let go of the pages, and compress each stream.

    The library would compress them twice: it also makes the identifier of the file from what they hold.
    """
    complete_tags(document, pdf)
    document.pages = []
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and part.compress:
            pressed = part.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
            part.stream, part.extra["Filter"], part.compress = [pressed], "/FlateDecode", False


def _without_idle_rules(style: str) -> str:
    """Return the library's own *style* without its rules for notes, and with markers for items of lists only.

    The page has no such notes. With each of these rules, the library would work out one more style for every element:
    two thirds of all styles.
    """
    return re.sub(r"^::marker", "li::marker", re.sub(r"^::(foot)?note-.*$", "", style, flags=re.M), flags=re.M)


if __name__ == "__main__":
    # As in the program that starts this one: there is hardly any garbage, and the search for it takes a quarter of the
    # time.
    gc.disable()
    write_pdf(Path(sys.argv[1]), Path(sys.argv[2]))
