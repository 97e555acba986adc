"""The site in a real browser: nothing breaks its policy, nothing of a text runs, and no other host is asked."""

from __future__ import annotations

import base64
import functools
import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.project import make_project

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium")
#: One dot.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
EVERYTHING = """
:::{data-chart} placements
:caption: A chart
:columns: period, total
:where: period = 2022 | 2023
:::

:::{figure} map.png
:width: 50%
:alt: A map

A figure.
:::

:::{table} A table
:widths: 20 80

| a | b |
|--:|:-:|
| c | d |
:::

```python
x = 1
```

A note.[^1]

[^1]: Its words.
"""
EVIL = "<img src=https://example.org/x onerror=document.title='ran'><script>document.title='ran'</script>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a site with all there is on it, and a folder for the browser."""
    project = make_project(tmp_path_factory.mktemp("site"))
    project.write("docs/replies/map.png", PICTURE)
    project.append("docs/replies/q03-statistics.md", EVERYTHING)
    project.write(
        "docs/money.md",
        f"# Money {EVIL}\n\n:::{{dataset}} money\n:::\n\n:::{{dataset}} placements\n:::\n\nWords of money.\n",
    )
    project.replace("docs/index.md", "\nannex\n", "\nannex\nmoney\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert project.build("-W") == ""
    handler = functools.partial(_Quiet, directory=str(project.root / "out/html"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", tmp_path_factory.mktemp("browser")
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def opened(address: str, folder: Path) -> tuple[str, list[str], set[str]]:
    """Open a page; return what it became, what the browser said of it, and the hosts that were asked."""
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


#: What the theme itself says, of no consequence.
USUAL = ("[PST]: ", "Got invalid theme mode: . Resetting to auto.")


@pytest.mark.parametrize(
    "page",
    [
        *("index.html", "replies/q01-laws.html", "replies/q02-recruitment.html", "replies/q03-statistics.html"),
        *("annex.html", "money.html", "search.html?q=money", "search.html?q=words+of+%3Cscript%3E"),
    ],
)
def test_nothing_breaks_the_policy(site: tuple[str, Path], page: str) -> None:
    address, folder = site
    shown, said, hosts = opened(f"{address}/{page}", folder)
    assert "</html>" in shown
    assert [one for one in said if not one.startswith(USUAL)] == []
    assert {host for host in hosts if "example.org" in host} == set()
    assert "<title>ran" not in shown
    assert '<img src="https://example.org' not in shown
    if "q=money" in page:
        assert "Search finished, found" in shown
        assert "&lt;img src=https://example.org/x" in shown


def test_the_policy_is_what_keeps_a_script_from_running(site: tuple[str, Path]) -> None:
    """The test above can fail: a script put onto a page by hand is refused, and the browser says so."""
    address, folder = site
    served = next(folder.parent.glob("site*")) / "out/html/annex.html"
    text = served.read_text("utf-8")
    script = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
    served.with_name("changed.html").write_text(text.replace("</article>", f"{script}</article>"), "utf-8")
    shown, said, _ = opened(f"{address}/changed.html", folder)
    assert "<title>ran" not in shown
    assert sum("Content Security Policy" in one for one in said) == 2
