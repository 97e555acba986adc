"""Text in runs: the look, the script and the language of its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from loipr.editions.word.elements import text_element, w

#: Word needs a region with each language; these are the languages of the UN, and Indonesian.
_REGIONS = {
    "ar": "ar-SA",
    "en": "en-GB",
    "es": "es-ES",
    "fr": "fr-FR",
    "id": "id-ID",
    "ru": "ru-RU",
    "zh": "zh-CN",
}


@dataclass(frozen=True, slots=True)
class _Script:
    """Letters that Word sets in another font, in another direction or with another dictionary."""

    letters: str
    language: tuple[str, str]  #: Word's attribute for it (bidi, eastAsia), and the language.
    is_rtl: bool = False
    font: str = ""


_SCRIPTS = (
    _Script("\u0590-\u05ff\ufb1d-\ufb4f", ("bidi", "he-IL"), is_rtl=True),
    _Script("\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc", ("bidi", "ar-SA"), is_rtl=True),
    _Script("\ua980-\ua9df", ("bidi", "jv-Java"), font="Javanese Text"),
    _Script("\u3040-\u30ff\u31f0-\u31ff", ("eastAsia", "ja-JP")),
    _Script("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", ("eastAsia", "ko-KR")),
    _Script(
        "\u2e80-\u2fff\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff", ("eastAsia", "zh-CN")
    ),
)
_OF_SCRIPTS = re.compile("|".join(f"([{one.letters}]+(?:[\\s,.\\-]+[{one.letters}]+)*)" for one in _SCRIPTS))
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Look:
    """The look of letters where it differs from the style of their paragraph."""

    bold: bool = False
    italic: bool = False
    style: str = ""  #: A style of characters, such as that of links or of code.
    raised: str = ""  #: ``superscript`` or ``subscript``.
    language: str = ""  #: The language, if it is not the document's.


PLAIN = Look()
LINK = Look(style="Hyperlink")


def word_language(tag: str) -> str:
    """Return Word's tag for the language *tag*: with a region where one is known here."""
    return _REGIONS.get(tag, tag.replace("_", "-"))


def is_rtl(text: str) -> bool:
    """Whether the first letter of *text* is written from right to left."""
    first = _LETTER.search(text)
    script = _OF_SCRIPTS.match(first[0]) if first else None
    return script is not None and _script_of(script).is_rtl


def runs(text: str, look: Look = PLAIN) -> Iterator[Element]:
    """Yield the runs of *text* in this *look*: a run for each change of script."""
    end = 0
    for found in _OF_SCRIPTS.finditer(text):
        if found.start() > end:
            yield _run(text[end : found.start()], look, None)
        yield _run(found[0], look, _script_of(found))
        end = found.end()
    if end < len(text):
        yield _run(text[end:], look, None)


def _script_of(found: re.Match[str]) -> _Script:
    return _SCRIPTS[(found.lastindex or 1) - 1]


def _run(text: str, look: Look, script: _Script | None) -> Element:
    return w("r", _properties(look, script), text_element("t", text))


def _properties(look: Look, script: _Script | None) -> Element | None:
    found = w("rPr")
    if look.style:
        found.append(w("rStyle", val=look.style))
    if script is not None and script.font:
        found.append(w("rFonts", ascii=script.font, hAnsi=script.font, cs=script.font))
    elif script is not None and not script.is_rtl:
        found.append(w("rFonts", hint="eastAsia"))
    if look.bold:
        found.extend([w("b"), w("bCs")])
    if look.italic:
        found.extend([w("i"), w("iCs")])
    if look.raised:
        found.append(w("vertAlign", val=look.raised))
    if script is not None:
        kind, language = script.language
        if script.is_rtl:
            found.append(w("rtl"))
        elif kind == "bidi":
            found.append(w("cs"))
        found.append(w("lang", **{kind: language}))
    elif look.language:
        found.append(w("lang", val=word_language(look.language)))
    return found if len(found) else None
