"""Targets: the first and the later ones, for the figures that they were set for.

They have their own dataset, with one target in a row. A target that was replaced stays there: a result is compared
with the first target and with the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from loipr.datasets.dataset import PERIOD, SOURCE, Aim, Dataset, Target, split_sources
from loipr.datasets.figures import UNIT
from loipr.facts.indicators import PATH, Indicators
from loipr.files.places import Place
from loipr.wording.periods import parse_period
from loipr.wording.sentences import did_you_mean, listed

INDICATOR, VALUE, SET_BY, SET_ON, REPLACES = "indicator", "value", "set_by", "set_on", "replaces"
#: The columns of a dataset of targets, besides its sources.
COLUMNS = (INDICATOR, PERIOD, VALUE, SET_ON, REPLACES)


def targets_of(dataset: Dataset) -> tuple[Target, ...]:
    """Return the targets in *dataset*, in the order in which they were set; none when a column is missing."""
    if missing_columns(dataset):
        return ()

    def cell(name: str, row: int) -> str:
        return dataset.cells[name][row] if name in dataset.cells else ""

    found = [
        Target(
            indicator=cell(INDICATOR, row),
            period=cell(PERIOD, row),
            value=Decimal(cell(VALUE, row)),
            unit=cell(UNIT, row),
            set_by=cell(SET_BY, row),
            set_on=cell(SET_ON, row),
            replaces=cell(REPLACES, row),
            sources=split_sources(cell(SOURCE, row)),
            place=Place(dataset.path, row + 2),
        )
        for row in dataset.rows
        if cell(VALUE, row)
    ]
    return tuple(sorted(found, key=lambda one: (one.set_on, one.place.line)))


def missing_columns(dataset: Dataset) -> list[str]:
    """Return the columns of targets that *dataset* lacks; the column of values must hold numbers."""
    figures = {column.name for column in dataset.figures}
    return [name for name in COLUMNS if name not in (figures if name == VALUE else dataset.cells)]


def vintages(targets: Sequence[Target]) -> Mapping[tuple[str, str], tuple[Target, ...]]:
    """Return the targets by indicator and period, in the order of *targets*."""
    found: dict[tuple[str, str], tuple[Target, ...]] = {}
    for one in targets:
        key = (one.indicator, one.period)
        found[key] = (*found.get(key, ()), one)
    return found


def with_targets(datasets: Mapping[str, Dataset], indicators: Indicators) -> dict[str, Dataset]:
    """Return *datasets*, each with the targets that were set for its figures."""
    aims: dict[str, list[Aim]] = {}
    held = datasets.get(indicators.targets)
    for targets in vintages(targets_of(held)).values() if held is not None else ():
        indicator = indicators.by_id.get(targets[0].indicator)
        if indicator is not None and indicator.observed is not None:
            observed = indicator.observed
            aims.setdefault(observed.dataset, []).append(Aim(observed.figure, observed.where, targets))
    return {name: replace(one, aims=tuple(aims.get(name, ()))) for name, one in datasets.items()}


def target_faults(dataset: Dataset, indicators: Indicators) -> Iterator[tuple[Place, str]]:
    """Yield each faulty target with a message: a wrong period, day or unit, or no target that it replaces."""
    for (name, period), targets in vintages(targets_of(dataset)).items():
        indicator = indicators.by_id.get(name)
        for number, one in enumerate(targets):
            if parse_period(one.period) is None:
                yield one.place, f"period is “{one.period}”; write what the target is for, as 2025 or 2025 H1"
            if parse_period(one.set_on) is None:
                yield (
                    one.place,
                    f"set_on is “{one.set_on}”, which is not a day; write when the target was set, as 2025-02-25",
                )
            if indicator is not None and one.unit and one.unit != indicator.unit:
                yield one.place, f"unit is {one.unit}, and that of the indicator {name} {indicator.unit} ({PATH})"
            fault = _order_fault(one, targets[:number], targets[number + 1 :])
            if fault:
                yield one.place, f"the target of {name} for {period}: {fault}"


def _order_fault(one: Target, before: Sequence[Target], after: Sequence[Target]) -> str:
    """Return why target *one* does not fit the targets *before* and *after* it; empty when it fits."""
    if not one.replaces and before:
        earlier = listed(f"{other.value:f} of {other.set_on}" for other in before)
        return f"there was a target already ({earlier}); write in `replaces` the day when that target was set"
    if not one.replaces or any(one.replaces == other.set_on < one.set_on for other in before):
        return ""
    if one.replaces >= one.set_on and any(one.replaces == other.set_on for other in (one, *before, *after)):
        return (
            f"`replaces` is {one.replaces}; a target can only replace an earlier one, and this was set on {one.set_on}"
        )
    known = listed(other.set_on for other in (*before, *after))
    return f"`replaces` is {one.replaces}, and no target was set then (the others are of {known or 'no day'})"


def unknown_indicators(dataset: Dataset, indicators: Indicators) -> Iterator[tuple[Place, str]]:
    """Yield the place of each target whose indicator is not defined, with a message."""
    for one in targets_of(dataset):
        if one.indicator not in indicators.by_id:
            hint = did_you_mean(one.indicator, indicators.by_id)
            yield one.place, f"there is no indicator {one.indicator}{hint} (they stand in {PATH})"
