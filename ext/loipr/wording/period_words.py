"""Days, months and periods in words, as the UN prints them: 13 March 2025, January–June 2024, 2007 to 30 June 2022.

The datasets write them in the forms of :mod:`loipr.wording.periods`. A text in another form is printed unchanged.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loipr.wording.dates import MONTHS
from loipr.wording.periods import WEEK, Period, ends_of

#: The months as the UN shortens them in tables.
_SHORT_MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_EN_DASH = "\N{EN DASH}"
#: Words beside a period: about its end or about all of it, and in brackets after it.
_ASIDE = re.compile(r"(?:(?P<before>.*\bto |)(?P<how>early|mid|late|about) )?(?P<rest>.*)", re.DOTALL)
_BEHIND = re.compile(r"(?P<period>[^()]*[^() ])(?P<behind> \(.*\))", re.DOTALL)
#: Dates within other words. The century tells years from other numbers.
_YEAR = r"(?:1[89]|20)\d\d"
_DATES = re.compile(
    rf"(?<![\w./-])(?P<year>{_YEAR})-(?:(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?|(?P<last>{_YEAR}))(?![\w/-])",
    re.ASCII,
)
#: A shortened month, with a day before it or a year after it.
_FULL = {month[:3]: month for month in MONTHS if month != "May"} | {"Sept": "September"}
_MONTH = re.compile(rf"(?:(?<=\b\d )|(?<=\b\d\d )|\b(?=\w+ {_YEAR}\b))({'|'.join(_FULL)})\b", re.ASCII)

_BETWEEN_DAYS = re.compile(rf"(?<=[a-z])(?<!\d)-(?=\d{{1,2}} (?:{'|'.join(MONTHS)})\b)", re.ASCII)


def in_short(text: str) -> str:
    """Return a day or month in words, with the name of the month shortened for the narrow columns of a table."""
    first, last = ends_of(text)
    return _stretch(first, _SHORT_MONTHS) if first is not None and first == last else in_words(text)


@lru_cache(maxsize=4096)
def in_words(text: str) -> str:
    """Return a period in words. When *text* is not a period, return it with the dates in it in words."""
    behind = _BEHIND.fullmatch(text)
    if behind is not None:
        return f"{in_words(behind['period'])}{dates_in_words(behind['behind'], with_months=True)}"
    said = _ASIDE.fullmatch(" ".join(text.split()))
    assert said is not None
    how = f"{said['how']} " if said["how"] else ""
    before = said["before"] or ""
    words = _plain(f"{before}{said['rest']}", how if before else "")
    return f"{'' if before else how}{words}" if words else dates_in_words(text, with_months=True)


def _plain(text: str, how: str) -> str:
    """Return a period in words, with *how* (as “early ”) before its end; an empty text when *text* is not a period."""
    if text.startswith(WEEK):
        day = ends_of(text.removeprefix(WEEK))[1]
        return f"{WEEK}{how}{_stretch(day)}" if day is not None else ""
    first, last = ends_of(text)
    if last is None:
        return ""
    if first is None:
        return f"to {how}{_stretch(last)}"
    return _stretch(first) if first == last else _range(first, last, how)


def dates_in_words(text: str, *, with_months: bool = False) -> str:
    """Return *text* with the dates in it in words; *with_months* where a text like 2012-09 can only be a month."""

    def written(found: re.Match[str]) -> str:
        if found["last"]:
            return f"{found['year']}{_EN_DASH}{found['last']}"
        if not found["day"] and not with_months:
            return found[0]
        stretch = ends_of(found[0])[1]
        return _stretch(stretch) if stretch is not None else found[0]

    return _BETWEEN_DAYS.sub(_EN_DASH, _MONTH.sub(lambda found: _FULL[found[1]], _DATES.sub(written, text)))


def _stretch(period: Period, months: tuple[str, ...] = MONTHS) -> str:
    """Return one day, month, part of a year or year in words, with the names of *months*."""
    first, last = period.first, period.last
    if period.is_year:
        return str(first.year)
    if first == last:
        return f"{first.day} {months[first.month - 1]} {first.year}"
    if first.month == last.month:
        return f"{months[first.month - 1]} {first.year}"
    return f"{months[first.month - 1]}{_EN_DASH}{months[last.month - 1]} {first.year}"


def _range(first: Period, last: Period, how: str) -> str:
    """Return a range in words: with a dash between single words, with “to” between longer ones."""
    if first.first.year != last.last.year or (how and last.is_year):
        joint = _EN_DASH if first.is_year and last.is_year and not how else f" to {how}"
        return f"{_stretch(first)}{joint}{_stretch(last)}"
    months = MONTHS[first.first.month - 1], MONTHS[last.last.month - 1]
    if last.first == last.last:
        begin = str(first.first.day) if months[0] == months[1] else f"{first.first.day} {months[0]}"
        end = _stretch(last)
    else:
        begin = f"{first.first.day} {months[0]}" if first.first == first.last else months[0]
        end = f"{months[1]} {last.last.year}"
    if begin == months[1] and not how:
        return end
    # A dash next to a text with a space would seem to join only the nearest words.
    is_single = " " not in begin and (begin.isdecimal() or last.first != last.last)
    return f"{begin}{_EN_DASH if is_single and not how else f' to {how}'}{end}"
