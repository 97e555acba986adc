"""Rules about sources: that there are some, and that citations lead to them."""

from collections.abc import Iterator, Sequence

from loipr.datasets.dataset import CONFIDENCE, SOURCE, split_sources
from loipr.facts.bibliography import PATH
from loipr.facts.copies import COLLECTED, PASSED_ON, TEST, UPLOADED, host_of, kind_of_copy
from loipr.files.places import Fix, Place
from loipr.files.reading import meant
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean, nearest, several


def _cited(report: Report) -> Iterator[tuple[str, Place]]:
    """Yield the citation keys with their places: on the pages, then in the data.

    A dataset may have many rows and few sources, so cells with known keys only are left out.
    """
    known = report.bibliography.sources
    for page in report.pages:
        for role in page.roles:
            if role.name in ("cite", "cite:t", "cite:p"):
                for key in role.text.split(","):
                    yield key.strip(), role.place
    for dataset in report.datasets.values():
        if SOURCE not in dataset.cells:
            continue
        column = list(dataset.cells).index(SOURCE) + 1
        strange = {cell for cell in set(dataset.cells[SOURCE]) if not known.keys() >= set(split_sources(cell))}
        for row, cell in enumerate(dataset.cells[SOURCE]) if strange else ():
            for key in split_sources(cell) if cell in strange else ():
                yield key, Place(dataset.path, row + 2, column)
    for question in report.questions.values():
        for key in question.source:
            yield key, question.place
    for event in report.events:
        for key in event.sources:
            yield key, event.place
    for form in report.form_rules.values():
        for key in form.sources:
            yield key, form.place
    for indicator in report.indicators.by_id.values():
        for key in indicator.sources:
            yield key, indicator.places["source"]


@rule(Severity.ERROR)
def unknown_citation(report: Report) -> Findings:
    """A citation leads to an entry of the bibliography.

    Bad:

        {cite}`DT99`

    Good:

        {cite}`DT01`
    """
    known = report.bibliography.sources
    if not known and any(problem.place.path == PATH for problem in report.problems):
        return
    # One key may be missing in every row of a long dataset: similar keys are searched once.
    like: dict[str, tuple[str, ...]] = {}
    for key, place in _cited(report):
        if names := several(key, known):
            wanted = _several(names, place.path)
            message = _("“{key}” names {count} entries; write {wanted}")
            fix = Fix(place, key, wanted) if place.column else None
            yield place, message.format(key=key, count=len(names), wanted=wanted), fix
        elif key not in known:
            if key not in like:
                like[key] = tuple(filter(None, [nearest(key, known)]))
            message = _("the bibliography has no entry {key}{hint} (they stand in {file})").format(
                key=key, hint=did_you_mean(key, like[key]), file=PATH
            )
            yield place, message, meant(place, key, like[key])


def _several(keys: Sequence[str], path: str) -> str:
    """Return *keys* as the file at *path* has several of them in one place."""
    if path.endswith(".csv"):
        return ";".join(keys)
    return ",".join(keys) if path.endswith(".md") else f"[{', '.join(keys)}]"


#: What the site of a source is, by what it has instead of the original.
_SITES = {
    TEST: _("a site for tests"),
    UPLOADED: _("a site with documents that its visitors upload"),
    COLLECTED: _("a site that collects what others publish"),
    PASSED_ON: _("a copy that a search engine or a translator passes on"),
}


@rule(Severity.WARNING)
def copied_source(report: Report) -> Findings:
    """The address of a source is that of the original, not of a copy.

    A site for tests, one with documents that its visitors upload, and one that collects what others publish may be gone
    any day, and nobody vouches there that a text is whole. The bibliography names such a source for what it is. If the
    original cannot be found, accept the finding, with the reason.

    Bad: `url = {https://docplayer.info/123-Report.html}`

    Good: `url = {https://statistics.example.org/report.pdf}`, the address where the office published it.
    """
    for source in report.bibliography.sources.values():
        if kind := kind_of_copy(source.url):
            yield (
                source.place,
                _("the entry {key} leads to {host}, {site}; write the address of the original").format(
                    key=source.key, host=host_of(source.url), site=_SITES[kind]
                ),
            )


@rule(Severity.ERROR)
def unsourced_observation(report: Report) -> Findings:
    """Each row of a dataset names its source, unless its `confidence` says that it is unverified.

    Bad: a row of data/datasets/placements_by_year.csv with an empty cell in the column `source`.

    Good: the key of an entry of the bibliography in that cell, as `DT01`, or several, as `DT01;DT02`.
    """
    for dataset in report.datasets.values():
        sources = dataset.cells.get(SOURCE, ())
        if "" not in sources:
            continue
        column = list(dataset.cells).index(SOURCE) + 1
        confidence = dataset.cells.get(CONFIDENCE)
        for row, cell in enumerate(sources):
            if not cell and (confidence is None or confidence[row] != "unverified"):
                message = _("this row has no source; write the key of its entry in {file}").format(file=PATH)
                yield Place(dataset.path, row + 2, column), message
