"""The PDF: its text, its metadata, and the same bytes each time. Where TeX is missing it cannot be made."""

from __future__ import annotations

import shutil

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from project import Project

needs_tex = pytest.mark.skipif(shutil.which("xelatex") is None, reason="TeX is not installed")
SPECIAL = r"Backslash \\ and & % $ # _ { } ~ ^ in Yogyakarta, Türkiye, Côte d'Ivoire"


@needs_tex
def test_the_pdf(project: Project) -> None:
    project.append("docs/replies/q02-recruitment.md", f"\n{SPECIAL}\n")
    project.replace("data/datasets/placements.csv", "restated later", "restated & 100% {later}_#")
    pdf = project.root / "_build/pdf/CMW-C-XXX-1.pdf"
    status, said = project.run("build", "pdf")
    assert (status, said.splitlines()[-1]) == (0, "pdf: _build/pdf/CMW-C-XXX-1.pdf")
    first = pdf.read_bytes()
    shutil.rmtree(project.root / "_build")
    assert project.run("build", "pdf")[0] == 0
    assert pdf.read_bytes() == first

    reader = PdfReader(pdf)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == (
        "Report for tests",
        "CMW/C/XXX/1, in reply to CMW/C/XXX/QPR/1",
    )
    front = reader.pages[0].extract_text()
    assert "A report for tests." in front
    assert "Draft" in front
    assert all("Draft" in page.extract_text() for page in reader.pages)
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Reply to paragraph 1: Laws" in words
    assert "Ministry of Foreign Affairs (MFA)" in words
    assert "In 2023 there were 274,965 placements, 61.0 per cent of them" in words
    assert "Türkiye, Côte d’Ivoire" in words
    assert "restated & 100% {later}_#" in words
    titles = [entry.title for entry in reader.outline if isinstance(entry, Destination)]
    assert "The Convention" in titles
    assert any(page.annotations for page in reader.pages)


@needs_tex
def test_the_official_pdf_is_no_draft(project: Project) -> None:
    assert project.run("build", "pdf", "--official")[0] == 0
    reader = PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf")
    assert not any("Draft" in page.extract_text() for page in reader.pages)
