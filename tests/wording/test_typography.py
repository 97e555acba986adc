"""Words of the data as print has them."""

from __future__ import annotations

import pytest

from loipr.wording.typography import in_print


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("the agency's own", "the agency’s own"),
        ("'placement services' (minister)", "‘placement services’ (minister)"),
        ('the "Desk" ("P2MI")', "the “Desk” (“P2MI”)"),
        ("workers' homes", "workers’ homes"),
        ("\"a 'b' c\"", "“a ‘b’ c”"),
        ("issued 2004-10-18, 2019-2020", "issued 18 October 2004, 2019–2020"),
        ("“already” ‘so’", "“already” ‘so’"),
        ("", ""),
    ],
)
def test_marks_and_dates(text: str, printed: str) -> None:
    assert in_print(text) == printed
