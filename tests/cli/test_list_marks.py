"""``loipr import`` of the Word edition that came back: it lists everything, at page and line, and writes nothing."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup

from loipr.editions.word.elements import full_name, w
from support.marking import Marking
from support.project import Project, make_project

LAWS, AGREEMENTS = "docs/replies/q01-laws.md:11", "docs/replies/q01-laws.md:15"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("marked"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert project.run("build", "docx")[0] == 0
    return project


@pytest.fixture
def project(built: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(built.root)
    return built


@pytest.fixture
def marking(project: Project) -> Marking:
    return Marking(project.root / "_build/docx/CMW-C-XXX-1.docx")


def pages(project: Project) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in project.root.rglob("*.md")}


def answer(project: Project, marking: Marking, *options: str) -> tuple[int, str]:
    marking.write(project.root / "marked.docx")
    before = pages(project)
    found = project.run("import", "marked.docx", *options)
    assert pages(project) == before
    return found


HEAD = "marked.docx: the Word edition of CMW/C/XXX/1, revision unknown: "
UNKNOWN = (
    "  it was made without git, so its revision is not known: it is compared with the pages as they are now, and written "
    "only where these print what was sent\n"
)


def test_by_author(project: Project, marking: Marking) -> None:
    agreements = marking.with_text("Agreements were made by")
    laws = marking.with_text("Laws give effect to")
    marking.insert(agreements, " in 2024")
    marking.make_bold(agreements)
    marking.author = "BP2MI"
    marking.delete(laws)
    marking.comment(laws, "Which ones?")
    marking.author = "Ministry of Labour"
    marking.comment(laws, "All of them.", answers=0, is_settled=True)
    status, told = answer(project, marking)
    assert (status, told) == (
        0,
        f"""{HEAD}3 marks, 2 comments, 0 untracked differences
{UNKNOWN}
BP2MI: 1 deleted and 1 comment
  to be written:
    {LAWS}: “Laws give effect to” was struck at the beginning
  {LAWS}: comment 0 on “Laws give effect to article 33 (1) (a) [S01].”: “Which ones?” (2026-03-04T05:06:00Z)

Ministry of Labour: 1 format changed, 1 inserted and 1 comment
  to be written:
    {AGREEMENTS}: set bold: “Agreements were made by”
    {AGREEMENTS}: “in 2024” was added after “MFA and MOL.”
  {LAWS}: comment 1 that answers comment 0 on “Laws give effect to article 33 (1) (a) [S01].”, settled: \
“All of them.” (2026-03-04T05:06:00Z)

3 changes: 3 to be written, 0 not written
Nothing was written; add --yes to write 3 changes into 1 page and 1 new comment and 1 new answer into \
data/comments.yaml.
""",
    )


def test_as_json(project: Project, marking: Marking) -> None:
    laws = marking.with_text("Laws give effect to")
    marking.insert(laws, " Yes.")
    marking.comment(laws, "Which ones?")
    marking.put(laws)
    status, told = answer(project, marking, "--format", "json")
    found = json.loads(told)
    bookmark = marking.changes[0][1]
    spot = {"path": "docs/replies/q01-laws.md", "line": 11, "bookmark": bookmark}
    author = {"author": "Ministry of Labour", "time": "2026-03-04T05:06:00Z"}
    assert status == 0
    (file,) = found["files"]
    mark = {"kind": "inserted", **author, "text": " Yes.", "meaning": [], **spot, "exact": True}
    assert file["marks"] == [{**mark, "written": True, "reason": None}]
    about = "Laws give effect to article\xa033\xa0(1)\xa0(a) [S01]."
    said = {"number": "0", **author, "text": "Which ones?", "answers": None, "state": "open", "about": about}
    assert file["comments"] == [{**said, **spot, "exact": True}]
    assert file["untracked"] == [{"kind": "added", "was": "", "now": "Nobody tracked this.", **spot, "exact": False}]


def test_as_a_page_and_as_a_workbook(project: Project, marking: Marking) -> None:
    laws = marking.with_text("Laws give effect to")
    marking.insert(laws, " <b>Yes</b>.")
    marking.comment(laws, "=Which ones?")
    status, told = answer(project, marking, "--format", "xlsx")
    assert (status, told.splitlines()[0]) == (0, "import: _build/import/marked.xlsx")
    book = openpyxl.load_workbook(project.root / "_build/import/marked.xlsx")
    about = "Laws give effect to article 33 (1) (a) [S01]."
    assert {name: list(book[name].values) for name in book.sheetnames} == {
        "changes": [
            ("File", "Author", "Place", "Change", "To be written", "Reason", "Against it"),
            (
                *("marked.docx", "Ministry of Labour", LAWS, "“<b>Yes</b>.” was added after “(1) (a) [S01].”"),
                *("yes", None, None),
            ),
        ],
        "comments": [
            ("File", "Author", "Place", "On", "Comment", "Answers", "State", "Time"),
            (
                *("marked.docx", "Ministry of Labour", LAWS, about, "=Which ones?", None, "open"),
                "2026-03-04 05:06",
            ),
        ],
    }
    status, told = answer(project, marking, "--format", "html", "--output", "list.html")
    assert (status, told.splitlines()[0]) == (0, "import: list.html")
    page = BeautifulSoup((project.root / "list.html").read_text(encoding="utf-8"), "html.parser")
    assert [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.find_all("tr")] == [
        [cell or "" for cell in row] for name in book.sheetnames for row in book[name].values
    ]
    assert page.find_all("script") == []
    message = "loipr: list.txt: its name must end with .html\n"
    assert answer(project, marking, "--format", "html", "--output", "list.txt") == (2, message)


def test_changes_that_were_accepted(project: Project, marking: Marking) -> None:
    marking.overwrite(marking.with_text("Agreements were made by"), "Treaties")
    assert answer(project, marking) == (
        0,
        f"""{HEAD}0 marks, 0 comments, 1 untracked difference
{UNKNOWN}\
  nothing is tracked in it, and its text is not as it was sent: the changes were accepted, or tracking was switched \
off; so nobody knows who made them

(no name): 1 untracked difference
  not written:
    {AGREEMENTS}: “Agreements were made by MFA” is now “Treaties 0MFA” – the name of an institution is printed here by \
{{institution}}`MFA` in {AGREEMENTS}; change it there

1 change: 0 to be written, 1 not written
Nothing was written.
""",
    )


def test_a_bookmark_that_was_doubled(project: Project, marking: Marking) -> None:
    laws = marking.with_text("Laws give effect to")
    start = next(laws.iter(full_name("bookmarkStart")))
    marking.with_text("Agreements were made by").append(
        w("bookmarkStart", id=9_999, name=start.get(full_name("name"), ""))
    )
    status, told = answer(project, marking)
    assert status == 0
    assert told == (
        f"{HEAD}0 marks, 0 comments, 0 untracked differences\n{UNKNOWN}"
        f"  the bookmark of {LAWS} stands in the file several times, as if the text was copied; "
        "the first is taken for the paragraph itself\n\n0 changes: 0 to be written, 0 not written\nNothing was written.\n"
    )


def test_another_report(project: Project, marking: Marking) -> None:
    for part in ("docProps/custom.xml", "customXml/item1.xml"):
        marking.parts[part] = marking.parts[part].replace(b"CMW/C/XXX/1", b"CMW/C/YYY/2")
    assert answer(project, marking) == (
        1,
        "marked.docx: it is the Word edition of CMW/C/YYY/2, and this report is CMW/C/XXX/1\nNothing was written.\n",
    )


def test_what_it_knew_of_itself_is_lost(project: Project, marking: Marking) -> None:
    """As when it went through a format that keeps the properties of a file, but no part of XML."""
    del marking.parts["customXml/item1.xml"]
    marking.insert(marking.with_text("Agreements were made by"), " in 2024")
    assert answer(project, marking) == (
        1,
        "marked.docx: it is a Word edition, but the program that saved it left out the text as it was sent; "
        "add --sent with the file that went out\nNothing was written.\n",
    )
    status, told = answer(project, marking, "--sent", "_build/docx/CMW-C-XXX-1.docx")
    assert status == 0
    assert f"    {AGREEMENTS}: “in 2024” was added after “MFA and MOL.”" in told.splitlines()


def test_a_revision_that_git_does_not_have(marking: Marking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    for part in ("docProps/custom.xml", "customXml/item1.xml"):
        marking.parts[part] = marking.parts[part].replace(b"unknown", b"0123456789")
    status, told = answer(project, marking)
    assert status == 0
    assert told.splitlines()[:2] == [
        "marked.docx: the Word edition of CMW/C/XXX/1, revision 0123456789: 0 marks, 0 comments, "
        "0 untracked differences",
        "  it was made from revision 0123456789, which git does not have here, so nothing of it can be written; lines "
        "are those of the pages as they were then; fetch the revision (git fetch) if another copy of the project has it",
    ]


def test_entities_are_refused(project: Project, marking: Marking) -> None:
    marking.comment(marking.with_text("Agreements were made by"), "Why?")
    marking.write(project.root / "marked.docx")
    with zipfile.ZipFile(project.root / "marked.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    parts["word/comments.xml"] = bomb + parts["word/comments.xml"].partition(b"?>")[2]
    with zipfile.ZipFile(project.root / "marked.docx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    status, told = project.run("import", "marked.docx")
    assert status == 1
    assert told.startswith("marked.docx: its part word/comments.xml declares entities, which no document needs; ")


def test_options_for_another_kind_of_file(project: Project) -> None:
    said = "loipr: --sent, --format, --output, --author and --paragraph are for a Word edition that came back (.docx)\n"
    assert project.run("import", "figures.xlsx", "--format", "json") == (2, said)


def test_ten_thousand_marks(project: Project, marking: Marking) -> None:
    laws = marking.with_text("Laws give effect to")
    for number in range(10_000):
        marking.author = f"Author {number % 5_000}"
        marking.insert(laws, f" {number}")
    status, told = answer(project, marking)
    assert (status, told.splitlines()[0]) == (0, f"{HEAD}10,000 marks, 0 comments, 0 untracked differences")
    assert told.splitlines()[-2] == "10,000 changes: 10,000 to be written, 0 not written"
