"""What a reader takes along: the files of the report on every page, with their sizes and their date."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

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
    assert [text.partition(" (")[0] for text, _ in foot] == ["Word", "Data Package", "All tables"]
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
    assert [href for _, href in foot] == ["../_files/CMW-C-XXX-1-data.zip", "../_files/CMW-C-XXX-1-workbooks.zip"]
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
