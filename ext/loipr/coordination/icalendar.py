"""Days as an iCalendar file (RFC 5545), which every calendar reads: the same entries make the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_END = "\r\n"
#: The largest number of bytes in a line, without its end.
_LONGEST_LINE = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole day with its title; ``id`` is unique among all entries of the project.

    ``reminders`` are the numbers of days before it on which a calendar calls it to mind.
    """

    id: str
    day: datetime.date
    title: str
    description: str = ""
    reminders: tuple[int, ...] = ()


def calendar_file(name: str, entries: Iterable[Entry], stamp: datetime.date) -> bytes:
    """Return the calendar *name* with its *entries* as a file; *stamp* is the day of writing that the entries state."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//loipr//calendar//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(part + _END for line in lines for part in _folded(line)).encode()


def _event(entry: Entry, stamp: datetime.date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.id)}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    if entry.day < datetime.date.max:
        yield f"DTEND;VALUE=DATE:{entry.day + datetime.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    # It does not block anybody's time.
    yield "TRANSP:TRANSPARENT"
    for days in entry.reminders:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{days}D", f"DESCRIPTION:{_text(entry.title)}")
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Return *text* as a value: special signs are escaped, control characters removed."""
    plain = "".join(mark for mark in text.replace("\r\n", "\n") if mark == "\n" or mark.isprintable())
    return plain.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Yield *line* in parts that are short enough. All but the first begin with a space; no letter is cut in two."""
    part, size = "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > _LONGEST_LINE:
            yield part
            part, size = " ", 1
        part += letter
        size += length
    yield part
