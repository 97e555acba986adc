"""A page for each institution. The build writes its source, not people; for Sphinx it is a document like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.project import Project
from sphinx.util._pathlib import _StrPath

from loipr.coordination.institution_pages import institution_pages
from loipr.markup.report_of_build import report_of
from loipr.pages.plain_text import as_text

_FOLDER = "made"


class WithMadePages(Project):
    """The pages of the project, and the pages in *made*: their names with their files, which lie in another folder."""

    def __init__(self, project: Project, made: Mapping[str, Path]) -> None:
        super().__init__(project.srcdir, project.source_suffix)
        self.restore(project)
        self._made = made

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        self.docnames = super().discover(exclude_paths, include_paths) | self._made.keys()
        return self.docnames

    def is_made(self, docname: str) -> bool:
        """Whether the build has made the page *docname*."""
        return docname in self._made

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        file = self._made.get(docname)
        if file is None:
            return super().doc2path(docname, absolute)
        # The search index has this path, and is the same in every folder.
        return _StrPath(file if absolute else f"{docname}{file.suffix}")


def add_institution_pages(app: Sphinx) -> None:
    """Make Sphinx read a page of each institution (``builder-inited``).

    A file that is right already is not written again. The file has little more than a directive: the content is filled
    in when the page is written.
    """
    folder = Path(app.doctreedir) / _FOLDER
    made: dict[str, Path] = {}
    for name, docname in institution_pages(report_of(app.env)).items():
        made[docname] = folder / f"{docname}.md"
        text = f"# {as_text(name)}\n\n:::{{institution-overview}} {name}\n:::\n"
        if not made[docname].exists() or made[docname].read_text(encoding="utf-8") != text:
            made[docname].parent.mkdir(parents=True, exist_ok=True)
            made[docname].write_text(text, encoding="utf-8", newline="\n")
    app.project = app.env.project = WithMadePages(app.project, made)


def offer_no_source(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave out the link to edit a page that the build has made (``html-page-context``)."""
    if isinstance(app.project, WithMadePages) and app.project.is_made(page):
        context["page_source_suffix"] = ""
