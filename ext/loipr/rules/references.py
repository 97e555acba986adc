"""Rules about what pages refer to among themselves: pages, headings, names."""

import posixpath
import re
from collections.abc import Iterator

from loipr.files.addresses import SCHEME
from loipr.files.places import Place
from loipr.pages.page import HELD, Label, Page, docname_of
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean

_EXPLICIT = re.compile(r"(.+?)\s*<([^<>]*)>", re.DOTALL)
#: A table or chart by its number. Those of a law or of another document are named with it, or with a citation.
_NUMBERED = re.compile(
    r"\b(?=[TtFfCcGg])(?:[Tt]ables?|[Ff]igures?|[Ff]ig\.|[Cc]harts?|[Gg]raphs?|Tabel|tabel|Gambar|gambar|Grafik|grafik)"
    rf"[ \u00a0\n](?:\d{{1,3}}(?![.,]?\d)|[IVX]{{1,5}}\b|[A-Z]\b)(?!\s?\)?,?\s?(?:{HELD}|(?:of|in|dari|dalam)\s))"
    r"(?P<caption>\s?[:.–—]\s)?"
)
#: Names of pages that every site has.
_TAKEN = frozenset({"genindex", "modindex", "search"})


@rule(Severity.ERROR)
def broken_reference(report: Report) -> Findings:
    """What a page refers to exists: a page by `{doc}`, a name by `{ref}`, a heading after the `#` of a link.

    Bad:

        See {doc}`laws`, {ref}`the chart <by-year>` and [the part](#agencies).

    Good:

        See [the laws](q01-laws.md) and [the part](#recruitment-agencies).
    """
    labels = {label.name.lower(): label for page in report.pages for label in page.labels}
    for page in report.pages:
        for role in page.roles:
            if role.name in ("doc", "ref"):
                explicit = _EXPLICIT.fullmatch(role.text)
                target = explicit[2] if explicit else role.text
                fault = (
                    _page_fault(target, page, report) if role.name == "doc" else _name_fault(target, explicit, labels)
                )
                if fault:
                    yield role.place, fault
        for link in page.links:
            path, sign, anchor = link.target.strip().partition("#")
            if sign and not link.is_picture and not SCHEME.match(link.target.strip()):
                fault = _anchor_fault(path, anchor, page, report, labels)
                if fault:
                    yield link.place, fault


def _page_fault(target: str, page: Page, report: Report) -> str | None:
    docname = _docname(target, page).removesuffix(".md")
    if docname in report.pages_by_docname:
        return None
    return _(
        "there is no page {target}; write [the words](…) with its place from this page, as ../annexes/statistics.md"
    ).format(target=target)


def _docname(target: str, page: Page) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(page.docname), target)).lstrip("/")


def _name_fault(target: str, explicit: re.Match[str] | None, labels: dict[str, Label]) -> str | None:
    label = labels.get(target.lower())
    if label is None:
        return _("there is nothing with the name {target}{hint}").format(
            target=target, hint=did_you_mean(target, labels)
        )
    if explicit is None and not label.has_title:
        wanted = _("{{ref}}`the words <{target}>`").format(target=target)
        return _("the place with the name {target} has no title; write the words to be printed, as {wanted}").format(
            target=target, wanted=wanted
        )
    return None


def _anchor_fault(path: str, anchor: str, page: Page, report: Report, labels: dict[str, Label]) -> str | None:
    there = report.pages_by_docname.get(docname_of(f"docs/{_docname(path, page)}")) if path else page
    if there is None or anchor in there.anchors or (not path and anchor.lower() in labels):
        return None
    return _("{path} has no heading #{anchor}{hint}").format(
        path=there.path, anchor=anchor, hint=did_you_mean(anchor, there.anchors)
    )


@rule(Severity.ERROR)
def repeated_name(report: Report) -> Findings:
    """A name, in `:name:` or above a heading, table or picture, is used only once, and not that of a dataset.

    Bad: `:name: by-year` at two charts.

    Good: `:name: by-year` at the one, `:name: by-month` at the other.
    """
    first: dict[str, Place] = {}
    # Another rule judges the names of paragraphs.
    paragraphs = {one.place for page in report.pages if page.is_numbered for one in page.paragraph_names}
    for label in _labels(report):
        before = first.setdefault(label.name.lower(), label.place)
        if label.name.lower() in _TAKEN:
            yield label.place, f"the site has a page called {label.name}; give this another name"
        elif before is not label.place and label.place not in paragraphs:
            yield label.place, f"the name {label.name} is taken already ({before})"
        elif label.name.lower() in report.datasets:
            yield label.place, f"the name {label.name} is that of a dataset, and of its table; give this another name"


def _labels(report: Report) -> Iterator[Label]:
    return (label for page in report.pages for label in page.labels)


@rule(Severity.WARNING)
def typed_table_number(report: Report) -> Findings:
    """No table or chart is named by a number: the numbers are given in print, and shift until the last day.

    A table of a law or of another document is named with what it is of, as “table 3 of Decree 60/2024”.

    Bad:

        As table 3 above shows, placements have risen.

        Table 4: Placements by year

        :::{data-table} placements_by_year
        :::

    Good:

        {table}`Table by-year` shows that placements have risen.

        :::{data-table} placements_by_year
        :name: by-year
        :caption: Placements by year
        :::
    """
    for page in report.pages:
        if not page.is_numbered:
            continue
        for prose in page.prose:
            for found in _NUMBERED.finditer(prose.text) if not prose.heading else ():
                begins = not prose.text[: found.start()].strip()
                named = " ".join(found[0].split()).rstrip(":.–— ")
                if begins and found["caption"]:
                    message = _(
                        "“{named}” is typed by hand; the block has its number in print: write the words after it as "
                        ":caption: of the block"
                    )
                else:
                    message = _(
                        "“{named}” is typed by hand, and numbers shift; write {{table}}`its_name`, with the name of "
                        "its dataset or that in its :name:"
                    )
                yield prose.place_at(found.start()), message.format(named=named)
        for aside in page.asides:
            if label := _NUMBERED.match(aside.text):
                message = _("“{named}” is typed by hand in {beside}, and is there in print already; delete it")
                yield aside.place, message.format(named=label[0].rstrip(":.–— "), beside=aside.kind)


@rule(Severity.ERROR)
def heading_order(report: Report) -> Findings:
    """A page has one heading of the first level, at its beginning, and below it no level is left out.

    Bad:

        # Recruitment

        ### Agencies

    Good:

        # Recruitment

        ## Agencies
    """
    for page in report.pages:
        before = 0
        for prose in page.prose:
            if not prose.level:
                continue
            marks = "#" * (before + 1)
            if prose.level == 1 and before:
                if not any(one.place == prose.place for one in report.problems):
                    yield prose.place, _("a page has one heading of the first level; write ## for this one")
            elif prose.level > before + 1:
                yield (
                    prose.place,
                    _("this heading leaves out a level; write {marks} {text}").format(
                        marks=marks, text=prose.text.strip()
                    ),
                )
            before = max(prose.level, 1)
