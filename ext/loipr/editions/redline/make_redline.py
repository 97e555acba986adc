"""The editions that show what changed between two revisions, each made by its own writer."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from loipr.coordination.past_report import FOLDERS
from loipr.editions.edition import EDITIONS, Edition
from loipr.editions.making.build import build_editions
from loipr.editions.making.stamps import states_of_inputs
from loipr.editions.redline.mark_changes import SETTING, compared
from loipr.editions.redline.read_pages import read_pages
from loipr.report import Report, load_report
from loipr.revisions.redline import Redline, redline

_CONF = "conf.py"
_STATIC = Path(__file__).parent / "static"
#: Where each edition goes, below ``_build``.
PLACES: Mapping[str, str] = {
    "html": "redline/html/index.html",
    "pdf": "redline/{report}.pdf",
    "accessible": "redline/{report}-accessible.pdf",
    "docx": "redline/{report}.docx",
}


def compare(before: Report, after: Report, root: Path) -> Redline:
    """Return what changed from *before* to *after*; ``conf.py`` is that of the project at *root*.

    :raises EditionError: when the pages of a revision cannot be read.
    """
    pages = []
    for report in (before, after):
        with _with_conf(report, root) as own:
            pages.append(read_pages(own).leaves)
    return redline(pages[0], pages[1])


def make_redline(form: str, before: Report, after: Report, names: tuple[str, str], root: Path) -> Redline | None:
    """Make the edition *form* of *after* with what changed since *before*, and return that; None when it failed.

    :raises EditionError: when the pages of the older revision cannot be read.
    """
    edition = replace(EDITIONS[form], name="redline", place=PLACES[form])
    with _with_conf(before, root) as old:
        pages = read_pages(old)
        with _with_conf(after, root) as new, compared(new.root, pages) as found:
            settings: dict[str, object] = {"loipr_revision": names[1], SETTING: names[0]}
            if form == "html":
                settings |= _on_site(new.root)
            states = states_of_inputs(new.root)
            if build_editions(new, [edition], states, official=False, install=False, settings=settings):
                return None
            _bring(edition, new, root)
            return found[0]


@contextmanager
def _with_conf(report: Report, root: Path) -> Iterator[Report]:
    """Give *report* in a folder that has the project's ``conf.py``, and in which a build may work.

    The files of a past revision are in such a folder already; those as they are now are copied.
    """
    if report.root != root:
        shutil.copyfile(root / _CONF, report.root / _CONF)
        yield report
        return
    with tempfile.TemporaryDirectory(prefix="loipr-") as place:
        folder = Path(place).resolve()
        for name in FOLDERS:
            # Links stay links, which no reader follows.
            shutil.copytree(root / name, folder / name, symlinks=True)
        shutil.copyfile(root / _CONF, folder / _CONF)
        yield load_report(folder, report.settings)


def _on_site(root: Path) -> dict[str, object]:
    """Return the settings of Sphinx with which the site has the look and the keys of changes."""
    return {
        "html_static_path": [os.path.relpath(_STATIC, root)],
        "html_css_files": ["redline.css"],
        "html_js_files": [("redline.js", {"defer": "defer"})],
    }


def _bring(edition: Edition, report: Report, root: Path) -> None:
    """Bring the *edition* from the folder of *report* to the project at *root*, in place of the last one."""
    symbol = report.settings.symbol
    made, target = (edition.target(folder, symbol) for folder in (report.root, root))
    if edition.is_by_page:
        made, target = made.parent, target.parent
    fresh, old = (target.with_name(f"{target.name}.{word}") for word in ("new", "old"))
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    if made.is_dir():
        shutil.copytree(made, fresh)
        if target.exists():
            target.rename(old)
    else:
        shutil.copyfile(made, fresh)
    fresh.replace(target)
    shutil.rmtree(old, ignore_errors=True)
