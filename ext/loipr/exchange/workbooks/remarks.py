"""Texts of a returned workbook beside its tables: notes on cells, texts in shapes, words on sheets for reading only.

They are not imported, because nothing says where they belong. They are reported, so that no answer is lost.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from defusedxml.ElementTree import fromstring

from loipr.exchange.workbooks.places import of_cell, of_cell_at
from loipr.wording.languages import _

_NOTES, _SHAPES = ("/comments", "/threadedComment"), ("/drawing",)
#: The texts of a sheet as sent out, by row.
Sent = Mapping[int, Sequence[str]]


def notes_on(package: zipfile.ZipFile, sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of notes and shapes on the sheet in the part *sheet*: the place, and words for the message."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    parts: dict[str, str] = {}
    for one in _parsed(package, relations):
        parts[posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")] = one.get("Type", "")
    threads = any(kind.endswith(_NOTES[1]) for kind in parts.values())
    for part, kind in parts.items():
        # A thread has its own part, and is repeated among the notes, with words of Excel.
        if kind.endswith(_NOTES[1] if threads else _NOTES[0]):
            for note in (one for one in _parsed(package, part).iter() if one.get("ref")):
                yield of_cell(note.get("ref")), _("a note says “{words}”").format(words=_text_of(note))
        elif kind.endswith(_SHAPES):
            for shape in (one for one in _parsed(package, part).iter() if _name(one) == "txBody"):
                if _text_of(shape):
                    yield "", _("a text box says “{words}”").format(words=_text_of(shape))


def _parsed(package: zipfile.ZipFile, part: str) -> Any:
    content = package.read(part) if part in package.namelist() else b"<none/>"
    return fromstring(content)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text_of(element: Any) -> str:
    return " ".join("".join(one.text or "" for one in element.iter() if _name(one) in ("t", "text")).split())


def typed_on(
    rows: Iterator[tuple[int, tuple[Any, ...]]], sent: Sent, known: Container[str] = (), passed: Container[int] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the texts of a sheet for reading that differ from what was *sent*: the cell, and words for the message.

    The *known* words may also stand in other cells. The columns *passed* over (from 0) are not for reading.
    """
    for number, cells in rows:
        was = sent.get(number, ())
        for position, cell in enumerate(cells):
            if position in passed:
                continue
            text = "" if cell.value is None else " ".join(str(cell.value).split())
            before = " ".join(was[position].split()) if position < len(was) else ""
            if text != before and text not in known:
                if not before:
                    message = _("“{text}” was typed here")
                else:
                    message = _("“{before}” is “{text}” here") if text else _("“{before}” is empty here")
                yield of_cell_at(position + 1, number), message.format(text=text, before=before)
