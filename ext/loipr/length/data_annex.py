"""The annex of the printed report that has all datasets in full, one table each."""

from __future__ import annotations

import re

from loipr.datasets.once import once
from loipr.pages.page import DATA_ANNEX, Page
from loipr.report import Report


@once
def data_annex(report: Report) -> Page | None:
    """Return the page with the datasets; None when the report has no such page."""
    found = (page for page in report.pages for one in page.directives if one.name == DATA_ANNEX)
    return next(found, None)


def annex_name(title: str) -> str:
    """Return “annex II” of “Annex II. The Convention”."""
    return re.sub(r"\AAnnex", "annex", title.partition(".")[0].partition(":")[0])


def before_table(page: Page) -> str:
    """Return what stands before “table 36” where print refers to a table of the annex: “annex I, ”."""
    return f"{annex_name(page.title)}, " if page.is_annex else ""
