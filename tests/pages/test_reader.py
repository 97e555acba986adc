"""A page as facts: its lines, its names, and the targets of its contents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.files.places import Problem
from loipr.pages.page import Page
from loipr.pages.reader import contents_entries, read_page


def read(text: str) -> Page:
    problems: list[Problem] = []
    page = read_page(text, "docs/page.md", problems)
    assert problems == []
    return page


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{r}`one` and\n{r}`two`\n", [1, 2]),
        ("A `code\nspan`, {r}`one`\nand {r}`two`.\n", [2, 3]),
        ("{r}`a\nb` and {r}`c`\n\n{r}`d`\n", [1, 2, 4]),
        ("``a `\nb`` and {r}`one`\n", [2]),
        ("` a\n` and {r}`one`\n", [2]),
        ("a b `a\nb` and {r}`one`\n", [2]),
        ("> A `code\n> span` and {r}`one`\n", [2]),
        ("1. A `code\n   span` and\n   {r}`one`\n", [3]),
        (":::{reply} (a)\nA `code\nspan`\nand {r}`one`\n:::\n", [4]),
    ],
)
def test_the_line_of_a_role(text: str, lines: list[int]) -> None:
    page = read(text)
    assert [role.place.line for role in page.roles] == lines
    # Each fact has the line of the text.
    found = [
        prose.place_at(at).line
        for prose in page.prose
        for at, held in zip((n for n, sign in enumerate(prose.text) if sign == "\ufffc"), prose.held, strict=True)
        if held
    ]
    assert found == lines


@given(spans=st.lists(st.text("ab `\n", max_size=6), max_size=6))
def test_no_line_is_beyond_the_page(spans: list[str]) -> None:
    text = " x ".join(f"`{span}`" for span in spans)
    for prose in read_page(f"{text} {{r}}`one`\n", "docs/page.md", []).prose:
        assert 1 <= prose.place_at(len(prose.text)).line <= text.count("\n") + 2


def test_the_first_heading_is_the_title() -> None:
    page = read("## Before\n\n# One\n\nText.\n\n# Two\n")
    assert page.title == "One"
    assert [(prose.text, prose.level) for prose in page.prose if prose.heading] == [
        ("Before", 2),
        ("One", 1),
        ("Two", 1),
    ]


def test_only_a_paragraph_that_has_a_number_has_a_name() -> None:
    text = "(one)=\nText.\n\n- A point\n\n  (two)=\n  of a list.\n\n(three)=\n# A heading\n\n:::{reply} (a)\n(four)=\nText.\n:::\n"
    assert [(one.name, one.place.line) for one in read(text).paragraph_names] == [("one", 1), ("four", 13)]


def test_what_contents_lead_to() -> None:
    body = "self\none\n\nA title <two.md>\nhttps://example.org\n"
    assert list(contents_entries(body)) == [(1, "one"), (3, "two.md"), (4, "https://example.org")]
