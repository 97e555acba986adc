"""The whole report for programs: ``report.json``, and the schema that it keeps to.

Numbers of paragraphs are those of all editions. Their texts are those of the search: without addresses of the web.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx

from loipr.datasets.figures import COMPUTED, figure, printed_key
from loipr.datasets.observations import ObservationError
from loipr.datasets.provenance import provenance
from loipr.editions.site import downloads
from loipr.editions.site.search_index import numbered_paragraphs
from loipr.facts.lists_of_issues import Item
from loipr.markup.report_of_build import report_of
from loipr.pages.page import Page
from loipr.report import Report

FILE, SCHEMA = "report.json", "report.schema.json"


def write_report(app: Sphinx, exception: Exception | None) -> None:
    """Write the report and its schema to the site (``build-finished``)."""
    if exception is not None or app.builder.format != "html":
        return
    report, folder = report_of(app.env), Path(app.outdir)
    settings = report.settings
    facts = {
        "$schema": SCHEMA,
        "symbol": settings.symbol,
        "title": settings.title,
        "treaty": settings.treaty,
        "list_of_issues": settings.list_of_issues,
        "as_of": settings.reference_date.isoformat(),
        "draft": not app.config.loipr_official,
        "notice": settings.notice,
        "licence": settings.licence,
        "questions": list(_questions(app, report)),
        "paragraphs": list(_paragraphs(app, report)),
        "figures": [found for page in _of_report(report) for found in _figures(app, report, page)],
        "gaps": [found for page in _of_report(report) for found in _gaps(app, page)],
        "recommendations": list(_recommendations(report)),
        "articles": list(_articles(report)),
        "datasets": [
            {"name": one.name, "title": one.title, "csv": f"{downloads.FOLDER}/{downloads.files_of(one)['CSV']}"}
            for one in report.datasets.values()
        ],
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    (folder / FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    shutil.copyfile(Path(__file__).parent / SCHEMA, folder / SCHEMA)


def _of_report(report: Report) -> Iterator[Page]:
    return (page for page in report.pages if not page.is_guide)


def _questions(app: Sphinx, report: Report) -> Iterator[dict[str, object]]:
    for number, question in report.questions.items():
        page = report.pages_by_question.get(number)
        yield {
            "number": number,
            "subject": question.subject,
            "standing": question.standing,
            "text": question.wording,
            "provisions": question.provisions,
            "lead": str(page.front.get("lead", "")) if page is not None else question.lead,
            "status": str(page.front.get("status", "")) if page is not None else "",
            "page": app.builder.get_target_uri(page.docname) if page is not None else "",
            "items": _items(question.items),
        }


def _items(items: Iterable[Item]) -> list[dict[str, object]]:
    return [
        {
            "label": item.label,
            "text": item.text or item.summary,
            "provisions": item.provisions,
            "items": _items(item.items),
        }
        for item in items
    ]


def _paragraphs(app: Sphinx, report: Report) -> Iterator[dict[str, object]]:
    for docname, name, anchor, text in numbered_paragraphs(app):
        page = report.pages_by_docname.get(docname)
        yield {
            "name": name,
            "address": f"{app.builder.get_target_uri(docname)}#{anchor}",
            "question": page.question if page is not None and page.is_reply else None,
            "text": text,
        }


def _figures(app: Sphinx, report: Report, page: Page) -> Iterator[dict[str, object]]:
    for role in page.roles:
        if role.name not in COMPUTED:
            continue
        try:
            found = figure(role.name, role.text, report.datasets)
        except ObservationError:
            continue  # The rules report it.
        yield {
            "page": app.builder.get_target_uri(page.docname),
            "item": role.item,
            "kind": role.name,
            "text": found.text,
            "observations": [
                {
                    "dataset": one.dataset.name,
                    "key": list(printed_key(one.dataset, one.row)),
                    "sources": list(one.sources),
                    "provenance": list(provenance(one, report.bibliography)),
                }
                for one in found.observations
            ],
        }


def _gaps(app: Sphinx, page: Page) -> Iterator[dict[str, object]]:
    for directive in page.directives:
        if directive.name == "gap":
            yield {
                "page": app.builder.get_target_uri(page.docname),
                "item": directive.item,
                "institutions": [name for part in directive.argument.split(",") if (name := part.strip())],
                "due": directive.due.isoformat() if directive.due else None,
                "text": " ".join(directive.body.split()),
            }


def _recommendations(report: Report) -> Iterator[dict[str, object]]:
    for observations in report.concluding_observations.values():
        for paragraph, subject in observations.paragraphs.items():
            yield {"symbol": observations.symbol, "paragraph": paragraph, "subject": subject}


def _articles(report: Report) -> Iterator[dict[str, object]]:
    for treaty in report.treaties.by_abbreviation.values():
        for number, article in treaty.articles.items():
            yield {"treaty": treaty.abbreviation, "number": number, "subject": article.subject}
