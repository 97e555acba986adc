"""Pictures in the text, each with words that say what it shows."""

from __future__ import annotations

import hashlib
import struct
from xml.etree.ElementTree import Element, SubElement

from loipr.editions.drawing.chart_style import DOTS
from loipr.editions.word.docx_zip import Relations
from loipr.editions.word.elements import DRAWING, PICTURE, PLACED, RELATION, clean, w

#: The units of drawings (EMU) in an inch; the largest width and height of a picture, in inches.
_INCH = 914_400
_WIDEST, _TALLEST = 5.12, 8.2


class Pictures:
    """The pictures of the document, each kept once."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations
        self._count = 0
        #: The pictures' files in the package, by name.
        self.files: dict[str, bytes] = {}

    def run(self, content: bytes, ending: str, pixels: tuple[int, int], words: str, dots: int = DOTS) -> Element:
        """Return a run with the picture *content*, no larger than the page; *words* say what it shows."""
        name = f"media/{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
        self.files[f"word/{name}"] = content
        self._count += 1
        wide, tall = pixels[0] / dots, pixels[1] / dots
        scale = min(1.0, _WIDEST / wide, _TALLEST / tall)
        size = {"cx": str(round(wide * scale * _INCH)), "cy": str(round(tall * scale * _INCH))}
        title = {"id": str(self._count), "name": f"Picture {self._count}", "descr": clean(words)}
        inline = Element(f"{{{PLACED}}}inline", distT="0", distB="0", distL="0", distR="0")
        SubElement(inline, f"{{{PLACED}}}extent", size)
        SubElement(inline, f"{{{PLACED}}}docPr", title)
        graphic = SubElement(SubElement(inline, f"{{{DRAWING}}}graphic"), f"{{{DRAWING}}}graphicData", uri=PICTURE)
        graphic.append(_picture(self._relations.to("image", name), size, title))
        return w("r", w("drawing", inline))


def _picture(relation: str, size: dict[str, str], title: dict[str, str]) -> Element:
    picture = Element(f"{{{PICTURE}}}pic")
    about = SubElement(picture, f"{{{PICTURE}}}nvPicPr")
    SubElement(about, f"{{{PICTURE}}}cNvPr", title)
    SubElement(about, f"{{{PICTURE}}}cNvPicPr")
    fill = SubElement(picture, f"{{{PICTURE}}}blipFill")
    SubElement(fill, f"{{{DRAWING}}}blip", {f"{{{RELATION}}}embed": relation})
    SubElement(SubElement(fill, f"{{{DRAWING}}}stretch"), f"{{{DRAWING}}}fillRect")
    shape = SubElement(picture, f"{{{PICTURE}}}spPr")
    place = SubElement(shape, f"{{{DRAWING}}}xfrm")
    SubElement(place, f"{{{DRAWING}}}off", x="0", y="0")
    SubElement(place, f"{{{DRAWING}}}ext", size)
    form = SubElement(shape, f"{{{DRAWING}}}prstGeom", prst="rect")
    SubElement(form, f"{{{DRAWING}}}avLst")
    return picture


def size_of_png(content: bytes) -> tuple[int, int]:
    """Return the width and the height of a PNG, in dots."""
    wide, tall = struct.unpack(">II", content[16:24])
    return wide, tall
