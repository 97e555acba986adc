"""The report in Akoma Ntoso 3.0, the XML of parliaments and of the United Nations for their documents.

It has the pages of the report in their order, with the words and numbers of the site. A paragraph has its number as
``eId``, which differs between revisions, and its place below its question as ``wId``, which stays. An article is a
reference to the treaty by the convention of names, a figure is a quantity of its dataset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from loipr.domain.memory import memory_of
from loipr.editions.edition import file_name
from loipr.editions.site import downloads
from loipr.editions.site.akn_page import GAP, dataset_reference, escaped, page_in_akn, treaty_address
from loipr.markup.report_of_build import report_of
from loipr.report import Report

FILE = "report.akn.xml"
_FOLDER = "akn"
_GAP = re.compile(f"{GAP}([^{GAP}]*){GAP}")
_ORGANIZATION = "/akn/ontology/organization"


def collect_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Keep what the document needs of a page that is being written (``html-page-context``)."""
    page = report_of(app.env).pages_by_docname.get(pagename)
    if doctree is None or page is None or page.is_guide or app.builder.format != "html":
        return
    file = _kept(app, pagename)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page_in_akn(app, pagename, doctree), encoding="utf-8")


def write_document(app: Sphinx, exception: Exception | None) -> None:
    """Write the document to the site (``build-finished``)."""
    if exception is not None or app.builder.format != "html":
        return
    report = report_of(app.env)
    parts = (
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="stateReport">\n',
        *_meta(app, report),
        *_preface(app, report),
        "<mainBody>\n",
        *_body(app, report),
        "</mainBody>\n</doc></akomaNtoso>\n",
    )
    (Path(app.outdir) / FILE).write_text("".join(parts), encoding="utf-8", newline="\n")


def _body(app: Sphinx, report: Report) -> Iterator[str]:
    # The pages below the first of the report, in the order of its contents.
    for docname, first in memory_of(app.env).first_paragraphs.items():
        file = _kept(app, docname)
        if not file.exists():
            continue
        page, numbers = report.pages_by_docname.get(docname), count(first)
        prefix = f"{nodes.make_id(docname)}__" if page is not None and page.is_annex else ""

        def filled(gap: re.Match[str], numbers: count[int] = numbers, prefix: str = prefix) -> str:
            number = next(numbers)
            return f'<paragraph eId="{prefix}para_{number}" wId="{gap[1]}"><num>{number}.</num>'

        yield _GAP.sub(filled, file.read_text(encoding="utf-8"))


def _meta(app: Sphinx, report: Report) -> Iterator[str]:
    """Yield what the document is: the work, its version in a language, and this file."""
    settings, issues = report.settings, report.list_of_issues
    day, state = settings.dated.isoformat(), issues.state if issues else ""
    work = f"/akn/un/doc/stateReport/{day}/{file_name(settings.symbol).lower()}"
    known = "true" if app.config.loipr_official else "false"
    yield '<meta><identification source="#editor">\n'
    for level, address, more in (
        (
            "Work",
            work,
            f'<FRBRcountry value="un"/><FRBRnumber value="{escaped(settings.symbol)}"/>'
            f'<FRBRname value="{escaped(settings.title)}"/><FRBRauthoritative value="{known}"/>',
        ),
        ("Expression", f"{work}/eng@{day}", '<FRBRlanguage language="eng"/>'),
        ("Manifestation", f"{work}/eng@{day}.xml", '<FRBRformat value="application/akn+xml"/>'),
    ):
        author = "editor" if level == "Manifestation" else "state"
        yield (
            f'<FRBR{level}><FRBRthis value="{address}/!main"/><FRBRuri value="{address}"/>'
            f'<FRBRdate date="{day}" name="document"/><FRBRauthor href="#{author}"/>{more}</FRBR{level}>\n'
        )
    yield '</identification>\n<references source="#editor">\n'
    for name, shown in (("state", state), ("editor", app.config.author)):
        yield f'<TLCOrganization eId="{name}" href="{_ORGANIZATION}/{name}" showAs="{escaped(shown or name)}"/>\n'
    for treaty in report.treaties.by_abbreviation.values():
        name = f"treaty_{nodes.make_id(treaty.abbreviation)}"
        yield f'<activeRef eId="{name}" href="{treaty_address(treaty)}" showAs="{escaped(treaty.title)}"/>\n'
    for dataset in report.datasets.values():
        file = f"{downloads.FOLDER}/{downloads.files_of(dataset)['CSV']}"
        title = escaped(dataset.title)
        yield f'<TLCObject eId="{dataset_reference(dataset.name)}" href="{escaped(file)}" showAs="{title}"/>\n'
    yield "</references></meta>\n"


def _preface(app: Sphinx, report: Report) -> Iterator[str]:
    settings = report.settings
    yield f"<preface><p><docNumber>{escaped(settings.symbol)}</docNumber></p>"
    yield f"<p><docTitle>{escaped(settings.title)}</docTitle></p>"
    if settings.notice and not app.config.loipr_official:
        yield f"<p>{escaped(settings.notice)}</p>"
    yield "</preface>\n"


def _kept(app: Sphinx, docname: str) -> Path:
    return Path(app.doctreedir) / _FOLDER / f"{docname}.xml"
