"""Letters that the main font of print lacks: names in Chinese, Japanese or Javanese are set in another font."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.wording.sentences import listed

_RIGHT_TO_LEFT = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?: [\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*)"
)
_MISSING = re.compile(r"(?:Missing character|\.notdef glyph).*?\(U\+([0-9A-F]{4,6})\)")


@dataclass(frozen=True, slots=True)
class Fallback:
    """A font that has letters the main font lacks: their ``ranges`` (code points), and the package with the font."""

    name: str
    ranges: Sequence[tuple[int, int]]
    package: str

    def has(self, letter: str) -> bool:
        """Whether the font has *letter* (one character)."""
        return any(first <= ord(letter) <= last for first, last in self.ranges)


FALLBACKS = (
    Fallback(
        "Droid Sans Fallback",
        ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF)),
        "fonts-droid-fallback",
    ),
    Fallback("Noto Sans Javanese", ((0xA980, 0xA9DF),), "fonts-noto-core"),
)


class MissingLettersError(Exception):
    """No installed font has these ``letters``."""

    def __init__(self, letters: list[str]):
        super().__init__("".join(letters))
        self.letters = letters


def is_right_to_left(letter: str) -> bool:
    """Whether *letter* belongs to Arabic, Hebrew or another script that runs from right to left."""
    return _RIGHT_TO_LEFT.fullmatch(letter) is not None


def tex_fallbacks() -> str:
    """Return the LaTeX that makes XeTeX change to a fallback font for its letters, if that font is installed."""
    lines = [r"\XeTeXinterchartokenstate=1"]
    for number, font in enumerate(FALLBACKS):
        name = rf"\reportfallback{chr(ord('A') + number)}"
        lines += [
            rf"\IfFontExistsTF{{{font.name}}}{{\newfontfamily{name}{{{font.name}}}\newXeTeXintercharclass{name}class",
            *(rf"\reportclass{{{first}}}{{{last}}}{name}class" for first, last in font.ranges),
            *(rf"\XeTeXinterchartoks {other} {name}class={{\bgroup{name}}}" for other in ("0", "4095")),
            *(rf"\XeTeXinterchartoks {name}class {other}={{\egroup}}" for other in ("0", "4095")),
            "}{}",
        ]
    return "\n".join(lines)


class TurnRightToLeft(SphinxPostTransform):
    """Tells TeX which words run from right to left (Arabic, Hebrew); other editions find out by themselves."""

    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        for text in list(self.document.findall(nodes.Text)):
            parts = _RIGHT_TO_LEFT.split(text)
            if len(parts) > 1:
                turned = [nodes.raw("", rf"\reportrtl{{{part}}}", format="latex") for part in parts[1::2]]
                plain = [nodes.Text(part) for part in parts[::2]]
                between = zip(plain[1:], turned, strict=True)
                text.parent.replace(text, [plain[0], *(node for after, word in between for node in (word, after))])


def missing_letters(log: str) -> list[str]:
    """Return the letters that TeX or WeasyPrint found in no font, as its *log* says; sorted, each once."""
    return sorted({chr(int(code, 16)) for code in _MISSING.findall(log)})


def packages_for(letters: Iterable[str]) -> list[str]:
    """Return Debian's packages with fonts for *letters*; letters that no fallback has are passed over."""
    return [font.package for font in FALLBACKS if any(font.has(letter) for letter in letters)]


def complaint(root: Path, letters: Sequence[str]) -> str:
    """Return a message: which *letters* no font has, and where the first use of each is in the pages and data."""
    shown = [f"{letter} (U+{ord(letter):04X}{_first_place(root, letter)})" for letter in letters[:5]]
    more = f" and {len(letters) - 5} more" if len(letters) > 5 else ""
    return f"no font has {listed(shown)}{more}; write what they mean in another way"


def _first_place(root: Path, letter: str) -> str:
    for folder in ("docs", "data"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in (".md", ".csv", ".yaml", ".bib", ".json") and file.is_file():
                before, found, _ = file.read_text(encoding="utf-8", errors="replace").partition(letter)
                if found:
                    return f", {file.relative_to(root).as_posix()}:{before.count(chr(10)) + 1}"
    return ""
