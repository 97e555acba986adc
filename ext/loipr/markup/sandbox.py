"""What a page may not do: set options, use every markup, show files from elsewhere, link to what runs something.

The rules report each of these. The build refuses them too, here, so that not even a draft contains them.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.utils import Reporter
from myst_parser.parsers.sphinx_ import MystParser
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import CustomReSTDispatcher
from sphinx.util.typing import RoleFunction

from loipr.files.addresses import address_fault
from loipr.markup.nodes import fault
from loipr.pages.links import link_fault
from loipr.pages.vocabulary import DIRECTIVES, DOMAIN, ROLES

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


def hide_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Empty the lines of the front matter (``source-read``); :mod:`loipr.pages` has already read its fields.

    MyST would read options there, and some of them let a page run a template or hold raw HTML.
    """
    source[0] = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), source[0].replace("\r\n", "\n"), count=1)


class _Permitted(CustomReSTDispatcher):
    """Finds the roles and directives that a page may use, and no others."""

    def directive(
        self, name: str, language: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        return super().directive(name, language, document) if name.removeprefix(DOMAIN) in DIRECTIVES else (None, [])

    def role(
        self, name: str, language: ModuleType, line: int, reporter: Reporter
    ) -> tuple[RoleFunction, list[nodes.system_message]]:
        if name.removeprefix(DOMAIN) in ROLES:
            return super().role(name, language, line, reporter)
        return None, []  # type: ignore[return-value]  # as docutils does where there is none


class Pages(MystParser):
    """Reads a page, with no roles and directives but those that a page may use."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        with _Permitted():
            super().parse(inputstring, document)


class StayInside(SphinxTransform):
    """Removes pictures, downloads and links that a page may not have, before Sphinx collects files to copy.

    Pictures and downloads become their addresses, marked as faults; links become their words; entries of contents go.
    """

    def apply(self, **kwargs: object) -> None:
        for image in list(self.document.findall(nodes.image)):
            if self._is_misplaced(image["uri"], is_picture=True):
                image.replace_self(fault(image["uri"]))
        for download in list(self.document.findall(addnodes.download_reference)):
            if self._is_misplaced(download["reftarget"], is_picture=False):
                download.replace_self(fault(download["reftarget"]))
        for link in list(self.document.findall(nodes.reference)):
            # What leads to an id stays on its page.
            if "refid" not in link and self._is_misplaced(link.get("refuri", ""), is_picture=False):
                link.replace_self(link.children)
        for contents in self.document.findall(addnodes.toctree):
            entries = contents["entries"]
            contents["entries"] = [(title, target) for title, target in entries if not address_fault(target)]

    def _is_misplaced(self, target: str, *, is_picture: bool) -> bool:
        pages = Path(self.env.srcdir)
        return link_fault(target, f"{self.env.docname}.md", pages, is_picture=is_picture) is not None


class LeadNowhereElse(SphinxPostTransform):
    """Removes links to addresses that run something. It runs late, because the bibliography may bring such links."""

    def run(self, **kwargs: object) -> None:
        for link in list(self.document.findall(nodes.reference)):
            if address_fault(link.get("refuri", "")):
                link.replace_self(link.children)
