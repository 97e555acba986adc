"""A series over time as a picture: lines join years that follow one another, in another colour at a jump."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from docutils import nodes

from loipr.datasets.time_series import Point
from loipr.editions.drawing.time_series import draw_series

INK, ALARM = "#0072b2", "#d55e00"


def year(number: int, value: str, *, adopted: bool = True) -> Point:
    return Point(str(number), datetime.date(number, 1, 1), datetime.date(number, 12, 31), Decimal(value), adopted)


def drawn(*points: Point) -> str:
    node = nodes.Element(points=points, targets=(), reference=datetime.date(2025, 7, 31), unit="persons")
    return draw_series(node, "svg").decode()


def joined(*points: Point) -> list[tuple[str, bool]]:
    """Return the lines between points, from left to right: the colour of each, and whether it is dashed."""
    lines = re.findall(r'<path d="M [\d. ]+\nL [\d. ]+\n" clip-path[^>]*style="(fill: none; [^"]*)"', drawn(*points))
    found = [(re.findall(r"stroke: (#\w+)", line), "stroke-dasharray" in line) for line in lines]
    return [(colour[0], is_dashed) for colour, is_dashed in found if colour and colour[0] in (INK, ALARM)]


def test_a_jump_is_told_by_colour_and_dashes() -> None:
    # Exactly twice as large, or half as large, is not yet a jump.
    rise = joined(year(2019, "100"), year(2020, "200"), year(2021, "401"))
    assert rise == [(INK, False), (ALARM, True)]
    fall = joined(year(2019, "201"), year(2020, "100"), year(2021, "50"))
    assert fall == [(ALARM, True), (INK, False)]


def test_only_years_that_follow_one_another_are_joined() -> None:
    month = Point("2021-01", datetime.date(2021, 1, 1), datetime.date(2021, 1, 31), Decimal(1), True)
    assert joined(year(2019, "1"), month, year(2022, "1"), year(2023, "1")) == [(INK, False)]
    assert joined(year(2019, "1"), year(2020, "1", adopted=False), year(2021, "1")) == []


def test_what_was_set_aside_is_hollow() -> None:
    points = re.findall(
        r'<use [^>]*style="fill: ([#\w]+); stroke: (#\w+)"', drawn(year(2019, "1"), year(2019, "2", adopted=False))
    )
    # They are in the picture, and among the names of its marks.
    assert points == [(INK, INK), ("#ffffff", ALARM)] * 2


def named(*points: Point, targets: tuple[Point, ...] = ()) -> list[str]:
    """Return the words of a picture that are no number: the unit, and the names of the marks."""
    node = nodes.Element(points=points, targets=targets, reference=datetime.date(2025, 7, 31), unit="persons")
    words = re.findall("<text[^>]*>([^<]*)</text>", draw_series(node, "svg").decode())
    return [one for one in words if not re.fullmatch("[0-9,.]+", one)]


def test_what_each_mark_is_stands_below_the_picture_and_nothing_else() -> None:
    month = Point("2021-01", datetime.date(2021, 1, 1), datetime.date(2021, 1, 31), Decimal(1), True)
    assert named(year(2019, "1")) == ["persons", "of a year", "date of reference"]
    assert named(year(2019, "1"), year(2020, "3"), year(2020, "2", adopted=False), month) == [
        *("persons", "of a year", "of a year, set aside", "of another period", "doubled or halved"),
        "date of reference",
    ]
    assert named(month, targets=(year(2021, "5"),)) == ["persons", "of another period", "target", "date of reference"]
    assert named(month, targets=(year(2021, "5"), year(2021, "4"))) == [
        *("persons", "of another period", "earlier target", "last target", "date of reference")
    ]


def test_every_point_says_its_figure() -> None:
    node = nodes.Element(
        points=(year(2019, "1500"), year(2019, "2", adopted=False)),
        targets=(year(2021, "5"),),
        reference=datetime.date(2025, 7, 31),
        unit="persons",
    )
    said = re.findall(r'<g class="loipr-point"><title>([^<]*)</title>', draw_series(node, "svg").decode())
    assert said == ["2019: 1,500 persons", "2019, set aside: 2 persons", "target of 2021: 5 persons"]
