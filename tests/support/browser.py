"""The site in a real browser: served only on this machine, opened without a window."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder *site*, and yield its address."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def opened(address: str, folder: Path) -> tuple[str, list[str], set[str]]:
    """Open a page; return its final HTML, the messages of the browser, and the hosts that it asked."""
    assert BROWSER is not None
    log = folder / "net.json"
    done = subprocess.run(
        [
            BROWSER,
            *(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
            ),
            *("--disable-background-networking", "--disable-component-update", "--no-first-run"),
            *(f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}", "--dump-dom", address),
        ],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )
    said = re.findall(r":CONSOLE[:(]\d+\)?\] \"(.*?)\", source:", done.stderr, re.DOTALL)
    requests = re.findall(r'"url":"(https?://[^/"]+)', log.read_text("utf-8", errors="replace"))
    return done.stdout, said, set(requests)


def printed(page: Path, folder: Path) -> list[str]:
    """Print the file *page* as the browser does; return the text of each sheet on one line."""
    assert BROWSER is not None
    target = folder / "printed.pdf"
    options = (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--virtual-time-budget=5000",
    )
    subprocess.run(
        [BROWSER, *options, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(target).pages]


#: Messages of the theme itself, which do not matter.
USUAL = ("[PST]: ", "Got invalid theme mode: . Resetting to auto.")


def measured(site: Path, folder: Path, measure: str, pages: list[str], width: int) -> dict[str, Any]:
    """Open each page in a window of *width* pixels; return what the JavaScript expression *measure* finds in each.

    In the expression, ``page`` is the document.
    """
    harness = site / "measured.html"
    harness.write_text(
        f"""<!doctype html><title>-</title><pre>-</pre><script>(async () => {{
        const found = {{}};
        for (const name of {json.dumps(pages)}) {{
          const frame = document.createElement("iframe");
          frame.style.cssText = "border: 0; height: 800px; width: {width}px";
          await new Promise((loaded) => {{ frame.onload = loaded; frame.src = name; document.body.append(frame); }});
          const page = frame.contentDocument;
          found[name] = {measure};
          frame.remove();
        }}
        document.querySelector("pre").textContent = JSON.stringify(found);
        }})();</script>""",
        "utf-8",
    )
    with served(site) as address:
        shown, said, _ = opened(f"{address}/{harness.name}", folder)
    harness.unlink()
    text = shown.partition("<pre>")[2].partition("</pre>")[0]
    assert text != "-", said
    found: dict[str, Any] = json.loads(unescape(text))
    return found
