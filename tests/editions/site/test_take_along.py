"""What a reader takes along: the files of the report on every page, with their sizes and their date."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_string

from support.browser import needs_browser, opened
from support.project import Project

FILES = "_build/html/_files"


def links(project: Project, page: str) -> list[list[tuple[str, str]]]:
    """The links of each list of files on a page: what stands there, and where they lead."""
    text = (project.root / "_build/html" / page).read_text("utf-8")
    return [
        [(item.get_text(), str(item.a["href"])) for item in block.select("li") if item.a is not None]
        for block in BeautifulSoup(text, "html.parser").select(".loipr-files")
    ]


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_page_offers_the_files(project: Project) -> None:
    assert project.run("build", "html", "docx")[0] == 0
    word = project.root / "_build/docx/CMW-C-XXX-1.docx"
    (first, foot), (other,) = links(project, "index.html"), links(project, "replies/q01-laws.html")
    assert first == foot
    assert [text.partition(" (")[0] for text, _ in foot] == ["Word", "Data Package", "All tables", "BibTeX", "RIS"]
    assert foot[0] == (f"Word ({round(word.stat().st_size / 1000)} kB)", "_files/CMW-C-XXX-1.docx")
    assert [(text, f"../{href}") for text, href in foot] == other
    assert (project.root / FILES / word.name).read_bytes() == word.read_bytes()
    for _, href in foot:
        assert (project.root / "_build/html" / href).is_file()
    text = (project.root / "_build/html/index.html").read_text("utf-8")
    assert "To take along, of 31 July 2025:" in text


def test_the_order_in_which_editions_are_made_does_not_matter(project: Project) -> None:
    site = project.root / "_build/html"
    assert project.run("build", "html", "docx")[0] == 0
    together = tree(site)
    assert project.run("build", "html")[0] == 0
    assert tree(site) == together
    for order in (("html", "docx"), ("docx", "html")):
        project.append("conf.py", "\n")
        assert project.run("build", order[0])[0] == 0
        assert project.run("build", order[1])[0] == 0
        assert tree(site) == together


def test_a_file_of_another_state_is_not_offered(project: Project) -> None:
    assert project.run("build", "html", "docx")[0] == 0
    project.append("docs/replies/q02-recruitment.md", "\nMore.\n")
    assert project.run("build", "html")[0] == 0
    (foot,) = links(project, "replies/q01-laws.html")
    assert [href for _, href in foot][:-2] == ["../_files/CMW-C-XXX-1-data.zip", "../_files/CMW-C-XXX-1-workbooks.zip"]
    assert not (project.root / FILES / "CMW-C-XXX-1.docx").exists()


def test_the_data_package_is_whole(project: Project) -> None:
    assert project.run("build", "html")[0] == 0
    with zipfile.ZipFile(project.root / FILES / "CMW-C-XXX-1-data.zip") as package:
        assert package.namelist() == ["datapackage.json", "datasets/placements.csv", "datasets/money.csv"]
        assert package.read("datasets/money.csv").decode() == project.read("data/datasets/money.csv")
    with zipfile.ZipFile(project.root / FILES / "CMW-C-XXX-1-workbooks.zip") as workbooks:
        assert workbooks.namelist() == ["money.xlsx", "placements.xlsx"]


@pytest.mark.parametrize("licence", ["CC BY 4.0", "<b>Mine</b>"])
def test_the_foot_says_what_the_report_is(project: Project, licence: str) -> None:
    project.append("conf.py", f'\nloipr_licence = "{licence}"\nloipr_coordinator_address = "desk@example.org"\n')
    project.build()
    foot = BeautifulSoup(project.page("replies/q01-laws"), "html.parser").select_one(".bd-footer-content p")
    assert foot is not None
    assert foot.get_text() == (
        f"CMW/C/XXX/1 · Draft – not for submission · As of 31 July 2025 · {licence} · Remarks: desk@example.org"
    )


def test_the_report_is_cited_by_programs(project: Project) -> None:
    project.append(
        "conf.py", '\nhtml_baseurl = "https://example.org/report/"\nloipr_title = "Report 100% of all & #1"\n'
    )
    assert project.run("build", "html")[0] == 0
    text = (project.root / FILES / "CMW-C-XXX-1.bib").read_text("utf-8")
    entry = parse_string(text, "bibtex").entries["CMW-C-XXX-1"]
    assert (entry.type, dict(entry.fields)) == (
        "techreport",
        {
            "title": r"{Report 100\% of all \& \#1}",
            "institution": "{Examplia}",
            "number": "CMW/C/XXX/1",
            "year": "2025",
            "note": "As of 31 July 2025",
            "url": "https://example.org/report/",
        },
    )
    assert (project.root / FILES / "CMW-C-XXX-1.ris").read_bytes().decode().split("\r\n") == [
        "TY  - RPRT",
        "TI  - Report 100% of all & #1",
        "AU  - Examplia",
        "M1  - CMW/C/XXX/1",
        "PY  - 2025",
        "N1  - As of 31 July 2025",
        "UR  - https://example.org/report/",
        "DA  - 2025/07/31",
        "ER  - ",
        "",
    ]


@needs_browser
def test_a_reference_to_a_paragraph_can_be_copied(project: Project, tmp_path: Path) -> None:
    project.append("conf.py", '\nhtml_baseurl = "https://example.org/report/"\n')
    assert project.run("build", "html")[0] == 0
    page = (project.root / "_build/html/replies/q02-recruitment.html").as_uri()
    shown, _, _ = opened(f"{page}#paragraph-2-1", tmp_path)
    (button,) = BeautifulSoup(shown, "html.parser").select("button.loipr-cite")
    assert button.get_text() == "Copy reference"
    assert button.parent is not None
    assert button.parent["id"] == "paragraph-2-1"
    shown, _, _ = opened(page, tmp_path)
    assert BeautifulSoup(shown, "html.parser").select("button.loipr-cite") == []
