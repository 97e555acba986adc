"""The moment at which an edition says that it was made: the report's date of reference, whatever the day is today."""

from __future__ import annotations

import datetime
import os
import re

from loipr.wording.sentences import shortened

#: Packagers set this, so that all builds of one source name the same moment: https://reproducible-builds.org
VARIABLE = "SOURCE_DATE_EPOCH"
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
#: The last second of the year 9999: not every program can read a later one.
_LAST = 253_402_300_799


def moment_of(day: datetime.date) -> datetime.datetime:
    """Return the moment that the environment sets, or the beginning of *day* if it sets none; in UTC.

    :raises ValueError: when the environment sets something that is no moment.
    """
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    if not _SECONDS.fullmatch(text) or int(text) > _LAST:
        raise ValueError(
            f"{VARIABLE} is “{shortened(text, 30)}”; set it to seconds since 1970, as 1700000000, or unset it"
        )
    return datetime.datetime.fromtimestamp(int(text), datetime.UTC)
