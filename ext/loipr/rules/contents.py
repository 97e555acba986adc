"""Rules about the tables of contents: they lead to every page, for what they leave out is in no edition."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence, Set
from fnmatch import filter as matching

from loipr.files.addresses import SCHEME
from loipr.files.places import Place
from loipr.pages.page import FIRST_PAGE, REPORT_PAGE, Page, docname_of
from loipr.pages.reader import contents_entries
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule

#: The names of the pages to which the contents of each page lead, by the name of the page; some may not exist.
_Next = Mapping[str, Sequence[str]]


@rule(Severity.ERROR)
def page_left_out(report: Report) -> Findings:
    """The tables of contents lead to every page; what belongs to the report is below docs/report.md, where that is.

    The first page is the beginning, `toctree` and `question-list` lead on. What belongs to the report are the pages
    whose paragraphs are numbered. A page that is left out is in no edition; one that only the first page leads to is on
    the site, and not in print.

    Bad: a page docs/annexes/maps.md, and nothing else.

    Good: the page, and `annexes/maps` on a line of its own in the `toctree` of docs/report.md.
    """
    if any(problem.rule in ("oversized-page", "unreadable-file") for problem in report.problems):
        return
    sections = _sections(report)
    following = _next_pages(report, sections)
    on_site = _follow(docname_of(FIRST_PAGE), following, set())
    printed_from = REPORT_PAGE if docname_of(REPORT_PAGE) in on_site else FIRST_PAGE
    in_print = _follow(docname_of(printed_from), following, set())
    known = [page for page in report.pages if not page.is_reply or page.question in sections]
    for page in _topmost([page for page in known if page.docname not in on_site], following):
        message = "no table of contents leads to this page, so that it is in no edition"
        listing = _listing(page, printed_from if page.is_numbered else FIRST_PAGE, on_site)
        yield Place(page.path), f"{message}; {_advice(page, listing, sections)}"
    only_on_site = [page for page in known if page.is_numbered and page.docname in on_site - in_print]
    for page in _topmost(only_on_site, following):
        message = f"the contents of {printed_from} do not lead to this page, so that it is on the site and not in print"
        yield Place(page.path), f"{message}; {_advice(page, _listing(page, printed_from, in_print), sections)}"


def _sections(report: Report) -> Mapping[int | None, str]:
    """Return the section of the list of issues for each question."""
    sections = report.list_of_issues.sections if report.list_of_issues else ()
    return {question.number: section.id for section in sections for question in section.questions}


def _next_pages(report: Report, sections: Mapping[int | None, str]) -> _Next:
    replies: dict[str, list[str]] = {}
    for page in report.pages:
        if page.is_reply and page.question in sections:
            replies.setdefault(sections[page.question], []).append(page.docname)
    return {page.docname: list(_led_to(page, report, replies)) for page in report.pages}


def _led_to(page: Page, report: Report, replies: Mapping[str, list[str]]) -> Iterator[str]:
    for directive in page.directives:
        if directive.name == "question-list":
            yield from replies.get(directive.argument, ())
        elif directive.name == "toctree":
            for _, target in contents_entries(directive.body):
                yield from _named(target, page, report, is_pattern="glob" in directive.options)


def _named(target: str, page: Page, report: Report, *, is_pattern: bool) -> Iterator[str]:
    """Yield the page that an entry names; a pattern may name several."""
    if SCHEME.match(target):
        return
    name = posixpath.normpath(posixpath.join("/", posixpath.dirname(page.docname), target)).lstrip("/")
    if is_pattern and any(sign in name for sign in "*?["):
        yield from matching(report.pages_by_docname, name)
    else:
        yield name.removesuffix(".md")


def _follow(start: str, following: _Next, found: set[str]) -> set[str]:
    """Add to *found* the page *start* and all pages that its contents lead to, directly or not; return *found*."""
    found.add(start)
    waiting = [start]
    while waiting:
        further = {docname for docname in following.get(waiting.pop(), ()) if docname in following} - found
        found |= further
        waiting += further
    return found


def _topmost(pages: Sequence[Page], following: _Next) -> Iterator[Page]:
    """Yield those of *pages* from which all others can be reached."""
    below = {docname for page in pages for docname in following[page.docname] if docname != page.docname}
    covered: set[str] = set()
    for page in sorted(pages, key=lambda page: page.docname in below):
        if page.docname not in covered:
            yield page
            _follow(page.docname, following, covered)


def _listing(page: Page, otherwise: str, reached: Set[str]) -> str:
    """Return the page that should list *page*: the first page of its folder, if it is listed itself, or *otherwise*."""
    near = f"{posixpath.dirname(page.path)}/{posixpath.basename(FIRST_PAGE)}"
    return near if near != FIRST_PAGE and docname_of(near) in reached else otherwise


def _advice(page: Page, listing: str, sections: Mapping[int | None, str]) -> str:
    if page.is_reply and page.question in sections:
        return f"write :::{{question-list}} {sections[page.question]} on a page that they lead to"
    entry = posixpath.relpath(page.path.removesuffix(".md"), posixpath.dirname(listing))
    return f"add {entry} on a line of its own to the toctree of {listing}"


@rule(Severity.ERROR)
def circular_contents(report: Report) -> Findings:
    """No table of contents leads, by way of others, back to its own page.

    Bad: `../index` in the `toctree` of docs/sections/a.md, which docs/index.md lists.

    Good: `sections/a` in the `toctree` of docs/index.md, and no way back.
    """
    following = _next_pages(report, _sections(report))
    for way in _circles(following):
        page = report.pages_by_docname[way[-1]]
        shown = " leads to ".join(f"docs/{docname}.md" for docname in [way[-1], *way])
        back = posixpath.relpath(way[0], posixpath.dirname(way[-1]) or ".")
        line = next((one.place for one in page.directives if one.name == "toctree"), Place(page.path, 1))
        yield line, f"the contents of this page lead back to it ({shown}); take {back} out"


def _circles(following: _Next) -> Iterator[list[str]]:
    """Yield each circle of contents, as the pages on the way: the contents of the last page lead back to the first."""
    done: set[str] = set()
    for start in sorted(following, key=lambda docname: (docname != docname_of(FIRST_PAGE), docname)):
        way: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            docname, depth = waiting.pop()
            del way[depth:]
            if docname in way:
                yield way[way.index(docname) :]
            elif docname not in done:
                way.append(docname)
                done.add(docname)
                waiting += [(one, depth + 1) for one in reversed(following[docname]) if one in following]
