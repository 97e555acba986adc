"""The site's Content-Security-Policy: which scripts may run, and that nothing is loaded from another host.

The scripts in the theme's templates are allowed by their digests. They are taken from the files of the templates, not
from the pages. So if a script from a text of the report ever gets into a page, the browser refuses to run it, and the
build says so.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from jinja2 import Template
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util import logging

_logger = logging.getLogger(__name__)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


class GuardedTemplates(BuiltinTemplateLoader):
    """Sphinx's templates; each page gets its policy."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]  # as Sphinx's own
        page = super().render(template, context)
        head = _HEAD.search(page)
        if head is None:
            return page
        scripts = {script.render(context) for script in self._scripts}
        # Scripts that extensions add to a page come separately, not in its text.
        scripts |= {getattr(one, "attributes", {}).get("body", "") for one in context.get("script_files", ())}
        on_page = set(_INLINE_SCRIPT.findall(page))
        for script in sorted(on_page - scripts):
            _logger.warning(
                "the browser will refuse a script that is none of the theme's: %s",
                " ".join(script.split())[:60],
                location=context.get("pagename"),
                type="loipr",
                subtype="unknown-script",
            )
        policy = policy_for(scripts & on_page)
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        return f"{page[: head.end()]}\n    {meta}{page[head.end() :]}"

    @cached_property
    def _scripts(self) -> list[Template]:
        """The inline scripts in the files of the templates."""
        texts = (
            loader.get_source(self.environment, name)[0]
            for loader in self.loaders
            for name in loader.list_templates()
            if name.endswith(".html")
        )
        found = {script for text in texts for script in _INLINE_SCRIPT.findall(text)}
        return [self.environment.from_string(script) for script in sorted(found)]


def policy_for(scripts: Iterable[str]) -> str:
    """Return the policy under which these inline *scripts* and the site's own files run, and nothing else."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *sorted(map(_digest, scripts))]),
        # The widths of columns are inline styles, and the theme's symbols bring styles too.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
