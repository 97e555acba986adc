"""The widths of columns: tables take few lines, and no word is broken if there is room."""

from __future__ import annotations

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from loipr.markup.column_widths import LINE, TURNED, UPRIGHT, Width, breakable, lines, measure, shares, width_of

COLUMNS = st.lists(
    st.builds(width_of, st.text(max_size=30), st.lists(st.text(max_size=60), max_size=5)), min_size=1, max_size=12
)


def height(sizes: list[int], *columns: list[str]) -> int:
    """Return how many lines the rows of a table with these *columns* take."""
    return sum(
        max(lines(cell, size) for cell, size in zip(row, sizes, strict=True)) for row in zip(*columns, strict=True)
    )


def test_a_column_claims_what_most_of_its_cells_need() -> None:
    """One long number does not take the room of the subjects; it breaks after its slashes."""
    numbers = [*["18", "9", "130"] * 4, "42/B/PK/04/2024/01"]
    subjects = ["Strengthening governance of placement and protection of migrant workers"] * 13
    status = ["in force; under review in December 2025, with 29 points that are still open"] * 13
    of_subjects, of_status = width_of("Subject", subjects), width_of("Status", status)
    sizes = shares([width_of("Number", numbers), of_subjects, of_subjects, of_status])
    assert height(sizes, numbers, subjects, subjects, status) <= 4 * 13
    assert lines("42/B/PK/04/2024/01", sizes[0]) > 1


def test_figures_stand_near_their_words() -> None:
    """A single very long label breaks, so that other figures stay near their labels; one a little longer does not."""
    labels = ["cases handled"] * 20
    long, longer = "illegal workers carried in an article, number not confirmed", "cases under review"
    beside = width_of("Measure", [*labels, long], is_beside_figures=True)
    assert beside.claimed == width_of("Measure", labels).claimed
    assert width_of("Measure", [*labels, long]).claimed > 2 * beside.claimed
    assert lines(longer, width_of("Measure", [*labels, longer], is_beside_figures=True).claimed) == 1


def test_short_tables_are_as_wide_as_what_they_hold() -> None:
    states = width_of("State", ["Malaysia", "Saudi Arabia", "Jordan"], is_beside_figures=True)
    persons = width_of("Persons", ["157", "2", "4"])
    assert sum(shares([states, persons])) < 30


def test_two_keys_of_sources_stand_on_a_line_where_there_is_room() -> None:
    source = width_of("Source", [*["[DT06]"] * 9, "[DT06], [DT07]"])
    assert lines("[DT06], [DT07]", shares([source, width_of("Period", ["2024"] * 10)])[0]) == 1


def test_long_columns_are_measured_by_some_of_their_cells() -> None:
    """To measure all cells with long texts would take seconds a table; a single very long cell is measured whole."""
    many = width_of("Note", [f"{number} {'some words of a note ' * 40}" for number in range(500)])
    assert 20_000 < sum(len(text) for text, _ in many.texts) < 22_000
    assert len(width_of("Note", ["word " * 10_000]).texts) == 2


def test_nothing_is_broken_while_the_words_fit() -> None:
    measure_ = ["facing death penalty", "freed or commuted"]
    states = [width_of("Lao People's Democratic Republic", ["3"])] * 6
    widths = [width_of("Measure", measure_), *states, width_of("Source", ["[DP02], [DP03]"])]
    sizes = shares(widths)
    assert all(size >= width.needed for width, size in zip(widths, sizes, strict=True))


def test_words_of_headings_give_way_before_words_of_cells_are_cut() -> None:
    years = width_of("Period", ["2024"])
    cells = width_of("Kind", ["undocumented"])
    head = width_of("Undocumentedness", ["3"])
    widths = [years, cells, *[head] * 8]
    sizes = shares(widths)
    line = LINE / 157
    assert sum(width.needed for width in widths) > UPRIGHT
    assert all(size >= int(width.least * line) for width, size in zip(widths, sizes, strict=True))
    assert sizes[2] < head.needed


def test_letters_are_measured() -> None:
    assert measure("illicit") < measure("seconds") < measure("MMMMMMM")
    assert measure("移民工人") == 2 * measure("1234")
    assert measure("e\u0301") == measure("e")


def test_long_codes_may_break_after_slashes() -> None:
    assert breakable("No. 42/B/PK/04/2024/01") == "No. 42/\u200bB/\u200bPK/\u200b04/\u200b2024/\u200b01"
    assert breakable("and/or 297,434 / 534,000 //") == "and/or 297,434 / 534,000 //"


@given(COLUMNS)
def test_the_line_is_never_overfull(widths: list[Width]) -> None:
    sizes = shares(widths)
    assert len(sizes) == len(widths)
    assert min(sizes) >= 1
    assert sum(sizes) <= LINE


@given(COLUMNS)
def test_no_column_is_wider_than_it_claims(widths: list[Width]) -> None:
    assert all(size <= ceil(width.claimed) for width, size in zip(widths, shares(widths), strict=True))


@given(COLUMNS)
def test_words_stay_whole_while_there_is_room(widths: list[Width]) -> None:
    if sum(ceil(width.needed) for width in widths) <= LINE:
        assert all(size >= width.needed for width, size in zip(widths, shares(widths), strict=True))


@given(st.lists(st.text(st.characters(categories=["L", "N"]), max_size=12)), st.integers(40, 200))
def test_a_wider_column_takes_no_more_lines(words: list[str], size: int) -> None:
    text = " ".join(words)
    assert 1 <= lines(text, size + 1) <= lines(text, size)


def test_a_head_takes_no_more_than_two_lines() -> None:
    head = "Workers who were placed, by the country of their destination and the year of the placement"
    size = ceil(width_of(head, ["1"]).claimed)
    assert (lines(head, size), lines(head, size - 1)) == (2, 3)


def test_columns_that_need_more_than_a_turned_page_share_out_all_of_it() -> None:
    for count in (10, 11, 13):
        widths = [width_of("Institutionalization", ["Institutionalization of the placements"] * 3)] * count
        assert sum(width.needed for width in widths) > TURNED
        assert sum(shares(widths)) == LINE
