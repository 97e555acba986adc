"""What a reader takes along: the report's files and the data, offered on every page with size and date.

Sizes are known when all editions are made, and a revision changes with every commit. So Sphinx writes pages with empty
places for both, and they are filled in when the site is put in place, and again when other editions are ready. What a
page says depends on the report and on the files that fit it, not on the order in which they were made.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from loipr.datasets.dataset import PATH as DESCRIPTOR
from loipr.editions.edition import Edition, file_name
from loipr.editions.making.revision import revision_of
from loipr.editions.site.citing import citations
from loipr.report import Report
from loipr.wording.dates import in_words

#: The site's folder with the files.
FOLDER = "_files"
#: The site's folder with the files of each dataset.
_DATA = "_data"
#: How the files of the editions are called for a reader.
_LABELS = {"pdf": "PDF", "accessible": "Accessible PDF", "docx": "Word"}
_MOMENT = (1980, 1, 1, 0, 0, 0)
_FILES = re.compile(r'(<div class="loipr-files">)[^\n]*?(</div>)')
_REVISION = re.compile(r'(<span class="loipr-revision-here">)[^<]*(</span>)')


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that the site offers: how it is called, where it is from the root of the site, and its size in bytes."""

    label: str
    path: str
    size: int


def take_along(report: Report, site: Path, editions: Iterable[Edition]) -> None:
    """Put the files of *editions* and the data into the *site*, and fill in what its pages say of them."""
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    offered = [*_documents(report, folder, editions), *_data(report, site)]
    revision = revision_of(report.root)
    for name, entry in citations(report, revision).items():
        (folder / name).write_text(entry, encoding="utf-8", newline="")
    said = f". Revision {revision}" if revision else ""
    day = in_words(report.settings.dated)
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        links = _links(report, offered, "../" * (len(page.relative_to(site).parts) - 1), day)
        filled = _FILES.sub(lambda found, links=links: f"{found[1]}{links}{found[2]}", text)  # type: ignore[misc]
        filled = _REVISION.sub(lambda found: f"{found[1]}{escape(said)}{found[2]}", filled)
        if filled != text:
            page.write_text(filled, encoding="utf-8", newline="\n")


def _documents(report: Report, folder: Path, editions: Iterable[Edition]) -> Iterator[Offered]:
    for edition in editions:
        if edition.name in _LABELS:
            file = edition.target(report.root, report.settings.symbol)
            shutil.copyfile(file, folder / file.name)
            yield Offered(_LABELS[edition.name], f"{FOLDER}/{file.name}", file.stat().st_size)


def _data(report: Report, site: Path) -> Iterator[Offered]:
    """Write the Data Package (the descriptor and all tables as CSV) and all workbooks, each as one file."""
    if not report.datasets:
        return
    data = (report.root / DESCRIPTOR).parent
    tables = [(report.root / DESCRIPTOR), *(report.root / dataset.path for dataset in report.datasets.values())]
    name = file_name(report.settings.symbol)
    parts = [(file.relative_to(data).as_posix(), file) for file in dict.fromkeys(tables)]
    workbooks = [(file.name, file) for file in sorted((site / _DATA).glob("*.xlsx"))]
    for label, ending, files in (("Data Package (CSV)", "data", parts), ("All tables (XLSX)", "workbooks", workbooks)):
        if files:
            path = f"{FOLDER}/{name}-{ending}.zip"
            yield Offered(label, path, _zip(site / path, files))


def _zip(target: Path, files: Sequence[tuple[str, Path]]) -> int:
    """Write *files* (their names in it, and where they are) as one file, the same at any time; return its size."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, file in files:
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, file.read_bytes())
    return target.stat().st_size


def _links(report: Report, offered: Sequence[Offered], up: str, day: str) -> str:
    links = (
        f'<li><a href="{up}{escape(file.path)}" download>{escape(file.label)}</a> ({_in_words(file.size)})</li>'
        for file in offered
    )
    name = f"{up}{FOLDER}/{escape(file_name(report.settings.symbol))}"
    cited = "".join(
        f'<li><a href="{name}.{ending}" download>{kind}</a></li>'
        for kind, ending in (("BibTeX", "bib"), ("RIS", "ris"))
    )
    files = f"<p>To take along, of {escape(day)}:</p><ul>{''.join(links)}</ul>" if offered else ""
    return f"{files}<p>To cite:</p><ul>{cited}</ul>"


def _in_words(size: int) -> str:
    """Return *size*, in bytes, as readers know it: “23 kB”, “1.4 MB”."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
