"""The annex of the printed report that has all datasets in full, one table each."""

from __future__ import annotations

import re

from loipr.datasets.once import once
from loipr.pages.page import Page
from loipr.report import Report

DIRECTIVE = "dataset-annex"


@once
def data_annex(report: Report) -> Page | None:
    """Return the page with the datasets; None when the report has no such page."""
    found = (page for page in report.pages for one in page.directives if one.name == DIRECTIVE)
    return next(found, None)


def annex_name(title: str) -> str:
    """Return “annex II” of “Annex II. The Convention”."""
    return re.sub(r"\AAnnex", "annex", title.partition(".")[0].partition(":")[0])


def table_in_annex(page: Page, number: int) -> str:
    """Return the words by which print refers to a table of the annex: “annex I, table 36”."""
    return f"{annex_name(page.title)}, table {number}" if page.is_annex else f"table {number}"
