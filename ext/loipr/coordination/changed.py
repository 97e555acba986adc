"""What changed between two revisions of the report: pages, status, gaps and figures, compared as records.

For another module, three names are enough: :func:`changes_between` compares two reports, ``changes.of_question(7)``
gives the changes of a question, and ``change.words`` says each in a sentence. The changes since a day, read from git,
come from :func:`loipr.coordination.recent.changes_since`; when git does not go back so far, its ``changes`` are None,
and its ``since`` says why.
"""

from __future__ import annotations

from loipr.coordination.change import Changed, Changes
from loipr.coordination.changed_datasets import changed_datasets
from loipr.coordination.changed_pages import changed_pages
from loipr.report import Report


def changes_between(before: Report, after: Report) -> Changes:
    """Return what changed from the report *before* to the report *after*: in the order of the questions, then of other
    pages, then of datasets.
    """
    found = [*changed_pages(before, after), *changed_datasets(before, after)]
    return Changes(tuple(sorted(found, key=_order)))


def _order(change: Changed) -> tuple[int, int]:
    if change.dataset:
        return 2, 0
    return (0, change.questions[0]) if change.questions else (1, 0)
