"""The answer in the language of the reader: ids, places and fingerprints stay as they are."""

from __future__ import annotations

import json

import pytest

from support.changes import RECRUITMENT
from support.project import Project

FAULT = f"{RECRUITMENT}:12: error[unknown-provision]:"
ENGLISH = f"{FAULT} article 33 has no paragraph 4 (it has 1 to 3); did you mean 33 (3)?"
INDONESIAN = f"{FAULT} pasal 33 tidak memiliki ayat 4 (ada 1 sampai 3); apakah yang dimaksud 33 (3)?"
SUM = "10 pages, 3 questions, 2 datasets: 1 error, 0 warnings, 1 gap"
JUMLAH = "10 halaman, 3 pertanyaan, 2 tabel data: 1 kesalahan, 0 peringatan, 1 kekosongan"


@pytest.fixture
def faulty(project: Project) -> Project:
    project.append(RECRUITMENT, "{article}`33 (4)`\n\n:::{gap} MOL\nMore.\n:::\n")
    return project


def test_as_it_is_asked_for(faulty: Project) -> None:
    assert faulty.run("check") == (1, f"{ENGLISH}\n{SUM}\n")
    assert faulty.run("check", "--language", "id", "--gaps") == (
        1,
        f"{INDONESIAN}\n{RECRUITMENT}:14: gap[missing-data]: memiliki kekosongan yang harus diisi MOL: More.\n{JUMLAH}\n",
    )


def test_as_the_report_has_it(faulty: Project) -> None:
    faulty.replace("conf.py", "loipr_notice", 'loipr_working_language = "id"\nloipr_notice')
    assert faulty.run("check") == (1, f"{INDONESIAN}\n{JUMLAH}\n")
    assert faulty.run("check", "--language", "en") == (1, f"{ENGLISH}\n{SUM}\n")


def test_a_build_is_refused_in_the_language_of_the_report(faulty: Project) -> None:
    """Without an edition there is none that could be untouched."""
    faulty.replace("conf.py", "loipr_notice", 'loipr_working_language = "id"\nloipr_notice')
    refused = "Tidak ada yang dibuat: laporan masih memuat kesalahan, lihat di atas."
    assert faulty.run("build", "html") == (1, f"{INDONESIAN}\n{JUMLAH}\n{refused}\n")
    status, said = faulty.run("build", "html", "--official")
    assert (status, said.splitlines()[3:6]) == (
        1,
        [
            "Yang masih menghalangi penyerahan laporan:",
            "  pertanyaan 1 (MFA): jawaban masih draf",
            "  pertanyaan 2 (MOL): jawaban sudah ditinjau, belum disetujui, 1 kesalahan, 1 kekosongan",
        ],
    )


@pytest.mark.parametrize("form", ["json", "gitlab", "sarif"])
def test_programs_compare_the_same(faulty: Project, form: str) -> None:
    said = {tag: faulty.run("check", "--gaps", "--format", form, "--language", tag)[1] for tag in ("en", "id")}
    english, indonesian = (message.partition("]: ")[2] for message in (ENGLISH, INDONESIAN))
    pairs = {
        indonesian: english,
        "memiliki kekosongan yang harus diisi MOL: More.": "has a gap for MOL to fill: More.",
    }
    put_back = said["id"].replace('"language": "id"', '"language": "en"')
    for old, new in pairs.items():
        assert json.dumps(old) in put_back
        put_back = put_back.replace(json.dumps(old), json.dumps(new))
    assert put_back == said["en"]


def test_beside_the_lines_of_a_pull_request(faulty: Project) -> None:
    assert faulty.run("check", "--format", "github", "--language", "id") == (
        1,
        f"::error file={RECRUITMENT},line=12,title=unknown-provision::{INDONESIAN.partition(']: ')[2]}"
        f"%0ATulis `33 (3)` sebagai pengganti `33 (4)`\n{JUMLAH}\n",
    )


def test_a_finding_is_accepted_by_its_english_message(project: Project) -> None:
    project.append(RECRUITMENT, "\n% accept typed-figure: counted by hand\n\nIn 2024, 12,345 workers left.\n")
    assert project.run("check", "--language", "id") == (
        0,
        "10 halaman, 3 pertanyaan, 2 tabel data: 0 kesalahan, 0 peringatan, 0 kekosongan, 1 diterima\n",
    )
    status, said = project.run("check", "--language", "id", "--accepted")
    assert status == 0
    assert said.endswith(": counted by hand)\n1 temuan diterima\n")


def test_what_was_mended(project: Project) -> None:
    project.replace(RECRUITMENT, "lead: MOL", "lead: LABOFF")
    status, said = project.run("check", "--fix", "--language", "id")
    assert status == 0
    assert said.splitlines()[0] == f"{RECRUITMENT}:4: fixed[superseded-lead]: “LABOFF” menjadi “MOL”"


def test_a_language_that_there_is_not(project: Project) -> None:
    with pytest.raises(SystemExit) as stopped:
        project.run("check", "--language", "fr")
    assert stopped.value.code == 2
