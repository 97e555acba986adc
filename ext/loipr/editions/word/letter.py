"""A letter to an institution as a Word file: one page to sign, and the list of what is awaited after it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from loipr.coordination.letters import Letter, Line, Part
from loipr.editions.word.docx_zip import Relations, write_package
from loipr.editions.word.elements import RELATION, clean, properties, serialized, w
from loipr.editions.word.runs import PLAIN, Look, runs, word_language
from loipr.editions.word.templates import fill
from loipr.facts.settings import Settings
from loipr.wording.languages import Language, _, language_of

#: The sides of the page (A4), its margins, and the widths of the columns, in twentieths of a point.
_SIDES, _MARGIN = (11906, 16838), 1418
_WIDTHS = (600, 2550, 3620, 1150, 1150)
_BOLD, _ITALIC = Look(bold=True), Look(italic=True)


def write_letter(letter: Letter, file: Path, settings: Settings, date: datetime.date) -> None:
    """Write *letter* as *file*; *date* is the day of writing that the file states."""
    relations = Relations()
    for kind in ("styles", "settings", "footer"):
        relations.to(kind, f"{kind}.xml")
    language = language_of(letter.language)
    body = w("body", *_letter(letter, language), *_list(letter, language), _section(relations))
    words = {
        "TITLE": letter.subject,
        "AUTHOR": letter.sender,
        "SYMBOL": settings.symbol,
        "LISTOFISSUES": settings.list_of_issues,
        "LANGUAGE": word_language(letter.language),
        "DRAFT": "",
        "REVISION": "",
        "MOMENT": f"{date:%Y-%m-%d}T00:00:00Z",
    }
    parts = {
        "word/document.xml": serialized(w("document", body)),
        "word/_rels/document.xml.rels": relations.part(),
        "word/styles.xml": fill("letter-styles.xml", words),
        "word/settings.xml": fill("letter-settings.xml", words),
        "word/footer.xml": fill("footer.xml", words, width=sum(_WIDTHS)),
        "docProps/core.xml": fill("core.xml", words),
        "docProps/app.xml": fill("app.xml", words),
    }
    write_package(file, parts)


def _section(relations: Relations) -> Element:
    footer = w("footerReference", type="default")
    footer.set(f"{{{RELATION}}}id", relations.to("footer", "footer.xml"))
    sides = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN) | {"header": 709, "footer": 709, "gutter": 0}
    return w("sectPr", footer, w("pgSz", w=_SIDES[0], h=_SIDES[1]), w("pgMar", **sides), w("cols", space=708))


def _letter(letter: Letter, language: Language) -> Iterator[Element]:
    say = language.say
    yield _paragraph("Sender", letter.sender)
    yield _paragraph("LetterDate", letter.date)
    # The number is given to a letter when it is signed.
    particulars = {_("Number"): "", _("Annex"): letter.list_title, _("Subject"): letter.subject}
    for name, text in particulars.items():
        yield w("p", properties("Particular"), *runs(say(name)), w("r", w("tab")), *runs(f": {text}"))
    yield _paragraph("Addressee", letter.addressee)
    yield _paragraph("Normal", letter.salutation)
    for text in letter.before:
        yield _paragraph("Normal", text)
    for text in letter.levels:
        yield _paragraph("Level", text)
    for text in letter.after:
        yield _paragraph("Normal", text)
    yield _paragraph("Signature1", letter.role)
    yield _paragraph("Signature2", "")


def _list(letter: Letter, language: Language) -> Iterator[Element]:
    yield _paragraph("Heading1", letter.list_title)
    for part in letter.parts:
        yield _paragraph("Heading2", part.level)
        yield _table(part, language)
    # In Word, a text must end with a paragraph.
    yield _paragraph("Normal", "")


def _table(part: Part, language: Language) -> Element:
    heads = (_("No."), _("Question"), _("What is awaited"), _("Due"), _("Time left"))
    form = w(
        "tblPr",
        w("tblStyle", val="LetterTable"),
        w("tblW", w=sum(_WIDTHS), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=clean(part.level)),
    )
    head = _row(
        [[_paragraph("TableHead", language.say(one))] for one in heads], w("trPr", w("cantSplit"), w("tblHeader"))
    )
    rows = (_row(_cells(line), w("trPr", w("cantSplit"))) for line in part.lines)
    return w("tbl", form, w("tblGrid", *(w("gridCol", w=width) for width in _WIDTHS)), head, *rows)


def _cells(line: Line) -> list[list[Element]]:
    about = [_paragraph("TableText", line.about, _BOLD)]
    if line.asked:
        about.append(_paragraph("TableText", line.asked, _ITALIC))
    texts = (line.owed, line.due, line.left)
    return [[_paragraph("TableText", str(line.number))], about, *([_paragraph("TableText", text)] for text in texts)]


def _row(cells: list[list[Element]], form: Element) -> Element:
    sized = zip(cells, _WIDTHS, strict=True)
    return w("tr", form, *(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content) for content, width in sized))


def _paragraph(style: str, text: str, look: Look = PLAIN) -> Element:
    return w("p", properties(style), *runs(text, look))
