"""Calendar files in the form of RFC 5545."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from loipr.coordination.icalendar import Entry, calendar_file

DAY = datetime.date(2025, 7, 31)


def test_a_whole_file() -> None:
    entries = [Entry("filing@X", DAY, "X: Filing", "The report is sent; read it, first.\nThen \\ rest.")]
    assert calendar_file("CMW/C/XXX/1", entries, datetime.date(2025, 1, 2)) == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//loipr//calendar//EN\r\n"
        b"CALSCALE:GREGORIAN\r\n"
        b"X-WR-CALNAME:CMW/C/XXX/1\r\n"
        b"BEGIN:VEVENT\r\n"
        b"UID:filing@X\r\n"
        b"DTSTAMP:20250102T000000Z\r\n"
        b"DTSTART;VALUE=DATE:20250731\r\n"
        b"DTEND;VALUE=DATE:20250801\r\n"
        b"SUMMARY:X: Filing\r\n"
        b"DESCRIPTION:The report is sent\\; read it\\, first.\\nThen \\\\ rest.\r\n"
        b"TRANSP:TRANSPARENT\r\n"
        b"END:VEVENT\r\n"
        b"END:VCALENDAR\r\n"
    )


def test_the_last_day_of_all_has_no_day_after_it() -> None:
    made = calendar_file("", [Entry("a", datetime.date.max, "a")], DAY)
    assert b"DTSTART;VALUE=DATE:99991231\r\nSUMMARY" in made


@given(st.text(), st.text())
def test_any_text_comes_back_and_begins_no_line_of_its_own(title: str, description: str) -> None:
    made = calendar_file("n", [Entry("a", DAY, title, f"x{description}")], DAY)
    lines = made.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode().isprintable() for line in lines)
    unfolded = made.replace(b"\r\n ", b"").decode().split("\r\n")
    assert [line.partition(":")[0].partition(";")[0] for line in unfolded[5:]] == [
        *("BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP", "END", "END", "")
    ]
    assert _read(unfolded[10].partition(":")[2]) == _plain(title)
    assert _read(unfolded[11].partition(":")[2]) == f"x{_plain(description)}"


def _plain(text: str) -> str:
    return "".join(mark for mark in text.replace("\r\n", "\n") if mark == "\n" or mark.isprintable())


def _read(value: str) -> str:
    found, marks = "", iter(value)
    for mark in marks:
        following = next(marks) if mark == "\\" else ""
        found += "\n" if following == "n" else following or mark
    return found
