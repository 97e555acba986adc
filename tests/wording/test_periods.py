"""Periods as the datasets write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.datasets.freshness import good_until
from loipr.wording.periods import overlapping, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12-31", "2024-12-31", "2024-12-31"),
        ("2024 Jan-Oct", "2024-01-01", "2024-10-31"),
        ("2024 March", "2024-03-01", "2024-03-31"),
        ("2025 H1", "2025-01-01", "2025-06-30"),
        ("2025 H2", "2025-07-01", "2025-12-31"),
        ("2025 Q3", "2025-07-01", "2025-09-30"),
        ("2011-2022", "2011-01-01", "2022-12-31"),
        ("2020 to 2023-07-03", "2020-01-01", "2023-07-03"),
        ("2006-09 to 2018-09", "2006-09-01", "2018-09-30"),
        ("2025 to 1 Nov", "2025-01-01", "2025-11-01"),
        ("2025 to Q3", "2025-01-01", "2025-09-30"),
        ("2025-03 to early 2025-07", "2025-03-01", "2025-07-31"),
        ("2025 (three waves)", "2025-01-01", "2025-12-31"),
        ("to 2024-11", "2024-11-30", "2024-11-30"),
        ("week to 2025-05-29", "2025-05-23", "2025-05-29"),
    ],
)
def test_what_a_period_means(text: str, first: str, last: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "all",
        "to",
        "2024-13",
        "2023-02-29",
        "2024 Oct-Jan",
        "2024 to 2023",
        "2024 H3",
        "0000",
        "last year",
        "12",
        "week to 0001-01-01",
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert parse_period(text) is None


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


@given(one=DAYS, other=DAYS)
def test_two_days_make_a_period(one: datetime.date, other: datetime.date) -> None:
    first, last = sorted((one, other))
    period = parse_period(f"{first} to {last}")
    assert period is not None
    assert (period.first, period.last, period.days) == (first, last, (last - first).days + 1)


@given(text=st.text(max_size=30) | st.text("0123456789- toHQJanFeb()", max_size=20))
def test_any_text_is_read_or_not(text: str) -> None:
    period = parse_period(text)
    assert period is None or period.first <= period.last


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2024-01-15", 12, "2025-01-15"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-12-31", 18, "2026-06-30"),
        ("2024-12-31", 2, "2025-02-28"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-05-31", 0, "2024-05-31"),
    ],
)
def test_how_long_a_figure_is_good(day: str, months: int, end: str) -> None:
    assert good_until(datetime.date.fromisoformat(day), months).isoformat() == end


@given(day=DAYS, months=st.integers(0, 600))
def test_a_longer_time_is_no_shorter(day: datetime.date, months: int) -> None:
    assert day <= good_until(day, months) <= good_until(day, months + 1)


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        (["2023", "2024"], []),
        (["2023 to 2024-06-30", "2024-06-30"], [("2023 to 2024-06-30", "2024-06-30")]),
        (["2024 Jan-Jun", "2024-07 to 2025", "2024"], [("2024 Jan-Jun", "2024"), ("2024", "2024-07 to 2025")]),
        (["2024", "2024", "all"], []),
    ],
)
def test_periods_that_have_a_day_in_common(texts: list[str], pairs: list[tuple[str, str]]) -> None:
    assert list(overlapping(texts)) == pairs
