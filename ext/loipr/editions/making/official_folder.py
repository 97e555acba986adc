"""The official package: one folder with all that is submitted, a list of its files, and a covering sheet."""

from __future__ import annotations

import datetime
import hashlib
import json
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

from loipr.datasets.dataset import PATH as DESCRIPTOR
from loipr.editions.edition import EDITIONS, file_name
from loipr.editions.making.revision import revision_of
from loipr.editions.shared.masthead import masthead_of
from loipr.editions.site.downloads import FOLDER, files_of
from loipr.length.word_count import word_counts
from loipr.report import Report
from loipr.version import __version__
from loipr.wording.dates import in_words

#: The annex of statistics: the datasets as a Data Package, and as workbooks.
_ANNEX = "statistics"
#: The tools that make the editions.
_TOOLS = ("Sphinx", "myst-parser", "sphinxcontrib-bibtex", "pandas", "matplotlib", "WeasyPrint")


def make_package(report: Report) -> Path:
    """Put the editions that were just built into one folder, with the annex of statistics, and return the folder.

    ``manifest.json`` lists every file with its size and SHA-256, the number of words, the commit and the tools.
    ``transmittal.txt`` says what is submitted, in reply to what, and by when.
    """
    target = report.root / "_build/official" / file_name(report.settings.symbol)
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for edition in (one for one in EDITIONS.values() if one.is_submitted):
        file = edition.target(report.root, report.settings.symbol)
        shutil.copyfile(file, fresh / file.name)
    _add_statistics(report, fresh / _ANNEX)
    (fresh / "transmittal.txt").write_text(transmittal(report, fresh), encoding="utf-8")
    manifest = json.dumps(_manifest(report, fresh), indent=2, ensure_ascii=False)
    (fresh / "manifest.json").write_text(f"{manifest}\n", encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


def _add_statistics(report: Report, folder: Path) -> None:
    """Copy the descriptor, the datasets to the places that the descriptor names, and the workbooks of the website."""
    data = (report.root / DESCRIPTOR).parent
    site = EDITIONS["html"].target(report.root, report.settings.symbol).parent / FOLDER
    folder.mkdir()
    shutil.copyfile(report.root / DESCRIPTOR, folder / Path(DESCRIPTOR).name)
    for dataset in report.datasets.values():
        place = folder / (report.root / dataset.path).relative_to(data)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(report.root / dataset.path, place)
        if workbook := files_of(dataset).get("XLSX"):
            shutil.copyfile(site / workbook, place.parent / workbook)


def transmittal(report: Report, folder: Path) -> str:
    """Return the text of the sheet that is sent with the package in *folder*."""
    head = masthead_of(report)
    issues = report.list_of_issues
    dated = f" of {in_words(issues.dated)}" if issues and issues.dated else ""
    lines = [
        "TRANSMITTAL SHEET",
        "",
        f"To:            {head.committee}",
        f"From:          {issues.state if issues else ''}",
        f"Document:      {head.symbol}",
        f"Title:         {head.title}",
        f"Treaty:        {head.treaty}",
        f"In reply to:   {report.settings.list_of_issues}{dated}",
        f"Due:           {_day(issues.deadline if issues else None)}",
        f"State of:      {in_words(report.settings.reference_date)}",
        f"Language:      {report.settings.original_language}",
        "",
        "Enclosed:",
        *(f"  {file.relative_to(folder).as_posix()}" for file in _files(folder)),
        "",
        "The annex of statistics is not to be translated. The SHA-256 of each file is in manifest.json.",
    ]
    return "\n".join(lines) + "\n"


def _day(day: datetime.date | None) -> str:
    return in_words(day) if day else "not set"


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _manifest(report: Report, folder: Path) -> dict[str, object]:
    return {
        "symbol": report.settings.symbol,
        "in_reply_to": report.settings.list_of_issues,
        "reference_date": report.settings.reference_date.isoformat(),
        "words": sum(word_counts(report).values()),
        "commit": revision_of(report.root, whole=True),
        "versions": {
            "loipr": __version__,
            "Python": platform.python_version(),
            **{name: version(name) for name in _TOOLS},
        },
        "files": [
            {
                "path": file.relative_to(folder).as_posix(),
                "bytes": file.stat().st_size,
                "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            }
            for file in _files(folder)
        ],
    }
