"""What changed, in the editions: the new revision is what they print, and both revisions can be read from them."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from difflib import unified_diff
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from pypdf import PdfReader

from support.changes import LAWS, PLACEMENTS, RECRUITMENT, STATISTICS
from support.history import commit, git
from support.project import Project, needs_print, needs_tex

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MORE = """
A paragraph with **bold words**, *others* and a note[^a]. It stays, but for one word.

- The first item of a list.
- The second item.

| Year | Persons |
|---|---|
| 2023 | many |
| 2024 | few |

:::{gap} MOL
What is not known.
:::

:::{data-chart} placements
:columns: period, total
:::

## A heading

[^a]: What the note says.
"""


@pytest.fixture
def revised(kept: Project) -> Project:
    """The small report: the tag ``old``, and behind it a revision with a change of every kind."""
    kept.append(RECRUITMENT, MORE)
    commit(kept, 2)
    git(kept, "tag", "old")
    for old, new in [
        ("one word", "two words"),
        ("- The first item of a list.\n", ""),
        ("| 2023 | many |\n", "| 2022 | fewer |\n| 2023 | *many* |\n"),
        ("| 2024 | few |\n", ""),
        ("{gap} MOL", "{gap} MFA"),
        ("## A heading", "## Another heading"),
        ("What the note says", "What this note says"),
    ]:
        kept.replace(RECRUITMENT, old, new)
    kept.replace(LAWS, "Laws give", "Acts give")
    kept.append(STATISTICS, "\n- The first item of a list.\n\nNew & odd: [a link](q01-laws.md).\n")
    kept.replace(PLACEMENTS, "2023,274965", "2023,274966")
    kept.replace(STATISTICS, "status: cleared", "status: draft")
    commit(kept, 3)
    return kept


def redline(project: Project, form: str, revisions: str = "old..main") -> Path:
    status, said = project.run("redline", revisions, "--format", form)
    assert status == 0, said
    names = {"html": "html", "docx": "CMW-C-XXX-1.docx", "pdf": "CMW-C-XXX-1.pdf"}
    return project.root / "_build/redline" / names.get(form, "CMW-C-XXX-1-accessible.pdf")


def edition(project: Project, revision: str, form: str) -> Path:
    """Return the edition *form* of a *revision*, without any changes in it."""
    git(project, "checkout", "-q", revision)
    status, said = project.run("build", form)
    assert status == 0, said
    file = next((project.root / "_build" / form).glob("*.*"))
    kept = project.root / f"{revision}-{file.name}"
    shutil.copyfile(file, kept)
    git(project, "checkout", "-q", "main")
    return kept


def judged(file: Path, *, accept: bool) -> list[str]:
    """Return the paragraphs of a Word file that are left when all changes are accepted, or rejected."""
    gone = [f"{_W}del" if accept else f"{_W}ins"]
    with zipfile.ZipFile(file) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        notes = etree.fromstring(archive.read("word/footnotes.xml"))

    def text(element: etree._Element) -> str:
        if element.tag in gone:
            return ""
        return element.text or "" if element.tag in (f"{_W}t", f"{_W}delText") else "".join(map(text, element))

    def is_gone(element: etree._Element, path: str) -> bool:
        form = element.find(path)
        return form is not None and any(form.find(tag) is not None for tag in gone)

    found = []
    for paragraph in [*body.iter(f"{_W}p"), *notes.iter(f"{_W}p")]:
        words = text(paragraph)
        if is_gone(paragraph, f"{_W}pPr/{_W}rPr"):
            # A paragraph that goes leaves nothing behind.
            assert words == ""
        elif not any(is_gone(row, f"{_W}trPr") for row in paragraph.iterancestors(f"{_W}tr")):
            found.append(words)
    # The first page says what is compared.
    return [words.strip() for words in found if words.strip() and not words.startswith("Draft")]


def test_word_accepted_is_the_new_revision_and_rejected_the_old_one(revised: Project) -> None:
    file = redline(revised, "docx")
    assert judged(file, accept=True) == judged(edition(revised, "main", "docx"), accept=True)
    # What the machinery adds, as numbers and sources of figures, is that of the new revision.
    old = judged(edition(revised, "old", "docx"), accept=True)
    assert list(unified_diff(old, judged(file, accept=False), n=0, lineterm=""))[2:] == ANOTHER


ANOTHER: list[str] = []


def test_word_without_changes_is_the_edition(revised: Project) -> None:
    file = redline(revised, "docx", "main..main")
    with zipfile.ZipFile(file) as archive:
        assert b"w:ins " not in archive.read("word/document.xml")
    assert judged(file, accept=True) == judged(edition(revised, "main", "docx"), accept=True)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize(("how", "revision"), [("accept", "main"), ("reject", "old")])
def test_pandoc_reads_the_same(revised: Project, how: str, revision: str) -> None:
    """Pandoc does not know rows that came or went, so the words outside of tables are compared."""
    marked, plain = redline(revised, "docx"), edition(revised, revision, "docx")

    def read(file: Path) -> list[str]:
        command = ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", f"--track-changes={how}", str(file)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [line for line in said.splitlines() if line and not line.startswith("  ")]

    assert read(marked) == read(plain)


def test_the_site(revised: Project) -> None:
    folder = redline(revised, "html")
    pages = {
        path: BeautifulSoup((folder / path).read_text(), "html.parser")
        for path in ("index.html", "replies/q02-recruitment.html")
    }
    page = pages["replies/q02-recruitment.html"]
    assert [one.get_text() for one in page.select("p > ins, p > del")][:4] == []


def test_nothing_changed(revised: Project) -> None:
    folder = redline(revised, "html", "main..main")
    assert not [
        file for file in folder.rglob("*.html") if "<ins>" in file.read_text() or "What changed" in file.read_text()
    ]


@needs_print
def test_the_accessible_pdf(revised: Project) -> None:
    reader = PdfReader(io.BytesIO(redline(revised, "accessible").read_bytes()))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "struck: Laws end of struck text added: Acts end of addition give effect to" in said
    assert "/StructTreeRoot" in reader.root_object


@needs_tex
def test_the_pdf(revised: Project) -> None:
    reader = PdfReader(io.BytesIO(redline(revised, "pdf").read_bytes()))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Laws" in said
