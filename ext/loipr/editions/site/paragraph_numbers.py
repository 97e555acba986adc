"""The numbers of paragraphs on the site.

One new paragraph on the first page changes the numbers on all later pages. If nothing else has changed on a page, the
new numbers are written into its finished HTML: to write 500 pages anew takes most of the time of a whole build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from loipr.domain.memory import memory_of
from loipr.domain.numbering import number_all

_NUMBER = re.compile(r'(<a class="loipr-number" href="#[^"<>]*">)\d+(?=\.</a> )')


def write_number(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the number of a paragraph as a link to its address."""
    self.body.append(f'<a class="loipr-number" href="#{node["address"]}">{node["number"]}.</a> ')


def number_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Number everything when all pages are read, and return the pages to write again (``env-get-updated``)."""
    changed = number_all(app, env)
    return sorted(changed.pages | set(_not_renumbered(app, env, changed.only_first_paragraph)))


def _not_renumbered(app: Sphinx, env: BuildEnvironment, pages: set[str]) -> Iterator[str]:
    """Write the new numbers into *pages* of the site; yield the pages where that failed, which Sphinx must write."""
    for docname in pages:
        file = Path(app.builder.get_outfilename(docname)) if isinstance(app.builder, StandaloneHTMLBuilder) else None
        if file is None or not _renumbered(file, env, docname):
            yield docname


def _renumbered(file: Path, env: BuildEnvironment, docname: str) -> bool:
    """Write the present numbers into *file*; return False if it is missing or has other paragraphs than expected."""
    if not file.exists():
        return False
    memory = memory_of(env)
    numbers = count(memory.first_paragraphs[docname])
    text, found = _NUMBER.subn(lambda number: f"{number[1]}{next(numbers)}", file.read_text(encoding="utf-8"))
    if found != len(memory.pages[docname].paragraphs):
        return False
    file.write_text(text, encoding="utf-8", newline="\n")
    return True
