"""The scorecard and the ages of figures as sheets; their rows are offered as files."""

from __future__ import annotations

from loipr.coordination.freshness import Age, Standing, ages, indicator_ages
from loipr.coordination.scorecard import Comparison, Score, scores
from loipr.coordination.sheet import Cell, Column, Is, Sheet, day, number
from loipr.datasets.figures import rounded
from loipr.facts.indicators import NO_DIRECTION
from loipr.report import Report
from loipr.wording.period_words import in_words


def score_sheet(report: Report) -> Sheet:
    """Return the scorecard with a row for each indicator."""
    columns = (
        Column("Group", Is.CHOICE),
        Column("Indicator"),
        Column("Kind", Is.CHOICE),
        Column("Unit"),
        Column("Better", Is.CHOICE, "Which way it is better"),
        Column("Latest value"),
        Column("Of"),
        Column("Good until", Is.DAY),
        *(
            Column(head, full=full)
            for place in ("First", "Last")
            for head, full in (
                (f"{place} target", f"{place} target"),
                (f"{place}: set on", f"When the {place.lower()} target was set"),
                (f"{place}: reached", f"Share of the {place.lower()} target reached, per cent"),
                (f"{place}: verdict", f"Verdict on the {place.lower()} target"),
            )
        ),
        Column("Trend"),
        Column("Source"),
        Column("Responsible", Is.CHOICE),
        Column("Article"),
        Column("Question"),
        Column("SDG target"),
        Column("Note"),
    )
    return Sheet("scorecard", "Scorecard", columns, tuple(_row(score) for score in scores(report)))


def _row(score: Score) -> tuple[Cell, ...]:
    one, latest = score.indicator, score.latest
    return (
        Cell(one.group),
        Cell(one.name),
        Cell(one.kind),
        Cell(one.unit),
        Cell("neither" if one.direction == NO_DIRECTION else one.direction),
        Cell(latest.text if latest else str(Standing.MISSING)),
        Cell(in_words(latest.label) if latest else ""),
        day(latest.good_until if latest else None),
        *_compared(score.first),
        *_compared(score.last),
        Cell(score.trend),
        Cell(", ".join(latest.sources) if latest else ""),
        Cell(one.owner),
        Cell(one.article),
        Cell(one.question),
        Cell(one.sdg_target),
        Cell(one.note),
    )


def _compared(found: Comparison | None) -> tuple[Cell, ...]:
    if found is None:
        return (Cell("none"), Cell(), Cell(), Cell())
    share = f"{rounded(found.share, 1):,}" if found.share is not None else ""
    verdict = str(found.verdict) if found.verdict else f"no verdict: {found.why}"
    return Cell(f"{found.target.value:,}"), Cell(in_words(found.target.set_on)), Cell(share), Cell(verdict)


def freshness_sheet(report: Report) -> Sheet:
    """Return the ages of figures with a row for each dataset, then for each indicator."""
    columns = (
        Column("Institution", Is.CHOICE),
        Column("Kind", Is.CHOICE),
        Column("Dataset or indicator"),
        Column("Newest figure", Is.DAY),
        Column("Age", Is.NUMBER, "Age in whole months at the date of reference"),
        Column("Good for", Is.NUMBER, "For how many months a figure is good"),
        Column("Good until", Is.DAY),
        Column("Standing", Is.CHOICE),
        Column("Replies", Is.NUMBER, "Replies that draw from it"),
    )
    rows = [_aged("dataset", one) for one in ages(report)] + [_aged("indicator", one) for one in indicator_ages(report)]
    return Sheet("freshness", "Figures by age", columns, tuple(rows))


def _aged(kind: str, one: Age) -> tuple[Cell, ...]:
    return (
        Cell(one.owner or "nobody named"),
        Cell(kind),
        Cell(one.title),
        day(one.newest, "not dated" if one.standing == Standing.UNDATED else ""),
        number(one.months, blank=False) if one.months is not None else Cell(),
        number(one.good_for) if one.good_for is not None else Cell(),
        day(one.good_until),
        Cell(str(one.standing)),
        number(one.uses, blank=False) if kind == "dataset" else Cell(),
    )
