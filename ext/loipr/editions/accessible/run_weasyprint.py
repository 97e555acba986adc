"""WeasyPrint makes a PDF from one page of HTML: what it needs on the machine, and how it is run."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CDLL
from pathlib import Path

from loipr.editions.accessible.builder import PAGE
from loipr.editions.accessible.pdf_tags import complete_tags, more_telling_tags
from loipr.editions.shared.missing_glyphs import MissingLettersError, missing_letters

#: Debian's packages with all that the edition uses, and the libraries that show whether they are installed.
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-freefont-otf")
_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


def missing_libraries() -> list[str]:
    """Return the libraries that the edition needs and the machine lacks; always none on other systems than Linux."""
    return [name for name in _LIBRARIES if not _is_there(name)] if sys.platform == "linux" else []


def _is_there(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True


class _Said(logging.Handler):
    """Keeps the library's warnings, and ignores its messages about progress, which come for each page."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[_Said]:
    said, loggers = _Said(), [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress")]
    before = [(logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [said], False
    try:
        yield said
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def make_accessible_pdf(folder: Path, target: Path) -> Path:
    """Make the PDF *target* from the page in *folder*, and return it. It loads only files in *folder*.

    :raises MissingLettersError: when no font has some letter of the report.
    """
    with _listening() as said:
        # Imported here, so that only this edition needs the time for it, and the libraries that it needs.
        from weasyprint import CSS, HTML
        from weasyprint.html import UA, UA_COUNTER_STYLE
        from weasyprint.urls import FatalURLFetchingError, URLFetcher

        class Beside(URLFetcher):  # type: ignore[misc]  # the library is not typed
            def fetch(self, url: str, headers: object = None) -> object:
                if not url.startswith((f"{folder.as_uri()}/", "data:")):
                    raise FatalURLFetchingError(f"{url} is not part of the report")
                return super().fetch(url, headers)

        class Page(HTML):  # type: ignore[misc]
            def _ua_stylesheets(self, forms: bool = False) -> list[object]:
                return [CSS(string=_without_idle_rules(UA), counter_style=UA_COUNTER_STYLE.copy())]

        page = Page(filename=folder / PAGE, url_fetcher=Beside(allowed_protocols=["file", "data"]))
        with more_telling_tags():
            page.write_pdf(target, pdf_variant="pdf/ua-1", pdf_identifier=b"loipr", finisher=complete_tags)
    letters = missing_letters("\n".join(said.lines))
    if letters:
        raise MissingLettersError(letters)
    return target


def _without_idle_rules(style: str) -> str:
    """Return the library's own *style* without its rules for notes, and with markers for items of lists only.

    The page has no such notes. With each of these rules, the library would work out one more style for every element:
    two thirds of all styles.
    """
    return re.sub(r"^::marker", "li::marker", re.sub(r"^::(foot)?note-.*$", "", style, flags=re.M), flags=re.M)
