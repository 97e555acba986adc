"""A page of HTML that stands alone: its style and its script are in it, and it asks for nothing else."""

from __future__ import annotations

import base64
import hashlib
from html import escape


def lone_page(title: str, body: str, style: str, script: str = "") -> str:
    """Return the page: *body* is HTML, all else is text. It runs no other script than *script*."""
    scripts = f"; script-src '{_digest(script)}'" if script else ""
    policy = f"default-src 'none'; style-src '{_digest(style)}'{scripts}"
    end = f"<script>{script}</script>\n" if script else ""
    head = escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{head}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{head}</h1>\n{body}\n</main>\n{end}</body>\n</html>\n"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
