"""Drafts for some: chosen replies as Word and as PDF, and comments that go out and come back."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from pypdf import PdfReader

from support.changes import COMMENTS
from support.project import Project, make_project, needs_print
from support.word import Word
from support.word_package import check_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MORE = "{http://schemas.microsoft.com/office/word/2012/wordml}"
SAID = """\
comments:
- by: MOL
  at: "2026-03-04T05:06:00Z"
  page: docs/replies/q01-laws.md
  item: (b)
  paragraph: Agreements were made by MFA and MOL.
  about: MFA and MOL
  text: |-
    Since when?
    And by whom?
  answers:
  - by: MFA
    at: "2026-03-05T05:06:00Z"
    text: Since 2020.
  - by: MOL
    text: Good.
- by: BP2MI
  at: soon
  page: docs/replies/q02-recruitment.md
  paragraph: In 2023 there were 274,965 placements, and of these many of women, an increase on 2022.
  text: Add 2024.
- by: BP2MI
  page: docs/replies/q01-laws.md
  paragraph: Nothing like this stands there now.
  text: Is it gone?
- by: BP2MI
  text: A good title.
- by: BP2MI
  text: Settled.
  page: docs/replies/q01-laws.md
  state: settled
- by: BP2MI
  text: On a page that is gone.
  page: docs/gone.md
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path)


def texts(word: Word) -> list[str]:
    return [text for one in word.body.iter(f"{_W}p") if (text := words(one))]


def words(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_W}t"))


def test_chosen_replies(project: Project) -> None:
    assert project.run("build", "docx", "--questions", "2-3")[0] == 0
    word = Word(project.root / "_build/docx/CMW-C-XXX-1-questions-2-3.docx")
    found = texts(word)
    assert "Report for tests: questions 2–3" in found
    headings = [words(one) for one in word.body if word.style(one).startswith("Heading")]
    assert headings == [
        "Reply to paragraph 2 of the list of issues: Recruitment",
        "Reply to paragraph 3 of the list of issues: Statistics",
    ]
    assert not any("Laws give effect to" in text for text in found)
    # What was sent is what is there, and it comes back as from the whole report.
    status, told = project.run("import", "_build/docx/CMW-C-XXX-1-questions-2-3.docx")
    assert (status, "0 marks, 0 comments, 0 untracked differences" in told) == (0, True)
    assert not (project.root / "_build/docx/CMW-C-XXX-1.docx").exists()


def test_the_replies_of_an_institution(project: Project) -> None:
    assert project.run("build", "--institution", "MinLabour") == (0, told("docx/CMW-C-XXX-1-questions-1-3.docx"))
    assert project.run("build", "--institution", "MFA") == (0, told("docx/CMW-C-XXX-1-questions-1.docx"))


def told(file: str) -> str:
    return f"10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 0 gaps\ndocx: _build/{file}\n"


@needs_print
def test_chosen_replies_in_print(project: Project) -> None:
    assert project.run("build", "pdf", "--questions", "1")[0] == 0
    pages = PdfReader(project.root / "_build/pdf/CMW-C-XXX-1-questions-1.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Laws give effect to" in text
    assert "Asks for the agencies" not in text


def test_open_comments_go_out_and_come_back(project: Project) -> None:
    project.write(COMMENTS, SAID)
    assert project.run("build", "docx", "--with-comments")[0] == 0
    file = project.root / "_build/docx/CMW-C-XXX-1-with-comments.docx"
    word = Word(file)
    said = [(one.get(f"{_W}author"), one.get(f"{_W}date"), words(one)) for one in word.xml("word/comments.xml")]
    assert said == [
        ("MOL", "2026-03-04T05:06:00Z", "Since when?And by whom?"),
        ("MFA", "2026-03-05T05:06:00Z", "Since 2020."),
        ("MOL", None, "Good."),
        ("BP2MI", None, "Add 2024."),
        ("BP2MI", None, "Is it gone?"),
        ("BP2MI", None, "A good title."),
    ]
    assert [one.get(f"{_MORE}paraIdParent") for one in word.xml("word/commentsExtended.xml")] == [
        *(None, "00000001", "00000001", None, None, None),
    ]
    assert {number: words(one) for number, one in anchored(word).items()} == {
        **dict.fromkeys("012", "Agreements were made by MFA and MOL."),
        "3": "In 2023 there were 274,965 placements, 61.0\xa0per\xa0cent of them of women, an increase of "
        "37.0\xa0per\xa0cent on 2022. See paragraph\xa01\xa0(a) of the list of issues and CMW/C/XXX/CO/1, para.\xa02.",
        "4": "Reply to paragraph 1 of the list of issues: Laws",
        "5": "Report for tests",
    }
    check_package(word)
    status, found = project.run("import", str(file))
    assert status == 0
    assert "0 marks, 6 comments, 0 untracked differences" in found
    assert "comment 0 on “MFA and MOL”: “Since when?" in found
    assert found.endswith("\nNothing was written.\n")


def anchored(word: Word) -> dict[str, Element]:
    """Return the paragraph that each comment begins in, by its number."""
    return {
        mark.attrib[f"{_W}id"]: one for one in word.body.iter(f"{_W}p") for mark in one.iter(f"{_W}commentRangeStart")
    }


def test_comments_in_chosen_replies(project: Project) -> None:
    project.write(COMMENTS, SAID)
    assert project.run("build", "docx", "--with-comments", "--questions", "2")[0] == 0
    word = Word(project.root / "_build/docx/CMW-C-XXX-1-questions-2-with-comments.docx")
    assert list(map(words, word.xml("word/comments.xml"))) == ["Add 2024.", "A good title."]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("html", "--questions", "1"),
            "a draft is for Word (docx) or to be printed (pdf); html is for the whole report",
        ),
        (("pdf", "--with-comments"), "a PDF has no comments; write docx"),
        (
            ("--official", "--questions", "1"),
            "the official edition is the whole report, without comments; leave --official out",
        ),
        (("--questions", "4"), "the list of issues has no question 4 (it has 1 to 3)"),
        (
            ("--institution", "MFAA"),
            "there is no institution MFAA; did you mean MFA? (they stand in data/institutions.yaml)",
        ),
    ],
)
def test_what_does_not_go_together(project: Project, options: tuple[str, ...], message: str) -> None:
    assert project.run("build", *options) == (2, f"loipr: {message}\n")


def test_the_same_bytes_each_time(project: Project) -> None:
    project.write(COMMENTS, SAID)
    file = project.root / "_build/docx/CMW-C-XXX-1-with-comments.docx"
    found = set()
    for _ in range(2):
        assert project.run("build", "docx", "--with-comments")[0] == 0
        found.add(file.read_bytes())
    assert len(found) == 1
