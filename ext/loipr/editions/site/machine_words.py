"""What programs read of the site: the description of each page, the report and its datasets in the words of schema.org,
and the list of all pages.

The list is written here, because ``sphinx-sitemap`` lists only the pages that the present build has written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docutils import nodes
from sphinx.application import Sphinx

from loipr.datasets.dataset import Dataset
from loipr.editions.site import downloads
from loipr.editions.site.search_index import text_of
from loipr.markup.report_of_build import report_of
from loipr.report import Report

#: The page that a server shows where there is none, and the pages that no list has.
NOT_FOUND = "404"
_UNLISTED = frozenset({"search", NOT_FOUND})
SITEMAP = "sitemap.xml"
_LONGEST = 160
_CONTEXT = "https://schema.org"
_FORMATS = {"CSV": "text/csv", "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def describe_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the head of a page its description, and what the page is about (``html-page-context``)."""
    if doctree is None:
        return
    report, page = report_of(app.env), report_of(app.env).pages_by_docname.get(pagename)
    first = next((text for node in doctree.findall(nodes.paragraph) if (text := text_of(node))), "")
    context["report_description"] = _shortened(first)
    if pagename == app.config.root_doc:
        context["report_subject"] = _as_json(_report(report))
    elif page is not None:
        named = [directive.argument for directive in page.directives if directive.name == "dataset"]
        found = [report.datasets[name] for name in named if name in report.datasets]
        if found:
            context["report_subject"] = _as_json(_dataset(report, found[0]))


def make_not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Have the page written that a server shows where there is none (``html-collect-pages``).

    It is shown at every address, so it needs to know where the site is.
    """
    settings = report_of(app.env).settings
    if settings.site_address:
        yield NOT_FOUND, {"site_address": settings.site_address, "site_title": settings.symbol}, "not-found.html"


def list_pages(app: Sphinx, exception: Exception | None) -> None:
    """Write the list of all pages, if it is known where the site is (``build-finished``)."""
    if exception is not None or app.builder.format != "html":
        return
    file, address = Path(app.outdir) / SITEMAP, report_of(app.env).settings.site_address
    file.unlink(missing_ok=True)
    if address:
        pages = sorted(app.builder.get_target_uri(docname) for docname in app.env.all_docs if docname not in _UNLISTED)
        places = "".join(f"<url><loc>{escape(address + page)}</loc></url>\n" for page in pages)
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
        file.write_text(text, encoding="utf-8", newline="\n")


def _report(report: Report) -> dict[str, object]:
    settings, issues = report.settings, report.list_of_issues
    return _known(
        {
            "@context": _CONTEXT,
            "@type": "Report",
            "name": settings.title,
            "reportNumber": settings.symbol,
            "abstract": settings.notice,
            "datePublished": settings.dated.isoformat(),
            "inLanguage": "en",
            "about": issues.title if issues else "",
            "spatialCoverage": issues.state if issues else "",
            "license": settings.licence,
            "url": settings.site_address,
        }
    )


def _dataset(report: Report, dataset: Dataset) -> dict[str, object]:
    settings = report.settings
    address = settings.site_address
    files = [
        {"@type": "DataDownload", "encodingFormat": _FORMATS[kind], "contentUrl": f"{address}{downloads.FOLDER}/{name}"}
        for kind, name in downloads.files_of(dataset).items()
    ]
    return _known(
        {
            "@context": _CONTEXT,
            "@type": "Dataset",
            "name": dataset.title or dataset.name,
            "description": dataset.description or dataset.title or dataset.name,
            "identifier": dataset.name,
            "variableMeasured": [column.title or column.name for column in dataset.columns if column.unit],
            "isPartOf": {"@type": "Report", "name": settings.title, "reportNumber": settings.symbol},
            # An address is whole, or none.
            "distribution": files if address else [],
        }
    )


def _known(facts: dict[str, object]) -> dict[str, object]:
    return {name: fact for name, fact in facts.items() if fact}


def _as_json(facts: dict[str, object]) -> str:
    """Return *facts* for a script of a page: nothing in them ends the script."""
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 1].rpartition(" ")[0] + " …"
