"""The scorecard and the ages of figures as sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loipr.coordination.freshness import Age, Standing, ages, indicator_ages
from loipr.coordination.scorecard import Comparison, Score, Verdict, scores
from loipr.coordination.sheet import Cell, Column, Is, On, Sheet, day, number, several
from loipr.coordination.views.block import SOURCES_PAGE, Block, Sources
from loipr.datasets.figures import rounded
from loipr.facts.indicators import NO_DIRECTION, PATH
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.wording.dates import in_words as day_in_words
from loipr.wording.period_words import in_words

#: The look of each verdict. It is added to the words; it never replaces them.
_LOOKS = {Verdict.REACHED: "loipr-reached", Verdict.NEAR: "loipr-near", Verdict.MISSED: "loipr-missed"}
_BETTER = {"up": "more", "down": "less", NO_DIRECTION: "neither"}
_SCORES = (
    Column("Indicator"),
    Column("Group", Is.CHOICE),
    Column("Kind", Is.CHOICE),
    Column("Latest value", on=On.FILE),
    Column("Unit", on=On.FILE),
    Column("Latest value", on=On.PAGE),
    Column("Of"),
    Column("Better", full="Whether more or less of it is better", on=On.FILE),
    Column("Good until", Is.DAY, on=On.FILE),
    *(
        column
        for place in ("First", "Last")
        for column in (
            Column(f"{place} target", full=f"{place} target, and how much of it is reached", on=On.PAGE),
            Column(f"{place} target", on=On.FILE),
            Column(f"When the {place.lower()} target was set", on=On.FILE),
            Column(f"Share of the {place.lower()} target reached, per cent", on=On.FILE),
            Column(f"Verdict on the {place.lower()} target", on=On.FILE),
        )
    ),
    Column("Trend"),
    Column("Source"),
    Column("Responsible", Is.CHOICE, "Institution responsible for it"),
    *(Column(head, on=On.FILE) for head in ("Article", "Question", "SDG target", "Note")),
)
_DEFINITIONS = (
    Column("Indicator"),
    Column("What it counts"),
    Column("Better", Is.CHOICE, "Whether more or less of it is better"),
    Column("How often", Is.CHOICE),
    Column("Question"),
    Column("Article"),
    Column("SDG target"),
    Column("Source"),
)
_AGES = (
    Column("Institution", Is.CHOICE),
    Column("Dataset or indicator"),
    Column("Kind", Is.CHOICE),
    Column("Newest figure", Is.DAY),
    Column("Age", Is.NUMBER, "Age in whole months at the date of reference"),
    Column("Good for", Is.NUMBER, "For how many months a figure is good"),
    Column("Good until", Is.DAY),
    Column("Standing", Is.CHOICE),
    Column("Replies", Is.NUMBER, "Replies that draw from it"),
)


def scorecard(sources: Sources, _: str) -> Iterator[Block]:
    """Yield every indicator with its latest value, beside its first target and its last."""
    found = scores(sources.report)
    if not found:
        yield f"Nothing is measured: {PATH} defines no indicator."
        return
    yield Sheet("scores", "Scorecard", _SCORES, tuple(_score(score, sources) for score in found))


def definitions(sources: Sources, _: str) -> Iterator[Block]:
    """Yield what each indicator counts, and what it is about."""
    found = scores(sources.report)
    if found:
        yield Sheet("indicators", "What is measured", _DEFINITIONS, tuple(_definition(one, sources) for one in found))


def freshness(sources: Sources, _: str) -> Iterator[Block]:
    """Yield the age of each dataset, then of each indicator."""
    report = sources.report
    datasets, indicators = ages(report), indicator_ages(report)
    reference = day_in_words(report.settings.reference_date)
    missing = sum(one.standing == Standing.MISSING for one in indicators)
    measured = f", and {_past(indicators, 'indicator')}, and {missing} not available" if indicators else ""
    yield f"At {reference}, the report’s date of reference, {_past(datasets, 'dataset')}{measured}."
    rows = [_aged("dataset", one, sources) for one in datasets] + [
        _aged("indicator", one, sources) for one in indicators
    ]
    yield Sheet("freshness", "Figures by age", _AGES, tuple(rows))


def _past(found: Sequence[Age], what: str) -> str:
    past = sum(one.standing == Standing.PAST for one in found)
    return f"{past} of {len(found)} {what}{'s' if len(found) != 1 else ''} {'is' if past == 1 else 'are'} out of date"


def _score(score: Score, sources: Sources) -> tuple[Cell, ...]:
    one, latest = score.indicator, score.latest
    is_same = score.last is not None and score.last == score.first
    return (
        Cell(one.name),
        Cell(one.group),
        Cell(one.kind),
        Cell(latest.text if latest else str(Standing.MISSING)),
        Cell(one.unit),
        Cell(_with_unit(score)),
        Cell(in_words(latest.label) if latest else ""),
        Cell(_BETTER[one.direction]),
        day(latest.good_until if latest else None),
        *_compared(score.first, is_measured=latest is not None),
        *_compared(score.last, is_measured=latest is not None, is_same=is_same),
        Cell(score.trend),
        _cited(latest.sources if latest else ()),
        sources.institution(one.owner),
        *map(Cell, (one.article, one.question, one.sdg_target, one.note)),
    )


def _with_unit(score: Score) -> str:
    latest = score.latest
    if latest is None:
        return str(Standing.MISSING)
    return f"{latest.text} {score.indicator.unit}" if latest.number is not None else latest.text


def _compared(found: Comparison | None, *, is_measured: bool, is_same: bool = False) -> tuple[Cell, ...]:
    if found is None:
        return (Cell("none" if is_measured else ""), Cell(), Cell(), Cell(), Cell())
    value, set_on = f"{found.target.value:,}", in_words(found.target.set_on)
    share = f"{rounded(found.share, 1):,}" if found.share is not None else ""
    verdict = str(found.verdict) if found.verdict else f"no verdict: {found.why}"
    look = _LOOKS[found.verdict] if found.verdict else ""
    words = (
        Cell("the same") if is_same else Cell(f"{value}, set {set_on}: {found.words}", look=look, looked=found.words)
    )
    return words, Cell(value), Cell(set_on), Cell(share), Cell(verdict)


def _definition(score: Score, sources: Sources) -> tuple[Cell, ...]:
    one = score.indicator
    reference = parse_question_reference(one.question)
    return (
        Cell(one.name),
        Cell(f"{one.definition} {one.note}".strip()),
        Cell(_BETTER[one.direction]),
        Cell(one.frequency),
        Cell(one.question, sources.question_page(reference[0]) if reference else ""),
        Cell(one.article),
        Cell(one.sdg_target),
        _cited(one.sources),
    )


def _cited(keys: Sequence[str]) -> Cell:
    return several((key, SOURCES_PAGE) for key in keys)


def _aged(kind: str, one: Age, sources: Sources) -> tuple[Cell, ...]:
    return (
        sources.institution(one.owner),
        Cell(one.title, sources.dataset_pages.get(one.dataset, "")),
        Cell(kind),
        day(one.newest, "not dated" if one.standing == Standing.UNDATED else ""),
        number(one.months, blank=False) if one.months is not None else Cell(),
        number(one.good_for) if one.good_for is not None else Cell(),
        day(one.good_until),
        Cell(str(one.standing)),
        number(one.uses, blank=False) if kind == "dataset" else Cell(),
    )
