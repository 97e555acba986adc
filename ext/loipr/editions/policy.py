"""The site's Content-Security-Policy: which scripts may run, and that nothing is asked of another host.

The scripts that stand in the theme's templates are allowed by their digests. A page's own content is left out when
those are counted: should it ever hold a script, the browser refuses to run it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from sphinx.jinja2glue import BuiltinTemplateLoader

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


class Templates(BuiltinTemplateLoader):
    """Sphinx's templates, each page with its policy (the setting ``template_bridge``)."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]  # as Sphinx's own
        page = super().render(template, context)
        head = _HEAD.search(page)
        if head is None:
            return page
        policy = policy_for(page.replace(context.get("body") or "\0", ""))
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        return f"{page[: head.end()]}\n    {meta}{page[head.end() :]}"


def policy_for(page: str) -> str:
    """Return the policy that lets the inline scripts of *page* run, the files of the site, and nothing else."""
    digests = sorted({_digest(script) for script in _INLINE_SCRIPT.findall(page)})
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *digests]),
        # Column widths are styles of their cells, and the theme's symbols bring theirs along.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        # The page of search results opens the pages it found, to show where the words stand.
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
