"""Rules about citations."""

from collections.abc import Iterator

from loipr.catalog.bibliography import PATH
from loipr.catalog.datasets import SOURCE, split_sources
from loipr.catalog.report import Report
from loipr.catalog.source import Place, did_you_mean, meant
from loipr.rules.registry import Findings, Severity, rule


def _cited(report: Report) -> Iterator[tuple[str, Place]]:
    """Yield every citation key with its place: on the pages, in the datasets, in the list of issues."""
    for page in report.pages:
        for role in page.roles:
            if role.name in ("cite", "cite:t", "cite:p"):
                for key in role.text.split(","):
                    yield key.strip(), role.place
    for dataset in report.datasets.values():
        if SOURCE not in dataset.cells:
            continue
        column = list(dataset.cells).index(SOURCE) + 1
        for row, cell in enumerate(dataset.cells[SOURCE]):
            for key in split_sources(cell):
                yield key, Place(dataset.path, row + 2, column)
    for question in report.questions.values():
        for key in question.source:
            yield key, question.place


@rule(Severity.ERROR)
def unknown_citation(report: Report) -> Findings:
    """A citation leads to an entry of the bibliography.

    Bad:

        {cite}`DT99`

    Good:

        {cite}`DT01`
    """
    known = report.bibliography.sources
    if not known:
        return
    for key, place in _cited(report):
        if key not in known:
            message = f"the bibliography has no entry {key}{did_you_mean(key, known)} (they stand in {PATH})"
            yield place, message, meant(place, key, known)
