"""Reads days and periods as officials write them, in English or Indonesian, into the form of the datasets.

``31 Juli 2025`` is 2025-07-31, ``Semester I 2025`` is 2025 H1, ``s.d. Juni 2025`` is to 2025-06.
"""

from __future__ import annotations

import re

from loipr.wording.dates import MONTHS
from loipr.wording.periods import parse_period

_INDONESIAN = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_NUMBERS = {name: number for names in (MONTHS, _INDONESIAN) for number, name in enumerate(names, 1)}
_NUMBERS = {name.lower(): number for name, number in _NUMBERS.items()}
_NUMBERS |= {name[:3]: number for name, number in _NUMBERS.items()} | {
    "sept": 9,
    "agu": 8,
    "agt": 8,
    "ags": 8,
    "nop": 11,
}
_MONTH = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NAMES = rf"(?P<month>{_MONTH})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PARTS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HALF = r"(?:semester|smt\.?|sem\.?|half|h|s)"
_QUARTER = r"(?:triwulan|tw\.?|kuartal|quarter|q)"
_PART = rf"(?:(?P<half>{_HALF})|(?P<quarter>{_QUARTER}))\s*-?\s*(?P<part>iv|i{{1,3}}|[1-4])"
_TO = r"(?:-|–|to|until|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga)"
_LED = re.compile(rf"(?:(?P<to>{_TO})|as of|per|at|tahun|th\.?|year|in)\s*(?=[\w])(?P<rest>.*)", re.IGNORECASE)
#: Each way of writing. It must match the whole text; the names of its groups say what its parts mean.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})\s*[-./ ]\s*{_NAMES}\s*[-./, ]\s*{_YEAR}",
        rf"{_NAMES}\s+(?P<day>\d{{1,2}}),?\s+{_YEAR}",
        rf"{_NAMES}\s*[-./, ]?\s*{_YEAR}",
        rf"{_YEAR}\s*[-./, ]?\s*{_NAMES}",
        rf"(?P<day>\d{{1,2}})\s?[-./]\s?(?P<number>\d{{1,2}})\s?[-./]\s?{_YEAR}",
        rf"{_YEAR}\s?[-./]\s?(?P<number>\d{{1,2}})\s?[-./]\s?(?P<day>\d{{1,2}})",
        rf"{_YEAR}\s?[-./]\s?(?P<number>\d{{1,2}})",
        rf"(?P<number>\d{{1,2}})\s?[-./]\s?{_YEAR}",
        rf"{_PART}\s*[-./, ]?\s*{_YEAR}",
        rf"{_YEAR}\s*[-./, ]?\s*{_PART}",
        rf"{_NAMES}\s*{_TO}\s*(?P<last>{_MONTH})\.?\s*{_YEAR}",
        rf"{_YEAR}\s*{_NAMES}\s*{_TO}\s*(?P<last>{_MONTH})\.?",
        _YEAR,
    )
)
_LONGEST = 60


def meant_periods(text: str) -> tuple[str, ...]:
    """Return what *text* may mean, in the form of the datasets.

    The result has two days for 3/4/2025, and is empty when no meaning is known.
    """
    plain = " ".join(text.split())
    plain = re.sub(r"(?<=\w) (?:tahun|th\.?) (?=\d{4})", " ", plain, flags=re.IGNORECASE)
    if len(plain) > _LONGEST:
        return ()
    led = _LED.fullmatch(plain)
    if led is not None:
        before = "to " if led["to"] else ""
        return tuple(f"{before}{one}" for one in meant_periods(led["rest"]) if not (before and one.startswith("to ")))
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    return tuple(one for one in _read(found.groupdict()) if parse_period(one) is not None) if found else ()


def _read(said: dict[str, str | None]) -> list[str]:
    year = said["year"]
    if said.get("part"):
        sign = "H" if said["half"] else "Q"
        return [f"{year} {sign}{_PARTS[str(said['part']).lower()]}"]
    if said.get("last"):
        names = [MONTHS[_NUMBERS[str(said[name]).lower()] - 1][:3] for name in ("month", "last")]
        return [f"{year} {'-'.join(names)}"]
    day = int(said.get("day") or 0)
    month = _NUMBERS[str(said["month"]).lower()] if said.get("month") else int(said.get("number") or 0)
    if not month:
        return [str(year)] if said.get("number") is None else []
    if not day:
        return [f"{year}-{month:02}"]
    days = [f"{year}-{month:02}-{day:02}"]
    # Only the writer knows which of the two numbers is the month; in Indonesia the day comes first.
    return days if said.get("month") or day == month else [*days, f"{year}-{day:02}-{month:02}"]
