"""The templates of the site's pages: Sphinx's and the theme's, and what is done to each page that they have written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.builders import Builder
from sphinx.theming import Theme

from loipr.editions.site.content_security_policy import GuardedTemplates
from loipr.editions.site.page_files import PageFiles


class Templates(GuardedTemplates):
    """Sphinx's templates; each page gets its policy and few files (for the setting ``template_bridge``)."""

    _files: PageFiles

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        """Find the templates of *theme*, and the folder that *builder* writes to."""
        super().init(builder, theme, dirs)
        self._files = PageFiles(Path(builder.outdir))

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]  # as Sphinx's own
        """Return the page that *template* makes of *context*."""
        page = super().render(template, context)
        root = context.get("content_root")
        return page if root is None else self._files.put_together(page, str(root).removeprefix("./"))
