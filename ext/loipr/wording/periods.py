"""Periods as the datasets write them: ``2024``, ``2024-09``, ``2024 Jan-Oct``, ``2025 H1``, ``2020 to 2023-07-03``."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
#: Periods count as equally long when they differ by so few days, as years of 365 and 366 days do.
_ALIKE_DAYS = 3
#: Begins a period of seven days, before its last day.
WEEK = "week to "
_WEEK_BEFORE = datetime.timedelta(days=6)
_ASIDE = re.compile(r"\([^()]*\)|\b(?:early|mid|late|about)\b")
_YEAR = re.compile(r"(\d{4})(?:-(\d{2})(?!\d))?(?:-(\d{2}))?")
_PART = re.compile(r"(H[12]|Q[1-4])")
_MONTH_NAME = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Period:
    """All days from ``first`` to ``last``, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_year(self) -> bool:
        """Whether it is one calendar year."""
        return (self.first, self.last) == (datetime.date(self.first.year, 1, 1), datetime.date(self.first.year, 12, 31))

    def is_like(self, other: Period) -> bool:
        """Whether both have the same length: two years, or two months."""
        return abs(self.days - other.days) <= _ALIKE_DAYS

    def precedes(self, other: Period) -> bool:
        """Whether *other* has the same length and begins on the day after this one ends."""
        return self.is_like(other) and (other.first - self.last).days == 1


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """Read a period; return None when *text* does not tell its end.

    A period without a beginning (``to 2024-11``) begins with the last day, month or year that it names.
    """
    plain = " ".join(_ASIDE.sub(" ", text).split())
    if plain.startswith(WEEK):
        end = _stretch(plain.removeprefix(WEEK), None)
        if end is None or end.last - datetime.date.min < _WEEK_BEFORE:
            return None
        return Period(end.last - _WEEK_BEFORE, end.last)
    first, last = ends_of(plain)
    return Period(first.first if first else last.last, last.last) if last is not None else None


def ends_of(text: str) -> tuple[Period | None, Period | None]:
    """Return what a period begins with and what it ends with; both are the same for a single day, month or year.

    The first is None for a period without a beginning. Both are None when *text* is not a period.
    """
    years = re.fullmatch(r"(\d{4})-(\d{4})", text)
    beginning, to, ending = text.partition("to ") if not years else (years[1], "to ", years[2])
    if not to:
        whole = _stretch(text, None)
        return whole, whole
    first = _stretch(beginning.strip(), None) if beginning.strip() else None
    last = _stretch(ending.strip(), first.first.year if first else None)
    if last is None or (beginning.strip() and first is None):
        return None, None
    if first is not None and first.first > last.last:
        return None, None
    return first, last


def exact_period(text: str) -> Period | None:
    """Read a period without further words; return None for ``2025 (three waves)`` or ``about March``."""
    return None if _ASIDE.search(text) else parse_period(text)


def _stretch(text: str, year: int | None) -> Period | None:
    """Read one date, month, part of a year or year. A month without a year belongs to *year*."""
    found = _YEAR.match(text)
    if found:
        year, rest = int(found[1]), text[found.end() :].strip()
        if year < 1 or (rest and found[2]):
            return None
        if found[2]:
            return _days(year, int(found[2]), int(found[3]) if found[3] else None)
        if not rest:
            return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        text = rest
    return _within(text, year) if year else None


def _within(text: str, year: int) -> Period | None:
    part = _PART.fullmatch(text)
    if part:
        length = 6 if text[0] == "H" else 3
        start = (int(text[1]) - 1) * length + 1
        return _months(year, start, start + length - 1)
    names = text.split("-")
    numbers = [_MONTHS.get(name.strip().lower(), 0) for name in names]
    if len(names) == 2 and all(numbers) and numbers[0] <= numbers[1]:
        return _months(year, *numbers)
    day = _MONTH_NAME.fullmatch(text)
    month = _MONTHS.get(day[2].lower(), 0) if day else 0
    return _days(year, month, int(day[1]) if day and day[1] else None) if month else None


def _months(year: int, first: int, last: int) -> Period:
    return Period(datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1]))


def _days(year: int, month: int, day: int | None) -> Period | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return (
        Period(datetime.date(year, month, day), datetime.date(year, month, day)) if day else _months(year, month, month)
    )


def overlapping(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of different periods that have a day in common."""
    known = [(period, text) for text in dict.fromkeys(texts) if (period := parse_period(text)) is not None]
    known.sort(key=lambda pair: pair[0].first)
    for number, (period, text) in enumerate(known):
        for later, other in known[number + 1 :]:
            if later.first > period.last:
                break
            yield text, other
