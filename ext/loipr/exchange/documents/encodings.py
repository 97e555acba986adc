"""Decodes a text file with an unknown encoding."""

from __future__ import annotations

import codecs

from loipr.exchange.documents.blocks import MARK, DocumentError, Doubt

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii"})


def decode(content: bytes, declared: str = "") -> tuple[str, tuple[Doubt, ...]]:
    """Return the text of *content*, and the doubts about it.

    A byte order mark shows UTF-8 or UTF-16. Without one, the text is UTF-8 or else Windows-1252, which is a doubt.

    :raises DocumentError: when it is not text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return _checked(content.decode(encoding)), ()
            except UnicodeDecodeError:
                raise DocumentError("it is damaged: its characters cannot be read; save it again as UTF-8") from None
    if declared.casefold() not in _WESTERN:
        try:
            return _checked(content.decode("utf-8")), ()
        except UnicodeDecodeError:
            pass
    text = _checked(content.decode("cp1252", errors="replace"))
    if declared.casefold() in _WESTERN and "\ufffd" not in text:
        return text, ()
    lost = text.count("\ufffd")
    message = "it is not in UTF-8; it was read as Windows-1252 (Western European): look at accents and quotation marks"
    if lost:
        message += f"; {lost} character{'s' * (lost != 1)} could not be read"
    return text, (Doubt("the file", message),)


def _checked(text: str) -> str:
    if "\0" in text:
        raise DocumentError("it is no text: it holds NUL characters; save it again as text in UTF-8")
    return text.replace(MARK, "")
