"""``python -m loipr new``: the report of another State to another Committee, from its list of issues to print."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from loipr.cli.main import main
from support.documents import LIST
from support.package import dead_links
from support.project import REPOSITORY, Project, needs_tex

CEDAW = LIST.replace("CRPD/C/XMP/QPR/2-3", "CEDAW/C/XMP/QPR/9").replace(" under article 4 (1) (a)", "")


def start(folder: Path, text: str, *options: str, name: str = "list.txt") -> tuple[int, Project]:
    """Start a report from a list of issues with *text*, with the machinery of this checkout."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(REPOSITORY)
        status = main(["new", "--with-machinery", str(folder / "report"), str(folder / name), *options])
    return status, Project(folder / "report")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Project:
    status, project = start(tmp_path_factory.mktemp("new"), LIST)
    assert status == 0
    return project


def test_it_stands_without_a_fault_and_counts_what_is_to_be_written(started: Project) -> None:
    assert started.findings() == [
        "docs/introduction.md:5: gap[missing-data]: has a gap for MFA to fill: How the report was prepared: who "
        "coordinated it, which institutions and organizations took part, and what it describes up to which day.",
        "docs/replies/q01-purpose-general-obligations.md:10: gap[missing-data]: item (a) has a gap for MFA to fill: "
        "The reply to this item.",
        "docs/replies/q01-purpose-general-obligations.md:16: gap[missing-data]: item (b) has a gap for MFA to fill: "
        "The reply to this item.",
        "docs/replies/q02-equality.md:9: gap[missing-data]: has a gap for MFA to fill: The reply to this question.",
        "docs/replies/q03-women-with-disabilities.md:9: gap[missing-data]: has a gap for MFA to fill: The reply to this question.",
        "docs/replies/q04-statistics.md:9: gap[missing-data]: has a gap for MFA to fill: The reply to this question.",
    ]


@pytest.mark.parametrize(
    ("symbol", "options", "state"),
    [
        ("CMW/C/TUR/QPR/2", (), "Türkiye"),
        ("CMW/C/BOL/QPR/3", (), "the Plurinational State of Bolivia"),
        ("CMW/C/TUR/QPR/2", ("--state", "Turkland"), "Turkland"),
        ("CMW/C/XXX/QPR/2", (), ""),
    ],
)
def test_the_title_names_the_state_in_the_language_of_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], symbol: str, options: tuple[str, ...], state: str
) -> None:
    text = (
        f"{symbol}\n\n10 janvier 2025\n\nListe de points établie avant la soumission du rapport de la Turquie\n\n"
        "A. Renseignements d'ordre général\n\n1. Donner des renseignements sur les lois adoptées.\n"
    )
    status, project = start(tmp_path, text, *options)
    if state:
        assert status == 0, capsys.readouterr().out
        assert f'loipr_title = "Report submitted by {state} under the Convention"' in project.read("conf.py")
    else:
        assert status == 1
        assert capsys.readouterr().out == (
            "list.txt: it calls the State “Turquie”, in French; add --state with its name in the language of the "
            "report, English\nNothing was made.\n"
        )


def test_its_sections_stand_in_their_order(started: Project) -> None:
    contents = started.read("docs/report.md").splitlines()
    assert [line for line in contents if line.startswith("sections/")] == ["sections/index"]
    head = ":::{toctree}\n:titlesonly:\n\n"
    assert started.read("docs/sections/index.md") == f"# Replies to the list of issues\n\n{head}a\npart-2\nc\n:::\n"
    assert started.read("docs/sections/part-2.md") == f"# Specific rights\n\n{head}b1\nb2\n:::\n"


def test_nothing_of_the_first_report_is_in_it(started: Project) -> None:
    """Exceptions are the guides, which say so, and the sources of treaties and rules of form."""
    told = [
        file
        for file in sorted(started.root.rglob("*"))
        if file.is_file() and file.suffix not in (".png", ".pyc") and file.parts[len(started.root.parts)] != "ext"
    ]
    leaks = ("Indonesia", "KP2MI", "CMW/C/IDN")
    found = {
        file.relative_to(started.root).as_posix()
        for file in told
        if any(word in file.read_text(encoding="utf-8") for word in leaks)
    }
    assert {path for path in found if not path.startswith(("docs/guides/", ".ci/requirements/"))} == {
        "data/form-rules.yaml",
        "data/references.bib",
        "data/treaties/icrmw.yaml",
    }


def test_with_the_machinery_come_its_pages(started: Project) -> None:
    assert (started.root / "docs/machinery/rooms.png").is_file()
    assert "\nmachinery/index\n" in started.read("docs/index.md")
    assert all("(docs/machinery/index.md)" in started.read(name) for name in ("README.md", "CONTRIBUTING.md"))
    assert dead_links(started.root) == []


def test_the_site(started: Project) -> None:
    assert started.build("-E", "-n", "-W") == ""
    page = BeautifulSoup(started.page("replies/q01-purpose-general-obligations"), "html.parser")
    heading = page.select_one("article h1")
    assert heading is not None
    assert heading.get_text().startswith("Reply to paragraph 1 of the list of issues: Purpose and general obligations")
    treaty = started.page("annexes/treaty")
    assert "Article\xa031. Data and statistics" in BeautifulSoup(treaty, "html.parser").get_text()


@needs_tex
def test_the_print(started: Project) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(started.root)
        assert main(["build", "pdf"]) == 0
    pdf = PdfReader(started.root / "_build/pdf/CRPD-C-XMP-2-3.pdf")
    text = "\n".join(page.extract_text() for page in pdf.pages)
    head = " ".join(text.split("Contents")[0].split())
    assert "CRPD/C/XMP/2-3" in head
    assert "Committee on the Rights of Persons with Disabilities" in head
    assert "Report submitted by Examplia under the Convention" in head
    sources = text.rpartition("Sources")[2]
    assert " ".join(sources.split()).startswith(
        "[LOI] Committee on the Rights of Persons with Disabilities. List of issues, CRPD/C/XMP/QPR/2-3. 2025."
    )
    assert "[UN" not in sources


def test_its_own_tests_and_its_formatting(started: Project) -> None:
    for command in (
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        [sys.executable, "-m", "ruff", "check", "--no-cache", "conf.py", "tests"],
        [sys.executable, "-m", "ruff", "format", "--no-cache", "--check", "conf.py", "tests"],
    ):
        done = subprocess.run(command, cwd=started.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_another_committee_and_a_hostile_name(tmp_path: Path) -> None:
    """The name of the State is plain text everywhere: in Python, in pages, in print."""
    name = "O'Land \"Côte\" \\ { x } < b > $x #(import 'os') % 'a'"
    status, project = start(tmp_path, CEDAW, "--state", name)
    assert status == 0
    settings = runpy.run_path(str(project.root / "conf.py"))
    assert settings["author"] == name
    assert settings["loipr_symbol"] == "CEDAW/C/XMP/9"
    assert settings["loipr_title"] == f"Report submitted by {name} under the Convention"
    assert [found for found in project.findings() if ": error[" in found] == []
    assert project.build() == ""
    heading = BeautifulSoup(project.page("index"), "html.parser").select_one("article h1")
    assert heading is not None
    straight = heading.get_text().translate(str.maketrans("‘’“”", "''\"\""))
    assert straight.startswith(f"Report of {name} under the CEDAW")


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        (
            LIST.replace("CRPD/C/", "ABCD/C/"),
            (),
            "list.txt: ABCD/C/XMP/QPR/2-3 belongs to no treaty on record (CAT, CEDAW, CPED, CRC, CRPD, ICCPR, ICERD, "
            "ICESCR and ICRMW)",
        ),
        (LIST, ("--symbol", "CAT/C/XMP/1"), "--symbol: CAT/C/XMP/1 is no symbol of the CRPD, as CRPD/C/XMP/QPR/2-3 is"),
        (LIST, ("--symbol", "../x"), "--symbol: “../x” is no symbol; write it as CRPD/C/XXX/1"),
        (
            LIST.replace("/QPR/", "/LOI/"),
            (),
            "list.txt: the report's own symbol does not follow from CRPD/C/XMP/LOI/2-3; add --symbol",
        ),
        (LIST, ("--state", "a\nb"), "--state: write the short name of the State, in one line of at most 80 letters"),
        (
            LIST.replace("12 March 2025", ""),
            (),
            "list.txt: it has no date; write it below the symbol, as 10 January 2025",
        ),
        (
            "Dear all",
            (),
            "list.txt: it has no title that says “list of issues” or “concluding observations” in a language that is "
            "read: English, French or Spanish",
        ),
        (
            LIST.replace("List of issues prior to submission of", "Concluding observations on"),
            (),
            "list.txt: it is not a list of issues; a report begins with the list that it answers",
        ),
    ],
)
def test_what_cannot_be_started_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, options: tuple[str, ...], message: str
) -> None:
    status, _ = start(tmp_path, text, *options)
    assert (status, capsys.readouterr().out) == (1, f"{message}\nNothing was made.\n")
    assert [file.name for file in tmp_path.iterdir()] == ["list.txt"]


def test_a_document_that_is_not_clear_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _ = start(tmp_path, LIST.replace("2. Please", "1. Please"))
    assert status == 1
    assert "paragraph 1 is there twice" in capsys.readouterr().out
    assert [file.name for file in tmp_path.iterdir()] == ["list.txt"]


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report/mine.txt").write_text("mine", encoding="utf-8")
    assert start(tmp_path, LIST)[0] == 1
    assert capsys.readouterr().out.endswith("is there already; name a folder that is not\nNothing was made.\n")
    assert [file.name for file in (tmp_path / "report").iterdir()] == ["mine.txt"]


def test_a_report_is_not_started_within_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(REPOSITORY)
        assert main(["new", "--with-machinery", "docs/mine", str(tmp_path / "list.txt")]) == 1
    assert capsys.readouterr().out == (
        "docs/mine lies within this project; name one beside it, as ../mine\nNothing was made.\n"
    )
