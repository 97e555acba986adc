"""Counts over time as small pictures in a page, side by side: each count stays until the day of its next change."""

from __future__ import annotations

from html import escape

from loipr.coordination.views.block import Curve, Curves
from loipr.wording.dates import in_words

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _FOOT, _SIZE = 288, 164, 8, 64, 26, 46, 16
_INK, _QUIET = "#0b5c8f", "#56616b"


def draw_curves(curves: Curves) -> str:
    """Return *curves* as HTML: a picture of each, and a name for screen readers."""
    return f'<div class="loipr-series">{"".join(map(_figure, curves.curves))}</div>\n'


def _figure(curve: Curve) -> str:
    (first, begin), (last, end) = curve.points[0], curve.points[-1]
    told = f"{curve.title}: {begin:,} on {in_words(first)}, {end:,} on {in_words(last)}; the table below has all"
    caption = f"<figcaption><p>{escape(curve.title)}</p></figcaption>"
    picture = f'<div class="loipr-picture" role="img" aria-label="{escape(told, quote=True)}">{_picture(curve)}</div>'
    return f'<figure class="loipr-chart">{picture}{caption}</figure>'


def _picture(curve: Curve) -> str:
    first, last = curve.points[0][0], curve.points[-1][0]
    base, right = _HEIGHT - _FOOT, _WIDTH - _RIGHT
    across = (right - _LEFT) / max((last - first).days, 1)
    up = (base - _TOP) / (curve.most or max(count for _, count in curve.points) or 1)
    spots = [(_LEFT + (day - first).days * across, base - count * up) for day, count in curve.points]
    path = f"M{spots[0][0]:.1f} {spots[0][1]:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in spots[1:])
    x, y = spots[-1]
    parts = (
        f'<path d="M{_LEFT} {base}H{right}" stroke="{_QUIET}"/>',
        f'<path d="{path}" fill="none" stroke="{_INK}" stroke-width="2"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_INK}"/>',
        f'<text x="{x + 8:.1f}" y="{y + 5:.1f}" font-weight="600">{curve.points[-1][1]:,}</text>',
        f'<text x="{_LEFT}" y="{spots[0][1] - 6:.1f}">{curve.points[0][1]:,}</text>',
        f'<text x="{_LEFT}" y="{_HEIGHT - 26}">{in_words(first)}</text>',
        f'<text x="{right}" y="{_HEIGHT - 6}" text-anchor="end">{in_words(last)}</text>',
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" aria-hidden="true" '
        f'focusable="false" font-size="{_SIZE}" fill="#22303a">{"".join(parts)}</svg>'
    )
