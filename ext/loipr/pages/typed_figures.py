"""Figures that are typed in running text: which numbers are figures, and which values they may mean.

A number is a figure unless its form or the words around it show that it is something else: a year, a date, the number
of a law or article, an age in a law, a duration. Numbers are read in the English and in the Indonesian form.

Most patterns here are for text in small letters: to search without regard to case takes Python two to three times as
long, and these patterns see every word of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from loipr.datasets.dataset import Dataset
from loipr.datasets.observations import Observation
from loipr.pages.number_words import COUNTED, SAID, SCALE, SCALES, SHARE, SHARES, TELLING, WORDS
from loipr.pages.page import HELD, Prose
from loipr.pages.sentences import CITATIONS, END
from loipr.wording.dates import MONTHS

_MONTHS = "|".join((*MONTHS, "Januari|Februari|Maret|Mei|Juni|Juli|Agustus|Oktober|Desember"))
#: Words for things that have a number: the number after one of these is not a figure.
_LABELS = (
    r"laws?|acts?|bills?|regulations?|decisions?|decrees?|instructions?|articles?|arts?\.|paragraphs?|paras?\.|sections?"
    r"|questions?|items?|chapters?|parts?|annex(?:es)?|tables?|figs?\.|charts?|nos?\.|numbers?|numbered|resolutions?"
    r"|rules?|sdgs?|goals?|targets?|pages?|pp?\.|volumes?|phases?|stages?|levels?|classes|rounds?|points?"
    r"|undang-undang|uu|pp|perpres|permen|peraturan|keputusan|nomor|pasal|ayat|bab|huruf|butir|angka|lampiran|tabel"
)
_NOT_COUNTED = rf"(?!\s*(?:{SHARE}|(?:{SCALE}|{COUNTED})\b))"
_JOINED = r"(?:and|or|to|dan|atau|sampai|hingga)\s+"
_AND = rf"(?:\s*[,;]\s*(?:{_JOINED})?|\s+{_JOINED}|\s*[-–]\s*)"
#: The number of a thing that has a number: it is short, and nothing counted follows it.
_ONE = rf"\d{{1,4}}(?:\.\d{{1,2}})?(?![.,]?\d){_NOT_COUNTED}(?:\s?\(\w{{1,5}}\))*"
#: Days with their month. Only a capital tells “25 May” from “25 may return”.
_DATE = re.compile(
    rf"\b(?:(?<![.:/])\d{{1,2}}(?:{_AND}\d{{1,2}}){{0,9}}\s+(?:{_MONTHS})\b|(?:{_MONTHS})\s+\d{{1,2}}(?!\d|[.,]\d))"
)
#: Other pieces of text whose numbers are not figures. A piece does not begin within a word, except at a digit, + or (.
_OTHERWISE = re.compile(
    r"(?:(?<!\w)|(?=[\d+(]))(?:"
    + "|".join(
        (
            rf"(?:\b(?:{_LABELS})\s+(?:(?:no|nomor)\.?\s*)?{_ONE}(?:{_AND}{_ONE})*)",
            r"(?:\b(?:aged|ages?|age of|berusia|usia)\s+\d{1,3}(?:\s*(?:to|and|-|–|sampai|dan)\s*\d{1,3})?)",
            r"(?:\b(?:under|below|over|above|di bawah|di atas)\s+(?:the age of\s+)?(?:1[2-8]|21)\b)" + _NOT_COUNTED,
            r"(?:\b\d+(?:[.,]\d+)?(?:\s*(?:to|and|or|-|–|sampai|dan)\s*\d+)?[\s-]+"
            r"(?:years?|months?|weeks?|days?|hours?|minutes?|tahun|bulan|minggu|hari|jam|menit)\b)",
            r"(?:\b(?:hotline|telephone|phone|dial|call|telepon|hubungi)\b\D{0,15}\+?\d[\d -]*+(?![.,]\d))"
            + _NOT_COUNTED,
            r"\+\d[\d -]{6,}",
            r"\b(?:(?:19|20)\d\d(?P<mark>[-./])\d{1,2}(?:(?P=mark)\d{1,2})?|\d{1,2}(?P<sign>[-./])\d{1,2}(?P=sign)(?:19|20)?\d\d)\b(?![.,]?\d)",
            r"\b\d{1,2}[:.]\d{2}\s?(?:hrs?|wib|wita|wit|a\.m\.|p\.m\.)",
            rf"(?:\b(?:at|pukul)\s+\d{{1,2}}[:.]\d{{2}}\b){_NOT_COUNTED}",
            r"\b\d{1,2}:\d{2}\b",
            r"(?:\bgroup of \d{1,2}\b)",
            r"\d\s?\(\d{1,2}\)|(?m:^)\s*\(\d{1,2}\)|(?<=[;,:]\s)\(\d{1,2}\)",
            r"\bke-\d+",
            r"(?<![\w./-])[\w.-]*/[\w./-]*\d[\w./-]*",
        )
    )
    + ")"
)
_FIGURE = re.compile(
    r"(?<![\w.,/])(?<![^\W\d]-)(?P<money>(?:rp\.?|idr|us\$|usd|\$|eur|€)\s?)?"
    r"(?:(?P<number>[0-9]{1,3}(?:[.,\u00a0\u202f ][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"
    rf"(?:\s?(?P<scale>{SCALE})\b)?(?:\s?(?P<share>{SHARE}))?"
    rf"|(?P<words>{WORDS}(?:\s+hundred)?\s+(?:{SCALE}|hundred|per cent|persen)))(?!\w)"
)
#: Words that make a number like 2024 a year, even before a word for counted things.
_OF_A_YEAR = re.compile(
    r"\b(?:the|in|of|for|since|from|to|until|by|during|on|than|with|and|year|calendar|pada|dari|sejak|tahun)\s+$"
)
#: A year or a single digit. Counts below ten are mostly written in words, so a digit is mostly a label.
_DIGIT = re.compile(r"\d")
_NO_FIGURE = re.compile(r"(?:19|20)\d\d|\d")
#: How many characters before a number are searched for a word that tells its meaning.
_NEAR = 30
_IS_COUNTED = re.compile(rf"\s+(?:{COUNTED})\b")
_ABOUT = re.compile(r"\b(?:some|about|around|approximately|nearly|almost|sekitar|hampir|kurang lebih)\s+$")
_AFTER_THE_END = re.compile(rf"[.?!]\s?{HELD}")


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure as typed: its position in the block of text, the values it may mean, and whether a source follows."""

    text: str
    position: int
    readings: tuple[Decimal, ...]
    is_share: bool
    cited: bool = False


def typed_figures(prose: Prose) -> Iterator[TypedFigure]:
    """Yield the figures that are typed in a block of text.

    A figure is cited when a citation follows it in the same sentence, or directly after its end.
    """
    citations: _Citations | None = None
    for figure, end in _figures(prose.text):
        citations = citations or _Citations(prose)
        yield replace(figure, cited=citations.follow(end))


def figures_in_words(text: str) -> Iterator[TypedFigure]:
    """Yield the figures in a *text* that cannot cite a source, such as a caption or the description of a picture."""
    return (figure for figure, _ in _figures(text))


def _figures(text: str) -> Iterator[tuple[TypedFigure, int]]:
    """Yield the figures in *text*, each with the position of its end; whether they are cited is not known yet."""
    # In small letters, this letter would be two characters, and all later positions would be wrong.
    low = text.replace("İ", "i").lower()
    in_words = TELLING.search(low) is not None
    if not in_words and not _DIGIT.search(low):
        return
    for date in _DATE.finditer(text):
        low = low[: date.start()] + "_" * len(date[0]) + low[date.end() :]
    shown = _OTHERWISE.sub(lambda found: "_" * len(found[0]), low)
    found = [*_in_digits(shown, text), *(_in_words(shown, text) if in_words else ())]
    done = 0
    for figure, end in sorted(found, key=lambda one: (one[0].position, -one[1])):
        if figure.position >= done:
            yield figure, end
            done = end


def _in_digits(shown: str, text: str) -> Iterator[tuple[TypedFigure, int]]:
    for match in _FIGURE.finditer(shown):
        number, scale = match["number"], match["scale"]
        plain = not (match["money"] or scale or match["share"])
        if number and plain and _NO_FIGURE.fullmatch(number) and not _counts(shown, match):
            continue
        readings = readings_of(number, scale) if number else ()
        written = text[match.start() : match.end()].strip()
        yield TypedFigure(written, match.start(), readings, bool(match["share"])), match.end()


def _in_words(shown: str, text: str) -> Iterator[tuple[TypedFigure, int]]:
    for match in SAID.finditer(shown):
        start, end = match.span(match.lastgroup or 0)
        yield TypedFigure(" ".join(text[start:end].split()), start, (), match.lastgroup in SHARES), end


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether the words around a number that looks like a year or a label show that it is a count."""
    is_counted = _IS_COUNTED.match(text, match.end()) is not None
    if len(match[0]) == 1:
        return is_counted
    before = text[max(match.start() - _NEAR, 0) : match.start()]
    return _ABOUT.search(before) is not None or (is_counted and _OF_A_YEAR.search(before) is None)


class _Citations:
    """The positions where a block of text cites sources, and where its sentences end. They are found once."""

    def __init__(self, prose: Prose):
        self._text = prose.text
        self._ends = [match.start() for match in END.finditer(prose.text)]
        held = zip(re.finditer(HELD, prose.text), prose.held, strict=False)
        self._marks = [match.start() for match, name in held if name in CITATIONS]

    def follow(self, position: int) -> bool:
        """Whether a citation follows *position* in the same sentence, or directly after its end."""
        place = bisect_left(self._ends, position)
        limit = self._ends[place] if place < len(self._ends) else len(self._text)
        directly = _AFTER_THE_END.match(self._text, limit)
        limit = directly.end() if directly else limit
        mark = bisect_left(self._marks, position)
        return mark < len(self._marks) and self._marks[mark] < limit


def readings_of(number: str, scale: str | None = None) -> tuple[Decimal, ...]:
    """Return the values that a number may mean: ``1.234`` is 1,234 in Indonesian and a decimal number in English.

    With a *scale* (``million``), the number alone and the number times the scale count: a dataset may hold either.
    """
    digits = re.sub(r"[\u00a0\u202f ]", "", number)
    found: list[Decimal] = []
    for thousands, point in ((",", "."), (".", ",")):
        if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})*(?:\{point}\d+)?|\d+(?:\{point}\d+)?", digits):
            value = Decimal(digits.replace(thousands, "").replace(point, "."))
            found += [value] if value not in found else []
    if scale:
        found += [value * SCALES[scale.lower()] for value in found]
    return tuple(found)


def observations_with(numbers: Iterable[Decimal], datasets: Mapping[str, Dataset]) -> dict[Decimal, list[Observation]]:
    """Return the observations whose figure is one of *numbers*, adopted ones first, in the order of the datasets."""
    wanted: dict[str, Decimal] = {}
    for number in numbers:
        plain = f"{number:f}"
        whole = plain.rstrip("0").rstrip(".") if "." in plain else plain
        # A cell may have zeros at its end: 14.20.
        more = (f"{whole}0", f"{whole}00") if "." in whole else (f"{whole}.0", f"{whole}.00")
        wanted |= dict.fromkeys((whole, *more), number)
    found: dict[Decimal, list[Observation]] = {}
    for dataset in datasets.values() if wanted else ():
        for column in dataset.figures:
            for row, cell in enumerate(dataset.cells[column.name]):
                if cell in wanted:
                    found.setdefault(wanted[cell], []).append(Observation(dataset, row, column, cell))
    for same in found.values():
        same.sort(key=lambda one: not one.dataset.is_adopted(one.row))
    return found
