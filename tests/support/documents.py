"""Documents for tests: Word files like those of Word, LibreOffice and the UN's templates, from pieces of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from loipr.exchange.documents.blocks import Doubt
from loipr.exchange.documents.commands import READERS
from loipr.exchange.documents.understand import Document, understand, walk
from loipr.facts.treaties import Treaties, load_treaties
from support.project import REPOSITORY

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

#: A list of issues as plain text.
LIST = """\
CRPD/C/XMP/QPR/2-3
Distr.: General
12 March 2025
Original: English

List of issues prior to submission of the combined second and third periodic reports of Examplia

A. Purpose and general obligations (arts. 1–4)

1. Please provide information on:

(a) The lanterns adopted under article 4 (1) (a);

(b) Bridges, including:

(i) Those of stone;

(ii) Those of wood.

B. Specific rights

1. Equality (art. 5)

2. Please describe the ovens of the harbour.

2. Women with disabilities (art. 6)

3. Please supply figures on mills.

C. Statistics (art. 31)

4. Please explain how the snow is counted.
"""


def run(text: str, properties: str = "") -> str:
    """Return a run of *text*; ``\\t`` and ``\\n`` become a tab and a line break."""
    found = f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"
    for index, line in enumerate(text.split("\n")):
        found += "<w:br/>" if index else ""
        found += "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
    return found + "</w:r>"


def note_mark(number: int) -> str:
    """Return the reference to a footnote."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def para(content: str, *, style: str = "", list_: int = 0, level: int = 0, more: str = "") -> str:
    """Return a paragraph; *content* is text or runs."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'
    inner = content if content.startswith("<w:") else run(content)
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table whose cells hold paragraphs."""
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(f'<w:tc>{cell}</w:tc>' for cell in row) + '</w:tr>' for row in rows)}</w:tbl>"


def level(depth: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


#: Lists for ``numbering``: 1 has paragraphs, letters and roman items, 2 the headings of sections.
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "(%2)")
    + level(2, "lowerRoman", "(%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "upperLetter", "%1.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def word(body: str, parts: Mapping[str, str] | None = None, margins: Mapping[str, str] | None = None) -> bytes:
    """Return a .docx file with *body*, other *parts* (``numbering``, ``styles``, ``footnotes``) and *margins* of pages."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}<w:sectPr/></w:body></w:document>")
        for name, inner in (parts or {}).items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {W}>{inner}</w:{name}>")
        for name, inner in (margins or {}).items():
            package.writestr(f"word/{name}.xml", f"<w:margin {W}>{inner}</w:margin>")
    return content.getvalue()


def read(folder: Path, name: str, content: bytes | str, treaty: str = "ICRMW") -> Document:
    """Write *content* into *folder*, and return the document that the import reads from it."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    found = understand(READERS[file.suffix](file), _treaties(treaty))
    assert not isinstance(found, Doubt), found
    return found


@cache
def _treaties(own: str) -> Treaties:
    return load_treaties(REPOSITORY, own, [])


def outline(document: Document) -> str:
    """Return the contents of *document*, one fact in a line: the form of expectations."""
    head = document.masthead
    lines = [
        f"{head.symbol} | {head.dated} | {head.original_language} | {head.distribution} | {head.language} | {head.state}",
        f"{head.title} | {head.title_notes}",
    ]
    for section in document.sections:
        lines.append(f"# {' > '.join((*section.within, section.heading))}")
        for paragraph in section.paragraphs:
            lines += _lines(f"{paragraph.number}.", paragraph.text, paragraph.provisions, paragraph.notes)
            for label, item in walk(paragraph):
                lines += _lines(f"  {label}", item.text, item.provisions, item.notes)
    lines += [f"? {doubt}" for doubt in document.doubts]
    return "\n".join(lines) + "\n"


def _lines(label: str, text: str, provisions: str, notes: list[str]) -> list[str]:
    shown = text.replace("\n", " / ")
    return [f"{label} {shown}" + f" [{provisions}]" * bool(provisions), *(f"    note: {note}" for note in notes)]
