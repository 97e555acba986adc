"""Rules about blocks: what each takes, and what of the report's own it names."""

import posixpath
from fnmatch import filter as matching

from loipr.files.places import Place
from loipr.pages.page import Directive, Page
from loipr.pages.reader import contents_entries
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, noted, rule
from loipr.wording.languages import _


@rule(Severity.ERROR)
def malformed_block(report: Report) -> Findings:
    """A block has the argument, the options and the content that it takes, and nothing else.

    Bad:

        :::{overview}
        Some words.
        :::

        :::{figure} map.png
        :width: wide
        :::

    Good:

        :::{overview}
        :::

        Some words.

        :::{figure} map.png
        :width: 50%
        :::
    """
    yield from noted(report, "malformed-block")
    bibliography: Place | None = None
    for page in report.pages:
        for one in page.directives:
            if one.name == "bibliography":
                bibliography = bibliography or one.place
                if bibliography is not one.place:
                    yield (
                        one.place,
                        _("the report has a bibliography already ({bibliography}); delete this one").format(
                            bibliography=bibliography
                        ),
                    )
            elif one.name == "toctree":
                yield from _contents_faults(one, page, report)


def _contents_faults(block: Directive, page: Page, report: Report) -> Findings:
    seen: set[str] = set()
    for _number, target in contents_entries(block.body):
        name = posixpath.normpath(posixpath.join("/", posixpath.dirname(page.docname), target)).lstrip("/")
        if "glob" in block.options and any(sign in name for sign in "*?["):
            if not matching(report.pages_by_docname, name):
                yield block.place, _("no page matches {target}").format(target=target)
        elif name.removesuffix(".md") in seen:
            yield (
                block.place,
                _("{target} is there twice in these contents; delete one of the two").format(target=target),
            )
        seen.add(name.removesuffix(".md"))
