"""Files that are not documents, or are hostile: a plain message, exit status 1, and nothing is written."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from exchange.documents.test_document import DOCUMENT
from loipr.cli.main import main
from support.changes import LIST
from support.documents import W, para, word
from support.project import FILES, Project

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def bomb() -> bytes:
    return zipped({"word/document.xml": b"<w>" + b" " * 60_000_000})


def lying_bomb() -> bytes:
    """Return a Word file with a large part that claims to be small."""
    content = bytearray(bomb())
    for signature, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.index(signature) + place
        content[start : start + 4] = (100).to_bytes(4, "little")
    return bytes(content)


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return zipped(
        {"word/document.xml": f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]><w:document {W}>&l9;</w:document>'.encode()}
    )


def outside() -> bytes:
    page = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}>&x;</w:document>'
    return zipped({"word/document.xml": page.encode()})


def deep() -> bytes:
    return word("<w:ins>" * 50_000 + "</w:ins>" * 50_000)


def damaged() -> bytes:
    content = bytearray(word(para("1. Please describe the mills.") * 50))
    content[len(content) // 3] ^= 0xFF
    return bytes(content)


AS_DOCX = "open it in Word or LibreOffice and save it as “Word Document (.docx)”"
CASES: list[tuple[str, bytes | Callable[[], bytes], str]] = [
    ("a.docx", b"", "there is nothing in it"),
    ("b.docx", OLE + b"\0" * 600, f"it is in the old format of Word (.doc), or protected by a password; {AS_DOCX}"),
    ("c.docx", b"PK\x03\x04 broken", f"it is no Word document, or it is damaged; {AS_DOCX}"),
    ("d.docx", b"{\\rtf1 Hello}", f"it is a Rich Text file (.rtf); {AS_DOCX}"),
    (
        "e.docx",
        b"<html><body>List</body></html>",
        "it is a web page or XML, not a Word document; give it the ending .html, if it is a page",
    ),
    ("f.docx", zipped({"xl/workbook.xml": b"<w/>"}), f"it is not packed as a Word document is; {AS_DOCX}"),
    ("g.docx", bomb, "its part word/document.xml is far larger than that of any list of issues"),
    ("h.docx", lying_bomb, "it is damaged: its part word/document.xml cannot be unpacked"),
    (
        "i.docx",
        billion_laughs,
        f"its part word/document.xml declares entities, which no document needs; {AS_DOCX}",
    ),
    ("j.docx", outside, f"its part word/document.xml declares entities, which no document needs; {AS_DOCX}"),
    ("k.docx", deep, "its parts are nested deeper than those of any document"),
    (
        "l.docx",
        zipped({"word/document.xml": b"<w>"}),
        f"its part word/document.xml is not the XML it should be; {AS_DOCX}",
    ),
    ("m.docx", damaged, "it is damaged: its part word/document.xml cannot be unpacked"),
    ("n.docx", b"x" * 10_000_001, "it is larger than 10 MB, which no list of issues is; delete pictures from it"),
    ("o.txt", b"x" * 5_000_001, "it is larger than 5 MB, which no list of issues is; delete pictures from it"),
    ("p.txt", b"a\0b", "it is no text: it holds NUL characters; save it again as text in UTF-8"),
    ("q.txt", b"\xff\xfea", "it is damaged: its characters cannot be read; save it again as UTF-8"),
    ("r.txt", b"%PDF-1.7", "it is no text, but a Word document, a PDF or another archive under the name of one"),
    (
        "s.txt",
        b"Dear all,\nplease find attached.",
        "it has no title that says “list of issues” or “concluding observations” in a language that is read: "
        "English, French or Spanish",
    ),
    ("t.html", word(""), "it is a Word document or another archive, not a web page; give it its own ending"),
    ("u.html", b"<p>" + b"<b>" * 500, "its elements are nested deeper than those of any document"),
    ("v.html", b"a\n<script>x", "line 2: <script> is opened here and not closed; save the page again"),
    ("w.html", b"a\n\n<!--x", "line 3: something is opened with <! here and not closed; save the page again"),
    (
        "x.html",
        b"<script>List of issues</script>",
        "it has no title that says “list of issues” or “concluding observations” in a language that is read: "
        "English, French or Spanish",
    ),
]


@pytest.mark.parametrize(("name", "content", "message"), CASES, ids=[case[0] for case in CASES])
def test_is_refused(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | Callable[[], bytes],
    message: str,
) -> None:
    project.write(name, content if isinstance(content, bytes) else content())
    assert main(["import", name, "--yes"]) == 1
    assert capsys.readouterr().out == f"{name}: {message}\nNothing was written.\n"
    assert project.read(LIST) == FILES[LIST]


def test_no_such_file_and_other_endings(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "none.docx", "--yes"]) == 1
    assert capsys.readouterr().out == "none.docx: there is no such file\nNothing was written.\n"
    (project.root / "folder.txt").mkdir()
    assert main(["import", "folder.txt"]) == 1
    assert capsys.readouterr().out == "folder.txt: it is not a file\nNothing was written.\n"


@pytest.mark.parametrize(
    "piece", ["<!-- -->", "<", "<a ", "<p>", "</", "<a href='", "<a \"' ", "<p>x<sup>1</sup>", "</p>"]
)
def test_a_page_takes_time_by_its_length(project: Project, piece: str) -> None:
    """For a few megabytes of some of these, the library's own parser needs hours."""
    project.write("page.html", piece * (300_000 // len(piece)))
    start = time.process_time()
    assert main(["import", "page.html"]) == 1
    assert time.process_time() - start < 10


def test_paragraph_that_stands_twice(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("list.txt", DOCUMENT.replace("3. Please supply", "2. Please supply"))
    assert main(["import", "list.txt", "--yes"]) == 1
    assert capsys.readouterr().out.endswith(
        "list.txt: line 24: paragraph 2 is there twice (first at line 20); number it in the document\nNothing was written.\n"
    )
    assert project.read(LIST) == FILES[LIST]


def test_a_file_that_cannot_be_changed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("list.txt", DOCUMENT)
    question = FILES[LIST][FILES[LIST].index("  - number: 2\n") : FILES[LIST].index("- id: b")]
    fields = "number: 2, subject: Recruitment, slug: recruitment, standing: known, summary: Asks"
    broken = FILES[LIST].replace(question, f"  - {{{fields}}}\n")
    for text, message in (
        (broken, f"{LIST}:29: write each field on its own line here, as `name: value`"),
        (FILES[LIST] + "]", f"{LIST}: this is not valid YAML; run `check`, which tells where, and mend it first"),
    ):
        project.write(LIST, text)
        assert main(["import", "list.txt", "--yes"]) == 1
        assert capsys.readouterr().out.endswith(f"\n{message}\nNothing was written.\n")
        assert project.read(LIST) == text


def test_hostile_words_stay_words(project: Project) -> None:
    """Texts that would be markup, YAML or LaTeX in other places are only text here."""
    hostile = "<script>alert(1)</script> \\input{/etc/passwd} {{ 7 * 7 }} &x *y !z 'q' \"r\" # s: t - [u] \u202ev"
    project.write("list.txt", DOCUMENT.replace("recruitment and its agencies", hostile))
    assert main(["import", "list.txt", "--yes"]) == 0
    (project.root / "docs/replies/q02-recruitment.md").unlink()
    # The words are named; they are text in the page all the same.
    assert {line.rpartition("[")[2] for line in project.build().splitlines()} == {
        "loipr.literal-markup]",
        "loipr.printed-markup]",
    }
    page = project.page("replies/q02-script-alert-script-input")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \\input{/etc/passwd} {{ 7 * 7 }} &amp;x *y !z" in page
    assert "\u202e" not in page


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\U0001fffe", "\ufdd0", "\x07", "\x85", "\ue123", "\u200b"])
def test_what_nobody_sees_is_left_out(project: Project, character: str) -> None:
    """Some of these characters are not allowed in any data file."""
    project.write("list.txt", DOCUMENT.replace("3. Please supply", f"3. Please{character} supply"))
    assert main(["import", "list.txt", "--yes"]) == 0
    filed = project.read(LIST)
    project.write("list.txt", DOCUMENT)
    assert main(["import", "list.txt", "--yes"]) == 0
    assert project.read(LIST) == filed
    assert character not in filed
