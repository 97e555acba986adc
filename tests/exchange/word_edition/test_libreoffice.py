"""A draft that LibreOffice saved: its marks and comments are read as they are from Word's own file.

``saved_by_libreoffice.docx`` is the file of :func:`marked`, as LibreOffice 7.4 saved it; the other tests save it anew
where LibreOffice is installed.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from loipr.exchange.word_edition.came_back import CameBack, read_came_back
from loipr.revisions.untracked import untracked
from support.marking import Marking
from support.project import make_project

SAVED = Path(__file__).with_name("saved_by_libreoffice.docx")
SENT, MARKED = "_build/docx/CMW-C-XXX-1.docx", "marked.docx"
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

MARKS = [
    ("docs/replies/q01-laws.md", "BP2MI", "deleted", "Laws give effect to "),
    ("docs/replies/q01-laws.md", "Ministry of Labour", "format changed", "Agreements were made by "),
    ("docs/replies/q01-laws.md", "Ministry of Labour", "inserted", " in 2024"),
    ("docs/replies/q02-recruitment.md", "Ministry of Labour", "inserted", "A new paragraph."),
    ("docs/replies/q02-recruitment.md", "Ministry of Labour", "paragraph inserted", ""),
]
COMMENTS = [
    ("docs/replies/q01-laws.md", "BP2MI", "Which ones?", False),
    ("docs/replies/q01-laws.md", "Ministry of Labour", "All of them.", False),
    ("docs/replies/q02-recruitment.md", "Ministry of Labour", "This is settled.", True),
]


def marked(root: Path) -> Path:
    """Build the draft in *root*, and mark it."""
    project = make_project(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert project.run("build", "docx")[0] == 0
    marking = Marking(root / SENT)
    agreements, laws = marking.with_text("Agreements were made by"), marking.with_text("Laws give effect to")
    figures = marking.with_text("In 2023 there were")
    marking.insert(agreements, " in 2024")
    marking.make_bold(agreements)
    marking.comment(figures, "This is settled.", is_settled=True)
    marking.add_paragraph(figures)
    marking.author = "BP2MI"
    marking.delete(laws)
    marking.comment(laws, "Which ones?")
    marking.author = "Ministry of Labour"
    marking.comment(laws, "All of them.", answers=1)
    # Nobody tracked this.
    marking.overwrite(marking.with_text("Question 2."))
    return marking.write(root / MARKED)


def saved_as(file: Path, kind: str) -> Path:
    """Let LibreOffice save *file* as a file of this kind."""
    out = file.parent / f"as-{kind}"
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return out / f"{file.stem}.{kind}"


def check(came: CameBack) -> None:
    def page(paragraph: int) -> str:
        block = came.spots[paragraph].block
        assert block is not None
        assert block.origin is not None
        return block.origin.page

    marks = [(page(one.paragraph), one.author, one.kind, one.text) for one in came.marks]
    assert sorted(marks) == MARKS
    comments = [
        (page(one.anchor.paragraph), one.author, one.text, one.is_settled) for one in came.comments if one.anchor
    ]
    assert sorted(comments) == COMMENTS
    assert Counter((one.was, one.now) for one in untracked(came)) == {
        ("Question 2. Asks for the agencies.", "Overwritten 0Asks for the agencies."): 1
    }
    assert came.doubled == ()


def test_a_file_that_libreoffice_saved() -> None:
    check(read_came_back(SAVED.read_bytes()))


@needs_libreoffice
def test_through_libreoffice(tmp_path: Path) -> None:
    check(read_came_back(saved_as(marked(tmp_path), "docx").read_bytes()))


@needs_libreoffice
def test_through_a_format_of_libreoffice(tmp_path: Path) -> None:
    """It loses the text as it was sent, which the file that went out still has."""
    content = saved_as(saved_as(marked(tmp_path), "odt"), "docx").read_bytes()
    check(read_came_back(content, tmp_path / SENT))
