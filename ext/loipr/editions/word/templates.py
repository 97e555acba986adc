"""The parts of the package that are the same in every report, except for names, dates and marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from loipr.editions.word.docx_zip import Relations
from loipr.editions.word.elements import RELATION, clean, full_name, w
from loipr.editions.word.sheet import FULL, TURNED_FULL

_FOLDER = Path(__file__).parent / "parts"
#: Each part, and the file that it is made from.
_PARTS = {
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/header.xml": "header.xml",
    "word/left-header.xml": "left-header.xml",
    "word/first-header.xml": "first-header.xml",
    "word/turned-header.xml": "header.xml",
    "word/turned-left-header.xml": "left-header.xml",
    "word/footer.xml": "footer.xml",
    "word/left-footer.xml": "left-footer.xml",
    "word/turned-footer.xml": "footer.xml",
    "word/turned-left-footer.xml": "left-footer.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
}
#: The heads and feet of upright and of turned pages. Symbol and page number are on the outer side, so left pages, which
#: have even numbers, have their own. The first page has none, except for the mark of a draft.
_UPRIGHT = (
    ("header", "default", "header.xml"),
    ("header", "even", "left-header.xml"),
    ("header", "first", "first-header.xml"),
    ("footer", "default", "footer.xml"),
    ("footer", "even", "left-footer.xml"),
)
_TURNED = (
    ("header", "default", "turned-header.xml"),
    ("header", "even", "turned-left-header.xml"),
    ("footer", "default", "turned-footer.xml"),
    ("footer", "even", "turned-left-footer.xml"),
)


def filled(words: Mapping[str, str], *, is_draft: bool, has_turned: bool) -> dict[str, bytes]:
    """Return the parts, by name, with *words* for the @NAMES@ in the files; a draft says so across each page, and
    Word tracks what is changed in it.

    The parts of turned pages are only included if a page is turned (*has_turned*).
    """
    parts = {}
    for count, (part, file) in enumerate(_PARTS.items()):
        if "turned" in part and not has_turned:
            continue
        mark = (_FOLDER / "watermark.xml").read_text(encoding="utf-8").strip() if is_draft else ""
        width = TURNED_FULL if "turned" in part else FULL
        parts[part] = fill(file, words, mark.replace("@NUMBER@", str(count)), width)
    tracking = b"<w:trackRevisions/>" if is_draft else b""
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"@TRACKING@", tracking)
    return parts


def fill(file: str, words: Mapping[str, str], mark: str = "", width: int = FULL) -> bytes:
    """Return the content of *file* with *words* for the @NAMES@ in it.

    *mark* is the drawing of the mark of a draft, *width* the width of a line, in twentieths of a point.
    """
    text = (_FOLDER / file).read_text(encoding="utf-8").replace("@WATERMARK@", mark).replace("@RIGHT@", str(width))
    for key, value in words.items():
        text = text.replace(f"@{key}@", escape(clean(value), {'"': "&quot;"}))
    return text.encode("utf-8")


def refer_to_parts(document: Element, relations: Relations) -> bool:
    """Make *document* refer to the parts, and each format of its pages to the right heads and feet.

    Return whether a page is turned.
    """
    has_turned = False
    for kind in ("styles", "settings", "numbering", "footnotes"):
        relations.to(kind, f"{kind}.xml")
    for number, form in enumerate(document.iter(full_name("sectPr"))):
        size = form.find(full_name("pgSz"))
        is_turned = size is not None and full_name("orient") in size.attrib
        has_turned |= is_turned
        for place, (tag, kind, name) in enumerate(_TURNED if is_turned else _UPRIGHT):
            reference = w(f"{tag}Reference", type=kind)
            reference.set(f"{{{RELATION}}}id", relations.to(tag, name))
            form.insert(place, reference)
        if number == 0:
            form.append(w("titlePg"))
    return has_turned


def note_separators() -> Iterator[Element]:
    """Yield the lines between the text and its notes; Word expects them before all notes."""
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        form = w("pPr", w("spacing", after=0, line=240, lineRule="auto"))
        yield w("footnote", w("p", form, w("r", w(kind))), type=kind, id=number)
