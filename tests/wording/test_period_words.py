"""Days, months and periods in words, as the UN prints them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.wording.dates import in_words as day_in_words
from loipr.wording.period_words import dates_in_words, in_short, in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024", "2024"),
        ("2024-09", "September 2024"),
        ("2025-03-13", "13 March 2025"),
        ("2024 Jan-Jun", "January–June 2024"),
        ("2023 H1", "January–June 2023"),
        ("2025 Q2", "April–June 2025"),
        ("2025 to Q3", "January–September 2025"),
        ("2024 to July", "January–July 2024"),
        ("2019-2020", "2019–2020"),
        ("2020 to 2023", "2020–2023"),
        ("2023-01 to 2023-09", "January–September 2023"),
        ("2025-06-01 to 2025-06-25", "1–25 June 2025"),
        ("2025-03-13 to 2025-07-02", "13 March to 2 July 2025"),
        ("2024-12-30 to 2025-01-02", "30 December 2024 to 2 January 2025"),
        ("2024 to 2024-12-05", "1 January to 5 December 2024"),
        ("2025 to 1 Nov", "1 January to 1 November 2025"),
        ("2025-03 to 2025-03-15", "1–15 March 2025"),
        ("2025-03-15 to 2025-05", "15 March to May 2025"),
        ("2007 to 2022-06-30", "2007 to 30 June 2022"),
        ("2017 to 2025-03", "2017 to March 2025"),
        ("2006-09 to 2018-09", "September 2006 to September 2018"),
        ("2024 Jan-Mar to 2025-02", "January–March 2024 to February 2025"),
        ("to 2024-11", "to November 2024"),
        ("week to 2025-05-29", "week to 29 May 2025"),
        ("2025-03 to early 2025-07", "March to early July 2025"),
        ("2025 to about March", "January to about March 2025"),
        ("2024-01 to mid 2024", "January 2024 to mid 2024"),
        ("about 2024-03", "about March 2024"),
        ("2025 (three waves)", "2025 (three waves)"),
        ("2025 (as told on 2 Dec)", "2025 (as told on 2 December)"),
        ("2017-06 (in force 2018-06-12)", "June 2017 (in force 12 June 2018)"),
        ("signed 1985-10-23; law 1998-09", "signed 23 October 1985; law September 1998"),
    ],
)
def test_a_period_in_words(text: str, words: str) -> None:
    assert in_words(text) == words


@pytest.mark.parametrize("text", ["", "all", "Total", "to", "2024-13", "2023-02-29", "2024 H3", "week to week", "12"])
def test_what_is_no_period_stays_as_it_is(text: str) -> None:
    assert in_words(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-09", "Sept. 2024"),
        ("2024-12-31", "31 Dec. 2024"),
        ("2024-05", "May 2024"),
        ("2026", "2026"),
        ("2024 to 2024-12-05", "1 January to 5 December 2024"),
        ("soon", "soon"),
    ],
)
def test_the_short_form_of_a_date(text: str, words: str) -> None:
    assert in_short(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("issued 2004-10-18; superseded", "issued 18 October 2004; superseded"),
        ("closed Nov 2024, 1 Jan-31 Dec", "closed November 2024, 1 January–31 December"),
        ("the years 2020-2024", "the years 2020–2024"),
        # What may be a number, an address or a range of other things is no date.
        ("Law 2012-09, 1234-5678, a/2024-01-02, x-2024-01-02, 2024-01-02-x, 2024-02-30", None),
        ("Janssen, May and Mart 2024", None),
    ],
)
def test_dates_in_other_words(text: str, words: str | None) -> None:
    assert dates_in_words(text) == (words or text)


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(day=DAYS)
def test_a_day_is_written_as_in_the_prose(day: datetime.date) -> None:
    assert in_words(day.isoformat()) == day_in_words(day)


@given(one=DAYS, other=DAYS)
def test_two_days_are_both_named(one: datetime.date, other: datetime.date) -> None:
    first, last = sorted((one, other))
    words = in_words(f"{first} to {last}")
    assert words.endswith(day_in_words(last))
    assert words.startswith(str(first.day))


@given(text=st.text(max_size=30) | st.text("0123456789- toHQJanFeb()", max_size=20))
def test_any_text_is_printed(text: str) -> None:
    assert isinstance(in_words(text), str)
    assert isinstance(in_short(text), str)
