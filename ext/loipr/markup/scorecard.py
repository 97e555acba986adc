"""The scorecard of the indicators, and the ages of the figures, as pages for those who run the process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from docutils import nodes

from loipr.coordination.freshness import Age, Standing, ages, indicator_ages
from loipr.coordination.measures import freshness_sheet, score_sheet
from loipr.coordination.scorecard import Comparison, Score, Verdict, scores
from loipr.coordination.sheet import Sheet
from loipr.datasets.dataset import PATH, Target
from loipr.datasets.time_series import Point
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.facts.indicators import NO_DIRECTION
from loipr.facts.indicators import PATH as INDICATORS
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.markup.indexes import Index
from loipr.markup.nodes import series, sheet_download
from loipr.markup.references import cross_reference, institution_node
from loipr.markup.report_of_build import note_data, report_of
from loipr.markup.tables import citations, column_specification, word_table
from loipr.markup.time_series import course_in_words, uncaptioned_figure
from loipr.wording.dates import in_words as day_in_words
from loipr.wording.period_words import in_words
from loipr.wording.periods import parse_period

_Cells = list[list[nodes.Node]]
#: The class of each verdict. The look is added to the words; it never replaces them.
_CLASSES = {Verdict.REACHED: "loipr-reached", Verdict.NEAR: "loipr-near", Verdict.MISSED: "loipr-missed"}
_BETTER = {"up": "more", "down": "less", NO_DIRECTION: "neither"}


class ScorecardDirective(Index):
    """``:::{scorecard}``: the indicators by group, each with its latest value, its targets and a picture over time."""

    def run(self) -> list[nodes.Node]:
        report = report_of(self.env)
        names = {score.dataset.name for score in scores(report) if score.dataset is not None} | {
            report.indicators.targets
        }
        paths = [report.datasets[name].path for name in sorted(names) if name in report.datasets]
        for path in (PATH, INDICATORS, BIBLIOGRAPHY, *paths):
            note_data(self.env, path)
        if not scores(report):
            return [self.marker(), nodes.paragraph("", f"Nothing is measured: {INDICATORS} defines no indicator.")]
        found: list[nodes.Node] = [self.marker(), _offer(score_sheet(report))]
        for group, own in groupby(scores(report), key=lambda score: score.indicator.group):
            found.append(self._group(group, list(own)))
        found.append(_section("What is measured", self._definitions(scores(report))))
        return found

    def _group(self, group: str, own: Sequence[Score]) -> nodes.section:
        heads = ("Indicator", "Latest value", "Of", "First target", "Last target", "Trend", "Source")
        section = _section(group, _table(heads, [list(self._cells(score)) for score in own]))
        grid = nodes.container(classes=["loipr-series"])
        grid += [figure for score in own for figure in self._picture(score)]
        if grid.children:
            section += grid
        return section

    def _cells(self, score: Score) -> Iterator[list[nodes.Node]]:
        one, latest = score.indicator, score.latest
        yield [nodes.Text(f"{one.name} ({one.kind})")]
        if latest is None:
            missing = nodes.emphasis("", str(Standing.MISSING))
            yield [missing, nodes.Text("; to be supplied by "), institution_node(self.env, one.owner)]
        else:
            yield [nodes.Text(f"{latest.text} {one.unit}" if latest.number is not None else latest.text)]
        yield [nodes.Text(in_words(latest.label))] if latest else []
        yield _compared(score.first) if latest else []
        if score.last is not None and score.last == score.first:
            yield [nodes.Text("the same")]
        else:
            yield _compared(score.last) if latest else []
        yield [nodes.Text(score.trend)]
        yield citations(self, list(latest.sources)) if latest else []

    def _picture(self, score: Score) -> list[nodes.Node]:
        """Return a picture of an indicator over time, and the same in words; nothing if there are not two points."""
        aimed = tuple(_points(_targets(score)))
        if not score.points or len(score.points) + len(aimed) < 2:
            return []
        words = score_in_words(score, self)
        # Readers who cannot see the picture read the words below it; the same words here would be read twice.
        alt = f"{score.indicator.name} over time, as told below"
        reference = report_of(self.env).settings.reference_date
        picture = series(points=score.points, targets=aimed, unit=score.indicator.unit, reference=reference, alt=alt)
        title = nodes.paragraph("", score.indicator.name, classes=["loipr-series-title"])
        said = nodes.paragraph("", words, classes=["loipr-series-words"])
        return [uncaptioned_figure(f"indicator-{score.indicator.id}", title, picture, said)]

    def _definitions(self, own: Sequence[Score]) -> list[nodes.Node]:
        heads = (
            "Indicator",
            "What it counts",
            "Better",
            "How often",
            "Responsible",
            "Question",
            "Article",
            "SDG target",
        )
        return _table(heads, [list(self._definition(score)) for score in own])

    def _definition(self, score: Score) -> Iterator[list[nodes.Node]]:
        one = score.indicator
        yield [nodes.Text(one.name)]
        note: list[nodes.Node] = [nodes.Text(" "), nodes.emphasis("", one.note)] if one.note else []
        sources = [nodes.Text(" "), *citations(self, list(one.sources))] if one.sources else []
        yield [nodes.Text(one.definition), *note, *sources]
        yield [nodes.Text(_BETTER[one.direction])]
        yield [nodes.Text(one.frequency)]
        yield [institution_node(self.env, one.owner)]
        yield self._question(one.question)
        yield [nodes.Text(one.article)]
        yield [nodes.Text(one.sdg_target)]

    def _question(self, text: str) -> list[nodes.Node]:
        reference = parse_question_reference(text) if text else None
        if reference is None:
            return [nodes.Text(text)]
        return [cross_reference(self.env.docname, "question", str(reference[0]), nodes.inline("", text))]


class FreshnessDirective(Index):
    """``:::{freshness}``: how old the figures of each institution are, and how long they are good."""

    def run(self) -> list[nodes.Node]:
        report = report_of(self.env)
        for path in (PATH, INDICATORS, *(dataset.path for dataset in report.datasets.values())):
            note_data(self.env, path)
        found, measured = ages(report), indicator_ages(report)
        day = day_in_words(report.settings.reference_date)
        words = f"At {day}, the report’s date of reference, {_past(found, 'dataset')}."
        parts: list[nodes.Node] = [self.marker(), nodes.paragraph("", words), _offer(freshness_sheet(report))]
        parts += self._table("Dataset", found)
        if measured:
            missing = sum(one.standing == Standing.MISSING for one in measured)
            words = f"{_past(measured, 'indicator')}, and {missing} not available."
            parts.append(
                _section("Values of indicators", [nodes.paragraph("", words), *self._table("Indicator", measured)])
            )
        return parts

    def _table(self, head: str, found: Sequence[Age]) -> list[nodes.Node]:
        heads = ("Institution", head, "Newest figure", "Age, in months", "Good for, in months", "Standing")
        return _table(heads, [list(self._cells(one)) for one in found])

    def _cells(self, one: Age) -> Iterator[list[nodes.Node]]:
        yield [institution_node(self.env, one.owner)] if one.owner else [nodes.Text("nobody named")]
        title = nodes.inline("", one.title)
        yield [cross_reference(self.env.docname, "dataset", one.dataset, title)] if one.dataset else [title]
        yield [nodes.Text(day_in_words(one.newest))] if one.newest else []
        yield [nodes.Text(str(one.months))] if one.months is not None else []
        yield [nodes.Text(str(one.good_for))] if one.good_for is not None else []
        end = day_in_words(one.good_until) if one.good_until else ""
        if one.standing == Standing.PAST:
            yield [nodes.strong("", f"out of date since {end}")]
        elif one.standing == Standing.MISSING:
            yield [nodes.emphasis("", str(one.standing))]
        else:
            yield [nodes.Text(f"good until {end}" if end else str(one.standing))]


def _past(found: Sequence[Age], what: str) -> str:
    past = sum(one.standing == Standing.PAST for one in found)
    return f"{past} of {len(found)} {what}{'s' if len(found) != 1 else ''} {'is' if past == 1 else 'are'} out of date"


def score_in_words(score: Score, directive: Index) -> str:
    """Return in words what the picture of an indicator shows: its figures and its targets."""
    reference = report_of(directive.env).settings.reference_date
    parts = course_in_words(score.indicator.name, score.points, reference)
    for target in _targets(score):
        parts.append(f"target of {in_words(target.period)}, set {in_words(target.set_on)}: {target.value:,}")
    return f"{'; '.join(parts)}."


def _targets(score: Score) -> list[Target]:
    own = [found.target for found in (score.first, score.last) if found is not None]
    return list(dict.fromkeys([*own, *score.others]))


def _points(targets: Sequence[Target]) -> Iterator[Point]:
    for target in targets:
        period = parse_period(target.period)
        if period is not None:
            yield Point(target.period, period.first, period.last, target.value, adopted=True)


def _compared(found: Comparison | None) -> list[nodes.Node]:
    if found is None:
        return [nodes.Text("none")]
    aimed = f"{found.target.value:,}, set {in_words(found.target.set_on)}: "
    classes = ["loipr-verdict", *([_CLASSES[found.verdict]] if found.verdict else [])]
    return [nodes.Text(aimed), nodes.inline("", found.words, classes=classes)]


def _offer(sheet: Sheet) -> nodes.paragraph:
    return nodes.paragraph("", "", sheet_download(sheet=sheet), classes=["loipr-source"])


def _table(heads: Sequence[str], cells: Sequence[_Cells]) -> list[nodes.Node]:
    texts = [["".join(part.astext() for part in cell) for cell in row] for row in cells]
    node = word_table(heads, texts, cells)
    return [column_specification(node), node]


def _section(title: str, content: Sequence[nodes.Node]) -> nodes.section:
    name = f"scorecard {title}"
    section = nodes.section(ids=[nodes.make_id(name)], names=[nodes.fully_normalize_name(name)])
    section += [nodes.title("", title), *content]
    return section
