"""The pages for those who run the process, and their files; a page is written again when its views have changed."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from loipr.coordination.icalendar import Entry, calendar_file
from loipr.coordination.sheet import Sheet, as_csv
from loipr.coordination.views import Views, views_of
from loipr.domain.memory import memory_of
from loipr.editions.site.view_html import block_html
from loipr.markup.report_of_build import report_of
from loipr.report import Report
from loipr.version import code_version

#: The site's folder with the files of the views, and the name of the plan's calendar file there.
FOLDER, PLAN = "_coordination", "calendar.ics"
_SCRIPT = "coordination.js"
#: The views whose rows are offered as files. The tasks of one institution are offered as CSV only: a workbook for each
#: would take a tenth of the site's time, and the workbook of all tasks has a filter.
_OFFERED = (
    *("tasks", "institutions", "plan", "record", "matrix", "articles", "changes", "readiness", "tasks-of-one"),
    *("meetings", "groups", "decisions", "consultations"),
    *("recommendations", "recommendation-trace", "scorecard", "indicators", "freshness"),
)


def draw_view(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the view that *node* stands for into the page."""
    builder = self.builder
    here = builder.current_docname
    report = report_of(builder.env)

    def link(address: str) -> str:
        page = re.split("[?#]", address, maxsplit=1)[0]
        if page not in builder.env.found_docs:
            return ""
        return f"{builder.get_relative_uri(here, page)}{quote(address[len(page) :], safe='?#=.&')}"

    up = "../" * here.count("/")
    view, argument = node["view"], node["argument"]
    taken = {place for section in self.document.findall(nodes.section) for place in section["ids"]}
    for block in views_of(report).blocks(view, argument):
        names = _files(block, view, here) if isinstance(block, Sheet) else {}
        files = {kind: f"{up}{FOLDER}/{name}" for kind, name in names.items()}
        self.body.append(block_html(block, link, files, taken))


def _files(sheet: Sheet, view: str, page: str) -> Mapping[str, str]:
    """Return the names of the files that *page* offers with the rows of *sheet*, by kind: ``CSV``, ``XLSX``, ``ICS``.

    Views whose rows are not offered have none.
    """
    if view not in _OFFERED:
        return {}
    if view == "tasks-of-one":
        return {"CSV": f"tasks-{page.rpartition('/')[2]}.csv"}
    more = {"ICS": PLAN} if sheet.name == "plan" else {}
    return {"CSV": f"{sheet.name}.csv", "XLSX": f"{sheet.name}.xlsx"} | more


def pages_with_changed_views(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write again, because their views have changed (``env-updated``)."""
    memory = memory_of(env)
    shown = {docname: page.views for docname, page in memory.pages.items() if page.views}
    if app.builder.format != "html" or not (shown or memory.views):
        return []
    views = views_of(report_of(env))
    digests = {docname: _digest(views, wanted) for docname, wanted in sorted(shown.items())}
    changed = [docname for docname, digest in digests.items() if memory.views.get(docname) != digest]
    memory.views = digests
    return changed


def _digest(views: Views, wanted: list[tuple[str, str]]) -> str:
    return hashlib.sha256(repr([views.blocks(*one) for one in wanted]).encode()).hexdigest()


def add_script(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the pages with views, or with a table that can be sorted, their script (``html-page-context``)."""
    remembered = memory_of(app.env).pages.get(page)
    is_sorted = doctree is not None and any("view" in table for table in doctree.findall(nodes.table))
    if is_sorted or (remembered is not None and remembered.views):
        app.builder.add_js_file(_SCRIPT, defer="defer")  # type: ignore[attr-defined]  # of the HTML builder


def write_view_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of the views to the site, and remove the old ones (``build-finished``)."""
    if exception is not None or app.builder.format != "html":
        return
    folder, kept = Path(app.outdir) / FOLDER, Path(app.doctreedir) / "view-files"
    shutil.rmtree(folder, ignore_errors=True)
    report = report_of(app.env)
    wanted: set[Path] = set()
    for kind, name, sheet in _files_of_all(app.env, report):
        folder.mkdir(exist_ok=True)
        kept.mkdir(exist_ok=True)
        if kind == "CSV":
            (folder / name).write_bytes(as_csv(sheet))
        elif kind == "ICS":
            (folder / name).write_bytes(plan_file(report))
        else:
            workbook = _kept_workbook(sheet, report, kept, name)
            wanted.add(workbook)
            shutil.copyfile(workbook, folder / name)
    for workbook in set(kept.glob("*")) - wanted:
        workbook.unlink()


def _files_of_all(env: BuildEnvironment, report: Report) -> Iterator[tuple[str, str, Sheet]]:
    """Yield the kind, the name and the sheet of each file that the pages offer."""
    for docname, page in sorted(memory_of(env).pages.items()):
        for view, argument in page.views:
            for sheet in views_of(report).sheets(view, argument):
                yield from ((kind, name, sheet) for kind, name in _files(sheet, view, docname).items())


def _kept_workbook(sheet: Sheet, report: Report, kept: Path, name: str) -> Path:
    """Return the path of the workbook of *sheet* in the folder *kept*; it is made if the sheet has changed.

    *name* is the last part of the file's name.
    """
    workbook = kept / f"{hashlib.sha256(f'{code_version()}{sheet!r}'.encode()).hexdigest()[:16]}-{name}"
    if not workbook.exists():
        _write_workbook(sheet, report, workbook)
    return workbook


def _write_workbook(sheet: Sheet, report: Report, file: Path) -> None:
    # Imported here, so that only a build with a changed sheet needs the time for it.
    from loipr.exchange.workbooks.sheet_file import make_sheet_file

    fresh = file.with_suffix(".new")
    fresh.write_bytes(make_sheet_file(report.settings.reference_date, sheet))
    fresh.replace(file)


def plan_file(report: Report) -> bytes:
    """Return the milestones that have a date as a calendar file (iCalendar)."""
    symbol = report.settings.symbol
    entries = [
        Entry(f"{one.id}@{symbol}", one.day, f"{symbol}: {one.title}", one.what)
        for one in report.calendar.milestones
        if one.day is not None
    ]
    return calendar_file(symbol, entries, report.settings.reference_date)
