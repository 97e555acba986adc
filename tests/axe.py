"""``tox -e axe``: looks at every page of the built site with axe in a browser, wide and light, narrow and dark."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

from support.browser import BROWSER, measured

ROOT = Path(__file__).resolve().parent.parent
#: The package that carries axe; its own driver of browsers is not needed.
CARRIER, PROGRAM = "axe_playwright_python", "axe.min.js"
#: The windows in which each page is looked at: so many pixels wide, and the theme.
LOOKS = ((1366, "light"), (360, "dark"))
#: So many pages are looked at in one window of the browser.
_AT_ONCE = 6
#: What axe finds on a page: its rule, and the first places.
MEASURE = """await (async () => {
  page.documentElement.dataset.theme = "%s";
  const script = page.createElement("script");
  script.src = new URL("/axe.min.js", location).href;
  await new Promise((loaded, failed) => { script.onload = loaded; script.onerror = failed; page.head.append(script); });
  const told = await page.defaultView.axe.run(page, {resultTypes: ["violations"]});
  return told.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target).join("; ")}`);
})()"""


def look_at(site: Path, pages: list[str], width: int, theme: str) -> dict[str, list[str]]:
    """Return what axe finds on the *pages* of a *site*, by their names; pages without a finding are left out."""
    carrier = importlib.util.find_spec(CARRIER)
    assert carrier is not None, f"{CARRIER} is not installed; `tox -e axe` brings it"
    assert carrier.origin is not None
    shutil.copyfile(Path(carrier.origin).with_name(PROGRAM), site / PROGRAM)
    found: dict[str, list[str]] = {}
    for start in range(0, len(pages), _AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            found |= measured(site, Path(folder), MEASURE % theme, pages[start : start + _AT_ONCE], width)
    return {page: told for page, told in found.items() if told}


def main() -> int:
    """Print what axe finds; return 1 if there is anything, or no site or browser to look at it."""
    built = ROOT / "_build/html"
    if BROWSER is None or not built.is_dir():
        print("There is no Chromium, or no site in _build/html; `tox -e html` makes one.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(built, site)
        pages = sorted(page.relative_to(site).as_posix() for page in site.rglob("*.html"))
        found = [(*look, page, told) for look in LOOKS for page, told in look_at(site, pages, *look).items()]
    for width, theme, page, told in found:
        print(f"{page} ({width} pixels, {theme}): {', '.join(told)}")
    print(f"{len(pages)} pages, {len(LOOKS)} windows: {len(found)} with findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
