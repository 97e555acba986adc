"""Word's automatic numbers: where a level starts again, and the form of its number."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring

from loipr.exchange.documents.list_numbers import Numbering
from support.documents import level

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    ("more", "depths", "written"),
    [
        # A level starts again below each level above it …
        ("", (0, 1, 2, 2, 1, 2, 0, 1, 2), ["I.", "I.1", "(a)", "(b)", "I.2", "(a)", "II.", "II.1", "(a)"]),
        # … or only below the level of this number, as the first one …
        (
            '<w:lvlRestart w:val="1"/>',
            (0, 1, 2, 2, 1, 2, 0, 2),
            ["I.", "I.1", "(a)", "(b)", "I.2", "(c)", "II.", "(a)"],
        ),
        # … or below no level.
        ('<w:lvlRestart w:val="0"/>', (0, 2, 2, 0, 2), ["I.", "(a)", "(b)", "II.", "(c)"]),
    ],
)
def test_where_a_level_starts_again(more: str, depths: tuple[int, ...], written: list[str]) -> None:
    assert numbers(level(2, "lowerLetter", "(%3)", more=more), depths) == written


def test_legal_numbers_are_decimal_whatever_their_level_writes() -> None:
    assert numbers(level(2, "decimal", "%1.%3", more="<w:isLgl/>"), (0, 2, 0, 2)) == ["I.", "1.1", "II.", "2.1"]


def numbers(third: str, depths: tuple[int, ...]) -> list[str]:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2") + third
    part = fromstring(
        f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbering = Numbering(part, {})
    return [numbering.next("1", depth) for depth in depths]
