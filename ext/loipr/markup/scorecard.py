"""The scorecard of the indicators, as a page for those who run the process: tables, and pictures over time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby

from docutils import nodes

from loipr.coordination.scorecard import Score, scores
from loipr.datasets.dataset import PATH, Target
from loipr.datasets.time_series import Point
from loipr.facts.indicators import PATH as INDICATORS
from loipr.markup.coordination import ViewDirective
from loipr.markup.nodes import series
from loipr.markup.references import cross_reference
from loipr.markup.report_of_build import note_data, report_of
from loipr.markup.time_series import ALL_FIGURES, captioned_figure, course_in_words
from loipr.wording.period_words import in_words
from loipr.wording.periods import parse_period


class ScorecardDirective(ViewDirective):
    """``:::{scorecard}``: the indicators with their latest values and targets, and a picture of each over time."""

    views = (("scorecard", ""), ("indicators", "What is measured"))

    def run(self) -> list[nodes.Node]:
        report = report_of(self.env)
        found = scores(report)
        names = {score.dataset.name for score in found if score.dataset is not None} | {report.indicators.targets}
        paths = [report.datasets[name].path for name in sorted(names) if name in report.datasets]
        for path in (PATH, INDICATORS, *paths):
            note_data(self.env, path)
        table, definitions = super().run()
        pictures = [self._group(group, list(own)) for group, own in groupby(found, key=lambda one: one.indicator.group)]
        return [table, *(section for section in pictures if section is not None), *([definitions] if found else [])]

    def _group(self, group: str, own: Sequence[Score]) -> nodes.section | None:
        figures = [figure for score in own for figure in self._picture(score)]
        if not figures:
            return None
        name = f"scorecard {group}"
        section = nodes.section(ids=[nodes.make_id(name)], names=[nodes.fully_normalize_name(name)])
        section += [nodes.title("", group), nodes.container("", *figures, classes=["loipr-series"])]
        return section

    def _picture(self, score: Score) -> list[nodes.Node]:
        """Return a picture of an indicator over time, and the same in words; nothing if there are not two points."""
        aimed = tuple(_points(_targets(score)))
        if not score.points or len(score.points) + len(aimed) < 2:
            return []
        reference = report_of(self.env).settings.reference_date
        words = score_in_words(score, reference)
        # Readers who cannot see the picture read the words below it; the same words here would be read twice.
        alt = f"{score.indicator.name} over time, as told below"
        picture = series(points=score.points, targets=aimed, unit=score.indicator.unit, reference=reference, alt=alt)
        below = [nodes.paragraph("", words, classes=["loipr-series-words"])]
        if score.dataset is not None:
            link = cross_reference(self.env.docname, "dataset", score.dataset.name, nodes.inline("", ALL_FIGURES))
            below.append(nodes.paragraph("", "", link, classes=["loipr-source"]))
        return [captioned_figure(f"indicator-{score.indicator.id}", picture, nodes.Text(score.indicator.name), *below)]


def score_in_words(score: Score, reference: datetime.date) -> str:
    """Return in words what the picture of an indicator shows: its figures and its targets."""
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
