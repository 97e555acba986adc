"""The widths of columns: the line is shared out, and what cannot be divided keeps what it needs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loipr.markup.widths import LINE, SHORT, Width, shares, width_of

COLUMNS = st.lists(
    st.builds(width_of, st.text(max_size=30), st.lists(st.text(max_size=60), max_size=5)), min_size=1, max_size=12
)


def test_years_stay_whole_where_words_are_many() -> None:
    law = width_of("Instrument", ["Decree 42/B/PK/04/2024/01"])
    kind = width_of("Kind", ["Coordinating Minister Decision"])
    year = width_of("Year", ["2012"])
    subject = width_of("Subject", ["Working group on reporting under core instruments"])
    status = width_of("Status or date", ["in force; under review, Dec 2025"])
    source = width_of("Source", ["[PR19], [PR07]"])
    assert (law.needed, year.needed) == (20, 6)
    assert shares([law, kind, law, law, year, subject, status, source]) == [18, 12, 18, 18, 6, 12, 8, 8]


def test_words_of_headings_give_way_before_words_of_cells_are_cut() -> None:
    measure = width_of("Measure", ["facing death penalty", "freed or commuted"])
    state = width_of("Lao People's Democratic Republic", ["3"])
    source = width_of("Source", ["[DP02], [DP03]"])
    assert (measure.needed, state.needed, state.least) == (10, 12, 6)
    assert shares([measure, *[state] * 8, source]) == [9, 11, 11, 11, *[10] * 5, 8]


@given(COLUMNS)
def test_the_line_is_never_overfull(widths: list[Width]) -> None:
    sizes = shares(widths)
    assert len(sizes) == len(widths)
    assert min(sizes) >= 1
    assert sum(sizes) <= LINE


@given(COLUMNS)
def test_short_columns_keep_what_they_need_while_there_is_room(widths: list[Width]) -> None:
    short = sum(width.needed for width in widths if width.longest <= SHORT)
    if short <= LINE * 0.4:
        for width, size in zip(widths, shares(widths), strict=True):
            assert width.longest > SHORT or size >= width.needed - 1
