"""The package: a zip file of parts that refer to one another."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, SubElement

from loipr.editions.word.elements import clean, serialized

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_2012 = "http://schemas.microsoft.com/office/2011/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: The type of each part of the document, by its name.
_CONTENT = {
    "word/document.xml": f"{_KIND}.document.main+xml",
    "word/styles.xml": f"{_KIND}.styles+xml",
    "word/numbering.xml": f"{_KIND}.numbering+xml",
    "word/settings.xml": f"{_KIND}.settings+xml",
    "word/footnotes.xml": f"{_KIND}.footnotes+xml",
    "word/comments.xml": f"{_KIND}.comments+xml",
    "word/commentsExtended.xml": f"{_KIND}.commentsExtended+xml",
    "word/header.xml": f"{_KIND}.header+xml",
    "word/first-header.xml": f"{_KIND}.header+xml",
    "word/left-header.xml": f"{_KIND}.header+xml",
    "word/turned-header.xml": f"{_KIND}.header+xml",
    "word/turned-left-header.xml": f"{_KIND}.header+xml",
    "word/footer.xml": f"{_KIND}.footer+xml",
    "word/left-footer.xml": f"{_KIND}.footer+xml",
    "word/turned-footer.xml": f"{_KIND}.footer+xml",
    "word/turned-left-footer.xml": f"{_KIND}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}
#: Where the name of a relation of some kinds begins; of others it begins with that of the office.
_BASES = {"core-properties": f"{_PACKAGE}/relationships/metadata", "commentsExtended": _OFFICE_2012}
_FILES = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg"}
_MOMENT = (1980, 1, 1, 0, 0, 0)


class Relations:
    """The references of a part: to other parts, to pictures, to addresses on the web."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def to(self, kind: str, target: str) -> str:
        """Return the id of the part's reference of this *kind* to *target*; the same each time."""
        return self._ids.setdefault((kind, target), f"rId{len(self._ids) + 1}")

    def part(self) -> bytes:
        """Return the part of the package that lists these references (``….rels``)."""
        root = Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
        for (kind, target), name in self._ids.items():
            base = _BASES.get(kind, _OFFICE)
            relation = SubElement(root, "Relationship", Id=name, Type=f"{base}/{kind}", Target=clean(target))
            if kind == "hyperlink":
                relation.set("TargetMode", "External")
        return serialized(root)


def write_package(file: Path | IO[bytes], parts: dict[str, bytes]) -> None:
    """Write *parts* (contents by name) as one file; the same parts make the same bytes at any time."""
    root = Relations()
    root.to("officeDocument", "word/document.xml")
    root.to("core-properties", "docProps/core.xml")
    root.to("extended-properties", "docProps/app.xml")
    if "docProps/custom.xml" in parts:
        root.to("custom-properties", "docProps/custom.xml")
    everything = {"[Content_Types].xml": _content_types(parts), "_rels/.rels": root.part(), **parts}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in everything.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)


def _content_types(parts: dict[str, bytes]) -> bytes:
    root = Element("Types", xmlns=f"{_PACKAGE}/content-types")
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", **_FILES}
    for ending, kind in kinds.items():
        SubElement(root, "Default", Extension=ending, ContentType=kind)
    for name in parts:
        if name in _CONTENT:
            SubElement(root, "Override", PartName=f"/{name}", ContentType=_CONTENT[name])
    return serialized(root)
