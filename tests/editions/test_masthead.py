"""The first page in the UN's form, and what tells a draft from the official edition."""

from __future__ import annotations

import subprocess

import pytest
from pypdf import PdfReader

from loipr.catalog.settings import Settings
from project import Project, needs_print

NOTES = '["Issued without formal editing (50% & more).", "Annexes: see the page_of the Committee."]'
FORM = f"""
loipr_title = "First report submitted by Examplia under article 73 of the Convention, due in 2024"
loipr_title_notes = {NOTES}
loipr_issued = "2025-09-12"
loipr_received = "2025-07-31"
loipr_original_language = "French"
loipr_languages = "English, French and Spanish only"
"""


def pages(project: Project) -> list[str]:
    found = PdfReader(project.root / "_build/pdf/CMW-C-XXX-1.pdf").pages
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


@needs_print
def test_a_draft_says_so_on_every_page_and_of_which_revision_it_is(project: Project) -> None:
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "All"],
    ):
        subprocess.run(["git", *command], cwd=project.root, check=True)
    commit = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"], cwd=project.root, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()
    assert project.run("build", "pdf")[0] == 0
    found = pages(project)
    assert "[date: …]" in found[0]
    assert "[Date received: …]" in found[0]
    assert "Draft – not for submission A report for tests." in found[0]
    assert all("DRAFT" in page for page in found)
    assert all(f"Revision {commit} " in page for page in found[1:])
    project.append("docs/replies/q02-recruitment.md", "\nMore.\n")
    assert project.run("build", "pdf")[0] == 0
    assert all(f"Revision {commit}+" in page for page in pages(project)[1:])


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
        ({"loipr_received": "31 July 2025"}, "loipr_received is not a date; write it as 2025-07-31"),
        ({"loipr_issued": "2025-13-01"}, "loipr_issued is not a date; write it as 2025-07-31"),
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
