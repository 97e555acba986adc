"""What a page may not do: set its own options, show files from elsewhere, lead to addresses that run something.

The rules report each of these; here the build refuses them too, so that not even a draft holds them.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from loipr.catalog.links import link_fault
from loipr.markup.nodes import fault

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


def hide_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Empty the lines of the front matter (``source-read``), of which the catalog has read the fields.

    MyST would take options from it, among them such as let a page run a template or hold raw HTML.
    """
    source[0] = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), source[0].replace("\r\n", "\n"), count=1)


class StayInside(SphinxTransform):
    """Replaces pictures and downloads from elsewhere by their text, before Sphinx collects files to copy."""

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        for image in list(self.document.findall(nodes.image)):
            if self._is_misplaced(image["uri"], is_picture=True):
                image.replace_self(fault(image["uri"]))
        for download in list(self.document.findall(addnodes.download_reference)):
            if self._is_misplaced(download["reftarget"], is_picture=False):
                download.replace_self(fault(download["reftarget"]))
        for link in list(self.document.findall(nodes.reference)):
            if self._is_misplaced(link.get("refuri", ""), is_picture=False):
                link.replace_self(link.children)

    def _is_misplaced(self, target: str, *, is_picture: bool) -> bool:
        pages = Path(self.env.srcdir)
        return link_fault(target, f"{self.env.docname}.md", pages, is_picture=is_picture) is not None
