"""What the file knows of itself: its report, its revision, and the text as it is sent.

Report and revision are properties of the file, which every program keeps. The text is a part of XML of its own, which
Word and LibreOffice keep in a Word file, and which other formats lose.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from loipr.editions.word.docx_zip import Relations
from loipr.editions.word.elements import clean, serialized
from loipr.exchange.word_edition.sent import PARTS, REPORT, REVISION, UNKNOWN, Origin, record

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
#: Word's id for properties that users define, and the first number that such a property may have.
_USERS, _FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2
#: The id of the part with the text; any will do, as long as no other part of the file has it.
_ITEM = "{6D8E1B52-93C4-4F0A-A7E1-5B2F0C9D3A41}"


def properties_part(report: str, revision: str) -> dict[str, bytes]:
    """Return the part with the properties of the file: the symbol of the *report*, and its *revision*, if known."""
    return {"docProps/custom.xml": serialized(_properties({REPORT: report, REVISION: revision or UNKNOWN}))}


def sent_parts(
    report: str, revision: str, written: Mapping[str, Element], origins: Mapping[str, Origin], relations: Relations
) -> dict[str, bytes]:
    """Return the parts with the text as it is sent, and add them to the *relations* of the file's text.

    *written* has the parts of the file with text, *origins* where each bookmark in them comes from.
    """
    relations.to("customXml", "../customXml/item1.xml")
    own = Relations()
    own.to("customXmlProps", "itemProps1.xml")
    sent = record(report, revision or UNKNOWN, {part: written[part] for part in PARTS}, origins)
    return {
        "customXml/item1.xml": serialized(sent),
        "customXml/itemProps1.xml": serialized(Element(f"{{{_STORE}}}datastoreItem", {f"{{{_STORE}}}itemID": _ITEM})),
        "customXml/_rels/item1.xml.rels": own.part(),
    }


def _properties(values: Mapping[str, str]) -> Element:
    root = Element(f"{{{_PROPERTIES}}}Properties")
    for number, (name, value) in enumerate(values.items(), _FIRST):
        one = SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_USERS, pid=str(number), name=name)
        SubElement(one, f"{{{_VALUES}}}lpwstr").text = clean(value)
    return root
