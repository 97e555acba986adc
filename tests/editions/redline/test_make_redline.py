"""What changed, in the editions: the new revision is what they print, and both revisions can be read from them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from pypdf import PdfReader

from support.browser import measured, needs_browser
from support.changes import LAWS, PLACEMENTS, RECRUITMENT, STATISTICS
from support.history import commit, git
from support.project import Project, needs_print, needs_tex

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MORE = """
A paragraph with **bold words**, *others* and a note[^a]. It stays, but for one word.

Here is a note[^b] that goes.

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
[^b]: What goes.
"""


@pytest.fixture
def revised(kept: Project) -> Project:
    """The small report: the tag ``old``, and behind it a revision with a change of every kind."""
    kept.append(RECRUITMENT, MORE)
    commit(kept, 2)
    git(kept, "tag", "old")
    for old, new in [
        ("one word", "two words"),
        ("note[^b] that goes", "note that went"),
        ("[^b]: What goes.\n", ""),
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
    gone = f"{_W}del" if accept else f"{_W}ins"
    with zipfile.ZipFile(file) as archive:
        parts = [fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
    # The first page says what is compared.
    return [text for part in parts for text in _left(part, gone) if not text.startswith("Draft")]


def _left(element: Element, gone: str) -> Iterator[str]:
    for child in element:
        if child.find(f"{_W}trPr/{gone}") is not None:
            continue
        words = _text(child, gone).strip() if child.tag == f"{_W}p" else ""
        if words:
            # A paragraph that goes leaves nothing behind.
            assert child.find(f"{_W}pPr/{_W}rPr/{gone}") is None
            yield words
        elif child.tag != f"{_W}p":
            yield from _left(child, gone)


def _text(element: Element, gone: str) -> str:
    if element.tag in (f"{_W}t", f"{_W}delText"):
        return element.text or ""
    return "".join(_text(child, gone) for child in element if child.tag != gone)


def test_word_accepted_is_the_new_revision_and_rejected_the_old_one(revised: Project) -> None:
    file = redline(revised, "docx")
    assert judged(file, accept=True) == judged(edition(revised, "main", "docx"), accept=True)
    # What the machinery adds, as the contents and what it counts, is that of the new revision.
    old = judged(edition(revised, "old", "docx"), accept=True)
    told = [line for line in unified_diff(old, judged(file, accept=False), n=0, lineterm="") if line[0] != "@"]
    assert told[2:] == [
        "-A heading",
        "+Another heading",
        "-3 questions; replies: 1 cleared, 1 draft, 1 reviewed. 1 gap: 1 in the text. In all 3 tasks of 2 institutions.",
        "+3 questions; replies: 2 draft, 1 reviewed. 1 gap: 1 in the text. In all 4 tasks of 2 institutions.",
        "-cleared",
        "+draft",
    ]


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

    def read(file: Path) -> set[str]:
        command = ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", f"--track-changes={how}", str(file)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        lines = {line.lstrip("- ") for line in said.splitlines() if not line.startswith("  ")}
        return {line for line in lines if any(map(str.isalpha, line)) and not line.startswith(("Draft", "3 questions"))}

    # The contents are those of the new revision.
    assert read(marked) ^ read(plain) == ({"Another heading"} if how == "reject" else set())


def test_the_site(revised: Project) -> None:
    folder = redline(revised, "html")
    page = BeautifulSoup((folder / "replies/q02-recruitment.html").read_text(), "html.parser")
    box = page.select_one(".loipr-changes")
    assert box is not None
    assert [one.get_text() for one in box.select("li")] == CHANGES
    # Every link leads to a change, which has its place in the text; words, for who does not see lines and colours.
    assert [page.select_one(str(one["href"])) is not None for one in box.select("li a")] == [True] * len(CHANGES)
    for one in page.select(".loipr-provenance"):
        one.decompose()
    assert [one.get_text() for one in page.select("p > ins, p > del")][:2] == [
        "struck: 274,965 end of struck text ",
        "added: 274,966 end of addition ",
    ]
    assert [one["class"][-1] for one in page.select(".loipr-picture.loipr-changed")] == [
        "loipr-deleted",
        "loipr-inserted",
    ]
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))
    links = [str(one["href"]) for one in page.select("a[href^='#']")]
    assert {link[1:] for link in links if link != "#"} <= set(ids)


CHANGES = [
    "paragraph: “274,965” is now “274,966” (in placements 2023)",
    "paragraph: “one word” is now “two words”",
    "paragraph: “[note]” was struck after “is a note”; “goes” is now “went”",
    "item of a list moved from here: “The first item of a list.”",
    "row of a table inserted: “2022 | fewer”",
    "row of a table “2023”: “many” is set, or leads, in another way",
    "row of a table deleted: “2024 | few”",
    "heading of a gap: “MOL” is now “MFA”",
    "chart: “274,965” is now “274,966”",
    "row of a table “2023”: “274,965” is now “274,966”",
    "heading: “A” is now “Another”",
    "paragraph of a footnote: “the” is now “this”",
    "paragraph of a footnote deleted: “What goes.”",
]


def test_the_list_of_changes(revised: Project) -> None:
    page = BeautifulSoup((redline(revised, "html") / "index.html").read_text(), "html.parser")
    section = page.select_one("#what-changed")
    assert section is not None
    assert [" ".join(one.get_text().split()) for one in section.select("p")] == [
        "From old to main. On 4 pages, blocks of text: 13 changed, 3 inserted, 3 deleted and 1 moved. Added text is "
        "underlined, struck text is struck through, and a bar stands beside what changed. The keys N and P lead to the "
        "next and the previous change.",
        "By page",
        "Question 1: Laws: 1 change",
        "Question 2: Recruitment: 13 changes",
        "Question 3: Statistics: 6 changes",
        "Annex: 1 change",
        "By institution",
        "MFA: question 1",
        "MOL: question 1, question 2, question 3",
    ]


@needs_browser
def test_the_keys_and_a_narrow_screen(revised: Project, tmp_path: Path) -> None:
    folder = redline(revised, "html")
    press = "page.body.dispatchEvent(new KeyboardEvent('keydown', {key: KEY, bubbles: true}))"
    keys = "; ".join(press.replace("KEY", f"'{key}'") for key in "nnnp")
    measure = f"(() => {{ {keys}; return [page.activeElement.id, page.documentElement.scrollWidth <= 360]; }})()"
    found = measured(folder, tmp_path, measure, ["replies/q02-recruitment.html"], 360)
    assert found == {"replies/q02-recruitment.html": ["change-3", True]}


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
    # A bar as high as the line stands left of the text, beside the line that begins with “Laws” struck and “Acts”.
    page = next(page for page in reader.pages if "LawsActs" in page.extract_text().replace(" ", ""))
    content = page.get_contents()
    assert content is not None
    bars = re.findall(r"1\.49\d* w 32\.17 (-?[\d.]+) m 32\.17 (-?[\d.]+) l S", content.get_data().decode("latin-1"))
    heights: dict[str, float] = {}

    def keep(words: str, _: object, at: Sequence[float], *__: object) -> None:
        heights.setdefault(words.strip(), at[5])

    page.extract_text(visitor_text=keep)
    assert any(float(low) < heights["Acts give effect to"] < float(high) < float(low) + 13 for low, high in bars)
    assert max(float(high) for _, high in bars) < heights["What changed"]
