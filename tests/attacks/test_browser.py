"""The site in a real browser: nothing breaks its policy, nothing of a text runs, and no other host is asked.

Stands for the class of what only a browser would run: a script, a style or a picture that asks another host.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.browser import USUAL, needs_browser, opened, served
from support.project import make_project

pytestmark = needs_browser
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

A note.[^1]

[^1]: Its words.
"""
CODE = """
# Code

```python
x = 1
```
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
    project.write("docs/guides/code.md", CODE)
    project.replace("docs/index.md", "\nannex\n", "\nannex\nmoney\nguides/code\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        # The tags in the heading are named, and the page is built nevertheless.
        told = [re.sub(r":.*\[", ": [", line) for line in project.build("-W").splitlines()]
        tags, printed = "docs/money.md: [loipr.literal-markup]", "docs/money.md: [loipr.printed-markup]"
        assert told == [tags, tags, printed]
    with served(project.root / "out/html") as address:
        yield address, tmp_path_factory.mktemp("browser")


@pytest.mark.parametrize(
    "page",
    [
        *("index.html", "replies/q01-laws.html", "replies/q02-recruitment.html", "replies/q03-statistics.html"),
        *("annex.html", "money.html", "guides/code.html"),
        *("search.html?q=money", "search.html?q=words+of+%3Cscript%3E"),
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
        assert "pages found for “money”" in shown
        assert "&lt;img src=" in shown


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
