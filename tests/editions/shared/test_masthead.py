"""The first page in the UN's form, and the differences between a draft and the official edition."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from loipr.facts.settings import Settings
from support.project import Project, needs_print
from support.word import Word

NOTES = '["Issued without formal editing (50% & more).", "Annexes: see the page_of the Committee."]'
FORM = f"""
loipr_title = "First report submitted by Examplia under article 73 of the Convention, due in 2024"
loipr_title_notes = {NOTES}
loipr_issued = "2025-09-12"
loipr_received = "2025-07-31"
loipr_original_language = "French"
loipr_languages = "English, French and Spanish only"
"""


def pages(project: Project, ending: str = "") -> list[str]:
    found = PdfReader(project.root / f"_build/pdf/CMW-C-XXX-1{ending}.pdf").pages
    return [" ".join(page.extract_text().split()) for page in found]


@needs_print
def test_the_official_edition_has_the_masthead_of_the_un(project: Project) -> None:
    project.append("conf.py", FORM)
    project.clear()
    assert project.run("build", "pdf", "--official")[0] == 0
    first = pages(project)[0]
    convention = "the Protection of the Rights of All Migrant Workers and Members of Their Families"
    assert first.startswith("United Nations CMW/C/XXX/1 International Convention on")
    for words in (
        "Distr.: General 12 September 2025 Original: French English, French and Spanish only",
        f"Committee on {convention}",
        "First report submitted by Examplia under article 73 of the Convention, due in 2024*, **",
        "[Date received: 31 July 2025]",
        "* Issued without formal editing (50% & more). ** Annexes: see the page_of the Committee.",
    ):
        assert words in first
    assert [word for page in pages(project) for word in ("DRAFT", "Draft –") if word in page] == []


def commit(project: Project) -> str:
    """Commit all files; return the name of the commit in a draft."""
    for command in (
        ["init", "-q"],
        ["add", "conf.py", "data", "docs"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "All"],
    ):
        subprocess.run(["git", *command], cwd=project.root, check=True)
    found = ["git", "rev-parse", "--short=10", "HEAD"]
    return subprocess.run(found, cwd=project.root, check=True, capture_output=True, encoding="utf-8").stdout.strip()


@needs_print
def test_a_draft_says_so_on_every_page_and_of_which_revision_it_is(project: Project) -> None:
    made = commit(project)
    assert project.run("build", "pdf", "accessible", "docx")[0] == 0
    for ending in ("", "-accessible"):
        found = pages(project, ending)
        assert "[date: …]" in found[0]
        assert "[Date received: …]" in found[0]
        assert "Draft – not for submission A report for tests." in found[0]
        assert all("DRAFT" in page for page in found)
        assert all("Draft – not for submission" in page for page in found)
        assert all(re.search(rf"Revision {made}(?!\+)", page) for page in found[1:])
    word = Word(project.root / "_build/docx/CMW-C-XXX-1.docx")
    for head in ("word/header.xml", "word/first-header.xml"):
        assert b'string="DRAFT"' in word.parts[head]
    assert "Draft – not for submission" in "".join(word.xml("word/header.xml").itertext())
    assert f"Revision {made}" in "".join(word.xml("word/footer.xml").itertext()).split("\n    ")
    project.append("docs/replies/q02-recruitment.md", "\nMore.\n")
    assert project.run("build", "pdf")[0] == 0
    assert all(f"Revision {made}+" in page for page in pages(project)[1:])


def test_every_page_of_the_site_says_of_which_revision_the_draft_is(project: Project) -> None:
    site = project.root / "_build/html"

    def built() -> dict[str, bytes]:
        assert project.run("build", "html")[0] == 0
        return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}

    first = commit(project)
    before = built()
    assert (
        f'<p class="loipr-revision">Draft – not for submission. Revision {first}</p>' in before["index.html"].decode()
    )
    pages_of_site = [page for name, page in before.items() if name.endswith(".html") and not name.startswith("_")]
    assert all(b"Draft. A report for tests." in page for page in pages_of_site)
    assert [
        page
        for page in pages_of_site
        if f'Draft – not for submission<span class="loipr-revision-here">. Revision {first}</span>'.encode() not in page
    ] == []
    # After another commit with the same text, no page is read, and one page is written.
    project.append("conf.py", "\n# A remark.\n")
    doctrees = project.root / "_build/.workshop/doctrees"
    read = {file: file.stat().st_mtime_ns for file in doctrees.rglob("*.doctree")}
    written = {file: file.stat().st_mtime_ns for file in (project.root / "_build/.workshop/html").rglob("*.html")}
    dirty = built()
    assert f"Revision {first}+</p>" in dirty["index.html"].decode()
    second = commit(project)
    after = built()
    assert f"Revision {second}</p>" in after["index.html"].decode()
    assert {name: page.replace(first.encode(), second.encode()) for name, page in before.items()} == after
    assert {file: file.stat().st_mtime_ns for file in doctrees.rglob("*.doctree")} == read
    again = {file.name for file, moment in written.items() if file.stat().st_mtime_ns != moment}
    assert again == {"index.html", "search.html"}
    # The same commit gives the same bytes.
    shutil.rmtree(project.root / "_build")
    assert built() == after
    project.clear()
    assert project.run("build", "html", "--official")[0] == 0
    assert "loipr-revision" not in (site / "index.html").read_text(encoding="utf-8")


VALID = {
    "loipr_symbol": "A/1",
    "loipr_list_of_issues": "A/QPR/1",
    "loipr_treaty": "ICRMW",
    "loipr_reference_date": "2025-07-31",
}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"loipr_symbol": ""}, "loipr_symbol is missing"),
        ({"loipr_symbol": 7}, "loipr_symbol is no text; put it between quotation marks"),
        (
            {"loipr_symbol": "CMW/C/XXX 1%"},
            "loipr_symbol is “CMW/C/XXX 1%”; a symbol has letters, figures, and / . - alone, as CMW/C/XXX/1",
        ),
        (
            {"language": "fr"},
            "there is no edition in the language “fr”: what the editions add to the pages, as “Reply to paragraph 1”, "
            'is in English; write language = "en"',
        ),
        ({"loipr_reference_date": None}, "loipr_reference_date is missing"),
        ({"loipr_received": "31 July 2025"}, "loipr_received is not a date; write it as 2025-07-31"),
        ({"loipr_issued": "2025-13-01"}, "loipr_issued is not a date; write it as 2025-07-31"),
        ({"loipr_working_language": "xx"}, "loipr_working_language is “xx”; write en or id"),
        (
            {"loipr_coordinator_address": "a@example.org\nBcc: b@example.org"},
            "loipr_coordinator_address is no mail address; write it as report@example.org",
        ),
        (
            {"html_baseurl": "javascript:alert(1)"},
            "html_baseurl is no address of a website; write it as https://example.org/report/",
        ),
        (
            {"loipr_title_notes": "One note."},
            'loipr_title_notes is no list of texts; write ["First note.", "Second note."]',
        ),
    ],
)
def test_a_setting_that_is_not_valid_is_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=r"^conf\.py: ") as raised:
        Settings.of({**VALID, **values})
    assert str(raised.value) == f"conf.py: {message}"
