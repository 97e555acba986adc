"""Rules about the words around a figure: the year, the unit, the source and the caption that it stands with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loipr.datasets.dataset import AS_OF, PERIOD, Dataset
from loipr.datasets.figures import COMPUTED, UNIT, observations_of
from loipr.datasets.observations import Observation, ObservationError
from loipr.datasets.once import once
from loipr.files.places import Place
from loipr.pages.page import Page, Prose
from loipr.pages.sentences import CITATIONS, Held, Sentence, sentences, years_in
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.tables.grid import matching
from loipr.tables.query import TableError, read_query
from loipr.wording.languages import _
from loipr.wording.periods import parse_period
from loipr.wording.sentences import listed

_PER_CENT = "per ?cents?|percent|persen|%"
#: Words that make another figure of the one before them; each kind with the ways in which a unit says the same.
_SCALES = {
    "thousand|ribu": "thousand|ribu",
    "million|juta": "million|juta|mn?",
    "billion|miliar|milyar": "billion|miliar|milyar|bn",
    "trillion|triliun": "trillion|triliun|trn?",
    _PER_CENT: _PER_CENT,
}
_BEHIND = re.compile(rf"\s?({'|'.join(_SCALES)})(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:(?:an?\s+)?(?:rise|increase|decrease|fall|drop|growth|decline|reduction|kenaikan|penurunan|peningkatan)\s+"
    r"(?:of|sebesar)|(?:rose|risen|fell|fallen|grew|grown|increased|decreased|declined|dropped)\s+by)\s+$",
    re.IGNORECASE,
)
#: How far before a change such words are searched.
_NEAR = 40


@once
def _told(report: Report) -> tuple[tuple[Prose, Sentence], ...]:
    """Return the sentences of the report with a figure from a dataset, each with its prose."""
    return tuple(
        (prose, sentence)
        for page in report.pages
        if not page.is_guide
        for prose in page.prose
        if not COMPUTED.keys().isdisjoint(prose.held)
        for sentence in sentences(prose)
        if any(held.name in COMPUTED for held in sentence.held)
    )


def _drawn(held: Held, report: Report) -> tuple[Observation, ...]:
    try:
        return observations_of(held.name, held.text, report.datasets) if held.name in COMPUTED else ()
    except ObservationError:
        return ()  # the rules about figures report it


def _years_of(texts: Sequence[str]) -> set[int]:
    """Return the years of the periods in *texts*."""
    periods = [period for text in texts if (period := parse_period(text)) is not None]
    return {year for one in periods for year in range(one.first.year, one.last.year + 1)}


@rule(Severity.WARNING)
def other_year(report: Report) -> Findings:
    """A figure stands in a sentence that names its year, where the sentence names any.

    Bad:

        In 2023, {value}`placements_by_year[2024].total` workers were placed.

    Good:

        In 2023, {value}`placements_by_year[2023].total` workers were placed.
    """
    for prose, sentence in _told(report):
        named = years_in(sentence.text)
        for held in sentence.held if named else ():
            observations = _drawn(held, report)
            years = _years_of([one.other(PERIOD) for one in observations if PERIOD in one.dataset.key])
            if years and not years & named:
                of = listed(dict.fromkeys(one.other(PERIOD) for one in observations))
                yield (
                    prose.place_at(held.position),
                    _(
                        "this figure is of {of}, and the sentence says {years}; mend one of them, or name the year "
                        "of the figure in the sentence"
                    ).format(of=of, years=listed(map(str, sorted(named)[:3]))),
                )


@rule(Severity.WARNING)
def other_unit(report: Report) -> Findings:
    """No word around a figure makes another figure of it, or says once more what it prints itself.

    A share prints “per cent”, and a change “an increase of” or “a decrease of”.

    Bad:

        {value}`placements_by_year[2023].total` million workers, {share}`placements_by_year[2023].female of
        placements_by_year[2023].total` per cent of them women, a rise of {change}`placements_by_year[2022].total
        to placements_by_year[2023].total`

    Good:

        {value}`placements_by_year[2023].total` workers, {share}`placements_by_year[2023].female of
        placements_by_year[2023].total` of them women, {change}`placements_by_year[2022].total to
        placements_by_year[2023].total`
    """
    for prose, sentence in _told(report):
        for held in sentence.held:
            observations = _drawn(held, report)
            if observations:
                place = prose.place_at(held.position)
                yield from ((place, message) for message in _around(prose.text, held, observations[0]))


def _around(text: str, held: Held, first: Observation) -> Iterator[str]:
    behind = _BEHIND.match(text, held.position + 1)
    if held.name == "value" and behind and first.column.is_figure:
        unit = first.other(UNIT) or first.column.unit
        same = next(words for kind, words in _SCALES.items() if re.fullmatch(kind, behind[1], re.IGNORECASE))
        if unit and not re.search(rf"(?<!\w)(?:{same})(?!\w)", unit, re.IGNORECASE):
            yield _(
                "“{word}” after this figure, which is in {unit}, makes another figure of it; delete the word"
            ).format(word=behind[1], unit=unit)
    elif held.name != "value" and behind and re.fullmatch(_PER_CENT, behind[1], re.IGNORECASE):
        yield _("this {name} prints “per cent” itself; delete “{word}” after it").format(name=held.name, word=behind[1])
    before = _BEFORE.search(text, max(0, held.position - _NEAR), held.position) if held.name == "change" else None
    if before:
        words = " ".join(before[0].split())
        yield _("this change prints “an increase of” or “a decrease of” itself; delete “{words}” before it").format(
            words=words
        )


@rule(Severity.WARNING)
def other_source(report: Report) -> Findings:
    """The source cited after figures is that of one of them, as their dataset has it.

    Bad:

        {value}`placements_by_year[2024].total` workers {cite}`DT14`

    The dataset has the figure from DT01.

    Good:

        {value}`placements_by_year[2024].total` workers {cite}`DT01`
    """
    for prose, sentence in _told(report):
        own: dict[str, None] = {}
        for held in sentence.held:
            if held.name in CITATIONS and own:
                cited = [key.strip() for key in held.text.split(",")]
                if own.keys().isdisjoint(cited) and all(key in report.bibliography.sources for key in cited):
                    yield (
                        prose.place_at(held.position),
                        _(
                            "{cited} is not where the figures before it come from ({own}); cite that, and put the "
                            "other source after what it says"
                        ).format(cited=listed(cited), own=listed(own)),
                    )
            own = own if held.name in COMPUTED or held.name not in CITATIONS else {}
            own |= dict.fromkeys(key for one in _drawn(held, report) for key in one.sources)


@rule(Severity.WARNING)
def other_year_in_caption(report: Report) -> Findings:
    """The caption of a table or chart names the years that its rows are of, where it names any.

    Bad:

        :::{data-table} placements_by_destination
        :caption: Placements by destination, 2023
        :where: period = 2024
        :::

    Good:

        :::{data-table} placements_by_destination
        :caption: Placements by destination, 2024
        :where: period = 2024
        :::
    """
    for page in report.pages:
        for place, caption, dataset, rows in _captions(page, report):
            named = years_in(caption)
            if not named or PERIOD not in dataset.cells:
                continue
            shown = _years_of([dataset.cells[PERIOD][row] for row in rows])
            taken = _years_of([dataset.cells[AS_OF][row] for row in rows]) if AS_OF in dataset.cells else set()
            strange = sorted(named - shown - taken)
            more = sorted(year for year in shown if not min(named) <= year <= max(named))
            if shown and strange and len(strange) == len(named - taken or named):
                yield (
                    place,
                    _("the caption says {named}, but the rows are of {others}").format(
                        named=_listed(strange), others=_listed(sorted(shown))
                    ),
                )
            elif more:
                yield (
                    place,
                    _("the caption says {named}, but there are rows of {others} too").format(
                        named=_listed(sorted(named)), others=_listed(more)
                    ),
                )
            elif min(named) in strange or max(named) in strange:
                yield (
                    place,
                    _("the caption says {named}, but no row is of {others}").format(
                        named=_listed(sorted(named)), others=_listed(strange)
                    ),
                )


def _captions(page: Page, report: Report) -> Iterator[tuple[Place, str, Dataset, list[int]]]:
    for one in page.directives:
        if one.name in ("data-table", "data-chart") and one.options.get("caption"):
            try:
                query = read_query(one.argument, one.options, report.datasets, is_chart=one.name == "data-chart")
                yield one.place, query.caption, query.dataset, matching(query)
            except TableError:
                continue  # the rules about tables report it


def _listed(years: Sequence[int]) -> str:
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return listed(map(str, years))
