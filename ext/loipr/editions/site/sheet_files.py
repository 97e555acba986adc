"""The rows of the scorecard and of the ages of figures as files of the site: as CSV and as a workbook."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from loipr.coordination.measures import freshness_sheet, score_sheet
from loipr.coordination.sheet import Sheet, as_csv
from loipr.editions.site.coordination import kept_workbook
from loipr.markup.report_of_build import report_of
from loipr.report import Report

#: The site's folder with the files.
FOLDER = "_measures"
#: The directives whose rows are offered.
_SHEETS: Mapping[str, Callable[[Report], Sheet]] = {"scorecard": score_sheet, "freshness": freshness_sheet}


def offer_sheet(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the links to the files of a sheet."""
    up = "../" * self.builder.current_docname.count("/")
    sheet = node["sheet"]
    links = (
        f'<a class="loipr-download" href="{up}{FOLDER}/{sheet.name}.{kind.lower()}" download>{kind}'
        f'<span class="visually-hidden"> of {self.encode(sheet.title)}</span></a>'
        for kind in ("CSV", "XLSX")
    )
    self.body.append(" ".join(links))


def write_sheets(app: Sphinx, exception: Exception | None) -> None:
    """Write the files to the site, and remove the old ones (``build-finished``)."""
    if exception is not None or app.builder.format != "html":
        return
    report, folder, kept = report_of(app.env), Path(app.outdir) / FOLDER, Path(app.doctreedir) / "measures"
    shutil.rmtree(folder, ignore_errors=True)
    wanted: set[Path] = set()
    for sheet in _offered(report):
        folder.mkdir(exist_ok=True)
        kept.mkdir(exist_ok=True)
        (folder / f"{sheet.name}.csv").write_bytes(as_csv(sheet))
        workbook = kept_workbook(sheet, report, kept, f"{sheet.name}.xlsx")
        wanted.add(workbook)
        shutil.copyfile(workbook, folder / f"{sheet.name}.xlsx")
    for workbook in set(kept.glob("*")) - wanted:
        workbook.unlink()


def _offered(report: Report) -> Iterator[Sheet]:
    shown = {directive.name for page in report.pages for directive in page.directives}
    return (make(report) for name, make in _SHEETS.items() if name in shown)
