"""The official package of a small report by another State under another treaty, from `--official` to the manifest."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import frictionless
import pytest
from pypdf import PdfReader

from loipr.cli.main import main
from support.changes import LAWS
from support.history import put_under_git
from support.project import REPOSITORY, Project, make_project, needs_print
from support.word import Word

pytestmark = needs_print

LIST = "data/lists-of-issues/crpd-c-xmp-qpr-1.yaml"


def make_report(root: Path) -> Project:
    """Write a complete report of Examplia to the Committee on the Rights of Persons with Disabilities."""
    project = make_project(root)
    for file in (root / "data/treaties").iterdir():
        file.unlink()
    shutil.copy(REPOSITORY / "data/treaties/crpd.yaml", root / "data/treaties")
    project.replace("conf.py", 'loipr_symbol = "CMW/C/XXX/1"', 'loipr_symbol = "CRPD/C/XMP/1"')
    project.replace("conf.py", "CMW/C/XXX/QPR/1", "CRPD/C/XMP/QPR/1")
    project.replace("conf.py", '"ICRMW"', '"CRPD"')
    (root / "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml").rename(root / LIST)
    project.replace(LIST, "CMW/C/XXX/QPR/1", "CRPD/C/XMP/QPR/1")
    project.replace(LIST, "treaty: ICRMW", "treaty: CRPD")
    project.replace(LIST, "dated: 2025-01-10", "dated: 2025-01-10\ndeadline: 2026-01-10")
    project.replace(LIST, 'provisions: "84"', 'provisions: "33"')
    project.replace("docs/convention.md", "ICRMW", "CRPD")
    project.replace(LAWS, "{article}`33 (1) (a)`", "{article}`24 (2) (a)`")
    project.clear()
    return project


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_report(tmp_path_factory.mktemp("official"))
    put_under_git(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "--official"]) == 0
    return project.root / "_build/official/CRPD-C-XMP-1"


def test_it_holds_all_that_is_submitted(package: Path) -> None:
    assert sorted(file.relative_to(package).as_posix() for file in package.rglob("*") if file.is_file()) == [
        "CRPD-C-XMP-1-accessible.pdf",
        "CRPD-C-XMP-1.docx",
        "CRPD-C-XMP-1.pdf",
        "manifest.json",
        "statistics/datapackage.json",
        "statistics/datasets/money.csv",
        "statistics/datasets/money.xlsx",
        "statistics/datasets/placements.csv",
        "statistics/datasets/placements.xlsx",
        "transmittal.txt",
    ]


def test_the_manifest_names_every_file(package: Path) -> None:
    manifest = json.loads((package / "manifest.json").read_text(encoding="utf-8"))
    listed = {one["path"]: one["sha256"] for one in manifest["files"]}
    assert listed == {
        file.relative_to(package).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in package.rglob("*")
        if file.is_file() and file.name != "manifest.json"
    }
    assert (manifest["symbol"], manifest["in_reply_to"]) == ("CRPD/C/XMP/1", "CRPD/C/XMP/QPR/1")
    assert re.fullmatch("[0-9a-f]{40}", manifest["commit"])
    assert manifest["words"] == 154


def test_the_sheet_says_what_goes_where_by_when(package: Path) -> None:
    assert (package / "transmittal.txt").read_text(encoding="utf-8").splitlines() == [
        "TRANSMITTAL SHEET",
        "",
        "To:            Committee on the Rights of Persons with Disabilities",
        "From:          Examplia",
        "Document:      CRPD/C/XMP/1",
        "Title:         Report for tests",
        "Treaty:        Convention on the Rights of Persons with Disabilities",
        "In reply to:   CRPD/C/XMP/QPR/1 of 10 January 2025",
        "Due:           10 January 2026",
        "State of:      31 July 2025",
        "Language:      English",
        "",
        "Enclosed:",
        "  CRPD-C-XMP-1-accessible.pdf",
        "  CRPD-C-XMP-1.docx",
        "  CRPD-C-XMP-1.pdf",
        "  statistics/datapackage.json",
        "  statistics/datasets/money.csv",
        "  statistics/datasets/money.xlsx",
        "  statistics/datasets/placements.csv",
        "  statistics/datasets/placements.xlsx",
        "",
        "The annex of statistics is not to be translated. The SHA-256 of each file is in manifest.json.",
    ]


def test_the_annex_is_a_data_package(package: Path) -> None:
    descriptor = package / "statistics/datapackage.json"
    assert [resource.path for resource in frictionless.Package(str(descriptor)).resources] == [
        "datasets/placements.csv",
        "datasets/money.csv",
    ]


def test_no_page_is_a_draft(package: Path) -> None:
    word = Word(package / "CRPD-C-XMP-1.docx")
    assert [name for name, part in word.parts.items() if b"draft" in part.lower() and name.endswith(".xml")] == []
    for file in package.glob("*.pdf"):
        assert [page for page in PdfReader(file).pages if "draft" in page.extract_text().casefold()] == []
