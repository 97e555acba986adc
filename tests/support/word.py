"""Reads a Word file in Word's way: counts numbers, follows links and fields, puts notes at their marks."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from support.flat import Flat

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class Word:
    """A .docx file, with access to its parts."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with zipfile.ZipFile(file) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = self.xml("word/document.xml")[0]
        self.notes = {note.get(f"{_W}id", ""): note for note in self.xml("word/footnotes.xml")}
        self._styles = {style.get(f"{_W}styleId"): style for style in self.xml("word/styles.xml")}
        numbering = self.xml("word/numbering.xml")
        self._levels = {
            one.get(f"{_W}abstractNumId", ""): {level.get(f"{_W}ilvl", ""): level for level in one.iter(f"{_W}lvl")}
            for one in numbering.iter(f"{_W}abstractNum")
        }
        self._lists = {one.get(f"{_W}numId", ""): one for one in numbering.iter(f"{_W}num")}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def xml(self, name: str) -> Element:
        found: Element = fromstring(self.parts[name])
        return found

    def targets(self, part: str) -> dict[str, str]:
        """Return the targets of the references in *part*, by their ids."""
        folder, _, name = part.rpartition("/")
        found = self.xml(f"{folder}/_rels/{name}.rels")
        return {one.attrib["Id"]: one.attrib["Target"] for one in found}

    def flat(self) -> Flat:
        """Return the report after its table of contents as one text."""
        found = Flat()
        blocks = list(self.body)
        last = max(number for number, block in enumerate(blocks) if self.style(block).startswith("TOC"))
        self._counts, self._begun = {}, set()
        for block in blocks[last + 1 :]:
            found.begins.append(len(found.text))
            self._block(block, found, self.targets("word/document.xml"))
        return found

    def style(self, block: Element) -> str:
        style = block.find(f"{_W}pPr/{_W}pStyle")
        return style.get(f"{_W}val", "") if style is not None else ""

    def _block(self, block: Element, found: Flat, targets: dict[str, str]) -> None:
        if block.tag == f"{_W}tbl":
            for row in block.iter(f"{_W}tr"):
                found.begins.append(len(found.text))
                found.add("‖")
                for cell in row.findall(f"{_W}tc"):
                    found.add("|")
                    for inner in cell:
                        self._block(inner, found, targets)
        elif block.tag == f"{_W}p":
            style = self.style(block)
            if style == "Continued":
                return
            heading = re.fullmatch(r"Heading(\d)", style)
            start = len(found.text)
            found.add("#" * int(heading[1]) if heading else "")
            found.add(self._number(block))
            self._inline(block, found, targets, start)

    def _inline(self, around: Element, found: Flat, targets: dict[str, str], start: int | None = None) -> None:
        code, shows = "", True
        for child in _children(around):
            at_start = start is not None and child.tag == f"{_W}bookmarkStart"
            if child.tag == f"{_W}bookmarkStart":
                name = child.attrib[f"{_W}name"]
                found.places.setdefault(name, start if at_start and start is not None else len(found.text))
            elif child.tag == f"{_W}hyperlink":
                target = targets[child.attrib[f"{_R}id"]] if f"{_R}id" in child.attrib else child.attrib[f"{_W}anchor"]
                before = len(found.text)
                self._inline(child, found, targets)
                found.links.append((found.text[before:], target))
                found.link_begins.append(before)
            elif child.tag == f"{_W}r":
                mark = child.find(f"{_W}fldChar")
                kind = mark.get(f"{_W}fldCharType") if mark is not None else ""
                code += "".join(one.text or "" for one in child.iter(f"{_W}instrText"))
                if kind == "separate":
                    shows = self._open_field(code.split(), found, targets)
                    before = len(found.text)
                elif kind == "end":
                    words = code.split()
                    if words[0] == "REF":
                        found.links.append((found.text[before:], words[1]))
                        found.link_begins.append(before)
                    code, shows = "", True
                elif shows:
                    self._run(child, found, targets)
            if child.tag != f"{_W}pPr" and child.tag != f"{_W}bookmarkStart":
                start = None

    def _open_field(self, code: list[str], found: Flat, targets: dict[str, str]) -> bool:
        """Begin a field: for a NOTEREF, add its note to *found*. Return whether the field's own result counts."""
        if code[0] == "NOTEREF":
            number = next(
                one.attrib[f"{_W}id"] for one in self._after_bookmark(code[1]) if one.tag == f"{_W}footnoteReference"
            )
            self._note(number, found)
            return False
        return True

    def _after_bookmark(self, name: str) -> list[Element]:
        everything = list(self.body.iter())
        place = next(
            number
            for number, one in enumerate(everything)
            if one.tag == f"{_W}bookmarkStart" and one.get(f"{_W}name") == name
        )
        return everything[place:]

    def _run(self, run: Element, found: Flat, targets: dict[str, str]) -> None:
        for one in run:
            if one.tag == f"{_W}t":
                # A place where a long code may break has no letter.
                found.add((one.text or "").replace("\u200b", ""))
            elif one.tag == f"{_W}footnoteReference":
                self._note(one.attrib[f"{_W}id"], found)
            elif one.tag == f"{_W}drawing":
                found.pictures += [about.attrib["descr"] for about in one.iter(_DRAWN)]

    def _note(self, number: str, found: Flat) -> None:
        found.add("⟦")
        for block in self.notes[number]:
            self._block(block, found, self.targets("word/footnotes.xml"))
        found.add("⟧")

    def _number(self, paragraph: Element) -> str:
        """Return the number that Word puts before *paragraph*, counted in Word's way."""
        form = paragraph.find(f"{_W}pPr/{_W}numPr")
        if form is None:
            style = self._styles.get(self.style(paragraph))
            form = style.find(f"{_W}pPr/{_W}numPr") if style is not None else None
        if form is None:
            return ""
        name, level = _value(form, "numId"), int(_value(form, "ilvl"))
        one = self._lists[name]
        definition = _value(one, "abstractNumId")
        counts = self._counts.setdefault(definition, {})
        start = 1
        if name not in self._begun:
            self._begun.add(name)
            for override in one.iter(f"{_W}lvlOverride"):
                counts.pop(int(override.attrib[f"{_W}ilvl"]), None)
                start = int(_value(override, "startOverride")) if override.get(f"{_W}ilvl") == str(level) else start
        counts[level] = counts[level] + 1 if level in counts else start
        for below in [other for other in counts if other > level]:
            del counts[below]
        levels = self._levels[definition]
        text = _value(levels[str(level)], "lvlText")
        return re.sub(r"%(\d)", lambda at: _counted(counts[int(at[1]) - 1], _value(levels[str(level)], "numFmt")), text)


def _value(element: Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _counted(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form in ("lowerRoman", "upperRoman"):
        text = "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
    else:
        text = str(number)
    return text.upper() if form.startswith("upper") else text


def _children(around: Element) -> Iterator[Element]:
    """Yield the children of an element; those of a control stand in its place, as it shows nothing itself."""
    for child in around:
        inside = child.find(f"{_W}sdtContent") if child.tag == f"{_W}sdt" else None
        if inside is None:
            yield child
        else:
            yield from _children(inside)
