"""Days, months and periods in words, as the UN prints them: 13 March 2025, January–June 2024, 2007 to 30 June 2022.

The datasets write them in the forms of :mod:`loipr.wording.periods`; what has another form is printed as it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loipr.wording.dates import MONTHS
from loipr.wording.periods import WEEK, Period, ends_of

#: The months as the UN shortens them in tables, none longer than a year beside it.
_SHORT_MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_EN_DASH = "\N{EN DASH}"
#: What is said beside a period: of its end or of it all, and behind it.
_ASIDE = re.compile(r"(?:(?P<before>.*\bto |)(?P<how>early|mid|late|about) )?(?P<rest>.*)", re.DOTALL)
_BEHIND = re.compile(r"(?P<period>[^()]*[^() ])(?P<behind> \(.*\))", re.DOTALL)
#: Dates in the midst of other words. Years are told from other numbers by their century.
_YEAR = r"(?:1[89]|20)\d\d"
_DATES = re.compile(
    rf"(?<![\w./-])(?P<year>{_YEAR})-(?:(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?|(?P<last>{_YEAR}))(?![\w/-])",
    re.ASCII,
)
#: A shortened month of a day or year.
_FULL = {month[:3]: month for month in MONTHS if month != "May"} | {"Sept": "September"}
_MONTH = re.compile(rf"(?:(?<=\b\d )|(?<=\b\d\d )|\b(?=\w+ {_YEAR}\b))({'|'.join(_FULL)})\b", re.ASCII)

_BETWEEN_DAYS = re.compile(rf"(?<=[a-z])(?<!\d)-(?=\d{{1,2}} (?:{'|'.join(MONTHS)})\b)", re.ASCII)


def in_short(text: str) -> str:
    """Return a day or month with its month shortened: a table has little room for when its figures were taken."""
    first, last = ends_of(text)
    return _stretch(first, _SHORT_MONTHS) if first is not None and first == last else in_words(text)


@lru_cache(maxsize=4096)
def in_words(text: str) -> str:
    """Return a period in words; *text* itself where it is none."""
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
    """Return a period with nothing beside it but *how* its end is meant; nothing for what is no period."""
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
    """Return *text* with the dates in it in words; *with_months* where 2012-09 can be nothing but a month."""

    def written(found: re.Match[str]) -> str:
        if found["last"]:
            return f"{found['year']}{_EN_DASH}{found['last']}"
        if not found["day"] and not with_months:
            return found[0]
        stretch = ends_of(found[0])[1]
        return _stretch(stretch) if stretch is not None else found[0]

    return _BETWEEN_DAYS.sub(_EN_DASH, _MONTH.sub(lambda found: _FULL[found[1]], _DATES.sub(written, text)))


def _stretch(period: Period, months: tuple[str, ...] = MONTHS) -> str:
    """Return one day, month, part of a year or year."""
    first, last = period.first, period.last
    if period.is_year:
        return str(first.year)
    if first == last:
        return f"{first.day} {months[first.month - 1]} {first.year}"
    if first.month == last.month:
        return f"{months[first.month - 1]} {first.year}"
    return f"{months[first.month - 1]}{_EN_DASH}{months[last.month - 1]} {first.year}"


def _range(first: Period, last: Period, how: str) -> str:
    """Return what begins with *first* and ends with *last*: a dash stands between single words, between others “to”."""
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
    # A dash between words of which one has a space joins what does not belong together.
    is_single = " " not in begin and (begin.isdecimal() or last.first != last.last)
    return f"{begin}{_EN_DASH if is_single and not how else f' to {how}'}{end}"
