"""The files of the datasets on the site: each as CSV, with what programs must know of it, and as a workbook unless it
is very long.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from loipr.datasets.dataset import PATH, Dataset
from loipr.editions.site import csvw
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.files.reading import read_text
from loipr.markup.nodes import dataset_download, notes_below
from loipr.markup.report_of_build import is_site, report_of
from loipr.report import Report
from loipr.version import code_version

#: The site's folder with the files.
FOLDER = "_data"
#: The most rows in a workbook. To write it takes ten times as long as to read the dataset; longer datasets are for
#: programs, which read CSV.
_LONGEST_WORKBOOK = 20_000


def files_of(dataset: Dataset) -> dict[str, str]:
    """Return the names of the files that the site offers for *dataset*, by kind: ``CSV``, ``XLSX``."""
    file = Path(dataset.path)
    long = len(dataset.rows) > _LONGEST_WORKBOOK
    return {"CSV": file.name} if long else {"CSV": file.name, "XLSX": file.with_suffix(".xlsx").name}


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    """Write the files to the site, and remove those of datasets that no longer exist (``build-finished``)."""
    if exception is not None or app.builder.format != "html":
        return
    report = report_of(app.env)
    folder, kept = Path(app.outdir) / FOLDER, Path(app.doctreedir) / "workbooks"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    kept.mkdir(exist_ok=True)
    wanted = set()
    for dataset in report.datasets.values():
        for kind, name in files_of(dataset).items():
            if kind == "CSV":
                shutil.copyfile(report.root / dataset.path, folder / name)
            else:
                workbook = kept / f"{dataset.name}-{_digest(report, dataset)}.xlsx"
                if not workbook.exists():
                    _write_workbook(report, dataset, workbook)
                wanted.add(workbook)
                shutil.copyfile(workbook, folder / name)
    for workbook in set(kept.iterdir()) - wanted:
        workbook.unlink()
    write_metadata(report, folder)


def write_metadata(report: Report, folder: Path) -> None:
    """Write into *folder*, beside the CSV file of each dataset, what programs must know of it."""
    for dataset in report.datasets.values():
        name = files_of(dataset)["CSV"]
        text = csvw.metadata(report, dataset, name)
        (folder / f"{name}{csvw.ENDING}").write_text(text, encoding="utf-8", newline="\n")


class LeaveDownloadsOut(SphinxPostTransform):
    """Removes links to files from editions that have no files, and lines that have nothing else."""

    def run(self, **kwargs: object) -> None:
        if is_site(self.env):
            return
        for offer in list(self.document.findall(dataset_download)):
            _remove(offer)


def _remove(node: nodes.Element) -> None:
    parent = node.parent
    parent.remove(node)
    if not parent.children and isinstance(parent, nodes.paragraph | notes_below):
        _remove(parent)


def _write_workbook(report: Report, dataset: Dataset, file: Path) -> None:
    # Imported here, so that only a build with a changed dataset needs the time for it.
    from loipr.exchange.workbooks.dataset_file import make_dataset_file

    fresh = file.with_suffix(".new")
    fresh.write_bytes(make_dataset_file(dataset, report.bibliography, report.settings.reference_date))
    fresh.replace(file)


def _digest(report: Report, dataset: Dataset) -> str:
    """Return a digest of all that the workbook of *dataset* is made from."""
    digest = hashlib.sha256(f"{code_version()} {report.settings.reference_date}".encode())
    for path in (PATH, BIBLIOGRAPHY, dataset.path):
        digest.update((read_text(report.root, path, []) or "").encode())
    return digest.hexdigest()[:16]
