"""A timeline as a picture in a page: numbered marks on a line of days; marks that would touch are on several lines."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from loipr.coordination.views.block import Stretch, Timeline
from loipr.wording.dates import in_words

#: The widths of the picture on wide and on narrow screens, in its own units, by the classes of charts.
_WIDTHS = {"loipr-wide": 720, "loipr-narrow": 330}
_RADIUS, _MARGIN, _LINE, _TOP = 13, 18, 30, 16
_SIZE, _LETTER, _YEAR = 16, 8.6, 54


class _Mark(NamedTuple):
    stretch: Stretch
    begin: float
    end: float
    words: str  #: The words on its right, or on its left if there is no room.
    is_left: bool


def draw_timeline(timeline: Timeline) -> str:
    """Return *timeline* as HTML: a picture for wide screens and one for narrow ones, each with its words; a caption."""
    pictures = "".join(_picture(timeline, css_class, width) for css_class, width in _WIDTHS.items())
    told = escape(f"{timeline.title}; the table below has the same in words", quote=True)
    caption = f"{timeline.title}. Each number is that of a row of the table below."
    if timeline.goal is not None:
        caption = f"{caption} The dashed line is the deadline, {in_words(timeline.goal)}."
    return (
        f'<figure class="loipr-chart loipr-timeline"><div class="loipr-picture" role="img" aria-label="{told}">'
        f"{pictures}</div><figcaption><p>{escape(caption)}</p></figcaption></figure>\n"
    )


def _picture(timeline: Timeline, css_class: str, width: int) -> str:
    days = [day for one in timeline.stretches for day in (one.first, one.last)]
    days += [timeline.goal] if timeline.goal is not None else []
    first, last = min(days), max(days)
    scale = (width - 2 * _MARGIN) / max((last - first).days, 1)

    def across(day: datetime.date) -> float:
        return _MARGIN + (day - first).days * scale

    lanes = list(_lanes([_mark(one, across, width, timeline) for one in timeline.stretches]))
    base = _TOP + _LINE * len(lanes)
    parts = [_drawn(mark, _TOP + _LINE * number) for number, lane in enumerate(lanes) for mark in lane]
    parts.append(f'<path d="M{_MARGIN} {base}H{width - _MARGIN}" stroke="#56616b"/>')
    for day, words, side in _scale(first, last, width):
        x = f"{across(day):.1f}"
        parts.append(f'<path d="M{x} {base}v5" stroke="#56616b"/>')
        parts.append(f'<text x="{x}" y="{base + 22}" text-anchor="{side}">{words}</text>')
    if timeline.goal is not None:
        goal = f'<path d="M{across(timeline.goal):.1f} 2V{base}" stroke="#8a4b00" stroke-dasharray="3 3"/>'
        parts.insert(0, goal)
    height = base + 30
    return (
        f'<svg class="{css_class}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" '
        f'focusable="false" font-size="{_SIZE}" fill="#22303a">{"".join(parts)}</svg>'
    )


def _mark(one: Stretch, across: Callable[[datetime.date], float], width: int, timeline: Timeline) -> _Mark:
    begin, end = across(one.first) - _RADIUS, across(one.last) + _RADIUS
    words = one.words if timeline.has_words else ""
    is_left = end + len(words) * _LETTER > width
    return _Mark(one, begin, end, words, is_left)


def _lanes(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """Yield lines of marks; each mark is in the first line in which it touches no other."""
    lanes: list[list[_Mark]] = []
    ends: list[float] = []
    for mark in sorted(marks, key=lambda mark: (mark.begin, mark.stretch.number)):
        room = len(mark.words) * _LETTER + 8 if mark.words else 2
        begin, end = (mark.begin - room, mark.end) if mark.is_left else (mark.begin, mark.end + room)
        lane = next((number for number, taken in enumerate(ends) if taken <= begin), len(lanes))
        if lane == len(lanes):
            lanes.append([])
            ends.append(end)
        lanes[lane].append(mark)
        ends[lane] = end
    yield from lanes


def _drawn(mark: _Mark, y: float) -> str:
    number = mark.stretch.number
    side, x = ("end", mark.begin - 4) if mark.is_left else ("start", mark.end + 4)
    words = f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="{side}">{escape(mark.words)}</text>' if mark.words else ""
    return (
        f"<g><title>{escape(f'{number}. {mark.stretch.words}')}</title>"
        f'<rect x="{mark.begin:.1f}" y="{y - _RADIUS:.1f}" width="{mark.end - mark.begin:.1f}" '
        f'height="{2 * _RADIUS}" rx="{_RADIUS}" fill="#0b5c8f"/>'
        f'<text x="{(mark.begin + mark.end) / 2:.1f}" y="{y + 5:.1f}" text-anchor="middle" fill="#fff" '
        f'font-weight="600">{number}</text>{words}</g>'
    )


def _scale(first: datetime.date, last: datetime.date, width: int) -> Iterator[tuple[datetime.date, str, str]]:
    """Yield the days that the line names, each with its words and their alignment (SVG's ``text-anchor``)."""
    years = range(first.year + 1, last.year + 1)
    if len(years) < 3:
        yield first, in_words(first), "start"
        if last > first:
            yield last, in_words(last), "end"
        return
    for year in years[:: 1 + len(years) * _YEAR // width]:
        yield datetime.date(year, 1, 1), str(year), "middle"
