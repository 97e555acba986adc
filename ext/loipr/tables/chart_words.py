"""A chart in words, for people who cannot see it: its first, last, highest and lowest figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from loipr.tables.chart import Chart, Series
from loipr.wording.sentences import listed

#: The heading above the data of a chart, which are not a table with a number and a caption.
DATA_BELOW = "Data of the figure above"
_KINDS = {"bar": "Bar chart", "line": "Line chart", "stacked": "Stacked bars", "small-multiples": "Small charts"}
#: So many figures are named one by one, and so many labels.
_FEW = 4


def in_words(chart: Chart, caption: str) -> str:
    """Return in whole sentences what *chart* shows."""
    begin = f"{_KINDS[chart.kind]}. {caption}."
    targets = [_aimed(chart, one) for one in chart.targets]
    if len(chart.labels) * len(chart.series) <= _FEW:
        return " ".join([begin, f"{_all_figures(chart)}.", *targets])
    told = (_told(chart, one, is_over_time=chart.is_over_time) for one in chart.series)
    return " ".join([begin, *told, *targets, "The table below has all figures."])


def figure_in_words(chart: Chart, one: Series, number: int) -> str:
    """Return the figure of the series *one* with this *number* in words: “Women, 2024: 107,102 persons”."""
    name = f"{one.name}, " if len(chart.series) + len(chart.targets) > 1 else ""
    return f"{name}{chart.labels[number]}: {one.texts[number]}{f' {one.unit}' if one.unit else ''}"


def comparison(chart: Chart) -> str:
    """Return in sentences what *chart* compares, each with one example; empty if it compares nothing.

    It compares each result with its targets; without targets its series, if they count the same.
    """
    groups = [(one, *chart.of_column(one.column)) for one in chart.series] if chart.targets else [chart.series]
    return " ".join(_compared(chart, group) for group in groups if _is_compared(group))


def _is_compared(group: Sequence[Series]) -> bool:
    return len(group) > 1 and len({one.unit for one in group}) == 1


def _compared(chart: Chart, compared: Sequence[Series]) -> str:
    """Return what is *compared*, with the figures of the last period, or the first name, that has all of them."""
    numbers = range(len(chart.labels))
    known = [number for number in numbers if all(one.values[number] is not None for one in compared)]
    names = listed(one.name for one in compared)
    said = f"The figure compares {names}"
    if not known:
        return f"{said}."
    number = known[-1] if chart.is_over_time else known[0]
    figures = listed(one.texts[number] for one in compared)
    return f"{said}: {figures} {'in' if chart.is_over_time else 'for'} {chart.labels[number]}."


def _aimed(chart: Chart, one: Series) -> str:
    """Return the targets of *one* in words, one by one: there are only a few."""
    known = [number for number, value in enumerate(one.values) if value is not None]
    return f"{one.name}: {listed(f'{one.texts[number]} ({chart.labels[number]})' for number in known)}."


def _all_figures(chart: Chart) -> str:
    several = len(chart.series) > 1
    told = []
    for number, label in enumerate(chart.labels):
        figures = (f"{one.name} {one.texts[number] or 'no figure'}" for one in chart.series)
        told.append(f"{label}: {', '.join(figures) if several else chart.series[0].texts[number] or 'no figure'}")
    return "; ".join(told)


def _told(chart: Chart, one: Series, *, is_over_time: bool) -> str:
    known = [number for number, value in enumerate(one.values) if value is not None]
    name = f"{one.name}: " if len(chart.series) > 1 else ""
    if not known:
        return f"{name}no figures."
    parts = [_course(chart, one, known)] if is_over_time else [_range(chart, one, known)]
    missing = [label for number, label in enumerate(chart.labels) if number not in known]
    if missing:
        parts.append(f"no figure for {listed(missing) if len(missing) <= _FEW else f'{len(missing)} others'}")
    text = "; ".join(parts)
    return f"{name}{text}." if name else f"{text[0].upper()}{text[1:]}."


def _at(chart: Chart, one: Series, number: int) -> str:
    return f"{one.texts[number]} in {chart.labels[number]}"


def _extremes(one: Series, known: list[int]) -> tuple[int, int]:
    def value(number: int) -> Decimal:
        found = one.values[number]
        assert found is not None
        return found

    return max(known, key=value), min(known, key=value)


def _course(chart: Chart, one: Series, known: list[int]) -> str:
    """Return a series over time in words: its first and last figure, and its highest and lowest."""
    first, last = known[0], known[-1]
    if first == last:
        return _at(chart, one, first)
    highest, lowest = _extremes(one, known)
    remarks = {highest: "the highest", lowest: "the lowest"} if highest != lowest else {}
    ends = [
        _at(chart, one, number) + (f" ({remarks[number]})" if number in remarks else "") for number in (first, last)
    ]
    told = [f"from {ends[0]} to {ends[1]}"]
    told += [f"{word} {_at(chart, one, number)}" for number, word in remarks.items() if number not in (first, last)]
    return "; ".join(told)


def _range(chart: Chart, one: Series, known: list[int]) -> str:
    highest, lowest = _extremes(one, known)
    if highest == lowest:
        return f"{chart.labels[highest]} {one.texts[highest]}"
    return (
        f"highest {chart.labels[highest]} with {one.texts[highest]}, lowest {chart.labels[lowest]} with "
        f"{one.texts[lowest]}, of {len(known)}"
    )
