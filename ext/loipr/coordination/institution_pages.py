"""The pages of institutions, which the build makes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loipr.datasets.once import once
from loipr.pages.page import COORDINATION, docname_of
from loipr.report import Report

#: The page with this directive leads to the pages of the institutions.
LIST_OF_INSTITUTIONS = "institution-list"
_FOLDER = f"{docname_of(COORDINATION)}/institutions"


def present_institutions(report: Report) -> Sequence[str]:
    """Return the ids of the present institutions, in the order of their file."""
    return [one.id for one in report.institutions.by_id.values() if not one.is_former]


@once
def institution_pages(report: Report) -> Mapping[str, str]:
    """Return the page of each present institution, by its id; nothing when no page of the report lists them."""
    if not any(one.name == LIST_OF_INSTITUTIONS for page in report.pages for one in page.directives):
        return {}
    found: dict[str, str] = {}
    taken = set(report.pages_by_docname)
    counts: dict[str, int] = {}
    for name in present_institutions(report):
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "institution"
        page = f"{_FOLDER}/{plain}"
        while page in taken:
            counts[plain] = counts.get(plain, 1) + 1
            page = f"{_FOLDER}/{plain}-{counts[plain]}"
        taken.add(page)
        found[name] = page
    return found
