"""When an edition was made, as it says itself: on the day that the report describes, whatever day it is."""

from __future__ import annotations

import datetime
import os
import re

from loipr.wording.sentences import shortened

#: What packagers set, so that all that is built from one source says the same moment: https://reproducible-builds.org
VARIABLE = "SOURCE_DATE_EPOCH"
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
#: The last second that all who read it can tell: that of the year 9999.
_LAST = 253_402_300_799


def moment_of(day: datetime.date) -> datetime.datetime:
    """Return the moment that the environment sets, or else the beginning of *day*.

    :raises ValueError: when what the environment sets is no moment.
    """
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    if not _SECONDS.fullmatch(text) or int(text) > _LAST:
        raise ValueError(
            f"{VARIABLE} is “{shortened(text, 30)}”; set it to seconds since 1970, as 1700000000, or unset it"
        )
    return datetime.datetime.fromtimestamp(int(text), datetime.UTC)
