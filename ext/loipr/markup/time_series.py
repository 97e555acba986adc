"""The main series of a dataset over time, and the page on which a coordinator sees all of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from docutils import nodes

from loipr.datasets.dataset import PATH, Dataset
from loipr.datasets.figures import UNIT, unit_in_print
from loipr.datasets.time_series import Point, points_of
from loipr.markup.indexes import Index
from loipr.markup.nodes import data_page_id, series
from loipr.markup.references import cross_reference
from loipr.markup.report_of_build import note_data, report_of
from loipr.wording.dates import in_words
from loipr.wording.period_words import in_words as period_in_words

#: The words of a link from a picture to the figures in it.
ALL_FIGURES = "All figures as a table"


def series_figure(
    directive: Index, dataset: Dataset, caption: nodes.Node, *below: nodes.Node, name: str = "series"
) -> list[nodes.Node]:
    """Return a picture of the main series of *dataset*, or nothing if it has no series or no known point.

    *caption* is the text or link of its caption, *below* stands below that, and *name* ends its id.
    """
    points = points_of(dataset, dataset.series)
    if dataset.series is None or not points:
        return []
    column = dataset.column(dataset.series.figure)
    unit = dict(dataset.series.where).get(UNIT)
    unit = unit_in_print(dataset, unit) if unit else column.unit if column else ""
    reference = report_of(directive.env).settings.reference_date
    words = f"{'; '.join(course_in_words(f'{dataset.title} over time', points, reference))}."
    picture = series(points=points, targets=(), unit=unit, reference=reference, alt=words)
    return [captioned_figure(f"{data_page_id(dataset.name)}-{name}", picture, caption, *below)]


def captioned_figure(name: str, picture: nodes.Node, caption: nodes.Node, *below: nodes.Node) -> nodes.figure:
    """Return *picture* as a figure with the id *name*, with a *caption*, and with what stands *below* the caption."""
    legend = [nodes.legend("", *below)] if below else []
    return nodes.figure("", picture, nodes.caption("", "", caption), *legend, ids=[name], classes=["loipr-chart"])


def course_in_words(title: str, points: Sequence[Point], reference: datetime.date) -> list[str]:
    """Return in words what a picture of *points* shows, as parts of a sentence; the first part is *title*.

    If the data end before the *reference* date, the last part says so.
    """
    adopted = [point for point in points if point.adopted]
    said = [title]
    if len(adopted) == 1:
        said.append(f"{period_in_words(adopted[0].label)}: {adopted[0].value:,}")
    elif adopted:
        first, last = adopted[0], adopted[-1]
        least, most = min(adopted, key=lambda one: one.value), max(adopted, key=lambda one: one.value)
        ends = [f"{period_in_words(one.label)} ({one.value:,})" for one in (first, last)]
        said.append(f"from {ends[0]} to {ends[1]}")
        said.append(f"the least is {_told(least)}, the most {_told(most)}")
    aside = len(points) - len(adopted)
    if aside:
        said.append(f"{aside} observation{'s' if aside > 1 else ''} set aside")
    if adopted and adopted[-1].last < reference:
        said.append(f"nothing after {in_words(adopted[-1].last)}")
    return said


def _told(point: Point) -> str:
    return f"{point.value:,} ({period_in_words(point.label)})"


class SeriesOverviewDirective(Index):
    """``:::{series-overview}``: the main series of every dataset, to see where data end, jump or conflict."""

    def run(self) -> list[nodes.Node]:
        note_data(self.env, PATH)
        grid = nodes.container(classes=["loipr-series"])
        for dataset in report_of(self.env).datasets.values():
            note_data(self.env, dataset.path)
            link = cross_reference(self.env.docname, "dataset", dataset.name, nodes.inline("", dataset.title))
            grid += series_figure(self, dataset, link, name="series-overview")
        return [grid]
