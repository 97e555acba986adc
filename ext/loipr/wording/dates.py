"""Days as the report writes them: 31 July 2025 (F34). The language of the machine does not matter."""

from __future__ import annotations

import datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(day: datetime.date) -> str:
    """Return *day* in the form 31 July 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
