"""The Word edition is made to come back: each block has its bookmark, and the file knows what was sent."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from loipr.cli.main import main
from loipr.exchange.word_edition.sent import Sent, read_record
from support.everything import write_everything
from support.project import Project, make_project
from support.word import Word

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILE = "_build/docx/CMW-C-XXX-1.docx"


def build(project: Project, *options: str) -> Word:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "docx", *options]) == 0
    return Word(project.root / FILE)


def sent_with(word: Word) -> Sent:
    sent = read_record([word.xml("customXml/item1.xml")])
    assert sent is not None
    return sent


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = make_project(tmp_path_factory.mktemp("blocks"))
    write_everything(made)
    return made


@pytest.fixture(scope="module")
def word(project: Project) -> Word:
    return build(project)


def test_every_block_has_a_bookmark(word: Word) -> None:
    names = {block.name for block in sent_with(word).blocks if block.name}
    notes = [note for number, note in word.notes.items() if int(number) > 0]
    blank = [
        one
        for root in (word.body, *notes)
        for one in root.iter(f"{_W}p")
        if not {mark.get(f"{_W}name") for mark in one.iter(f"{_W}bookmarkStart")} & names
    ]
    # Without one are the first page and the contents, what holds two tables apart, and where a page is turned.
    front = (
        "Masthead",
        "Treaty",
        "Distribution",
        "Committee",
        "Title",
        "Subtitle",
        "Date",
        "Notice",
        "Contents",
        "TOC",
    )
    assert [words(one) for one in blank if not word.style(one).startswith((*front, "Between"))] == []
    assert [name for name in names if not re.fullmatch(r"b_\w{1,38}", name, re.ASCII)] == []


def words(paragraph: Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))


def test_each_block_is_placed_at_its_line(project: Project, word: Word) -> None:
    found = {
        block.text: f"{block.origin.page}:{block.origin.line}"
        for block in sent_with(word).blocks
        if block.origin is not None and block.text
    }
    assert found["Laws give effect to article 33 (1) (a) [S01]."] == "docs/replies/q01-laws.md:11"
    assert found["Agreements were made by MFA and MOL."] == "docs/replies/q01-laws.md:15"
    assert found["Table ￼ Placements by year (persons)"] == "docs/replies/q03-statistics.md:9"
    line = next(
        number
        for number, text in enumerate(project.read("docs/replies/q03-statistics.md").split("\n"), 1)
        if text.startswith("[^c]:")
    )
    assert found["The note of a heading."] == f"docs/replies/q03-statistics.md:{line}"


def test_a_bookmark_follows_from_the_source_of_its_block(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    before = sent_with(build(project))
    project.replace("docs/replies/q01-laws.md", ":::{reply} (a)\n", ":::{reply} (a)\nA new paragraph.\n\n")
    after = sent_with(build(project))
    was = {block.name: block.text for block in before.blocks if block.name}
    now = {block.name: block.text for block in after.blocks if block.name}
    assert [text for name, text in now.items() if name not in was] == ["A new paragraph."]
    assert was.keys() - now.keys() == set()
    assert [one.origin for one in after.blocks if one.text == "Agreements were made by MFA and MOL."] == [
        origin._replace(line=origin.line + 2)
        for one in before.blocks
        if one.text == "Agreements were made by MFA and MOL." and (origin := one.origin)
    ]


def test_the_same_bytes_however_many_read_it(project: Project) -> None:
    for jobs in ("1", "4"):
        project.build("-j", jobs, builder="docx", out=f"of-{jobs}")
    files = [next((project.root / f"of-{jobs}/docx").glob("*.docx")).read_bytes() for jobs in ("1", "4")]
    assert files[0] == files[1]


def test_it_knows_its_report_and_its_revision(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    word = build(project)
    assert properties(word) == {"loipr report": "CMW/C/XXX/1", "loipr revision": "unknown"}
    project.write(".gitignore", "_build/\n")
    project.clear()
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*name, "commit", "-q", "-m", "First")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tmp_path, check=True, capture_output=True, text=True)
    word = build(project)
    assert properties(word)["loipr revision"] == head.stdout[:10] == sent_with(word).revision
    assert b"<w:trackRevisions/>" in word.parts["word/settings.xml"]
    word = build(project, "--official")
    assert properties(word)["loipr revision"] == head.stdout[:10]
    assert b"trackRevisions" not in word.parts["word/settings.xml"]
    assert [name for name in word.parts if name.startswith("customXml")] == []


def properties(word: Word) -> dict[str, str]:
    return {one.attrib["name"]: "".join(one.itertext()) for one in word.xml("docProps/custom.xml")}
